//! Setting the talent boxes of a period: everybody who holds a post, from what is known by the end of a day, by the rules of
//! that day. The text of the rules is kept beside the results.

use domain::evaluation::Rating;
use domain::id::{PersonId, PositionId, TalentRoundId};
use domain::policy::Action;
use domain::position::job_match_measured;
use domain::talent::mix;
use domain::time::Timestamp;
use domain::uncertainty::Measured;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Conn;
use store::talent::{NewResult, Round};
use store::total::Listed;
use uuid::Uuid;

use super::{BATCH, KeptRules, LONGEST_NAME, Standards, Subject, cells, end_of, predicate_title, standards};
use crate::career_rules::NineBoxRule;
use crate::{Actor, Error, FieldError, Problem, Result, Services, Text, dates, origin};

/// Whoever asks for the same again within so many minutes pressed twice, or was not told that it was done.
const AGAIN_MINUTES: i64 = 10;

/// What an administrator fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TalentForm {
    pub name: String,
    /// The last day of the period.
    pub day: String,
}

/// What a result is made of, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct BoxDetail {
    pub number: Option<u8>,
    /// Boxes beside it that the uncertainty does not rule out.
    pub also: Vec<u8>,
    /// Why there is none.
    pub why: Option<NotPlaced>,
    pub performance: Option<Rating>,
    pub predicate: Option<Text>,
    pub cycle: Option<String>,
    pub potential: Option<Measured>,
    pub job_match: Option<Measured>,
    /// How many competencies the match rests on, and how many the target has.
    pub decided: (usize, usize),
    /// Points of the index that are certain, and those that are not known, in tenths.
    pub index: (u16, u16),
    pub position: String,
    /// The position that the match was measured against.
    pub target: Option<String>,
}

/// Why somebody has no box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotPlaced {
    /// No evaluation that stands is new enough.
    NoEvaluation,
    /// The rubric has no row for the predicate.
    NoRow,
    /// Nothing of the target's standard is decided.
    NoMatch,
}

impl BoxDetail {
    /// What was kept; something that cannot be read is nothing.
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// What people are placed by.
struct By {
    day: Date,
    rule: NineBoxRule,
    standards: Standards,
}

/// The boxes that the same person has set a moment ago of the same day; else their name is taken.
fn set_before(known: &Round, (day, now): (Timestamp, Timestamp), by: PersonId) -> Result<TalentRoundId> {
    let is_same = known.day == day && known.set_by == by && now < known.set_at.plus_minutes(AGAIN_MINUTES);
    if is_same { Ok(known.id) } else { Err(Error::field("name", Problem::Taken)) }
}

impl Services {
    /// Sets the talent boxes of everybody who holds a post. All of them are stored, or nothing is. Asked for twice within some
    /// minutes they are set once.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is no administrator; [`Error::Invalid`] names the fields, also where no rule covers
    /// the day.
    pub async fn set_talent(&self, actor: &Actor, form: &TalentForm) -> Result<TalentRoundId> {
        self.allow(actor, Action::SetTalent)?;
        let (name, day) = self.read_talent(form)?;
        let mut conn = self.store.reader().await?;
        let known = store::talent::round_named(&mut conn, &name).await?;
        drop(conn);
        if let Some(known) = known {
            return set_before(&known, (Timestamp::start_of(day), self.now()), actor.person);
        }
        // In a large city this takes longer than a request may: it goes on to its end whether somebody waits for it or not.
        let (services, by) = (self.clone(), actor.person);
        let work = async move { services.set_boxes(by, name, day).await };
        tokio::spawn(origin::from(origin::current(), work)).await.map_err(|error| Error::System(error.to_string()))?
    }

