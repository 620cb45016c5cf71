//! The team's heat map.

use app::lang::Lang;
use app::pages::team;
use domain::competency::Standing;
use services::{TeamCell, TeamRow, TeamView, UnitOption};

use crate::profile::{id, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

fn unit(id: &str, name: &str, depth: usize) -> UnitOption {
    UnitOption { id: id.into(), name: name.into(), depth }
}

fn row(number: u32, name: &str, cells: Vec<Option<TeamCell>>) -> TeamRow {
    TeamRow {
        person: id(number),
        name: name.into(),
        position: text("Pengelola Layanan", "Service Officer"),
        basis: "definitive".into(),
        cells,
        job_match: Some((820, 2, 3)),
        hours: 14,
    }
}

fn cell(required: u8, held: Option<u8>, standing: Standing) -> Option<TeamCell> {
    Some(TeamCell { required, held, standing })
}

fn view() -> TeamView {
    let complaints = text("Penanganan pengaduan", "Handling complaints");
    TeamView {
        unit: unit("u2", "Kelurahan 26 Ilir", 1),
        units: vec![unit("u1", "Kecamatan Bukit Kecil", 0), unit("u2", "Kelurahan 26 Ilir", 1)],
        columns: vec![
            ("layanan/loket".into(), text("Pelayanan loket", "Counter service"), text("Loket", "Counter")),
            ("layanan/pengaduan".into(), complaints.clone(), text("Pengaduan", "Complaints")),
            ("digital/keamanan".into(), text("Keamanan digital", "Digital security"), text("Keamanan", "Security")),
        ],
        rows: vec![
            row(
                1,
                "Rina Astuti",
                vec![
                    cell(2, Some(2), Standing::Met),
                    cell(2, Some(1), Standing::Short { by: 1 }),
                    cell(2, None, Standing::NotEnoughEvidence),
                ],
            ),
            TeamRow {
                basis: "plt".into(),
                job_match: None,
                ..row(
                    2,
                    "Sari Dewi",
                    vec![cell(3, Some(1), Standing::Short { by: 2 }), cell(3, None, Standing::Short { by: 3 }), None],
                )
            },
        ],
        people: 2,
        page: 1,
        pages: 1,
        worst: Some((complaints, 2, 0, 2)),
        acting: None,
    }
}

#[test]
fn a_team_in_indonesian() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| team(f, &view())));
}

#[test]
fn a_page_of_a_large_unit_in_english() {
    let mut view = view();
    (view.people, view.page, view.pages) = (1500, 10, 60);
    view.worst = view.worst.map(|(title, ..)| (title, 1, 1, 2));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| team(f, &view)));
}

#[test]
fn nobody_yet() {
    let mut view = view();
    (view.people, view.worst) = (0, None);
    view.rows.clear();
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| team(f, &view)));
}

#[test]
fn a_cell_says_in_words_what_its_colour_says() {
    let html = main_of(&frame(Lang::En), |f| team(f, &view()));
    for words in ["short by 1 level, 1/2", "short by 3 levels, 0/3", "not enough evidence for level 2, ?", "met, 2/2"] {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains("not required"));
}

#[test]
fn what_people_type_is_escaped() {
    let mut view = view();
    let hostile = || text(EVIL, EVIL);
    view.unit = unit(EVIL, EVIL, 0);
    view.units = vec![unit(EVIL, EVIL, 0), unit("b", "B", 0)];
    view.columns[0] = (EVIL.into(), hostile(), hostile());
    view.rows[0].name = EVIL.into();
    view.rows[0].position = hostile();
    view.rows[0].basis = EVIL.into();
    view.worst = Some((hostile(), 1, 1, 2));
    view.pages = 3;
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| team(f, &view));
    }
}
