//! Learning paths and how far somebody is on them.

use content::Files;
use services::Error;
use services::course::RowKind;

use crate::city::{COMPLAINTS, cities};

const PATH: &str = "baru-di-loket";

#[tokio::test]
async fn a_path_leads_to_the_course_that_is_begun_and_then_to_the_next() {
    for city in cities().await {
        let services = &city.services;
        let rina = city.actor("rina").await;
        let view = services.path(Some(&rina), PATH).await.unwrap();
        assert_eq!((view.card.courses, view.card.done, view.card.jp), (4, 1, 20));
        let next = view.next.unwrap();
        assert_eq!(view.steps[next.step].course.course, COMPLAINTS, "begun and not complete");
        let (item, _) = next.item.unwrap();
        assert_eq!(item, services.home(&rina).await.unwrap().resume.unwrap().item);

        // Somebody who has begun nothing begins with the first step, on the page of its course.
        let arif = services.path(None, PATH).await.unwrap();
        let next = arif.next.unwrap();
        assert!(next.step == 0 && next.item.is_none() && !arif.card.begun);

        // Reading another of its courses changes where it leads to only if that one comes first.
        let first = view.steps[0].course.course.clone();
        let outline = services.course(Some(&rina), &first).await.unwrap().outline;
        let lesson = outline.rows.iter().find(|row| matches!(row.kind, RowKind::Lesson { .. })).unwrap();
        services.course_item(&rina, &first, &lesson.slug).await.unwrap();
        assert_eq!(services.path(Some(&rina), PATH).await.unwrap().next.unwrap().step, 0);
        assert!(matches!(services.path(None, "tidak-ada").await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_path_with_an_error_stays_as_it_was() {
    let mut files = Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content")).unwrap();
    let name = "paths/baru-di-loket.yaml";
    let text = files.text(name).unwrap().to_owned();
    for city in cities().await {
        let services = &city.services;
        let publish = async |files: &Files| services.publish_all(files, Some("content".into())).await.unwrap().paths;
        let title = async || services.path(None, PATH).await.unwrap().card.title.id;
        files.insert(name, text.replace("id: Baru di loket", "id: Baru sekali").into_bytes());
        assert!(publish(&files).await.is_empty());
        assert_eq!(title().await, "Baru sekali");
        files.insert(name, text.replace("course: melayani-di-loket", "course: entah").into_bytes());
        let found = publish(&files).await;
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["E044"]);
        assert_eq!(title().await, "Baru sekali");
        let budi = city.actor("budi").await;
        assert_eq!(services.manuscripts(&budi).await.unwrap().paths.len(), 1);
    }
}