    async fn set_boxes(&self, set_by: PersonId, name: String, day: Date) -> Result<TalentRoundId> {
        // Whoever was moved or measured a moment ago is counted where they are now.
        self.count_totals().await?;
        let snapshot = self.library.current()?;
        let kept = KeptRules::new(&snapshot.rules.written(day));
        let mut conn = self.store.reader().await?;
        let by = By { day, rule: snapshot.rules.nine_box(day)?, standards: standards(&mut conn, self.now()).await? };
        let (mut results, mut after) = (Vec::new(), PersonId(Uuid::nil()));
        loop {
            let people = store::total::placed_after(&mut conn, after, BATCH).await?;
            let Some(last) = people.last() else { break };
            after = last.counted.person;
            results.extend(self.place_people(&mut conn, &people, &by).await?);
        }
        drop(conn);
        let (id, now) = (self.new_id::<TalentRoundId>()?, self.now());
        let round = Round { id, name, day: Timestamp::start_of(day), set_at: now, set_by, set_by_name: None };
        let audit = self.event(
            Some(set_by),
            None,
            "talent-set",
            json!({ "round": id.to_string(), "people": results.len(), "rules": kept.digest }),
        )?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::career::keep_rules(conn, &kept.digest, &kept.content).await?;
                    if !store::talent::insert_round(conn, &round).await? {
                        let known = store::talent::round_named(conn, &round.name).await?.ok_or(Error::NotFound)?;
                        return set_before(&known, (round.day, round.set_at), round.set_by);
                    }
                    store::talent::insert_results(conn, id, &kept.digest, results).await?;
                    store::audit::append(conn, audit).await?;
                    Ok(id)
                })
            })
            .await
    }

    fn read_talent(&self, form: &TalentForm) -> Result<(String, Date)> {
        let mut errors = Vec::new();
        let name = form.name.trim();
        match name.chars().count() {
            0 => errors.push(FieldError::new("name", Problem::Missing)),
            1..=LONGEST_NAME => {}
            _ => errors.push(FieldError::new("name", Problem::TooLong { most: LONGEST_NAME })),
        }
        let day = dates::parse(&form.day);
        match day {
            Some(day) if Timestamp::start_of(day) > self.now() => {
                errors.push(FieldError::new("day", Problem::InFuture));
            }
            Some(day) => {
                let rules = &self.library.current()?.rules;
                for (file, missing) in [
                    ("nine-box.yaml", rules.nine_box(day).is_err()),
                    ("ip-asn.yaml", rules.index(day, None).is_err()),
                    ("learning-hours.yaml", rules.learning_hours("pns", day).is_err()),
                ] {
                    if missing && errors.iter().all(|error| error.field != "day") {
                        errors.push(FieldError::new("day", Problem::NoRuleIn { file }));
                    }
                }
            }
            None if form.day.trim().is_empty() => errors.push(FieldError::new("day", Problem::Missing)),
            None => errors.push(FieldError::new("day", Problem::NotADate)),
        }
        match day.filter(|_| errors.is_empty()) {
            Some(day) => Ok((name.to_owned(), day)),
            None => Err(Error::Invalid(errors)),
        }
    }

    async fn place_people(&self, conn: &mut Conn, people: &[Listed], by: &By) -> Result<Vec<NewResult>> {
        let snapshot = self.library.current()?;
        let ids: Vec<PersonId> = people.iter().map(|listed| listed.counted.person).collect();
        let subjects: Vec<Subject> = people.iter().map(Subject::from).collect();
        let indexes = self.indexes(conn, &subjects, by.day).await?;
        let states = self.states_of(conn, &ids).await?;
        let until = end_of(by.day);
        let oldest = by.day.saturating_sub(i32::from(by.rule.performance_years).years());
        let since = Timestamp::start_of(oldest);
        let mut settled = std::collections::HashMap::new();
        for found in store::career::settled_of_people(conn, &ids, (since, until)).await? {
            settled.entry(found.person_id).or_insert(found);
        }
        let mut results = Vec::with_capacity(people.len());
        for listed in people {
            let (person, position) = (listed.counted.person, &listed.counted.position);
            let target = by.rule.next_position.get(position.as_str()).map(|next| PositionId::new(next.as_str()));
            // A next position without a standard says nothing: then it is the present one.
            let target = target.filter(|target| by.standards.contains_key(target)).unwrap_or_else(|| position.clone());
            let matched = job_match_measured(&cells(&by.standards, &target, states.get(&person)));
            let Some(row) = indexes.get(&person) else { continue };
            let given = settled.get(&person);
            let mut detail = BoxDetail {
                predicate: given.map(|given| predicate_title(&snapshot, &given.predicate, given.period_to)),
                performance: given.and_then(|given| by.rule.row(&given.predicate)),
                cycle: given.map(|given| given.cycle.clone()),
                job_match: matched.map(|(_, measured)| measured),
                decided: matched.map_or((0, 0), |(matched, _)| (matched.decided, matched.of)),
                index: (row.index.reached(), row.index.open()),
                position: position.to_string(),
                target: Some(target.to_string()),
                ..BoxDetail::default()
            };
            detail.potential =
                detail.job_match.map(|matched| mix(&[(by.rule.mix.0, matched), (by.rule.mix.1, row.index.measured())]));
            match (detail.performance, detail.potential) {
                (Some(performance), Some(potential)) => {
                    let placed = by.rule.rubric.place(performance, potential);
                    detail.number = Some(placed.number);
                    detail.also = placed.also;
                }
                (None, _) if given.is_none() => detail.why = Some(NotPlaced::NoEvaluation),
                (None, _) => detail.why = Some(NotPlaced::NoRow),
                (_, None) => detail.why = Some(NotPlaced::NoMatch),
            }
            results.push(NewResult {
                person,
                number: detail.number,
                unsure: !detail.also.is_empty(),
                detail: serde_json::to_string(&detail).map_err(|error| Error::System(error.to_string()))?,
            });
        }
        Ok(results)
    }
}
