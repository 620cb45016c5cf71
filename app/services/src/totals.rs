//! Keeping the totals of the heat map up to date: who was put into the queue is counted again, and the difference to the
//! last count goes into the totals of the unit and of each above it.

use std::collections::{BTreeMap, HashMap};

use domain::cell::{Cell, Tally};
use domain::competency::CompetencyState;
use domain::id::{CompetencyId, PersonId, PositionId, UnitId};
use domain::level::Level;
use domain::score::PerMille;
use domain::time::Timestamp;
use store::Conn;
use store::total::{Counted, Key, State};
use uuid::Uuid;

use crate::{Error, Result, Services};

/// People counted in one transaction.
const BATCH: u32 = 500;
/// Batches that a reader works off before the page: more are left to the job.
const READERS_BATCHES: usize = 4;

/// What a count goes by.
pub(crate) struct Measure {
    now: Timestamp,
    /// The certainty that counts towards a promotion.
    strong: PerMille,
    required: HashMap<PositionId, Vec<(CompetencyId, Level)>>,
}

impl Services {
    /// Counts whoever waits for it. Tells how many people that were. A job calls it every second.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_totals(&self) -> Result<u64> {
        self.count_batches(usize::MAX, BATCH).await
    }

    /// The same for everybody in a new city, while nobody else writes: fewer, larger transactions.
    pub(crate) async fn count_everybody(&self, batch: u32) -> Result<u64> {
        self.count_batches(usize::MAX, batch).await
    }

    /// The same before a page, if little waits: what somebody has just done is on the page that they open next.
    pub(crate) async fn count_for_reader(&self) -> Result<()> {
        self.count_batches(READERS_BATCHES, BATCH).await.map(drop)
    }

    async fn count_batches(&self, most: usize, batch: u32) -> Result<u64> {
        let now = self.now();
        let strong = self.strong(now)?;
        let mut conn = self.store.reader().await?;
        // What begins and ends does so on a full minute, at the finest.
        let minute = |at: Timestamp| at.0.div_euclid(60_000);
        let state = store::total::state(&mut conn).await?;
        let passed = state.is_none_or(|state| minute(state.counted_until) < minute(now));
        let is_due = store::total::is_due(&mut conn).await?;
        drop(conn);
        if !passed && !is_due {
            return Ok(0);
        }
        let (mut people, mut after) = (0, Uuid::nil());
        for _ in 0..most {
            let counted =
                self.store.write(move |conn| Box::pin(count_batch(conn, (now, strong), (after, batch)))).await?;
            people += counted.people;
            after = counted.last;
            if !counted.more {
                break;
            }
        }
        Ok(people)
    }

    /// The certainty that counts towards a promotion or an award.
    pub(crate) fn strong(&self, now: Timestamp) -> Result<PerMille> {
        Ok(self.library.current()?.rules.measurement(now.jakarta().date())?.gamma_promotion)
    }
}

/// What one transaction did.
struct Batch {
    people: u64,
    /// The last that was taken out of the queue.
    last: Uuid,
    /// More may wait.
    more: bool,
}

/// One transaction: counts some people, those first who wait behind the one named.
async fn count_batch(
    conn: &mut Conn,
    (now, strong): (Timestamp, PerMille),
    (after, batch): (Uuid, u32),
) -> Result<Batch, Error> {
    let state = store::total::hold(conn, now).await?;
    // Whoever asks with an older clock does not undo what has begun since.
    let now = now.max(state.counted_until);
    if state.counted_until < now {
        store::total::pass(conn, state.counted_until, now).await?;
    }
    let mut people = store::total::take_due(conn, after, batch).await?;
    if people.is_empty() && !after.is_nil() {
        people = store::total::take_due(conn, Uuid::nil(), batch).await?;
    }
    let last = people.last().map_or(Uuid::nil(), |person| person.0);
    let mut next = State { counted_until: now, ..state };
    let mut more = !people.is_empty();
    if people.is_empty() && state.sweeping {
        people = store::total::people_after(conn, state.swept_to.unwrap_or(Uuid::nil()), batch).await?;
        next.swept_to = people.last().map(|person| person.0).or(state.swept_to);
        next.sweeping = people.len() == batch as usize;
    }
    more |= next.sweeping;
    if next != state {
        store::total::set_state(conn, next).await?;
    }
    if people.is_empty() {
        return Ok(Batch { people: 0, last, more });
    }
    let measure = Measure::of(conn, now, strong).await?;
    recount(conn, &measure, &people).await?;
    Ok(Batch { people: people.len() as u64, last, more })
}

impl Measure {
    pub(crate) async fn of(conn: &mut Conn, now: Timestamp, strong: PerMille) -> Result<Self> {
        let mut required: HashMap<PositionId, Vec<_>> = HashMap::new();
        for (position, competency, level) in store::total::required(conn, now).await? {
            required.entry(position).or_default().push((competency, level));
        }
        Ok(Self { now, strong, required })
    }

