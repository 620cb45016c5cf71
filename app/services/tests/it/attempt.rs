//! What happens to answers: repeated, overtaken, from two devices, late, and of nobody's business.

use domain::attempt::State;
use services::quiz::AnswerMessage;
use services::{Error, Problem};

use crate::city::{COMPLAINTS, City, cities};
use crate::path::{assessment, finished, right_answers, running};

async fn begun(city: &City) -> (services::Actor, domain::id::AttemptId, services::quiz::RunningView) {
    let rina = city.actor("rina").await;
    let quiz = assessment(city, COMPLAINTS).await;
    let attempt = city.services.start_attempt(&rina, COMPLAINTS, &quiz).await.unwrap();
    let view = running(city.services.attempt(&rina, attempt, None).await.unwrap());
    (rina, attempt, view)
}

fn message(question: &str, value: &str, device: &str, number: i64) -> AnswerMessage {
    AnswerMessage { question: question.into(), values: vec![value.into()], device: device.into(), number, shown: None }
}

fn single(view: &services::quiz::RunningView) -> String {
    use services::quiz::layout::PresentedForm;
    view.questions.iter().find(|question| matches!(question.form, PresentedForm::Single { .. })).unwrap().id.clone()
}

#[tokio::test]
async fn a_repeated_or_overtaken_message_changes_nothing() {
    for city in cities().await {
        let (rina, attempt, view) = begun(&city).await;
        let question = single(&view);
        let send = async |value, device, number| {
            city.services.save_answers(&rina, attempt, vec![message(&question, value, device, number)]).await.unwrap();
            let view = running(city.services.attempt(&rina, attempt, None).await.unwrap());
            let values = view.questions.iter().find(|shown| shown.id == question).unwrap().values.clone();
            (values.concat(), view.answered)
        };
        assert_eq!(send("0", "phone", 1).await, ("0".into(), 1));
        assert_eq!(send("1", "phone", 2).await, ("1".into(), 1));
        assert_eq!(send("0", "phone", 1).await, ("1".into(), 1), "sent again after it was overtaken");
        assert_eq!(send("2", "desk", 1).await, ("2".into(), 1), "the device that comes last counts");
    }
}

#[tokio::test]
async fn a_field_that_the_question_does_not_have_is_refused_and_nothing_is_saved() {
    for city in cities().await {
        let (rina, attempt, view) = begun(&city).await;
        let question = single(&view);
        let both = vec![message(&question, "0", "phone", 1), message(&question, "99", "phone", 2)];
        let error = city.services.save_answers(&rina, attempt, both).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(fields) if fields[0].problem == Problem::NotAChoice));
        assert_eq!(running(city.services.attempt(&rina, attempt, None).await.unwrap()).answered, 0);
    }
}

#[tokio::test]
async fn time_runs_out_with_a_grace_and_what_was_saved_is_graded_once() {
    for city in cities().await {
        let (rina, attempt, view) = begun(&city).await;
        let answers = right_answers(&city, &view).await;
        let (first, rest) = answers.split_at(5);
        city.services.save_answers(&rina, attempt, first.to_vec()).await.unwrap();
        city.clock.forward_minutes(40);
        city.services.save_answers(&rina, attempt, rest[..1].to_vec()).await.unwrap();
        city.clock.forward_minutes(1);
        let late = city.services.save_answers(&rina, attempt, rest[1..].to_vec()).await.unwrap_err();
        assert!(matches!(late, Error::AttemptOver));
        assert!(matches!(city.services.submit(&rina, attempt, rest.to_vec()).await, Err(Error::AttemptOver)));
        let result = finished(city.services.attempt(&rina, attempt, None).await.unwrap());
        assert_eq!(result.state, State::Expired);
        assert_eq!(result.right, 6);
        assert!(result.evidence > 0);
        assert_eq!(city.services.expire_overdue().await.unwrap(), 1, "Budi's attempt is over too, Rina's is done");
        assert_eq!(city.services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn two_submits_at_once_grade_once() {
    for city in cities().await {
        let (rina, attempt, view) = begun(&city).await;
        let answers = right_answers(&city, &view).await;
        let submit = || city.services.submit(&rina, attempt, answers.clone());
        let (one, two, three) = tokio::join!(submit(), submit(), submit());
        assert!(one.is_ok() && two.is_ok() && three.is_ok());
        let history = city.services.profile(&rina, rina.person).await.unwrap().history;
        assert_eq!(history.iter().filter(|row| row.attempt == attempt).count(), 1);
        assert_eq!(city.services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn attempts_are_counted_and_the_last_is_the_last() {
    for city in cities().await {
        let rina = city.actor("rina").await;
        let quiz = assessment(&city, COMPLAINTS).await;
        for _ in 0..2 {
            let attempt = city.services.start_attempt(&rina, COMPLAINTS, &quiz).await.unwrap();
            city.services.submit(&rina, attempt, Vec::new()).await.unwrap();
        }
        let refused = city.services.start_attempt(&rina, COMPLAINTS, &quiz).await;
        assert!(matches!(refused, Err(Error::NoAttemptsLeft)));
        assert_eq!(city.services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_free_answer_waits_for_a_marker_who_is_somebody_else() {
    for city in cities().await {
        let services = &city.services;
        let budi = city.actor("budi").await;
        let waiting = services.unmarked(&budi).await.unwrap().remove(0);
        let question = domain::id::QuestionId::new(waiting.question.as_str());
        let view = services.mark_view(&budi, waiting.attempt, &question).await.unwrap();
        let mut form = services::MarkForm { points: vec!["99".into(); view.rubric.len()], comment: "Baik.".into() };
        let refused = services.mark(&budi, waiting.attempt, &question, &form).await.unwrap_err();
        assert!(matches!(refused, Error::Invalid(fields) if fields.len() == view.rubric.len()));
        form.points = view.rubric.iter().map(|(_, most, _)| most.to_string()).collect();
        services.mark(&budi, waiting.attempt, &question, &form).await.unwrap();
        assert!(services.unmarked(&budi).await.unwrap().is_empty());
        assert!(services.mark(&budi, waiting.attempt, &question, &form).await.is_err(), "marked once");
        assert!(services.unmarked(&city.actor("rina").await).await.is_err(), "a learner marks nothing");
        assert_eq!(services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_old_page_does_not_undo_what_was_answered_since() {
    for city in cities().await {
        let (rina, attempt, old_page) = begun(&city).await;
        let question = single(&old_page);
        let shown = |page: &services::quiz::RunningView| {
            page.questions.iter().find(|shown| shown.id == question).unwrap().fingerprint.clone()
        };
        let from_page = |value: &str, number: i64, page: &services::quiz::RunningView| {
            let values = if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
            AnswerMessage {
                question: question.clone(),
                values,
                device: "page".into(),
                number,
                shown: Some(shown(page)),
            }
        };
        city.services.save_answers(&rina, attempt, vec![message(&question, "1", "phone", 1)]).await.unwrap();
        city.services.save_answers(&rina, attempt, vec![from_page("", 1, &old_page)]).await.unwrap();
        let page = running(city.services.attempt(&rina, attempt, None).await.unwrap());
        assert_eq!(page.answered, 1, "the empty field of the old page was no answer");
        city.services.save_answers(&rina, attempt, vec![from_page("2", 2, &page)]).await.unwrap();
        let after = running(city.services.attempt(&rina, attempt, None).await.unwrap());
        assert_ne!(shown(&after), shown(&page), "a changed field is");
    }
}
