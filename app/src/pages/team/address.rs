//! The address of every view of the team: what is chosen stays chosen, and only what differs is named.

use services::{TeamQuery, TeamSort, TeamState};

use crate::document::escape_query;

/// The page of a query.
pub fn page(query: &TeamQuery) -> String {
    with("/tim", query)
}

/// A file of a query.
pub fn file(query: &TeamQuery, ending: &str) -> String {
    with(&format!("/tim.{ending}"), query)
}

fn with(path: &str, query: &TeamQuery) -> String {
    let page = query.page.to_string();
    let values = [
        ("unit", query.unit.as_str()),
        ("jabatan", &query.position),
        ("kompetensi", &query.competency),
        ("keadaan", query.state.map(TeamState::code).unwrap_or_default()),
        ("urut", if query.sort == TeamSort::default() { "" } else { query.sort.code() }),
        ("tampil", query.show.map(|show| show.code()).unwrap_or_default()),
        ("hal", if query.page > 1 { page.as_str() } else { "" }),
    ];
    let mut address = path.to_owned();
    for (name, value) in values.into_iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&escape_query(value));
    }
    address
}
