//! Letters by e-mail: put into the mail table by the transaction that made them due, sent by a job, tried again where that fails.
//! The link of a letter is made when it is sent: no token waits in a table.

use domain::id::{PersonId, RecordId};
use domain::notification::Kind;
use domain::time::Timestamp;
use store::Conn;
use store::notification::New;

use crate::notifications::Detail;
use crate::sign_in::hash;
use crate::{Error, LinkKind, NoticesMail, PlanMail, Result, Services};

/// While a letter is on its way no other server takes it.
const CLAIM_MINUTES: i64 = 5;
const INVITATION_DAYS: i64 = 7;
const RESET_MINUTES: i64 = 30;
/// With a wait that doubles from a minute to an hour, this is most of a day.
const MOST_TRIES: i64 = 24;
/// Whoever asked for a new password does not wait that long.
const MOST_TRIES_OF_A_RESET: i64 = 6;
const LONGEST_PROBLEM: usize = 300;

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    Invitation,
    Reset,
    /// Password or second factor are others than before.
    Changed,
    /// Made of notifications: one of them at once, or those of a day.
    Notices,
    /// Outside training that somebody filed was decided. Such letters are made of notifications now; some may still wait.
    TrainingVerified,
    TrainingReturned,
    TrainingRefused,
    /// Reminders of what is planned.
    Plan,
    /// An evaluation of performance was shared with the person. As for [`LetterKind::TrainingVerified`].
    Evaluated,
}

impl LetterKind {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Changed => "changed",
            Self::Notices => store::notification::LETTER,
            Self::TrainingVerified => "training-verified",
            Self::TrainingReturned => "training-returned",
            Self::TrainingRefused => "training-refused",
            Self::Plan => "plan",
            Self::Evaluated => "evaluated",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let training = [Self::TrainingVerified, Self::TrainingReturned, Self::TrainingRefused];
        let all = [Self::Invitation, Self::Reset, Self::Changed, Self::Notices, Self::Plan, Self::Evaluated]
            .into_iter()
            .chain(training);
        all.into_iter().find(|kind| kind.code() == code)
    }

    fn link(self) -> Option<LinkKind> {
        match self {
            Self::Invitation => Some(LinkKind::Invitation),
            Self::Reset => Some(LinkKind::Reset),
            Self::Changed | Self::Notices | Self::Plan | Self::Evaluated => None,
            Self::TrainingVerified | Self::TrainingReturned | Self::TrainingRefused => None,
        }
    }
}

/// A letter to send now.
#[derive(Clone)]
pub struct Letter {
    pub id: RecordId,
    pub kind: LetterKind,
    pub name: String,
    pub address: String,
    /// `id` or `en`.
    pub lang: String,
    /// For the link in it: what kind, the token, and until when.
    pub link: Option<(LinkKind, String, Timestamp)>,
    /// For reminders of what is planned: what they say.
    pub plan: Option<PlanMail>,
    /// For letters made of notifications: what they say.
    pub notices: Option<NoticesMail>,
    tries: i64,
}

/// A letter that is put into the table with the rest of a transaction; nothing where there is no address.
pub(crate) struct ToPut {
    id: RecordId,
    kind: LetterKind,
    person: PersonId,
    address: Option<String>,
    lang: String,
    now: Timestamp,
    /// What the person is told in the app, too.
    tell: Vec<New>,
}

impl ToPut {
    pub(crate) fn id(&self) -> RecordId {
        self.id
    }

    pub(crate) async fn put(self, conn: &mut Conn) -> store::Result<()> {
        let Self { id, kind, person, address, lang, now, tell } = self;
        store::notification::put(conn, &tell).await?;
        match address {
            Some(address) => store::mail::put(conn, id, kind.code(), person, &address, (&lang, now)).await,
            None => Ok(()),
        }
    }
}

impl Services {
    pub(crate) fn letter(
        &self,
        kind: LetterKind,
        person: PersonId,
        address: Option<String>,
        lang: &str,
    ) -> Result<ToPut> {
        Ok(ToPut {
            id: self.new_id()?,
            kind,
            person,
            address,
            lang: lang.to_owned(),
            now: self.now(),
            tell: Vec::new(),
        })
    }

    /// Tells a person that they have changed the way they sign in, in the language that they read just now.
    pub(crate) async fn changed_letter(&self, person: PersonId) -> Result<ToPut> {
        self.changed_letter_in(person, Some(self.lang())).await
    }

