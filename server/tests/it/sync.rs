//! Other systems are told over a real connection: however they fail, each course is stored there exactly once.

use ampera::{Settings, SyncSettings};
use domain::delivery::Destination;
use services::SyncQuery;

use crate::support::{Fault, Remote, Site, Visitor, Who, attributes, settings};

/// Sites on every database, each with a remote of its own, and everybody's unit switched on.
async fn sites(parts: &str) -> Vec<(Site, Remote)> {
    let mut all = Vec::new();
    let databases = store::testing::databases().await.unwrap();
    for database in databases {
        let remote = Remote::start().await;
        let sync = SyncSettings::read(&remote.settings(parts)).unwrap();
        let site = Site::on_with(database, Settings { sync, ..settings() }).await;
        all.push((site, remote));
    }
    all
}

/// The admin's browser.
async fn admin(site: &Site) -> Visitor {
    site.signed_in(Who::Admin).await
}

/// The first unit of the choice, which is the city.
async fn city(admin: &mut Visitor) -> String {
    let page = admin.get("/admin/sinkronisasi").await;
    let select = page.text().split("<select").find(|part| part.contains("id=\"unit\"")).unwrap().to_owned();
    let values: Vec<_> = attributes(&select, "value").into_iter().filter(|value| !value.is_empty()).collect();
    values[0].to_owned()
}

async fn switch_on(site: &Site) -> Visitor {
    let mut admin = admin(site).await;
    let unit = city(&mut admin).await;
    admin
        .post("/admin/sinkronisasi/unit", &[("unit", &unit)])
        .await
        .assert_redirect("/admin/sinkronisasi?pesan=sync-unit-on");
    admin
}

/// How many messages are in a state.
async fn count(site: &Site, to: Destination, state: &str) -> i64 {
    let counts = site.services.delivery_counts().await.unwrap();
    counts.into_iter().filter(|(at, of, _)| at == to.code() && of == state).map(|(.., rows)| rows).sum()
}

/// Runs the job until nothing waits, with time between.
async fn until_done(site: &Site, to: Destination) {
    for _ in 0..60 {
        site.sync().await;
        if count(site, to, "waiting").await == 0 {
            return;
        }
        site.clock.pass_minutes(40);
    }
    panic!("{} still wait", count(site, to, "waiting").await);
}

#[track_caller]
fn assert_once(remote: &Remote, courses: usize) {
    let all = remote.certificates();
    let mut distinct = all.clone();
    distinct.dedup();
    assert_eq!(all, distinct, "a course is stored twice");
    assert_eq!(all.len(), courses);
    assert!(!remote.with(|memory| memory.overlapped), "two servers were at one person");
}

#[tokio::test]
async fn nothing_is_sent_until_a_unit_is_on_and_then_each_course_once() {
    for (site, remote) in sites("siasn").await {
        site.sync().await;
        let held = count(&site, Destination::Siasn, "held").await;
        assert!(held > 3, "{held}");
        assert_eq!((remote.asked("token"), remote.asked("save")), (0, 0));
        let mut admin = switch_on(&site).await;
        assert_eq!(site.sync().await as i64, held);
        assert_once(&remote, held as usize);
        assert_eq!(remote.asked("token"), 2, "both tokens are kept");
        let course = remote.with(|memory| memory.courses[0].clone());
        assert_eq!((&course["jenisDiklatId"], &course["jenisKursusSertipikat"]), (&"16".into(), &"T".into()));
        assert!(
            course["jumlahJam"].is_i64() && course["tahunKursus"].is_i64() && course["path"] == serde_json::json!([])
        );
        assert_eq!(course["tanggalKursus"].as_str().unwrap().len(), 10);
        let page = admin.get("/admin/sinkronisasi?keadaan=sent").await;
        assert!(page.text().contains("Semua yang boleh dikirim sudah terkirim"));
        let numbers: Vec<String> = remote.with(|memory| memory.people.keys().cloned().collect());
        assert!(numbers.iter().all(|number| !page.text().contains(number)));
        // A token that has ended is asked for again, and who the person is there is known.
        assert_eq!(site.sync().await, 0);
        assert_eq!(remote.asked("person"), numbers.len());
    }
}

#[tokio::test]
async fn however_it_fails_each_course_is_stored_once() {
    use Fault::{
        Fails, IsBusy, IsSlow, Nonsense, StoresAndFails, StoresAndHangs, StoresAndShowsAPage, TokensEnd, WebPage,
    };
    for (site, remote) in sites("siasn").await {
        remote.fault("token", &[Fails, WebPage]);
        remote.fault("person", &[WebPage, TokensEnd, Nonsense, Fails]);
        remote.fault("history", &[Fails, WebPage, IsSlow, TokensEnd, Nonsense, IsBusy]);
        let save = [
            StoresAndHangs,
            Fails,
            StoresAndFails,
            TokensEnd,
            StoresAndShowsAPage,
            WebPage,
            IsSlow,
            IsBusy,
            Nonsense,
            StoresAndHangs,
        ];
        remote.fault("save", &save);
        switch_on(&site).await;
        site.sync().await;
        let all = count(&site, Destination::Siasn, "waiting").await;
        until_done(&site, Destination::Siasn).await;
        let sent = count(&site, Destination::Siasn, "sent").await;
        assert!(sent >= all, "{sent} of {all}");
        assert_once(&remote, sent as usize);
        let left = remote.with(|memory| memory.faults.values().map(std::collections::VecDeque::len).sum::<usize>());
        assert_eq!(left, 0, "every fault happened");
    }
}

