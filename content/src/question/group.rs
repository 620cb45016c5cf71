//! The body of a quiz or bank: what comes before the first heading, then questions, cases and pools.

use std::ops::Range;
use std::sync::Arc;

use domain::id::{CompetencyId, QuestionId};
use domain::level::Level;

use super::head::{Head, Kind};
use super::{Setting, id, read};
use crate::markdown::{Ev, blocks, inside, span};
use crate::model::{Block, Case, Html, Pool, Question};
use crate::render::Renderer;
use crate::{anchor, codes};

/// What the body of a quiz or bank holds.
#[derive(Default)]
pub(crate) struct Groups {
    pub intro: Html,
    pub blocks: Vec<Block>,
    /// Every id with its place, to find those that are used twice in the course.
    pub ids: Vec<(String, Range<usize>)>,
}

/// A heading and what is under it until the next one.
struct Section<'e, 't> {
    head: Head,
    heading: &'e [Ev<'t>],
    under: Vec<&'e [Ev<'t>]>,
}

/// A case or pool whose questions are being read.
struct Open<'e, 't> {
    section: Section<'e, 't>,
    questions: Vec<Arc<Question>>,
    cases: Vec<Case>,
    /// Headings of questions under it, with those that have errors.
    asked: usize,
    /// The same of cases.
    told: usize,
    /// A case in it has an error.
    broken: bool,
}

impl<'e, 't> Open<'e, 't> {
    fn new(section: Section<'e, 't>) -> Self {
        Self { section, questions: Vec::new(), cases: Vec::new(), asked: 0, told: 0, broken: false }
    }
}

pub(crate) fn read_all(renderer: &mut Renderer<'_, '_>, setting: &Setting<'_>, events: &[Ev<'_>]) -> Groups {
    let mut groups = Groups::default();
    let mut intro: Vec<Ev<'_>> = Vec::new();
    let mut sections: Vec<Section<'_, '_>> = Vec::new();
    for block in blocks(events) {
        if let Some(head) = Head::read(block, renderer.findings, setting.dictionary) {
            sections.push(Section { head, heading: block, under: Vec::new() });
        } else if let Some(section) = sections.last_mut() {
            section.under.push(block);
        } else {
            intro.extend_from_slice(block);
        }
    }
    groups.intro = renderer.html(&intro);
    // A case or a pool, or a pool and a case in it.
    let mut open: Vec<Open<'_, '_>> = Vec::new();
    for section in sections {
        if let Some(id) = &section.head.id {
            groups.ids.push((id.clone(), section.head.span.clone()));
        }
        while open.last().is_some_and(|open| section.head.depth <= open.section.head.depth) {
            close_last(renderer, &mut open, &mut groups.blocks);
        }
        if section.head.kind.is_group() {
            let of_pool =
                section.head.kind == Kind::Case && matches!(&open[..], [pool] if pool.section.head.kind == Kind::Pool);
            if let Some(pool) = open.last_mut().filter(|_| of_pool) {
                pool.told += 1;
            } else if !open.is_empty() {
                let advice = "Only a pool can hold cases. Other cases and pools stand side by side, with headings of the \
                              same level.";
                let span = section.head.span.clone();
                renderer.findings.error(codes::EMPTY_GROUP, span, "a case or pool inside another one", advice);
                while !open.is_empty() {
                    close_last(renderer, &mut open, &mut groups.blocks);
                }
            }
            open.push(Open::new(section));
            continue;
        }
        let question = read(renderer, setting, &section.head, section.heading, &section.under).map(Arc::new);
        match open.last_mut() {
            Some(open) => {
                open.asked += 1;
                open.questions.extend(question);
            }
            None => groups.blocks.extend(question.map(Block::Question)),
        }
    }
    while !open.is_empty() {
        close_last(renderer, &mut open, &mut groups.blocks);
    }
    groups
}

/// Ends the innermost case or pool. A case of a pool goes into it.
fn close_last(renderer: &mut Renderer<'_, '_>, open: &mut Vec<Open<'_, '_>>, blocks: &mut Vec<Block>) {
    let Some(last) = open.pop() else { return };
    let broken = last.questions.len() != last.asked;
    let closed = close(renderer, last);
    match (closed, open.last_mut()) {
        (Some(Block::Case(case)), Some(pool)) => {
            pool.broken |= broken;
            pool.cases.push(case);
        }
        (closed, _) => blocks.extend(closed),
    }
}

