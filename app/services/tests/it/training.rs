//! Outside training: filed with its document, verified by somebody else, counted everywhere, derived again.

use domain::id::TrainingId;
use domain::notification::Kind;
use domain::training::{TrainingState, Verdict};
use services::{
    Actor, DocumentProblem, Error, FieldError, Filing, LetterKind, Likeness, Problem, Services, TrainingForm,
    TrainingProblem,
};

use crate::city::{City, cities, people};

fn pdf(content: &str) -> Option<(String, Vec<u8>)> {
    let bytes = format!("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj % {content}\ntrailer << >>\n%%EOF\n");
    Some(("folder/sertifikat.pdf".into(), bytes.into_bytes()))
}

fn form(activity: &str, title: &str, first: &str, last: &str, amount: &str) -> TrainingForm {
    TrainingForm {
        activity: activity.into(),
        title: title.into(),
        organiser: "LAN".into(),
        place: "daring".into(),
        first: first.into(),
        last: last.into(),
        amount: amount.into(),
        international: false,
    }
}

fn seminar() -> TrainingForm {
    form("seminar", "Seminar Pelayanan Publik", "2026-10-12", "13-10-2026", "")
}

async fn sent(services: &Services, actor: &Actor, form: &TrainingForm, content: &str) -> TrainingId {
    let Filing { id, errors, .. } = services.file_training(actor, None, form, pdf(content)).await.unwrap();
    assert_eq!(errors, []);
    id.unwrap()
}

async fn decide(
    services: &Services,
    actor: &Actor,
    id: TrainingId,
    verdict: Verdict,
    reason: &str,
) -> Result<(), Error> {
    let seen = services.training_to_verify(actor, id).await?.changed_at;
    services.decide_training(actor, id, verdict, reason, seen).await
}

async fn counted(city: &City, actor: &Actor) -> u16 {
    city.services.home(actor).await.unwrap().hours.counted
}

fn problems(errors: &[FieldError]) -> Vec<(&str, Problem)> {
    errors.iter().map(|error| (error.field.as_str(), error.problem)).collect()
}

#[tokio::test]
async fn hours_count_everywhere_once_somebody_else_has_verified_them() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin, yanti) = (city.actor("rina").await, city.actor("admin").await, city.actor("yanti").await);
        let before = counted(&city, &rina).await;
        let id = sent(services, &rina, &seminar(), "a").await;
        assert_eq!(counted(&city, &rina).await, before, "filed is not verified");
        let waiting = services.hours_ledger(&rina, None).await.unwrap();
        assert!(waiting.waiting >= 8 && waiting.forecast >= before + 8, "{waiting:?}");
        let queue = services.trainings_to_verify(&admin).await.unwrap().waiting;
        assert!(queue.iter().any(|row| row.id == id && row.jp == Some(8)));
        assert!(matches!(decide(services, &yanti, id, Verdict::Accept, "").await, Err(Error::NotFound)));
        assert!(matches!(decide(services, &rina, id, Verdict::Accept, "").await, Err(Error::NotFound)));
        decide(services, &admin, id, Verdict::Accept, "").await.unwrap();
        // One function counts: home, profile, team and ledger agree.
        assert_eq!(counted(&city, &rina).await, before + 8);
        assert_eq!(services.profile(&rina, rina.person).await.unwrap().hours.counted, before + 8);
        let team = services.team(&yanti, &services::TeamQuery::default()).await.unwrap();
        assert_eq!(people(&team).iter().find(|row| row.person == rina.person).unwrap().hours, before + 8);
        let ledger = services.hours_ledger(&rina, None).await.unwrap();
        let row = ledger.hours.rows.iter().find(|row| row.training.as_ref().is_some_and(|(of, _)| *of == id)).unwrap();
        assert_eq!((row.title.as_str(), row.jp, row.counted), ("Seminar Pelayanan Publik", 8, 8));
        assert_eq!(ledger.months[9].outside, 8);
        // Decided is decided.
        assert!(matches!(decide(services, &admin, id, Verdict::Refuse, "x").await, Err(Error::Invalid(_))));
        assert!(matches!(services.withdraw_training(&rina, id).await, Err(Error::NotFound)));
        let again = services.file_training(&rina, Some(id), &seminar(), None).await;
        assert!(matches!(again, Err(Error::NotFound)));
        let replay = services.replay_check().await.unwrap();
        assert_eq!(replay.differences, Vec::<String>::new());
        assert!(replay.hours > 5, "{replay:?}");
    }
}

