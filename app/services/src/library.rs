//! The published content in memory: the current versions as one snapshot, old versions by hash.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use content::model::{Course, Item, Question};
use content::paths::Path;
use content::{Competencies, Files};
use domain::id::{CompetencyId, ContentHash, PositionId, QuestionId};

use crate::catalogue::SearchIndex;
use crate::manuscripts::Checked;
use crate::{Error, Result, Rules, Services, Text};

/// Old versions kept in memory; more are read again when needed.
const OLD_VERSIONS: usize = 64;

/// The content that is current, as it is read in one language.
pub struct Snapshot {
    /// By slug.
    pub courses: BTreeMap<String, Arc<Course>>,
    pub competencies: Arc<Competencies>,
    pub rules: Arc<Rules>,
    /// By id.
    pub paths: Arc<Vec<Path>>,
    pub(crate) search: Arc<SearchIndex>,
    hashes: Arc<[ContentHash]>,
}

impl Snapshot {
    pub fn competency_title(&self, id: &CompetencyId) -> Text {
        self.competencies.dictionary.get(id).map_or_else(|| plain(id.as_str()), |found| text(&found.title))
    }

    pub fn competency_short(&self, id: &CompetencyId) -> Text {
        self.competencies.dictionary.get(id).map_or_else(|| plain(id.as_str()), |found| text(&found.short))
    }

    pub fn position_title(&self, id: &PositionId) -> Text {
        let position = self.competencies.standards.positions.iter().find(|position| position.id == *id);
        position.map_or_else(|| plain(id.as_str()), |position| text(&position.title))
    }

    /// The title of a course, or its slug where it is no longer in the catalogue.
    pub fn course_title(&self, slug: &str) -> String {
        self.courses.get(slug).map_or_else(|| slug.to_owned(), |course| course.title.clone())
    }
}

pub(crate) fn text(localised: &content::competencies::Localised) -> Text {
    Text { id: localised.id.clone(), en: localised.en.clone() }
}

fn plain(text: &str) -> Text {
    Text { id: text.to_owned(), en: text.to_owned() }
}

/// Published content. Empty until the first refresh.
#[derive(Default)]
pub struct Library {
    current: ArcSwapOption<Snapshot>,
    /// The same with the courses in English that are translated.
    english: ArcSwapOption<Snapshot>,
    old: Mutex<HashMap<ContentHash, Arc<Course>>>,
    checked: ArcSwapOption<Checked>,
}

impl Library {
    /// The current content as it was written.
    ///
    /// # Errors
    /// [`Error::NotFound`] while nothing is published.
    pub fn current(&self) -> Result<Arc<Snapshot>> {
        self.current.load_full().ok_or(Error::NotFound)
    }

    /// What the last check of the course files on this server found.
    pub(crate) fn checked(&self) -> Arc<Checked> {
        self.checked.load_full().unwrap_or_default()
    }

    pub(crate) fn set_checked(&self, checked: Checked) {
        self.checked.store(Some(Arc::new(checked)));
    }

    pub(crate) fn remembered(&self, hash: &ContentHash) -> Option<Arc<Course>> {
        let current = self.current.load();
        let found = current.as_ref().and_then(|snapshot| snapshot.courses.values().find(|course| course.hash == *hash));
        found.cloned().or_else(|| self.old.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned())
    }

    fn remember(&self, course: &Arc<Course>) {
        let mut old = self.old.lock().unwrap_or_else(PoisonError::into_inner);
        if old.len() >= OLD_VERSIONS {
            old.clear();
        }
        old.insert(course.hash.clone(), Arc::clone(course));
    }
}

impl Snapshot {
    fn in_lang(&self, lang: &str) -> Self {
        Self {
            courses: self.courses.iter().map(|(slug, course)| (slug.clone(), course.in_lang(lang))).collect(),
            competencies: Arc::clone(&self.competencies),
            rules: Arc::clone(&self.rules),
            paths: Arc::clone(&self.paths),
            search: Arc::clone(&self.search),
            hashes: Arc::clone(&self.hashes),
        }
    }
}

impl Services {
    /// The current content in the language in which it is read.
    ///
    /// # Errors
    /// [`Error::NotFound`] while nothing is published.
    pub(crate) fn snapshot(&self) -> Result<Arc<Snapshot>> {
        let of_lang = if self.lang() == "en" { &self.library.english } else { &self.library.current };
        of_lang.load_full().ok_or(Error::NotFound)
    }

    /// Takes up what was published since, here or by another server. Returns whether something changed.
    ///
    /// # Errors
    /// Content in the database that cannot be read back.
    pub async fn refresh_library(&self) -> Result<bool> {
        self.refresh_with(Vec::new()).await
    }

