//! The team's heat map.

use app::lang::Lang;
use app::pages::team::team;
use domain::competency::Standing;
use domain::id::PersonId;
use services::{TeamCell, TeamRow, TeamView, UnitOption};
use uuid::Uuid;

use crate::support::{HOSTILE, assert_escaped, body, frame, text};

fn unit(id: &str, name: &str, depth: usize) -> UnitOption {
    UnitOption { id: id.into(), name: name.into(), depth }
}

fn row(number: u128, name: &str, cells: Vec<Option<TeamCell>>) -> TeamRow {
    TeamRow {
        person: PersonId(Uuid::from_u128(number)),
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
    }
}

#[test]
fn a_team_in_indonesian() {
    insta::assert_snapshot!(body(team(&frame(Lang::Id), &view())));
}

#[test]
fn a_page_of_a_large_unit_in_english() {
    let mut view = view();
    (view.people, view.page, view.pages) = (1500, 10, 60);
    view.worst = view.worst.map(|(title, ..)| (title, 1, 1, 2));
    insta::assert_snapshot!(body(team(&frame(Lang::En), &view)));
}

#[test]
fn nobody_yet() {
    let mut view = view();
    (view.people, view.worst) = (0, None);
    view.rows.clear();
    insta::assert_snapshot!(body(team(&frame(Lang::Id), &view)));
}

#[test]
fn a_cell_says_in_words_what_its_colour_says() {
    let html = body(team(&frame(Lang::En), &view()));
    for words in ["short by 1 level, 1/2", "short by 3 levels, 0/3", "not enough evidence for level 2, ?", "met, 2/2"] {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains("not required"));
}

#[test]
fn what_people_type_is_escaped() {
    let mut view = view();
    let hostile = || text(HOSTILE, HOSTILE);
    view.unit = unit(HOSTILE, HOSTILE, 0);
    view.units = vec![unit(HOSTILE, HOSTILE, 0), unit("b", "B", 0)];
    view.columns[0] = (HOSTILE.into(), hostile(), hostile());
    view.rows[0].name = HOSTILE.into();
    view.rows[0].position = hostile();
    view.rows[0].basis = HOSTILE.into();
    view.worst = Some((hostile(), 1, 1, 2));
    view.pages = 3;
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&body(team(&frame(lang), &view)));
    }
}
