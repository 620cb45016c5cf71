//! Requests about personal data: a correction, or erasure. People ask, administrators answer.

use domain::id::{PersonId, RequestId};
use domain::notification::Kind;
use domain::policy::{self, Action};
use domain::time::Timestamp;
use serde_json::json;
use store::data_request::DataRequest;

use crate::notifications::Detail;
use crate::{Actor, Error, FieldError, Problem, Result, Services};

/// The longest text of a request or an answer, in characters.
pub const LONGEST_REQUEST: usize = 2000;
/// Open requests of one person; more have to wait for an answer.
const MOST_OPEN: usize = 5;
const LISTED: u32 = 100;

/// What somebody fills in.
#[derive(Clone, Debug, Default)]
pub struct RequestForm {
    /// `correction` or `erasure`.
    pub kind: String,
    pub text: String,
    /// For erasure: it was read what that means.
    pub understood: bool,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestView {
    pub id: RequestId,
    pub person: PersonId,
    pub name: String,
    /// `correction` or `erasure`.
    pub kind: String,
    pub text: String,
    pub created_at: Timestamp,
    /// With when; `None` while it is open.
    pub answer: Option<(String, Timestamp)>,
}

/// What `/admin/permintaan` shows.
#[derive(Clone, Debug)]
pub struct RequestsView {
    /// The oldest first.
    pub open: Vec<RequestView>,
    /// The newest first.
    pub answered: Vec<RequestView>,
    pub may_change: bool,
}

impl Services {
    /// Asks for something about one's own data.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `text`, `kind` or `understood`.
    pub async fn ask_about_data(&self, actor: &Actor, form: &RequestForm) -> Result<()> {
        self.allow(actor, Action::ManageOwnData)?;
        let text = form.text.trim().to_owned();
        let mut errors = read_text("text", &text);
        let mut problem = |field: &str, problem| errors.push(FieldError { field: field.to_owned(), problem });
        match form.kind.as_str() {
            "correction" => {}
            "erasure" if form.understood => {}
            "erasure" => problem("understood", Problem::Missing),
            _ => problem("kind", Problem::NotAChoice),
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let (id, person, kind, now) = (self.new_id::<RequestId>()?, actor.person, form.kind.clone(), self.now());
        let detail = json!({ "request": id.to_string(), "kind": kind });
        let event = self.event(Some(person), Some(person), "data-requested", detail)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // Of two sent at the same time the second sees the first.
                    store::role::hold_person(conn, person).await?;
                    let asked = store::data_request::of_person(conn, person).await?;
                    if asked.iter().filter(|request| request.answered_at.is_none()).count() >= MOST_OPEN {
                        let most = i64::try_from(MOST_OPEN).unwrap_or_default();
                        let field = "text".to_owned();
                        return Err(Error::Invalid(vec![FieldError { field, problem: Problem::TooMany { most } }]));
                    }
                    store::data_request::insert(conn, id, person, &kind, &text, now).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// The requests that wait, and the newest that were answered.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is neither administrator nor auditor.
    pub async fn requests(&self, actor: &Actor) -> Result<RequestsView> {
        self.allow(actor, Action::SeeAudit)?;
        let mut conn = self.store.reader().await?;
        let open = store::data_request::open(&mut conn, LISTED).await?;
        let answered = store::data_request::answered(&mut conn, LISTED).await?;
        Ok(RequestsView {
            open: open.into_iter().map(view).collect(),
            answered: answered.into_iter().map(view).collect(),
            may_change: policy::allows(actor.roles, Action::ManageRequests),
        })
    }

    /// One request.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see it, or there is none.
    pub async fn request(&self, actor: &Actor, id: RequestId) -> Result<RequestView> {
        self.allow(actor, Action::SeeAudit)?;
        let mut conn = self.store.reader().await?;
        store::data_request::find(&mut conn, id).await?.map(view).ok_or(Error::NotFound)
    }

    /// Answers a request.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `answer`; [`Error::NotFound`] where the actor is no administrator, or it has an answer.
    pub async fn answer_request(&self, actor: &Actor, id: RequestId, answer: &str) -> Result<()> {
        self.allow(actor, Action::ManageRequests)?;
        let asked = self.request(actor, id).await?;
        let answer = answer.trim().to_owned();
        let errors = read_text("answer", &answer);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let (by, now) = (actor.person, self.now());
        let detail = json!({ "request": id.to_string(), "kind": asked.kind });
        let event = self.event(Some(by), Some(asked.person), "data-request-answered", detail)?;
        let tell = self.notice(asked.person, Kind::DataAnswered, id, Some(by), &Detail::default())?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::data_request::answer(conn, id, &answer, now, by).await? {
                        return Err(Error::NotFound);
                    }
                    store::notification::put(conn, &[tell]).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}

fn read_text(field: &str, text: &str) -> Vec<FieldError> {
    let problem = match text.chars().count() {
        0 => Problem::Missing,
        1..=LONGEST_REQUEST => return Vec::new(),
        _ => Problem::TooLong { most: LONGEST_REQUEST },
    };
    vec![FieldError { field: field.to_owned(), problem }]
}

pub(crate) fn view(request: DataRequest) -> RequestView {
    RequestView {
        id: request.id,
        person: request.person_id,
        name: request.name,
        kind: request.kind,
        text: request.text,
        created_at: request.created_at,
        answer: request.answered_at.map(|at| (request.answer.unwrap_or_default(), Timestamp(at))),
    }
}
