//! Sheets as PDF: who gets which, what makes them checkable, and those of a whole unit by a job that may be stopped.

use std::io::{Cursor, Read};
use std::sync::Arc;

use domain::id::{CycleId, EvaluationId, PersonId};
use domain::training::{TrainingState, Verdict};
use services::{Actor, Error, Letterhead, Services, SheetFile, SheetKind};
use store::sheet_batch::Batch;
use uuid::Uuid;
use zip::ZipArchive;

use crate::city::{City, cities, stranger};
use crate::evaluation::words;

fn head() -> Letterhead {
    Letterhead { issuer: "BKPSDM Kota Palembang".into(), base: "https://ampera.example".into() }
}

fn text(content: &[u8]) -> String {
    let document = lopdf::Document::load_mem(content).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap().replace('\u{200b}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number and the fingerprint that stand on a sheet.
fn printed(file: &SheetFile) -> (String, String) {
    let text = text(&file.content);
    let at = text.find("LBR-").unwrap_or_else(|| panic!("no number on {text}"));
    let words = ["sidik jari isi ", "fingerprint of the content "];
    let from = words.iter().find_map(|word| Some(text.find(word)? + word.len())).unwrap();
    (text[at..at + 18].to_owned(), text[from..from + 19].to_owned())
}

async fn newest(city: &City, actor: &Actor) -> EvaluationId {
    city.services.my_evaluations(actor).await.unwrap().newest.unwrap().id
}

async fn actions(services: &Services, admin: &Actor, action: &str) -> usize {
    let query = services::AuditQuery { action: action.into(), ..Default::default() };
    services.audit_log(admin, query).await.unwrap().rows.len()
}

#[tokio::test]
async fn a_certificate_is_for_those_who_see_the_profile() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let number = services.profile(&rina, rina.person).await.unwrap().certificates[0].number.clone();
        let file = services.certificate_pdf(&rina, &number, &head()).await.unwrap();
        assert_eq!(file.name, format!("sertifikat-{number}.pdf"));
        let said = text(&file.content);
        assert!(
            said.contains("Rina Astuti") && said.contains(&format!("ampera.example/verifikasi/{number}")),
            "{said}"
        );
        let english = services.reading("en").certificate_pdf(&yanti, &number.to_lowercase(), &head()).await.unwrap();
        assert!(text(&english.content).contains("Certificate of completion"));
        for (actor, number) in [(&stranger(), number.as_str()), (&rina, "AMP-2026-0000-0000")] {
            let refused = services.certificate_pdf(actor, number, &head()).await;
            assert!(matches!(refused, Err(Error::NotFound)));
        }
        assert_eq!(actions(services, &admin, "sheet-downloaded").await, 2);
    }
}

#[tokio::test]
async fn a_transcript_has_courses_and_verified_training() {
    for city in cities().await {
        let services = &city.services;
        let (rina, hendra, admin) = (city.actor("rina").await, city.actor("hendra").await, city.actor("admin").await);
        let filed = services.trainings(&rina).await.unwrap().rows;
        let filed = filed.iter().find(|row| row.state == TrainingState::Filed).unwrap().id;
        let seen = services.training_to_verify(&admin, filed).await.unwrap().changed_at;
        services.decide_training(&admin, filed, Verdict::Accept, "", seen).await.unwrap();
        let file = services.transcript_pdf(&rina, rina.person, &head()).await.unwrap();
        assert_eq!(file.name, "transkrip-rina-astuti.pdf");
        let said = text(&file.content);
        let profile = services.profile(&rina, rina.person).await.unwrap();
        let hours = services.hours_ledger(&rina, None).await.unwrap().hours;
        assert!(hours.rows.iter().any(|row| row.training.is_some()), "outside training counts");
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        for row in &hours.rows {
            assert!(squeezed(&said).contains(&squeezed(&row.title)), "{} is not in {said}", row.title);
        }
        assert!(
            said.contains(&profile.certificates[0].number) && said.contains(&format!("{} JP dihitung", hours.counted))
        );
        assert!(said.contains("Pengelola Layanan, Kelurahan 26 Ilir"), "{said}");
        let digits = said.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
        assert!(digits < Some(12), "no personal number: {said}");
        services.transcript_pdf(&hendra, rina.person, &head()).await.unwrap();
        let refused = services.transcript_pdf(&stranger(), rina.person, &head()).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let looks = services.my_data(&rina).await.unwrap().looks;
        assert_eq!(looks.iter().map(|look| look.action.as_str()).collect::<Vec<_>>(), ["profile-viewed"]);

        let (number, fingerprint) = printed(&file);
        let found = services.verify_sheet(&number.to_lowercase(), Some(&fingerprint)).await.unwrap().sheet.unwrap();
        assert_eq!((found.kind, found.initials.as_str()), (SheetKind::Transcript, "R. A."));
        assert_eq!((found.is_same, found.replaced_at), (Some(true), None));
    }
}

