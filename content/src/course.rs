//! From the files of a folder to a course.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::id::{ContentHash, CourseId, ItemId};

use crate::codes;
use crate::competencies::Dictionary;
use crate::diagnostic::{Diagnostic, Severity, place};
use crate::fixed::Fixed;
use crate::header::{CourseHeader, ItemHeader, ItemKind};
use crate::lint;
use crate::load::{self, COURSE_FILE, Header, Loaded, Text};
use crate::markdown::{self, level};
use crate::model::{Bank, Course, Cover, Html, Item, Lesson, Mode, Quiz, TocEntry};
use crate::question::{Setting, group};
use crate::render::Renderer;
use crate::source::Files;
use crate::translation;

/// A course, if it has no error, and everything there is to say about its text.
#[derive(Clone, Debug)]
pub struct Parsed {
    pub course: Option<Course>,
    /// By file and place. Warnings are there only if there is no error.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the course in a folder named `slug`, with its translations.
pub fn parse_course(slug: &str, files: &Files, dictionary: &Dictionary) -> Parsed {
    let hash = files.hash();
    let (own, translated) = translation::split(files);
    let text = Text { course: slug, hash: hash.as_str(), folder: "", above: None };
    let Parsed { mut course, mut diagnostics } = read(&text, &own, dictionary);
    let images = course.as_mut().map(|course| std::mem::take(&mut course.images)).unwrap_or_else(|| load::images(&own));
    let mut translations = Vec::new();
    for (lang, files) in &translated {
        let folder = format!("{lang}/");
        let text = Text { folder: &folder, above: Some(&images), ..text };
        let mut parsed = read(&text, files, dictionary);
        let mut found = translation::missing_files(&own, files);
        if let (Some(course), Some(other)) = (&course, &parsed.course) {
            found.extend(translation::differences(lang, course, other, files));
        }
        parsed.diagnostics.retain(translation::is_of_its_own);
        parsed.diagnostics.append(&mut found);
        diagnostics.extend(
            parsed
                .diagnostics
                .into_iter()
                .map(|finding| Diagnostic { file: format!("{folder}{}", finding.file), ..finding }),
        );
        translations.extend(parsed.course);
    }
    let whole = !diagnostics.iter().any(Diagnostic::is_error);
    diagnostics.retain(|finding| whole || finding.severity == Severity::Error);
    diagnostics.sort_by(|a, b| (&a.file, a.span.start, a.code).cmp(&(&b.file, b.span.start, b.code)));
    let course = course.filter(|_| whole).map(|course| translation::joined(Course { images, ..course }, translations));
    Parsed { course, diagnostics }
}

/// Reads a course in one language.
fn read(text: &Text<'_>, files: &Files, dictionary: &Dictionary) -> Parsed {
    let slug = text.course;
    let mut list = Vec::new();
    load::check_names(files, &mut list);
    let texts = load::texts(files, &mut list);
    let known = |path: &&str| *path == COURSE_FILE || load::item_slug(path).is_some();
    let mut pages: Vec<Loaded<'_>> = texts
        .iter()
        .filter(|(path, _)| known(path))
        .map(|(path, text)| load::page(path, text, slug, dictionary))
        .collect();
    let targets = load::targets(text, files, &pages, &mut list);

    let header = pages.iter_mut().find(|page| page.slug.is_none()).and_then(|page| match page.header.take() {
        Some(Header::Course(header)) => Some(header),
        _ => None,
    });
    let objectives: Vec<String> =
        header.iter().flat_map(|header| &header.objectives).filter_map(|objective| objective.id.clone()).collect();
    let lang = header.as_ref().map_or("id", |header| header.lang.as_str());

    let mut assembly = Assembly::new(slug, dictionary, &objectives);
    for page in &mut pages {
        let mut renderer = Renderer::new(&targets, &mut page.findings, lang);
        renderer.anchors = std::mem::take(&mut page.anchors);
        renderer.shift = markdown::heading_shift(&page.events);
        match (page.slug, page.header.take()) {
            (Some(slug), Some(Header::Item(header))) => {
                let item = assembly.item(&mut renderer, page.file, slug, header, &page.events);
                assembly.items.push(item);
            }
            (None, _) => {
                assembly.intro = renderer.html(&page.events);
                assembly.cover = header.as_ref().and_then(|header| cover(&mut renderer, header));
            }
            _ => {}
        }
        assembly.used_images.append(&mut renderer.used_images);
    }
    assembly.resolve_sources(&mut pages);
    assembly.report_duplicates(&mut pages);

    let Assembly { items, intro, cover, used_images, .. } = assembly;
    for page in &mut pages {
        list.append(&mut page.findings.list);
    }
    let whole = !list.iter().any(Diagnostic::is_error);
    let hash = ContentHash::new(text.hash);
    let course = header
        .filter(|_| whole)
        .map(|header| build(slug, header, Parts { intro, cover, items, images: targets.images, hash }));
    if let Some(course) = &course {
        lint::course(course, &mut pages, &used_images, &mut list);
    }
    Parsed { course, diagnostics: list }
}

/// The cover that `course.md` names. A translation that has none of its own shows that of the original.
fn cover(renderer: &mut Renderer<'_, '_>, header: &CourseHeader) -> Option<Cover> {
    let (path, span) = header.cover.as_ref()?;
    let found = renderer.targets.image(path).or_else(|| renderer.targets.image(&format!("../{path}")));
    let Some((address, image)) = found else {
        let advice = "A cover is an SVG, PNG or JPEG in `img/`: `cover: img/cover.svg`.";
        let message = format!("the course has no image `{path}`");
        renderer.findings.error(codes::IMAGE, span.clone(), message, advice);
        return None;
    };
    let cover = Cover { address, width: image.width, height: image.height };
    renderer.used_images.insert(path.strip_prefix("./").unwrap_or(path).to_owned());
    Some(cover)
}

/// Reads many courses, on all processors. The results come in the given order.
pub fn parse_courses(courses: &[(&str, &Files)], dictionary: &Dictionary) -> Vec<Parsed> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let parse = |courses: &[(&str, &Files)]| -> Vec<_> {
        courses.iter().map(|(slug, files)| parse_course(slug, files, dictionary)).collect()
    };
    std::thread::scope(|scope| {
        let size = courses.len().div_ceil(threads).max(1);
        let parts: Vec<_> = courses.chunks(size).map(|part| (part, scope.spawn(move || parse(part)))).collect();
        // A thread that panicked is tried again here, so that the panic is seen where it belongs.
        parts.into_iter().flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| parse(part))).collect()
    })
}