    /// Tells a person that somebody else has changed the way they sign in, in the language that is known of them.
    pub(crate) async fn changed_for_letter(&self, person: PersonId) -> Result<ToPut> {
        self.changed_letter_in(person, None).await
    }

    async fn changed_letter_in(&self, person: PersonId, lang: Option<&str>) -> Result<ToPut> {
        let mut conn = self.store.reader().await?;
        let address = store::account::email(&mut conn, person).await?;
        let known = store::notification::lang(&mut conn, person).await?;
        let lang = lang.or(known.as_deref()).unwrap_or("id");
        let letter = self.letter(LetterKind::Changed, person, address, lang)?;
        let tell = vec![self.notice(person, Kind::WayInChanged, person, None, &Detail::default())?];
        Ok(ToPut { tell, ..letter })
    }

    /// Takes the letter that is due next, and makes its link. `None` where none is due.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn next_letter(&self) -> Result<Option<Letter>> {
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let due = store::mail::due(&mut conn, now, 8).await?;
        drop(conn);
        for letter in due {
            let Some(kind) = LetterKind::from_code(&letter.kind) else { continue };
            let lang = if letter.lang == "en" { "en" } else { "id" };
            let (mut plan, mut notices) = (None, None);
            let says_something = match kind {
                LetterKind::Plan => {
                    plan = self.plan_mail(letter.id, letter.person_id, lang).await?;
                    plan.is_some()
                }
                LetterKind::Notices => {
                    notices = self.notices_mail(letter.id, letter.person_id, lang).await?;
                    notices.is_some()
                }
                _ => true,
            };
            if !says_something {
                self.drop_letter(letter.id).await?;
                continue;
            }
            let link = match kind.link() {
                Some(link) => Some((link, self.new_token()?, ends(link, now))),
                None => None,
            };
            let (row, made) = (letter.clone(), link.clone());
            let claimed = self
                .store
                .write(move |conn| {
                    Box::pin(async move {
                        let claimed = store::mail::claim(conn, &row, now.plus_minutes(CLAIM_MINUTES)).await?;
                        if let (true, Some((link, token, end))) = (claimed, made) {
                            let (person, address) = (row.person_id, row.address.as_str());
                            store::account_token::insert(conn, hash(&token), link.code(), person, address, (now, end))
                                .await?;
                        }
                        Ok::<_, Error>(claimed)
                    })
                })
                .await?;
            if claimed {
                let store::mail::Letter { id, name, address, lang, tries, .. } = letter;
                return Ok(Some(Letter { id, kind, name, address, lang, link, plan, notices, tries: tries + 1 }));
            }
        }
        Ok(None)
    }

    /// A letter that has nothing to say any more.
    async fn drop_letter(&self, id: RecordId) -> Result<()> {
        let now = self.now();
        let why = "nothing left to say";
        self.store
            .write_statement(move |conn| Box::pin(async move { store::mail::failed(conn, id, why, now, None).await }))
            .await
            .map_err(Error::from)
    }

    /// A letter has been taken by the mail server.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn letter_sent(&self, letter: &Letter) -> Result<()> {
        let (id, now) = (letter.id, self.now());
        self.store
            .write_statement(move |conn| Box::pin(async move { store::mail::sent(conn, id, now).await }))
            .await
            .map_err(Error::from)
    }

    /// A letter was not taken. `for_good`: the mail server will never take it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn letter_failed(&self, letter: &Letter, problem: &str, for_good: bool) -> Result<()> {
        let (id, now) = (letter.id, self.now());
        let problem: String = problem.chars().take(LONGEST_PROBLEM).collect();
        let most = if letter.kind == LetterKind::Reset { MOST_TRIES_OF_A_RESET } else { MOST_TRIES };
        let wait = 1_i64 << (letter.tries - 1).clamp(0, 6);
        let again = (!for_good && letter.tries < most).then(|| now.plus_minutes(wait.min(60)));
        self.store
            .write_statement(move |conn| {
                Box::pin(async move { store::mail::failed(conn, id, &problem, now, again).await })
            })
            .await
            .map_err(Error::from)
    }
}

fn ends(link: LinkKind, now: Timestamp) -> Timestamp {
    match link {
        LinkKind::Invitation => now.plus_days(INVITATION_DAYS),
        LinkKind::Reset => now.plus_minutes(RESET_MINUTES),
    }
}
