//! What people are told of: each kind with what it belongs to, and how it goes out where nobody has chosen.

/// What a kind belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Plans,
    Training,
    Evaluation,
    /// What came of learning.
    Results,
    /// Account, roles and personal data.
    Account,
}

impl Topic {
    pub const ALL: [Self; 5] = [Self::Plans, Self::Training, Self::Evaluation, Self::Results, Self::Account];

    /// As it is stored, and as an address has it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plans => "rencana",
            Self::Training => "pelatihan",
            Self::Evaluation => "evaluasi",
            Self::Results => "hasil",
            Self::Account => "akun",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }
}

/// When a notification goes out by e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mail {
    /// A letter of its own.
    Now,
    /// In the one letter of a day, unless it was read before.
    Daily,
    Never,
}

impl Mail {
    pub const ALL: [Self; 3] = [Self::Now, Self::Daily, Self::Never];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Daily => "daily",
            Self::Never => "never",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mail| mail.code() == code)
    }
}

/// Something that happened to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    PlanAssigned,
    /// A plan is due soon, or is over.
    PlanReminder,
    /// To whoever made the plan: somebody wants to talk about it.
    PlanDiscussed,
    PlanAnswered,
    TrainingVerified,
    TrainingReturned,
    TrainingRefused,
    EvaluationOpened,
    /// To a head: the people of a cycle wait for ratings.
    EvaluationToRate,
    EvaluationShared,
    /// To a head: somebody objects.
    EvaluationObjected,
    EvaluationAnswered,
    /// The head works on it again.
    EvaluationTakenUp,
    /// The cycle is closed for this person: final, or not rated.
    EvaluationSettled,
    CertificateReceived,
    CompetencyRaised,
    DataAnswered,
    RoleGranted,
    RoleEnded,
    NewDevice,
    WayInChanged,
}

impl Kind {
    pub const ALL: [Self; 21] = [
        Self::PlanAssigned,
        Self::PlanReminder,
        Self::PlanDiscussed,
        Self::PlanAnswered,
        Self::TrainingVerified,
        Self::TrainingReturned,
        Self::TrainingRefused,
        Self::EvaluationOpened,
        Self::EvaluationToRate,
        Self::EvaluationShared,
        Self::EvaluationObjected,
        Self::EvaluationAnswered,
        Self::EvaluationTakenUp,
        Self::EvaluationSettled,
        Self::CertificateReceived,
        Self::CompetencyRaised,
        Self::DataAnswered,
        Self::RoleGranted,
        Self::RoleEnded,
        Self::NewDevice,
        Self::WayInChanged,
    ];

    /// As it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PlanAssigned => "plan-assigned",
            Self::PlanReminder => "plan-reminder",
            Self::PlanDiscussed => "plan-discussed",
            Self::PlanAnswered => "plan-answered",
            Self::TrainingVerified => "training-verified",
            Self::TrainingReturned => "training-returned",
            Self::TrainingRefused => "training-refused",
            Self::EvaluationOpened => "evaluation-opened",
            Self::EvaluationToRate => "evaluation-to-rate",
            Self::EvaluationShared => "evaluation-shared",
            Self::EvaluationObjected => "evaluation-objected",
            Self::EvaluationAnswered => "evaluation-answered",
            Self::EvaluationTakenUp => "evaluation-taken-up",
            Self::EvaluationSettled => "evaluation-settled",
            Self::CertificateReceived => "certificate-received",
            Self::CompetencyRaised => "competency-raised",
            Self::DataAnswered => "data-answered",
            Self::RoleGranted => "role-granted",
            Self::RoleEnded => "role-ended",
            Self::NewDevice => "new-device",
            Self::WayInChanged => "way-in-changed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub const fn topic(self) -> Topic {
        match self {
            Self::PlanAssigned | Self::PlanReminder | Self::PlanDiscussed | Self::PlanAnswered => Topic::Plans,
            Self::TrainingVerified | Self::TrainingReturned | Self::TrainingRefused => Topic::Training,
            Self::EvaluationOpened
            | Self::EvaluationToRate
            | Self::EvaluationShared
            | Self::EvaluationObjected
            | Self::EvaluationAnswered
            | Self::EvaluationTakenUp
            | Self::EvaluationSettled => Topic::Evaluation,
            Self::CertificateReceived | Self::CompetencyRaised => Topic::Results,
            Self::DataAnswered | Self::RoleGranted | Self::RoleEnded | Self::NewDevice | Self::WayInChanged => {
                Topic::Account
            }
        }
    }

    /// Whether a letter of another kind tells of it: then none is made here.
    pub const fn letter(self) -> OtherLetter {
        match self {
            Self::PlanAssigned | Self::PlanReminder => OtherLetter::Plan,
            Self::WayInChanged => OtherLetter::Changed,
            _ => OtherLetter::None,
        }
    }

    /// By e-mail, where nobody has chosen.
    pub const fn mail(self) -> Mail {
        match self {
            Self::PlanAssigned | Self::PlanReminder | Self::WayInChanged => Mail::Never,
            Self::TrainingVerified
            | Self::TrainingReturned
            | Self::TrainingRefused
            | Self::EvaluationShared
            | Self::EvaluationObjected
            | Self::EvaluationAnswered
            | Self::DataAnswered
            | Self::NewDevice => Mail::Now,
            _ => Mail::Daily,
        }
    }
}

/// A letter that is not made of notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherLetter {
    None,
    /// The reminders of plans, at most one a day.
    Plan,
    /// The way to sign in has changed: at once and always.
    Changed,
}

/// How somebody wants to be told of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub app: bool,
    pub mail: Mail,
}

impl Choice {
    /// Where nobody has chosen.
    pub const fn usual(kind: Kind) -> Self {
        Self { app: true, mail: kind.mail() }
    }

    /// What is left of a choice where a rule wants that people are told.
    pub fn required(self, kind: Kind) -> Self {
        let mail = if self.mail == Mail::Never { kind.mail() } else { self.mail };
        Self { app: true, mail }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
            assert_eq!(Topic::from_code(kind.topic().code()), Some(kind.topic()));
        }
        for mail in Mail::ALL {
            assert_eq!(Mail::from_code(mail.code()), Some(mail));
        }
        assert_eq!((Kind::from_code(""), Topic::from_code("x"), Mail::from_code("")), (None, None, None));
    }

    #[test]
    fn one_letter_tells_of_a_thing() {
        for kind in Kind::ALL {
            assert_eq!(kind.letter() != OtherLetter::None, kind.mail() == Mail::Never, "{kind:?}");
        }
    }

    #[test]
    fn what_a_rule_wants_cannot_be_turned_off() {
        let off = Choice { app: false, mail: Mail::Never };
        assert_eq!(off.required(Kind::NewDevice), Choice { app: true, mail: Mail::Now });
        let daily = Choice { app: true, mail: Mail::Daily };
        assert_eq!(daily.required(Kind::NewDevice), daily, "how is still a choice");
    }
}
