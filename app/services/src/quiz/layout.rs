//! How a question is laid out for one attempt: shuffled by its seed, and translated both ways.
//!
//! The fields of a question are a list of texts:
//! - single and multiple choice: the positions (from 0, as shown) that are chosen;
//! - number, text, essay: the one text;
//! - cloze: a text per gap, for a drop-down the position as shown, or empty;
//! - match: per left row the position on the right as shown, or empty;
//! - order: per item as shown its rank from 1, or empty.

use content::model::Html;

/// What the learner fills in, in the order shown. Safe to send.
#[derive(Clone, Debug, PartialEq)]
pub enum PresentedForm {
    Single { options: Vec<Html> },
    Multiple { options: Vec<Html> },
    Number,
    Text,
    Cloze { parts: Vec<PresentedPart> },
    Match { labels: [Html; 2], left: Vec<Html>, right: Vec<Html> },
    Order { items: Vec<Html> },
    Essay,
}

/// A piece of a cloze. HTML pieces are balanced only together: join them with [`cloze_html`].
#[derive(Clone, Debug, PartialEq)]
pub enum PresentedPart {
    Html(Html),
    TextGap,
    NumberGap,
    /// The alternatives as shown (plain text).
    ChoiceGap(Vec<String>),
}

/// The whole text of a cloze, each gap replaced by what `control` writes for it (called with the gap's number from 0).
pub fn cloze_html(parts: &[PresentedPart], mut control: impl FnMut(usize, &PresentedPart) -> String) -> String {
    let mut html = String::new();
    let mut gap = 0;
    for part in parts {
        if let PresentedPart::Html(piece) = part {
            html.push_str(piece.as_str());
        } else {
            html.push_str(&control(gap, part));
            gap += 1;
        }
    }
    html
}