#[tokio::test]
async fn nobody_verifies_their_own() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let id = sent(services, &admin, &seminar(), "a").await;
        assert!(!services.training_to_verify(&admin, id).await.unwrap().may_verify);
        for verdict in [Verdict::Accept, Verdict::SendBack, Verdict::Refuse] {
            assert!(matches!(decide(services, &admin, id, verdict, "x").await, Err(Error::NotFound)));
        }
    }
}

#[tokio::test]
async fn a_draft_keeps_what_was_typed_and_the_document() {
    for city in cities().await {
        let services = &city.services;
        let rina = city.actor("rina").await;
        let wrong = TrainingForm { title: "  ".into(), last: "2027-01-01".into(), ..seminar() };
        let nothing = services.file_training(&rina, None, &wrong, None).await.unwrap();
        assert_eq!((nothing.id, nothing.errors.len()), (None, 3), "{:?}", nothing.errors);
        let filing = services.file_training(&rina, None, &wrong, pdf("a")).await.unwrap();
        let id = filing.id.unwrap();
        assert!(filing.kept_document);
        let future = Problem::Training(TrainingProblem::InFuture);
        assert_eq!(problems(&filing.errors), [("title", Problem::Missing), ("last", future)]);
        let view = services.training(&rina, id).await.unwrap();
        assert_eq!((view.row.state, view.form), (TrainingState::Draft, wrong));
        assert_eq!(view.document.unwrap().name, "sertifikat.pdf");
        let admin = city.actor("admin").await;
        assert!(
            matches!(services.training_to_verify(&admin, id).await, Err(Error::NotFound)),
            "nobody else's business"
        );
        assert!(matches!(services.training_document(&admin, id).await, Err(Error::NotFound)));
        let filing = services.file_training(&rina, Some(id), &seminar(), None).await.unwrap();
        assert_eq!((filing.id, filing.errors), (Some(id), Vec::new()), "the document is there already");
        services.withdraw_training(&rina, id).await.unwrap();
        assert!(matches!(services.training(&rina, id).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn each_field_says_what_is_wrong_with_it() {
    let city = cities().await.remove(0);
    let services = &city.services;
    let rina = city.actor("rina").await;
    let cases = [
        (form("", "a", "2026-10-12", "2026-10-12", ""), "activity", Problem::Missing),
        (form("pesta", "a", "2026-10-12", "2026-10-12", ""), "activity", Problem::NotAChoice),
        (form("seminar", "a", "kemarin", "2026-10-12", ""), "first", Problem::NotADate),
        (form("seminar", "a", "2026-10-12", "2026-10-11", ""), "last", Problem::EndsBeforeStart),
        (form("seminar", "a", "2026-10-12", "2026-10-13", "3"), "amount", Problem::OutOfRange { low: 1, high: 2 }),
        (form("seminar", "a", "2026-10-12", "2026-10-13", "dua"), "amount", Problem::NotANumber),
        (form("e-learning", "a", "2026-10-12", "2026-10-13", ""), "amount", Problem::Missing),
        (form("coaching", "a", "2026-09-30", "2026-10-01", "2"), "last", Problem::Training(TrainingProblem::OneMonth)),
        (
            form("self-study", "a", "2026-10-12", "2026-10-12", "44"),
            "amount",
            Problem::Training(TrainingProblem::NoHours),
        ),
    ];
    for (form, field, problem) in cases {
        let filing = services.file_training(&rina, None, &form, pdf("a")).await.unwrap();
        assert_eq!(problems(&filing.errors), [(field, problem)], "{form:?}");
    }
    let old = form("seminar", "a", "2019-10-12", "2019-10-12", "");
    let filing = services.file_training(&rina, None, &old, pdf("a")).await.unwrap();
    assert!(matches!(filing.errors[0].problem, Problem::Training(TrainingProblem::BeforeRules { .. })));
    let evil = Some(("a.pdf".to_owned(), b"%PDF-1.4 << /OpenAction << /S /JavaScript >> >> %%EOF".to_vec()));
    let filing = services.file_training(&rina, None, &seminar(), evil).await.unwrap();
    let active = Problem::Training(TrainingProblem::Document(DocumentProblem::Active));
    assert_eq!(problems(&filing.errors), [("file", active)]);
}

#[tokio::test]
async fn caps_cut_what_is_too_much_and_say_which() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin) = (city.actor("rina").await, city.actor("admin").await);
        let before = counted(&city, &rina).await;
        let coaching = form("coaching", "Bimbingan karier", "2026-10-01", "2026-10-30", "3");
        let id = sent(services, &rina, &coaching, "a").await;
        decide(services, &admin, id, Verdict::Accept, "").await.unwrap();
        assert_eq!(counted(&city, &rina).await, before + 4, "two sessions of three");
        let ledger = services.hours_ledger(&rina, None).await.unwrap();
        let row = ledger.hours.rows.iter().find(|row| row.title == "Bimbingan karier").unwrap();
        assert_eq!((row.jp, row.counted, row.cuts.len()), (6, 4, 1));
        assert_eq!((row.cuts[0].by, row.cuts[0].jp, row.cuts[0].cap), (services::CutBy::Month, 2, 4));
        assert!(!row.cuts[0].is_checked && !row.cuts[0].source.id.is_empty());
        // The year before has its own sum, and can be chosen.
        let old = form("workshop", "Lokakarya lama", "2025-05-05", "2025-05-06", "");
        let id = sent(services, &rina, &old, "b").await;
        decide(services, &admin, id, Verdict::Accept, "").await.unwrap();
        assert_eq!(counted(&city, &rina).await, before + 4);
        let past = services.hours_ledger(&rina, Some(2025)).await.unwrap();
        assert_eq!((past.hours.counted, past.forecast, past.years.as_slice()), (10, 10, &[2026, 2025][..]));
        assert!(matches!(services.hours_ledger(&rina, Some(2024)).await, Err(Error::NotFound)));
        assert_eq!(services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn what_was_filed_before_is_found() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let first = sent(services, &rina, &seminar(), "a").await;
        let alike = form("workshop", "pelayanan publik: seminar", "2026-10-13", "2026-10-14", "");
        let second = sent(services, &rina, &alike, "b").await;
        let found = services.training(&rina, second).await.unwrap().duplicates;
        assert_eq!(
            found.iter().map(|other| (other.row.id, other.likeness)).collect::<Vec<_>>(),
            [(first, Likeness::SameTime)]
        );
        let other = form("workshop", "Lokakarya data", "2026-09-01", "2026-09-01", "");
        let third = sent(services, &rina, &other, "a").await;
        let found = services.training(&rina, third).await.unwrap().duplicates;
        assert_eq!(found[0].likeness, Likeness::SameDocument);
        // The same certificate in another hand: who verifies learns of it, who filed it does not.
        let theirs = sent(services, &yanti, &other, "a").await;
        assert!(services.training(&yanti, theirs).await.unwrap().duplicates.is_empty());
        let seen = services.training_to_verify(&admin, theirs).await.unwrap().duplicates;
        assert!(seen.iter().any(|other| other.row.id == first && other.likeness == Likeness::SameDocument));
    }
}

#[tokio::test]
async fn sent_back_with_a_reason_and_sent_again() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin) = (city.actor("rina").await, city.actor("admin").await);
        let id = sent(services, &rina, &seminar(), "a").await;
        let refused = decide(services, &admin, id, Verdict::SendBack, " ").await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if problems(&errors) == [("reason", Problem::Missing)]));
        let seen = services.training_to_verify(&admin, id).await.unwrap().changed_at;
        city.clock.forward_minutes(1);
        services.file_training(&rina, Some(id), &seminar(), None).await.unwrap();
        let late = services.decide_training(&admin, id, Verdict::Accept, "", seen).await;
        assert!(matches!(late, Err(Error::Invalid(errors)) if errors[0].field == "seen"), "it has changed meanwhile");
        decide(services, &admin, id, Verdict::SendBack, "Nama tidak terbaca.").await.unwrap();
        let view = services.training(&rina, id).await.unwrap();
        assert_eq!((view.row.state, view.reason.as_deref()), (TrainingState::Returned, Some("Nama tidak terbaca.")));
        let wrong = TrainingForm { title: String::new(), ..seminar() };
        services.file_training(&rina, Some(id), &wrong, None).await.unwrap();
        let view = services.training(&rina, id).await.unwrap();
        assert_eq!((view.row.state, view.reason.as_deref()), (TrainingState::Returned, Some("Nama tidak terbaca.")));
        services.file_training(&rina, Some(id), &seminar(), None).await.unwrap();
        let view = services.training(&rina, id).await.unwrap();
        assert_eq!((view.row.state, view.reason), (TrainingState::Filed, None));
    }
}

