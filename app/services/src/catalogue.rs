//! The catalogue: find a course by words, competency, level and length.

use std::collections::HashMap;
use std::sync::Arc;

use content::model::{Course, Cover, Item};
use domain::id::CourseId;
use domain::level::Level;
use domain::score::PerMille;

use crate::paths::{PathCard, path_cards};
use crate::progress::{AllProgress, outline};
use crate::{Actor, Result, Services, Snapshot, Text};

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueQuery {
    /// Words, at most 100 characters.
    pub words: String,
    pub competency: Option<String>,
    pub level: Option<Level>,
    /// At most that many learning hours.
    pub longest: Option<u32>,
}

/// What `/katalog` shows.
#[derive(Clone, Debug)]
pub struct CatalogueView {
    pub query: CatalogueQuery,
    /// The courses found, the best match first.
    pub courses: Vec<CourseCard>,
    /// How many courses there are without a filter.
    pub total: usize,
    /// The competencies that some course teaches, for the filter.
    pub competencies: Vec<(String, Text)>,
    /// The learning paths.
    pub paths: Vec<PathCard>,
}

/// A course in a list.
#[derive(Clone, Debug)]
pub struct CourseCard {
    pub course: String,
    /// The language of its texts.
    pub lang: String,
    pub title: String,
    pub summary: String,
    pub competencies: Vec<(Text, Level)>,
    pub jp: u32,
    pub lessons: usize,
    pub cover: Option<Cover>,
    /// The person's progress, once enrolled.
    pub progress: Option<PerMille>,
    pub completed: bool,
}

/// Words of every course, as stems.
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchIndex {
    /// Per course: its stems and how much each says about it.
    courses: Vec<(CourseId, HashMap<String, u32>)>,
}

/// How much a word in each place says about a course.
const IN_TITLE: u32 = 8;
const IN_SUMMARY: u32 = 4;
const IN_LESSON_TITLE: u32 = 3;
const IN_TEXT: u32 = 1;

impl SearchIndex {
    pub(crate) fn new<'c>(courses: impl Iterator<Item = &'c Arc<Course>>) -> Self {
        Self { courses: courses.map(|course| (course.id.clone(), weights(course))).collect() }
    }

    /// How well each course fits; a course without one of the words does not fit.
    fn score(&self, course: &CourseId, words: &[String]) -> Option<u32> {
        let (_, weights) = self.courses.iter().find(|(id, _)| id == course)?;
        words.iter().map(|word| best(weights, word)).sum()
    }
}

/// The weight of a word, or of the words that begin with it, so that a search works while it is typed.
fn best(weights: &HashMap<String, u32>, word: &str) -> Option<u32> {
    weights.get(word).copied().or_else(|| {
        let begun = weights.iter().filter(|(stem, _)| word.len() >= 3 && stem.starts_with(word));
        begun.map(|(_, weight)| *weight).max()
    })
}

fn weights(course: &Course) -> HashMap<String, u32> {
    let mut weights = HashMap::new();
    let mut add = |text: &str, weight: u32| {
        for stem in stems(text) {
            let entry = weights.entry(stem).or_insert(0);
            *entry = weight.max(*entry);
        }
    };
    // A course is found by the words of either language.
    for course in std::iter::once(course).chain(course.translations.iter().map(Arc::as_ref)) {
        add(&course.title, IN_TITLE);
        add(&course.summary, IN_SUMMARY);
        course.objectives.iter().for_each(|objective| add(&objective.text, IN_SUMMARY));
        for item in &course.items {
            add(item.title(), IN_LESSON_TITLE);
            if let Item::Lesson(lesson) = item {
                add(&lesson.text, IN_TEXT);
            }
        }
    }
    weights
}

/// The stems of a text: `pengaduan`, `mengadu` and `aduan` are one.
pub(crate) fn stems(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| tantivy_stemmers::algorithms::indonesian_tala(word).into_owned())
        .collect()
}

/// Longer searches are cut here.
const LONGEST_SEARCH: usize = 100;

impl Services {
    /// The courses that fit.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] while nothing is published.
    pub async fn catalogue(&self, actor: Option<&Actor>, query: CatalogueQuery) -> Result<CatalogueView> {
        let snapshot = self.snapshot()?;
        let progress = match actor {
            Some(actor) => self.progress(actor.person).await?,
            None => AllProgress::default(),
        };
        let words = stems(&query.words.chars().take(LONGEST_SEARCH).collect::<String>());
        let mut found: Vec<_> = snapshot
            .courses
            .values()
            .filter(|course| fits(course, &query))
            .filter_map(|course| Some((snapshot.search.score(&course.id, &words)?, course)))
            .collect();
        found.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.title.cmp(&other.title)));
        let mut competencies: Vec<_> = snapshot
            .courses
            .values()
            .flat_map(|course| &course.competencies)
            .map(|taught| (taught.id.to_string(), snapshot.competency_title(&taught.id)))
            .collect();
        competencies.sort_by(|(a, _), (b, _)| a.cmp(b));
        competencies.dedup();
        Ok(CatalogueView {
            courses: found.into_iter().map(|(_, course)| card(&snapshot, course, &progress)).collect(),
            total: snapshot.courses.len(),
            competencies,
            paths: path_cards(&snapshot, &progress),
            query,
        })
    }
}

fn fits(course: &Course, query: &CatalogueQuery) -> bool {
    let competency = query.competency.as_deref();
    let taught = |taught: &content::model::CompetencyLevel| {
        competency.is_none_or(|id| taught.id.as_str() == id) && query.level.is_none_or(|level| taught.level == level)
    };
    course.competencies.iter().any(taught) && query.longest.is_none_or(|longest| course.jp <= longest)
}

/// A course as a card.
pub(crate) fn card(snapshot: &Snapshot, course: &Course, progress: &AllProgress) -> CourseCard {
    let progress = progress.in_course(&course.id);
    let outline = outline(course, &progress);
    CourseCard {
        course: course.id.to_string(),
        lang: course.lang.clone(),
        title: course.title.clone(),
        summary: course.summary.clone(),
        competencies: titles(snapshot, course),
        jp: course.jp,
        lessons: course.items.iter().filter(|item| matches!(item, Item::Lesson(_))).count(),
        cover: course.cover.clone(),
        progress: progress.last.is_some().then_some(outline.progress),
        completed: progress.completed.is_some(),
    }
}

/// The competencies that a course teaches.
pub(crate) fn titles(snapshot: &Snapshot, course: &Course) -> Vec<(Text, Level)> {
    course.competencies.iter().map(|taught| (snapshot.competency_title(&taught.id), taught.level)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_forms_of_indonesian_are_one() {
        assert_eq!(stems("pengaduan"), stems("mengadu"));
        assert_eq!(stems("pelayanan"), stems("melayani"));
        assert_eq!(stems("Alamat-alamat"), [stems("alamat"), stems("alamat")].concat());
    }

    #[test]
    fn a_word_is_found_while_it_is_typed() {
        let weights = HashMap::from([("phishing".to_owned(), 8)]);
        assert_eq!(best(&weights, "phish"), Some(8));
        assert_eq!(best(&weights, "ph"), None);
        assert_eq!(best(&weights, "surat"), None);
    }
}
