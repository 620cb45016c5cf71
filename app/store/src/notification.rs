//! What people are told of, and how many they have not read.

use std::collections::BTreeMap;

use domain::id::{NotificationId, PersonId, RecordId};
use domain::notification::{Kind, Mail};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// The letters that are made of notifications, in the mail table.
pub const LETTER: &str = "notices";

/// Something to tell somebody.
#[derive(Clone, Debug)]
pub struct New {
    pub id: NotificationId,
    pub person: PersonId,
    pub kind: Kind,
    pub about: String,
    /// As JSON.
    pub detail: String,
    pub from: Option<PersonId>,
    pub at: Timestamp,
    /// A rule wants that they are told: what they chose cannot turn it off.
    pub required: bool,
}

/// A notification, with the name of who did it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Notification {
    #[sqlx(try_from = "Uuid")]
    pub id: NotificationId,
    pub kind: String,
    pub about: String,
    pub detail: String,
    pub from_name: Option<String>,
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub read_at: Option<i64>,
    pub wants: String,
}

/// Somebody whose notifications wait for the letter of the day.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Addressee {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub address: String,
    pub lang: String,
}

#[derive(FromRow)]
struct Put {
    id: Uuid,
    person_id: Uuid,
    shown: bool,
    wants: String,
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT n.id, n.kind, n.about, n.detail, p.name AS from_name, n.at, n.read_at, n.wants
             FROM notification n LEFT JOIN person p ON p.id = n.from_id ",
            $rest
        ))
    };
}

/// Tells people, each as they want it: in the list, in a letter at once, in the one of the day. What nobody wants leaves no row.
pub async fn put(conn: &mut Conn, new: &[New]) -> Result<()> {
    const PUT: Sql = Sql::new(
        "INSERT INTO notification (id, person_id, kind, topic, about, detail, from_id, at, shown, wants, mail_id)
         SELECT c.id, c.person_id, c.kind, c.topic, c.about, c.detail, c.from_id, c.at, c.shown, c.wants,
                CASE WHEN c.wants = 'now' THEN c.id END
         FROM (SELECT v.column1 AS id, v.column2 AS person_id, v.column3 AS kind, v.column4 AS topic, v.column5 AS about,
                      v.column6 AS detail, v.column7 AS from_id, v.column8 AS at,
                      v.column10 OR COALESCE(h.app, TRUE) AS shown,
                      CASE WHEN v.column10 AND h.mail = 'never' THEN v.column9 ELSE COALESCE(h.mail, v.column9) END AS wants
               FROM (VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)) AS v
               LEFT JOIN notification_choice h ON h.person_id = v.column2 AND h.kind = v.column3) c
         WHERE c.shown OR c.wants <> 'never'
         RETURNING id, person_id, shown, wants",
    );
    const COUNT: Sql = Sql::new(
        "INSERT INTO inbox (person_id, unread) VALUES ($1, $2)
         ON CONFLICT (person_id) DO UPDATE SET unread = inbox.unread + excluded.unread",
    );
    const LETTERS: Sql = Sql::new(
        "INSERT INTO mail (id, kind, person_id, address, lang, created_at, next_at)
         SELECT v.column1, 'notices', v.column2, e.address, COALESCE(s.lang, 'id'), v.column3, v.column3
         FROM (VALUES ($1, $2, $3)) AS v JOIN person_email e ON e.person_id = v.column2
         LEFT JOIN plan_setting s ON s.person_id = v.column2",
    );
    if new.is_empty() {
        return Ok(());
    }
    let row = |n: &New| {
        let (kind, topic, mail) = (n.kind.code(), n.kind.topic().code(), n.kind.mail().code());
        args![n.id, n.person, kind, topic, n.about.as_str(), n.detail.as_str(), n.from, n.at, mail, n.required]
    };
    let put: Vec<Put> = conn.all_rows(PUT, new.iter().map(row).collect()).await?;
    // In one order, so that two who tell the same people wait for each other and not both for ever.
    let mut shown: BTreeMap<Uuid, i64> = BTreeMap::new();
    for put in put.iter().filter(|put| put.shown) {
        *shown.entry(put.person_id).or_default() += 1;
    }
    conn.run_rows(COUNT, shown.into_iter().map(|(person, count)| args![person, count]).collect()).await?;
    let at = new.first().map_or(Timestamp(0), |new| new.at);
    let now = put.iter().filter(|put| put.wants == Mail::Now.code());
    conn.run_rows(LETTERS, now.map(|put| args![put.id, put.person_id, at]).collect()).await.map(drop)
}

