//! A quiz from beginning to end, with and without JavaScript, and everything that can go wrong on the way.

use services::Actor;
use services::quiz::layout::{PresentedForm, PresentedPart};
use services::quiz::{AttemptView, QuestionView, RunningView};

use crate::support::{Site, Visitor, Who};

const COURSE: &str = "mengenali-phishing";

async fn actor(site: &Site, visitor: &Visitor) -> Actor {
    site.services.session(&visitor.cookies["ampera"]).await.unwrap().unwrap()
}

/// The running attempt at an address, as its owner sees it.
pub async fn running(site: &Site, visitor: &Visitor, address: &str) -> RunningView {
    let attempt = address.trim_start_matches("/kuis/").parse().unwrap();
    match site.services.attempt(&actor(site, visitor).await, attempt, None).await.unwrap() {
        AttemptView::Running(view) => *view,
        AttemptView::Finished(_) => panic!("the attempt is over"),
    }
}

pub async fn start(visitor: &mut Visitor, course: &str, quiz: &str) -> String {
    let answer = visitor.post(&format!("/kursus/{course}/{quiz}/mulai"), &[]).await;
    answer.assert_status(303);
    answer.location().to_owned()
}

/// Something in every field of a question, as the form sends it.
pub fn fill(question: &QuestionView) -> Vec<(String, String)> {
    let name = format!("a.{}", question.id);
    let mut fields = vec![("q".to_owned(), question.id.clone())];
    let mut parts = |count: usize, value: &dyn Fn(usize) -> String| {
        fields.extend((0..count).map(|part| (format!("{name}.{part}"), value(part))));
    };
    match &question.form {
        PresentedForm::Single { .. } => fields.push((name, "0".into())),
        PresentedForm::Multiple { .. } => fields.extend([(name.clone(), "0".into()), (name, "1".into())]),
        PresentedForm::Number => fields.push((name, "12".into())),
        PresentedForm::Text | PresentedForm::Essay => fields.push((name, "jawaban saya".into())),
        PresentedForm::Match { left, .. } => parts(left.len(), &|_| "0".into()),
        PresentedForm::Order { items } => parts(items.len(), &|part| (part + 1).to_string()),
        PresentedForm::Cloze { parts: pieces } => {
            let gaps: Vec<_> = pieces.iter().filter(|piece| !matches!(piece, PresentedPart::Html(_))).collect();
            parts(gaps.len(), &|gap| match gaps[gap] {
                PresentedPart::ChoiceGap(_) => "0".into(),
                PresentedPart::NumberGap => "3".into(),
                _ => "kata".into(),
            });
        }
    }
    fields
}

fn form(view: &RunningView) -> Vec<(String, String)> {
    view.questions.iter().flat_map(fill).collect()
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn without_javascript_one_form_saves_and_submits() {
    for site in Site::on_all().await {
        let mut rina = site.signed_in(Who::Learner).await;
        for course in [COURSE, "menangani-pengaduan-warga"] {
            for quiz in site.quizzes(course, content::model::Mode::Practice) {
                let page = start(&mut rina, course, &quiz).await;
                let view = running(&site, &rina, &page).await;
                let fields = form(&view);
                let saved = format!("{page}?pesan=answers-saved");
                rina.post(&format!("{page}/jawaban"), &borrowed(&fields)).await.assert_redirect(&saved);
                assert!(rina.get(&saved).await.assert_status(200).text().contains("Jawaban tersimpan"));
                let view = running(&site, &rina, &page).await;
                assert_eq!(view.answered, view.questions.len(), "{quiz}: every answer was understood");
                rina.post(&format!("{page}/kumpulkan"), &borrowed(&fields)).await.assert_redirect(&page);
                let result = rina.get(&page).await;
                assert!(!result.text().contains(".wasm") && result.text().contains("<h1"), "{quiz}");
            }
        }
    }
}

#[tokio::test]
async fn a_second_submit_changes_nothing() {
    for site in Site::on_all().await {
        let mut budi = site.signed_in(Who::Trainer).await;
        let page = start(&mut budi, COURSE, &site.assessment(COURSE)).await;
        let fields = form(&running(&site, &budi, &page).await);
        let address = format!("{page}/kumpulkan");
        let mut twin = budi.clone();
        let first = borrowed(&fields);
        let (one, two) = tokio::join!(budi.post(&address, &first), twin.post(&address, &first));
        one.assert_status(303);
        two.assert_status(303);
        let before = budi.get("/profil").await;
        budi.post(&address, &borrowed(&fields)).await.assert_status(303);
        let strip = |text: &str| text.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned();
        assert_eq!(strip(before.text()), strip(budi.get("/profil").await.text()));
        assert!(site.services.replay_check().await.unwrap().differences.is_empty());
    }
}

#[tokio::test]
async fn beginning_twice_continues_the_attempt() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let quiz = site.practice(COURSE);
    let first = start(&mut rina, COURSE, &quiz).await;
    assert_eq!(start(&mut rina, COURSE, &quiz).await, first);
}

