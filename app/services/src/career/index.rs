//! The professionalism index of people for the year of a day: of one on their page and of many in a list, by the same code.

use std::collections::{BTreeSet, HashMap};

use content::competencies::PostType;
use domain::activity::Activity;
use domain::id::{EvaluationId, PersonId};
use domain::learning_hours::{self, Earned};
use domain::professionalism::{Index, Known};
use domain::time::Timestamp;
use jiff::civil::Date;
use store::Conn;
use store::career::{Fact, Settled};

use super::{FactKind, FactValue, Subject, end_of, post_type, predicate_title};
use crate::career_rules::IndexRule;
use crate::{Result, Services, Text, hours};

/// The evaluation that the part of performance comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEvaluation {
    pub id: EvaluationId,
    pub cycle: String,
    pub predicate: String,
    pub title: Text,
}

/// A fact that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFact {
    pub kind: FactKind,
    pub value: FactValue,
    pub source: String,
}

/// The index of somebody, and what it is made of.
#[derive(Clone, Debug)]
pub struct IndexRow {
    pub index: Index,
    /// The facts that count, one of a kind.
    pub facts: Vec<KnownFact>,
    /// The newest that stands and is about the year.
    pub evaluation: Option<IndexEvaluation>,
    pub technical_jp: u16,
    pub seminar_jp: u16,
    /// All JP of the year that count.
    pub counted_jp: u16,
    /// Its kind of post is not in the standards.
    pub post: Option<PostType>,
}

/// The rules of each kind of post on a day.
pub(super) struct RulesOfDay {
    by_post: HashMap<Option<PostType>, IndexRule>,
}

impl RulesOfDay {
    pub fn of(&self, post: Option<PostType>) -> &IndexRule {
        // `read` has put in every kind of post.
        &self.by_post[&post]
    }

    pub fn read(rules: &crate::Rules, day: Date) -> Result<Self> {
        let posts = [None, Some(PostType::Struktural), Some(PostType::Fungsional), Some(PostType::Pelaksana)];
        let by_post = posts.into_iter().map(|post| Ok((post, rules.index(day, post)?))).collect::<Result<_>>()?;
        Ok(Self { by_post })
    }
}

impl Services {
    /// The index of some people: what is known by the end of `day` about its year, by the rules of that day.
    pub(super) async fn indexes(
        &self,
        conn: &mut Conn,
        subjects: &[Subject],
        day: Date,
    ) -> Result<HashMap<PersonId, IndexRow>> {
        let snapshot = self.snapshot()?;
        let rules = RulesOfDay::read(&snapshot.rules, day)?;
        let until = end_of(day);
        let people: Vec<PersonId> = subjects.iter().map(|subject| subject.person).collect();
        let mut facts: HashMap<PersonId, Vec<Fact>> = HashMap::new();
        for fact in store::career::facts_of_people(conn, &people, until).await? {
            let of_person = facts.entry(fact.person_id).or_default();
            // The first of a kind is the one that counts.
            if of_person.iter().all(|known| known.kind != fact.kind) {
                of_person.push(fact);
            }
        }
        let year = Timestamp::start_of(day.first_of_year());
        let mut evaluations: HashMap<PersonId, Settled> = HashMap::new();
        for settled in store::career::settled_of_people(conn, &people, (year, until)).await? {
            evaluations.entry(settled.person_id).or_insert(settled);
        }
        let mut earned = self.earned_of(conn, &people, i32::from(day.year()), until).await?;
        let hour_rules = [snapshot.rules.learning_hours("pns", day)?, snapshot.rules.learning_hours("pppk", day)?];
        let mut found = HashMap::new();
        for subject in subjects {
            let post = post_type(&snapshot, &subject.position);
            let rule = rules.of(post);
            let facts = facts.remove(&subject.person).unwrap_or_default();
            let evaluation = evaluations.remove(&subject.person);
            let by = &hour_rules[usize::from(subject.kind == "pppk")];
            let counted = learning_hours::count(&earned.remove(&subject.person).unwrap_or_default(), by);
            let jp_of = |kinds: &BTreeSet<Activity>| {
                counted.iter().filter(|entry| kinds.contains(&entry.activity)).map(|entry| entry.counted).sum::<u16>()
            };
            let value =
                |kind: FactKind| facts.iter().find(|fact| fact.kind == kind.code()).map(|fact| fact.value.as_str());
            let known = Known {
                qualification: value(FactKind::Qualification).and_then(|id| IndexRule::points(&rule.qualification, id)),
                discipline: value(FactKind::Discipline).and_then(|id| IndexRule::points(&rule.discipline, id)),
                leadership: match value(FactKind::Leadership) {
                    Some("yes") => Some(true),
                    Some("no") => Some(false),
                    _ => None,
                },
                performance: evaluation.as_ref().and_then(|given| rule.performance.get(&given.predicate).copied()),
                technical_jp: jp_of(&rule.technical),
                seminar_jp: jp_of(&rule.seminar),
            };
            let row = IndexRow {
                index: Index::of(&known, &rule.weights, rule.competence.as_ref()),
                facts: facts.iter().filter_map(|fact| known_fact(fact, rule)).collect(),
                evaluation: evaluation.map(|given| IndexEvaluation {
                    id: given.id,
                    title: predicate_title(&snapshot, &given.predicate, given.period_to),
                    cycle: given.cycle,
                    predicate: given.predicate,
                }),
                technical_jp: known.technical_jp,
                seminar_jp: known.seminar_jp,
                counted_jp: counted.iter().map(|entry| entry.counted).sum(),
                post,
            };
            found.insert(subject.person, row);
        }
        Ok(found)
    }

    /// What brought JP to some people in a year, before a time.
    async fn earned_of(
        &self,
        conn: &mut Conn,
        people: &[PersonId],
        year: i32,
        until: Timestamp,
    ) -> Result<HashMap<PersonId, Vec<Earned>>> {
        let mut earned: HashMap<PersonId, Vec<Earned>> = HashMap::new();
        for (person, at, jp) in store::learning_hour::of_people(conn, people, year).await? {
            earned.entry(person).or_default().push(hours::of_course(at, jp));
        }
        for (person, activity, at, jp) in store::training_hour::of_people(conn, people, year).await? {
            earned.entry(person).or_default().extend(hours::of_training(&activity, at, jp));
        }
        for entries in earned.values_mut() {
            entries.retain(|entry| entry.at < until);
            entries.sort_by_key(|entry| entry.at);
        }
        Ok(earned)
    }
}

/// What was taken back says nothing.
fn known_fact(fact: &Fact, rule: &IndexRule) -> Option<KnownFact> {
    let kind = FactKind::from_code(&fact.kind).filter(|_| !fact.value.is_empty())?;
    Some(KnownFact { kind, value: FactValue::read(kind, &fact.value, rule), source: fact.source.clone() })
}
