//! The body of a quiz or bank: what comes before the first heading, then questions, cases and pools.

use std::ops::Range;
use std::sync::Arc;

use domain::id::QuestionId;

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
    /// Headings under it, with those that have errors.
    count: usize,
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
    let mut open: Option<Open<'_, '_>> = None;
    for section in sections {
        if let Some(id) = &section.head.id {
            groups.ids.push((id.clone(), section.head.span.clone()));
        }
        if open.as_ref().is_some_and(|open| section.head.depth <= open.section.head.depth) {
            groups.blocks.extend(open.take().and_then(|open| close(renderer, open)));
        }
        if section.head.kind.is_group() {
            if let Some(outer) = open.take() {
                let advice = "Cases and pools stand side by side: give both headings the same level.";
                let span = section.head.span.clone();
                renderer.findings.error(codes::EMPTY_GROUP, span, "a case or pool inside another one", advice);
                groups.blocks.extend(close(renderer, outer));
            }
            open = Some(Open { section, questions: Vec::new(), count: 0 });
            continue;
        }
        let question = read(renderer, setting, &section.head, section.heading, &section.under).map(Arc::new);
        match &mut open {
            Some(open) => {
                open.count += 1;
                open.questions.extend(question);
            }
            None => groups.blocks.extend(question.map(Block::Question)),
        }
    }
    groups.blocks.extend(open.and_then(|open| close(renderer, open)));
    groups
}

fn close(renderer: &mut Renderer<'_, '_>, open: Open<'_, '_>) -> Option<Block> {
    let Open { section: Section { head, heading, under }, questions, count } = open;
    let title = renderer.html(inside(heading));
    if count == 0 {
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
    let draw = head.draw?;
    if draw as usize >= count {
        let message = format!("a pool that draws {draw} of {count}");
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
    Some(Block::Pool(Pool { id: head.id.map(QuestionId::new), title, draw, questions }))
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
