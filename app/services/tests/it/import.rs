//! Lists in and out: dry run, apply, the same again, broken files.

use domain::status::Status;
use jiff::civil::date;
use services::import::{Broken, Column, ImportForm, ImportOptions, Reason, Report, Source, What};
use services::seed::SeedPlan;
use services::{Error, PeopleQuery, Problem};

use crate::city::{City, cities};

const HEAD: &str = "NIP,Nama,Jenis,Status,Kode Unit,Nama Unit,Kode Induk,Kode Jabatan,Dasar,Kepala,TMT,Sampai\n";

fn source(text: &str) -> Source {
    Source::Bytes(text.as_bytes().into())
}

async fn import(city: &City, text: &str, options: &ImportOptions) -> Report {
    city.services.import_people(source(text), "daftar.csv", options).await.unwrap().report
}

/// Rows added, changed, ended, unchanged, rejected.
fn figures(report: &Report) -> (u64, u64, u64, u64, u64) {
    (report.added, report.changed, report.ended, report.unchanged, report.rejected)
}

fn skipping() -> ImportOptions {
    ImportOptions { skip_rejected: true, ..ImportOptions::default() }
}

/// A district with a ward, its head, somebody who acts besides, and somebody without a post.
fn list() -> String {
    format!(
        "{HEAD}\
         ,,,,K1,Kecamatan Ilir,,,,,,\n\
         198609262015051001,Ayu Lestari,PNS,aktif,K2,Kelurahan Baru,K1,lurah,,ya,1/3/2024,\n\
         199003152021211001,Beni,PPPK,,K2,,,pengelola-layanan,definitif,,2025-01-01,\n\
         198609262015051001,Ayu Lestari,PNS,,K1,,,kepala-seksi-pelayanan,PLT,ya,2026-11-01,31-12-2026\n\
         198001012005012002,Citra,PNS,cuti,,,,,,,,\n"
    )
}

#[tokio::test]
async fn a_list_is_shown_applied_and_then_changes_nothing() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let dry = import(&city, &list(), &ImportOptions { dry_run: true, ..ImportOptions::default() }).await;
        assert_eq!((dry.rows, figures(&dry)), (5, (6, 0, 0, 0, 0)), "{dry:?}");
        let nobody =
            services.people(&admin, &PeopleQuery { name: "ayu lestari".into(), ..PeopleQuery::default() }, 1).await;
        assert!(nobody.unwrap().rows.is_empty(), "a dry run writes nothing");
        let done = import(&city, &list(), &ImportOptions::default()).await;
        assert_eq!(done, dry, "the dry run tells what is done");
        let again = import(&city, &list(), &ImportOptions::default()).await;
        assert_eq!(figures(&again), (0, 0, 0, 5, 0), "{again:?}");
        assert_eq!(services.imports(&admin).await.unwrap().runs.len(), 1, "what changes nothing leaves no trace");

        let ayu =
            &services.people(&admin, &PeopleQuery { name: "ayu lestari".into(), ..PeopleQuery::default() }, 1).await;
        let ayu = ayu.as_ref().unwrap().rows[0].id;
        let view = services.person_admin(&admin, ayu).await.unwrap();
        assert_eq!(view.assignments.len(), 2);
        let march = services.unit_tree(&admin, Some(date(2025, 3, 1)), "baru").await.unwrap();
        assert_eq!(march.rows.len(), 1, "the ward is as old as its head");
        assert!(services.unit_tree(&admin, Some(date(2024, 2, 1)), "baru").await.unwrap().rows.is_empty());
        let citra = services.people(&admin, &PeopleQuery { name: "citra".into(), ..PeopleQuery::default() }, 1).await;
        assert_eq!(citra.unwrap().rows[0].status, Status::Leave);
    }
}

#[tokio::test]
async fn what_differs_is_changed_and_the_old_position_ends() {
    for city in cities().await {
        let everybody = ImportOptions { whole: true, dry_run: true, ..ImportOptions::default() };
        let before = import(&city, &list(), &everybody).await.ended;
        import(&city, &list(), &ImportOptions::default()).await;
        let text = format!(
            "{HEAD}\
             198609262015051001,Ayu Lestari S.,PNS,aktif,K2,Kelurahan Lama,K1,lurah,,ya,1/3/2024,\n\
             199003152021211001,Beni,PPPK,,K1,,,pengelola-layanan,definitif,,2026-11-24,\n\
             198001012005012002,Citra,PNS,pensiun,,,,,,,,\n"
        );
        let report = import(&city, &text, &ImportOptions::default()).await;
        assert_eq!(figures(&report), (1, 3, 1, 0, 0), "{report:?}");
        assert!(report.changed_entries.iter().any(|entry| entry.what == [What::UnitChanged]));
        assert!(report.changed_entries.iter().any(|entry| entry.what == [What::Status(Status::Retired)]));
        let beni = &report.ended_entries[0];
        assert_eq!((beni.who.as_str(), beni.line), ("Beni", Some(3)), "a new definitive position ends the old one");
        // Ayu's acting position is not in this list, and stays: the list is not whole.
        let whole = ImportOptions { whole: true, dry_run: true, ..ImportOptions::default() };
        let report = import(&city, &text, &whole).await;
        let ended: Vec<_> = report.ended_entries.iter().map(|entry| (entry.who.as_str(), entry.line)).collect();
        assert!(ended.contains(&("Ayu Lestari S.", Some(2))), "{ended:?}");
        assert!(ended.contains(&("Rina Astuti", None)), "who is not in a whole list holds nothing");
        // Whoever of the demo city is not in the list, and Ayu's acting position.
        assert_eq!(report.ended, before + 1);
    }
}

