//! Islands: what becomes interactive in the browser. Each improves HTML that works without it.

pub mod quiz;