#[tokio::test]
async fn a_server_that_is_stopped_in_between_loses_nothing_and_repeats_nothing() {
    for (site, remote) in sites("siasn").await {
        switch_on(&site).await;
        for pause in [5, 20, 60, 120, 200] {
            remote.fault("save", &[Fault::StoresAndHangs]);
            let stopped = tokio::time::timeout(std::time::Duration::from_millis(pause), site.sync()).await;
            drop(stopped);
            site.clock.pass_minutes(7);
        }
        until_done(&site, Destination::Siasn).await;
        let sent = count(&site, Destination::Siasn, "sent").await;
        assert_once(&remote, sent as usize);
    }
}

#[tokio::test]
async fn two_servers_at_once_send_everything_once() {
    for (site, remote) in sites("siasn webhook").await {
        switch_on(&site).await;
        let sync = SyncSettings::read(&remote.settings("siasn webhook")).unwrap();
        let other = site.another(Settings { sync, ..settings() });
        let (one, two) = tokio::join!(site.sync(), async { other.sync().await.unwrap() });
        site.sync().await;
        let sent = count(&site, Destination::Siasn, "sent").await;
        assert_once(&remote, sent as usize);
        assert!(one + two >= sent as usize);
        let messages = remote.with(|memory| memory.messages.len());
        assert_eq!(messages as i64, count(&site, Destination::Webhook, "sent").await);
        assert_eq!(remote.asked("hook"), messages, "no message went out twice");
    }
}

#[tokio::test]
async fn what_is_there_already_is_taken_over() {
    for (site, remote) in sites("siasn").await {
        let mut admin = switch_on(&site).await;
        site.sync().await;
        let stored = remote.certificates().len();
        // As if everything had been lost here: all is sent once more.
        remote.with(|memory| {
            memory.courses[0]["jumlahJam"] = 99.into();
            memory.courses[1]["nomorSertipikat"] = "".into();
        });
        site.forget_deliveries().await;
        until_done(&site, Destination::Siasn).await;
        assert_eq!(remote.with(|memory| memory.courses.len()), stored, "nothing was stored a second time");
        let page = admin.get("/admin/sinkronisasi").await;
        assert!(page.text().contains("Sudah ada di sana dengan isi yang berbeda"));
        assert!(page.text().contains("tidak disimpan dua kali"));
    }
}

