//! Who may do what. Every use case asks here; nothing else decides.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::CourseId;

/// What somebody is trusted with beyond learning. A manager is no role that is granted: it follows from leading a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Roles {
    /// Writes courses and marks answers: of every course, or of some; see [`Courses`].
    pub trainer: bool,
    pub admin: bool,
    /// Leads at least one unit today.
    pub manager: bool,
    /// Reads everything but answers, and changes nothing.
    pub auditor: bool,
}

/// What a service client was given. A client is a program of another system; it has no roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scopes {
    pub courses: bool,
    pub competencies: bool,
    pub numbers: bool,
}

/// One thing that a service client may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Courses,
    Competencies,
    Numbers,
}

impl Scope {
    pub const ALL: [Self; 3] = [Self::Courses, Self::Competencies, Self::Numbers];

    /// As the administrator, the documentation and the database have it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Courses => "courses:read",
            Self::Competencies => "competencies:read",
            Self::Numbers => "numbers:read",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

impl Scopes {
    pub const fn has(self, scope: Scope) -> bool {
        match scope {
            Scope::Courses => self.courses,
            Scope::Competencies => self.competencies,
            Scope::Numbers => self.numbers,
        }
    }

    /// The codes that are held, in a fixed order.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        Scope::ALL.into_iter().filter(move |scope| self.has(*scope)).map(Scope::code)
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes.into_iter().fold(Self::default(), |held, scope| match scope {
            Scope::Courses => Self { courses: true, ..held },
            Scope::Competencies => Self { competencies: true, ..held },
            Scope::Numbers => Self { numbers: true, ..held },
        })
    }
}

/// Who wants to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    Person(Roles),
    Client(Scopes),
}

impl From<Roles> for Who {
    fn from(roles: Roles) -> Self {
        Self::Person(roles)
    }
}

impl From<Scopes> for Who {
    fn from(scopes: Scopes) -> Self {
        Self::Client(scopes)
    }
}

/// How the acting person stands to the person concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    Oneself,
    /// Works in a unit that the acting person leads.
    Led,
    Other,
}

impl Relation {
    const ALL: [Self; 3] = [Self::Oneself, Self::Led, Self::Other];
}

/// How the acting person stands to a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Teaching {
    /// Among the courses of which the acting person is a trainer.
    Own,
    Other,
}

impl Teaching {
    const ALL: [Self; 2] = [Self::Own, Self::Other];
}

/// The courses of which somebody is a trainer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Courses {
    pub all: bool,
    pub some: BTreeSet<CourseId>,
}

impl Courses {
    pub fn relation(&self, course: &CourseId) -> Teaching {
        if self.all || self.some.contains(course) { Teaching::Own } else { Teaching::Other }
    }

