//! Erasing a person: what names or describes them goes, what the law wants kept stays under a pseudonym.

use domain::id::{PersonId, RequestId};
use domain::policy::Action;
use serde_json::json;
use store::personal::Fate;

use crate::audit_chain::hexadecimal;
use crate::my_data::period_of;
use crate::retention::{GONE, blank_free_texts};
use crate::{Actor, Error, Period, Result, Services};

/// What erasing somebody would do, before it is done.
#[derive(Clone, Debug)]
pub struct ErasurePlan {
    pub request: RequestId,
    pub person: PersonId,
    pub name: String,
    /// Somebody who holds a post, or is an administrator, cannot be erased: that has to end first.
    pub holds_post: bool,
    pub is_admin: bool,
    /// Rows that go.
    pub goes: Vec<ErasedRow>,
    /// Rows whose texts and names go.
    pub blanked: Vec<ErasedRow>,
    /// Rows that stay, with the rule that says so.
    pub stays: Vec<(ErasedRow, Option<Period>)>,
}

/// How many rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedRow {
    pub table: &'static str,
    pub rows: i64,
}

impl Services {
    /// What erasing the person of a request would do. Changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is no administrator, or there is no open request for erasure.
    pub async fn erasure_plan(&self, actor: &Actor, id: RequestId) -> Result<ErasurePlan> {
        self.allow(actor, Action::ManageRequests)?;
        let request = self.request(actor, id).await?;
        if request.kind != "erasure" || request.answer.is_some() {
            return Err(Error::NotFound);
        }
        let (person, now) = (request.person, self.now());
        let mut conn = self.store.reader().await?;
        let counts = store::personal::counts(&mut conn, person).await?;
        let holds_post = !store::organisation::posts(&mut conn, person, now).await?.is_empty();
        let roles = store::role::of_person(&mut conn, person, now).await?;
        drop(conn);
        let periods = self.periods()?;
        let mut plan = ErasurePlan {
            request: id,
            person,
            name: request.name,
            holds_post,
            is_admin: roles.iter().any(|grant| grant.role == "admin"),
            goes: Vec::new(),
            blanked: Vec::new(),
            stays: Vec::new(),
        };
        for count in counts.into_iter().filter(|count| count.rows > 0) {
            let row = ErasedRow { table: count.table, rows: count.rows };
            match count.fate {
                Fate::Delete => plan.goes.push(row),
                Fate::Blank => plan.blanked.push(row),
                Fate::Keep(_) => plan.stays.push((row, period_of(count.table, count.fate, &periods))),
            }
        }
        Ok(plan)
    }

    /// Erases the person of a request and answers it, in one transaction.
    ///
    /// # Errors
    /// [`Error::StillNeeded`] for somebody who holds a post or is an administrator; [`Error::NotFound`] as above.
    pub async fn erase(&self, actor: &Actor, id: RequestId) -> Result<()> {
        let plan = self.erasure_plan(actor, id).await?;
        if plan.holds_post || plan.is_admin {
            return Err(Error::StillNeeded);
        }
        let (by, person, now) = (actor.person, plan.person, self.now());
        // From chance and not from the id: whoever kept the name and an id cannot tell that they belong together.
        let pseudonym = format!("Terhapus {}", hexadecimal(&self.random_bytes::<4>()?));
        let rows = |rows: &[ErasedRow]| rows.iter().map(|row| (row.table.to_owned(), json!(row.rows))).collect();
        let gone: serde_json::Map<_, _> = rows(&plan.goes);
        let event =
            self.event(Some(by), Some(person), "person-erased", json!({ "request": id.to_string(), "rows": gone }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::role::hold_person(conn, person).await?;
                    if !store::organisation::posts(conn, person, now).await?.is_empty() {
                        return Err(Error::StillNeeded);
                    }
                    if !store::data_request::answer(conn, id, GONE, now, by).await? {
                        return Err(Error::NotFound);
                    }
                    for kind in ["account", "code", "confirm"] {
                        store::session::forget_failures(conn, &format!("{kind}:{person}")).await?;
                    }
                    while blank_free_texts(conn, Some(person), now).await? > 0 {}
                    store::retention::blank_requests_of(conn, person, GONE).await?;
                    store::training::blank_of(conn, person, GONE).await?;
                    store::plan::blank_words(conn, person).await?;
                    store::role::end_all(conn, person, now, by).await?;
                    store::personal::delete(conn, person).await?;
                    store::personal::rename(conn, person, &pseudonym).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}
