//! A course as the parser leaves it: everything resolved, checked and rendered.
//!
//! What a learner may see before answering ([`Prompt`]) and what nobody may see before that ([`Secret`]) are two types.
//! A secret cannot be serialised and prints nothing of itself.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use domain::id::{CompetencyId, ContentHash, CourseId, ItemId, QuestionId};
use domain::key::Key;
use domain::level::Level;
use domain::score::PerMille;

use crate::fixed::Fixed;
pub use jiff::civil::Date;

pub use crate::sanitise::Html;

/// One version of a course. Its hash names it for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    pub id: CourseId,
    /// The language of the text, `id` or `en`.
    pub lang: String,
    pub title: String,
    pub version: String,
    pub summary: String,
    /// A drawing that stands for the course. It says nothing that the title does not say.
    pub cover: Option<Cover>,
    pub objectives: Vec<Objective>,
    pub audience: Vec<String>,
    pub competencies: Vec<CompetencyLevel>,
    /// Learning hours; one is 45 minutes.
    pub jp: u32,
    pub prerequisites: Vec<CourseId>,
    pub authors: Vec<String>,
    pub reviewed: Option<Date>,
    pub valid_until: Option<Date>,
    pub licence: String,
    pub intro: Html,
    /// Lessons, quizzes and banks in the order of their file names.
    pub items: Vec<Item>,
    /// By the path inside the course: `img/alur.svg`.
    pub images: BTreeMap<String, Image>,
    pub hash: ContentHash,
    /// Every language that the course can be read in, the one it was written in first.
    pub languages: Vec<String>,
    /// The course in its other languages: the same items, questions and keys, other words. A translation has none.
    pub translations: Vec<Arc<Course>>,
}

impl Course {
    /// The course in a language, or as it was written where there is no translation.
    pub fn in_lang(self: &Arc<Self>, lang: &str) -> Arc<Self> {
        Arc::clone(self.translations.iter().find(|course| course.lang == lang).unwrap_or(self))
    }

    /// A figure by its path in the folder of the course: `img/alur.svg`, `en/img/alur.svg`.
    pub fn image(&self, path: &str) -> Option<&Image> {
        let inside = |course: &'_ Arc<Self>| path.strip_prefix(course.lang.as_str())?.strip_prefix('/');
        match self.translations.iter().find_map(|course| Some((course, inside(course)?))) {
            Some((course, path)) => course.images.get(path),
            None => self.images.get(path),
        }
    }
}

/// A drawing for lists: where it is and how large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    pub address: String,
    pub width: u32,
    pub height: u32,
}

/// What a learner is able to do after the course. Questions name the id in `covers=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    pub id: Option<String>,
    pub text: String,
}

/// A competency at a level, as a course or a standard names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompetencyLevel {
    pub id: CompetencyId,
    pub level: Level,
}

/// A figure with what a browser must know before it has loaded it.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    pub bytes: Arc<[u8]>,
    pub media_type: &'static str,
    pub width: u32,
    pub height: u32,
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Image({}, {}x{}, {} bytes)", self.media_type, self.width, self.height, self.bytes.len())
    }
}

/// A numbered file of a course.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Lesson(Lesson),
    Quiz(Quiz),
    Bank(Bank),
}

impl Item {
    pub fn id(&self) -> &ItemId {
        match self {
            Self::Lesson(lesson) => &lesson.id,
            Self::Quiz(quiz) => &quiz.id,
            Self::Bank(bank) => &bank.id,
        }
    }

    /// The name in addresses: the file name without number and ending.
    pub fn slug(&self) -> &str {
        match self {
            Self::Lesson(lesson) => &lesson.slug,
            Self::Quiz(quiz) => &quiz.slug,
            Self::Bank(bank) => &bank.slug,
        }
    }

    pub fn title(&self) -> &str {
        match self {
            Self::Lesson(lesson) => &lesson.title,
            Self::Quiz(quiz) => &quiz.title,
            Self::Bank(bank) => &bank.title,
        }
    }

    pub fn file(&self) -> &str {
        match self {
            Self::Lesson(lesson) => &lesson.file,
            Self::Quiz(quiz) => &quiz.file,
            Self::Bank(bank) => &bank.file,
        }
    }
}

/// A text to read.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    pub id: ItemId,
    pub slug: String,
    pub title: String,
    pub minutes: u32,
    pub competency: Option<CompetencyId>,
    pub level: Option<Level>,
    /// Ids of the course's objectives, or sentences of the lesson's own.
    pub objectives: Vec<String>,
    pub html: Fixed,
    pub toc: Vec<TocEntry>,
    pub words: u32,
    /// The text without markup, for search.
    pub text: String,
    pub file: String,
}

/// A heading of a lesson; `level` is that of the HTML, 2 to 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TocEntry {
    pub level: u8,
    pub anchor: String,
    pub text: String,
}

/// Questions with the rules under which they are asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Quiz {
    pub id: ItemId,
    pub slug: String,
    pub title: String,
    pub competency: Option<CompetencyId>,
    pub level: Option<Level>,
    /// The time limit, if there is one.
    pub minutes: Option<u32>,
    /// The share of the points that passes; 0 in a practice quiz that names none.
    pub pass: PerMille,
    /// 0 is unlimited.
    pub attempts: u32,
    pub shuffle_questions: bool,
    pub shuffle_options: bool,
    pub mode: Mode,
    /// Parts of a question count for themselves.
    pub partial: bool,
    pub intro: Html,
    /// The quiz's own blocks, then those of its sources in their order.
    pub blocks: Vec<Block>,
    pub file: String,
}