struct Parts {
    intro: Html,
    cover: Option<Cover>,
    items: Vec<Item>,
    images: BTreeMap<String, crate::model::Image>,
    hash: ContentHash,
}

fn build(slug: &str, header: CourseHeader, parts: Parts) -> Course {
    Course {
        id: CourseId::new(slug),
        lang: header.lang,
        title: header.title,
        version: header.version,
        summary: header.summary,
        cover: parts.cover,
        objectives: header.objectives,
        audience: header.audience,
        competencies: header.competencies,
        jp: header.jp,
        prerequisites: header.prerequisites,
        authors: header.authors,
        reviewed: header.reviewed,
        valid_until: header.valid_until,
        licence: header.licence,
        intro: parts.intro,
        items: parts.items,
        images: parts.images,
        hash: parts.hash,
        languages: Vec::new(),
        translations: Vec::new(),
    }
}

/// The items of a course while they are put together.
struct Assembly<'a> {
    course: &'a str,
    dictionary: &'a Dictionary,
    objectives: &'a [String],
    items: Vec<Item>,
    intro: Html,
    cover: Option<Cover>,
    used_images: BTreeSet<String>,
    /// Quizzes and the banks that they draw from: file and ids.
    sources: Vec<(String, Vec<String>)>,
    /// The ids of each file with their places.
    ids: Vec<(String, String, std::ops::Range<usize>)>,
}

impl<'a> Assembly<'a> {
    fn new(course: &'a str, dictionary: &'a Dictionary, objectives: &'a [String]) -> Self {
        Self {
            course,
            dictionary,
            objectives,
            items: Vec::new(),
            intro: Html::default(),
            cover: None,
            used_images: BTreeSet::new(),
            sources: Vec::new(),
            ids: Vec::new(),
        }
    }

