//! Fields for passwords and codes: what was typed never comes back.

use leptos::prelude::*;

use super::field::{Field, field};

/// `autocomplete` tells a password manager which password is meant.
pub fn password_field(of: &Field, autocomplete: &'static str) -> AnyView {
    let control = view! {
        <input
            class="input"
            id=of.id()
            name=of.name.clone()
            type="password"
            autocomplete=autocomplete
            maxlength="400"
            required
            aria-invalid=of.invalid()
            aria-describedby=of.described_by()
        />
    };
    field(of, control)
}

/// A code of an authenticator, or a recovery code.
pub fn code_field(of: &Field) -> AnyView {
    let control = view! {
        <input
            class="input"
            id=of.id()
            name=of.name.clone()
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck="false"
            maxlength="40"
            required
            aria-invalid=of.invalid()
            aria-describedby=of.described_by()
        />
    };
    field(of, control)
}

/// An e-mail address.
pub fn address_field(of: &Field, value: &str) -> AnyView {
    let control = view! {
        <input
            class="input"
            id=of.id()
            name=of.name.clone()
            type="email"
            inputmode="email"
            autocomplete="email"
            autocapitalize="none"
            spellcheck="false"
            maxlength="254"
            required
            value=value.to_owned()
            aria-invalid=of.invalid()
            aria-describedby=of.described_by()
        />
    };
    field(of, control)
}
