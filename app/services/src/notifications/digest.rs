//! Letters made of notifications: one at once, or one a day with what is new and unread, which a link in it ends for good.

use domain::id::{PersonId, RecordId};
use domain::notification::{Choice, Kind, Mail, OtherLetter};
use domain::time::Timestamp;
use serde_json::json;
use store::plan_reminder::Setting;

use super::NotificationView;
use super::view::view;
use crate::plans::{Ends, token};
use crate::{Error, LetterKind, Result, Services};

/// Letters put into the table between two looks.
const BATCH: u32 = 200;
/// Of one turn of the job: the next one goes on.
const MOST_BATCHES: usize = 10;
/// Of which days it is remembered that there was a letter.
const REMEMBERED_DAYS: i64 = 60;
/// A letter tells of so many and counts the others.
const MOST_LINES: usize = 20;

/// What a letter made of notifications says.
#[derive(Clone, Debug)]
pub struct NoticesMail {
    /// The newest first.
    pub notices: Vec<NotificationView>,
    /// More than there are in it.
    pub more: usize,
    /// It is the letter of a day.
    pub daily: bool,
    /// For the link that ends such letters; none where a rule wants what is in it.
    pub token: Option<String>,
}

impl Services {
    /// For each person with something new and unread: one letter, if the day has none yet. Tells how many were put into the
    /// table. Each is one transaction: stopped in between, or run by two servers, nobody gets a second one.
    ///
    /// # Errors
    /// Those of the database, and rules that cannot be read.
    pub async fn put_digests(&self) -> Result<u64> {
        let (now, snapshot) = (self.now(), self.snapshot()?);
        let rules = snapshot.rules.notifications(now.jakarta().date())?;
        if now.jakarta().hour() < rules.digest_from_hour {
            return Ok(0);
        }
        let (since, day) = (now.plus_days(-i64::from(rules.fresh_days)), Timestamp::start_of(now.jakarta().date()));
        let mut put = 0;
        for _ in 0..MOST_BATCHES {
            let mut conn = self.store.reader().await?;
            let waiting = store::notification::waiting(&mut conn, since, day, BATCH).await?;
            drop(conn);
            if waiting.is_empty() {
                break;
            }
            for addressee in waiting {
                let person = addressee.person_id;
                let letter = self.letter(LetterKind::Notices, person, Some(addressee.address), &addressee.lang)?;
                let (mail, setting) = (letter.id(), self.new_setting(&addressee.lang)?);
                put += self
                    .store
                    .write(move |conn| {
                        Box::pin(async move {
                            if !store::notification::take_day(conn, person, day, mail).await?
                                || store::notification::put_into(conn, person, since, mail).await? == 0
                            {
                                return Ok(0);
                            }
                            store::plan_reminder::ensure(conn, person, &setting).await?;
                            letter.put(conn).await?;
                            Ok::<_, Error>(1)
                        })
                    })
                    .await?;
            }
        }
        let before = day.plus_days(-REMEMBERED_DAYS);
        self.store
            .write_statement(move |conn| Box::pin(store::notification::forget_days(conn, before)))
            .await
            .map_err(Error::from)?;
        Ok(put)
    }

    /// What a letter says now; `None` where everything in the letter of a day was read meanwhile.
    pub(crate) async fn notices_mail(
        &self,
        mail: RecordId,
        person: PersonId,
        lang: &'static str,
    ) -> Result<Option<NoticesMail>> {
        let services = self.reading(lang);
        let snapshot = services.snapshot()?;
        let mut conn = self.store.reader().await?;
        let rows = store::notification::of_mail(&mut conn, mail).await?;
        let setting = store::plan_reminder::setting(&mut conn, person).await?;
        drop(conn);
        let daily = rows.iter().all(|row| row.id.0 != mail.0);
        let rows = rows.into_iter().filter(|row| !daily || row.read_at.is_none());
        let mut notices: Vec<_> = rows.filter_map(|row| view(&snapshot, lang, row)).collect();
        if notices.is_empty() {
            return Ok(None);
        }
        let more = notices.len().saturating_sub(MOST_LINES);
        let may_end = notices.iter().any(|notice| !self.is_required(notice.kind));
        notices.truncate(MOST_LINES);
        let token = match (may_end, setting) {
            (false, _) => None,
            (true, Some(setting)) => Some(token(Ends::Notices, person, &setting.secret)),
            (true, None) => {
                let setting = self.new_setting(lang)?;
                let kept = setting.clone();
                self.store
                    .write_statement(move |conn| {
                        Box::pin(async move { store::plan_reminder::ensure(conn, person, &kept).await })
                    })
                    .await?;
                let mut conn = self.store.reader().await?;
                let setting = store::plan_reminder::setting(&mut conn, person).await?.unwrap_or(setting);
                Some(token(Ends::Notices, person, &setting.secret))
            }
        };
        Ok(Some(NoticesMail { notices, more, daily, token }))
    }

    /// Whether a link of a letter made of notifications is one of ours.
    ///
    /// # Errors
    /// [`Error::LinkOver`] where it is not.
    pub async fn check_notices_end(&self, token: &str) -> Result<()> {
        self.unsubscriber(Ends::Notices, token).await.map(drop)
    }

    /// Ends e-mails of every kind that a rule leaves to the person of a link. Again, it changes nothing.
    ///
    /// # Errors
    /// [`Error::LinkOver`] where it is none of ours.
    pub async fn end_notices(&self, token: &str) -> Result<()> {
        let (person, _): (PersonId, Setting) = self.unsubscriber(Ends::Notices, token).await?;
        let mut conn = self.store.reader().await?;
        let chosen = store::notification::choices(&mut conn, person).await?;
        drop(conn);
        let off = Kind::ALL.into_iter().filter(|kind| kind.letter() == OtherLetter::None && !self.is_required(*kind));
        let rows: Vec<(Kind, bool, Mail)> = off
            .filter_map(|kind| {
                let usual = Choice::usual(kind);
                let (app, mail) = chosen
                    .iter()
                    .find(|(code, ..)| code == kind.code())
                    .map_or((usual.app, usual.mail), |(_, app, mail)| {
                        (*app, Mail::from_code(mail).unwrap_or(usual.mail))
                    });
                (mail != Mail::Never).then_some((kind, app, Mail::Never))
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let event = self.event(None, Some(person), "notifications-mail-off", json!({ "by": "link" }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::notification::choose(conn, person, &rows).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}
