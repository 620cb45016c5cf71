//! Every page: a pure function of the frame and a view. No page asks the database, the clock or chance.

mod accounts;
mod admin;
mod audit;
mod catalogue;
mod certificate;
mod clients;
mod course;
mod course_contents;
mod devices;
mod error;
mod evaluation;
mod evidence;
mod front;
mod home;
mod identities;
mod lesson;
mod manuscripts;
mod marking;
mod my_data;
mod passwords;
mod path;
mod paths;
mod profile;
mod quiz_result;
mod quiz_running;
mod quiz_start;
mod requests;
mod roles;
mod security;
mod sign_in;
mod sign_in_more;
mod style_guide;
mod team;
mod verify;

pub use accounts::{account, accounts};
pub use admin::{
    PersonAction, UnitAction, import_list, imports, mapping_problem, new_person, new_unit, people, person_admin,
    reason, unit, units,
};
pub use audit::audit;
pub use catalogue::catalogue;
pub use certificate::certificate;
pub use clients::clients;
pub use course::course;
pub use devices::devices;
pub use error::{ErrorPage, error_page};
pub use evaluation::{
    EvaluationAction, ReopenForm, Returned, cycle, cycles, evaluation, evaluation_team, my_evaluations, rating_code,
    state_name,
};
pub use evidence::evidence;
pub use front::{FrontView, front};
pub use home::home;
pub use identities::{identity_request, identity_requests};
pub use lesson::lesson;
pub use manuscripts::{manuscript, manuscripts};
pub use marking::{mark, unmarked};
pub use my_data::my_data;
pub use passwords::{ask_reset, change_password, link_over, password_by_link};
pub use path::path;
pub use paths::paths;
pub use profile::profile;
pub use quiz_result::quiz_result;
pub use quiz_running::quiz_running;
pub use quiz_start::quiz_start;
pub use requests::{request, requests};
pub use roles::roles;
pub use security::{Showing, recovery_codes, security};
pub use sign_in::{SignInForm, SignInProblem, sign_in};
pub use sign_in_more::{CodeForm, sign_in_code, sign_in_waiting};
pub use style_guide::style_guide;
pub use team::team;
pub use verify::{verify, verify_form};
