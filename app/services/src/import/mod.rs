//! Lists of people from other systems: read, compared with what is on record, shown, and applied as a whole.
//!
//! [`sheet`] reads rows of CSV or XLSX, [`column`] says what each column is, [`line`] makes a row a statement about a
//! unit or a person, [`units`] and [`person`] find out what it changes, [`run`] does it for a whole list, a few hundred
//! people at a time. A dry run is the same without writing. [`upload`] keeps a list between the two.

mod column;
mod groups;
mod heads;
mod line;
mod person;
mod report;
mod run;
mod sheet;
mod units;
mod upload;

pub(crate) use column::normal;
pub use column::{Column, Mapping, MappingProblem};
pub use report::{Entry, Reason, Rejection, Report, What};
pub use run::{ImportOptions, Imported};
pub use sheet::{Broken, Source};
pub use upload::{ColumnChoice, ImportForm, ImportView, ImportsView, LARGEST_UPLOAD, RunRow};
