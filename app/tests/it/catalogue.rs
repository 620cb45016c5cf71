//! The catalogue.

use app::lang::Lang;
use app::pages::catalogue;
use domain::score::PerMille;
use services::catalogue::{CatalogueQuery, CatalogueView, CourseCard};

use crate::course::{level, security};
use crate::home::card_saying;
use crate::paths::path_saying;
use crate::support::{EVIL, assert_escaped, frame, main_of};

fn view_saying(words: &str) -> CatalogueView {
    CatalogueView {
        query: CatalogueQuery {
            words: format!("pengaduan{words}"),
            competency: Some("digital/keamanan".to_owned()),
            level: Some(level(2)),
            longest: Some(4),
        },
        courses: vec![
            card_saying(words),
            CourseCard { progress: Some(PerMille::new(333)), ..card_saying("") },
            CourseCard { progress: Some(PerMille::FULL), completed: true, ..card_saying("") },
        ],
        total: 12,
        competencies: vec![("digital/keamanan".to_owned(), security())],
        paths: vec![path_saying(words, 1)],
    }
}

#[test]
fn courses_that_were_found() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| catalogue(f, &view_saying(""))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| catalogue(f, &view_saying(""))));
}

#[test]
fn nothing_found() {
    let view = CatalogueView { courses: Vec::new(), ..view_saying("") };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| catalogue(f, &view)));
}

#[test]
fn without_a_search_nothing_is_to_be_cleared() {
    let view = CatalogueView { query: CatalogueQuery::default(), ..view_saying("") };
    let html = main_of(&frame(Lang::En), |f| catalogue(f, &view));
    assert!(html.contains("/jalur/baru-di-loket"));
    assert!(html.contains("3 courses<") && !html.contains("Clear all filters"), "{html}");
    let none = CatalogueView { courses: Vec::new(), total: 0, ..view };
    assert!(main_of(&frame(Lang::Id), |f| catalogue(f, &none)).contains("Belum ada kursus"));
}

#[test]
fn what_is_searched_for_is_text() {
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| catalogue(f, &view_saying(EVIL)));
        let none = CatalogueView { courses: Vec::new(), ..view_saying(EVIL) };
        assert_escaped(&frame(lang), |f| catalogue(f, &none));
    }
}
