//! A course in two languages, and a pool that draws cases, on real databases.

use std::collections::BTreeSet;

use content::Files;
use services::Actor;
use services::catalogue::CatalogueQuery;
use services::course::ItemView;
use services::quiz::{AnswerMessage, RunningView};

use crate::city::{City, cities};
use crate::path::{finished, right_answers, running};

/// Rina in a city that has one more course, in two languages.
async fn with_course(city: &City) -> Actor {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content");
    let mut files = Files::read(root).unwrap();
    for (path, bytes) in Files::read(format!("{root}/tests/translations/uji")).unwrap().iter() {
        files.insert(format!("courses/uji/{path}"), bytes.clone());
    }
    let published = city.services.publish_all(&files, Some("content".into())).await.unwrap();
    let uji = published.courses.iter().find(|course| course.slug == "uji").unwrap();
    assert!(uji.published, "{:?}", uji.diagnostics);
    city.actor("rina").await
}

fn texts(view: &RunningView) -> String {
    view.questions.iter().map(|question| format!("{} {:?}", question.title, question.form)).collect()
}

#[tokio::test]
async fn a_reader_of_english_sees_what_is_translated() {
    for city in cities().await {
        let rina = with_course(&city).await;
        let english = city.services.reading("en");
        let course = english.course(Some(&rina), "uji").await.unwrap();
        assert_eq!((course.course.title.as_str(), course.course.lang.as_str()), ("Test course", "en"));
        assert_eq!(course.outline.rows[0].title, "The first call");
        assert_eq!(city.services.course(Some(&rina), "uji").await.unwrap().course.title, "Kursus uji");
        let ItemView::Lesson(lesson) = english.course_item(&rina, "uji", "telepon").await.unwrap() else { panic!() };
        assert!(lesson.lesson().unwrap().html.as_str().contains("Record it first."));
        // Found by the words of either language, in either language.
        for words in ["testing", "menguji"] {
            for services in [&english, &city.services] {
                let query = CatalogueQuery { words: words.into(), ..CatalogueQuery::default() };
                let found = services.catalogue(None, query).await.unwrap().courses;
                assert!(found.iter().any(|card| card.course == "uji"), "{words}");
            }
        }
        let cards = english.catalogue(None, CatalogueQuery::default()).await.unwrap().courses;
        let lang = |slug: &str| cards.iter().find(|card| card.course == slug).unwrap().lang.clone();
        assert_eq!((lang("uji"), lang("lembar-kerja-untuk-laporan")), ("en".into(), "id".into()));
    }
}

#[tokio::test]
async fn another_language_in_the_middle_of_an_attempt_keeps_what_was_answered() {
    for city in cities().await {
        let rina = with_course(&city).await;
        let english = city.services.reading("en");
        let attempt = city.services.start_attempt(&rina, "uji", "kuis").await.unwrap();
        let view = running(city.services.attempt(&rina, attempt, None).await.unwrap());
        assert!(view.lang == "id" && texts(&view).contains("Siapa yang mencatat?"), "{}", texts(&view));
        let mut answers = right_answers(&city, &view).await;
        // What is typed is typed in English.
        for answer in &mut answers {
            match answer.question.as_str() {
                "apa" => answer.values = vec!["Receipt".into()],
                "batas" => answer.values[0] = "five".into(),
                _ => {}
            }
        }
        let later = answers.split_off(2);
        city.services.save_answers(&rina, attempt, answers.clone()).await.unwrap();

        assert_eq!(english.start_attempt(&rina, "uji", "kuis").await.unwrap(), attempt, "it goes on in English");
        let again = running(english.attempt(&rina, attempt, None).await.unwrap());
        assert!(again.lang == "en" && texts(&again).contains("Who records it?"), "{}", texts(&again));
        assert_eq!(again.answered, 2);
        let places = |view: &RunningView| view.questions.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        assert_eq!(places(&view), places(&again));
        for AnswerMessage { question, values, .. } in &answers {
            let shown = again.questions.iter().find(|one| one.id == *question).unwrap();
            // Multiple fields may be chosen in any order.
            assert_eq!(BTreeSet::from_iter(&shown.values), BTreeSet::from_iter(values), "{question}");
        }
        english.submit(&rina, attempt, later).await.unwrap();

        for (services, lang) in [(&english, "en"), (&city.services, "id")] {
            let result = finished(services.attempt(&rina, attempt, None).await.unwrap());
            assert_eq!((result.lang.as_str(), result.score.unwrap().get()), (lang, 1000));
            assert_eq!(result.evidence, 4);
        }
        assert_eq!(city.services.replay_check().await.unwrap().differences, Vec::<String>::new());
        assert_eq!(english.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn each_attempt_draws_a_case_that_was_not_drawn_before() {
    for city in cities().await {
        let rina = with_course(&city).await;
        let mut drawn = BTreeSet::new();
        for _ in 0..3 {
            // Identifiers sort by time.
            city.clock.forward_minutes(1);
            let attempt = city.services.start_attempt(&rina, "uji", "kuis").await.unwrap();
            let view = running(city.services.attempt(&rina, attempt, None).await.unwrap());
            assert_eq!(view.questions.len(), 4);
            let first = view.questions.iter().position(|question| question.case.is_some()).unwrap();
            assert_eq!(view.questions[first].case.as_ref().unwrap().questions, 2);
            let ids = |range: std::ops::Range<usize>| {
                view.questions[range].iter().map(|one| one.id.as_str()).collect::<Vec<_>>()
            };
            let together = ids(first..first + 2);
            assert!(
                [["apa", "kepada"], ["batas", "kapan"], ["dulu", "menit"]].iter().any(|case| *case == together[..])
            );
            assert!(drawn.insert(together.join(" ")), "drawn before");
            city.services.submit(&rina, attempt, right_answers(&city, &view).await).await.unwrap();
            let result = finished(city.services.attempt(&rina, attempt, None).await.unwrap());
            assert_eq!(result.score.unwrap().get(), 1000);
        }
        // When every case was asked, one of them comes again.
        city.clock.forward_minutes(1);
        let attempt = city.services.start_attempt(&rina, "uji", "kuis").await.unwrap();
        assert_eq!(running(city.services.attempt(&rina, attempt, None).await.unwrap()).questions.len(), 4);
        assert_eq!(city.services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}
