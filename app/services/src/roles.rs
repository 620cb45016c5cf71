//! Who holds which role, and until when.

use domain::id::{GrantId, PersonId};
use domain::notification::Kind;
use domain::policy::{self, Action};
use domain::time::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::audit::anywhere;
use store::role::{Grant, NewGrant};

use crate::notifications::Detail;
use crate::{Actor, Error, FieldError, Problem, Result, Services};

/// What `/admin/peran` shows.
#[derive(Clone, Debug)]
pub struct RolesView {
    pub grants: Vec<GrantRow>,
    /// What was searched for, and who was found.
    pub query: String,
    pub found: Vec<PersonChoice>,
    /// The courses to choose from: slug and title.
    pub courses: Vec<(String, String)>,
    pub may_change: bool,
}

/// A role that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRow {
    pub id: GrantId,
    pub person: PersonId,
    pub name: String,
    /// `trainer`, `admin` or `auditor`.
    pub role: String,
    /// The title of the one course of a trainer.
    pub course: Option<String>,
    pub since: Timestamp,
    /// The last day.
    pub until: Option<Date>,
    pub granted_by: Option<String>,
}

/// Somebody to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonChoice {
    pub id: PersonId,
    pub name: String,
    pub unit: Option<String>,
}

/// What an administrator fills in.
#[derive(Clone, Debug, Default)]
pub struct GrantForm {
    pub person: String,
    pub role: String,
    /// Empty for every course.
    pub course: String,
    /// The last day, `2027-01-31`; empty for no end.
    pub until: String,
}

const ROLES: [&str; 3] = ["trainer", "admin", "auditor"];
const LISTED: u32 = 500;
const FOUND: u32 = 20;
const LONGEST_WORD: usize = 100;

impl Services {
    /// The roles in force, and the people whose name has `query` in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is neither administrator nor auditor.
    pub async fn roles(&self, actor: &Actor, query: &str) -> Result<RolesView> {
        self.allow(actor, Action::SeeAudit)?;
        let now = self.now();
        let snapshot = self.snapshot()?;
        let query: String = query.trim().chars().take(LONGEST_WORD).collect();
        let mut conn = self.store.reader().await?;
        let grants = store::role::current(&mut conn, now, LISTED).await?;
        let found = if query.is_empty() {
            Vec::new()
        } else {
            store::role::find_people(&mut conn, &anywhere(&query), now, FOUND).await?
        };
        drop(conn);
        let row = |grant: Grant| GrantRow {
            id: grant.id,
            person: grant.person_id,
            name: grant.name,
            role: grant.role,
            course: grant.course_id.map(|course| snapshot.course_title(&course)),
            since: grant.valid_from,
            until: grant.valid_to.map(|end| Timestamp(end).plus_millis(-1).jakarta().date()),
            granted_by: grant.granted_by,
        };
        let choice = |found: store::role::Found| PersonChoice { id: found.id, name: found.name, unit: found.unit };
        Ok(RolesView {
            grants: grants.into_iter().map(row).collect(),
            query,
            found: found.into_iter().map(choice).collect(),
            courses: snapshot.courses.values().map(|c| (c.id.to_string(), c.title.clone())).collect(),
            may_change: policy::allows(actor.roles, Action::ManageRoles),
        })
    }

