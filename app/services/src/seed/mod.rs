//! A synthetic city of any size: units, positions, people, and three years of what they learned. Everything follows from
//! the place of a person in the city and is graded and derived by the functions that everybody's answers go through; only
//! the way into the database is another: many people in one transaction, without a row of the audit log and without a
//! message to other systems for each, and counted for the totals once at the end. A seed that was stopped is thrown away.

mod catalogue;
mod history;
mod names;
mod tree;

use domain::time::Timestamp;
use futures::{StreamExt, TryStreamExt, stream};
use store::Backend;
use store::mass::{Histories, Settled};
use store::organisation::Person;

use crate::demo::number;
use crate::{Result, Services};

/// What the slug of each course of a synthetic city begins with.
pub const SLUG: &str = "uji-sintetis";
/// People in one unit.
const UNIT: usize = 40;
/// People written in one transaction.
const CHUNK: usize = 250;
/// Transactions at the same time where a database takes several: while one is written the next is made.
const AT_ONCE: usize = 3;
/// People counted in one transaction at the end: nobody waits for it.
const COUNTED: u32 = 2000;

/// How large the city is.
#[derive(Clone, Copy, Debug)]
pub struct SeedPlan {
    pub people: usize,
    /// One in so many has a history. 1: everybody, but for a few who are new.
    pub history_every: usize,
}

impl SeedPlan {
    pub const fn of(people: usize) -> Self {
        Self { people, history_every: 1 }
    }
}

/// What everybody in the city has in common.
struct Seeding {
    plan: SeedPlan,
    tree: tree::Tree,
    catalogue: catalogue::Catalogue,
    /// Whoever is there already has a number made up in the same way.
    others: usize,
    now: Timestamp,
}

impl Services {
    /// Adds a synthetic city of that many people.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn seed(&self, plan: SeedPlan) -> Result<()> {
        let catalogue = self.seed_catalogue().await?;
        let tree = self.seed_tree(plan.people).await?;
        let mut conn = self.store.reader().await?;
        let others = usize::try_from(store::organisation::people(&mut conn).await?).unwrap_or_default();
        drop(conn);
        let seeding = Seeding { plan, tree, catalogue, others, now: self.now() };
        let at_once = if self.store.backend() == Backend::Sqlite { 2 } else { AT_ONCE };
        stream::iter((0..plan.people).step_by(CHUNK))
            .map(|from| self.seed_people(&seeding, from..(from + CHUNK).min(plan.people)))
            .buffer_unordered(at_once)
            .try_collect::<()>()
            .await?;
        self.store
            .write(|conn| {
                Box::pin(async move {
                    conn.expect_many(false).await?;
                    store::total::sweep(conn).await
                })
            })
            .await?;
        self.seed_look_over().await?;
        self.count_everybody(COUNTED).await?;
        self.seed_look_over().await
    }

    /// PostgreSQL does so by itself, some minutes later. SQLite is used without.
    async fn seed_look_over(&self) -> Result<()> {
        if self.store.backend() == Backend::Postgres {
            self.store.write(|conn| Box::pin(store::mass::look_over(conn))).await?;
        }
        Ok(())
    }

    async fn seed_people(&self, seeding: &Seeding, places: std::ops::Range<usize>) -> Result<()> {
        let since = seeding.now.plus_days(-history::DAYS - 30);
        let mut people = Vec::new();
        let mut histories = Histories::default();
        for place in places {
            let post = seeding.tree.post(place);
            let profile = catalogue::profile(place, post.unit_place);
            let position = catalogue::position(profile);
            let kind = if place % 2 == 0 { "pns" } else { "pppk" };
            let person = Person { id: self.new_id()?, name: names::of(place), kind: kind.to_owned() };
            let ledger = if history::has(place, seeding.plan.history_every) {
                self.seed_history(seeding, &person, (place, profile), &mut histories).await?
            } else {
                0
            };
            people.push(Settled {
                ledger,
                number: number(kind, seeding.others + place),
                assignment: self.assignment(person.id, post.unit, &position, "definitive", post.head, since)?,
                status: names::status(place).map(domain::status::Status::code),
                person,
            });
        }
        let now = seeding.now;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    conn.expect_many(true).await?;
                    store::mass::insert_people(conn, &people).await?;
                    store::mass::insert_histories(conn, &histories, now).await?;
                    Ok(())
                })
            })
            .await
    }
}
