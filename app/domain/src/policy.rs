//! Who may do what. Every use case asks here; nothing else decides.

use serde::{Deserialize, Serialize};

/// What somebody is trusted with beyond learning. A manager is no role of the account: it follows from leading a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Roles {
    pub trainer: bool,
    pub admin: bool,
    /// Leads at least one unit today.
    pub manager: bool,
}

/// How the acting person stands to the person concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    Oneself,
    /// Works in a unit that the acting person leads.
    Led,
    Other,
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Enrol, read, answer, receive a certificate.
    Learn,
    /// See a profile: competencies, learning hours, certificates.
    SeeProfile(Relation),
    /// See the single answers behind a competency.
    SeeEvidence(Relation),
    /// See the people of the units led, or of every unit.
    SeeTeam,
    /// See the state of the course files and their diagnostics.
    SeeManuscripts,
    /// Mark free answers.
    MarkEssays,
    /// See and end sessions of one's own.
    ManageOwnDevices,
    /// Invite people, keep them out, and say whose an identity of a provider is.
    ManageAccounts,
}

/// Whether it is allowed.
pub fn allows(roles: Roles, action: Action) -> bool {
    match action {
        Action::Learn | Action::ManageOwnDevices => true,
        Action::SeeProfile(relation) | Action::SeeEvidence(relation) => match relation {
            Relation::Oneself => true,
            Relation::Led => roles.manager || roles.admin,
            Relation::Other => roles.admin,
        },
        Action::SeeTeam => roles.manager || roles.admin,
        Action::SeeManuscripts | Action::MarkEssays => roles.trainer || roles.admin,
        Action::ManageAccounts => roles.admin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEARNER: Roles = Roles { trainer: false, admin: false, manager: false };
    const TRAINER: Roles = Roles { trainer: true, ..LEARNER };
    const MANAGER: Roles = Roles { manager: true, ..LEARNER };
    const ADMIN: Roles = Roles { admin: true, ..LEARNER };

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
    fn accounts_are_for_administrators() {
        assert!(allows(ADMIN, Action::ManageAccounts));
        assert!([LEARNER, TRAINER, MANAGER].iter().all(|roles| !allows(*roles, Action::ManageAccounts)));
    }

    #[test]
    fn manuscripts_are_for_trainers() {
        assert!(allows(TRAINER, Action::SeeManuscripts) && allows(ADMIN, Action::SeeManuscripts));
        assert!(!allows(LEARNER, Action::SeeManuscripts) && !allows(MANAGER, Action::SeeManuscripts));
    }
}
