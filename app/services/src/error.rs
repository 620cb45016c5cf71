//! What a use case can refuse.

use domain::number::NumberProblem;
use domain::time::Timestamp;

use crate::import::{Broken, MappingProblem, Report};
use crate::training::TrainingProblem;

/// An error of a use case: a variant per thing a caller can do something about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the actor may not know that there is.
    #[error("not found")]
    NotFound,
    /// Name or password is wrong; it is not said which.
    #[error("the name or the password is wrong")]
    WrongCredentials,
    /// Too many failed sign-ins of this account or address.
    #[error("too many failed sign-ins; wait {minutes} minutes")]
    TooManySignIns { minutes: u32 },
    /// The person may not sign in for the time being.
    #[error("this person is kept out")]
    Blocked,
    /// The first factor was right, and this way of signing in has no place for the second.
    #[error("a second factor is asked for")]
    SecondFactorDue,
    /// The code of the authenticator, or the recovery code, is wrong or was used.
    #[error("the code is wrong")]
    WrongCode,
    /// The time between the two factors is over.
    #[error("the sign-in took too long")]
    StepOver,
    /// A link was used already, or its time is over.
    #[error("the link is no longer good")]
    LinkOver,
    /// Fields that have to be corrected.
    #[error("{} fields have to be corrected", .0.len())]
    Invalid(Vec<FieldError>),
    /// Every attempt at the quiz is used.
    #[error("no attempts are left")]
    NoAttemptsLeft,
    /// The attempt is handed in, or its time is over: the answer was not taken.
    #[error("the attempt is over")]
    AttemptOver,
    /// The last administrator stays one.
    #[error("nobody else is an administrator")]
    LastAdmin,
    /// A person who still holds a post, or a role that somebody else has to end first, is not erased.
    #[error("the person still holds a post or is an administrator")]
    StillNeeded,
    /// A step of an evaluation that its state, its cycle or a date does not allow. Nothing is changed.
    #[error(transparent)]
    Refused(#[from] domain::evaluation::Refused),
    /// Content that has errors is not published.
    #[error("{0} errors keep the content from being published")]
    ContentErrors(usize),
    /// Rule data that cannot be read.
    #[error("rule data: {0}")]
    Rules(String),
    /// A list that cannot be read.
    #[error("the list: {0}")]
    List(Broken),
    /// A list whose columns say too little, or the same twice.
    #[error("the columns of the list: {0:?}")]
    Columns(MappingProblem),
    /// Rows of a list are rejected that were not to be skipped: nothing is written.
    #[error("{} rows are rejected", .0.rejected)]
    Rejected(Box<Report>),
    /// Rows of a list of standards that cannot be taken: nothing is kept.
    #[error("{} rows of the list cannot be taken", .0.len())]
    Standards(Vec<crate::StandardProblem>),
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Published content that cannot be read back.
    #[error("published content {0} is damaged")]
    DamagedContent(String),
    /// The operating system gives no random numbers, or a password could not be hashed.
    #[error("{0}")]
    System(String),
}

impl Error {
    /// One field that has to be corrected.
    pub(crate) fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }
}

/// What is wrong with a field, as a code that the pages have a text for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    pub problem: Problem,
}

impl FieldError {
    pub fn new(field: impl Into<String>, problem: Problem) -> Self {
        Self { field: field.into(), problem }
    }
}

/// A problem with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    Missing,
    TooLong {
        most: usize,
    },
    NotANumber,
    OutOfRange {
        low: i64,
        high: i64,
    },
    NotAChoice,
    /// So many at the most; the others have to be dealt with first.
    TooMany {
        most: i64,
    },
    /// Somebody or something else has it.
    Taken,
    /// No day of the calendar, or one that is over.
    NotADay,
    /// An auditor holds no role that changes or marks anything.
    AuditorAlone,
    NotADate,
    /// No column of the list has such a heading.
    NoColumn,
    /// There is no such unit at that time.
    NoSuchUnit,
    /// The end is before the begin.
    EndsBeforeStart,
    /// Something newer is on record: a change before it would rewrite what followed.
    BeforeNewest {
        since: Timestamp,
    },
    /// A unit cannot come under itself.
    UnderItself,
    TooDeep,
    /// Units are still below it.
    HasUnits {
        count: usize,
    },
    /// People still work there after that day.
    HasPeople {
        count: usize,
    },
    /// Another definitive position begins later.
    Overlaps,
    /// The unit has a definitive head at that time.
    HasHead,
    /// Who is retired holds no position.
    Retired,
    BadNumber(NumberProblem),
    /// A file that cannot be read.
    Unreadable(Broken),
    TooShort {
        least: usize,
    },
    /// A password that many people use.
    TooCommon,
    /// A password with the user name in it.
    HoldsName,
    /// The two passwords differ.
    Different,
    NotAnAddress,
    NotAUserName,
    WrongPassword,
    WrongCode,
    /// The provider has to ask once more who it is.
    SignInAgain,
    /// Nothing would be left to sign in with.
    OnlyWayIn,
    /// Nobody is there of whom that is true.
    NobodyFound,
    NobodyChosen,
    TooManyPeople {
        most: usize,
    },
    TooManyCourses {
        most: usize,
    },
    TooManyNotes {
        most: i64,
    },
    /// Too many tries; wait.
    Wait {
        minutes: u32,
    },
    /// Training outside Ampera.
    Training(TrainingProblem),
    /// A rating below expectation is explained.
    NeedsWords,
    /// No rule for the predicate is in force on that day.
    NoRule,
    /// A day that is still to come.
    InFuture,
    /// No version of a rule file is in force on that day.
    NoRuleIn {
        file: &'static str,
    },
    /// Nobody holds a post there, or the position that was named.
    NobodyThere,
}
