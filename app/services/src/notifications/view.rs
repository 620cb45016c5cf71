//! The list of what somebody was told, and noting what was read.

use domain::id::{CompetencyId, NotificationId};
use domain::notification::{Kind, Topic};
use domain::plan::Reminder;
use domain::policy::Action;
use domain::time::Timestamp;
use store::notification::Notification;

use super::Detail;
use crate::library::Snapshot;
use crate::{Actor, Error, Result, Services};

const PAGE: u32 = 25;

/// What somebody asks the list for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotificationQuery {
    pub topic: Option<Topic>,
    pub unread: bool,
    /// From 1.
    pub page: u32,
}

/// What `/pemberitahuan` shows.
#[derive(Clone, Debug)]
pub struct NotificationsView {
    pub query: NotificationQuery,
    /// Unread ones first, the newest first.
    pub rows: Vec<NotificationView>,
    pub pages: u32,
    /// Unread in all, whatever was asked for.
    pub unread: i64,
    pub now: Timestamp,
}

/// A notification in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationView {
    pub id: NotificationId,
    pub kind: Kind,
    pub at: Timestamp,
    pub is_read: bool,
    /// The name of who did it.
    pub from: Option<String>,
    /// The title of the course or competency, the name of the cycle or browser.
    pub what: Option<String>,
    /// Courses besides that one.
    pub more: usize,
    pub level: Option<u8>,
    /// Of a plan that is due.
    pub reminder: Option<Reminder>,
    /// When that plan is due, as the reminder was made.
    pub due: Option<Timestamp>,
    /// `trainer`, `admin` or `auditor`.
    pub role: Option<String>,
    /// Of an evaluation that ended: nobody rated it.
    pub unrated: bool,
}

impl Services {
    /// What the actor was told.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn notifications(&self, actor: &Actor, query: NotificationQuery) -> Result<NotificationsView> {
        self.allow(actor, Action::ManageOwnData)?;
        let snapshot = self.snapshot()?;
        let wanted = (query.topic.map_or("", Topic::code), query.unread);
        let mut conn = self.store.reader().await?;
        let total = store::notification::count(&mut conn, actor.person, wanted).await?;
        let pages = u32::try_from(total).unwrap_or(u32::MAX).div_ceil(PAGE).max(1);
        let page = query.page.clamp(1, pages);
        let rows = store::notification::list(&mut conn, actor.person, wanted, (PAGE, (page - 1) * PAGE)).await?;
        let unread = store::notification::unread(&mut conn, actor.person).await?;
        drop(conn);
        let lang = self.lang();
        Ok(NotificationsView {
            query: NotificationQuery { page, ..query },
            rows: rows.into_iter().filter_map(|row| view(&snapshot, lang, row)).collect(),
            pages,
            unread,
            now: self.now(),
        })
    }

    /// Notes that one was read, and tells where it leads: its kind and what it is about.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it is not the actor's.
    pub async fn open_notification(&self, actor: &Actor, id: NotificationId) -> Result<(Kind, String)> {
        self.allow(actor, Action::ManageOwnData)?;
        let (person, now) = (actor.person, self.now());
        let mut conn = self.store.reader().await?;
        let found = store::notification::find(&mut conn, person, id).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let kind = Kind::from_code(&found.kind).ok_or(Error::NotFound)?;
        if found.read_at.is_none() {
            self.store
                .write(move |conn| Box::pin(async move { store::notification::read(conn, person, id, now).await }))
                .await?;
        }
        Ok((kind, found.about))
    }

    /// Notes that everything up to a time was read: what came after the page was made stays unread.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn read_notifications(&self, actor: &Actor, until: Timestamp) -> Result<u64> {
        self.allow(actor, Action::ManageOwnData)?;
        let (person, now) = (actor.person, self.now());
        let until = until.min(now);
        let read = self
            .store
            .write(move |conn| Box::pin(async move { store::notification::read_all(conn, person, until, now).await }));
        Ok(read.await?)
    }
}

/// In the language of the snapshot. A kind that this version does not know is left out.
pub(super) fn view(snapshot: &Snapshot, lang: &str, row: Notification) -> Option<NotificationView> {
    let kind = Kind::from_code(&row.kind)?;
    let detail: Detail = serde_json::from_str(&row.detail).unwrap_or_default();
    let competency = detail.competency.map(|id| {
        let title = snapshot.competency_title(&CompetencyId::new(id));
        title.in_lang(lang).to_owned()
    });
    let course = detail.course.map(|slug| snapshot.course_title(&slug));
    Some(NotificationView {
        id: row.id,
        kind,
        at: row.at,
        is_read: row.read_at.is_some(),
        from: row.from_name,
        what: course.or(competency).or(detail.cycle).or(detail.device),
        more: detail.more,
        level: detail.level,
        reminder: detail.reminder.as_deref().and_then(Reminder::from_code),
        due: detail.due.map(Timestamp),
        role: detail.role,
        unrated: detail.unrated,
    })
}
