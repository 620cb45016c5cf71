//! Granting and ending roles.

use crate::support::{Site, Who, attributes, text_of};

#[tokio::test]
async fn a_role_is_granted_and_ended_through_the_page() {
    for site in Site::on_all().await {
        let mut admin = site.signed_in(Who::Admin).await;
        let page = admin.get("/admin/peran?cari=Yanti").await;
        let person = attributes(page.text(), "value").into_iter().find(|value| value.len() == 36).unwrap().to_owned();
        let mut yanti = site.signed_in(Who::Manager).await;
        yanti.get("/naskah").await.assert_status(404);
        let fields =
            [("person", person.as_str()), ("role", "trainer"), ("course", "mengenali-phishing"), ("until", "")];
        admin.post("/admin/peran", &fields).await.assert_redirect("/admin/peran?pesan=role-granted");
        yanti.get("/naskah/mengenali-phishing").await.assert_status(200);
        yanti.get("/naskah/menangani-pengaduan-warga").await.assert_status(404);
        let again = admin.post("/admin/peran", &[&fields[..], &[("cari", "Yanti")]].concat()).await;
        assert!(again.assert_status(422).text().contains("Sudah dipakai yang lain"));
        let page = admin.get("/admin/peran").await;
        assert!(text_of(page.text()).contains("Pengajar, Mengenali"), "the course is named");
        let end = page.text().split("<th scope=\"row\">Yanti Oktavia<").nth(1).unwrap();
        let end = attributes(end, "action")[0].to_owned();
        admin.post(&end, &[]).await.assert_redirect("/admin/peran?pesan=role-ended");
        yanti.get("/naskah").await.assert_status(404);
        admin.post(&end, &[]).await.assert_status(404);
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_kept() {
    let site = Site::new().await;
    let mut admin = site.signed_in(Who::Admin).await;
    let none = admin.post("/admin/peran", &[("cari", "Rina"), ("role", "auditor"), ("until", "2020-01-01")]).await;
    none.assert_status(422);
    assert!(none.text().contains("value=\"2020-01-01\"") && none.text().contains("href=\"#until\""));
    assert!(none.text().contains("href=\"#person\"") && none.text().contains("value=\"Rina\""));
    let rina = site.actor(Who::Learner).await.person.to_string();
    let fields = [("person", rina.as_str()), ("role", "admin"), ("course", "mengenali-phishing")];
    assert!(admin.post("/admin/peran", &fields).await.assert_status(422).text().contains("href=\"#course\""));
    let unknown = "00000000-0000-7000-8000-000000000000";
    admin.post("/admin/peran", &[("person", unknown), ("role", "admin")]).await.assert_status(422);
    let hendra = site.actor(Who::Auditor).await.person.to_string();
    let both = admin.post("/admin/peran", &[("person", hendra.as_str()), ("role", "admin")]).await;
    assert!(both.assert_status(422).text().contains("tidak boleh memegang peran lain"));
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    for site in Site::on_all().await {
        let mut admin = site.signed_in(Who::Admin).await;
        let page = admin.get("/admin/peran").await;
        let end = page.text().split("<th scope=\"row\">Dewi Anggraini<").nth(1).unwrap();
        let end = attributes(end, "action")[0].to_owned();
        admin.post(&end, &[]).await.assert_redirect("/admin/peran?pesan=last-admin");
        let rina = site.actor(Who::Learner).await.person.to_string();
        // An administrator with an end does not count: the day comes on which nobody is left.
        let fields = [("person", rina.as_str()), ("role", "admin"), ("until", "2026-12-31")];
        admin.post("/admin/peran", &fields).await.assert_status(303);
        admin.post(&end, &[]).await.assert_redirect("/admin/peran?pesan=last-admin");
        let yanti = site.actor(Who::Manager).await.person.to_string();
        admin.post("/admin/peran", &[("person", yanti.as_str()), ("role", "admin")]).await.assert_status(303);
        admin.post(&end, &[]).await.assert_redirect("/admin/peran?pesan=role-ended");
        admin.get("/admin/peran").await.assert_status(404);
        let mut rina = site.signed_in(Who::Learner).await;
        rina.get("/admin/peran").await.assert_status(200);
        site.clock.pass_minutes(60 * 24 * 40);
        let mut rina = site.signed_in(Who::Learner).await;
        rina.get("/admin/peran").await.assert_status(404);
    }
}
