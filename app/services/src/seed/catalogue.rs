//! What a synthetic city measures: thirty competencies, of which each position requires twelve, and an assessment of them
//! for each of three years. It is published beside what is there, and says in every title what it is.

use std::fmt::Write;
use std::sync::Arc;

use content::Files;
use content::model::{Course, Item, Quiz};
use domain::id::CompetencyId;

use super::SLUG;
use crate::publish::{unpack, version};
use crate::{Error, Result, Services};

/// Competencies of the city; those of the dictionaries come first.
const COMPETENCIES: usize = 30;
/// Of them each position requires so many.
const REQUIRED: usize = 12;
/// Positions, each with another part of the competencies.
const PROFILES: usize = 5;
/// Assessments that somebody takes, one a year.
pub(super) const ROUNDS: usize = 3;
/// Questions about each competency in one of them.
const QUESTIONS: usize = 2;

/// The assessments of each profile, by year.
pub(super) struct Catalogue {
    pub rounds: Vec<Vec<Round>>,
}

/// A course that is one assessment.
pub(super) struct Round {
    pub course: Arc<Course>,
}

impl Round {
    pub fn quiz(&self) -> Result<&Quiz> {
        let quiz = self.course.items.iter().find_map(|item| match item {
            Item::Quiz(quiz) => Some(quiz),
            _ => None,
        });
        quiz.ok_or(Error::NotFound)
    }
}

/// Most people of a unit have one position, the others the next one.
pub(super) fn profile(place: usize, unit: usize) -> usize {
    (unit + usize::from(place % 5 > 2)) % PROFILES
}

pub(super) fn position(profile: usize) -> String {
    format!("jabatan-sintetis-{}", profile + 1)
}

/// What a position requires: a window over the competencies, so that two positions have some in common.
fn requires(profile: usize, all: &[CompetencyId]) -> Vec<(&CompetencyId, usize)> {
    let level = |place: usize| 1 + (place + profile) % 3;
    (0..REQUIRED)
        .map(|step| (profile * COMPETENCIES / PROFILES + step) % COMPETENCIES)
        .map(|place| (&all[place], level(place)))
        .collect()
}

impl Services {
    /// Publishes what the city measures, if it is not there yet.
    pub(super) async fn seed_catalogue(&self) -> Result<Catalogue> {
        self.refresh_library().await?;
        let dictionaries = self.seed_dictionaries().await?;
        let (competencies, diagnostics) = content::parse_competencies(&dictionaries);
        let competencies = competencies.ok_or(Error::ContentErrors(diagnostics.len()))?;
        let all: Vec<_> = competencies.dictionary.iter().map(|competency| competency.id.clone()).collect();
        let all = with_own(all);
        let mut versions = vec![version("competencies", "competencies", &dictionaries, false)];
        let mut read = Vec::new();
        for (profile, round) in (0..PROFILES).flat_map(|profile| (0..ROUNDS).map(move |round| (profile, round))) {
            let slug = slug(profile, round);
            let mut files = Files::new();
            files.insert("course.md", course(profile, round, &all).into_bytes());
            files.insert("01-uji.md", assessment(profile, round, &all).into_bytes());
            let parsed = content::parse_course(&slug, &files, &competencies.dictionary);
            read.push(Arc::new(parsed.course.ok_or(Error::ContentErrors(parsed.diagnostics.len()))?));
            versions.push(version("course", &slug, &files, false));
        }
        self.store_versions(versions, &competencies).await?;
        self.refresh_with(read.clone()).await?;
        let rounds = read.into_iter().map(|course| Round { course }).collect::<Vec<_>>();
        let mut rounds = rounds.into_iter();
        Ok(Catalogue { rounds: (0..PROFILES).map(|_| rounds.by_ref().take(ROUNDS).collect()).collect() })
    }

    /// The dictionaries and standards that are current, with those of the city.
    async fn seed_dictionaries(&self) -> Result<Files> {
        const OWN: &str = "sintetis.yaml";
        const STANDARDS: &str = "standards.yaml";
        let damaged = || Error::DamagedContent("competencies".to_owned());
        let mut conn = self.store.reader().await?;
        let current = store::content::current(&mut conn).await?;
        let current = current.into_iter().find(|row| row.kind == "competencies").ok_or(Error::NotFound)?;
        let (_, bytes) = store::content::version(&mut conn, &current.hash).await?.ok_or_else(damaged)?;
        drop(conn);
        let mut files = unpack(&bytes).ok_or_else(damaged)?;
        if files.get(OWN).is_some() {
            return Ok(files);
        }
        let known = content::parse_competencies(&files).0.ok_or_else(damaged)?;
        let known: Vec<_> = known.dictionary.iter().map(|competency| competency.id.clone()).collect();
        files.insert(OWN, dictionary(COMPETENCIES.saturating_sub(known.len())).into_bytes());
        let standards = files.text(STANDARDS).ok_or_else(damaged)?.to_owned();
        let all = with_own(known);
        files.insert(STANDARDS, (standards.trim_end().to_owned() + "\n" + &positions(&all)).into_bytes());
        Ok(files)
    }
}

