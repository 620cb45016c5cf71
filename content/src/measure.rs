//! What a course's questions can say: which objectives they cover, and whether a quiz can decide.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{CompetencyId, QuestionId};
use domain::level::Level;
use domain::measurement;
use domain::rules::MeasurementRules;
use domain::score::PerMille;

use crate::model::{Block, Course, Item, Objective, Question, Quiz};

/// An objective and the questions that cover it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage<'c> {
    pub objective: &'c Objective,
    pub questions: Vec<&'c QuestionId>,
}

/// Every objective of a course, in order.
pub fn objective_coverage(course: &Course) -> Vec<Coverage<'_>> {
    let blocks = course.items.iter().flat_map(|item| match item {
        // The questions of a bank are counted where they are written.
        Item::Quiz(quiz) => own_blocks(quiz),
        Item::Bank(bank) => bank.blocks.iter().collect(),
        Item::Lesson(_) => Vec::new(),
    });
    let questions: Vec<_> = blocks.flat_map(Block::questions).collect();
    let coverage = |objective: &'_ Objective| {
        let covers = |question: &&&Arc<Question>| objective.id.as_ref().is_some_and(|id| question.covers.contains(id));
        questions.iter().filter(covers).map(|question| &question.id).collect()
    };
    course.objectives.iter().map(|objective| Coverage { objective, questions: coverage(objective) }).collect()
}

/// The blocks that are written in the quiz itself.
pub(crate) fn own_blocks(quiz: &Quiz) -> Vec<&Block> {
    let own = |block: &&Block| block.questions().first().is_some_and(|question| *question.place.file == *quiz.file);
    quiz.blocks.iter().filter(own).collect()
}

/// Whether one attempt at a quiz can settle a competency at a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionPower {
    pub competency: CompetencyId,
    pub level: Level,
    /// The questions that an attempt is asked about it.
    pub questions: u32,
    /// The fewest right answers that are decided as met; `None` if even all of them are too few.
    pub fewest_right: Option<u32>,
}

/// For each competency and level that the quiz asks about, at the cut `cut` and the certainty `gamma`.
pub fn decision_power(quiz: &Quiz, cut: PerMille, gamma: PerMille) -> Vec<DecisionPower> {
    let mut asked: BTreeMap<(CompetencyId, Level), u32> = BTreeMap::new();
    for block in &quiz.blocks {
        // The questions of a pool are of one competency and level, its cases have one mix: any of them will do.
        for question in block.questions().iter().take(block.asked()) {
            if let (Some(competency), Some(level)) = (&question.competency, question.level) {
                *asked.entry((competency.clone(), level)).or_default() += 1;
            }
        }
    }
    let rules = MeasurementRules::default();
    let power = |((competency, level), questions)| DecisionPower {
        competency,
        level,
        questions,
        fewest_right: measurement::fewest_right(questions, cut, gamma, &rules),
    };
    asked.into_iter().map(power).collect()
}
