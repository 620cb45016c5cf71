//! Plans over HTTP: made by forms alone, reminded of by one letter, and ended by one click without a cookie.

use domain::time::Timestamp;

use crate::mail::sites;
use crate::support::{Site, Who};

const COURSE: &str = "data-dan-dasbor-unit";

/// The value of the first field of a name on a page.
fn value<'a>(html: &'a str, name: &str) -> &'a str {
    let at = html.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name} in {html}"));
    html[at..].split('"').nth(3).unwrap()
}

#[tokio::test]
async fn a_plan_is_made_by_forms_alone() {
    let site = Site::new().await;
    let mut yanti = site.signed_in(Who::Manager).await;
    let form = yanti.get("/rencana/baru").await;
    let unit = form.text().split("id=\"unit\"").nth(1).unwrap().split("value=\"").nth(1).unwrap();
    let unit = unit.split('"').next().unwrap().to_owned();
    let fields =
        [("kursus", COURSE), ("sasaran", "people"), ("nama", "rina"), ("unit", unit.as_str()), ("tenggat", "kemarin")];
    let wrong = yanti.post("/rencana/baru/tinjau", &fields).await;
    wrong.assert_status(422);
    assert!(
        wrong.text().contains("href=\"#tenggat\"") && wrong.text().contains(">\nrina</textarea>"),
        "{}",
        wrong.text()
    );
    let mut right = fields;
    right[4].1 = "2027-12-31";
    let review = yanti.post("/rencana/baru/tinjau", &right).await;
    review.assert_status(200);
    let person = value(review.text(), "bagian.0.orang").to_owned();
    assert!(review.text().contains("Rina Astuti"));
    let mut sent = vec![("sasaran", "people"), ("unit", unit.as_str()), ("tenggat", "2027-12-31")];
    sent.push(("bagian.0.kursus", COURSE));
    let nobody = yanti.post("/rencana/baru", &sent).await;
    nobody.assert_status(422);
    assert!(nobody.text().contains("Centang paling sedikit satu orang"), "{}", nobody.text());
    sent.push(("bagian.0.orang", &person));
    let made = yanti.post("/rencana/baru", &sent).await;
    assert!(made.location().starts_with("/rencana/") && made.location().ends_with("?pesan=plan-assigned"));
    let mut rina = site.signed_in(Who::Learner).await;
    assert!(rina.get("/beranda").await.text().contains("Rencana"));
    assert!(rina.get("/rencana").await.text().contains("Data"));
}

#[tokio::test]
async fn reminders_stop_by_one_click_without_signing_in() {
    let (mut sink, sites) = sites().await;
    for site in sites {
        let rina = site.actor(Who::Learner).await.person;
        site.services
            .store()
            .write(move |conn| {
                Box::pin(async move { store::account::set_email(conn, rina, "rina@kota.example", Timestamp(0)).await })
            })
            .await
            .unwrap();
        while site.services.now().jakarta().hour() < 7 {
            site.clock.pass_minutes(60);
        }
        site.services.make_reminders().await.unwrap();
        assert_eq!(site.send_letters().await, 1);
        let letter = sink.next();
        let source = letter["source"].as_str().unwrap().replace("=\r\n", "").replace("=3D", "=").replace("\r\n ", " ");
        assert!(source.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{source}");
        let head = source.split("List-Unsubscribe: <http://ampera.test").nth(1);
        let path = head.unwrap_or_else(|| panic!("no header in {source}")).split('>').next().unwrap();
        assert!(source.contains("Subject: Rencana belajar Anda") && source.contains("Message-ID: <"), "{source}");

        let mut anybody = site.visitor();
        let page = anybody.get(path).await;
        assert!(page.text().contains("Hentikan surel pengingat?"));
        assert!(site.services.my_plan(&site.actor(Who::Learner).await).await.unwrap().mail, "GET changes nothing");
        // A mail program sends this by itself, with no cookie and no token.
        let mut program = site.visitor();
        let answer = program.post_with_token(path, &[("List-Unsubscribe", "One-Click")], None).await;
        answer.assert_status(200);
        assert!(!site.services.my_plan(&site.actor(Who::Learner).await).await.unwrap().mail);
        let answer = anybody.post(path, &[("halaman", "ya")]).await;
        answer.assert_redirect(&format!("{path}?selesai=ya"));
        assert!(anybody.get(&format!("{path}?selesai=ya")).await.text().contains("Surel pengingat dihentikan"));
        anybody.get("/rencana/berhenti/AAAA").await.assert_status(404);
    }
}
