//! The whole path: read, answer, hand in, and see the competency move.

use domain::competency::Standing;
use domain::id::CompetencyId;
use services::course::{ItemView, RowKind};
use services::quiz::{AnswerMessage, AttemptView, ResultView, RunningView};

use crate::city::{COMPLAINTS, City, cities};

/// Answers that are all right: the course is read as its authors wrote it.
pub async fn right_answers(city: &City, view: &RunningView) -> Vec<AnswerMessage> {
    let snapshot = city.services.library().current().unwrap();
    let course = &snapshot.courses[&view.course];
    let mut messages = Vec::new();
    for (number, shown) in view.questions.iter().enumerate() {
        let question = course
            .items
            .iter()
            .flat_map(|item| match item {
                content::model::Item::Quiz(quiz) => quiz.blocks.as_slice(),
                _ => &[],
            })
            .flat_map(content::model::Block::questions)
            .find(|question| question.id.as_str() == shown.id)
            .unwrap();
        let seed = city.attempt_seed(view.attempt).await;
        let layout = services::quiz::layout::Layout::new(question, seed, true);
        let mut values = layout.show_key(&question.secret.key);
        if let domain::key::Key::Number(key) = &question.secret.key {
            values = vec![key.low.to_string()];
        }
        if let (domain::key::Key::Cloze { gaps }, values) = (&question.secret.key, &mut values) {
            for (gap, value) in gaps.iter().zip(values) {
                match gap {
                    domain::key::GapKey::Text(key) => *value = key.variants[0].clone(),
                    domain::key::GapKey::Number(key) => *value = key.low.to_string(),
                    domain::key::GapKey::Choice { .. } => {}
                }
            }
        }
        if let domain::key::Key::Text(key) = &question.secret.key {
            values = vec![key.variants[0].clone()];
        }
        messages.push(AnswerMessage {
            question: shown.id.clone(),
            values,
            device: "test".into(),
            number: number as i64,
            shown: None,
        });
    }
    messages
}

impl City {
    pub async fn attempt_seed(&self, id: domain::id::AttemptId) -> i64 {
        let mut conn = self.database.store.reader().await.unwrap();
        store::attempt::find(&mut conn, id).await.unwrap().unwrap().seed
    }
}

pub fn running(view: AttemptView) -> RunningView {
    match view {
        AttemptView::Running(view) => *view,
        AttemptView::Finished(view) => panic!("finished: {:?}", view.state),
    }
}

pub fn finished(view: AttemptView) -> ResultView {
    match view {
        AttemptView::Finished(view) => *view,
        AttemptView::Running(_) => panic!("still running"),
    }
}

/// The slug of the course's assessment.
pub async fn assessment(city: &City, course: &str) -> String {
    let view = city.services.course(None, course).await.unwrap();
    view.outline.rows.iter().find(|row| matches!(row.kind, RowKind::Assessment { .. })).unwrap().slug.clone()
}

#[tokio::test]
async fn a_learner_reads_answers_and_sees_the_gap_close() {
    for city in cities().await {
        let services = &city.services;
        let rina = city.actor("rina").await;
        let competency = CompetencyId::new("layanan/pengaduan");
        let before = services.evidence(&rina, rina.person, &competency).await.unwrap();
        assert_eq!(before.standing, Some(Standing::Short { by: 1 }));

        for row in services.course(Some(&rina), COMPLAINTS).await.unwrap().outline.rows {
            if let RowKind::Lesson { .. } = row.kind {
                let item = services.course_item(&rina, COMPLAINTS, &row.slug).await.unwrap();
                assert!(matches!(item, ItemView::Lesson(_)));
                services.mark_read(&rina, COMPLAINTS, &row.slug).await.unwrap();
            }
        }
        let quiz = assessment(&city, COMPLAINTS).await;
        let attempt = services.start_attempt(&rina, COMPLAINTS, &quiz).await.unwrap();
        assert_eq!(services.start_attempt(&rina, COMPLAINTS, &quiz).await.unwrap(), attempt, "a second click");
        let view = running(services.attempt(&rina, attempt, None).await.unwrap());
        let answers = right_answers(&city, &view).await;
        services.submit(&rina, attempt, answers.clone()).await.unwrap();
        services.submit(&rina, attempt, answers).await.unwrap();

        let result = finished(services.attempt(&rina, attempt, None).await.unwrap());
        assert_eq!(
            result.score.map(|score| score.get()),
            Some(1000),
            "{:?}",
            result
                .questions
                .iter()
                .filter(|q| q.score.map(|s| s.get()) != Some(1000))
                .map(|q| (&q.title, &q.values, &q.right_values))
                .collect::<Vec<_>>()
        );
        assert!(result.passed && result.course_complete);
        let [movement] = result.movements.as_slice() else { panic!("{:?}", result.movements) };
        assert!(movement.after.place().unwrap().at > movement.before.place().unwrap().at);
        assert!(result.evidence > 0 && result.evidence < result.questions.len(), "only new questions are evidence");

        let after = services.evidence(&rina, rina.person, &competency).await.unwrap();
        assert_ne!(after.standing, before.standing);
        let yanti = city.actor("yanti").await;
        assert_eq!(services.evidence(&yanti, rina.person, &competency).await.unwrap().standing, after.standing);

        let number = result.certificate.unwrap();
        services.mark_read(&rina, COMPLAINTS, &view.quiz).await.unwrap_err();
        let profile = services.profile(&rina, rina.person).await.unwrap();
        assert_eq!(profile.certificates.iter().filter(|certificate| certificate.number == number).count(), 1);
        assert_eq!(profile.hours.counted, 10, "five for each of the two courses");
        assert!(services.verify(&number.to_lowercase()).await.unwrap().certificate.is_some());
        assert_eq!(services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn practice_never_reaches_the_profile() {
    for city in cities().await {
        let services = &city.services;
        let rina = city.actor("rina").await;
        let outline = services.course(Some(&rina), COMPLAINTS).await.unwrap().outline;
        let practice = outline.rows.iter().find(|row| matches!(row.kind, RowKind::Practice { .. })).unwrap();
        let before = services.profile(&rina, rina.person).await.unwrap();
        let attempt = services.start_attempt(&rina, COMPLAINTS, &practice.slug).await.unwrap();
        let view = running(services.attempt(&rina, attempt, None).await.unwrap());
        services.submit(&rina, attempt, right_answers(&city, &view).await).await.unwrap();
        let result = finished(services.attempt(&rina, attempt, None).await.unwrap());
        assert!(result.movements.is_empty() && result.evidence == 0);
        let after = services.profile(&rina, rina.person).await.unwrap();
        let states =
            |view: &services::ProfileView| view.competencies.iter().map(|row| row.state.clone()).collect::<Vec<_>>();
        assert_eq!(states(&before), states(&after));
        let yanti = city.actor("yanti").await;
        assert!(services.attempt(&yanti, attempt, None).await.is_err(), "a manager does not see practice");
    }
}
