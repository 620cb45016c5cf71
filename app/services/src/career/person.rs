//! `/karier`: the index of a person part by part, what would add points, and their talent box.

use std::collections::BTreeSet;

use domain::activity::Activity;
use domain::id::{PersonId, PositionId};
use domain::policy::{self, Action, Relation};
use domain::professionalism::{Offer, Part, offer};
use jiff::civil::Date;
use store::organisation::Person;

use super::facts::FactValue;
use super::index::IndexRow;
use super::talent::BoxDetail;
use super::{FactKind, FactRow, Subject, end_of, post_type};
use crate::access_log::Look;
use crate::career_rules::{IndexRule, NineBoxRule};
use crate::hours::rule_day;
use crate::{Actor, Error, HoursView, PersonView, Result, Services, Text};

/// Courses that a page offers.
const OFFERED: usize = 5;
/// Years to choose from, and facts that are listed.
const YEARS: usize = 4;
const LISTED: u32 = 50;

/// What `/karier` and `/karier/{person}` show.
#[derive(Clone, Debug)]
pub struct CareerView {
    pub person: PersonView,
    pub year: i16,
    /// The newest first.
    pub years: Vec<i16>,
    pub row: IndexRow,
    pub rule: IndexRule,
    /// What the points that are certain are called, and those that are possible.
    pub bands: (Option<Text>, Option<Text>),
    /// What counts for technical training and for seminars: title and JP.
    pub technical: Vec<Counting>,
    pub seminars: Vec<Counting>,
    /// Courses that bring JP for technical training, those that bring points first. Of the current year only.
    pub offers: Vec<CompetenceOffer>,
    /// Nothing more counts this year: the cap is reached.
    pub is_capped: bool,
    pub own_box: Option<OwnBox>,
    /// Every fact that was noted, the newest first.
    pub facts: Vec<FactRow>,
    pub may_note: bool,
}

/// Something that brought JP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counting {
    pub title: String,
    pub jp: u16,
}

/// A course that would bring JP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompetenceOffer {
    pub course: String,
    pub title: String,
    pub offer: Offer,
}

/// The newest talent box of a person, with the rule that it was set by.
#[derive(Clone, Debug)]
pub struct OwnBox {
    pub round: String,
    pub day: Date,
    pub set_by: Option<String>,
    pub detail: BoxDetail,
    /// Titles of the position that the match was measured against.
    pub target: Option<Text>,
    /// As kept beside the result; `None` where it cannot be read back.
    pub rule: Option<NineBoxRule>,
    /// The SHA-256 of the rules.
    pub digest: String,
}

