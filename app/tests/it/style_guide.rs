//! The style guide.

use std::collections::BTreeSet;

use app::lang::Lang;
use app::pages::style_guide;

use crate::support::{frame, main_of};

#[test]
fn every_component_in_both_themes() {
    let html = main_of(&frame(Lang::Id), style_guide);
    assert_eq!(html.matches("data-theme=\"light\"").count(), html.matches("data-theme=\"dark\"").count());
    insta::assert_snapshot!(html);
}

#[test]
fn every_id_is_there_once() {
    for lang in [Lang::Id, Lang::En] {
        let html = main_of(&frame(lang), style_guide);
        let mut seen = BTreeSet::new();
        for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(seen.insert(id.to_owned()), "{id} is there twice");
        }
    }
}