    /// Gives somebody a role, from now on.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `person`, `role`, `course` or `until`; [`Error::NotFound`] where the actor is no
    /// administrator.
    pub async fn grant_role(&self, actor: &Actor, form: &GrantForm) -> Result<()> {
        self.allow(actor, Action::ManageRoles)?;
        let grant = self.read_grant(actor, form)?;
        let now = self.now();
        let person = grant.person;
        let detail = json!({
            "role": grant.role.as_str(), "course": grant.course.as_deref(), "until": grant.until.map(|until| until.0),
        });
        let event = self.event(Some(actor.person), Some(person), "role-granted", detail)?;
        let tell = self.role_notice(person, Kind::RoleGranted, actor, (&grant.role, grant.course.as_deref()))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::role::hold_person(conn, person).await? {
                        return Err(invalid("person", Problem::NotAChoice));
                    }
                    let held = store::role::of_person(conn, person, now).await?;
                    if held.iter().any(|held| held.role == grant.role && held.course_id == grant.course) {
                        return Err(invalid("role", Problem::Taken));
                    }
                    if held.iter().any(|held| (held.role == "auditor") != (grant.role == "auditor")) {
                        return Err(invalid("role", Problem::AuditorAlone));
                    }
                    store::role::insert(conn, grant).await?;
                    store::notification::put(conn, &[tell]).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Ends a role now: it is gone with the next request of who held it.
    ///
    /// # Errors
    /// [`Error::LastAdmin`] where nobody else is an administrator without an end; [`Error::NotFound`] where the actor is no
    /// administrator, or the role has ended.
    pub async fn end_role(&self, actor: &Actor, id: GrantId) -> Result<()> {
        self.allow(actor, Action::ManageRoles)?;
        let (by, now) = (actor.person, self.now());
        let mut conn = self.store.reader().await?;
        let grant = store::role::find(&mut conn, id, now).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let detail = json!({ "role": grant.role.as_str(), "course": grant.course_id.as_deref() });
        let event = self.event(Some(by), Some(grant.person_id), "role-ended", detail)?;
        let which = (grant.role.as_str(), grant.course_id.as_deref());
        let tell = self.role_notice(grant.person_id, Kind::RoleEnded, actor, which)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if grant.role == "admin" && store::role::other_admins(conn, id).await? == 0 {
                        return Err(Error::LastAdmin);
                    }
                    if !store::role::end(conn, id, now, by).await? {
                        return Err(Error::NotFound);
                    }
                    store::notification::put(conn, &[tell]).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    fn role_notice(
        &self,
        person: PersonId,
        kind: Kind,
        by: &Actor,
        (role, course): (&str, Option<&str>),
    ) -> Result<store::notification::New> {
        let course = course.map(ToOwned::to_owned);
        let detail = Detail { role: Some(role.to_owned()), course, ..Detail::default() };
        self.notice(person, kind, role, Some(by.person), &detail)
    }

    fn read_grant(&self, actor: &Actor, form: &GrantForm) -> Result<NewGrant> {
        let now = self.now();
        let mut errors = Vec::new();
        let mut problem = |field: &str, problem| errors.push(FieldError { field: field.to_owned(), problem });
        let person = form.person.trim().parse::<PersonId>();
        if person.is_err() {
            problem("person", if form.person.trim().is_empty() { Problem::Missing } else { Problem::NotAChoice });
        }
        if !ROLES.contains(&form.role.as_str()) {
            problem("role", if form.role.is_empty() { Problem::Missing } else { Problem::NotAChoice });
        }
        let course = Some(form.course.trim()).filter(|course| !course.is_empty());
        let is_known = |course: &str| Ok::<_, Error>(self.library.current()?.courses.contains_key(course));
        if let Some(course) = course
            && (form.role != "trainer" || !is_known(course)?)
        {
            problem("course", Problem::NotAChoice);
        }
        let until = match form.until.trim() {
            "" => None,
            day => {
                let end = day.parse::<Date>().ok().and_then(|day| day.tomorrow().ok()).map(Timestamp::start_of);
                if end.is_none_or(|end| end <= now) {
                    problem("until", Problem::NotADay);
                }
                end
            }
        };
        match person {
            Ok(person) if errors.is_empty() => Ok(NewGrant {
                id: self.new_id()?,
                person,
                role: form.role.clone(),
                course: course.map(ToOwned::to_owned),
                from: now,
                until,
                by: Some(actor.person),
            }),
            _ => Err(Error::Invalid(errors)),
        }
    }
}

fn invalid(field: &str, problem: Problem) -> Error {
    Error::Invalid(vec![FieldError { field: field.to_owned(), problem }])
}
