//! Tests of both rules, with the shipped files.

use content::competencies::PostType;
use domain::evaluation::Rating;
use domain::professionalism::Weights;
use domain::talent::Potential;
use jiff::civil::date;

use super::*;

fn shipped() -> Files {
    Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/rules")).unwrap()
}

fn refused(name: &str, from: &str, to: &str) -> String {
    let mut files = shipped();
    let text = files.text(name).unwrap();
    assert!(text.contains(from), "{from}");
    files.insert(name, text.replacen(from, to, 1).into_bytes());
    Rules::read(&files).unwrap_err().to_string()
}

#[test]
fn the_shipped_rules_are_those_of_the_sources() {
    let rules = Rules::read(&shipped()).unwrap();
    let day = date(2026, 11, 24);
    let index = rules.index(day, Some(PostType::Struktural)).unwrap();
    let Weights { qualification, competence, performance, discipline } = index.weights;
    assert_eq!((qualification, competence, performance, discipline), (250, 400, 300, 50));
    let by = index.competence.unwrap();
    assert_eq!((by.leadership, by.technical, by.seminar, by.technical_min_jp), (150, 150, 100, 20));
    let by = rules.index(day, Some(PostType::Pelaksana)).unwrap().competence.unwrap();
    assert_eq!((by.leadership, by.technical, by.seminar, by.technical_min_jp), (0, 225, 175, 20));
    assert!(rules.index(day, None).unwrap().competence.is_none());
    let band = |points| index.band(points).unwrap().id;
    let bands = [910, 909, 810, 710, 610, 609].map(band);
    assert_eq!(bands, ["Sangat Tinggi", "Tinggi", "Tinggi", "Sedang", "Rendah", "Sangat Rendah"]);
    assert!(!index.sources[0].is_checked, "carried over");
    assert!(index.sources[0].source.id.starts_with("Pengganti") && index.sources[0].source.en.starts_with("Successor"));
    let article = index.sources.iter().find(|of| of.source.en.ends_with("article to be checked")).unwrap();
    assert!(!article.is_checked && article.source.id.ends_with("pasal masih harus dicocokkan"));
    let nine_box = rules.nine_box(day).unwrap();
    let number = |rating, potential| nine_box.rubric.number(rating, potential);
    assert_eq!(Potential::ALL.map(|potential| number(Rating::Above, potential)), [4, 7, 9]);
    assert_eq!(Potential::ALL.map(|potential| number(Rating::As, potential)), [2, 5, 8]);
    assert_eq!(Potential::ALL.map(|potential| number(Rating::Below, potential)), [1, 3, 6]);
    assert_eq!(nine_box.mix, (700, 300));
    let written = rules.written(day);
    assert_eq!(written["nine-box.yaml"]["values"]["boxes"]["above"]["high"], 9);
    assert_eq!(written["ip-asn.yaml"]["valid-from"], "2025-01-01");
    let mut kept = written.clone();
    kept["nine-box.yaml"]["source"] = "PermenPANRB 3/2020".into();
    assert!(NineBoxRule::from_kept(&kept.to_string()).is_some(), "kept before sources came in both languages");
    assert_eq!(rules.index_years(2020, 5), [2020, 2019]);
}

#[test]
fn an_old_year_keeps_its_rule_and_a_gap_is_refused_with_its_line() {
    let mut files = shipped();
    let text = files.text(INDEX).unwrap().to_owned();
    files.insert(INDEX, text.replacen("from: 910", "from: 950", 1).into_bytes());
    let rules = Rules::read(&files).unwrap();
    let band = |year| rules.index(date(year, 12, 31), None).unwrap().band(920).unwrap().id;
    assert_eq!((band(2024), band(2025)), ("Tinggi".to_owned(), "Sangat Tinggi".to_owned()));
    let line = text.lines().position(|line| line.contains("valid-from: 2025-01-01")).unwrap() + 1;
    let gap = refused(INDEX, "valid-from: 2025-01-01", "valid-from: 2025-02-01");
    assert!(gap.contains(&format!("ip-asn.yaml:{line}: a gap")), "{gap}");
}

#[test]
fn figures_that_do_not_add_up_are_named() {
    for (name, from, to, said) in [
        (INDEX, "performance: 300, discipline", "performance: 310, discipline", "the weights make 1010"),
        (INDEX, "performance: 300, discipline", "performance: 65535, discipline", "the weights make 66235"),
        (INDEX, "technical: 225", "technical: 220", "for pelaksana make 395"),
        (INDEX, "technical: 225", "technical: 65535", "for pelaksana make 65710"),
        (INDEX, "{id: sangat-rendah, from: 0", "{id: sangat-rendah, from: 1", "no band begins at 0"),
        (INDEX, "id: s3, points: 250", "id: s3, points: 260", "s3 brings 260"),
        (INDEX, "seminar: [seminar, workshop", "seminar: [seminar, e-learning", "e-learning is there twice"),
        (INDEX, "seminar: [seminar, workshop", "seminar: [seminar, rapat", "the activity rapat is unknown"),
        (NINE_BOX, "high: 9}", "high: 8}", "each number from 1 to 9"),
        (NINE_BOX, "middle: 7, ", "", "above/middle is missing"),
        (NINE_BOX, "middle: 680", "middle: 880", "must begin at 0 and rise"),
        (NINE_BOX, "index: 300", "index: 200", "potential-mix makes 900"),
        (NINE_BOX, "index: 300", "index: 65535", "potential-mix makes 66235"),
        (NINE_BOX, "as: [baik]", "as: [baik, kurang]", "kurang is in two rows"),
    ] {
        let error = refused(name, from, to);
        assert!(error.contains(name) && error.contains(said), "{said}: {error}");
    }
}

#[test]
fn rules_from_before_these_keys_use_the_shipped_ones() {
    let mut files = shipped();
    for (name, keys) in [
        (INDEX, ["qualification-steps", "discipline-steps", "performance-points", "counts-as"].as_slice()),
        (NINE_BOX, &["potential-mix", "performance-years", "next-position"]),
    ] {
        let mut text = files.text(name).unwrap().to_owned();
        for key in keys {
            text = text.replace(&format!("{key}:"), &format!("old-{key}:"));
        }
        files.insert(name, text.into_bytes());
    }
    let kept = Rules::read(&files).unwrap().written(date(2026, 11, 24)).to_string();
    assert_eq!(NineBoxRule::from_kept(&kept).unwrap().mix, (700, 300), "what stands in is kept, too");
    let (old, new) = (Rules::read(&files).unwrap(), Rules::read(&shipped()).unwrap());
    let day = date(2026, 11, 24);
    assert_eq!(old.index(day, None).unwrap().qualification, new.index(day, None).unwrap().qualification);
    assert_eq!(old.nine_box(day).unwrap().mix, (700, 300));
    assert_eq!(old.nine_box(day).unwrap().next_position, new.nine_box(day).unwrap().next_position);
}