#[tokio::test]
async fn whoever_filed_gets_a_letter() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin) = (city.actor("rina").await, city.actor("admin").await);
        let (person, now) = (rina.person, services.now());
        let address = services.store().write(move |conn| {
            Box::pin(async move { store::account::set_email(conn, person, "rina@kota.example", now).await })
        });
        address.await.unwrap();
        for (content, verdict, kind) in [
            ("a", Verdict::Accept, Kind::TrainingVerified),
            ("b", Verdict::SendBack, Kind::TrainingReturned),
            ("c", Verdict::Refuse, Kind::TrainingRefused),
        ] {
            let id = sent(services, &rina, &seminar(), content).await;
            decide(services, &admin, id, verdict, "Alasan.").await.unwrap();
            let letter = services.next_letter().await.unwrap().unwrap();
            assert_eq!(
                (letter.kind, letter.address.as_str(), letter.link.is_none()),
                (LetterKind::Notices, "rina@kota.example", true)
            );
            let says = letter.notices.clone().unwrap();
            assert_eq!((says.notices[0].kind, says.daily, says.token.is_some()), (kind, false, true));
            services.letter_sent(&letter).await.unwrap();
        }
    }
}

#[tokio::test]
async fn opening_a_document_is_on_record() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin, hendra) = (city.actor("rina").await, city.actor("admin").await, city.actor("hendra").await);
        let id = sent(services, &rina, &seminar(), "a").await;
        let own = services.training_document(&rina, id).await.unwrap();
        assert_eq!((own.media_type.as_str(), own.file_name), ("application/pdf", format!("pelatihan-{id}.pdf")));
        services.training_document(&admin, id).await.unwrap();
        services.training_document(&hendra, id).await.unwrap();
        let yanti = city.actor("yanti").await;
        assert!(matches!(services.training_document(&yanti, id).await, Err(Error::NotFound)));
        let looks = services.my_data(&rina).await.unwrap().looks;
        let opened = looks.iter().filter(|look| look.action == "training-document-opened");
        // Both may fall into the same millisecond.
        let mut opened: Vec<_> = opened.map(|look| look.capacity.as_str()).collect();
        opened.sort_unstable();
        assert_eq!(opened, ["admin", "auditor"]);
    }
}

