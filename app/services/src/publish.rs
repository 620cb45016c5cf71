//! Publishing: files are checked, hashed and stored as a version that never changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use content::{Competencies, Course, Diagnostic, Files};
use domain::id::{ContentHash, PositionId};
use domain::time::Timestamp;
use serde_json::json;
use store::content::Version;

use crate::manuscripts::{Checked, CheckedCourse};
use crate::{Error, Result, Rules, Services};

/// What publishing found.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Per course: its diagnostics and whether it was published.
    pub courses: Vec<PublishedCourse>,
    /// What is wrong with the learning paths: then those before stay.
    pub paths: Vec<Diagnostic>,
}

/// A course that was checked.
#[derive(Clone, Debug)]
pub struct PublishedCourse {
    pub slug: String,
    pub diagnostics: Arc<Vec<Diagnostic>>,
    /// An error keeps a course from being published: the version before stays.
    pub published: bool,
}

impl Services {
    /// Publishes everything of a content folder: `rules/`, `competencies/`, each course below `courses/`, and the learning
    /// paths of `paths/` if there are any. What did not change stays as it is. `folder` is shown to trainers; without one it is the content that came with the program, which
    /// takes the place of an older version of itself but never of one that was imported. A course with errors is left out and reported; the others are published.
    ///
    /// # Errors
    /// [`Error::Rules`] and [`Error::ContentErrors`] where rules or competencies cannot be read: then nothing is changed.
    pub async fn publish_all(&self, files: &Files, folder: Option<String>) -> Result<Published> {
        let rules = files.under("rules");
        Rules::read(&rules)?;
        let dictionaries = files.under("competencies");
        let (competencies, diagnostics) = content::parse_competencies(&dictionaries);
        let competencies = competencies.ok_or(Error::ContentErrors(diagnostics.len()))?;
        let shipped = folder.is_none();
        let mut versions = vec![
            version("rules", "rules", &rules, shipped),
            version("competencies", "competencies", &dictionaries, shipped),
        ];
        let all_courses = files.under("courses");
        let slugs = all_courses.folders();
        let courses: Vec<(&str, Files)> = slugs.iter().map(|slug| (*slug, all_courses.under(slug))).collect();
        let (checked, read) = self.check(&courses, &dictionaries.hash(), &competencies);
        let is_published = |course: &&CheckedCourse| course.published;
        for course in checked.iter().filter(is_published) {
            let files = courses.iter().find(|(slug, _)| *slug == course.slug);
            versions.extend(files.map(|(slug, files)| version("course", slug, files, shipped)));
        }
        let paths = files.under("paths");
        let (whole, wrong) = content::parse_paths(&paths, |slug| slugs.contains(&slug));
        if whole.is_some() && !paths.is_empty() {
            versions.push(version("paths", "paths", &paths, shipped));
        }
        self.store_versions(versions, &competencies).await?;
        self.refresh_with(read).await?;
        let published = checked.iter().map(|course| PublishedCourse {
            slug: course.slug.clone(),
            diagnostics: Arc::clone(&course.diagnostics),
            published: course.published,
        });
        let published = Published { courses: published.collect(), paths: wrong.clone() };
        let dictionary = Some(dictionaries.hash());
        self.library.set_checked(Checked {
            folder,
            at: self.now(),
            dictionary,
            courses: checked,
            paths: Arc::new(wrong),
        });
        Ok(published)
    }

    /// What is to be said about each course, and the courses that were read for it. What was checked before, with the same
    /// dictionaries, is not read again.
    fn check(
        &self,
        courses: &[(&str, Files)],
        dictionary: &ContentHash,
        competencies: &Competencies,
    ) -> (Vec<CheckedCourse>, Vec<Arc<Course>>) {
        let before = self.library.checked();
        let is_known = |slug: &str, hash: &ContentHash| {
            let same = before.courses.iter().find(|course| course.slug == slug && course.hash == *hash);
            let current = before.dictionary.as_ref() == Some(dictionary);
            // One that stands aside for another version is not in memory.
            same.filter(|course| current && (!course.published || self.library.remembered(hash).is_some())).cloned()
        };
        let (mut checked, mut open) = (Vec::new(), Vec::new());
        for (slug, files) in courses {
            match is_known(slug, &files.hash()) {
                Some(course) => checked.push(course),
                None => open.push((*slug, files)),
            }
        }
        let mut read = Vec::new();
        for ((slug, files), parsed) in open.iter().zip(content::parse_courses(&open, &competencies.dictionary)) {
            checked.push(CheckedCourse {
                slug: (*slug).to_owned(),
                hash: files.hash(),
                published: parsed.course.is_some(),
                diagnostics: Arc::new(parsed.diagnostics),
            });
            read.extend(parsed.course.map(Arc::new));
        }
        checked.sort_by(|one, other| one.slug.cmp(&other.slug));
        (checked, read)
    }

    pub(crate) async fn store_versions(&self, versions: Vec<Version>, competencies: &Competencies) -> Result<()> {
        let mut conn = self.store.reader().await?;
        let current = store::content::current(&mut conn).await?;
        drop(conn);
        let is_news = |version: &Version| {
            let known = current.iter().find(|row| row.kind == version.kind && row.slug == version.slug);
            known.is_none_or(|row| row.hash != version.hash && (row.shipped || !version.shipped))
        };
        let changed: Vec<_> = versions.into_iter().filter(is_news).collect();
        if changed.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let hashes: Vec<_> = changed.iter().map(|version| json!([version.slug, version.hash.as_str()])).collect();
        let event = self.event(None, None, "content-published", json!({ "versions": hashes }))?;
        let standards = competencies.standards.clone();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if changed.iter().any(|version| version.kind == "competencies") {
                        let from = Timestamp::start_of(standards.valid_from);
                        // What an agency set itself goes before what content brings.
                        let decrees = store::standard::decrees(conn).await?;
                        let is_own = |id: &PositionId| decrees.iter().any(|decree| decree.position_id == *id);
                        for position in standards.positions.iter().filter(|position| !is_own(&position.id)) {
                            let required: Vec<_> =
                                position.requires.iter().map(|(id, level)| (id.clone(), *level)).collect();
                            store::standard::replace(conn, &position.id, from, &required).await?;
                        }
                    }
                    // What is certain enough for a promotion may have changed.
                    if changed.iter().any(|version| version.kind == "rules") {
                        store::total::sweep(conn).await?;
                    }
                    for version in changed {
                        store::content::publish(conn, version, now).await?;
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}

pub(crate) fn version(kind: &str, slug: &str, files: &Files, shipped: bool) -> Version {
    Version { hash: files.hash(), kind: kind.to_owned(), slug: slug.to_owned(), files: pack(files), shipped }
}

/// Files as JSON: path to base64.
fn pack(files: &Files) -> Vec<u8> {
    let encoded: BTreeMap<_, _> = files.iter().map(|(path, bytes)| (path, BASE64.encode(bytes))).collect();
    serde_json::to_vec(&encoded).unwrap_or_default()
}

/// The inverse of [`pack`].
pub(crate) fn unpack(bytes: &[u8]) -> Option<Files> {
    let encoded: BTreeMap<String, String> = serde_json::from_slice(bytes).ok()?;
    let mut files = Files::new();
    for (path, text) in encoded {
        files.insert(path, BASE64.decode(text).ok()?);
    }
    Some(files)
}
