//! The performance profile: competencies against the standard of the post, hours, certificates, history.

use std::collections::{BTreeMap, BTreeSet};

use content::model::Mode;
use domain::competency::{CompetencyState, ScalePlace, Standing, required_place};
use domain::id::{AttemptId, CompetencyId, PersonId};
use domain::level::Level;
use domain::policy::{self, Action};
use domain::position::{JobMatch, job_match};
use domain::score::PerMille;
use domain::time::Timestamp;
use store::organisation::Person;
use store::standard::Required;

use crate::access_log::Look;
use crate::catalogue::CourseCard;
use crate::next_course::{most_helpful, own_next};
use crate::{Actor, Error, HoursView, MatchRule, MyPlanItem, Result, Services, TargetView, Text, TrainingRow};

/// A person as a page names them.
#[derive(Clone, Debug)]
pub struct PersonView {
    pub id: PersonId,
    pub name: String,
    pub is_own: bool,
    /// Where the person works; the definitive post first.
    pub posts: Vec<PostView>,
}

/// A post.
#[derive(Clone, Debug)]
pub struct PostView {
    pub unit: String,
    pub position: Text,
    /// `definitive`, `plt`, `plh` or `pj`.
    pub basis: String,
    /// When it ends (not included), if that is known.
    pub until: Option<Timestamp>,
}

impl PostView {
    /// Held for the time being.
    pub fn is_acting(&self) -> bool {
        self.basis != "definitive"
    }
}

/// What `/profil` and `/profil/{person}` show.
#[derive(Clone, Debug)]
pub struct ProfileView {
    pub person: PersonView,
    /// Since when the standard is in force; `None` without a post that has one.
    pub standard_since: Option<Timestamp>,
    pub job_match: Option<MatchView>,
    pub hours: HoursView,
    pub now: Timestamp,
    /// What is planned and not done yet, by due date.
    pub plans: Vec<MyPlanItem>,
    /// Outside training that is verified or waits.
    pub trainings: Vec<TrainingRow>,
    /// The positions to compare with: code and title.
    pub positions: Vec<(String, Text)>,
    /// Against a position that was chosen.
    pub target: Option<TargetView>,
    /// What the post requires, the gaps first; then what was measured besides.
    pub competencies: Vec<CompetencyRow>,
    pub next_step: Option<CourseCard>,
    /// How many gaps the next step works on, of how many.
    pub next_step_closes: (usize, usize),
    pub certificates: Vec<CertificateRow>,
    pub history: Vec<HistoryRow>,
    /// Mass of the interval shown, and the certainty that a decision asks for.
    pub interval: PerMille,
    pub gamma: PerMille,
}

/// Job Person Match with its band.
#[derive(Clone, Debug)]
pub struct MatchView {
    pub value: JobMatch,
    /// By the rules of mapping.
    pub band: Option<Text>,
    /// By the rules of selection.
    pub selection: Option<Text>,
}

/// A competency of the profile.
#[derive(Clone, Debug)]
pub struct CompetencyRow {
    pub competency: String,
    pub title: Text,
    pub short: Text,
    /// `None` where the post does not require it.
    pub required: Option<Level>,
    pub required_place: Option<u16>,
    pub state: CompetencyState,
    /// Against the requirement; without one, `None`.
    pub standing: Option<Standing>,
    /// Where the dot and the interval are; `None` without any evidence.
    pub place: Option<ScalePlace>,
}

/// A certificate of the profile.
#[derive(Clone, Debug)]
pub struct CertificateRow {
    pub number: String,
    pub course_title: String,
    pub issued_at: Timestamp,
}

/// A finished assessment in the history.
#[derive(Clone, Debug)]
pub struct HistoryRow {
    pub attempt: AttemptId,
    /// The actor may see the answers.
    pub opens: bool,
    pub at: Timestamp,
    pub quiz_title: String,
    pub course_title: String,
    pub score: Option<PerMille>,
    pub passed: bool,
    /// Per competency concerned: its title, the place before (none before the first evidence) and after.
    pub moved: Vec<(Text, Option<u16>, Option<u16>)>,
}