/// Whether a quiz gives evidence. Practice never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Practice,
    Assessment,
}

/// Questions that quizzes draw from.
#[derive(Clone, Debug, PartialEq)]
pub struct Bank {
    pub id: ItemId,
    pub slug: String,
    pub title: String,
    pub competency: Option<CompetencyId>,
    pub level: Option<Level>,
    pub blocks: Vec<Block>,
    pub file: String,
}

/// A part of a quiz.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Question(Arc<Question>),
    Case(Case),
    Pool(Pool),
}

impl Block {
    /// All questions of the block, drawn or not.
    pub fn questions(&self) -> &[Arc<Question>] {
        match self {
            Self::Question(question) => std::slice::from_ref(question),
            Self::Case(case) => &case.questions,
            Self::Pool(pool) => &pool.questions,
        }
    }

    /// The number of questions that one attempt is asked from the block.
    pub fn asked(&self) -> usize {
        match self {
            Self::Question(_) => 1,
            Self::Case(case) => case.questions.len(),
            Self::Pool(pool) => pool.draw as usize * pool.cases.first().map_or(1, |case| case.questions.len()),
        }
    }
}

/// A situation with questions about it. They are always asked together and in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub id: QuestionId,
    /// Inline.
    pub title: Html,
    pub situation: Html,
    pub questions: Vec<Arc<Question>>,
}

/// Questions of one kind, or whole cases of one size, of which each attempt draws `draw`. A pool has more than it draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    pub id: Option<QuestionId>,
    /// Inline; for authors, not shown to learners.
    pub title: Html,
    pub draw: u32,
    /// All of them, those of cases too.
    pub questions: Vec<Arc<Question>>,
    /// Empty in a pool of single questions. Otherwise cases are drawn, and ask as many questions about the same, each.
    pub cases: Vec<Case>,
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub id: QuestionId,
    /// Its own or that of its quiz or bank.
    pub competency: Option<CompetencyId>,
    /// Its own or that of its quiz or bank.
    pub level: Option<Level>,
    pub points: u32,
    /// Ids of the course's objectives.
    pub covers: Vec<String>,
    pub prompt: Prompt,
    pub secret: Secret,
    pub place: Place,
}

/// Where something is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: Arc<str>,
    /// From 1.
    pub line: u32,
}

/// All that may be shown before the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// Inline.
    pub title: Html,
    pub body: Html,
    pub form: Form,
}

/// What the learner fills in. Everything is in the author's order, which gives away the key of [`Form::Match`],
/// [`Form::Order`] and [`ClozePart::ChoiceGap`]: whoever shows these shuffles them first, always.
#[derive(Clone, PartialEq)]
pub enum Form {
    Single {
        options: Vec<Html>,
    },
    Multiple {
        options: Vec<Html>,
    },
    Number,
    Text,
    /// The body of a cloze is in the parts; [`Prompt::body`] is empty.
    Cloze {
        parts: Vec<ClozePart>,
    },
    /// `labels` are the heads of the two columns. `right` holds each partner once, distractors included.
    Match {
        labels: [Html; 2],
        left: Vec<Html>,
        right: Vec<Html>,
    },
    Order {
        items: Vec<Html>,
    },
    Essay,
}

impl Form {
    /// The type's name as authors write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Single { .. } => "single",
            Self::Multiple { .. } => "multi",
            Self::Number => "number",
            Self::Text => "text",
            Self::Cloze { .. } => "cloze",
            Self::Match { .. } => "match",
            Self::Order { .. } => "order",
            Self::Essay => "essay",
        }
    }
}

/// Prints the type only: the author's order of an ordering question is its key.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({})", self.name())
    }
}

/// A piece of a cloze. The HTML pieces are balanced only together: join them with [`cloze_html`].
#[derive(Clone, PartialEq)]
pub enum ClozePart {
    Html(Html),
    TextGap,
    NumberGap,
    ChoiceGap(Vec<String>),
}

/// The whole text of a cloze, each gap replaced by what `control` writes for it (called with the gap's number from 0).
/// `control` escapes its own text.
pub fn cloze_html(parts: &[ClozePart], mut control: impl FnMut(usize, &ClozePart) -> String) -> String {
    let mut html = String::new();
    let mut gap = 0;
    for part in parts {
        if let ClozePart::Html(piece) = part {
            html.push_str(piece.as_str());
        } else {
            html.push_str(&control(gap, part));
            gap += 1;
        }
    }
    html
}

/// What stays on the server until the learner has answered.
#[derive(Clone, PartialEq)]
pub struct Secret {
    pub key: Key,
    /// One entry per option; empty for other types.
    pub option_feedback: Vec<Option<Html>>,
    /// In the order in which they are shown on request.
    pub hints: Vec<Html>,
    pub explanation: Option<Html>,
    pub rubric: Vec<Criterion>,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// One line of the rubric by which a person marks a free answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Inline, without markup.
    pub name: String,
    /// The most points it gives.
    pub points: u32,
    /// Inline.
    pub description: Html,
}