    fn item(
        &mut self,
        renderer: &mut Renderer<'_, '_>,
        file: &str,
        slug: &str,
        header: ItemHeader,
        events: &[markdown::Ev<'_>],
    ) -> Item {
        let id = ItemId::new(format!("{}/{slug}", self.course));
        let (slug, file) = (slug.to_owned(), file.to_owned());
        let ItemHeader { title, competency, level, kind } = header;
        let (quiz, scored) = match kind {
            ItemKind::Lesson { minutes, objectives } => {
                self.check_objectives(renderer, &objectives);
                let text = markdown::plain(events);
                let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() as u32;
                let toc = contents(renderer, events);
                let html = Fixed::from(renderer.html(events));
                return Item::Lesson(Lesson {
                    id,
                    slug,
                    title,
                    minutes,
                    competency,
                    level,
                    objectives,
                    html,
                    toc,
                    words,
                    text,
                    file,
                });
            }
            ItemKind::Bank => (None, true),
            ItemKind::Quiz(quiz) => {
                let scored = quiz.mode == Mode::Assessment;
                (Some(quiz), scored)
            }
        };
        // Headings of a quiz are questions; those inside them come below.
        renderer.shift = 3;
        let setting = Setting {
            dictionary: self.dictionary,
            competency: competency.clone(),
            level,
            scored,
            objectives: self.objectives,
            file: Arc::from(file.as_str()),
        };
        let groups = group::read_all(renderer, &setting, events);
        self.ids.extend(groups.ids.into_iter().map(|(id, span)| (id, file.clone(), span)));
        let blocks = groups.blocks;
        let Some(quiz) = quiz else {
            return Item::Bank(Bank { id, slug, title, competency, level, blocks, file });
        };
        self.sources.push((file.clone(), quiz.sources));
        Item::Quiz(Quiz {
            id,
            slug,
            title,
            competency,
            level,
            minutes: quiz.minutes,
            pass: quiz.pass,
            attempts: quiz.attempts,
            shuffle_questions: quiz.shuffle_questions,
            shuffle_options: quiz.shuffle_options,
            mode: quiz.mode,
            partial: quiz.partial,
            intro: groups.intro,
            blocks,
            file,
        })
    }

    /// An objective without blanks is meant as the id of one of the course.
    fn check_objectives(&self, renderer: &mut Renderer<'_, '_>, objectives: &[String]) {
        for id in objectives.iter().filter(|text| !text.contains(' ') && !self.objectives.contains(text)) {
            let text = renderer.findings.text;
            let start = text.find("objectives:").unwrap_or_default();
            let message = format!("the course has no objective `{id}`");
            let advice = "Name the id of an objective in `course.md`, or write a sentence.";
            renderer.findings.error(codes::UNKNOWN_OBJECTIVE, start..text.len(), message, advice);
        }
    }

    /// Puts the blocks of the banks behind the quizzes' own.
    fn resolve_sources(&mut self, pages: &mut [Loaded<'_>]) {
        for (file, sources) in std::mem::take(&mut self.sources) {
            let Some(page) = pages.iter_mut().find(|page| page.file == file) else { continue };
            let mut blocks = Vec::new();
            for (index, source) in sources.iter().enumerate() {
                let bank = self.items.iter().find_map(|item| match item {
                    Item::Bank(bank) if bank.id.as_str() == source => Some(bank),
                    _ => None,
                });
                let at = page.findings.text.find(source.as_str()).unwrap_or_default();
                match bank {
                    Some(bank) if !sources[..index].contains(source) => blocks.extend(bank.blocks.iter().cloned()),
                    Some(_) => {
                        let message = format!("the bank `{source}` is named twice");
                        page.findings.error(codes::SOURCE, at..at + source.len(), message, "Remove one of them.");
                    }
                    None => {
                        let message = format!("the course has no bank `{source}`");
                        let advice = "A source is the `id` of a file with `kind: bank` in this course.";
                        page.findings.error(codes::SOURCE, at..at + source.len(), message, advice);
                    }
                }
            }
            let item = self.items.iter_mut().find(|item| item.file() == file);
            let Some(own) = item.and_then(blocks_of) else { continue };
            own.append(&mut blocks);
        }
        for item in &mut self.items {
            let file = item.file().to_owned();
            let empty = blocks_of(item).is_some_and(|blocks| blocks.is_empty());
            let page = pages.iter_mut().find(|page| page.file == file);
            if let Some(page) = page.filter(|page| empty && !page.findings.has_errors()) {
                let advice = "Write questions as headings, or name a bank in `sources`.";
                let end = page.findings.text.len();
                page.findings.error(codes::EMPTY_GROUP, 0..end, "no question in this file", advice);
            }
        }
    }

    fn report_duplicates(&self, pages: &mut [Loaded<'_>]) {
        let mut first: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
        for (id, file, span) in &self.ids {
            let Some(page) = pages.iter_mut().find(|page| page.file == file) else { continue };
            let (line, _) = place(page.findings.text, span.start);
            if let Some((other, at)) = first.get(id.as_str()) {
                let message = format!("the id `{id}` is already in {other}:{at}");
                let advice =
                    "Give the newer question another id. Ids are never used again, because answers are kept by them.";
                page.findings.error(codes::DUPLICATE_ID, span.clone(), message, advice);
            } else {
                first.insert(id, (file, line));
            }
        }
    }
}

fn blocks_of(item: &mut Item) -> Option<&mut Vec<crate::model::Block>> {
    match item {
        Item::Quiz(quiz) => Some(&mut quiz.blocks),
        Item::Bank(bank) => Some(&mut bank.blocks),
        Item::Lesson(_) => None,
    }
}

/// The headings of a lesson. Only ids may stand in their braces.
fn contents(renderer: &mut Renderer<'_, '_>, events: &[markdown::Ev<'_>]) -> Vec<TocEntry> {
    use pulldown_cmark::{Event, Tag};
    let mut toc = Vec::new();
    for block in markdown::blocks(events) {
        let Some((Event::Start(Tag::Heading { level: heading, classes, attrs, .. }), range)) = block.first() else {
            continue;
        };
        if let Some(class) = classes.first() {
            let message = format!("the class `.{class}` means nothing in a lesson");
            renderer.findings.error(
                codes::UNKNOWN_CLASS,
                range.clone(),
                message,
                "Questions stand in a file of `kind: quiz`.",
            );
        }
        if let Some((name, _)) = attrs.first() {
            let message = format!("the attribute `{name}` means nothing in a lesson");
            renderer.findings.error(codes::ATTRIBUTE, range.clone(), message, "Keep only the anchor, as `{#anchor}`.");
        }
        if let Some(anchor) = renderer.anchors.get(&range.start) {
            let level = (level(*heading) as i8 + renderer.shift).clamp(2, 6) as u8;
            toc.push(TocEntry { level, anchor: anchor.clone(), text: markdown::plain(block) });
        }
    }
    toc
}
