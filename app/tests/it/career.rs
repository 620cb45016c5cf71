//! Careers: the page of a person, talent boxes, shortlists.

use std::collections::BTreeMap;

use app::lang::Lang;
use app::pages::{career, shortlist, shortlists, talent};
use domain::activity::Activity;
use domain::evaluation::Rating;
use domain::professionalism::{CompetenceWeights, Index, Known, Offer, Weights};
use domain::talent::Rubric;
use domain::time::Timestamp;
use domain::uncertainty::{Finding, Measured};
use services::{
    BoxDetail, CareerView, CompetenceOffer, Counting, Criterion, FactForm, FactKind, FactRow, FactValue, FieldError,
    IndexEvaluation, IndexRow, IndexRule, KnownFact, NineBoxRule, NotPlaced, Order, OwnBox, PredicateView, Problem,
    Purpose, Reason, RuleSource, RuleVersion, ShortlistChoices, ShortlistEntry, ShortlistForm, ShortlistPart,
    ShortlistRow, ShortlistView, ShortlistsView, StepView, TalentForm, TalentPerson, TalentQuery, TalentRound,
    TalentView, UnitOption, Wanted,
};

use crate::profile::{id, person, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);
const WEIGHTS: Weights = Weights { qualification: 250, competence: 400, performance: 300, discipline: 50 };
const COMPETENCE: CompetenceWeights =
    CompetenceWeights { leadership: 150, technical: 150, seminar: 100, technical_min_jp: 20 };

fn sources() -> Vec<RuleSource> {
    vec![
        RuleSource { source: "PermenPANRB 38/2018, Peraturan BKN 8/2019".into(), is_checked: true },
        RuleSource { source: text("Contoh jenjang setempat", "Example of local steps"), is_checked: false },
    ]
}

fn index_rule() -> IndexRule {
    let step = |id: &str, points, title| StepView { id: id.into(), points, title };
    IndexRule {
        since: "2025-01-01".parse().unwrap(),
        sources: sources(),
        weights: WEIGHTS,
        competence: Some(COMPETENCE),
        qualification: vec![step("s1", 150, text("S-1 atau D-IV", "Bachelor"))],
        discipline: vec![step("none", 50, text("Tidak pernah dihukum", "Never punished"))],
        performance: BTreeMap::from([("baik".to_owned(), 250)]),
        technical: [Activity::ELearning].into(),
        seminar: [Activity::Seminar].into(),
        bands: Vec::new(),
    }
}

fn nine_box_rule() -> NineBoxRule {
    NineBoxRule {
        since: "2023-01-01".parse().unwrap(),
        sources: sources(),
        rubric: Rubric { boxes: [[4, 7, 9], [2, 5, 8], [1, 3, 6]], middle_from: 680, high_from: 800 },
        rows: [vec!["sangat-baik".into()], vec!["baik".into()], vec!["kurang".into()]],
        mix: (700, 300),
        performance_years: 2,
        next_position: BTreeMap::new(),
    }
}

fn detail() -> BoxDetail {
    BoxDetail {
        number: Some(5),
        also: vec![8],
        why: None,
        performance: Some(Rating::As),
        predicate: Some(text("Baik", "Good")),
        cycle: Some("Triwulan II 2026".into()),
        potential: Some(Measured { value: 790, sd: 31 }),
        job_match: Some(Measured { value: 833, sd: 40 }),
        decided: (5, 11),
        index: (400, 300),
        position: "pengelola-layanan".into(),
        target: Some("kepala-seksi-pelayanan".into()),
    }
}

fn fact(kind: FactKind, value: FactValue) -> FactRow {
    FactRow {
        kind,
        value,
        source: "Ijazah S-1, arsip BKPSDM".into(),
        from: NOW.plus_days(-90),
        noted_at: NOW.plus_days(-9),
        noted_by: Some("Dewi Anggraini".into()),
    }
}

/// Some parts are known, some are not.
fn own() -> CareerView {
    let known = Known {
        qualification: Some(150),
        leadership: None,
        performance: Some(250),
        discipline: None,
        technical_jp: 14,
        seminar_jp: 0,
    };
    let stored = KnownFact {
        kind: FactKind::Qualification,
        value: FactValue::Step(text("S-1 atau D-IV", "Bachelor")),
        source: "Ijazah S-1, arsip BKPSDM".into(),
    };
    CareerView {
        person: person(),
        year: 2026,
        years: vec![2026, 2025],
        row: IndexRow {
            index: Index::of(&known, &WEIGHTS, Some(&COMPETENCE)),
            facts: vec![stored],
            evaluation: Some(IndexEvaluation {
                id: id(3),
                cycle: "Triwulan II 2026".into(),
                predicate: "baik".into(),
                title: text("Baik", "Good"),
            }),
            technical_jp: 14,
            seminar_jp: 0,
            counted_jp: 14,
            post: None,
        },
        rule: index_rule(),
        bands: (Some(text("Sangat Rendah", "Very low")), Some(text("Rendah", "Low"))),
        technical: vec![Counting { title: "Mengenali phishing".into(), jp: 14 }],
        seminars: Vec::new(),
        offers: vec![
            CompetenceOffer {
                course: "data-dan-dasbor-unit".into(),
                title: "Data dan dasbor untuk unit".into(),
                offer: Offer { jp: 6, points: 150, left: 0 },
            },
            CompetenceOffer {
                course: "melayani-di-loket".into(),
                title: "Melayani di loket".into(),
                offer: Offer { jp: 5, points: 0, left: 1 },
            },
        ],
        is_capped: false,
        own_box: Some(OwnBox {
            round: "Semester I 2026".into(),
            day: "2026-06-30".parse().unwrap(),
            set_by: Some("Dewi Anggraini".into()),
            detail: detail(),
            target: Some(text("Kepala Seksi Pelayanan", "Head of service section")),
            rule: Some(nine_box_rule()),
            digest: "0123456789abcdef0123".into(),
        }),
        facts: vec![
            fact(FactKind::Discipline, FactValue::Unknown),
            fact(FactKind::Qualification, FactValue::Step(text("S-1 atau D-IV", "Bachelor"))),
        ],
        may_note: false,
    }
}

