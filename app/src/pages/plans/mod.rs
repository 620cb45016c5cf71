//! Plans: mine, those of a team, one of them, a new one, and which courses help most.

mod best;
mod mine;
mod new;
mod one;
mod preview;
mod team;
mod unsubscribe;
mod words;

pub use best::best_plan;
pub use mine::{due_row, my_plan};
pub use new::new_plan;
pub use one::{PlanAction, plan};
pub use preview::preview_plan;
pub use team::team_plans;
pub use unsubscribe::unsubscribe;
pub use words::{due_words, reminder_words, state_chip as plan_chip, title as plan_title};
