//! The rules of Ampera, pure: no input or output, no clock, no random numbers.
//!
//! An answer is graded ([`grading`]), becomes evidence ([`evidence`]), and the evidence of a person is turned into
//! competency states ([`competency`]) with the measurement of [`measurement`]. Who may see or do what is decided in one
//! place ([`policy`]).

pub mod activity;
pub mod answer;
pub mod assignment;
pub mod attempt;
pub mod cell;
pub mod competency;
pub mod completion;
pub mod course_history;
pub mod delivery;
pub mod draw;
pub mod evaluation;
pub mod evaluation_cycle;
pub mod evidence;
pub mod grading;
pub mod id;
pub mod key;
pub mod learning_hours;
pub mod level;
pub mod mask;
pub mod measurement;
pub mod notification;
pub mod number;
pub mod plan;
pub mod policy;
pub mod position;
pub mod professionalism;
pub mod rules;
pub mod score;
pub mod status;
pub mod talent;
pub mod throttle;
pub mod time;
pub mod training;
pub mod uncertainty;
pub mod unit;