#[tokio::test]
async fn documents_and_drafts_go_when_their_time_is_over() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin) = (city.actor("rina").await, city.actor("admin").await);
        let id = sent(services, &rina, &seminar(), "a").await;
        decide(services, &admin, id, Verdict::Accept, "").await.unwrap();
        let draft = TrainingForm { title: String::new(), ..seminar() };
        let draft = services.file_training(&rina, None, &draft, pdf("b")).await.unwrap().id.unwrap();
        city.clock.forward_minutes(6 * 366 * 24 * 60);
        services.apply_retention().await.unwrap();
        let rina = city.actor("rina").await;
        assert!(matches!(services.training(&rina, draft).await, Err(Error::NotFound)));
        assert_eq!(services.training(&rina, id).await.unwrap().document, None);
        assert_eq!(services.hours_ledger(&rina, Some(2026)).await.unwrap().months[9].outside, 8, "its JP stay");
        assert_eq!(services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_person_is_compared_with_a_position_to_reach() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti) = (city.actor("rina").await, city.actor("yanti").await);
        let view = services.profile_against(&yanti, rina.person, "lurah").await.unwrap();
        let target = view.target.unwrap();
        let (met, short, open) = target.counts();
        assert!(!target.rows.is_empty() && met + short + open == target.rows.len());
        assert!(target.rows.iter().any(|row| row.required_now.is_some()));
        assert!(view.positions.iter().any(|(id, _)| id == "lurah"));
        let matched = view.job_match.unwrap();
        assert!(matched.band.is_some() && matched.selection.is_some());
        assert!(matches!(services.profile_against(&yanti, rina.person, "raja").await, Err(Error::NotFound)));
        assert!(matches!(services.profile_against(&rina, yanti.person, "lurah").await, Err(Error::NotFound)));
    }
}