impl Services {
    /// The career page of a person, for a year; without one for this year.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see it, or there is no rule for the year.
    pub async fn career(&self, actor: &Actor, id: PersonId, year: Option<i16>) -> Result<CareerView> {
        let relation = self.relation(actor, id).await?;
        self.allow(actor, Action::SeeCareer(relation))?;
        let now = self.now();
        let today = now.jakarta().date();
        let snapshot = self.snapshot()?;
        let years = snapshot.rules.index_years(today.year(), YEARS);
        let year = year.unwrap_or(today.year());
        if !years.contains(&year) {
            return Err(Error::NotFound);
        }
        let day = rule_day(i32::from(year), now);
        let mut conn = self.store.reader().await?;
        let person = store::organisation::person(&mut conn, id).await?.ok_or(Error::NotFound)?;
        // The post of then decides how competence is shared out; the one of now where nothing is on record for then.
        let then = end_of(day).plus_millis(-1).min(now);
        let mut posts = store::organisation::posts(&mut conn, id, then).await?;
        if posts.is_empty() {
            posts = store::organisation::posts(&mut conn, id, now).await?;
        }
        let position = posts.first().map_or_else(|| PositionId::new(""), |post| post.position_id.clone());
        let subject = Subject { person: id, kind: person.kind.clone(), position: position.clone() };
        let row = self.indexes(&mut conn, &[subject], day).await?.remove(&id).ok_or(Error::NotFound)?;
        let facts = store::career::facts_of_person(&mut conn, id, LISTED).await?;
        let stored = store::talent::newest_of_person(&mut conn, id).await?;
        let kept = match &stored {
            Some((_, result)) => store::career::rules(&mut conn, &result.rules).await?,
            None => None,
        };
        drop(conn);
        self.note_look(actor, id, relation, Look::Career).await?;
        let rule = snapshot.rules.index(day, post_type(&snapshot, &position))?;
        let fact = |noted: store::career::NotedFact| {
            let kind = FactKind::from_code(&noted.fact.kind)?;
            Some(FactRow {
                kind,
                value: FactValue::read(kind, &noted.fact.value, &rule),
                source: noted.fact.source,
                from: noted.fact.valid_from,
                noted_at: noted.fact.noted_at,
                noted_by: noted.noted_by_name,
            })
        };
        let (reached, open) = (row.index.reached(), row.index.open());
        let (offers, is_capped) = self.offers(&person, &row, &rule, year == today.year()).await?;
        let own_box = stored.map(|(round, result)| {
            let detail = BoxDetail::read(&result.detail);
            let target = detail.target.as_deref().map(|id| snapshot.position_title(&PositionId::new(id)));
            OwnBox {
                round: round.name,
                day: round.day.jakarta().date(),
                set_by: round.set_by_name,
                target,
                rule: kept.as_deref().and_then(NineBoxRule::from_kept),
                digest: result.rules,
                detail,
            }
        });
        let hours = self.hours_of_year(&person, i32::from(year)).await?;
        Ok(CareerView {
            technical: counting(&hours, &rule.technical),
            seminars: counting(&hours, &rule.seminar),
            person: self.person_view(actor, person).await?,
            year,
            years,
            bands: (rule.band(reached), rule.band(reached + open)),
            facts: facts.into_iter().filter_map(fact).collect(),
            offers,
            is_capped,
            own_box,
            may_note: policy::allows(actor.roles, Action::NoteCareerFact(relation)) && relation != Relation::Oneself,
            row,
            rule,
        })
    }

    /// The courses that bring most towards technical training, and whether the cap of the year is reached.
    async fn offers(
        &self,
        person: &Person,
        row: &IndexRow,
        rule: &IndexRule,
        is_current: bool,
    ) -> Result<(Vec<CompetenceOffer>, bool)> {
        let snapshot = self.snapshot()?;
        let Some(part) = row.index.part(Part::Technical).filter(|part| part.missing_jp > 0 && is_current) else {
            return Ok((Vec::new(), false));
        };
        if !rule.technical.contains(&Activity::ELearning) {
            return Ok((Vec::new(), false));
        }
        let cap = snapshot.rules.annual_cap(&person.kind, self.now().jakarta().date())?;
        let room = cap.map(|cap| cap.jp.saturating_sub(row.counted_jp));
        if room == Some(0) {
            return Ok((Vec::new(), true));
        }
        let progress = self.progress(person.id).await?;
        let open = snapshot.courses.values().filter(|course| progress.in_course(&course.id).completed.is_none());
        let offers = open.map(|course| CompetenceOffer {
            course: course.id.to_string(),
            title: course.title.clone(),
            offer: offer(part, u16::try_from(course.jp).unwrap_or(u16::MAX), room),
        });
        Ok((best(offers.filter(|offered| offered.offer.jp > 0).collect()), false))
    }
}

/// What brought JP of some kinds, as the hours ledger has it.
fn counting(hours: &HoursView, kinds: &BTreeSet<Activity>) -> Vec<Counting> {
    let of_kind = hours.rows.iter().filter(|row| kinds.contains(&row.activity) && row.counted > 0);
    of_kind.map(|row| Counting { title: row.title.clone(), jp: row.counted }).collect()
}

/// What brings points comes first, the shortest of them before the others; else what brings most JP.
fn best(mut offers: Vec<CompetenceOffer>) -> Vec<CompetenceOffer> {
    offers.sort_by(|one, other| {
        let key = |offered: &CompetenceOffer| {
            let Offer { jp, points, left } = offered.offer;
            (std::cmp::Reverse(points), if points > 0 { jp } else { left })
        };
        key(one).cmp(&key(other)).then_with(|| one.title.cmp(&other.title))
    });
    offers.truncate(OFFERED);
    offers
}