#[tokio::test]
async fn a_new_number_belongs_to_the_same_person() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let text = |number: &str| format!("Kode Orang,NI PPPK,Nama,Jenis\nA-1,{number},Beni,PPPK\n");
        import(&city, &text("199003152021211001"), &ImportOptions::default()).await;
        let report = import(&city, &text("199003152026221001"), &ImportOptions::default()).await;
        assert_eq!(report.changed_entries[0].what, [What::NewNumber]);
        let query = PeopleQuery { name: "beni".into(), ..PeopleQuery::default() };
        let people = services.people(&admin, &query, 1).await.unwrap();
        assert_eq!(people.rows.len(), 1);
        let again = import(&city, &text("199003152026221001"), &ImportOptions::default()).await;
        assert!(again.changes_nothing());
        let other = format!("{}A-2,199003152026221001,Dina,PPPK\n", text("199003152026221001"));
        let report = import(&city, &other, &skipping()).await;
        assert_eq!(report.rejections[0].reason, Reason::Apart, "two rows with one number are not two people");
    }
}

#[tokio::test]
async fn rows_that_cannot_be_are_named_with_their_line() {
    for city in cities().await {
        let text = format!(
            "{HEAD}\
             198609262015051001,Ayu,PNS,,TIDAK-ADA,,,lurah,,,,\n\
             198609262015051002,Beni,PPPK,,,,,,,,,\n\
             199003152021211002,Citra,PNS,,,,,,,,,\n\
             198609262015051003,Dina,PNS,,,,,,\n\
             198609262015051004,Eka,PNS,aktif,,,,,,,,\n\
             198609262015051004,Eko,PNS,aktif,,,,,,,,\n\
             198609262015051005,Feri,PNS,pensiun,,,,,,,,\n\
             ,,,,U1,Unit Satu,U9,,,,,\n"
        );
        let report = import(&city, &text, &ImportOptions::default()).await;
        let lines: Vec<_> = report.rejections.iter().map(|rejection| (rejection.line, &rejection.reason)).collect();
        let missing = Reason::NoSuchUnit("TIDAK-ADA".into());
        let parent = Reason::NoSuchParent("U9".into());
        for expected in [
            (2, &missing),
            (4, &Reason::NumberOfPppk),
            (5, &Reason::Cells { found: 9, expected: 12 }),
            (7, &Reason::Contradicts { line: 6 }),
            (9, &parent),
        ] {
            assert!(lines.contains(&expected), "{expected:?} in {lines:?}");
        }
        assert_eq!(report.rejected, 5);
        let admin = city.actor("admin").await;
        let nobody = PeopleQuery { name: "eka".into(), ..PeopleQuery::default() };
        assert!(city.services.people(&admin, &nobody, 1).await.unwrap().rows.is_empty(), "all or nothing");
        let report = import(&city, &text, &skipping()).await;
        assert_eq!((report.added, report.rejected), (3, 5), "or all but those");
    }
}

