//! Service clients: programs of other systems that read through `/api/v1/`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::ClientId;
use domain::policy::{self, Action, Scope, Scopes};
use domain::time::Timestamp;
use serde_json::json;
use store::client::Client;

use crate::sign_in::hash;
use crate::{Actor, Error, FieldError, Problem, Result, Services};

/// A client that is asking. It has scopes and no roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceClient {
    pub id: ClientId,
    pub name: String,
    pub scopes: Scopes,
}

/// What `/admin/klien` shows.
#[derive(Clone, Debug)]
pub struct ClientsView {
    /// Those in use first.
    pub clients: Vec<ClientRow>,
    pub may_change: bool,
}

/// A client of the list.
#[derive(Clone, Debug)]
pub struct ClientRow {
    pub id: ClientId,
    pub name: String,
    pub scopes: Vec<String>,
    pub created_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
}

/// What an administrator fills in.
#[derive(Clone, Debug, Default)]
pub struct ClientForm {
    /// 3 to 80 characters.
    pub name: String,
    /// Codes of scopes.
    pub scopes: Vec<String>,
}

/// A client that was just created. The secret is shown once and stored nowhere.
#[derive(Clone)]
pub struct NewClient {
    pub name: String,
    pub secret: String,
}

const LONGEST_NAME: usize = 80;
/// Longer secrets are not looked at.
const LONGEST_SECRET: usize = 200;
const LISTED: u32 = 500;
/// The time of the last use is written at most this often.
const TOUCH_MILLIS: i64 = 60_000;

impl Services {
    /// The service clients.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is neither administrator nor auditor.
    pub async fn clients(&self, actor: &Actor) -> Result<ClientsView> {
        self.allow(actor, Action::SeeAudit)?;
        let mut conn = self.store.reader().await?;
        let clients = store::client::all(&mut conn, LISTED).await?;
        let row = |client: Client| ClientRow {
            id: client.id,
            name: client.name,
            scopes: client.scopes.split_whitespace().map(ToOwned::to_owned).collect(),
            created_at: client.created_at,
            revoked_at: client.revoked_at.map(Timestamp),
            last_used_at: client.last_used_at.map(Timestamp),
        };
        Ok(ClientsView {
            clients: clients.into_iter().map(row).collect(),
            may_change: policy::allows(actor.roles, Action::ManageClients),
        })
    }

    /// Creates a client and gives its secret, this one time.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `name` or `scopes`; [`Error::NotFound`] where the actor is no administrator.
    pub async fn create_client(&self, actor: &Actor, form: &ClientForm) -> Result<NewClient> {
        self.allow(actor, Action::ManageClients)?;
        let (name, scopes) = read_form(form)?;
        let secret = format!("ampera_{}", URL_SAFE_NO_PAD.encode(self.random_bytes::<32>()?));
        let client = Client {
            id: self.new_id()?,
            name: name.clone(),
            scopes: scopes.codes().collect::<Vec<_>>().join(" "),
            created_at: self.now(),
            revoked_at: None,
            last_used_at: None,
        };
        let detail = json!({ "client": client.id.to_string(), "scopes": client.scopes });
        let event = self.event(Some(actor.person), None, "client-created", detail)?;
        let secret_hash = hash(&secret);
        let created: Result<()> = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    store::client::insert(conn, &client, secret_hash).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await;
        match created {
            Err(Error::Store(error)) if error.is_duplicate() => Err(invalid("name", Problem::Taken)),
            other => other.map(|()| NewClient { name, secret }),
        }
    }

    /// Ends a client: its secret opens nothing from the next request on.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is no administrator, or the client has ended.
    pub async fn revoke_client(&self, actor: &Actor, id: ClientId) -> Result<()> {
        self.allow(actor, Action::ManageClients)?;
        let now = self.now();
        let event = self.event(Some(actor.person), None, "client-revoked", json!({ "client": id.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::client::revoke(conn, id, now).await? {
                        return Err(Error::NotFound);
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// The client of a secret; `None` where there is none, or it was revoked.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn client(&self, secret: &str) -> Result<Option<ServiceClient>> {
        if secret.len() > LONGEST_SECRET {
            return Ok(None);
        }
        let mut conn = self.store.reader().await?;
        let Some(found) = store::client::by_secret(&mut conn, hash(secret)).await? else { return Ok(None) };
        drop(conn);
        let (id, now) = (found.id, self.now());
        if found.last_used_at.is_none_or(|used| now.since(Timestamp(used)) > TOUCH_MILLIS) {
            self.store.write_statement(move |conn| Box::pin(store::client::touch(conn, id, now))).await?;
        }
        let scopes = found.scopes.split_whitespace().filter_map(Scope::from_code).collect();
        Ok(Some(ServiceClient { id: found.id, name: found.name, scopes }))
    }
}

fn read_form(form: &ClientForm) -> Result<(String, Scopes)> {
    let name = form.name.trim();
    let mut errors = Vec::new();
    let mut problem = |field: &str, problem| errors.push(FieldError { field: field.to_owned(), problem });
    match name.chars().count() {
        0 => problem("name", Problem::Missing),
        1..=LONGEST_NAME => {}
        _ => problem("name", Problem::TooLong { most: LONGEST_NAME }),
    }
    let scopes: Vec<Option<Scope>> = form.scopes.iter().map(|code| Scope::from_code(code)).collect();
    let known: Scopes = scopes.iter().flatten().copied().collect();
    if scopes.contains(&None) {
        problem("scopes", Problem::NotAChoice);
    } else if !known.courses && !known.competencies {
        // Numbers alone stand beside nothing.
        problem("scopes", Problem::Missing);
    }
    if errors.is_empty() { Ok((name.to_owned(), known)) } else { Err(Error::Invalid(errors)) }
}

fn invalid(field: &str, problem: Problem) -> Error {
    Error::Invalid(vec![FieldError { field: field.to_owned(), problem }])
}