    pub(crate) fn required(&self, position: &PositionId) -> &[(CompetencyId, Level)] {
        self.required.get(position).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What people count for now.
pub(crate) async fn derive(conn: &mut Conn, measure: &Measure, people: &[PersonId]) -> Result<Vec<Counted>> {
    let posts = store::total::first_posts(conn, people, measure.now).await?;
    let mut posts: HashMap<_, _> = posts.into_iter().map(|post| (post.person_id, post)).collect();
    let mut states: HashMap<(PersonId, CompetencyId), CompetencyState> = HashMap::new();
    for stored in store::competency::of_people(conn, people).await? {
        states.insert((stored.person, stored.competency), stored.state);
    }
    let none = CompetencyState::default();
    let counted = people.iter().map(|person| match posts.remove(person) {
        None => Counted {
            person: *person,
            unit: UnitId(Uuid::nil()),
            counted_in: String::new(),
            position: PositionId::new(""),
            basis: String::new(),
            cells: Vec::new(),
        },
        Some(post) => {
            let cell = |(competency, level): &(CompetencyId, Level)| {
                let state = states.get(&(*person, competency.clone())).unwrap_or(&none);
                Cell::of(competency.clone(), *level, state)
            };
            Counted {
                person: *person,
                unit: post.unit_id,
                counted_in: post.path,
                cells: measure.required(&post.position_id).iter().map(cell).collect(),
                position: post.position_id,
                basis: post.basis,
            }
        }
    });
    Ok(counted.collect())
}

async fn recount(conn: &mut Conn, measure: &Measure, people: &[PersonId]) -> Result<()> {
    let after = derive(conn, measure, people).await?;
    let before = store::total::counted(conn, people).await?;
    let before: HashMap<_, _> = before.into_iter().map(|counted| (counted.person, counted)).collect();
    let moved: Vec<_> = after.into_iter().filter(|counted| before.get(&counted.person) != Some(counted)).collect();
    let mut sums = Sums::default();
    for counted in &moved {
        if let Some(before) = before.get(&counted.person) {
            sums.add(before, measure.strong, -1);
        }
        sums.add(counted, measure.strong, 1);
    }
    store::total::put_counted(conn, &moved).await?;
    store::total::add(conn, &sums.changes()).await?;
    Ok(())
}

/// Totals, or changes of them. Counting a city was mostly to compare keys while they were kept in order.
#[derive(Default)]
pub(crate) struct Sums(HashMap<Key, Tally>);

impl Sums {
    pub(crate) fn add(&mut self, counted: &Counted, strong: PerMille, times: i64) {
        let units: Vec<UnitId> = if counted.counted_in.is_empty() {
            vec![UnitId(Uuid::nil())]
        } else {
            counted.counted_in.split('/').filter_map(|part| part.parse().ok()).collect()
        };
        for unit in units {
            // Nobody without a post has a position.
            let positions = ["", counted.position.as_str()];
            let positions = if counted.position.as_str().is_empty() { &positions[..1] } else { &positions[..] };
            for position in positions {
                let key = |competency: &str| Key {
                    unit,
                    position: (*position).to_owned(),
                    competency: competency.to_owned(),
                };
                self.0.entry(key("")).or_default().add(&Tally::PERSON, times);
                for cell in &counted.cells {
                    self.0.entry(key(cell.competency.as_str())).or_default().add(&Tally::of(cell, strong), times);
                }
            }
        }
    }

    /// In the order of their keys: who locks rows in one order does not wait in a ring.
    pub(crate) fn changes(self) -> Vec<(Key, Tally)> {
        let mut changes: Vec<_> = self.0.into_iter().filter(|(_, tally)| !tally.is_zero()).collect();
        changes.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        changes
    }
}

impl Services {
    /// Works off the queue and compares all that is counted with what it is counted from, while nobody else counts.
    pub(crate) async fn check_totals(&self) -> Result<Vec<String>> {
        self.count_totals().await?;
        let now = self.now();
        let strong = self.strong(now)?;
        self.store.write(move |conn| Box::pin(check(conn, now, strong))).await
    }
}

async fn check(conn: &mut Conn, now: Timestamp, strong: PerMille) -> Result<Vec<String>, Error> {
    // What came in since is counted in the same transaction: from here to its end the totals stand still.
    let mut after = Uuid::nil();
    loop {
        let counted = count_batch(conn, (now, strong), (after, BATCH)).await?;
        if !counted.more {
            break;
        }
        after = counted.last;
    }
    let until = store::total::hold(conn, now).await?.counted_until;
    let measure = Measure::of(conn, until, strong).await?;
    let mut differences = Vec::new();
    let mut sums = Sums::default();
    let mut last = Uuid::nil();
    loop {
        let people = store::total::people_after(conn, last, BATCH).await?;
        let Some(newest) = people.last() else { break };
        last = newest.0;
        let counted = store::total::counted(conn, &people).await?;
        counted.iter().for_each(|counted| sums.add(counted, strong, 1));
        let counted: HashMap<_, _> = counted.into_iter().map(|counted| (counted.person, counted)).collect();
        for derived in derive(conn, &measure, &people).await? {
            let same = counted.get(&derived.person) == Some(&derived);
            // With PostgreSQL others write meanwhile; whoever they concern waits in the queue.
            if !same && !store::total::waits(conn, derived.person).await? {
                differences.push(format!("person {}: what they count for in the totals differs", derived.person));
            }
        }
    }
    let stored = store::total::every(conn).await?;
    let stored: BTreeMap<_, _> = stored.into_iter().filter(|(_, tally)| !tally.is_zero()).collect();
    let expected: BTreeMap<_, _> = sums.changes().into_iter().collect();
    for key in stored.keys().chain(expected.keys().filter(|key| !stored.contains_key(key))) {
        let (found, derived) = (stored.get(key), expected.get(key));
        if found != derived {
            let Key { unit, position, competency } = key;
            differences.push(format!(
                "unit {unit}, position {position:?}, competency {competency:?}: total {found:?}, derived {derived:?}"
            ));
        }
    }
    Ok(differences)
}