#[tokio::test]
async fn an_evidence_sheet_can_be_checked_and_a_changed_evaluation_has_another() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let id = newest(&city, &rina).await;
        let file = services.evidence_pdf(&rina, id, &head()).await.unwrap();
        let said = text(&file.content);
        for expected in ["Rina Astuti", "Triwulan III 2026", "Yanti Oktavia", "Antrean loket berkurang", "Baik"] {
            assert!(said.contains(expected), "{expected} is not in {said}");
        }
        assert!(file.name.starts_with("lembar-bukti-rina-astuti-triwulan-iii-2026"), "{}", file.name);
        // Nothing has changed: the same sheet, whoever asks, with the same number.
        let again = services.evidence_pdf(&yanti, id, &head()).await.unwrap();
        assert!(file == again && services.evidence_pdf(&admin, id, &head()).await.unwrap() == file);
        let english = services.reading("en").evidence_pdf(&rina, id, &head()).await.unwrap();
        let (number, fingerprint) = printed(&file);
        assert_ne!(printed(&english).0, number);
        let verified = async |asked: Option<&str>| services.verify_sheet(&number, asked).await.unwrap().sheet.unwrap();
        assert_eq!(verified(None).await.is_same, None);
        assert_eq!(verified(Some(&fingerprint.to_uppercase())).await.is_same, Some(true));
        assert_eq!(verified(Some("0000")).await.is_same, Some(false));
        assert_eq!(verified(None).await.fingerprint, fingerprint);
        assert!(services.verify_sheet("LBR-2222-2222-2222", None).await.unwrap().sheet.is_none());

        city.clock.forward_minutes(1);
        services.acknowledge_evaluation(&rina, id, &words(&city, &rina, id, "Terima kasih.").await).await.unwrap();
        let changed = services.evidence_pdf(&rina, id, &head()).await.unwrap();
        assert!(text(&changed.content).contains("Terima kasih.") && printed(&changed).0 != number);
        assert!(verified(None).await.replaced_at.is_some());

        for refused in [
            services.evidence_pdf(&stranger(), id, &head()).await,
            services.evidence_pdf(&rina, newest(&city, &admin).await, &head()).await,
        ] {
            assert!(matches!(refused, Err(Error::NotFound)));
        }
        let team = services.evaluation_team(&yanti, None, 1).await.unwrap();
        let draft = team.rows.iter().find(|row| row.name == "Muhammad Fadil").unwrap();
        let refused = services.evidence_pdf(&yanti, draft.id, &head()).await;
        assert!(matches!(refused, Err(Error::NotFound)), "a draft is the head's own paper, and no sheet");
    }
}

/// The cycle of the demo that is closed.
async fn closed(city: &City, actor: &Actor) -> CycleId {
    let view = city.services.unit_sheets(actor, "", "").await.unwrap();
    assert_eq!(view.cycles.len(), 1);
    view.cycle.unwrap().id
}

/// What rina reads about who looked at her data.
async fn looks(services: &Services, rina: &Actor) -> Vec<(String, String)> {
    let looks = services.my_data(rina).await.unwrap().looks;
    looks.into_iter().map(|look| (look.name, look.action)).collect()
}

async fn unpacked(services: &Services, actor: &Actor, batch: domain::id::RecordId) -> Vec<(String, Vec<u8>)> {
    let mut archive = services.sheet_archive(&Arc::new(actor.clone()), batch).await.unwrap();
    assert!(archive.name.starts_with("lembar-bukti-") && archive.name.ends_with(".zip"), "{}", archive.name);
    let mut bytes = Vec::new();
    while let Some(piece) = archive.next().await.unwrap() {
        bytes.extend(piece);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.push((name, content));
    }
    files
}

