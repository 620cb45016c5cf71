//! Logs say what happened to whom only by a request id.

use std::io::Write;
use std::sync::{Arc, Mutex};

use ampera::LogFormat;
use ampera::logging::subscriber;

use crate::quiz::{fill, running, start};
use crate::support::{Site, Who};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_number_no_answer_no_token_is_logged() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = subscriber("trace", LogFormat::Json, move || writer.clone()).unwrap();
    // Only this test sets it; others of the same process may add lines, which have to be as silent.
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let token = rina.cookies["ampera"].clone();
    let csrf = rina.token.clone().unwrap();
    let mut wrong = site.visitor();
    wrong
        .post("/masuk", &[("username", "nama-yang-dicoba"), ("password", "sandi-yang-dicoba")])
        .await
        .assert_status(422);
    let profile = rina.get("/profil").await;
    let person = site.services.session(&token).await.unwrap().unwrap().person.to_string();
    rina.get(&format!("/profil/{person}")).await.assert_status(200);
    rina.get("/katalog?kata=kata-yang-dicari").await.assert_status(200);
    let quiz = site.practice("mengenali-phishing");
    let page = start(&mut rina, "mengenali-phishing", &quiz).await;
    let view = running(&site, &rina, &page).await;
    let mut fields: Vec<_> = view.questions.iter().flat_map(fill).collect();
    fields.push(("comment".into(), "jawaban-rahasia-731".into()));
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    rina.post(&format!("{page}/jawaban"), &fields).await.assert_status(303);
    let message = format!(
        r#"{{"question":"{}","values":["jawaban-rahasia-731"],"device":"perangkat-731","number":1}}"#,
        view.questions[0].id
    );
    rina.post_json(&format!("{page}/jawaban"), &message).await;
    rina.post(&format!("{page}/kumpulkan"), &fields).await.assert_status(303);
    rina.get("/tidak-ada/jawaban-rahasia-731").await.assert_status(404);

    let logged = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("\"route\":\"/kuis/{attempt}/kumpulkan\"") && logged.contains("\"request_id\":\""));
    assert!(logged.contains(profile.header("x-request-id").unwrap()), "a page leads to its line");
    let forbidden = [
        token.as_str(),
        &csrf,
        &person,
        page.trim_start_matches("/kuis/"),
        "19010101192101",
        "jawaban-rahasia-731",
        "perangkat-731",
        "sandi-yang-dicoba",
        "nama-yang-dicoba",
        "kata-yang-dicari",
        "ampera-demo",
        "Rina Astuti",
    ];
    for text in forbidden {
        let found = logged.lines().find(|line| line.contains(text));
        assert_eq!(found, None, "{text} is in the log");
    }
}
