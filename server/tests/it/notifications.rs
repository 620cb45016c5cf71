//! Notifications over HTTP: the bell, the list, the choices by a form alone, and the letter of a day that one click ends.

use domain::time::Timestamp;
use services::GrantForm;

use crate::mail::sites;
use crate::support::{Site, Who};

async fn give_role(site: &Site) {
    let rina = site.actor(Who::Learner).await.person;
    let admin = site.actor(Who::Admin).await;
    let form = GrantForm { person: rina.to_string(), role: "trainer".into(), ..GrantForm::default() };
    site.services.grant_role(&admin, &form).await.unwrap();
}

#[tokio::test]
async fn what_was_told_is_read_by_opening_it_or_all_at_once() {
    for site in Site::on_all().await {
        let mut rina = site.signed_in(Who::Learner).await;
        rina.get("/pemberitahuan").await.assert_status(200);
        rina.post("/pemberitahuan/dibaca", &[]).await.assert_redirect("/pemberitahuan?pesan=notifications-read");
        assert!(!rina.get("/beranda").await.text().contains("bell-count"));
        give_role(&site).await;
        // Those about new browsers come with each sign-in of the test.
        let page = rina.get("/pemberitahuan?tentang=akun&belum=ya").await;
        assert!(page.text().contains("bell-count") && page.text().contains("Anda mendapat peran"), "{}", page.text());
        let before_title = page.text().split("Anda mendapat peran").next().unwrap();
        let path = before_title.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
        rina.get(&path).await.assert_redirect("/beranda");
        let page = rina.get("/pemberitahuan?tentang=akun&belum=ya").await;
        assert!(!page.text().contains("Anda mendapat peran"));
        let mut yanti = site.signed_in(Who::Manager).await;
        yanti.get(&path).await.assert_status(404);

        // What comes after the page was made stays unread.
        let until = page.text().split("name=\"sampai\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        site.actor(Who::Learner).await;
        rina.post("/pemberitahuan/dibaca", &[("sampai", &until)]).await.assert_status(303);
        let left = rina.get("/pemberitahuan").await;
        assert!(left.text().contains("Pemberitahuan: 1 belum dibaca"), "{}", left.text());
    }
}

#[tokio::test]
async fn choices_are_kept_and_what_a_rule_wants_stays_on() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let page = rina.get("/pemberitahuan/atur").await;
    assert!(page.text().contains("Tidak dapat dimatikan") && page.text().contains("masih perlu"), "{}", page.text());
    let sent = [("app.plan-assigned", "ya"), ("mail.role-granted", "now"), ("mail.data-answered", "never")];
    let done = rina.post("/pemberitahuan/atur", &sent).await;
    done.assert_redirect("/pemberitahuan/atur?pesan=notifications-chosen");
    let page = rina.get("/pemberitahuan/atur").await;
    let selected = |kind: &str| {
        let part = page.text().split(&format!("name=\"mail.{kind}\"")).nth(1).unwrap();
        let part = part.split("</select>").next().unwrap();
        part.split(" selected").next().unwrap().rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!((selected("role-granted"), selected("data-answered")), ("now".to_owned(), "now".to_owned()));
    let mark = |name: &str| {
        page.text().split(&format!("name=\"{name}\" value=\"ya\"")).nth(1).unwrap().starts_with(" checked")
    };
    assert!(mark("app.plan-assigned") && !mark("app.role-granted") && !mark("surel-rencana"));
}

#[tokio::test]
async fn the_letter_of_a_day_is_in_the_language_of_its_reader_and_ends_by_one_click() {
    let (mut sink, sites) = sites().await;
    for site in sites {
        let mut rina = site.signed_in(Who::Learner).await;
        let person = site.actor(Who::Learner).await.person;
        site.services
            .store()
            .write(move |conn| {
                Box::pin(
                    async move { store::account::set_email(conn, person, "rina@kota.example", Timestamp(0)).await },
                )
            })
            .await
            .unwrap();
        rina.post("/bahasa", &[("lang", "en"), ("next", "/beranda")]).await.assert_redirect("/beranda");
        rina.post("/pemberitahuan/dibaca", &[]).await.assert_status(303);
        let admin = site.actor(Who::Admin).await;
        let form = GrantForm { person: person.to_string(), role: "trainer".into(), ..GrantForm::default() };
        site.services.grant_role(&admin, &form).await.unwrap();
        assert_eq!(site.services.put_digests().await.unwrap(), 1);
        assert_eq!(site.send_letters().await, 1);
        let letter = sink.next();
        let source = letter["source"].as_str().unwrap().replace("=\r\n", "").replace("=3D", "=").replace("\r\n ", " ");
        assert!(source.contains("Subject: A new notification in Ampera"), "{source}");
        assert!(
            source.contains("You were given a role") && source.contains("http://ampera.test/pemberitahuan/0"),
            "{source}"
        );
        assert!(source.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{source}");
        let head = source.split("List-Unsubscribe: <http://ampera.test").nth(1);
        let path = head.unwrap_or_else(|| panic!("no header in {source}")).split('>').next().unwrap();
        assert_eq!((site.services.put_digests().await.unwrap(), site.send_letters().await), (0, 0), "once");

        let mut anybody = site.visitor();
        assert!(anybody.get(path).await.text().contains("Hentikan surel pemberitahuan?"));
        let mut program = site.visitor();
        program.post_with_token(path, &[("List-Unsubscribe", "One-Click")], None).await.assert_status(200);
        let page = rina.get("/pemberitahuan/atur").await;
        let role = page
            .text()
            .split("name=\"mail.role-granted\"")
            .nth(1)
            .unwrap()
            .split("</select>")
            .next()
            .unwrap()
            .to_owned();
        assert!(role.contains("value=\"never\" selected"), "{role}");
        let answer = anybody.post(path, &[("halaman", "ya")]).await;
        answer.assert_redirect(&format!("{path}?selesai=ya"));
        assert!(anybody.get(&format!("{path}?selesai=ya")).await.text().contains("Surel pemberitahuan dihentikan"));
        anybody.get("/pemberitahuan/berhenti/AAAA").await.assert_status(404);
    }
}

#[tokio::test]
async fn a_decision_is_told_at_once_and_no_link_ends_it() {
    let (mut sink, sites) = sites().await;
    for site in sites {
        let rina = site.actor(Who::Learner).await;
        let (admin, person) = (site.actor(Who::Admin).await, rina.person);
        site.services
            .store()
            .write(move |conn| {
                Box::pin(
                    async move { store::account::set_email(conn, person, "rina@kota.example", Timestamp(0)).await },
                )
            })
            .await
            .unwrap();
        let form =
            services::RequestForm { kind: "correction".into(), text: "Nama saya salah.".into(), understood: false };
        site.services.ask_about_data(&rina, &form).await.unwrap();
        let request = site.services.requests(&admin).await.unwrap().open.remove(0).id;
        site.services.answer_request(&admin, request, "Sudah diperbaiki <b>.").await.unwrap();
        assert_eq!(site.send_letters().await, 1);
        let source = sink.next()["source"].as_str().unwrap().replace("=\r\n", "");
        assert!(source.contains("Subject: Permintaan Anda tentang data pribadi dijawab"), "{source}");
        assert!(!source.contains("List-Unsubscribe") && !source.contains("Sudah diperbaiki"), "{source}");
    }
}
