//! Reminders: made once each, collected in at most one letter a day, which a link in it ends for good.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{PersonId, PlanId, RecordId};
use domain::notification::Kind;
use domain::plan::{Reminder, windows};
use domain::policy::{Action, Relation};
use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha1::Sha1;
use store::plan_reminder::{Setting, ToRemind};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{PlanHead, courses_of};
use crate::notifications::Detail;
use crate::{Actor, Error, LetterKind, Result, Services};

/// Reminders made in one turn of the job, and letters put in it.
const BATCH: u32 = 200;
/// A reminder that nobody could be written about goes into no letter later than this.
const FRESH_DAYS: i64 = 7;
/// Of which days it is remembered that there was a letter.
const REMEMBERED_DAYS: i64 = 60;

/// What a letter with reminders says.
#[derive(Clone, Debug)]
pub struct PlanMail {
    pub lines: Vec<PlanLine>,
    /// For the link that ends these letters.
    pub token: String,
}

/// A plan in a letter.
#[derive(Clone, Debug)]
pub struct PlanLine {
    pub plan: PlanHead,
    /// The most urgent reason.
    pub reminder: Reminder,
    pub due: Timestamp,
}

impl Services {
    /// Makes the reminders that are due, and puts letters with them into the table. Tells how many reminders were made.
    /// Each is one transaction: stopped in between, what is missing is made the next time, and nothing twice.
    ///
    /// # Errors
    /// Those of the database, and rules that cannot be read.
    pub async fn make_reminders(&self) -> Result<u64> {
        let (now, rules) = (self.now(), self.plan_rules()?);
        let mut made = 0;
        if rules.at_assignment {
            let mut conn = self.store.reader().await?;
            let unheard = store::plan_reminder::unheard(&mut conn, BATCH).await?;
            drop(conn);
            made += self.make(Reminder::Assigned, unheard).await?;
        }
        for window in windows(now, &rules) {
            let (kind, span) = (window.reminder.code(), (window.from, window.to));
            let mut conn = self.store.reader().await?;
            let due = store::plan_reminder::due(&mut conn, &kind, span, window.lead, BATCH).await?;
            drop(conn);
            made += self.make(window.reminder, due).await?;
        }
        if now.jakarta().hour() >= rules.mail_from_hour {
            self.put_plan_letters().await?;
        }
        Ok(made)
    }