fn slug(profile: usize, round: usize) -> String {
    format!("{SLUG}-{}-{}", profile + 1, round + 1)
}

/// The first thirty, the city's own ones last: the order does not depend on the names of the files.
fn with_own(known: Vec<CompetencyId>) -> Vec<CompetencyId> {
    let mut all: Vec<_> = known.into_iter().filter(|id| !id.as_str().starts_with("sintetis/")).collect();
    let own = (1..).map(|number| CompetencyId::new(format!("sintetis/bidang-{number:02}")));
    let missing = COMPETENCIES.saturating_sub(all.len());
    all.extend(own.take(missing));
    all.truncate(COMPETENCIES);
    all
}

fn dictionary(count: usize) -> String {
    let mut text = String::from(
        "id: sintetis\nkind: technical\ntitle: {id: Kompetensi sintetis, en: Synthetic competencies}\n\
         source: Dibuat untuk pengukuran, bukan dari peraturan\nstatus: to-check\nvalid-from: 2026-01-01\ncompetencies:\n",
    );
    for number in 1..=count {
        let _ = write!(
            text,
            "  - id: sintetis/bidang-{number:02}\n    title: {{id: Bidang sintetis {number}, en: Synthetic field {number}}}\n    \
             short: {{id: Sintetis {number}, en: Synthetic {number}}}\n    definition: {{id: Dibuat untuk pengukuran., en: Made for \
             measuring.}}\n    levels:\n"
        );
        for level in 1..=5 {
            let _ = writeln!(text, "      - {{level: {level}, id: Tingkat {level}., en: Level {level}.}}");
        }
    }
    text
}

fn positions(all: &[CompetencyId]) -> String {
    let mut text = String::new();
    for profile in 0..PROFILES {
        let number = profile + 1;
        let _ = write!(
            text,
            "  - id: {}\n    title: {{id: Jabatan sintetis {number}, en: Synthetic position {number}}}\n    type: pelaksana\n    \
             grade: null\n    requires:\n",
            position(profile)
        );
        for (competency, level) in requires(profile, all) {
            let _ = writeln!(text, "      {competency}: {level}");
        }
    }
    text
}

fn course(profile: usize, round: usize, all: &[CompetencyId]) -> String {
    let (number, year) = (profile + 1, round + 1);
    let mut text = format!(
        "---\nid: {}\ntitle: Uji kompetensi sintetis {number}, tahun ke-{year}\nlang: id\nversion: \"1.0\"\n\
         summary: Uji buatan untuk kota sintetis. Bukan kursus.\nobjectives:\n  - \"o1: Menunjukkan kompetensi jabatan sintetis {number}\"\n\
         audience:\n  - Penduduk kota sintetis\ncompetencies:\n",
        slug(profile, round)
    );
    for (competency, level) in requires(profile, all) {
        let _ = write!(text, "  - id: {competency}\n    level: {level}\n");
    }
    text + "jp: 12\nprerequisites: []\nauthors:\n  - Ampera\nreviewed: 2026-01-01\nvalid-until: 2099-12-31\nlicence: CC-BY-SA-4.0\n---\n\n\
            Uji buatan untuk mengukur kecepatan Ampera.\n"
}

fn assessment(profile: usize, round: usize, all: &[CompetencyId]) -> String {
    let required = requires(profile, all);
    let mut text = format!(
        "---\nid: {}/uji\nkind: quiz\ntitle: Uji sintetis\ncompetency: {}\nlevel: {}\nduration: 45 min\npass: 60%\nattempts: 1\n\
         shuffle: [options]\nmode: assessment\n---\n\nUji buatan.\n",
        slug(profile, round),
        required[0].0,
        required[0].1
    );
    for (place, (competency, level)) in required.into_iter().enumerate() {
        for question in 0..QUESTIONS {
            let number = place * QUESTIONS + question + 1;
            let _ = write!(
                text,
                "\n### Soal sintetis {number}: mana yang benar? {{#u{}-{}-{number:02} competency={competency} level={level} covers=o1}}\n\n",
                profile + 1,
                round + 1
            );
            for option in 0..3 {
                let (mark, word) = if option == number % 3 { ("x", "Benar") } else { (" ", "Keliru") };
                let _ = writeln!(text, "- [{mark}] {word} {}", option + 1);
            }
            text.push_str("\n> [!NOTE]\n> Soal ini dibuat untuk pengukuran.\n");
        }
    }
    text
}