#[tokio::test]
async fn the_island_saves_one_answer_at_a_time() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let page = start(&mut rina, COURSE, &site.practice(COURSE)).await;
    let view = running(&site, &rina, &page).await;
    let address = format!("{page}/jawaban");
    let question =
        view.questions.iter().find(|question| matches!(question.form, PresentedForm::Single { .. })).unwrap();
    let message = |value: &str, number: i64| {
        format!(r#"{{"question":"{}","values":["{value}"],"device":"peramban-1","number":{number}}}"#, question.id)
    };
    rina.get(&page).await;
    let saved = rina.post_json(&address, &message("1", 2)).await;
    saved.assert_status(200);
    assert_eq!(saved.header("cache-control"), Some("private, no-store"));
    let clock = saved.json()["clock"].as_str().unwrap().to_owned();
    assert!(clock.starts_with("09.") && clock.len() == 8, "{clock}");
    // What was overtaken on the way does not win.
    rina.post_json(&address, &message("0", 1)).await.assert_status(200);
    let values = |view: RunningView| view.questions.into_iter().find(|found| found.id == question.id).unwrap().values;
    assert_eq!(values(running(&site, &rina, &page).await), ["1"]);

    for broken in ["{}", "", "[1]", r#"{"question":"x","values":["0"],"device":"a","number":1}"#, &message("999", 9)] {
        let answer = rina.post_json(&address, broken).await;
        assert!(matches!(answer.status, 404 | 422), "{broken}: {}", answer.status);
        assert!(answer.json()["problem"].is_string());
    }
    let mut stranger = site.signed_in(Who::Trainer).await;
    stranger.get("/beranda").await;
    stranger.post_json(&address, &message("1", 3)).await.assert_status(404);
    let mut forged = rina.clone();
    forged.token = Some("x".into());
    assert_eq!(forged.post_json(&address, &message("1", 3)).await.assert_status(403).json()["problem"], "forgery");
    let mut gone = rina.clone();
    rina.post("/keluar", &[]).await;
    let answer = gone.post_json(&address, &message("1", 3)).await;
    assert_eq!(answer.assert_status(401).json()["problem"], "not-signed-in");
}

#[tokio::test]
async fn an_answer_after_the_time_does_not_count() {
    let site = Site::new().await;
    let mut budi = site.signed_in(Who::Trainer).await;
    let page = start(&mut budi, COURSE, &site.assessment(COURSE)).await;
    let view = running(&site, &budi, &page).await;
    let limit = view.deadline.expect("the assessment has a time limit").since(view.now) / 60_000;
    let fields = form(&view);
    site.clock.pass_minutes(limit + 2);
    budi.get("/beranda").await;
    let message = format!(r#"{{"question":"{}","values":["0"],"device":"a","number":1}}"#, view.questions[0].id);
    let late = budi.post_json(&format!("{page}/jawaban"), &message).await;
    assert_eq!(late.assert_status(409).json()["problem"], "attempt-over");
    for form in ["jawaban", "kumpulkan"] {
        let answer = budi.post(&format!("{page}/{form}"), &borrowed(&fields)).await;
        answer.assert_status(303);
        assert!(answer.location().starts_with(&page), "{}", answer.location());
    }
    let result = budi.get(&format!("{page}?pesan=attempt-over")).await;
    assert!(result.assert_status(200).text().contains("Percobaan ini sudah berakhir"));
}

#[tokio::test]
async fn hints_come_one_after_the_other_and_only_in_practice() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    for quiz in site.quizzes(COURSE, content::model::Mode::Practice) {
        let page = start(&mut rina, COURSE, &quiz).await;
        let view = running(&site, &rina, &page).await;
        let Some(question) = view.questions.iter().find(|question| question.more_hints) else { continue };
        let asked = rina.get(&format!("{page}?petunjuk={}&n=1", question.id)).await;
        assert_ne!(rina.get(&page).await.text().len(), asked.text().len());
        return;
    }
    panic!("no practice quiz has a hint");
}

#[tokio::test]
async fn what_cannot_be_saved_stays_in_the_form_and_says_why() {
    for site in Site::on_all().await {
        let mut rina = site.signed_in(Who::Learner).await;
        let quizzes = site.quizzes(COURSE, content::model::Mode::Practice);
        let page = start(&mut rina, COURSE, quizzes.first().unwrap()).await;
        let view = running(&site, &rina, &page).await;
        let text =
            view.questions.iter().find(|question| matches!(question.form, PresentedForm::Number | PresentedForm::Text));
        let text = text.expect("a question with a field to type in");
        let long = "9".repeat(5000);
        let mut fields = form(&view);
        let name = format!("a.{}", text.id);
        fields.iter_mut().filter(|(field, _)| *field == name).for_each(|(_, value)| value.clone_from(&long));
        for action in ["jawaban", "kumpulkan"] {
            let answer = rina.post(&format!("{page}/{action}"), &borrowed(&fields)).await;
            answer.assert_status(422);
            let html = answer.text();
            assert!(html.contains(&long), "what was typed is still there");
            assert!(html.contains("Terlalu panjang") && html.contains(&format!("href=\"#p{}\"", text.number)));
            assert!(html.contains("checked"), "choices are still made");
            assert_eq!(running(&site, &rina, &page).await.answered, 0, "nothing is saved by halves");
        }
        let unknown = rina.get("/verifikasi/AMP-2026-0000-0000").await;
        assert!(unknown.assert_status(404).text().contains("tidak terdaftar"));
    }
}
