//! What the page says about saving: saved, on its way, not sent yet, signed out.

use super::dom;
use super::form::Form;

/// What to say about a question, or about handing in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Saving<'a> {
    Unanswered,
    /// Saved; the time is empty where it was saved before this page.
    Saved(&'a str),
    OnItsWay,
    Waiting,
    Refused,
    SignedOut,
    /// Handing in has begun.
    HandingIn,
    HandingInWaits,
}

/// Writes it into the `.save-state` within an element.
pub fn say(form: &Form, within: &web_sys::Element, saving: Saving<'_>) {
    let Some(line) = dom::first(within, ".save-state") else { return };
    let Some(words) = dom::first(&line, "span") else { return };
    let texts = &form.texts;
    let text = match saving {
        Saving::Unanswered => texts.unanswered.clone(),
        Saving::Saved("") => texts.saved.clone(),
        Saving::Saved(clock) => [texts.saved.as_str(), clock].join(" "),
        Saving::OnItsWay => texts.saving.clone(),
        Saving::Waiting => texts.waiting.clone(),
        Saving::Refused => texts.refused.clone(),
        Saving::SignedOut => texts.signed_out.clone(),
        Saving::HandingIn => texts.handing_in.clone(),
        Saving::HandingInWaits => texts.handing_in_waits.clone(),
    };
    let link = (saving == Saving::SignedOut).then_some(&texts.sign_in);
    // A live region speaks whenever it is written to.
    let whole = link.map_or_else(|| text.clone(), |link| [text.as_str(), link].join(" "));
    if words.text_content().as_ref() == Some(&whole) {
        return;
    }
    dom::toggle_class(&line, "save-state--saved", matches!(saving, Saving::Saved(_)));
    dom::toggle_class(&line, "save-state--waiting", matches!(saving, Saving::Waiting | Saving::HandingInWaits));
    dom::toggle_class(&line, "save-state--failed", matches!(saving, Saving::Refused | Saving::SignedOut));
    words.set_text_content(Some(&text));
    if let Some(link) = link.and_then(|text| dom::create("a", text)) {
        dom::set_attribute(&link, "href", &form.sign_in_url);
        let _ = words.append_with_str_1(" ");
        let _ = words.append_child(&link);
    }
}