    /// Trainer of no course is no trainer.
    pub fn is_empty(&self) -> bool {
        !self.all && self.some.is_empty()
    }
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Enrol, read, answer, receive a certificate.
    Learn,
    /// See and end sessions of one's own.
    ManageOwnDevices,
    /// See and download what is stored about oneself, and ask for a correction or for erasure.
    ManageOwnData,
    /// See a profile: competencies, learning hours, certificates.
    SeeProfile(Relation),
    /// See what the evidence says about a competency, level by level.
    SeeEvidence(Relation),
    /// See the single answers behind it, and the results of attempts.
    SeeAnswers(Relation),
    /// See the people of the units led, or of every unit.
    SeeTeam,
    /// See the list of course files.
    SeeManuscripts,
    /// See the files of one course and their diagnostics.
    SeeManuscript(Teaching),
    /// See the list of free answers that wait.
    MarkEssays,
    /// Mark a free answer of one course.
    MarkEssay(Teaching),
    /// Create, change and end people, units and assignments.
    ManagePeople,
    /// Grant and end roles.
    ManageRoles,
    /// Create and revoke service clients.
    ManageClients,
    /// Answer requests about personal data, and erase.
    ManageRequests,
    /// See the audit log, and who holds which role, client and request.
    SeeAudit,
    /// Read which courses people completed.
    ReadCompletedCourses,
    /// Read the states of people's competencies.
    ReadCompetencies,
    /// Read NIP and NI PPPK beside what else is read.
    ReadNumbers,
    /// Invite people, keep them out, and say whose an identity of a provider is.
    ManageAccounts,
    /// File one's own training outside Ampera, and see one's own hours.
    FileTraining,
    /// See what people filed, with its document.
    SeeTraining,
    /// Decide about what somebody filed.
    VerifyTraining(Relation),
    /// See what somebody is to learn until when, and how it stands.
    SeePlan(Relation),
    /// Plan courses for somebody, change the due date, exempt, withdraw.
    AssignPlan(Relation),
    /// Say about which units other systems are told, compare, and send again.
    ManageSync,
    /// See an evaluation of performance.
    SeeEvaluation(Relation),
    /// Rate somebody, answer their objection, and note what follows.
    Evaluate(Relation),
    /// Acknowledge one's own evaluation, or object to it.
    RespondToEvaluation,
    /// See the cycles of evaluations, and how far they are.
    SeeCycles,
    /// Create, open, close and reopen cycles.
    ManageCycles,
    /// Have the evidence sheets of a unit made: of one led, or of another.
    OrderSheets(Relation),
    /// See the professionalism index and the talent box of somebody.
    SeeCareer(Relation),
    /// Note what only the agency knows for the index of somebody.
    NoteCareerFact(Relation),
    /// See the talent boxes of the people led, or of all.
    SeeTalent,
    /// Set the talent boxes of a period.
    SetTalent,
    /// See shortlists.
    SeeShortlists,
    /// Ask for a shortlist.
    MakeShortlist,
}