fn close(renderer: &mut Renderer<'_, '_>, open: Open<'_, '_>) -> Option<Block> {
    let Open { section: Section { head, heading, under }, mut questions, cases, asked, told, broken } = open;
    let title = renderer.html(inside(heading));
    if asked + told == 0 {
        let advice = "Its questions are the headings under it, one level deeper.";
        renderer.findings.error(codes::EMPTY_GROUP, head.span, "a case or pool without questions", advice);
        return None;
    }
    if head.kind == Kind::Case {
        let situation = renderer.html(&under.concat());
        if situation.is_empty() {
            let advice = "Describe the situation under the heading of the case, before its questions.";
            renderer.findings.error(codes::EMPTY_GROUP, head.span, "a case without a situation", advice);
            return None;
        }
        let id = id(renderer, &head)?;
        return Some(Block::Case(Case { id: QuestionId::new(id), title, situation, questions }));
    }
    for block in &under {
        let advice = "Learners see the questions of a pool only. Move the text into them, or above the pool.";
        renderer.findings.error(codes::MISPLACED, span(block), "text in a pool before its questions", advice);
    }
    if head.id.as_ref().is_some_and(|id| !anchor::is_id(id)) {
        id(renderer, &head);
    }
    if asked > 0 && told > 0 {
        let advice = "A pool draws questions or cases. Make two pools of it.";
        renderer.findings.error(codes::POOL_MIXED, head.span, "a pool that mixes cases and single questions", advice);
        return None;
    }
    let draw = head.draw?;
    let count = asked + told;
    if draw as usize >= count {
        let cases = if told > 0 { " cases" } else { "" };
        let message = format!("a pool that draws {draw} of {count}{cases}");
        let advice = "Draw fewer, or write more questions. If all are asked, no pool is needed.";
        renderer.findings.error(codes::POOL_DRAW, head.span, message, advice);
        return None;
    }
    if let Some(what) = difference(&questions) {
        let advice = "Whoever draws one question must not have it easier than the one who draws another: \
                      make them equal, or make two pools.";
        renderer.findings.error(codes::POOL_MIXED, head.span, format!("a pool that mixes {what}"), advice);
        return None;
    }
    // What has an error is not among them; that is said already.
    if let Some(message) = case_difference(&cases).filter(|_| cases.len() == told && !broken) {
        let advice = "Every draw must ask as many questions of the same points, competencies and levels. Make the cases \
                      equal, or take one out of the pool.";
        renderer.findings.error(codes::POOL_MIXED, head.span, message, advice);
        return None;
    }
    questions.extend(cases.iter().flat_map(|case| &case.questions).cloned());
    Some(Block::Pool(Pool { id: head.id.map(QuestionId::new), title, draw, questions, cases }))
}

/// In what the questions of a pool differ although they must not.
fn difference(questions: &[Arc<Question>]) -> Option<&'static str> {
    let differs = |same: fn(&Question, &Question) -> bool| questions.windows(2).any(|pair| !same(&pair[0], &pair[1]));
    if differs(|a, b| a.prompt.form.name() == b.prompt.form.name()) {
        Some("types")
    } else if differs(|a, b| a.points == b.points) {
        Some("points")
    } else if differs(|a, b| a.competency == b.competency) {
        Some("competencies")
    } else {
        differs(|a, b| a.level == b.level).then_some("levels")
    }
}

/// In what the first two unlike cases of a pool differ.
fn case_difference(cases: &[Case]) -> Option<String> {
    let (first, rest) = cases.split_first()?;
    let other = rest.iter().find(|case| mix(case) != mix(first))?;
    let count = |case: &Case| case.questions.len();
    if count(first) != count(other) {
        return Some(format!(
            "a pool of cases with different numbers of questions: `{}` has {}, `{}` has {}",
            first.id,
            count(first),
            other.id,
            count(other)
        ));
    }
    let only = |one: &Case, other: &Case| {
        let mut left = mix(one);
        for part in mix(other) {
            if let Some(place) = left.iter().position(|kept| *kept == part) {
                left.remove(place);
            }
        }
        left.into_iter().map(|(competency, level, points)| {
            let competency = competency.as_ref().map_or("no competency", |id| id.as_str());
            let level = level.map_or_else(|| "no level".to_owned(), |level| format!("level {}", level.get()));
            format!("{competency} at {level} with points={points}")
        })
    };
    let shown = |one: &Case, other: &Case| only(one, other).collect::<Vec<_>>().join(" and ");
    let (of_first, of_other) = (shown(first, other), shown(other, first));
    Some(format!("a pool of unlike cases: `{}` asks {of_first}, `{}` instead {of_other}", first.id, other.id))
}

/// What the questions of a case are about and count, in an order of its own.
fn mix(case: &Case) -> Vec<(Option<CompetencyId>, Option<Level>, u32)> {
    let mut parts: Vec<_> =
        case.questions.iter().map(|question| (question.competency.clone(), question.level, question.points)).collect();
    parts.sort();
    parts
}
