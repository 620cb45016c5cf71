//! Pages of the agency's administrators: people, units, lists in and out.

mod import;
mod imports;
mod parts;
mod people;
mod person;
mod report;
mod standard_draft;
mod standards;
mod unit;
mod units;
mod words;

pub use import::import_list;
pub use imports::imports;
pub use parts::{date_field, status_name};
pub use people::{new_person, people};
pub use person::{PersonAction, person_admin};
pub use standard_draft::standard_draft;
pub use standards::{standard, standards};
pub use unit::{UnitAction, unit};
pub use units::{new_unit, units};
pub use words::{mapping_problem, reason};
