//! The result of an attempt: each question, and which competency moved from where to where.

use std::collections::{BTreeMap, BTreeSet};

use content::model::{Html, Mode};
use domain::attempt::State;
use domain::competency::{CompetencyState, derive, required_place};
use domain::id::{AttemptId, CompetencyId};
use domain::level::Level;
use domain::score::PerMille;
use domain::time::Timestamp;
use store::evidence::Entry;

use crate::marking::Marking;
use crate::progress::{neighbours, outline, place_of};
use crate::quiz::grade::{Answers, grade, read_answers};
use crate::quiz::layout::PresentedForm;
use crate::quiz::opened::Opened;
use crate::quiz::plan::Asked;
use crate::quiz::running::case_view;
use crate::quiz::start::attempts_left;
use crate::{Actor, Error, Result, Services, Text};

/// What a finished attempt shows.
#[derive(Clone, Debug)]
pub struct ResultView {
    pub attempt: AttemptId,
    /// Whose it is; shown when somebody else looks.
    pub person_name: String,
    pub is_own: bool,
    pub course: String,
    pub course_title: String,
    /// The language of the questions.
    pub lang: String,
    pub quiz: String,
    pub quiz_title: String,
    pub is_assessment: bool,
    pub state: State,
    pub number: u32,
    pub finished_at: Option<Timestamp>,
    /// `None` while a person still has to mark an answer.
    pub score: Option<PerMille>,
    pub pass: PerMille,
    pub passed: bool,
    pub right: usize,
    pub attempts_left: Option<u32>,
    pub questions: Vec<QuestionResult>,
    /// Competencies that this attempt moved; empty for practice.
    pub movements: Vec<Movement>,
    /// Answers that became evidence. Less than the questions where some were answered in an earlier attempt.
    pub evidence: usize,
    pub course_complete: bool,
    pub certificate: Option<String>,
    /// The next lesson or quiz of the course: slug and title.
    pub next: Option<(String, String)>,
}

/// A question of a finished attempt. Forms are in the order in which the learner saw them.
#[derive(Clone, Debug)]
pub struct QuestionResult {
    pub number: usize,
    pub case: Option<(Html, Html)>,
    pub title: Html,
    pub body: Html,
    pub form: PresentedForm,
    /// What was answered, as the fields had it; empty where nothing was.
    pub values: Vec<String>,
    /// The right answer in the same form; for a number or text one readable text per field. Empty, like feedback and
    /// explanation, for anybody but the person who answered.
    pub right_values: Vec<String>,
    /// `None` while it waits for a marker.
    pub score: Option<PerMille>,
    /// Per option as shown, for choices.
    pub feedback: Vec<Option<Html>>,
    pub explanation: Option<Html>,
    /// A free answer's rubric: name, most points, description, and the points given.
    pub rubric: Vec<(String, u32, Html, Option<u32>)>,
    pub marker_comment: Option<String>,
    /// It became evidence of a competency.
    pub is_evidence: bool,
}

/// A competency before and after an attempt.
#[derive(Clone, Debug)]
pub struct Movement {
    pub competency: String,
    pub title: Text,
    /// What the person's post requires, if it does.
    pub required: Option<Level>,
    /// The place of the requirement on the bar, in thousandths of a level.
    pub required_place: Option<u16>,
    pub before: CompetencyState,
    pub after: CompetencyState,
}

