//! The heat map of a team: of people, and of units.

use app::lang::Lang;
use app::pages::team;
use domain::cell::Tally;
use domain::competency::Standing;
use domain::score::PerMille;
use services::{
    TeamBody, TeamCell, TeamColumn, TeamQuery, TeamRow, TeamShow, TeamState, TeamUnit, TeamView, UnitOption,
};

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
    let certainty = PerMille::new(if held.is_some() { 880 } else { 0 });
    Some(TeamCell { required, held, standing, certainty })
}

fn tally(people: i64, met: i64, short: [i64; 3]) -> Tally {
    Tally { people, met, short, unknown: people - met - short.iter().sum::<i64>(), strong: met }
}

fn column(id: &str, title: services::Text, short: services::Text, tally: Tally) -> TeamColumn {
    TeamColumn { id: id.into(), title, short, tally }
}

fn view() -> TeamView {
    let columns = vec![
        column(
            "layanan/pengaduan",
            text("Penanganan pengaduan", "Handling complaints"),
            text("Pengaduan", "Complaints"),
            tally(2, 0, [1, 0, 1]),
        ),
        column(
            "layanan/loket",
            text("Pelayanan loket", "Counter service"),
            text("Loket", "Counter"),
            tally(2, 1, [0, 1, 0]),
        ),
        column(
            "digital/keamanan",
            text("Keamanan digital", "Digital security"),
            text("Keamanan", "Security"),
            tally(1, 0, [0; 3]),
        ),
    ];
    let strong = |cell: Option<TeamCell>| cell.map(|cell| TeamCell { certainty: PerMille::new(970), ..cell });
    TeamView {
        query: TeamQuery { unit: "u2".into(), show: Some(TeamShow::People), page: 1, ..TeamQuery::default() },
        unit: unit("u2", "Kelurahan 26 Ilir", 1),
        above: vec![unit("u1", "Kecamatan Bukit Kecil", 0)],
        units: vec![unit("u1", "Kecamatan Bukit Kecil", 0), unit("u2", "Kelurahan 26 Ilir", 1)],
        positions: vec![("pengelola-layanan".into(), text("Pengelola Layanan", "Service Officer"), 2)],
        body: TeamBody::People(vec![
            row(
                1,
                "Rina Astuti",
                vec![
                    cell(2, Some(1), Standing::Short { by: 1 }),
                    strong(cell(2, Some(2), Standing::Met)),
                    cell(2, None, Standing::NotEnoughEvidence),
                ],
            ),
            TeamRow {
                basis: "plt".into(),
                job_match: None,
                ..row(
                    2,
                    "Sari Dewi",
                    vec![cell(3, None, Standing::Short { by: 3 }), cell(3, Some(1), Standing::Short { by: 2 }), None],
                )
            },
        ]),
        worst: columns.first().cloned(),
        competencies: columns.clone(),
        columns,
        people: 2,
        found: 2,
        page: 1,
        pages: 1,
        may_assign: true,
        has_units: false,
        lists_people: true,
        strong: PerMille::new(950),
        acting: None,
    }
}

#[test]
fn who_plans_for_nobody_is_not_led_to_planning() {
    let html = |view: &TeamView| main_of(&frame(Lang::Id), |f| team(f, view));
    assert!(html(&view()).contains("/rencana/hitung"));
    assert!(!html(&TeamView { may_assign: false, ..view() }).contains("/rencana/hitung"));
}

