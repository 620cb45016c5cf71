//! Forms of the agency's administrators.

pub mod career;
pub mod evaluation;
pub mod imports;
pub mod oversight;
pub mod people;
pub mod standards;
pub mod sync;
pub mod units;