#[test]
fn ones_own_career() {
    let view = own();
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |frame| career(frame, &view, &FactForm::default(), &[])));
    }
}

#[test]
fn a_fact_that_was_not_noted() {
    let mut view = own();
    view.person.is_own = false;
    view.may_note = true;
    view.own_box = None;
    let form = FactForm { fact: "discipline:none".into(), from: "besok".into(), source: String::new() };
    let errors = [FieldError::new("from", Problem::NotADate), FieldError::new("source", Problem::Missing)];
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |frame| career(frame, &view, &form, &errors)));
    }
}

#[test]
fn the_first_day_and_the_cap() {
    let mut view = own();
    view.row.index = Index::of(&Known::default(), &WEIGHTS, None);
    (view.is_capped, view.offers, view.facts, view.row.facts) = (true, Vec::new(), Vec::new(), Vec::new());
    (view.row.evaluation, view.years) = (None, vec![2026]);
    let own_box = view.own_box.as_mut().unwrap();
    own_box.detail =
        BoxDetail { number: None, also: Vec::new(), why: Some(NotPlaced::NoEvaluation), ..BoxDetail::default() };
    let html = main_of(&frame(Lang::Id), |frame| career(frame, &view, &FactForm::default(), &[]));
    for expected in
        ["Jenis jabatannya belum tercatat", "Batas JP tahun ini", "belum ada evaluasi kinerja yang sudah ditetapkan"]
    {
        assert!(html.contains(expected), "{expected}: {html}");
    }
}

fn round() -> TalentRound {
    TalentRound {
        id: "r1".into(),
        name: "Semester I 2026".into(),
        day: "2026-06-30".parse().unwrap(),
        set_by: Some("Dewi Anggraini".into()),
        set_at: NOW,
    }
}

fn boxes() -> TalentView {
    let one = |number: u32, name: &str, detail| TalentPerson {
        person: id(number),
        name: name.into(),
        position: text("Pengelola Layanan", "Service officer"),
        target: Some(text("Kepala Seksi Pelayanan", "Head of service section")),
        detail,
    };
    let without = BoxDetail { number: None, also: Vec::new(), why: Some(NotPlaced::NoMatch), ..BoxDetail::default() };
    let mut counts = [(0, 0); 9];
    counts[4] = (1, 1);
    TalentView {
        query: TalentQuery { page: 1, ..TalentQuery::default() },
        rounds: vec![round()],
        round: Some(round()),
        units: vec![UnitOption { id: "u1".into(), name: "Kelurahan 26 Ilir".into(), depth: 0 }],
        unit: Some(UnitOption { id: "u1".into(), name: "Kelurahan 26 Ilir".into(), depth: 0 }),
        rule: Some(nine_box_rule()),
        counts,
        not_placed: 1,
        people: vec![one(1, "Rina Astuti", detail()), one(2, "Sari Dewi", without)],
        names_all: true,
        page: 1,
        pages: 1,
        may_set: false,
    }
}

#[test]
fn talent_boxes_of_a_unit() {
    let view = boxes();
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |frame| talent(frame, &view, &TalentForm::default(), &[])));
    }
}

#[test]
fn boxes_that_were_not_set_keep_what_was_typed() {
    let view = TalentView { round: None, rounds: Vec::new(), people: Vec::new(), may_set: true, ..boxes() };
    let form = TalentForm { name: "Semester II".into(), day: "2017-01-01".into() };
    let errors = [FieldError::new("day", Problem::NoRuleIn { file: "nine-box.yaml" })];
    let html = main_of(&frame(Lang::En), |frame| talent(frame, &view, &form, &errors));
    for expected in ["value=\"Semester II\"", "value=\"2017-01-01\"", "Complete rules/nine-box.yaml", "href=\"#day\""] {
        assert!(html.contains(expected), "{expected}: {html}");
    }
}

fn list_row() -> ShortlistRow {
    ShortlistRow {
        id: id(9),
        name: "Calon lurah".into(),
        purpose: Some(Purpose::Promotion),
        position: Some(text("Lurah", "Head of kelurahan")),
        people: 3,
        asked_at: NOW,
        asked_by: Some("Dewi Anggraini".into()),
    }
}