/// Those of a person, unread ones first, the newest first. An empty `topic` is every one.
pub async fn list(
    conn: &mut Conn,
    person: PersonId,
    (topic, unread): (&str, bool),
    (limit, offset): (u32, u32),
) -> Result<Vec<Notification>> {
    const LIST: Sql = select!(
        "WHERE n.person_id = $1 AND n.shown AND ($2 = '' OR n.topic = $2) AND (NOT $3 OR n.read_at IS NULL)
         ORDER BY CASE WHEN n.read_at IS NULL THEN 0 ELSE 1 END, n.at DESC, n.id DESC LIMIT $4 OFFSET $5"
    );
    conn.all(LIST, args![person, topic, unread, limit, offset]).await
}

/// How many [`list`] has in all.
pub async fn count(conn: &mut Conn, person: PersonId, (topic, unread): (&str, bool)) -> Result<i64> {
    const COUNT: Sql = Sql::new(
        "SELECT COUNT(*) FROM notification
         WHERE person_id = $1 AND shown AND ($2 = '' OR topic = $2) AND (NOT $3 OR read_at IS NULL)",
    );
    Ok(conn.one::<(i64,)>(COUNT, args![person, topic, unread]).await?.0)
}

/// How many are shown and unread, as it was kept.
pub async fn unread(conn: &mut Conn, person: PersonId) -> Result<i64> {
    const UNREAD: Sql = Sql::new("SELECT unread FROM inbox WHERE person_id = $1");
    Ok(conn.maybe::<(i64,)>(UNREAD, args![person]).await?.map_or(0, |(unread,)| unread))
}

/// One of a person.
pub async fn find(conn: &mut Conn, person: PersonId, id: NotificationId) -> Result<Option<Notification>> {
    const FIND: Sql = select!("WHERE n.id = $2 AND n.person_id = $1");
    conn.maybe(FIND, args![person, id]).await
}

/// Notes that one was read. Again, it changes nothing.
pub async fn read(conn: &mut Conn, person: PersonId, id: NotificationId, now: Timestamp) -> Result<()> {
    const READ: Sql = Sql::new(
        "UPDATE notification SET read_at = $3 WHERE id = $2 AND person_id = $1 AND read_at IS NULL RETURNING shown",
    );
    match conn.maybe::<(bool,)>(READ, args![person, id, now]).await? {
        Some((true,)) => fewer(conn, person, 1).await,
        _ => Ok(()),
    }
}

/// Notes that all that are shown and not newer than `until` were read. Tells how many.
pub async fn read_all(conn: &mut Conn, person: PersonId, until: Timestamp, now: Timestamp) -> Result<u64> {
    const READ: Sql = Sql::new(
        "UPDATE notification SET read_at = $3 WHERE person_id = $1 AND read_at IS NULL AND shown AND at <= $2",
    );
    let read = conn.run(READ, args![person, until, now]).await?;
    fewer(conn, person, i64::try_from(read).unwrap_or_default()).await?;
    Ok(read)
}

/// The kept number, by as many as were read or went: of two at the same time neither is lost.
async fn fewer(conn: &mut Conn, person: PersonId, by: i64) -> Result<()> {
    const FEWER: Sql = Sql::new("UPDATE inbox SET unread = unread - $2 WHERE person_id = $1");
    if by == 0 {
        return Ok(());
    }
    conn.run(FEWER, args![person, by]).await.map(drop)
}

/// Those who wait for the letter of a day: something new and unread since then, an address, and no letter on that day.
pub async fn waiting(conn: &mut Conn, since: Timestamp, day: Timestamp, limit: u32) -> Result<Vec<Addressee>> {
    const WAITING: Sql = Sql::new(
        "SELECT DISTINCT n.person_id, e.address, COALESCE(s.lang, 'id') AS lang
         FROM notification n JOIN person_email e ON e.person_id = n.person_id
         LEFT JOIN plan_setting s ON s.person_id = n.person_id
         WHERE n.mail_id IS NULL AND n.wants = 'daily' AND n.read_at IS NULL AND n.at > $1
           AND NOT EXISTS (SELECT 1 FROM notification_digest d WHERE d.person_id = n.person_id AND d.day = $2)
         ORDER BY n.person_id LIMIT $3",
    );
    conn.all(WAITING, args![since, day, limit]).await
}

