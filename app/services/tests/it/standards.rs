//! Standards: what the content ships, what an agency sets instead, and whose gap that changes.

use domain::level::Level;
use services::{
    Actor, Error, PeopleQuery, Problem, StandardDraftView, StandardForm, StandardImport, StandardReason, TeamQuery,
};

use crate::city::{City, cities, people};

fn form(levels: &[(&str, &str)], from: &str) -> StandardForm {
    StandardForm {
        position: "pengelola-layanan".into(),
        levels: levels.iter().map(|(id, level)| ((*id).to_owned(), (*level).to_owned())).collect(),
        from: from.into(),
        source: "Kepwal 12/2026".into(),
        checked: false,
    }
}

async fn proposed(city: &City, admin: &Actor, form: &StandardForm) -> StandardDraftView {
    let id = city.services.propose_standard(admin, form).await.unwrap();
    city.services.standard_draft(admin, id).await.unwrap()
}

fn problems<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(String, Problem)> {
    match result {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.problem)).collect(),
        other => panic!("{other:?}"),
    }
}

fn level(level: i64) -> Option<Level> {
    Some(Level::try_from(level).unwrap())
}

#[tokio::test]
async fn a_change_says_whose_gap_it_changes_before_it_is_applied() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let before = services.team(&admin, &TeamQuery::default()).await.unwrap();
        // Rina and Fadil are service officers; nobody has evidence of the new one.
        let view =
            proposed(&city, &admin, &form(&[("layanan/pengaduan", "3"), ("digital/data", "2")], "2026-11-24")).await;
        let levels: Vec<_> = view.changes.iter().map(|(_, title, from, to)| (title.en.as_str(), *from, *to)).collect();
        assert_eq!(levels.len(), 2, "{levels:?}");
        assert!(levels.contains(&("Complaint handling", level(2), level(3))), "{levels:?}");
        assert_eq!((view.impact.people, view.impact.changed), (2, 2));
        let names: Vec<_> = view.impact.units.iter().map(|unit| (unit.unit.as_str(), unit.names.join(", "))).collect();
        assert_eq!(names, [("Kelurahan 26 Ilir", "Muhammad Fadil, Rina Astuti".to_owned())]);
        let still = services.team(&admin, &TeamQuery::default()).await.unwrap();
        assert_eq!(still.columns, before.columns, "a preview changes nothing");
        services.apply_standard(&admin, view.id).await.unwrap();
        assert!(matches!(services.apply_standard(&admin, view.id).await, Err(Error::NotFound)), "once");
        let after = services.team(&admin, &TeamQuery::default()).await.unwrap();
        let rina = people(&after).iter().find(|row| row.name == "Rina Astuti").unwrap();
        let place = after.columns.iter().position(|column| column.id == "layanan/pengaduan").unwrap();
        assert_eq!(rina.cells[place].unwrap().required, 3);
        let expected = view.impact.missing.1 as i64 - view.impact.missing.0 as i64;
        let missing = |view: &services::TeamView| -> i64 {
            let cells = people(view).iter().flat_map(|row| row.cells.iter().flatten());
            cells
                .map(|cell| match cell.standing {
                    domain::competency::Standing::Short { by } => i64::from(by),
                    _ => 0,
                })
                .sum()
        };
        assert_eq!(missing(&after) - missing(&before), expected, "as the preview said");
        assert_eq!(services.replay_check().await.unwrap().differences, Vec::<String>::new());
        let log = services
            .audit_log(&admin, services::AuditQuery { action: "standards-changed".into(), ..Default::default() });
        assert_eq!(log.await.unwrap().rows.len(), 1);
        let list = services.standards(&admin).await.unwrap();
        let row = list.rows.iter().find(|row| row.position == "pengelola-layanan").unwrap();
        assert_eq!(row.decree.as_ref().unwrap().source, "Kepwal 12/2026");
        // What is typed as not required goes, and closes the gap.
        let view = proposed(&city, &admin, &form(&[("layanan/pengaduan", "")], "2026-11-24")).await;
        assert_eq!(view.changes[0].3, None);
    }
}

#[tokio::test]
async fn a_change_of_tomorrow_is_counted_tomorrow_and_content_leaves_it_alone() {
    let content = content::Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content")).unwrap();
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let view = proposed(&city, &admin, &form(&[("layanan/pengaduan", "5")], "2026-11-25")).await;
        services.apply_standard(&admin, view.id).await.unwrap();
        let required = async |admin: &Actor| {
            let team = services.team(admin, &TeamQuery::default()).await.unwrap();
            let place = team.columns.iter().position(|column| column.id == "layanan/pengaduan").unwrap();
            people(&team).iter().find(|row| row.name == "Rina Astuti").unwrap().cells[place].unwrap().required
        };
        assert_eq!(required(&admin).await, 2);
        city.clock.forward_minutes(24 * 60);
        let admin = city.actor("admin").await;
        assert_eq!(required(&admin).await, 5);
        let mut changed = content.clone();
        let path = "competencies/standards.yaml";
        let text = content.text(path).unwrap().replace("valid-from: 2026-01-01", "valid-from: 2026-11-01");
        changed.insert(path, text.into_bytes());
        services.publish_all(&changed, Some("content".into())).await.unwrap();
        assert_eq!(required(&admin).await, 5, "the decree goes before");
        assert_eq!(services.replay_check().await.unwrap().differences, Vec::<String>::new());
        // What is newer is not rewritten from before it.
        let early = services.propose_standard(&admin, &form(&[("layanan/loket", "3")], "2026-11-24")).await;
        assert!(matches!(problems(early)[..], [(_, Problem::BeforeNewest { .. })]));
    }
}

