//! Every component in its states.

use crate::refusal::Outcome;
use crate::visit::Visit;

/// `GET /gaya`
pub async fn show(visit: Visit) -> Outcome {
    Ok(visit.page(app::pages::style_guide))
}