impl Services {
    /// A person's profile.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see it.
    pub async fn profile(&self, actor: &Actor, id: PersonId) -> Result<ProfileView> {
        self.profile_against(actor, id, "").await
    }

    /// A person's profile, also against a target position if one is named.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see it, or the target has no standard.
    pub async fn profile_against(&self, actor: &Actor, id: PersonId, target: &str) -> Result<ProfileView> {
        let relation = self.relation(actor, id).await?;
        self.allow(actor, Action::SeeProfile(relation))?;
        let now = self.now();
        let snapshot = self.snapshot()?;
        let rules = snapshot.rules.measurement(now.jakarta().date())?;
        let mut conn = self.store.reader().await?;
        let person = store::organisation::person(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let certificates = store::certificate::of_person(&mut conn, id).await?;
        drop(conn);
        self.note_look(actor, id, relation, Look::Profile).await?;
        let standard = self.standard(id).await?;
        let competencies = self.rows_against(id, levels(&standard)).await?;
        let progress = self.progress(id).await?;
        let plans = self.open_plans(actor, id, relation, &progress).await?;
        // What somebody is in the middle of is theirs; others are shown what helps most.
        let (next_step, next_step_closes) = if actor.person == id {
            own_next(&snapshot, &progress, &competencies, &plans)
        } else {
            most_helpful(&snapshot, &progress, &competencies)
        };
        let hours = self.hours(&person).await?;
        let target = match target {
            "" => None,
            position => Some(self.target(id, position, &competencies).await?),
        };
        let certificate = |certificate: store::certificate::Certificate| CertificateRow {
            course_title: snapshot.course_title(certificate.course_id.as_str()),
            number: certificate.number,
            issued_at: certificate.issued_at,
        };
        Ok(ProfileView {
            person: self.person_view(actor, person).await?,
            standard_since: standard.iter().map(|required| required.valid_from).max(),
            job_match: self.match_view(&competencies)?,
            hours,
            now: self.now(),
            plans,
            trainings: self.trainings_of(actor, id).await?,
            positions: self.target_positions().await?,
            target,
            competencies,
            next_step,
            next_step_closes,
            certificates: certificates.into_iter().map(certificate).collect(),
            history: self
                .history(id, &levels(&standard), policy::allows(actor.roles, Action::SeeAnswers(relation)))
                .await?,
            interval: rules.interval,
            gamma: rules.gamma_course,
        })
    }

    pub(crate) async fn person_view(&self, actor: &Actor, person: Person) -> Result<PersonView> {
        Ok(PersonView {
            is_own: actor.person == person.id,
            id: person.id,
            posts: self.posts(person.id).await?,
            name: person.name,
        })
    }

    /// Where a person works now; the definitive post first.
    pub(crate) async fn posts(&self, person: PersonId) -> Result<Vec<PostView>> {
        let snapshot = self.snapshot()?;
        let mut conn = self.store.reader().await?;
        let posts = store::organisation::posts(&mut conn, person, self.now()).await?;
        let post = |post: store::organisation::Post| PostView {
            unit: post.unit_name,
            position: snapshot.position_title(&post.position_id),
            basis: post.basis,
            until: post.valid_to.map(Timestamp),
        };
        Ok(posts.into_iter().map(post).collect())
    }

    /// What the person's first post requires now.
    pub(crate) async fn standard(&self, person: PersonId) -> Result<Vec<Required>> {
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let posts = store::organisation::posts(&mut conn, person, now).await?;
        match posts.first() {
            Some(post) => Ok(store::standard::required(&mut conn, &post.position_id, now).await?),
            None => Ok(Vec::new()),
        }
    }

    pub(crate) async fn required_levels(&self, person: PersonId) -> Result<BTreeMap<CompetencyId, Level>> {
        Ok(levels(&self.standard(person).await?))
    }

    /// Every competency that is required or was measured; the gaps first, then what has not enough evidence, then what is
    /// met, then what is not required.
    pub(crate) async fn competency_rows(&self, person: PersonId) -> Result<Vec<CompetencyRow>> {
        let required = self.required_levels(person).await?;
        self.rows_against(person, required).await
    }

    pub(crate) async fn rows_against(
        &self,
        person: PersonId,
        required: BTreeMap<CompetencyId, Level>,
    ) -> Result<Vec<CompetencyRow>> {
        let snapshot = self.snapshot()?;
        let rules = snapshot.rules.measurement(self.now().jakarta().date())?;
        let mut conn = self.store.reader().await?;
        let stored = store::competency::of_person(&mut conn, person).await?;
        let mut states: BTreeMap<_, _> = stored.into_iter().map(|stored| (stored.competency, stored.state)).collect();
        let all: BTreeSet<_> = required.keys().chain(states.keys()).cloned().collect();
        let mut rows: Vec<_> = all
            .into_iter()
            .map(|competency| {
                let state = states.remove(&competency).unwrap_or_default();
                let required = required.get(&competency).copied();
                CompetencyRow {
                    title: snapshot.competency_title(&competency),
                    short: snapshot.competency_short(&competency),
                    competency: competency.to_string(),
                    required,
                    required_place: required.map(|level| required_place(level, rules)),
                    standing: required.map(|level| state.standing(level)),
                    place: state.place(),
                    state,
                }
            })
            .collect();
        rows.sort_by_key(|row| (urgency(row.standing), row.state.levels.is_empty()));
        Ok(rows)
    }

    pub(crate) fn match_view(&self, rows: &[CompetencyRow]) -> Result<Option<MatchView>> {
        let levels: Vec<_> = rows
            .iter()
            .filter_map(|row| {
                let required = row.required?;
                let decided = row.standing != Some(Standing::NotEnoughEvidence);
                Some((row.state.credited().filter(|_| decided), required.get()))
            })
            .collect();
        let Some(value) = job_match(&levels) else { return Ok(None) };
        let snapshot = self.snapshot()?;
        let day = self.now().jakarta().date();
        let band = |rule| snapshot.rules.job_match_band(value.value, rule, day);
        Ok(Some(MatchView { value, band: band(MatchRule::Mapping)?, selection: band(MatchRule::Selection)? }))
    }

    /// Finished assessments with what they moved, the newest first.
    async fn history(
        &self,
        person: PersonId,
        required: &BTreeMap<CompetencyId, Level>,
        opens: bool,
    ) -> Result<Vec<HistoryRow>> {
        let mut conn = self.store.reader().await?;
        let attempts = store::attempt::of_person(&mut conn, person).await?;
        let ledger = store::evidence::of_person(&mut conn, person).await?;
        drop(conn);
        let mut rows = Vec::new();
        for attempt in attempts.into_iter().filter(|attempt| attempt.finished_at.is_some()) {
            let opened = self.with_content(attempt).await?;
            if opened.quiz()?.mode == Mode::Practice {
                continue;
            }
            let movements = self.movements(required, opened.attempt.id, &ledger)?;
            let at = |state: &CompetencyState| state.place().map(|place| place.at);
            rows.push(HistoryRow {
                attempt: opened.attempt.id,
                opens,
                at: opened.attempt.finished_at.map_or(opened.attempt.started_at, Timestamp),
                quiz_title: opened.quiz()?.title.clone(),
                course_title: opened.course.title.clone(),
                score: opened.attempt.score(),
                passed: opened.attempt.passed.unwrap_or_default(),
                moved: movements.iter().map(|m| (m.title.clone(), at(&m.before), at(&m.after))).collect(),
            });
        }
        Ok(rows)
    }
}

pub(crate) fn levels(standard: &[Required]) -> BTreeMap<CompetencyId, Level> {
    standard.iter().map(|required| (required.competency_id.clone(), required.level)).collect()
}

/// The largest gap first.
fn urgency(standing: Option<Standing>) -> u8 {
    match standing {
        Some(Standing::Short { by }) => 5 - by.min(5),
        Some(Standing::NotEnoughEvidence) => 6,
        Some(Standing::Met) => 7,
        None => 8,
    }
}
