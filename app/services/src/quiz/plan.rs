//! Which questions an attempt asks, in which order. Drawn once, when it begins, and stored with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use content::model::{Block, Case, Course, Item, Mode, Question, Quiz};
use domain::draw::{drawn, shuffled};
use domain::id::{AttemptId, QuestionId};
use store::attempt::Attempt;

/// A question of an attempt with the case it belongs to.
pub(crate) struct Asked<'q> {
    pub question: &'q Arc<Question>,
    pub case: Option<&'q Case>,
}

/// The questions that a person was asked in assessments of a course, answered or not, before one attempt or at all. Whoever
/// was asked a question can have seen its key since: only the first attempt that asks it gives evidence.
pub(crate) fn asked_before(course: &Course, attempts: &[Attempt], before: Option<AttemptId>) -> BTreeSet<QuestionId> {
    let is_assessment = |attempt: &&Attempt| {
        let same = |item: &&Item| *item.id() == attempt.item_id;
        !matches!(course.items.iter().find(same), Some(Item::Quiz(quiz)) if quiz.mode == Mode::Practice)
    };
    // Identifiers sort by the time at which they were given.
    let earlier = attempts.iter().filter(|attempt| before.is_none_or(|before| attempt.id < before));
    let plans = earlier.filter(is_assessment).map(|attempt| serde_json::from_str::<Vec<QuestionId>>(&attempt.plan));
    plans.filter_map(Result::ok).flatten().collect()
}

/// Draws the questions of a new attempt. Pools prefer questions and cases that were not asked before; the questions of a
/// case stay together and in order.
pub(crate) fn draw(quiz: &Quiz, seed: i64, seen: &BTreeSet<QuestionId>) -> Vec<QuestionId> {
    let mut units: Vec<Vec<QuestionId>> = Vec::new();
    for (number, block) in quiz.blocks.iter().enumerate() {
        match block {
            Block::Question(question) => units.push(vec![question.id.clone()]),
            Block::Case(case) => units.push(case.questions.iter().map(|question| question.id.clone()).collect()),
            Block::Pool(pool) if !pool.cases.is_empty() => {
                let ids = |case: &Case| case.questions.iter().map(|question| question.id.clone()).collect::<Vec<_>>();
                // Of a case that shares a question with what was asked before, the situation is known.
                let is_seen = |place: usize| ids(&pool.cases[place]).iter().any(|id| seen.contains(id));
                let places = drawn(seed, &format!("pool {number}"), pool.cases.len(), pool.draw as usize, is_seen);
                units.extend(places.into_iter().map(|place| ids(&pool.cases[place])));
            }
            Block::Pool(pool) => {
                let is_seen = |place: usize| seen.contains(&pool.questions[place].id);
                let name = format!("pool {number}");
                let places = drawn(seed, &name, pool.questions.len(), pool.draw as usize, is_seen);
                units.extend(places.into_iter().map(|place| vec![pool.questions[place].id.clone()]));
            }
        }
    }
    if quiz.shuffle_questions {
        let order = shuffled(seed, "questions", units.len());
        return order.into_iter().flat_map(|place| units[place].clone()).collect();
    }
    units.concat()
}

/// The questions of a plan. One that the quiz does not have is left out: a content version never changes, so there is none.
pub(crate) fn asked<'q>(quiz: &'q Quiz, plan: &[QuestionId]) -> Vec<Asked<'q>> {
    plan.iter().filter_map(|id| find(quiz, id)).collect()
}

fn find<'q>(quiz: &'q Quiz, id: &QuestionId) -> Option<Asked<'q>> {
    quiz.blocks.iter().find_map(|block| {
        let question = block.questions().iter().find(|question| question.id == *id)?;
        let cases = match block {
            Block::Question(_) => &[],
            Block::Case(case) => std::slice::from_ref(case),
            Block::Pool(pool) => pool.cases.as_slice(),
        };
        let case = cases.iter().find(|case| case.questions.iter().any(|asked| asked.id == *id));
        Some(Asked { question, case })
    })
}