/// A city of three units, one of them its own people.
fn city() -> TeamView {
    let mut view = view();
    view.query.show = Some(TeamShow::Units);
    (view.has_units, view.people, view.found) = (true, 1500, 60);
    let tallies = [tally(900, 100, [150, 100, 50]), tally(500, 499, [0; 3]), tally(80, 10, [50, 10, 5])];
    for (column, tally) in view.columns.iter_mut().zip(tallies) {
        column.tally = tally;
    }
    view.competencies.clone_from(&view.columns);
    view.worst = view.columns.first().cloned();
    let unit = |id: Option<&str>, name: &str, cells: Vec<Tally>| TeamUnit {
        id: id.map(str::to_owned),
        name: name.into(),
        people: cells[0].people.max(1),
        cells,
    };
    view.body = TeamBody::Units(vec![
        unit(Some("u3"), "Dinas Sosial", vec![tally(40, 10, [20, 10, 0]), tally(40, 40, [0; 3]), Tally::default()]),
        unit(
            Some("u4"),
            "Puskesmas Dempo",
            vec![tally(9, 3, [2, 1, 0]), tally(9, 1, [1, 0, 0]), tally(9, 5, [3, 0, 0])],
        ),
        unit(None, "Kota", vec![tally(1, 1, [0; 3]), Tally::default(), Tally::default()]),
    ]);
    view
}

#[test]
fn a_team_in_indonesian() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| team(f, &view())));
}

#[test]
fn a_page_of_a_large_unit_in_english() {
    let mut view = city();
    (view.page, view.pages) = (10, 60);
    view.query.page = 10;
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| team(f, &view)));
}

#[test]
fn a_city_in_indonesian() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| team(f, &city())));
}

#[test]
fn nobody_yet() {
    let mut view = view();
    (view.people, view.found, view.worst) = (0, 0, None);
    view.columns.clear();
    view.body = TeamBody::People(Vec::new());
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| team(f, &view)));
}

#[test]
fn a_cell_says_in_words_what_its_colour_says() {
    let html = main_of(&frame(Lang::En), |f| team(f, &view()));
    for words in [
        "short by 1 level, 1/2",
        "short by 3 levels, 0/3",
        "not enough evidence for level 2, ?",
        "met, 2/2, very certain",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains("not required"));
    let html = main_of(&frame(Lang::En), |f| team(f, &city()));
    assert!(html.contains("Puskesmas Dempo, Handling complaints: short in 3 of 9, 3 without enough evidence"));
}

#[test]
fn every_view_has_an_address_that_keeps_what_was_chosen() {
    let mut view = city();
    view.query.position = "lurah & kawan".into();
    view.query.state = Some(TeamState::Short);
    let html = main_of(&frame(Lang::Id), |f| team(f, &view));
    let kept = "jabatan=lurah%20%26%20kawan&amp;kompetensi=layanan%2Fpengaduan&amp;keadaan=kurang";
    assert!(html.contains(&format!("/tim?unit=u3&amp;{kept}")), "{html}");
    assert!(html.contains("/tim.xlsx?unit=u2&amp;jabatan=lurah%20%26%20kawan&amp;keadaan=kurang"));
}

#[test]
fn what_people_type_is_escaped() {
    let hostile = || text(EVIL, EVIL);
    for mut view in [view(), city()] {
        view.unit = unit(EVIL, EVIL, 0);
        view.above = vec![unit(EVIL, EVIL, 0)];
        view.units = vec![unit(EVIL, EVIL, 0), unit("b", "B", 0)];
        view.positions = vec![(EVIL.into(), hostile(), 1)];
        view.query =
            TeamQuery { unit: EVIL.into(), position: EVIL.into(), competency: EVIL.into(), page: 1, ..view.query };
        view.columns[0] = column(EVIL, hostile(), hostile(), tally(2, 1, [1, 0, 0]));
        view.competencies.clone_from(&view.columns);
        view.worst = view.columns.first().cloned();
        match &mut view.body {
            TeamBody::People(rows) => {
                rows[0].name = EVIL.into();
                rows[0].position = hostile();
                rows[0].basis = EVIL.into();
            }
            TeamBody::Units(rows) => {
                rows[0].name = EVIL.into();
                rows[0].id = Some(EVIL.into());
            }
        }
        view.pages = 3;
        for lang in [Lang::Id, Lang::En] {
            assert_escaped(&frame(lang), |f| team(f, &view));
        }
    }
}
