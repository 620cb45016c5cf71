//! Careers: the index part by part, talent boxes with their rubric, and shortlists that rank nobody on nothing.

use std::collections::BTreeMap;

use content::Files;
use domain::id::{ContentHash, CourseId};
use domain::professionalism::Part;
use domain::uncertainty::Finding;
use services::{Actor, AssignmentForm, Error, FactForm, Problem, ShortlistForm, TalentForm, TalentQuery};
use store::learning_hour::Entry;

use crate::city::{City, cities};

fn fact(fact: &str, from: &str) -> FactForm {
    FactForm { fact: fact.into(), from: from.into(), source: "Arsip BKPSDM".into() }
}

fn wrong<T: std::fmt::Debug>(done: Result<T, Error>) -> BTreeMap<String, Problem> {
    match done {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.problem)).collect(),
        other => panic!("{other:?}"),
    }
}

fn not_there<T: std::fmt::Debug>(done: Result<T, Error>) {
    assert!(matches!(done, Err(Error::NotFound)), "{done:?}");
}

/// JP of a course that is in no catalogue.
async fn earn(city: &City, actor: &Actor, jp: i64) {
    let (person, at) = (actor.person, city.services.now().plus_days(-1));
    let entry = Entry { at, jp, course_id: CourseId::new("lama"), content_hash: ContentHash::new("ab") };
    let id = uuid::Uuid::from_u128(77).into();
    let add = city
        .database
        .store
        .write(move |conn| Box::pin(async move { store::learning_hour::add(conn, id, person, 2026, &entry).await }));
    add.await.unwrap();
}

#[tokio::test]
async fn an_index_says_what_is_certain_what_is_missing_and_what_a_course_adds() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin) = (city.actor("rina").await, city.actor("admin").await);
        let view = services.career(&rina, rina.person, None).await.unwrap();
        let points: Vec<_> = view.row.index.parts.iter().map(|part| (part.part, part.points)).collect();
        let expected = [
            (Part::Qualification, Some(150)),
            (Part::Technical, Some(0)),
            (Part::Seminar, Some(0)),
            (Part::Performance, Some(250)),
            (Part::Discipline, Some(50)),
        ];
        assert_eq!(points, expected, "a pelaksana: leadership brings nothing");
        assert_eq!(view.row.index.part(Part::Technical).unwrap().missing_jp, 15, "one course of 5 JP");
        assert_eq!(view.technical.iter().map(|row| row.jp).collect::<Vec<_>>(), [5]);
        assert_eq!(view.row.evaluation.as_ref().unwrap().title.id, "Baik", "the one that is final");
        assert!(view.offers.len() == 5 && view.offers.iter().all(|offered| offered.offer.points == 0));
        assert_eq!(view.offers[0].offer.left, 9, "the longest course first");

        earn(&city, &rina, 9).await;
        let view = services.career(&rina, rina.person, None).await.unwrap();
        assert_eq!(view.row.index.part(Part::Technical).unwrap().missing_jp, 6);
        let offer = view.offers[0].offer;
        assert_eq!((offer.jp, offer.points, offer.left), (6, 225, 0), "this course: +22.5 points");

        // What is taken back is not known, and never nought.
        services.note_career_fact(&admin, rina.person, &fact("discipline:unknown", "2026-11-01")).await.unwrap();
        let view = services.career(&rina, rina.person, None).await.unwrap();
        assert_eq!(view.row.index.part(Part::Discipline).unwrap().points, None);
        assert_eq!((view.row.index.reached(), view.row.index.open()), (400, 50));
        assert_eq!(view.facts.len(), 3, "what was noted before stays");
        // Last year neither the evaluation nor the facts of this year are there.
        let view = services.career(&rina, rina.person, Some(2025)).await.unwrap();
        assert_eq!((view.row.index.reached(), view.row.index.open()), (0, 600));
        assert!(view.offers.is_empty(), "a year that is over");
        not_there(services.career(&rina, rina.person, Some(2027)).await);
        not_there(services.career(&rina, rina.person, Some(2018)).await);

        // Of last year the post of then counts, and so it stays when she is promoted.
        let shares = async |year| {
            let competence = services.career(&rina, rina.person, year).await.unwrap().rule.competence.unwrap();
            (competence.leadership, competence.technical)
        };
        assert_eq!((shares(Some(2025)).await, shares(None).await), ((0, 225), (0, 225)));
        let unit = services.unit_tree(&admin, None, "Inspektorat").await.unwrap().rows[0].id.to_string();
        let post = AssignmentForm {
            unit,
            position: "kepala-seksi-pelayanan".into(),
            basis: "definitive".into(),
            from: "2026-11-24".into(),
            ..AssignmentForm::default()
        };
        services.add_assignment(&admin, rina.person, &post).await.unwrap();
        assert_eq!((shares(Some(2025)).await, shares(None).await), ((0, 225), (150, 150)));

        // A PPPK whose cap leaves no room is told so.
        let fadil = services.accounts(&admin, "fadil", 1).await.unwrap().rows[0].person;
        let view = services.career(&admin, fadil, None).await.unwrap();
        assert!(!view.is_capped);
    }
}