fn list() -> ShortlistView {
    let one = |number: u32, name: &str, finding, group, tied, value| ShortlistEntry {
        person: id(number),
        name: name.into(),
        position: text("Kepala Seksi Pelayanan", "Head of service section"),
        unit: "Kelurahan 26 Ilir".into(),
        finding,
        group,
        tied,
        value,
        reasons: vec![
            Reason::Standard { finding, met: 4, short: 0, unknown: 8 },
            Reason::JobMatch { finding, measured: value, decided: 4, of: 12 },
            Reason::Evaluation { finding, predicate: Some(text("Baik", "Good")), cycle: Some("Triwulan II".into()) },
            Reason::Hours { finding, counted: 14, duty: 20 },
            Reason::Index { finding, reached: 400, open: 300 },
        ],
    };
    let of = |value, sd| Some(Measured { value, sd });
    ShortlistView {
        row: list_row(),
        wanted: Wanted {
            purpose: Purpose::Promotion,
            position: Some("lurah".into()),
            unit: "u1".into(),
            unit_name: "Kelurahan 26 Ilir".into(),
            held: None,
            criteria: Criterion::ALL.to_vec(),
            band: Some((680, text("Masih Memenuhi Syarat", "Still meets the requirements"))),
            rank: Some(2),
            points: Some(610),
            order: Order::JobMatch,
            certainty: 950,
        },
        held: None,
        counts: [2, 0, 1],
        parts: vec![
            ShortlistPart {
                finding: Finding::Met,
                entries: vec![
                    one(1, "Rina Astuti", Finding::Met, 1, 2, of(812, 40)),
                    one(2, "Sari Dewi", Finding::Met, 1, 2, of(833, 52)),
                ],
            },
            ShortlistPart {
                finding: Finding::Short,
                entries: vec![one(3, "Yusuf Hidayat", Finding::Short, 0, 1, None)],
            },
        ],
        predicate: Some(text("Baik", "Good")),
        rules: vec![RuleVersion {
            file: "ip-asn.yaml".into(),
            since: "2025-01-01".into(),
            source: "Peraturan BKN 8/2019".into(),
            is_checked: false,
        }],
        digest: "0123456789abcdef0123".into(),
        page: 1,
        pages: 1,
    }
}

#[test]
fn a_shortlist_with_a_tied_group() {
    let view = list();
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |frame| shortlist(frame, &view)));
    }
}

fn choices() -> ShortlistsView {
    ShortlistsView {
        lists: vec![list_row()],
        choices: ShortlistChoices {
            units: vec![UnitOption { id: "u1".into(), name: "Kota".into(), depth: 0 }],
            positions: vec![("lurah".into(), text("Lurah", "Head of kelurahan"))],
            bands: vec![("memenuhi-syarat".into(), 800, text("Memenuhi Syarat", "Meets the requirements"))],
            predicates: vec![PredicateView { id: "baik".into(), title: text("Baik", "Good"), rank: 2 }],
        },
        may_make: true,
    }
}

#[test]
fn shortlists_and_a_form_that_came_back() {
    let form = ShortlistForm {
        name: "Calon lurah".into(),
        purpose: "promotion".into(),
        criteria: vec!["index".into()],
        points: "banyak".into(),
        order: "index".into(),
        ..ShortlistForm::default()
    };
    let errors = [FieldError::new("position", Problem::Missing), FieldError::new("points", Problem::NotANumber)];
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |frame| shortlists(frame, &choices(), &form, &errors)));
    }
}

#[test]
fn nothing_typed_becomes_markup() {
    let mut view = own();
    view.may_note = true;
    view.facts[0].source = EVIL.into();
    view.facts[0].noted_by = Some(EVIL.into());
    view.technical[0].title = EVIL.into();
    view.own_box.as_mut().unwrap().round = EVIL.into();
    let form = FactForm { fact: EVIL.into(), from: EVIL.into(), source: EVIL.into() };
    assert_escaped(&frame(Lang::Id), |frame| career(frame, &view, &form, &[]));
    let mut view = boxes();
    view.may_set = true;
    view.people[0].name = EVIL.into();
    view.round.as_mut().unwrap().name = EVIL.into();
    view.rounds[0].name = EVIL.into();
    view.units[0].name = EVIL.into();
    let form = TalentForm { name: EVIL.into(), day: EVIL.into() };
    assert_escaped(&frame(Lang::Id), |frame| talent(frame, &view, &form, &[]));
    let mut view = list();
    view.row.name = EVIL.into();
    view.wanted.unit_name = EVIL.into();
    view.parts[0].entries[0].name = EVIL.into();
    view.parts[0].entries[0].unit = EVIL.into();
    assert_escaped(&frame(Lang::Id), |frame| shortlist(frame, &view));
    let mut view = choices();
    view.lists[0].name = EVIL.into();
    let form = ShortlistForm { name: EVIL.into(), points: EVIL.into(), ..ShortlistForm::default() };
    assert_escaped(&frame(Lang::Id), |frame| shortlists(frame, &view, &form, &[]));
}