    /// The same where some versions are read already.
    pub(crate) async fn refresh_with(&self, read: Vec<Arc<Course>>) -> Result<bool> {
        let mut conn = self.store.reader().await?;
        let current = store::content::current(&mut conn).await?;
        let hashes: Vec<_> = current.iter().map(|row| row.hash.clone()).collect();
        if self.library.current.load().as_ref().is_some_and(|snapshot| *snapshot.hashes == *hashes) {
            return Ok(false);
        }
        let mut courses = Vec::new();
        let mut competencies = None;
        let mut rules = None;
        let mut paths = Vec::new();
        for row in current {
            let damaged = || Error::DamagedContent(row.slug.clone());
            if row.kind == "course" {
                courses.push((row.slug.clone(), row.hash.clone()));
                continue;
            }
            let (_, bytes) = store::content::version(&mut conn, &row.hash).await?.ok_or_else(damaged)?;
            let files = crate::publish::unpack(&bytes).ok_or_else(damaged)?;
            match row.kind.as_str() {
                "competencies" => competencies = content::parse_competencies(&files).0,
                // Whether their courses exist was asked when they were published.
                "paths" => paths = content::parse_paths(&files, |_| true).0.unwrap_or_default(),
                _ => rules = Some(Rules::read(&files)?),
            }
        }
        drop(conn);
        let (Some(competencies), Some(rules)) = (competencies, rules) else { return Ok(false) };
        let mut by_slug = BTreeMap::new();
        for (slug, hash) in courses {
            let course = match read.iter().find(|course| course.hash == hash) {
                Some(course) => Arc::clone(course),
                None => self.parsed(&hash, &competencies).await?,
            };
            by_slug.insert(slug, course);
        }
        let snapshot = Snapshot {
            search: Arc::new(SearchIndex::new(by_slug.values())),
            courses: by_slug,
            competencies: Arc::new(competencies),
            rules: Arc::new(rules),
            paths: Arc::new(paths),
            hashes: hashes.into(),
        };
        self.library.english.store(Some(Arc::new(snapshot.in_lang("en"))));
        self.library.current.store(Some(Arc::new(snapshot)));
        Ok(true)
    }

    /// A published course version, current or old.
    ///
    /// # Errors
    /// [`Error::DamagedContent`] where it is not there or cannot be read.
    pub(crate) async fn course_version(&self, hash: &ContentHash) -> Result<Arc<Course>> {
        match self.library.remembered(hash) {
            Some(course) => Ok(course),
            None => {
                let snapshot = self.library.current()?;
                let course = self.parsed(hash, &snapshot.competencies).await?;
                self.library.remember(&course);
                Ok(course)
            }
        }
    }

    async fn parsed(&self, hash: &ContentHash, competencies: &Competencies) -> Result<Arc<Course>> {
        if let Some(course) = self.library.remembered(hash) {
            return Ok(course);
        }
        let mut conn = self.store.reader().await?;
        let damaged = || Error::DamagedContent(hash.to_string());
        let (slug, bytes) = store::content::version(&mut conn, hash).await?.ok_or_else(damaged)?;
        let files: Files = crate::publish::unpack(&bytes).ok_or_else(damaged)?;
        let mut parsed = content::parse_course(&slug, &files, &competencies.dictionary);
        if parsed.course.is_none() {
            // It was published with a dictionary that has since lost a competency.
            let groups = store::content::all_of_kind(&mut conn, "competencies").await?;
            let groups =
                groups.iter().filter_map(|bytes| content::parse_competencies(&crate::publish::unpack(bytes)?).0);
            let every = content::Dictionary { groups: groups.flat_map(|found| found.dictionary.groups).collect() };
            parsed = content::parse_course(&slug, &files, &every);
        }
        parsed.course.map(Arc::new).ok_or_else(damaged)
    }

    /// A figure of a published course version.
    pub async fn image(&self, hash: &str, path: &str) -> Result<content::model::Image> {
        let course = self.course_version(&ContentHash::new(hash)).await.map_err(|error| match error {
            Error::DamagedContent(_) => Error::NotFound,
            other => other,
        })?;
        course.image(path).cloned().ok_or(Error::NotFound)
    }
}

/// A question of a course version, wherever it is written.
pub(crate) fn find_question<'c>(course: &'c Course, id: &QuestionId) -> Option<&'c Arc<Question>> {
    course
        .items
        .iter()
        .flat_map(|item| match item {
            Item::Quiz(quiz) => quiz.blocks.as_slice(),
            Item::Bank(bank) => bank.blocks.as_slice(),
            Item::Lesson(_) => &[],
        })
        .flat_map(content::model::Block::questions)
        .find(|question| question.id == *id)
}