#[tokio::test]
async fn facts_are_noted_by_the_agency_about_others_with_a_day_and_a_source() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin, hendra, budi) = (
            city.actor("rina").await,
            city.actor("yanti").await,
            city.actor("admin").await,
            city.actor("hendra").await,
            city.actor("budi").await,
        );
        let good = fact("qualification:s2", "2026-01-01");
        for actor in [&rina, &yanti, &hendra, &budi] {
            not_there(services.note_career_fact(actor, rina.person, &good).await);
        }
        not_there(services.note_career_fact(&admin, admin.person, &good).await);
        let empty = wrong(services.note_career_fact(&admin, rina.person, &FactForm::default()).await);
        assert_eq!(empty.values().collect::<Vec<_>>(), [&Problem::Missing; 3]);
        for (form, field, problem) in [
            (fact("qualification:s9", "2026-01-01"), "fact", Problem::NotAChoice),
            (fact("leadership", "2026-01-01"), "fact", Problem::NotAChoice),
            (fact("discipline:none", "2026-11-25"), "from", Problem::InFuture),
            (fact("discipline:none", "kemarin"), "from", Problem::NotADate),
            (FactForm { source: "x".repeat(301), ..good.clone() }, "source", Problem::TooLong { most: 300 }),
        ] {
            let found = wrong(services.note_career_fact(&admin, rina.person, &form).await);
            assert_eq!(found, BTreeMap::from([(field.to_owned(), problem)]));
        }
        services.note_career_fact(&admin, rina.person, &good).await.unwrap();
        // Who leads her sees it, and that they looked is noted; a colleague sees nothing.
        services.career(&yanti, rina.person, None).await.unwrap();
        not_there(services.career(&budi, rina.person, None).await);
        let looks = services.my_data(&rina).await.unwrap().looks;
        assert!(looks.iter().any(|look| look.name == "Yanti Oktavia" && look.action == "career-viewed"));
        let own = services.my_data_file(&rina).await.unwrap();
        assert!(own.contains("career_fact") && own.contains("talent_result") && own.contains("shortlist_entry"));
    }
}

