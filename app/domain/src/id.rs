//! Identifiers as types of their own, so that none is taken for another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    )+};
}

uuid_id! {
    /// A person, for as long as Ampera knows them. NIP and NI PPPK are dated numbers of a person, never a key.
    PersonId,
    /// A unit of the organisation (OPD, kecamatan, kelurahan, puskesmas).
    UnitId,
    /// The time a person holds a position in a unit.
    AssignmentId,
    /// One run through a quiz.
    AttemptId,
    /// One entry of the evidence ledger.
    EvidenceId,
    /// A signed-in device.
    SessionId,
    /// An entry of the learning hours ledger, a certificate, an audit event, an outbox row.
    RecordId,
    /// A role that somebody was given.
    GrantId,
    /// A program of another system.
    ClientId,
    /// What somebody asks for about their personal data.
    RequestId,
    /// Training outside Ampera that somebody files.
    TrainingId,
    /// Courses that people are to complete until a day.
    PlanId,
    /// A cycle of performance evaluations.
    CycleId,
    /// The evaluation of one person in a cycle.
    EvaluationId,
    /// Something that a person is told.
    NotificationId,
    /// Talent boxes that were set together, by one rubric.
    TalentRoundId,
    /// A list of people for a post or an award, as it was asked for.
    ShortlistId,
}

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
    )+};
}

text_id! {
    /// A competency of a dictionary: `layanan/pengaduan`.
    CompetencyId,
    /// A course: its folder's name, `mengenali-phishing`.
    CourseId,
    /// A lesson, quiz or bank of a course: `mengenali-phishing/kuis-akhir`.
    ItemId,
    /// A question, unique within its course: `dp-notify`.
    QuestionId,
    /// A position that has a standard: `pengelola-layanan`.
    PositionId,
    /// The SHA-256 of a published content version, in hexadecimal.
    ContentHash,
}