#[tokio::test]
async fn of_two_changes_at_the_same_moment_neither_is_lost() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        // Each has one change waiting: another administrator.
        let other = Actor { person: city.actor("yanti").await.person, ..admin.clone() };
        let one = services.propose_standard(&admin, &form(&[("layanan/pengaduan", "5")], "2026-11-24")).await.unwrap();
        let two = services.propose_standard(&other, &form(&[("digital/data", "2")], "2026-11-24")).await.unwrap();
        let (first, second) = tokio::join!(services.apply_standard(&admin, one), services.apply_standard(&other, two));
        first.unwrap();
        second.unwrap();
        let rows = services.standard_view(&admin, "pengelola-layanan").await.unwrap().rows;
        let required = |id: &str| rows.iter().find(|row| row.competency == id).unwrap().level;
        assert_eq!((required("layanan/pengaduan"), required("digital/data")), (level(5), level(2)));
    }
}

#[tokio::test]
async fn a_list_is_taken_as_a_whole_or_its_rows_are_named() {
    for city in cities().await {
        let services = &city.services;
        let (admin, yanti) = (city.actor("admin").await, city.actor("yanti").await);
        let import =
            StandardImport { from: "2026-11-24".into(), source: "Kepwal 12/2026".into(), ..Default::default() };
        let send = async |form: &StandardImport, text: &str| {
            services.import_standards(&admin, form, "standar.csv", text.as_bytes().to_vec()).await
        };
        let wrong = "kode_jabatan,kode_kompetensi,tingkat\nlurah,layanan/loket,3\nraja,layanan/loket,3\nlurah,sihir,2\nlurah,layanan/bahasa,9\n";
        let Err(Error::Standards(rows)) = send(&import, wrong).await else { panic!("taken") };
        let reasons: Vec<_> = rows.iter().map(|row| (row.line, row.reason)).collect();
        use StandardReason::{NotALevel, UnknownCompetency, UnknownPosition};
        assert_eq!(reasons, [(3, UnknownPosition), (4, UnknownCompetency), (5, NotALevel)]);
        // Headings of their own are asked for once and remembered.
        let own = "Jab,Komp,Lv\nlurah,layanan/loket,3\nlurah,layanan/bahasa,2\n";
        let missing = problems(send(&import, own).await);
        assert!(missing.len() == 3 && missing.iter().all(|(_, problem)| *problem == Problem::NoColumn), "{missing:?}");
        let named = StandardImport { headings: ["jab".into(), "KOMP".into(), "lv".into()], ..import.clone() };
        send(&named, own).await.unwrap();
        let id = send(&import, own).await.unwrap();
        let view = services.standard_draft(&admin, id).await.unwrap();
        assert_eq!((view.changes.len(), view.impact.people), (2, 1), "Yanti is the lurah");
        services.discard_standard(&admin, id).await.unwrap();
        assert!(matches!(services.standard_draft(&admin, id).await, Err(Error::NotFound)));
        // What is exported is imported without a change.
        let rows = services.standards_table(&admin).await.unwrap();
        let mut text = "kode_jabatan,kode_kompetensi,tingkat\n".to_owned();
        rows.iter().for_each(|row| text.push_str(&format!("{}\n", row.join(","))));
        let id = send(&import, &text).await.unwrap();
        assert!(services.standard_draft(&admin, id).await.unwrap().changes.is_empty());
        assert!(matches!(services.standard_draft(&yanti, id).await, Err(Error::NotFound)));
        // A list of people with a column of the same heading is read as before.
        let people = "NIP,Nama,Jenis,Kode Unit,Kode Jabatan\n198609262015051001,Ayu Lestari,PNS,K26,lurah\n";
        let list = services.upload_list(&admin, "orang.csv", people.as_bytes().to_vec()).await.unwrap();
        let columns = services.import_view(&admin, list).await.unwrap().columns;
        assert_eq!(columns[4].chosen, Some(services::import::Column::Position));
        services.discard_list(&admin, list).await.unwrap();
        assert!(matches!(services.standards(&yanti).await, Err(Error::NotFound)));
        let empty = problems(send(&StandardImport::default(), &text).await);
        assert_eq!(empty.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["from", "source"]);
        let query = PeopleQuery::default();
        assert!(services.people(&admin, &query, 1).await.unwrap().people > 0);
    }
}
