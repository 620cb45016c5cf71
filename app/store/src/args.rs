//! Values bound to a query, the same on both databases.

use uuid::Uuid;

use domain::id;
use domain::score::PerMille;
use domain::time::Timestamp;

/// A value for a placeholder. A missing value keeps its type: PostgreSQL asks for it.
#[derive(Clone, Debug)]
pub enum Arg {
    Int(Option<i64>),
    Text(Option<String>),
    Uuid(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
    Bool(Option<bool>),
}

macro_rules! from {
    ($($type:ty => |$value:ident| $variant:ident($map:expr)),+ $(,)?) => {$(
        impl From<$type> for Arg {
            fn from($value: $type) -> Self {
                Self::$variant(Some($map))
            }
        }

        impl From<Option<$type>> for Arg {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value.map(|$value| $map))
            }
        }
    )+};
}

from! {
    i64 => |v| Int(v),
    u32 => |v| Int(i64::from(v)),
    bool => |v| Bool(v),
    &str => |v| Text(v.to_owned()),
    String => |v| Text(v),
    Vec<u8> => |v| Bytes(v),
    Uuid => |v| Uuid(v),
    Timestamp => |v| Int(v.0),
    PerMille => |v| Int(i64::from(v.get())),
    domain::level::Level => |v| Int(i64::from(v.get())),
    id::PersonId => |v| Uuid(v.0),
    id::UnitId => |v| Uuid(v.0),
    id::AssignmentId => |v| Uuid(v.0),
    id::AttemptId => |v| Uuid(v.0),
    id::EvidenceId => |v| Uuid(v.0),
    id::SessionId => |v| Uuid(v.0),
    id::RecordId => |v| Uuid(v.0),
    id::GrantId => |v| Uuid(v.0),
    id::ClientId => |v| Uuid(v.0),
    id::RequestId => |v| Uuid(v.0),
    id::TrainingId => |v| Uuid(v.0),
    id::PlanId => |v| Uuid(v.0),
    id::CycleId => |v| Uuid(v.0),
    id::EvaluationId => |v| Uuid(v.0),
    id::NotificationId => |v| Uuid(v.0),
    id::TalentRoundId => |v| Uuid(v.0),
    id::ShortlistId => |v| Uuid(v.0),
    &id::CompetencyId => |v| Text(v.as_str().to_owned()),
    &id::CourseId => |v| Text(v.as_str().to_owned()),
    &id::ItemId => |v| Text(v.as_str().to_owned()),
    &id::QuestionId => |v| Text(v.as_str().to_owned()),
    &id::PositionId => |v| Text(v.as_str().to_owned()),
    &id::ContentHash => |v| Text(v.as_str().to_owned()),
}

/// A list of arguments.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Arg::from($value)),*] };
}

/// Binds every argument in order.
macro_rules! bind_all {
    ($query:expr, $args:expr) => {{
        let mut query = $query;
        for arg in $args {
            query = match arg {
                $crate::args::Arg::Int(value) => query.bind(value),
                $crate::args::Arg::Text(value) => query.bind(value),
                $crate::args::Arg::Uuid(value) => query.bind(value),
                $crate::args::Arg::Bytes(value) => query.bind(value),
                $crate::args::Arg::Bool(value) => query.bind(value),
            };
        }
        query
    }};
}
pub(crate) use bind_all;
