//! Reminders of plans: each is made once, and goes into one letter.

use domain::id::{PersonId, PlanId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// Somebody who is to be reminded.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ToRemind {
    #[sqlx(try_from = "Uuid")]
    pub plan_id: PlanId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    #[sqlx(try_from = "i64")]
    pub assigned_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub due_at: Timestamp,
}

/// A reminder that was made.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Made {
    #[sqlx(try_from = "Uuid")]
    pub plan_id: PlanId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub kind: String,
    #[sqlx(try_from = "i64")]
    pub made_at: Timestamp,
    pub mail_id: Option<Uuid>,
}

/// Somebody whose reminders wait for a letter.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Addressee {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub address: String,
    pub lang: String,
}

/// How somebody wants to be reminded.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Setting {
    pub lang: String,
    pub mail: bool,
    pub secret: Vec<u8>,
}

/// People who have not heard of a plan yet.
pub async fn unheard(conn: &mut Conn, limit: u32) -> Result<Vec<ToRemind>> {
    const UNHEARD: Sql = Sql::new(
        "SELECT pp.plan_id, pp.person_id, pp.assigned_at, pp.due_at FROM plan_person pp
         WHERE pp.exempt_at IS NULL AND pp.withdrawn_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM plan_reminder r WHERE r.plan_id = pp.plan_id AND r.person_id = pp.person_id
                           AND r.kind = 'assigned')
         ORDER BY pp.person_id, pp.plan_id LIMIT $1",
    );
    conn.all(UNHEARD, args![limit]).await
}

/// People whose plan is due after `from` and not after `to`, who had it `lead` milliseconds before, and who were not reminded
/// for that reason and due date.
pub async fn due(
    conn: &mut Conn,
    kind: &str,
    (from, to): (Timestamp, Timestamp),
    lead: i64,
    limit: u32,
) -> Result<Vec<ToRemind>> {
    const DUE: Sql = Sql::new(
        "SELECT pp.plan_id, pp.person_id, pp.assigned_at, pp.due_at FROM plan_person pp
         WHERE pp.exempt_at IS NULL AND pp.withdrawn_at IS NULL AND pp.due_at > $2 AND pp.due_at <= $3
           AND pp.assigned_at <= pp.due_at - $4
           AND NOT EXISTS (SELECT 1 FROM plan_reminder r WHERE r.plan_id = pp.plan_id AND r.person_id = pp.person_id
                           AND r.kind = $1 AND r.due_at = pp.due_at)
         ORDER BY pp.person_id, pp.plan_id LIMIT $5",
    );
    conn.all(DUE, args![kind, from, to, lead, limit]).await
}

/// Makes a reminder; `false` where it was made before.
pub async fn make(
    conn: &mut Conn,
    (plan, person): (PlanId, PersonId),
    (kind, due): (&str, Timestamp),
    now: Timestamp,
    quiet: bool,
) -> Result<bool> {
    const MAKE: Sql = Sql::new(
        "INSERT INTO plan_reminder (plan_id, person_id, kind, due_at, made_at, quiet) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (plan_id, person_id, kind, due_at) DO NOTHING",
    );
    Ok(conn.run(MAKE, args![plan, person, kind, due, now, quiet]).await? == 1)
}

/// People with reminders since then that are in no letter, who have an address, want letters and got none on that day.
pub async fn waiting(conn: &mut Conn, since: Timestamp, day: Timestamp, limit: u32) -> Result<Vec<Addressee>> {
    const WAITING: Sql = Sql::new(
        "SELECT DISTINCT r.person_id, e.address, COALESCE(s.lang, 'id') AS lang
         FROM plan_reminder r JOIN person_email e ON e.person_id = r.person_id
         LEFT JOIN plan_setting s ON s.person_id = r.person_id
         WHERE r.mail_id IS NULL AND r.made_at > $1 AND NOT r.quiet AND COALESCE(s.mail, TRUE)
           AND NOT EXISTS (SELECT 1 FROM plan_mail m WHERE m.person_id = r.person_id AND m.day = $2)
         ORDER BY r.person_id LIMIT $3",
    );
    conn.all(WAITING, args![since, day, limit]).await
}

/// Takes the one letter of a day for a person; `false` where it is taken.
pub async fn take_day(conn: &mut Conn, person: PersonId, day: Timestamp, mail: RecordId) -> Result<bool> {
    const TAKE: Sql = Sql::new(
        "INSERT INTO plan_mail (person_id, day, mail_id) VALUES ($1, $2, $3) ON CONFLICT (person_id, day) DO NOTHING",
    );
    Ok(conn.run(TAKE, args![person, day, mail]).await? == 1)
}

/// Puts the reminders that wait into a letter.
pub async fn put_into(conn: &mut Conn, person: PersonId, since: Timestamp, mail: RecordId) -> Result<u64> {
    const PUT: Sql = Sql::new(
        "UPDATE plan_reminder SET mail_id = $3 WHERE person_id = $1 AND made_at > $2 AND mail_id IS NULL AND NOT quiet",
    );
    conn.run(PUT, args![person, since, mail]).await
}

/// The reminders of a letter.
pub async fn of_mail(conn: &mut Conn, mail: RecordId) -> Result<Vec<Made>> {
    const OF_MAIL: Sql = Sql::new(
        "SELECT plan_id, person_id, kind, made_at, mail_id FROM plan_reminder WHERE mail_id = $1
         ORDER BY due_at, plan_id, kind",
    );
    conn.all(OF_MAIL, args![mail]).await
}

/// The reminders of a plan that somebody was to see, the oldest first.
pub async fn of_plan(conn: &mut Conn, plan: PlanId) -> Result<Vec<Made>> {
    const OF_PLAN: Sql = Sql::new(
        "SELECT plan_id, person_id, kind, made_at, mail_id FROM plan_reminder WHERE plan_id = $1 AND NOT quiet
         ORDER BY made_at, person_id, kind",
    );
    conn.all(OF_PLAN, args![plan]).await
}

pub async fn setting(conn: &mut Conn, person: PersonId) -> Result<Option<Setting>> {
    const SETTING: Sql = Sql::new("SELECT lang, mail, secret FROM plan_setting WHERE person_id = $1");
    conn.maybe(SETTING, args![person]).await
}

/// Stores how somebody wants to be reminded; the key of the links stays as it was.
pub async fn set(conn: &mut Conn, person: PersonId, setting: &Setting) -> Result<()> {
    const SET: Sql = Sql::new(
        "INSERT INTO plan_setting (person_id, lang, mail, secret) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) DO UPDATE SET lang = excluded.lang, mail = excluded.mail",
    );
    conn.run(SET, args![person, setting.lang.as_str(), setting.mail, setting.secret.clone()]).await.map(drop)
}

/// Makes a setting where there is none, so that there is a key for links.
pub async fn ensure(conn: &mut Conn, person: PersonId, setting: &Setting) -> Result<()> {
    const ENSURE: Sql = Sql::new(
        "INSERT INTO plan_setting (person_id, lang, mail, secret) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) DO NOTHING",
    );
    conn.run(ENSURE, args![person, setting.lang.as_str(), setting.mail, setting.secret.clone()]).await.map(drop)
}

/// Forgets which days had a letter, before then.
pub async fn forget_days(conn: &mut Conn, before: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM plan_mail WHERE day < $1");
    conn.run(FORGET, args![before]).await.map(drop)
}