    async fn make(&self, reminder: Reminder, people: Vec<ToRemind>) -> Result<u64> {
        if people.is_empty() {
            return Ok(0);
        }
        let (now, rules) = (self.now(), self.plan_rules()?);
        let mut plans: Vec<PlanId> = people.iter().map(|row| row.plan_id).collect();
        let mut ids: Vec<PersonId> = people.iter().map(|row| row.person_id).collect();
        plans.sort_unstable();
        plans.dedup();
        ids.sort_unstable();
        ids.dedup();
        let mut conn = self.store.reader().await?;
        let courses = courses_of(&mut conn, &plans).await?;
        let completed = self.completed(&mut conn, &ids).await?;
        drop(conn);
        let done = |row: &ToRemind| {
            let counts = |course: &String| completed.for_plan(row.person_id, course, row.assigned_at, &rules).is_some();
            courses.get(&row.plan_id).is_none_or(|courses| courses.iter().all(counts))
        };
        let rows = people.iter().map(|row| {
            let due = if reminder == Reminder::Assigned { Timestamp(0) } else { row.due_at };
            let quiet = done(row);
            // Of the assignment the person heard when it was made.
            let told = if quiet || reminder == Reminder::Assigned {
                None
            } else {
                let slugs = courses.get(&row.plan_id).map(Vec::as_slice).unwrap_or_default();
                let detail = Detail::courses(slugs).reminder(reminder, row.due_at);
                Some(self.notice(row.person_id, Kind::PlanReminder, row.plan_id, None, &detail)?)
            };
            Ok((row.plan_id, row.person_id, due, quiet, told))
        });
        let rows = rows.collect::<Result<Vec<_>>>()?;
        let kind = reminder.code();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let mut made = 0;
                    let mut tell = Vec::new();
                    for (plan, person, due, quiet, told) in rows {
                        if store::plan_reminder::make(conn, (plan, person), (&kind, due), now, quiet).await? {
                            made += 1;
                            tell.extend(told);
                        }
                    }
                    store::notification::put(conn, &tell).await?;
                    Ok::<_, Error>(made)
                })
            })
            .await
    }

    /// For each person whose reminders are in no letter: one letter, if the day has none yet.
    async fn put_plan_letters(&self) -> Result<()> {
        let now = self.now();
        let (since, day) = (now.plus_days(-FRESH_DAYS), Timestamp::start_of(now.jakarta().date()));
        let mut conn = self.store.reader().await?;
        let waiting = store::plan_reminder::waiting(&mut conn, since, day, BATCH).await?;
        drop(conn);
        for addressee in waiting {
            let person = addressee.person_id;
            let letter = self.letter(LetterKind::Plan, person, Some(addressee.address), &addressee.lang)?;
            let (mail, setting) = (letter.id(), self.new_setting(&addressee.lang)?);
            self.store
                .write(move |conn| {
                    Box::pin(async move {
                        if store::plan_reminder::take_day(conn, person, day, mail).await?
                            && store::plan_reminder::put_into(conn, person, since, mail).await? > 0
                        {
                            store::plan_reminder::ensure(conn, person, &setting).await?;
                            letter.put(conn).await?;
                        }
                        Ok::<_, Error>(())
                    })
                })
                .await?;
        }
        let before = day.plus_days(-REMEMBERED_DAYS);
        self.store
            .write_statement(move |conn| Box::pin(store::plan_reminder::forget_days(conn, before)))
            .await
            .map_err(Error::from)
    }

    /// What a letter says now; `None` where everything in it was done or ended meanwhile, or letters are no longer wanted.
    pub(crate) async fn plan_mail(
        &self,
        mail: RecordId,
        person: PersonId,
        lang: &'static str,
    ) -> Result<Option<PlanMail>> {
        let mut conn = self.store.reader().await?;
        let reminders = store::plan_reminder::of_mail(&mut conn, mail).await?;
        let setting = store::plan_reminder::setting(&mut conn, person).await?;
        drop(conn);
        let Some(setting) = setting.filter(|setting| setting.mail) else { return Ok(None) };
        let progress = self.progress(person).await?;
        let (open, _) = self.reading(lang).plan_items(person, &progress).await?;
        let lines = open.into_iter().filter_map(|item| {
            let of_plan = reminders.iter().filter(|made| made.plan_id == item.plan.id);
            let reminder = of_plan.filter_map(|made| Reminder::from_code(&made.kind)).min()?;
            Some(PlanLine { plan: item.plan, reminder, due: item.due })
        });
        let lines: Vec<_> = lines.collect();
        Ok((!lines.is_empty()).then(|| PlanMail { token: token(Ends::PlanReminders, person, &setting.secret), lines }))
    }

    /// Whether a link of a letter is one of ours.
    ///
    /// # Errors
    /// [`Error::LinkOver`] where it is not.
    pub async fn check_unsubscribe(&self, token: &str) -> Result<()> {
        self.unsubscriber(Ends::PlanReminders, token).await.map(drop)
    }

    /// Ends letters with reminders for the person of a link. Again, it changes nothing.
    ///
    /// # Errors
    /// [`Error::LinkOver`] where it is none of ours.
    pub async fn unsubscribe(&self, token: &str) -> Result<()> {
        let (person, setting) = self.unsubscriber(Ends::PlanReminders, token).await?;
        if !setting.mail {
            return Ok(());
        }
        let event = self.event(None, Some(person), "plan-mail-off", json!({ "by": "link" }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::plan_reminder::set(conn, person, &Setting { mail: false, ..setting }).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Whether the actor wants letters, and in which language.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn set_plan_mail(&self, actor: &Actor, mail: bool, lang: &str) -> Result<()> {
        self.allow(actor, Action::SeePlan(Relation::Oneself))?;
        let person = actor.person;
        let action = if mail { "plan-mail-on" } else { "plan-mail-off" };
        let event = self.event(Some(person), Some(person), action, json!({}))?;
        let setting = Setting { mail, ..self.new_setting(lang)? };
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::plan_reminder::set(conn, person, &setting).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// A setting for somebody who has none: letters are wanted.
    pub(crate) fn new_setting(&self, lang: &str) -> Result<Setting> {
        let lang = if lang == "en" { "en" } else { "id" };
        Ok(Setting { lang: lang.to_owned(), mail: true, secret: self.random_bytes::<32>()?.to_vec() })
    }

    /// Whose letters a link ends.
    pub(crate) async fn unsubscriber(&self, ends: Ends, sent: &str) -> Result<(PersonId, Setting)> {
        let bytes = URL_SAFE_NO_PAD.decode(sent).map_err(|_| Error::LinkOver)?;
        let person = bytes.get(..16).and_then(|id| Uuid::from_slice(id).ok()).ok_or(Error::LinkOver)?;
        let person = PersonId(person);
        let mut conn = self.store.reader().await?;
        let setting = store::plan_reminder::setting(&mut conn, person).await?.ok_or(Error::LinkOver)?;
        let right = token(ends, person, &setting.secret);
        if bool::from(right.as_bytes().ct_eq(sent.as_bytes())) { Ok((person, setting)) } else { Err(Error::LinkOver) }
    }
}

/// Which letters a link ends. It ends no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    PlanReminders,
    /// Those made of notifications.
    Notices,
}

/// Whose letters end, and a signature that only we can make. It says so for good: letters are read late.
pub(crate) fn token(ends: Ends, person: PersonId, secret: &[u8]) -> String {
    let mut bytes = person.0.as_bytes().to_vec();
    if let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) {
        mac.update(match ends {
            Ends::PlanReminders => b"plan-mail-off",
            Ends::Notices => b"notices-off",
        });
        mac.update(person.0.as_bytes());
        bytes.extend(mac.finalize().into_bytes());
    }
    URL_SAFE_NO_PAD.encode(bytes)
}