#[tokio::test]
async fn boxes_keep_the_rubric_they_were_set_by() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin, hendra) = (
            city.actor("rina").await,
            city.actor("yanti").await,
            city.actor("admin").await,
            city.actor("hendra").await,
        );
        let form = |name: &str, day: &str| TalentForm { name: name.into(), day: day.into() };
        for actor in [&rina, &yanti, &hendra] {
            not_there(services.set_talent(actor, &form("Semester II", "2026-11-24")).await);
        }
        let before = services.talent(&admin, &TalentQuery::default()).await.unwrap();
        for (name, day, field, problem) in [
            ("", "2026-11-24", "name", Problem::Missing),
            ("Contoh pemetaan talenta", "2026-11-24", "name", Problem::Taken),
            ("Semester II", "2026-11-25", "day", Problem::InFuture),
            ("Semester II", "2022-12-31", "day", Problem::NoRuleIn { file: "nine-box.yaml" }),
        ] {
            let found = wrong(services.set_talent(&admin, &form(name, day)).await);
            assert_eq!(found, BTreeMap::from([(field.to_owned(), problem)]));
        }
        let after = services.talent(&admin, &TalentQuery::default()).await.unwrap();
        assert_eq!(after.rounds, before.rounds, "nothing is half done");

        let new = form("Semester II", "2026-11-24");
        let (first, second) = tokio::join!(services.set_talent(&admin, &new), services.set_talent(&admin, &new));
        let round = first.unwrap();
        assert_eq!(second.unwrap(), round, "pressed twice, set once");
        city.clock.forward_minutes(9);
        assert_eq!(services.set_talent(&admin, &new).await.unwrap(), round, "somebody was not told that it was done");
        let other = services.set_talent(&admin, &form("Semester II", "2026-11-23")).await;
        assert_eq!(wrong(other), BTreeMap::from([("name".to_owned(), Problem::Taken)]));
        city.clock.forward_minutes(1);
        let later = services.set_talent(&admin, &new).await;
        assert_eq!(wrong(later), BTreeMap::from([("name".to_owned(), Problem::Taken)]));
        let view = services.talent(&admin, &TalentQuery::default()).await.unwrap();
        assert_eq!(view.round.as_ref().unwrap().name, "Semester II");
        assert_eq!(view.placed() + view.not_placed, 12, "everybody who holds a post");
        assert!(view.placed() >= 1 && view.not_placed >= 8, "no evaluation, no box: {:?}", view.counts);
        let fadil = view.people.iter().find(|person| person.name == "Muhammad Fadil").unwrap();
        let detail = &fadil.detail;
        assert_eq!(detail.target.as_deref(), Some("kepala-seksi-pelayanan"), "the next position");
        assert!(detail.number.is_none() || detail.potential.unwrap().sd > 0, "nothing is certain: {detail:?}");

        // A head sees the subtree alone.
        let team = services.talent(&yanti, &TalentQuery::default()).await.unwrap();
        assert_eq!(team.placed() + team.not_placed, 6);
        let city_unit = view.unit.unwrap().id;
        not_there(services.talent(&yanti, &TalentQuery { unit: city_unit, ..TalentQuery::default() }).await);
        not_there(services.talent(&rina, &TalentQuery::default()).await);
        let own = services.career(&rina, rina.person, None).await.unwrap().own_box.unwrap();
        assert_eq!((own.round.as_str(), own.rule.as_ref().unwrap().rubric.middle_from), ("Semester II", 680));

        // The rubric changes; what was set keeps its own.
        let mut files = Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content")).unwrap();
        let text = files.text("rules/nine-box.yaml").unwrap().replace("middle: 680", "middle: 100");
        files.insert("rules/nine-box.yaml", text.into_bytes());
        services.publish_all(&files, Some("content".into())).await.unwrap();
        let kept = services.career(&rina, rina.person, None).await.unwrap().own_box.unwrap();
        assert_eq!((kept.rule.unwrap().rubric.middle_from, &kept.digest), (680, &own.digest));
        services.set_talent(&admin, &form("Semester II, rubrik baru", "2026-11-24")).await.unwrap();
        let rounds = services.talent(&admin, &TalentQuery::default()).await.unwrap().rounds;
        let rule = async |name: &str| {
            let round = rounds.iter().find(|round| round.name == name).unwrap().id.clone();
            let view = services.talent(&admin, &TalentQuery { round, ..TalentQuery::default() }).await.unwrap();
            view.rule.unwrap().rubric.middle_from
        };
        assert_eq!((rule("Semester II").await, rule("Semester II, rubrik baru").await), (680, 100));
    }
}