#[tokio::test]
async fn a_unit_has_one_definitive_head_at_a_time() {
    for city in cities().await {
        import(&city, &list(), &ImportOptions::default()).await;
        let (ayu, dewi) = ("198609262015051001,Ayu Lestari", "198709262015052003,Dewi");
        let dry = ImportOptions { dry_run: true, ..ImportOptions::default() };
        let lines = |report: &Report| report.rejections.iter().map(|row| row.line).collect::<Vec<_>>();
        // Beside the head on record: not as another definitive one, but acting, or once she has gone.
        let beside = format!("{HEAD}{dewi},PNS,aktif,K2,,,lurah,definitif,ya,2026-11-01,\n");
        let report = import(&city, &beside, &dry).await;
        assert_eq!(report.rejections[0].reason, Reason::SecondHead { name: "Ayu Lestari".into() });
        let acting = format!("{HEAD}{dewi},PNS,aktif,K2,,,lurah,PLH,ya,2026-11-01,2026-11-30\n");
        assert_eq!(figures(&import(&city, &acting, &dry).await), (1, 0, 0, 0, 0));
        // The new one may stand before the old one in the list.
        let follows = format!(
            "{HEAD}{dewi},PNS,aktif,K2,,,lurah,definitif,ya,2026-11-25,\n\
             {ayu},PNS,aktif,K1,,,kepala-seksi-pelayanan,definitif,tidak,2026-11-25,\n"
        );
        let done = import(&city, &follows, &ImportOptions::default()).await;
        assert_eq!((done.rejected, done.added), (0, 2), "{done:?}");
        // Two in one list: the second is left out, and with it nothing else.
        let (eka, feri) = ("198809262015051004,Eka", "198909262015051005,Feri");
        let both = format!(
            "{HEAD}{eka},PNS,aktif,K1,,,lurah,definitif,ya,2026-11-25,\n\
             {feri},PNS,aktif,K1,,,lurah,definitif,ya,2026-12-01,\n\
             198009262015051006,Gani,PNS,aktif,K1,,,pengelola-layanan,definitif,tidak,2026-12-01,\n"
        );
        let report = import(&city, &both, &skipping()).await;
        assert_eq!((lines(&report), report.added), (vec![3], 2), "{report:?}");
        assert_eq!(figures(&import(&city, &both, &skipping()).await), (0, 0, 0, 2, 1), "and so the next time");
    }
}

#[tokio::test]
async fn a_whole_list_with_a_rejected_row_is_not_applied() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        import(&city, &list(), &ImportOptions::default()).await;
        let query = PeopleQuery { name: "beni".into(), ..PeopleQuery::default() };
        let beni = services.people(&admin, &query, 1).await.unwrap().rows[0].id;
        let posts = async || {
            let held = services.person_admin(&admin, beni).await.unwrap().assignments;
            held.iter().filter(|held| held.span.to.is_none()).count()
        };
        // One mistyped date, and Beni would hold nothing.
        let text = list().replace("2025-01-01", "besok");
        let whole = ImportOptions { whole: true, ..skipping() };
        let done = services.import_people(source(&text), "semua.csv", &whole).await.unwrap();
        assert!(!done.applied && done.report.rejected == 1, "{done:?}");
        assert_eq!(posts().await, 1);
        let id = services.upload_list(&admin, "semua.csv", text.into_bytes()).await.unwrap();
        let form = ImportForm { columns: Vec::new(), from: "2026-11-24".into(), whole: true };
        services.choose_columns(&admin, id, &form).await.unwrap();
        assert!(services.import_view(&admin, id).await.unwrap().is_refused());
        let refused = services.apply_list(&admin, id).await;
        assert!(matches!(refused, Err(Error::Rejected(_))), "{refused:?}");
        assert_eq!(posts().await, 1);
        // It still waits. As one that is not whole it can be applied without that row.
        services.choose_columns(&admin, id, &ImportForm { whole: false, ..form }).await.unwrap();
        assert!(!services.import_view(&admin, id).await.unwrap().is_refused());
        assert_eq!(services.apply_list(&admin, id).await.unwrap().rejected, 1);
        assert_eq!(posts().await, 1);
    }
}

#[tokio::test]
async fn who_leaves_by_a_list_is_signed_out() {
    for city in cities().await {
        let services = &city.services;
        let rina = services.sign_in("rina", "ampera-demo", "10.0.0.1", "test").await.unwrap();
        let budi = services.sign_in("budi", "ampera-demo", "10.0.0.1", "test").await.unwrap();
        import(&city, &list(), &ImportOptions::default()).await;
        assert!(services.session(&rina.token).await.unwrap().is_some(), "a list that is not whole ends nothing");
        let text = format!("{HEAD}190101011921011001,Rina Astuti,PNS,pensiun,,,,,,,,\n");
        import(&city, &text, &ImportOptions::default()).await;
        assert!(services.session(&rina.token).await.unwrap().is_none(), "who retires");
        assert!(services.session(&budi.token).await.unwrap().is_some());
        let whole = ImportOptions { whole: true, ..ImportOptions::default() };
        import(&city, &list(), &whole).await;
        assert!(services.session(&budi.token).await.unwrap().is_none(), "whom a whole list does not name");
    }
}

#[tokio::test]
async fn a_broken_file_leaves_everything_as_it_was() {
    for city in cities().await {
        let services = &city.services;
        let mut cut = list().into_bytes();
        cut.extend_from_slice(b"198609262015051009,Zaki \xff,PNS,,,,,,,,,\n");
        let broken = services.import_people(Source::Bytes(cut.into()), "x.csv", &skipping()).await;
        assert!(matches!(broken, Err(Error::List(Broken::NotUtf8 { line: 7 }))), "{broken:?}");
        let columns = services.import_people(source("Nama,Umur\nAyu,3\n"), "x.csv", &skipping()).await;
        assert!(matches!(columns, Err(Error::Columns(_))));
        let admin = city.actor("admin").await;
        let nobody = PeopleQuery { name: "ayu lestari".into(), ..PeopleQuery::default() };
        assert!(services.people(&admin, &nobody, 1).await.unwrap().rows.is_empty());
        assert!(services.unit_tree(&admin, None, "ilir").await.unwrap().rows.len() == 1);
    }
}