#[tokio::test]
async fn a_whole_unit_is_one_file() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let cycle = closed(&city, &yanti).await;
        let view = services.unit_sheets(&yanti, "", "").await.unwrap();
        assert_eq!((view.unit.1.as_str(), view.people, view.batches.len()), ("Kelurahan 26 Ilir", 2, 0));
        let (cycle, unit) = (cycle.to_string(), view.unit.0.to_string());
        assert!(matches!(services.unit_sheets(&rina, "", "").await, Err(Error::NotFound)));
        let top = services.unit_sheets(&admin, &cycle, "").await.unwrap();
        assert!(top.people >= 2 && !top.below.is_empty());
        let above = services.unit_sheets(&yanti, &cycle, &top.unit.0.to_string()).await;
        assert!(matches!(above, Err(Error::NotFound)), "a head sees no unit above the own one");
        assert!(matches!(services.order_sheets(&rina, &cycle, &unit).await, Err(Error::NotFound)));

        let (first, second) =
            tokio::join!(services.order_sheets(&yanti, &cycle, &unit), services.order_sheets(&admin, &cycle, &unit));
        let batch = first.unwrap();
        assert_eq!(second.unwrap(), batch, "never twice, in the same moment either");
        assert_eq!(services.order_sheets(&admin, &cycle, &unit).await.unwrap(), batch, "never twice at the same time");
        assert_eq!(services.unit_sheets(&yanti, &cycle, "").await.unwrap().batches.len(), 1);
        let row = services.batch(&yanti, batch).await.unwrap().row;
        assert_eq!((row.people, row.made, row.finished_at), (2, 0, None));
        assert!(unpacked(services, &yanti, batch).await.len() == 1, "before anything is made: the list alone");
        assert!(looks(services, &rina).await.is_empty(), "nothing was given out yet");
        assert_eq!(services.make_sheets(&head()).await.unwrap(), 2);
        assert_eq!(services.make_sheets(&head()).await.unwrap(), 0);
        let row = services.batch(&yanti, batch).await.unwrap().row;
        assert_eq!((row.made, row.failed, row.finished_at.is_some()), (2, 0, true));

        let files = unpacked(services, &yanti, batch).await;
        let seen = [("Yanti Oktavia".to_owned(), "evaluation-viewed".to_owned())];
        assert_eq!(looks(services, &rina).await, seen, "as with a single sheet");
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["0001-muhammad-fadil.pdf", "0002-rina-astuti.pdf", "daftar.txt"]);
        assert!(text(&files[1].1).contains("Rina Astuti") && text(&files[1].1).contains("Triwulan II 2026"));
        let list = String::from_utf8(files[2].1.clone()).unwrap();
        assert!(list.contains("0002-rina-astuti.pdf\tRina Astuti"), "{list}");
        let single = text(&files[1].1);
        let number = &single[single.find("LBR-").unwrap()..][..18];
        assert!(services.verify_sheet(number, None).await.unwrap().sheet.is_some(), "as good as one by one");
        assert!(matches!(services.batch(&rina, batch).await, Err(Error::NotFound)));
        let refused = services.sheet_archive(&Arc::new(rina.clone()), batch).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        assert_eq!(actions(services, &admin, "sheets-ordered").await, 1);
        assert_eq!(actions(services, &admin, "sheets-downloaded").await, 2);

        city.clock.forward_minutes(31 * 24 * 60);
        assert!(services.apply_retention().await.unwrap());
        assert!(matches!(services.batch(&admin, batch).await, Err(Error::NotFound)), "gone when its time is over");
        assert!(services.verify_sheet(number, None).await.unwrap().sheet.is_some(), "a printed one stays checkable");
        assert_eq!(services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_job_that_was_killed_goes_on_and_one_failure_stops_nobody() {
    for city in cities().await {
        let services = &city.services;
        let (yanti, admin) = (city.actor("yanti").await, city.actor("admin").await);
        let cycle = closed(&city, &yanti).await;
        let unit = services.unit_sheets(&yanti, "", "").await.unwrap().unit.0.to_string();
        let batch = services.order_sheets(&yanti, &cycle.to_string(), &unit).await.unwrap();
        // A server made the first, and was killed.
        let (now, until) = (services.now(), services.now().plus_minutes(1));
        let first = {
            let mut conn = services.store().reader().await.unwrap();
            store::sheet_batch::next(&mut conn, batch).await.unwrap().unwrap()
        };
        let done: Result<_, Error> = services
            .store()
            .write(move |conn| {
                Box::pin(async move {
                    assert!(store::sheet_batch::hold(conn, batch, now, until).await?);
                    store::sheet_batch::put(conn, batch, first.evaluation_id, Some(b"%PDF".to_vec()), until).await?;
                    Ok(())
                })
            })
            .await;
        done.unwrap();
        assert_eq!(services.make_sheets(&head()).await.unwrap(), 0, "somebody works on it, as far as anybody knows");
        // Meanwhile the cycle is reopened, and the other result is taken up again: there is nothing to show any more.
        let day = |days: i64| services.now().plus_days(days).jakarta().date().to_string();
        let reopened = services.reopen_cycle(&admin, cycle, "Salah hitung.", &day(20)).await;
        reopened.unwrap();
        services.run_evaluations().await.unwrap();
        let rina: PersonId = city.actor("rina").await.person;
        let team = services.evaluation_team(&yanti, Some(&cycle.to_string()), 1).await.unwrap();
        let hers = team.rows.iter().find(|row| row.person == rina).unwrap().id;
        services
            .take_up_evaluation(&yanti, hers, &words(&city, &yanti, hers, "Dihitung kembali.").await)
            .await
            .unwrap();
        city.clock.forward_minutes(2);
        assert_eq!(services.make_sheets(&head()).await.unwrap(), 1, "the first is not made again");
        let view = services.batch(&yanti, batch).await.unwrap();
        assert_eq!((view.row.made, view.row.failed, view.row.finished_at.is_some()), (1, 1, true));
        assert_eq!(view.failed, [(hers, "Rina Astuti".to_owned())]);
        let files = unpacked(services, &yanti, batch).await;
        assert_eq!(files[0].1, b"%PDF");
        let list = String::from_utf8(files[1].1.clone()).unwrap();
        assert!(list.contains("gagal dibuat / could not be made)\tRina Astuti"), "{list}");
        let open = services.order_sheets(&yanti, &cycle.to_string(), &unit).await;
        assert!(matches!(open, Err(Error::NotFound)), "the cycle is open again");
    }
}

#[tokio::test]
async fn an_auditor_reads_what_others_asked_for_and_a_head_finds_the_own_ones_in_a_large_city() {
    for city in cities().await {
        let services = &city.services;
        let (yanti, hendra, admin) = (city.actor("yanti").await, city.actor("hendra").await, city.actor("admin").await);
        let cycle = closed(&city, &yanti).await;
        let view = services.unit_sheets(&yanti, "", "").await.unwrap();
        let (closed, unit) = (cycle.to_string(), view.unit.0.to_string());
        assert!(view.may_order && services.unit_sheets(&admin, "", "").await.unwrap().may_order);
        assert!(!services.unit_sheets(&hendra, "", &unit).await.unwrap().may_order);
        let refused = services.order_sheets(&hendra, &closed, &unit).await;
        assert!(matches!(refused, Err(Error::NotFound)), "an auditor changes nothing");
        // A head who is an auditor besides has the sheets of the own unit made, and no others.
        let both = Actor { roles: domain::policy::Roles { auditor: true, ..yanti.roles }, ..yanti.clone() };
        let root = services.unit_sheets(&admin, "", "").await.unwrap().unit.0.to_string();
        assert!(!services.unit_sheets(&both, "", &root).await.unwrap().may_order);
        assert!(matches!(services.order_sheets(&both, &closed, &root).await, Err(Error::NotFound)));
        let batch = services.order_sheets(&both, &closed, &unit).await.unwrap();

        // Since then those of a hundred other units were asked for.
        let now = services.now();
        let (mut made, asker) = (Vec::new(), admin.person);
        for number in 1..=100_u128 {
            made.push(Batch {
                id: Uuid::from_u128(number).into(),
                cycle_id: cycle,
                unit_id: Uuid::from_u128(number).into(),
                unit_name: format!("Unit {number}"),
                asked_by: asker,
                asker: None,
                asked_at: now.plus_minutes(1),
                lang: "id".into(),
                finished_at: None,
                people: 0,
                made: 0,
                failed: 0,
            });
        }
        let others: Result<_, Error> = services
            .store()
            .write(move |conn| {
                Box::pin(async move {
                    for other in &made {
                        assert!(store::sheet_batch::insert(conn, other, "-").await?);
                    }
                    Ok(())
                })
            })
            .await;
        others.unwrap();
        let seen = services.unit_sheets(&yanti, "", "").await.unwrap().batches;
        assert_eq!(seen.iter().map(|row| row.id).collect::<Vec<_>>(), [batch]);
        assert_eq!(services.unit_sheets(&admin, "", "").await.unwrap().batches.len(), 100);
        assert!(services.batch(&hendra, batch).await.is_ok());
    }
}