impl Action {
    /// Every action with every relation, in the order of the matrix.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Learn, Self::ManageOwnDevices, Self::ManageOwnData];
        for action in [Self::SeeProfile, Self::SeeEvidence, Self::SeeAnswers] {
            all.extend(Relation::ALL.map(action));
        }
        all.extend([Self::SeeTeam, Self::SeeManuscripts]);
        all.extend(Teaching::ALL.map(Self::SeeManuscript));
        all.push(Self::MarkEssays);
        all.extend(Teaching::ALL.map(Self::MarkEssay));
        all.extend([
            Self::ManagePeople,
            Self::ManageAccounts,
            Self::ManageRoles,
            Self::ManageClients,
            Self::ManageRequests,
            Self::SeeAudit,
            Self::ReadCompletedCourses,
            Self::ReadCompetencies,
            Self::ReadNumbers,
            Self::ManageSync,
        ]);
        all.extend([Self::FileTraining, Self::SeeTraining]);
        all.extend(Relation::ALL.map(Self::VerifyTraining));
        all.extend(Relation::ALL.map(Self::SeePlan));
        all.extend(Relation::ALL.map(Self::AssignPlan));
        for action in [Self::SeeEvaluation, Self::Evaluate] {
            all.extend(Relation::ALL.map(action));
        }
        all.extend([Self::RespondToEvaluation, Self::SeeCycles, Self::ManageCycles]);
        all.extend([Relation::Led, Relation::Other].map(Self::OrderSheets));
        for action in [Self::SeeCareer, Self::NoteCareerFact] {
            all.extend(Relation::ALL.map(action));
        }
        all.extend([Self::SeeTalent, Self::SetTalent, Self::SeeShortlists, Self::MakeShortlist]);
        all
    }

    /// What is acted on, and what is done with it: the rows of the matrix.
    pub const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::Learn => ("course, lesson, quiz", "learn"),
            Self::ManageOwnDevices => ("own sessions", "see, end"),
            Self::ManageOwnData => ("own data", "see, download, ask"),
            Self::SeeProfile(Relation::Oneself) => ("own profile", "see"),
            Self::SeeProfile(Relation::Led) => ("profile of somebody led", "see"),
            Self::SeeProfile(Relation::Other) => ("profile of anybody", "see"),
            Self::SeeEvidence(Relation::Oneself) => ("own evidence", "see"),
            Self::SeeEvidence(Relation::Led) => ("evidence of somebody led", "see"),
            Self::SeeEvidence(Relation::Other) => ("evidence of anybody", "see"),
            Self::SeeAnswers(Relation::Oneself) => ("own answers", "see"),
            Self::SeeAnswers(Relation::Led) => ("answers of somebody led", "see"),
            Self::SeeAnswers(Relation::Other) => ("answers of anybody", "see"),
            Self::SeeTeam => ("team", "see"),
            Self::SeeManuscripts => ("manuscripts", "list"),
            Self::SeeManuscript(Teaching::Own) => ("manuscript of a course taught", "see"),
            Self::SeeManuscript(Teaching::Other) => ("manuscript of any course", "see"),
            Self::MarkEssays => ("free answers", "list"),
            Self::MarkEssay(Teaching::Own) => ("free answer of a course taught", "see, mark"),
            Self::MarkEssay(Teaching::Other) => ("free answer of any course", "see, mark"),
            Self::ManagePeople => ("people and units", "see, change"),
            Self::ManageAccounts => ("accounts and identities", "see, change"),
            Self::ManageRoles => ("roles", "grant, end"),
            Self::ManageClients => ("service clients", "create, revoke"),
            Self::ManageRequests => ("requests about personal data", "answer, erase"),
            Self::SeeAudit => ("audit log, roles, clients, requests", "see"),
            Self::ReadCompletedCourses => ("API: completed courses", "read"),
            Self::ReadCompetencies => ("API: competency states", "read"),
            Self::ReadNumbers => ("API: NIP and NI PPPK", "read"),
            Self::FileTraining => ("own outside training", "see, file"),
            Self::SeeTraining => ("outside training of anybody", "see"),
            Self::VerifyTraining(Relation::Oneself) => ("outside training of oneself", "verify"),
            Self::VerifyTraining(Relation::Led) => ("outside training of somebody led", "verify"),
            Self::VerifyTraining(Relation::Other) => ("outside training of somebody else", "verify"),
            Self::SeePlan(Relation::Oneself) => ("own plan", "see, answer"),
            Self::SeePlan(Relation::Led) => ("plan of somebody led", "see"),
            Self::SeePlan(Relation::Other) => ("plan of anybody", "see"),
            Self::AssignPlan(Relation::Oneself) => ("own plan", "assign, change"),
            Self::AssignPlan(Relation::Led) => ("plan of somebody led", "assign, change"),
            Self::AssignPlan(Relation::Other) => ("plan of anybody", "assign, change"),
            Self::ManageSync => ("synchronisation", "change, send again"),
            Self::SeeEvaluation(Relation::Oneself) => ("own evaluation", "see"),
            Self::SeeEvaluation(Relation::Led) => ("evaluation of somebody led", "see"),
            Self::SeeEvaluation(Relation::Other) => ("evaluation of anybody", "see"),
            Self::Evaluate(Relation::Oneself) => ("evaluation of oneself", "rate, answer"),
            Self::Evaluate(Relation::Led) => ("evaluation of somebody led", "rate, answer"),
            Self::Evaluate(Relation::Other) => ("evaluation of anybody", "rate, answer"),
            Self::RespondToEvaluation => ("own evaluation", "acknowledge, object"),
            Self::SeeCycles => ("evaluation cycles", "see"),
            Self::ManageCycles => ("evaluation cycles", "create, close"),
            Self::OrderSheets(Relation::Oneself | Relation::Led) => ("evidence sheets of a unit led", "create"),
            Self::OrderSheets(Relation::Other) => ("evidence sheets of any unit", "create"),
            Self::SeeCareer(Relation::Oneself) => ("own index and talent box", "see"),
            Self::SeeCareer(Relation::Led) => ("index, talent box of somebody led", "see"),
            Self::SeeCareer(Relation::Other) => ("index, talent box of anybody", "see"),
            Self::NoteCareerFact(Relation::Oneself) => ("facts for the index of oneself", "create"),
            Self::NoteCareerFact(Relation::Led) => ("facts for the index of somebody led", "create"),
            Self::NoteCareerFact(Relation::Other) => ("facts for the index of anybody", "create"),
            Self::SeeTalent => ("talent boxes", "see"),
            Self::SetTalent => ("talent boxes", "create"),
            Self::SeeShortlists => ("shortlists", "see"),
            Self::MakeShortlist => ("shortlists", "create"),
        }
    }
}