#[tokio::test]
async fn a_shortlist_gives_reasons_and_ranks_nobody_on_the_uncertainty() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin, hendra) = (
            city.actor("rina").await,
            city.actor("yanti").await,
            city.actor("admin").await,
            city.actor("hendra").await,
        );
        let unit = services.shortlists(&admin).await.unwrap().choices.units[0].id.clone();
        let form = ShortlistForm {
            name: "Calon lurah".into(),
            purpose: "promotion".into(),
            position: "lurah".into(),
            unit,
            criteria: ["standard", "job-match", "evaluation", "hours", "index"].map(Into::into).to_vec(),
            band: "masih-memenuhi-syarat".into(),
            rank: "2".into(),
            points: "61".into(),
            order: "index".into(),
            ..ShortlistForm::default()
        };
        for actor in [&rina, &yanti, &hendra] {
            not_there(services.make_shortlist(actor, &form).await);
        }
        let empty = wrong(services.make_shortlist(&admin, &ShortlistForm::default()).await);
        assert_eq!(
            empty.keys().map(String::as_str).collect::<Vec<_>>(),
            ["criteria", "name", "order", "purpose", "unit"]
        );
        type Case = (fn(&mut ShortlistForm), &'static str, Problem);
        let cases: [Case; 6] = [
            (|form| "x".clone_into(&mut form.position), "position", Problem::NotAChoice),
            (|form| form.band.clear(), "band", Problem::Missing),
            (|form| "5".clone_into(&mut form.rank), "rank", Problem::NotAChoice),
            (|form| "101".clone_into(&mut form.points), "points", Problem::OutOfRange { low: 1, high: 100 }),
            (|form| "banyak".clone_into(&mut form.points), "points", Problem::NotANumber),
            (|form| "kepala-dinas".clone_into(&mut form.held), "unit", Problem::NobodyThere),
        ];
        for (change, field, problem) in cases {
            let mut form = form.clone();
            change(&mut form);
            let found = wrong(services.make_shortlist(&admin, &form).await);
            assert_eq!(found, BTreeMap::from([(field.to_owned(), problem)]));
        }
        let id = services.make_shortlist(&admin, &form).await.unwrap();
        let view = services.shortlist(&hendra, id, 1).await.unwrap();
        assert_eq!(view.counts.iter().sum::<usize>(), 12);
        assert_eq!((view.wanted.certainty, view.wanted.points), (950, Some(610)), "what counts towards a promotion");
        assert!(view.rules.iter().any(|rule| rule.file == "ip-asn.yaml" && !rule.is_checked));
        let entries: Vec<_> = view.parts.iter().flat_map(|part| &part.entries).collect();
        assert!(entries.iter().all(|entry| entry.reasons.len() == 5 && entry.value.is_some()));
        for (place, one) in entries.iter().enumerate() {
            assert_eq!(one.finding, Finding::all(one.reasons.iter().map(services::Reason::finding)));
            for other in entries[place + 1..].iter().filter(|other| other.finding == one.finding) {
                let (value, lower) = (one.value.unwrap(), other.value.unwrap());
                if one.group == other.group {
                    assert!(one.name <= other.name, "a group says nothing about its order");
                } else {
                    assert!(value.value > lower.value && value.differs(lower), "{one:?} {other:?}");
                }
            }
        }
        let short = entries.iter().find(|entry| entry.name == "Nurhayati").unwrap();
        assert_eq!(short.finding, Finding::Short, "of 20 JP she has 5: {short:?}");
        let (_, all) = services.shortlist_file(&hendra, id).await.unwrap();
        assert_eq!(all.len(), 12);
        for actor in [&rina, &yanti] {
            not_there(services.shortlist(actor, id, 1).await);
            not_there(services.shortlist_file(actor, id).await);
            not_there(services.shortlists(actor).await);
        }
        // For an award everybody is measured against their own post.
        let award = ShortlistForm { purpose: "award".into(), order: "job-match".into(), ..form };
        let id = services.make_shortlist(&admin, &award).await.unwrap();
        let view = services.shortlist(&admin, id, 1).await.unwrap();
        assert!(view.row.position.is_none());
        let entries: Vec<_> = view.parts.iter().flat_map(|part| &part.entries).collect();
        assert!(entries.iter().any(|entry| entry.value.is_none() && entry.group == 0), "nothing decided, no value");
    }
}