#[tokio::test]
async fn a_web_page_instead_of_data_is_said_where_somebody_can_act() {
    let (site, remote) = sites("siasn").await.remove(0);
    remote.fault("token", &[Fault::WebPage; 40]);
    let mut admin = switch_on(&site).await;
    assert_eq!(site.sync().await, 0);
    let page = admin.get("/admin/sinkronisasi").await;
    for words in
        ["Yang datang halaman web, bukan data", "Sedang pemeliharaan", "pemeliharaan, atau alamat", "Coba sekarang"]
    {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let asked = remote.asked("token");
    assert_eq!((site.sync().await, remote.asked("token")), (0, asked), "it is left alone for a while");
    remote.with(|memory| memory.faults.clear());
    admin.post("/admin/sinkronisasi/siasn/coba", &[]).await.assert_redirect("/admin/sinkronisasi?pesan=sync-again");
    assert!(site.sync().await > 0);
    let page = admin.get("/admin/sinkronisasi").await;
    assert!(!page.text().contains("Coba sekarang"));
}

#[tokio::test]
async fn refusals_are_shown_with_a_reason_and_sent_again() {
    for (site, remote) in sites("siasn").await {
        remote.with(|memory| memory.knows_all = false);
        let mut admin = switch_on(&site).await;
        assert_eq!(site.sync().await, 0);
        let refused = count(&site, Destination::Siasn, "refused").await;
        assert!(refused > 3);
        let page = admin.get("/admin/sinkronisasi?keadaan=refused").await;
        assert!(page.text().contains("Nomornya tidak dikenal di sana") && page.text().contains("Perlu tindakan Anda"));
        // The other system put the number into its answer; it is not shown.
        assert!(page.text().contains("Data PNS … tidak ditemukan"), "{}", page.text());
        remote.with(|memory| memory.knows_all = true);
        remote.fault("save", &[Fault::Refuses]);
        let one = page.text().split("name=\"message\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let again = "/admin/sinkronisasi/siasn/ulang";
        admin.post(again, &[("message", &one)]).await.assert_redirect("/admin/sinkronisasi?pesan=sync-again");
        assert_eq!(site.sync().await, 0);
        assert!(admin.get("/admin/sinkronisasi").await.text().contains("tanggalKursus tidak sesuai"));
        for reason in ["unknown-person", "not-taken"] {
            admin.post(again, &[("reason", reason)]).await.assert_status(303);
        }
        until_done(&site, Destination::Siasn).await;
        assert_once(&remote, refused as usize);
        admin.post(again, &[("message", &one)]).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_dry_run_compares_and_sends_nothing() {
    let (site, remote) = sites("siasn").await.remove(0);
    site.sync().await;
    let mut admin = admin(&site).await;
    let unit = city(&mut admin).await;
    let page = admin.get(&format!("/admin/sinkronisasi/uji?tujuan=siasn&unit={unit}")).await;
    page.assert_status(200);
    assert!(page.text().contains("Baru: akan disimpan"), "{}", page.text());
    assert_eq!(remote.asked("save"), 0);
    assert!(remote.asked("history") > 0);
    remote.with(|memory| {
        memory.people.clear();
        memory.knows_all = false;
    });
    let page = admin.get(&format!("/admin/sinkronisasi/uji?tujuan=siasn&unit={unit}")).await;
    assert!(page.text().contains("Nomornya tidak dikenal di sana"), "{}", page.text());
    admin.get("/admin/sinkronisasi/uji?unit=tidak-ada").await.assert_status(422);
    site.signed_in(Who::Auditor).await.get("/admin/sinkronisasi/uji").await.assert_status(404);
    // An auditor reads the page and finds nothing to press.
    let page = site.signed_in(Who::Auditor).await.get("/admin/sinkronisasi").await;
    assert!(!page.text().contains("/admin/sinkronisasi/unit"), "{}", page.text());
    admin.post("/admin/sinkronisasi/unit", &[("unit", "tidak-ada")]).await.assert_status(422);
}

#[tokio::test]
async fn a_unit_that_is_switched_off_is_held_at_once() {
    for (site, remote) in sites("siasn").await {
        let mut admin = admin(&site).await;
        let unit = city(&mut admin).await;
        site.sync().await;
        admin.post("/admin/sinkronisasi/unit", &[("unit", &unit)]).await.assert_status(303);
        admin.post(&format!("/admin/sinkronisasi/unit/{unit}/matikan"), &[]).await.assert_status(303);
        assert_eq!((site.sync().await, remote.asked("save")), (0, 0));
        assert_eq!(count(&site, Destination::Siasn, "waiting").await, 0);
        admin.post(&format!("/admin/sinkronisasi/unit/{unit}/matikan"), &[]).await.assert_status(404);
    }
}

#[tokio::test]
async fn messages_are_signed_and_come_in_order() {
    for (site, remote) in sites("webhook").await {
        let faults = [Fault::Fails, Fault::StoresAndHangs, Fault::WebPage, Fault::StoresAndFails, Fault::IsBusy];
        remote.fault("hook", &faults);
        switch_on(&site).await;
        until_done(&site, Destination::Webhook).await;
        let messages = remote.with(|memory| std::mem::take(&mut memory.messages));
        assert_eq!(messages.len() as i64, count(&site, Destination::Webhook, "sent").await);
        let mut kinds = std::collections::BTreeSet::new();
        let mut last = std::collections::BTreeMap::new();
        for (headers, body) in messages {
            let seconds: i64 = headers["ampera-timestamp"].to_str().unwrap().parse().unwrap();
            let expected = ampera::webhook_signature(crate::support::SECRET, seconds, &body);
            assert_eq!(headers["ampera-signature"], expected.as_str());
            let message: serde_json::Value = serde_json::from_str(&body).unwrap();
            assert_eq!(headers["idempotency-key"], message["id"].as_str().unwrap());
            assert!(message["data"]["number"].is_null(), "numbers go along only where it is said so");
            kinds.insert(message["kind"].as_str().unwrap().to_owned());
            let at = message["at"].as_str().unwrap().to_owned();
            let before = last.insert(message["data"]["person"].to_string(), at.clone());
            assert!(before.is_none_or(|before| before <= at), "one person's messages are in order");
        }
        assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["competency-changed", "course-completed"]);
    }
}

#[tokio::test]
async fn what_never_gets_through_is_given_up_and_can_be_sent_again() {
    let (site, remote) = sites("webhook").await.remove(0);
    remote.fault("hook", &[Fault::Fails; 6000]);
    switch_on(&site).await;
    for _ in 0..400 {
        site.sync().await;
        if count(&site, Destination::Webhook, "dead").await > 0 {
            break;
        }
        site.clock.pass_minutes(6 * 60);
    }
    let dead = count(&site, Destination::Webhook, "dead").await;
    assert!(dead > 0);
    remote.with(|memory| memory.faults.clear());
    site.clock.pass_minutes(6 * 60);
    let again = [("reason", "remote-failed")];
    let answer = admin(&site).await.post("/admin/sinkronisasi/webhook/ulang", &again).await;
    answer.assert_redirect("/admin/sinkronisasi?pesan=sync-again");
    until_done(&site, Destination::Webhook).await;
    assert_eq!(count(&site, Destination::Webhook, "dead").await, 0);
    let actor = site.actor(Who::Admin).await;
    let view = site.services.sync_view(&actor, &[], SyncQuery::default(), 1).await.unwrap();
    assert!(!view.destinations[0].configured && view.refusals.is_empty());
}