/// Takes the one letter of a day for a person; `false` where it is taken.
pub async fn take_day(conn: &mut Conn, person: PersonId, day: Timestamp, mail: RecordId) -> Result<bool> {
    const TAKE: Sql = Sql::new(
        "INSERT INTO notification_digest (person_id, day, mail_id) VALUES ($1, $2, $3)
         ON CONFLICT (person_id, day) DO NOTHING",
    );
    Ok(conn.run(TAKE, args![person, day, mail]).await? == 1)
}

/// Puts what waits into a letter. Tells how many there were.
pub async fn put_into(conn: &mut Conn, person: PersonId, since: Timestamp, mail: RecordId) -> Result<u64> {
    const PUT: Sql = Sql::new(
        "UPDATE notification SET mail_id = $3
         WHERE person_id = $1 AND at > $2 AND mail_id IS NULL AND wants = 'daily' AND read_at IS NULL",
    );
    conn.run(PUT, args![person, since, mail]).await
}

/// What a letter tells, the newest first.
pub async fn of_mail(conn: &mut Conn, mail: RecordId) -> Result<Vec<Notification>> {
    const OF_MAIL: Sql = select!("WHERE n.mail_id = $1 ORDER BY n.at DESC, n.id DESC");
    conn.all(OF_MAIL, args![mail]).await
}

/// What somebody has chosen: kind, in the app, by e-mail.
pub async fn choices(conn: &mut Conn, person: PersonId) -> Result<Vec<(String, bool, String)>> {
    const CHOICES: Sql = Sql::new("SELECT kind, app, mail FROM notification_choice WHERE person_id = $1 ORDER BY kind");
    conn.all(CHOICES, args![person]).await
}

/// Keeps what somebody chose.
pub async fn choose(conn: &mut Conn, person: PersonId, choices: &[(Kind, bool, Mail)]) -> Result<()> {
    const CHOOSE: Sql = Sql::new(
        "INSERT INTO notification_choice (person_id, kind, app, mail) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, kind) DO UPDATE SET app = excluded.app, mail = excluded.mail",
    );
    let row = |(kind, app, mail): &(Kind, bool, Mail)| args![person, kind.code(), *app, mail.code()];
    conn.run_rows(CHOOSE, choices.iter().map(row).collect()).await.map(drop)
}

/// Forgets which days had a letter, before then.
pub async fn forget_days(conn: &mut Conn, before: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM notification_digest WHERE day < $1");
    conn.run(FORGET, args![before]).await.map(drop)
}

/// Removes those from before then, read or not.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<u64> {
    const UNREAD: Sql = Sql::new(
        "SELECT person_id, COUNT(*) FROM notification WHERE at < $1 AND read_at IS NULL AND shown
         GROUP BY person_id ORDER BY person_id",
    );
    const READ: Sql =
        Sql::new("UPDATE notification SET read_at = at WHERE at < $1 AND read_at IS NULL AND shown AND person_id = $2");
    const FORGET: Sql = Sql::new("DELETE FROM notification WHERE at < $1 AND read_at IS NOT NULL");
    const REST: Sql = Sql::new("DELETE FROM notification WHERE at < $1 AND NOT shown");
    let unread: Vec<(Uuid, i64)> = conn.all(UNREAD, args![before]).await?;
    for (person, _) in unread {
        // Counted by what was changed here: somebody may be reading at this moment.
        let read = conn.run(READ, args![before, person]).await?;
        fewer(conn, person.into(), i64::try_from(read).unwrap_or_default()).await?;
    }
    Ok(conn.run(FORGET, args![before]).await? + conn.run(REST, args![before]).await?)
}

/// In which language somebody reads, where it is known.
pub async fn lang(conn: &mut Conn, person: PersonId) -> Result<Option<String>> {
    const LANG: Sql = Sql::new("SELECT lang FROM plan_setting WHERE person_id = $1");
    Ok(conn.maybe::<(String,)>(LANG, args![person]).await?.map(|(lang,)| lang))
}

/// Keeps in which language somebody reads; `secret` is for those who have no key of links yet.
pub async fn set_lang(conn: &mut Conn, person: PersonId, lang: &str, secret: Vec<u8>) -> Result<()> {
    const SET: Sql = Sql::new(
        "INSERT INTO plan_setting (person_id, lang, mail, secret) VALUES ($1, $2, TRUE, $3)
         ON CONFLICT (person_id) DO UPDATE SET lang = excluded.lang",
    );
    conn.run(SET, args![person, lang, secret]).await.map(drop)
}
