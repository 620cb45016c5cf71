//! What people see of their own data, what they ask for, and what is erased.

use services::{Error, RequestForm};

use crate::support::{Site, Who, attributes, text_of};

#[tokio::test]
async fn my_data_is_said_in_words_and_handed_over_whole() {
    for site in Site::on_all().await {
        let mut rina = site.signed_in(Who::Learner).await;
        let page = text_of(rina.get("/data-saya").await.text());
        assert!(page.contains("Jam pelajaran (JP)") && page.contains("masih diperiksa"), "{page}");
        assert!(page.contains("•••000") || page.contains("•••"), "the number is masked");
        let file = rina.get("/data-saya/unduh").await;
        file.assert_status(200);
        assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
        let data = file.json();
        let tables = &data["tables"];
        assert_eq!(tables["person"][0]["name"], "Rina Astuti");
        let number = tables["person_number"][0]["number"].as_str().unwrap();
        assert!(number.len() == 18 && !page.contains(&number[..14]), "{page}");
        assert!(tables["answer"].as_array().unwrap().len() > 10);
        assert!(tables["certificate"][0]["number"].as_str().unwrap().starts_with("AMP-"));
        for secret in ["hash", "token", "seed", "plan"] {
            assert!(!file.text().contains(&format!("{secret}\":\"")), "{secret}");
        }
        let other = site.actor(Who::Trainer).await.person.to_string();
        assert!(!file.text().contains(&other), "nothing of anybody else");
    }
}

#[tokio::test]
async fn a_request_is_sent_answered_and_seen() {
    for site in Site::on_all().await {
        let mut rina = site.signed_in(Who::Learner).await;
        let path = "/data-saya/permintaan";
        let long = "a".repeat(2001);
        for (fields, field) in [
            (vec![("kind", "correction"), ("text", " ")], "text"),
            (vec![("kind", "correction"), ("text", long.as_str())], "text"),
            (vec![("kind", "hadiah"), ("text", "x")], "kind"),
            (vec![("kind", "erasure"), ("text", "Tolong <i>hapus</i>")], "understood"),
        ] {
            let answer = rina.post(path, &fields).await;
            answer.assert_status(422);
            assert!(answer.text().contains(&format!("href=\"#{field}\"")), "{field}");
            assert!(!answer.text().contains("<i>hapus"));
        }
        let fields = [("kind", "correction"), ("text", "Nama saya Rina Astuty.")];
        rina.post(path, &fields).await.assert_redirect("/data-saya?pesan=request-sent");
        let mut admin = site.signed_in(Who::Admin).await;
        let list = admin.get("/admin/permintaan").await;
        let links = attributes(list.text(), "href");
        let request = links.iter().find(|href| href.starts_with("/admin/permintaan/")).unwrap().to_string();
        assert!(admin.get(&request).await.text().contains("Nama saya Rina Astuty."));
        let mut auditor = site.signed_in(Who::Auditor).await;
        let seen = auditor.get(&request).await;
        assert!(!seen.text().contains("/jawab\""), "an auditor answers nothing");
        auditor.post(&format!("{request}/jawab"), &[("answer", "x")]).await.assert_status(404);
        admin.post(&format!("{request}/jawab"), &[("answer", "")]).await.assert_status(422);
        admin.post(&format!("{request}/jawab"), &[("answer", "Sudah diperbaiki.")]).await.assert_status(303);
        admin.post(&format!("{request}/jawab"), &[("answer", "Lagi.")]).await.assert_status(404);
        assert!(rina.get("/data-saya").await.text().contains("Sudah diperbaiki."));
        for _ in 0..5 {
            rina.post(path, &fields).await.assert_status(303);
        }
        assert!(rina.post(path, &fields).await.assert_status(422).text().contains("Sudah ada 5 permintaan"));
    }
}

#[tokio::test]
async fn erasing_takes_what_names_a_person_and_keeps_what_has_to_be_kept() {
    for site in Site::on_all().await {
        let admin = site.actor(Who::Admin).await;
        let arif = site.services.roles(&admin, "Arif").await.unwrap().found.remove(0);
        site.services.create_account(arif.id, "arif", "ampera-demo", false, false).await.unwrap();
        let mut visitor = site.visitor();
        visitor.sign_in("arif", "ampera-demo").await.assert_redirect("/beranda");
        let actor = site.services.session(&visitor.cookies["ampera"]).await.unwrap().unwrap();
        let form = RequestForm { kind: "erasure".into(), text: "Saya Arif, hapus.".into(), understood: true };
        site.services.ask_about_data(&actor, &form).await.unwrap();
        let id = site.services.requests(&admin).await.unwrap().open[0].id;

        let mut boss = site.signed_in(Who::Admin).await;
        let path = format!("/admin/permintaan/{id}");
        let plan = text_of(boss.get(&path).await.text());
        assert!(plan.contains("Nomor pegawai") && plan.contains("Akun untuk masuk"), "{plan}");
        boss.post(&format!("{path}/hapus"), &[]).await.assert_redirect(&format!("{path}?pesan=tick-first"));
        visitor.get("/beranda").await.assert_status(200);
        boss.post(&format!("{path}/hapus"), &[("sure", "yes")])
            .await
            .assert_redirect("/admin/permintaan?pesan=person-erased");

        visitor.get("/beranda").await.assert_status(303);
        site.visitor().sign_in("arif", "ampera-demo").await.assert_status(422);
        let log = boss.get("/audit?tindakan=person-erased").await;
        let shown = text_of(log.text());
        assert!(shown.contains("Terhapus ") && !shown.contains("Arif"), "{shown}");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup");
        site.services.store().backup(&file).await.unwrap();
        let rows = std::fs::read_to_string(file).unwrap();
        assert!(!rows.contains("Arif"), "the name is nowhere");
        assert!(site.services.verify_audit(None).await.unwrap().faults.is_empty());
    }
}

#[tokio::test]
async fn somebody_who_holds_a_post_is_not_erased() {
    let site = Site::new().await;
    let rina = site.actor(Who::Learner).await;
    let form = RequestForm { kind: "erasure".into(), text: "Hapus.".into(), understood: true };
    site.services.ask_about_data(&rina, &form).await.unwrap();
    let admin = site.actor(Who::Admin).await;
    let id = site.services.requests(&admin).await.unwrap().open[0].id;
    let mut boss = site.signed_in(Who::Admin).await;
    let path = format!("/admin/permintaan/{id}");
    let page = boss.get(&path).await;
    assert!(page.text().contains("masih memegang jabatan") && !page.text().contains("/hapus\""));
    let answer = boss.post(&format!("{path}/hapus"), &[("sure", "yes")]).await;
    answer.assert_redirect(&format!("{path}?pesan=still-needed"));
    assert!(matches!(site.services.erase(&admin, id).await, Err(Error::StillNeeded)));
    assert!(matches!(site.services.erase(&rina, id).await, Err(Error::NotFound)));
}
