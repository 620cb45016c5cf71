//! What the front matter of each kind of file says.

use std::ops::Range;

use domain::id::{CompetencyId, CourseId};
use domain::level::Level;
use domain::score::PerMille;
use jiff::civil::Date;

use crate::anchor;
use crate::codes;
use crate::competencies::Dictionary;
use crate::front_matter::Fields;
use crate::model::{CompetencyLevel, Mode, Objective};

/// The fields of `course.md`, in the order in which they are written.
#[rustfmt::skip]
pub(crate) const COURSE: &[&str] = &[
    "id", "title", "lang", "version", "summary", "cover", "objectives", "audience", "competencies", "jp", "prerequisites",
    "authors", "reviewed", "valid-until", "licence",
];
pub(crate) const LESSON: &[&str] = &["id", "kind", "title", "duration", "competency", "level", "objectives"];
#[rustfmt::skip]
pub(crate) const QUIZ: &[&str] = &[
    "id", "kind", "title", "competency", "level", "duration", "pass", "attempts", "shuffle", "mode", "scoring", "sources",
];
pub(crate) const BANK: &[&str] = &["id", "kind", "title", "competency", "level"];

pub(crate) struct CourseHeader {
    pub lang: String,
    pub title: String,
    pub version: String,
    pub summary: String,
    /// With its line.
    pub cover: Option<(String, Range<usize>)>,
    pub objectives: Vec<Objective>,
    pub audience: Vec<String>,
    pub competencies: Vec<CompetencyLevel>,
    pub jp: u32,
    pub prerequisites: Vec<CourseId>,
    pub authors: Vec<String>,
    pub reviewed: Option<Date>,
    pub valid_until: Option<Date>,
    pub licence: String,
}

/// What all items have.
pub(crate) struct ItemHeader {
    pub title: String,
    pub competency: Option<CompetencyId>,
    pub level: Option<Level>,
    pub kind: ItemKind,
}

pub(crate) enum ItemKind {
    Lesson { minutes: u32, objectives: Vec<String> },
    Quiz(QuizHeader),
    Bank,
}

pub(crate) struct QuizHeader {
    pub minutes: Option<u32>,
    pub pass: PerMille,
    pub attempts: u32,
    pub shuffle_questions: bool,
    pub shuffle_options: bool,
    pub mode: Mode,
    pub partial: bool,
    pub sources: Vec<String>,
}

pub(crate) fn course(mut fields: Fields<'_, '_>, slug: &str, dictionary: &Dictionary) -> Option<CourseHeader> {
    check_id(&mut fields, slug);
    let title = fields.text("title");
    let lang = fields.choice("lang", &["id", "en"]);
    let version = fields.text("version");
    let summary = fields.text("summary");
    let span = fields.span("cover");
    let cover = fields.text("cover").map(|path| (path, span));
    let objectives = objectives(&mut fields);
    let audience = fields.list("audience");
    let competencies = fields.competencies("competencies", dictionary);
    let jp = fields.number("jp", 1..=200);
    let prerequisites: Vec<CourseId> = fields.list("prerequisites").into_iter().map(CourseId::new).collect();
    if prerequisites.iter().any(|id| id.as_str() == slug) {
        fields.wrong("prerequisites", "names the course itself", "Remove it.");
    }
    let authors = fields.list("authors");
    let reviewed = fields.date("reviewed");
    let valid_until = fields.date("valid-until");
    let licence = fields.text("licence");
    let title = fields.require("title", title);
    let lang = fields.require("lang", lang);
    let version = fields.require("version", version);
    let summary = fields.require("summary", summary);
    let jp = fields.require("jp", jp);
    let licence = fields.require("licence", licence);
    fields.require("objectives", objectives.first());
    let competencies = fields.require("competencies", competencies).unwrap_or_default();
    fields.require("authors", authors.first());
    fields.finish(COURSE);
    Some(CourseHeader {
        lang: lang?.to_owned(),
        title: title?,
        version: version?,
        summary: summary?,
        cover,
        objectives,
        audience,
        competencies,
        jp: jp?,
        prerequisites,
        authors,
        reviewed,
        valid_until,
        licence: licence?,
    })
}

/// `o1: text` has the id `o1`.
fn objectives(fields: &mut Fields<'_, '_>) -> Vec<Objective> {
    let mut objectives: Vec<Objective> = Vec::new();
    for written in fields.list("objectives") {
        let objective = match written.split_once(": ") {
            Some((id, text)) if anchor::is_id(id) => {
                Objective { id: Some(id.to_owned()), text: text.trim().to_owned() }
            }
            _ => Objective { id: None, text: written },
        };
        if objective.id.is_some() && objectives.iter().any(|other| other.id == objective.id) {
            fields.wrong("objectives", "has an id twice", "Give each objective an id of its own.");
        }
        objectives.push(objective);
    }
    objectives
}

pub(crate) fn item(mut fields: Fields<'_, '_>, id: &str, dictionary: &Dictionary) -> Option<ItemHeader> {
    check_id(&mut fields, id);
    let kind = fields.choice("kind", &["lesson", "quiz", "bank"]);
    let kind = fields.require("kind", kind);
    let title = fields.text("title");
    let title = fields.require("title", title);
    let competency = fields.competency("competency", dictionary);
    let level = fields.level("level");
    let (kind, known) = match kind? {
        "lesson" => {
            let minutes = fields.duration("duration");
            let minutes = fields.require("duration", minutes);
            let objectives = fields.list("objectives");
            (minutes.map(|minutes| ItemKind::Lesson { minutes, objectives }), LESSON)
        }
        "quiz" => (quiz(&mut fields).map(ItemKind::Quiz), QUIZ),
        _ => (Some(ItemKind::Bank), BANK),
    };
    fields.finish(known);
    Some(ItemHeader { title: title?, competency, level, kind: kind? })
}

fn quiz(fields: &mut Fields<'_, '_>) -> Option<QuizHeader> {
    let minutes = fields.duration("duration");
    let mode = match fields.choice("mode", &["practice", "assessment"]) {
        Some("assessment") => Mode::Assessment,
        _ => Mode::Practice,
    };
    let pass = fields.percent("pass");
    let pass = if mode == Mode::Assessment { fields.require("pass", pass)? } else { pass.unwrap_or_default() };
    let attempts = fields.number("attempts", 0..=100).unwrap_or_default();
    let shuffle = fields.list("shuffle");
    if shuffle.iter().any(|what| what != "questions" && what != "options") {
        fields.wrong("shuffle", "names something else than questions or options", "Write `[questions, options]`.");
    }
    let scoring = fields.choice("scoring", &["partial", "whole"]);
    Some(QuizHeader {
        minutes,
        pass,
        attempts,
        shuffle_questions: shuffle.iter().any(|what| what == "questions"),
        shuffle_options: shuffle.iter().any(|what| what == "options"),
        mode,
        partial: scoring.map_or(mode == Mode::Practice, |scoring| scoring == "partial"),
        sources: fields.list("sources"),
    })
}

fn check_id(fields: &mut Fields<'_, '_>, expected: &str) {
    let id = fields.text("id");
    if let Some(id) = fields.require("id", id).filter(|id| id != expected) {
        let span = fields.span("id");
        let message = format!("the id is `{id}`, not `{expected}`");
        let advice = format!("Write `id: {expected}`: ids follow from the names of folder and file.");
        fields.findings.error(codes::ITEM_ID, span, message, advice);
    }
}