#[tokio::test]
async fn a_city_comes_back_as_it_went_out() {
    for city in cities().await {
        let services = &city.services;
        services.seed(SeedPlan::of(90)).await.unwrap();
        let mut csv = Vec::new();
        let rows = services.export_csv(&mut csv).await.unwrap();
        assert!(rows > 100);
        let whole = ImportOptions { whole: true, ..ImportOptions::default() };
        let text = String::from_utf8(csv).unwrap();
        let report = import(&city, &text, &whole).await;
        assert_eq!(figures(&report), (0, 0, 0, rows, 0), "{report:?}");
        let (xlsx, count) = services.export_xlsx().await.unwrap();
        assert_eq!(count, rows);
        let report = services.import_people(Source::Bytes(xlsx.clone().into()), "kota.xlsx", &whole).await.unwrap();
        assert_eq!(figures(&report.report), (0, 0, 0, rows, 0), "{report:?}");

        // The same city in an empty database, from either file, is the same list.
        for file in [Source::Bytes(text.as_bytes().into()), Source::Bytes(xlsx.into())] {
            let empty = City::empty().await;
            let report = empty.services.import_people(file, "kota", &whole).await.unwrap();
            assert!(report.applied && report.report.rejected == 0, "{report:?}");
            let mut again = Vec::new();
            empty.services.export_csv(&mut again).await.unwrap();
            let sorted = |text: &str| {
                let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            // The day from which a status is known, and whom only we know, are as they were.
            assert_eq!(sorted(&String::from_utf8(again).unwrap()), sorted(&text));
        }
    }
}

#[tokio::test]
async fn the_page_keeps_a_list_for_its_administrator_alone() {
    for city in cities().await {
        let services = &city.services;
        let (admin, yanti) = (city.actor("admin").await, city.actor("yanti").await);
        let bytes = || list().replace("NIP,Nama,", "Nomor Pegawai,Nama,").into_bytes();
        assert!(matches!(services.upload_list(&yanti, "a.csv", bytes()).await, Err(Error::NotFound)));
        let broken = services.upload_list(&admin, "a.xlsx", b"PK\x03\x04".to_vec()).await;
        let Err(Error::Invalid(errors)) = broken else { panic!("{broken:?}") };
        assert_eq!(errors[0].problem, Problem::Unreadable(Broken::Damaged));
        let id = services.upload_list(&admin, "C:\\data\\daftar.csv", bytes()).await.unwrap();
        let view = services.import_view(&admin, id).await.unwrap();
        assert_eq!(view.file_name, "daftar.csv");
        assert!(view.report.is_none() && !view.problems.is_empty(), "nothing says which column has the number");
        assert!(view.columns[0].samples[0].starts_with('·'), "numbers are masked");
        assert!(matches!(services.import_view(&yanti, id).await, Err(Error::NotFound)));
        assert!(matches!(services.apply_list(&admin, id).await, Err(Error::NotFound)));

        let mut columns: Vec<_> = view
            .columns
            .iter()
            .map(|column| column.chosen.map(Column::heading).unwrap_or_default().to_owned())
            .collect();
        columns[0] = Column::Number.heading().to_owned();
        let form = ImportForm { columns, from: "2026-11-24".into(), whole: false };
        services.choose_columns(&admin, id, &form).await.unwrap();
        let report = services.import_view(&admin, id).await.unwrap().report.unwrap();
        assert_eq!((report.added, report.rejected), (6, 0));
        assert_eq!(services.apply_list(&admin, id).await.unwrap(), report);
        assert!(matches!(services.apply_list(&admin, id).await, Err(Error::NotFound)), "sent twice, done once");
        let runs = services.imports(&admin).await.unwrap().runs;
        assert_eq!((runs.len(), runs[0].added, runs[0].by.as_deref()), (1, 6, Some(admin.name.as_str())));

        // The next list with these columns needs no choice.
        let id = services.upload_list(&admin, "lagi.csv", bytes()).await.unwrap();
        assert!(services.import_view(&admin, id).await.unwrap().report.unwrap().changes_nothing());
        services.discard_list(&admin, id).await.unwrap();
        assert!(matches!(services.import_view(&admin, id).await, Err(Error::NotFound)));
        services.upload_list(&admin, "lama.csv", bytes()).await.unwrap();
        city.clock.forward_minutes(121);
        assert_eq!(services.forget_lists().await.unwrap(), 1);
    }
}
