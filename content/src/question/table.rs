//! Questions whose answer is a table: pairs to match, and the rubric of a free answer.

use domain::key::Key;
use pulldown_cmark::{Event, Tag};

use super::{Answer, MOST};
use crate::codes;
use crate::markdown::{Ev, blocks, inside, plain, span};
use crate::model::{Criterion, Form};
use crate::render::Renderer;

/// Whether a block is a table.
pub(crate) fn is_table(block: &[Ev<'_>]) -> bool {
    matches!(block.first(), Some((Event::Start(Tag::Table(_)), _)))
}

type Row<'e, 't> = Vec<&'e [Ev<'t>]>;

/// The head and the other rows, each as its cells.
fn rows<'e, 't>(table: &'e [Ev<'t>]) -> (Row<'e, 't>, Vec<Row<'e, 't>>) {
    let mut rows = blocks(inside(table)).into_iter().map(|row| blocks(inside(row)));
    let head = rows.next().unwrap_or_default();
    (head, rows.collect())
}

/// A table of two columns; a row without a left cell is a distractor.
pub(crate) fn pairs(renderer: &mut Renderer<'_, '_>, table: &[Ev<'_>]) -> Option<Answer> {
    let (head, rows) = rows(table);
    let [left_label, right_label] = head[..] else {
        let advice = "The left column holds what is matched, the right column its partner.";
        renderer.findings.error(codes::NO_ANSWER, span(table), "a matching question needs two columns", advice);
        return None;
    };
    let labels = [renderer.html(inside(left_label)), renderer.html(inside(right_label))];
    let (mut left, mut right, mut key) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        let [left_cell, right_cell] = row[..] else { continue };
        let partner = renderer.html(inside(right_cell));
        if partner.is_empty() {
            let advice = "Fill the right cell. A distractor is a row with an empty left cell.";
            renderer.findings.error(codes::NO_ANSWER, span(left_cell), "a row without a partner", advice);
            return None;
        }
        // Two rows may have the same partner; it is offered once.
        let position = right.iter().position(|known| *known == partner).unwrap_or(right.len());
        if position == right.len() {
            right.push(partner);
        }
        let cell = renderer.html(inside(left_cell));
        if !cell.is_empty() {
            left.push(cell);
            key.push(position as u8);
        }
    }
    if left.len() < 2 || right.len() < 2 {
        let advice = "Matching needs at least two rows with different partners.";
        renderer.findings.error(codes::NO_ANSWER, span(table), "a matching question with too few rows", advice);
        return None;
    }
    if right.len() > MOST || left.len() > MOST {
        let message = format!("{} rows", rows.len());
        renderer.findings.error(codes::TOO_MANY, span(table), message, format!("A question has at most {MOST}."));
        return None;
    }
    Some(Answer::of(Form::Match { labels, left, right }, Key::Match { right: key }))
}

/// A table in which one column holds whole numbers: the points of each criterion.
pub(crate) fn rubric(renderer: &mut Renderer<'_, '_>, table: &[Ev<'_>]) -> Option<Answer> {
    let (head, rows) = rows(table);
    let points = |cell: &[Ev<'_>]| plain(cell).trim().parse::<u32>().ok().filter(|points| (1..=100).contains(points));
    let column = (0..head.len())
        .find(|&column| rows.iter().all(|row| row.get(column).is_some_and(|cell| points(cell).is_some())));
    let (Some(column), 2..=3, 1..=MOST) = (column, head.len(), rows.len()) else {
        let advice = "Write the columns criterion, points and description; points are whole numbers from 1 to 100.";
        renderer.findings.error(codes::NO_ANSWER, span(table), "the rubric cannot be read", advice);
        return None;
    };
    let mut rubric = Vec::new();
    for row in &rows {
        let mut others = (0..row.len()).filter(|&index| index != column);
        let name = others.next().map(|index| plain(row[index])).unwrap_or_default();
        let description = others.next().map(|index| renderer.html(inside(row[index]))).unwrap_or_default();
        let points = row.get(column).and_then(|cell| points(cell)).unwrap_or_default();
        rubric.push(Criterion { name, points, description });
    }
    let criteria = rubric.iter().map(|criterion| criterion.points as u8).collect();
    Some(Answer { form: Form::Essay, key: Key::Essay { criteria }, feedback: Vec::new(), rubric })
}