impl Services {
    pub(crate) async fn finished(&self, actor: &Actor, opened: &Opened) -> Result<ResultView> {
        let attempt = &opened.attempt;
        let quiz = opened.quiz()?;
        let owner = attempt.person_id;
        let mut conn = self.store.reader().await?;
        let answers = read_answers(store::answer::of_attempt(&mut conn, attempt.id).await?)?;
        let ledger = store::evidence::of_person(&mut conn, owner).await?;
        let person = store::organisation::person(&mut conn, owner).await?.ok_or(Error::NotFound)?;
        let used = store::attempt::of_item(&mut conn, owner, &attempt.item_id).await?.len();
        drop(conn);
        let progress = self.progress_in(owner, &opened.course.id).await?;
        let outline = outline(&opened.course, &progress);
        let next = place_of(&opened.course, &outline, &attempt.item_id).and_then(|place| neighbours(&outline, place).1);
        let is_evidence: BTreeSet<_> =
            ledger.iter().filter(|entry| entry.attempt_id == attempt.id).map(|entry| &entry.question_id).collect();
        let graded = grade(quiz, &opened.asked()?, &answers);
        let mut questions = Vec::new();
        for (place, (asked, score)) in opened.asked()?.iter().zip(&graded.scores).enumerate() {
            let counts = is_evidence.contains(&asked.question.id);
            let mut question = question_result(opened, asked, place + 1, *score, &answers, counts)?;
            // Who looks at somebody else's result may still have the quiz ahead.
            if owner != actor.person {
                question.right_values.clear();
                question.feedback.clear();
                question.explanation = None;
            }
            questions.push(question);
        }
        let certificate = match progress.completed {
            Some(_) if owner == actor.person => self.certificate_of(owner, &opened.course.id).await?,
            _ => None,
        };
        Ok(ResultView {
            attempt: attempt.id,
            person_name: person.name,
            is_own: owner == actor.person,
            course: opened.course.id.to_string(),
            course_title: opened.course.title.clone(),
            lang: opened.course.lang.clone(),
            quiz: quiz.slug.clone(),
            quiz_title: quiz.title.clone(),
            is_assessment: quiz.mode == Mode::Assessment,
            state: attempt.state,
            number: attempt.number as u32,
            finished_at: attempt.finished_at.map(Timestamp),
            score: attempt.score(),
            pass: quiz.pass,
            passed: attempt.passed.unwrap_or_default(),
            right: questions.iter().filter(|question| question.score == Some(PerMille::FULL)).count(),
            attempts_left: attempts_left(quiz, used),
            evidence: is_evidence.len(),
            questions,
            movements: self.movements(&self.required_levels(owner).await?, attempt.id, &ledger)?,
            course_complete: outline.complete,
            certificate,
            next,
        })
    }

    /// The competencies that an attempt moved, from where to where: derived from the ledger before it and with it.
    pub(crate) fn movements(
        &self,
        required: &BTreeMap<CompetencyId, Level>,
        attempt: AttemptId,
        ledger: &[Entry],
    ) -> Result<Vec<Movement>> {
        let of_attempt: Vec<_> = ledger.iter().filter(|entry| entry.attempt_id == attempt).collect();
        let (Some(first), Some(last)) = (of_attempt.first(), of_attempt.last()) else { return Ok(Vec::new()) };
        let snapshot = self.snapshot()?;
        let day = last.at.jakarta().date();
        let rules = snapshot.rules.measurement(day)?;
        let concerned: BTreeSet<_> = of_attempt.iter().map(|entry| &entry.competency_id).collect();
        let state = |competency: &CompetencyId, until: i64| {
            let of_competency = ledger.iter().filter(|entry| entry.competency_id == *competency && entry.seq <= until);
            derive(&of_competency.map(Entry::evidence).collect::<Vec<_>>(), rules)
        };
        let movement = |competency: &CompetencyId| {
            let required = required.get(competency).copied();
            Movement {
                competency: competency.to_string(),
                title: snapshot.competency_title(competency),
                required,
                required_place: required.map(|level| required_place(level, rules)),
                before: state(competency, first.seq - 1),
                after: state(competency, last.seq),
            }
        };
        Ok(concerned.into_iter().map(movement).collect())
    }
}

fn question_result(
    opened: &Opened,
    asked: &Asked<'_>,
    number: usize,
    score: Option<PerMille>,
    answers: &Answers,
    is_evidence: bool,
) -> Result<QuestionResult> {
    let question = asked.question;
    let secret = &question.secret;
    let layout = opened.layout(question)?;
    let saved = answers.get(&question.id);
    let marking = saved.and_then(|(_, saved)| saved.marking.as_deref()).and_then(Marking::read);
    let points = |place: usize| marking.as_ref().and_then(|marking| marking.points.get(place).copied());
    let rubric = secret.rubric.iter().enumerate().map(|(place, criterion)| {
        (criterion.name.clone(), criterion.points, criterion.description.clone(), points(place))
    });
    Ok(QuestionResult {
        number,
        case: case_view(asked).map(|case| (case.title, case.situation)),
        title: question.prompt.title.clone(),
        body: question.prompt.body.clone(),
        form: layout.form(question),
        values: saved.map(|(answer, _)| layout.show(answer)).unwrap_or_default(),
        right_values: layout.show_key(&secret.key),
        score,
        feedback: layout.feedback(question),
        explanation: secret.explanation.clone(),
        rubric: rubric.collect(),
        marker_comment: marking.map(|marking| marking.comment).filter(|comment| !comment.is_empty()),
        is_evidence,
    })
}
