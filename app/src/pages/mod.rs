//! Every page: a pure function of the frame and a view. No page asks the database, the clock or chance.

mod accounts;
mod admin;
mod audit;
mod career;
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
mod hours_ledger;
mod identities;
mod lesson;
mod manuscripts;
mod marking;
mod my_data;
mod notifications;
mod passwords;
mod path;
mod paths;
mod plans;
mod profile;
mod quiz_result;
mod quiz_running;
mod quiz_start;
mod requests;
mod roles;
mod security;
mod sheets;
mod sign_in;
mod sign_in_more;
mod style_guide;
mod sync;
mod team;
mod training;
mod verify;

pub use accounts::{account, accounts};
pub use admin::{
    PersonAction, UnitAction, import_list, imports, mapping_problem, new_person, new_unit, people, person_admin,
    reason, standard, standard_draft, standards, unit, units,
};
pub use audit::audit;
pub use career::{career, criterion_name, finding_name, measured, points, reason_text, shortlist, shortlists, talent};
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
pub use hours_ledger::hours_ledger;
pub use identities::{identity_request, identity_requests};
pub use lesson::lesson;
pub use manuscripts::{manuscript, manuscripts};
pub use marking::{mark, unmarked};
pub use my_data::{known_table as my_data_words, my_data};
pub use notifications::{notice_words, notices_ended, notification_address, notification_choices, notifications};
pub use passwords::{ask_reset, change_password, link_over, password_by_link};
pub use path::path;
pub use paths::paths;
pub use plans::{
    PlanAction, best_plan, my_plan, new_plan, plan, plan_title, preview_plan, reminder_words, team_plans, unsubscribe,
};
pub use profile::profile;
pub use quiz_result::quiz_result;
pub use quiz_running::quiz_running;
pub use quiz_start::quiz_start;
pub use requests::{request, requests};
pub use roles::roles;
pub use security::{FormOf, Showing, recovery_codes, security};
pub use sheets::{sheet_batch, unit_sheets, verify_sheet};
pub use sign_in::{SignInForm, SignInProblem, sign_in};
pub use sign_in_more::{CodeForm, sign_in_code, sign_in_waiting};
pub use style_guide::style_guide;
pub use sync::{sync, sync_compare};
pub use team::team;
pub use training::{training, training_to_verify, trainings, trainings_to_verify};
pub use verify::{verify, verify_form};