/// Whether it is allowed. The one function that decides.
pub fn allows(who: impl Into<Who>, action: Action) -> bool {
    match who.into() {
        Who::Person(roles) => allows_person(roles, action),
        Who::Client(scopes) => match action {
            Action::ReadCompletedCourses => scopes.courses,
            Action::ReadCompetencies => scopes.competencies,
            Action::ReadNumbers => scopes.numbers,
            _ => false,
        },
    }
}

fn allows_person(roles: Roles, action: Action) -> bool {
    let Roles { trainer, admin, manager, auditor } = roles;
    match action {
        Action::Learn | Action::ManageOwnDevices | Action::ManageOwnData => true,
        Action::RespondToEvaluation => true,
        // Nobody rates themselves, and the agency does not rate for the head.
        Action::Evaluate(relation) => manager && relation == Relation::Led,
        Action::SeeCycles => admin || auditor,
        Action::ManageCycles => admin,
        // An auditor reads what others had made.
        Action::OrderSheets(relation) => match relation {
            Relation::Oneself | Relation::Led => manager || admin,
            Relation::Other => admin,
        },
        Action::SeeProfile(relation) | Action::SeeEvidence(relation) | Action::SeeEvaluation(relation) => {
            match relation {
                Relation::Oneself => true,
                Relation::Led => manager || admin || auditor,
                Relation::Other => admin || auditor,
            }
        }
        Action::SeeCareer(relation) => match relation {
            Relation::Oneself => true,
            Relation::Led => manager || admin || auditor,
            Relation::Other => admin || auditor,
        },
        // Nobody notes facts about themselves.
        Action::NoteCareerFact(relation) => admin && relation != Relation::Oneself,
        Action::SeeTalent => manager || admin || auditor,
        Action::SeeShortlists => admin || auditor,
        Action::SetTalent | Action::MakeShortlist => admin,
        Action::SeeAnswers(relation) => match relation {
            Relation::Oneself => true,
            Relation::Led => manager || admin,
            Relation::Other => admin,
        },
        Action::SeeTeam => manager || admin || auditor,
        Action::SeeManuscripts => trainer || admin || auditor,
        Action::SeeManuscript(teaching) => admin || auditor || (trainer && teaching == Teaching::Own),
        Action::MarkEssays => trainer || admin,
        Action::MarkEssay(teaching) => admin || (trainer && teaching == Teaching::Own),
        Action::ManagePeople
        | Action::ManageAccounts
        | Action::ManageRoles
        | Action::ManageClients
        | Action::ManageRequests
        | Action::ManageSync => admin,
        Action::SeeAudit => admin || auditor,
        Action::FileTraining => true,
        Action::SeeTraining => admin || auditor,
        // Nobody decides about their own.
        Action::VerifyTraining(relation) => admin && relation != Relation::Oneself,
        Action::SeePlan(relation) => match relation {
            Relation::Oneself => true,
            Relation::Led => manager || admin || auditor,
            Relation::Other => admin || auditor,
        },
        Action::AssignPlan(relation) => match relation {
            Relation::Oneself => true,
            Relation::Led => manager || admin,
            Relation::Other => admin,
        },
        // For programs with a scope only: a person reads these on pages, where looking at somebody is noted.
        Action::ReadCompletedCourses | Action::ReadCompetencies | Action::ReadNumbers => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEARNER: Roles = Roles { trainer: false, admin: false, manager: false, auditor: false };
    const TRAINER: Roles = Roles { trainer: true, ..LEARNER };
    const MANAGER: Roles = Roles { manager: true, ..LEARNER };
    const ADMIN: Roles = Roles { admin: true, ..LEARNER };
    const AUDITOR: Roles = Roles { auditor: true, ..LEARNER };
    const CLIENT: Scopes = Scopes { courses: true, competencies: true, numbers: true };

    /// Every role against every resource and action. Look at what changed before you accept it.
    #[test]
    fn the_matrix_of_roles_resources_and_actions() {
        let everybody: [(&str, Who); 7] = [
            ("learner", LEARNER.into()),
            ("trainer", TRAINER.into()),
            ("manager", MANAGER.into()),
            ("admin", ADMIN.into()),
            ("auditor", AUDITOR.into()),
            ("client with every scope", CLIENT.into()),
            ("client with none", Scopes::default().into()),
        ];
        let mut text = format!("{:<38}{:<20}", "resource", "action");
        for (name, _) in everybody {
            text.push_str(
                &format!("{name:<25}").chars().take(if name.contains(' ') { 25 } else { 9 }).collect::<String>(),
            );
        }
        text.truncate(text.trim_end().len());
        for action in Action::all() {
            let (resource, verb) = action.row();
            let mut line = format!("\n{resource:<38}{verb:<20}");
            for (name, who) in everybody {
                let width = if name.contains(' ') { 25 } else { 9 };
                line.push_str(&format!("{:<width$}", if allows(who, action) { "yes" } else { "-" }));
            }
            text.push_str(line.trim_end());
        }
        insta::assert_snapshot!("policy", text);
    }

    #[test]
    fn a_profile_is_seen_by_its_owner_the_manager_and_the_agency() {
        let see = Action::SeeProfile;
        assert!(allows(LEARNER, see(Relation::Oneself)));
        assert!(!allows(LEARNER, see(Relation::Led)) && !allows(LEARNER, see(Relation::Other)));
        assert!(allows(MANAGER, see(Relation::Led)) && !allows(MANAGER, see(Relation::Other)));
        assert!(!allows(TRAINER, see(Relation::Other)));
        assert!(allows(ADMIN, see(Relation::Other)));
    }

    #[test]
    fn an_auditor_reads_everything_but_answers_and_changes_nothing() {
        let changes = |action: &Action| {
            let (_, verb) = action.row();
            ["change", "grant", "create", "answer", "mark", "verify"].iter().any(|word| verb.contains(word))
        };
        for action in Action::all() {
            let (resource, verb) = action.row();
            let only_own = matches!(verb, "learn" | "see, end" | "see, download, ask") || resource.starts_with("own ");
            let answers = resource.contains("answer");
            let machine = resource.starts_with("API");
            let expected = only_own || !(changes(&action) || answers || machine);
            assert_eq!(allows(AUDITOR, action), expected, "{resource}: {verb}");
        }
    }

    #[test]
    fn a_trainer_has_the_courses_that_were_granted() {
        let course = CourseId::new("mengenali-phishing");
        let none = Courses::default();
        let some = Courses { all: false, some: [course.clone()].into() };
        let all = Courses { all: true, ..Courses::default() };
        assert!(none.is_empty() && none.relation(&course) == Teaching::Other);
        assert_eq!(some.relation(&course), Teaching::Own);
        assert_eq!(some.relation(&CourseId::new("lain")), Teaching::Other);
        assert_eq!(all.relation(&course), Teaching::Own);
    }

    #[test]
    fn scopes_are_read_as_they_are_written() {
        assert!(Scope::ALL.into_iter().all(|scope| Scope::from_code(scope.code()) == Some(scope)));
        let held: Scopes = [Scope::Courses, Scope::Numbers].into_iter().collect();
        assert_eq!(held.codes().collect::<Vec<_>>(), ["courses:read", "numbers:read"]);
        assert!(
            Action::all().into_iter().all(|action| { !allows(CLIENT, action) || action.row().0.starts_with("API") })
        );
    }

    #[test]
    fn people_and_units_are_kept_by_the_agency() {
        assert!(allows(ADMIN, Action::ManagePeople));
        for roles in [LEARNER, TRAINER, MANAGER] {
            assert!(!allows(roles, Action::ManagePeople));
        }
    }

    #[test]
    fn only_the_head_rates_and_nobody_themselves() {
        assert!(allows(MANAGER, Action::Evaluate(Relation::Led)));
        for roles in [LEARNER, TRAINER, ADMIN, AUDITOR] {
            assert!(!allows(roles, Action::Evaluate(Relation::Led)));
        }
        for roles in [LEARNER, TRAINER, MANAGER, ADMIN, AUDITOR] {
            assert!(!allows(roles, Action::Evaluate(Relation::Oneself)));
            assert!(!allows(roles, Action::Evaluate(Relation::Other)));
        }
    }

    #[test]
    fn accounts_are_for_administrators() {
        assert!(allows(ADMIN, Action::ManageAccounts));
        assert!([LEARNER, TRAINER, MANAGER].iter().all(|roles| !allows(*roles, Action::ManageAccounts)));
    }
}
