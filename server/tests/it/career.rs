//! Careers as forms and as a file: what was typed is kept, and a file has everybody and no number.

use crate::support::{Site, Who, text_of};

#[tokio::test]
async fn what_was_typed_is_kept_and_the_message_says_what_to_do() {
    for site in Site::on_all().await {
        let mut admin = site.signed_in(Who::Admin).await;
        let rina = site.actor(Who::Learner).await.person;
        let address = format!("/karier/{rina}/fakta");
        let typed = [("fact", "discipline:none"), ("from", "2099-01-01"), ("source", "Rekap <b>")];
        let again = admin.post(&address, &typed).await;
        let html = again.assert_status(422).text().to_owned();
        assert!(html.contains("value=\"2099-01-01\"") && html.contains("value=\"Rekap &lt;b&gt;\""), "{html}");
        assert!(html.contains("value=\"discipline:none\" selected") && html.contains("href=\"#from\""), "{html}");
        assert!(text_of(&html).contains("Hari ini belum tiba"), "{html}");
        let good = [("fact", "discipline:none"), ("from", "2026-01-05"), ("source", "Rekap disiplin")];
        admin.post(&address, &good).await.assert_redirect(&format!("/karier/{rina}?pesan=career-fact-noted"));

        let html = admin.post("/talenta", &[("name", "Semester II"), ("day", "2017-12-31")]).await;
        let html = html.assert_status(422).text().to_owned();
        assert!(html.contains("value=\"Semester II\"") && html.contains("value=\"2017-12-31\""), "{html}");
        assert!(text_of(&html).contains("Lengkapi rules/nine-box.yaml"), "{html}");
        let typed = [("name", "Calon"), ("purpose", "promotion"), ("criteria", "index"), ("criteria", "hours")];
        let html = admin.post("/admin/daftar-pendek", &typed).await;
        let html = html.assert_status(422).text().to_owned();
        for kept in ["value=\"Calon\"", "value=\"promotion\" checked", "value=\"hours\" checked", "href=\"#position\""]
        {
            assert!(html.contains(kept), "{kept}: {html}");
        }
        admin.get("/karier?tahun=x").await.assert_status(404);
        admin.get("/talenta?kotak=77&hal=0").await.assert_status(200);
    }
}

#[tokio::test]
async fn the_file_of_a_shortlist_has_the_reasons_and_no_number() {
    for site in Site::on_all().await {
        let mut hendra = site.signed_in(Who::Auditor).await;
        let list = site.services.shortlists(&site.actor(Who::Admin).await).await.unwrap().lists[0].id;
        let page = hendra.get(&format!("/admin/daftar-pendek/{list}")).await;
        let page = text_of(page.assert_status(200).text());
        assert!(page.contains("Calon kepala seksi pelayanan") && page.contains("harus dicocokkan"), "{page}");
        let file = hendra.get(&format!("/admin/daftar-pendek/{list}/unduh.csv")).await;
        let text = file.assert_status(200).text().to_owned();
        assert_eq!(text.lines().count(), 13, "{text}");
        assert!(text.contains("\"Nurhayati\"") && text.contains("dari 20 JP"), "{text}");
        let digits = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
        assert!(digits < Some(9), "no personal number: {text}");
    }
}
