//! Notifications: who is told of what, what they chose, and one letter a day.

use domain::evaluation_cycle::CycleState;
use domain::id::PersonId;
use domain::notification::{Choice, Kind, Mail, Topic};
use domain::plan::Reminder;
use services::{
    Actor, AnswerForm, CycleForm, Error, GrantForm, LetterKind, NotificationQuery, NotificationView, NotificationsView,
    PasswordForm, PlanForm, PlanGroup, RateForm, RequestForm,
};

use crate::city::{City, cities};
use crate::evaluation::{version, words};

const DAY: i64 = 24 * 60;
const COURSE: &str = "menulis-surat-dan-pengumuman";

async fn told(city: &City, actor: &Actor) -> NotificationsView {
    city.services.notifications(actor, NotificationQuery::default()).await.unwrap()
}

/// The newest of a kind. At one time by the clock of a test several are told, in no order.
async fn newest(city: &City, actor: &Actor, kind: Kind) -> NotificationView {
    let rows = told(city, actor).await.rows;
    rows.into_iter().find(|row| row.kind == kind && !row.is_read).unwrap_or_else(|| panic!("{kind:?} was not told"))
}

/// How often somebody was told of a kind.
async fn times(city: &City, actor: &Actor, kind: Kind) -> usize {
    told(city, actor).await.rows.iter().filter(|row| row.kind == kind).count()
}

async fn has_address(city: &City, person: PersonId, address: &'static str) {
    let now = city.services.now();
    let done = city
        .services
        .store()
        .write(move |conn| Box::pin(async move { store::account::set_email(conn, person, address, now).await }));
    done.await.unwrap();
}

/// The letters that are due, without those about signing in.
async fn letters(city: &City) -> Vec<services::Letter> {
    let mut letters = Vec::new();
    while let Some(letter) = city.services.next_letter().await.unwrap() {
        city.services.letter_sent(&letter).await.unwrap();
        letters.push(letter);
    }
    letters
}

/// The whole page is read, so that a test sees what comes after.
async fn read(city: &City, actor: &Actor) {
    city.services.read_notifications(actor, city.services.now()).await.unwrap();
    assert_eq!(told(city, actor).await.unread, 0);
}

async fn plan(city: &City, by: &Actor, person: PersonId) -> domain::id::PlanId {
    let form = PlanForm { aim: "people".into(), due: "2026-12-31".into(), ..PlanForm::default() };
    let group = PlanGroup { courses: vec![COURSE.into()], people: vec![person.to_string()], ..PlanGroup::default() };
    city.services.assign_plan(by, &form, &[group]).await.unwrap()[0]
}

/// As [`Services::notification_choices`] would send it back, but for one kind.
async fn choose(city: &City, actor: &Actor, kind: Kind, choice: Choice) {
    let view = city.services.notification_choices(actor).await.unwrap();
    let chosen: Vec<_> =
        view.rows.iter().map(|row| (row.kind, if row.kind == kind { choice } else { row.choice })).collect();
    city.services.choose_notifications(actor, &chosen, view.plan_mail).await.unwrap();
}

#[tokio::test]
async fn a_plan_tells_its_person_and_its_maker() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti) = (city.actor("rina").await, city.actor("yanti").await);
        let before = told(&city, &rina).await.unread;
        let id = plan(&city, &yanti, rina.person).await;
        let view = told(&city, &rina).await;
        assert_eq!(view.unread, before + 1);
        let row = newest(&city, &rina, Kind::PlanAssigned).await;
        let says = (row.from.as_deref(), row.what.as_deref());
        assert_eq!(says, (Some("Yanti Oktavia"), Some("Menulis surat dan pengumuman")));
        let (kind, about) = services.open_notification(&rina, row.id).await.unwrap();
        assert_eq!((kind, about), (Kind::PlanAssigned, id.to_string()));
        services.open_notification(&rina, row.id).await.unwrap();
        assert_eq!(told(&city, &rina).await.unread, before, "once, however often it is opened");
        assert!(matches!(services.open_notification(&yanti, row.id).await, Err(Error::NotFound)));

        services.discuss_plan(&rina, id, "Boleh bulan depan?", "id").await.unwrap();
        let hers = newest(&city, &yanti, Kind::PlanDiscussed).await;
        assert_eq!(hers.from.as_deref(), Some("Rina Astuti"));
        services.answer_plan(&yanti, id, rina.person, "Boleh.").await.unwrap();
        newest(&city, &rina, Kind::PlanAnswered).await;
        let own = PlanForm { aim: "self".into(), due: "2026-12-31".into(), ..PlanForm::default() };
        let group =
            PlanGroup { courses: vec![COURSE.into()], people: vec![yanti.person.to_string()], ..PlanGroup::default() };
        let before = times(&city, &yanti, Kind::PlanAssigned).await;
        services.assign_plan(&yanti, &own, &[group]).await.unwrap();
        assert_eq!(times(&city, &yanti, Kind::PlanAssigned).await, before, "nobody is told what they planned");

        city.clock.forward_minutes(36 * DAY);
        let rina = city.actor("rina").await;
        for _ in 0..2 {
            services.make_reminders().await.unwrap();
        }
        let of_plan = NotificationQuery { topic: Some(Topic::Plans), unread: true, page: 1 };
        let rows = services.notifications(&rina, of_plan).await.unwrap().rows;
        // Of this plan: no other is due that soon.
        let reminders = rows.iter().filter(|row| row.reminder == Some(Reminder::Before(3)));
        let due: Vec<_> = reminders.map(|row| row.due.is_some()).collect();
        assert_eq!(due, [true], "{rows:?}");
    }
}

#[tokio::test]
async fn an_evaluation_tells_the_person_and_the_head() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let form = CycleForm {
            name: "Triwulan IV 2026".into(),
            kind: "quarter".into(),
            period_from: "2026-10-01".into(),
            period_to: "2026-12-31".into(),
            opens: "2026-11-24".into(),
            closes: "2026-12-10".into(),
        };
        let opened = times(&city, &rina, Kind::EvaluationOpened).await;
        let to_rate = times(&city, &yanti, Kind::EvaluationToRate).await;
        let cycle = services.create_cycle(&admin, &form).await.unwrap();
        let (one, two) = tokio::join!(services.run_evaluations(), services.run_evaluations());
        one.unwrap();
        two.unwrap();
        services.run_evaluations().await.unwrap();
        assert_eq!(times(&city, &rina, Kind::EvaluationOpened).await, opened + 1, "once, by two servers");
        assert_eq!(times(&city, &yanti, Kind::EvaluationToRate).await, to_rate + 1);
        let team = services.evaluation_team(&yanti, Some(&cycle.to_string()), 1).await.unwrap();
        let id = team.rows.iter().find(|row| row.name == "Rina Astuti").unwrap().id;
        let draft = RateForm {
            result: "as".into(),
            behaviour: "below".into(),
            comment: "Sering terlambat.".into(),
            share: false,
            version: version(&city, &yanti, id).await,
        };
        services.rate(&yanti, id, &draft).await.unwrap();
        let shared = times(&city, &rina, Kind::EvaluationShared).await;
        let seen = version(&city, &yanti, id).await;
        services.rate(&yanti, id, &RateForm { share: true, version: seen, ..draft }).await.unwrap();
        assert_eq!(times(&city, &rina, Kind::EvaluationShared).await, shared + 1, "a draft is the head's own");
        services.object_to_evaluation(&rina, id, &words(&city, &rina, id, "Saya dinas luar.").await).await.unwrap();
        let rows = told(&city, &yanti).await.rows;
        let mine = |row: &&NotificationView| {
            row.kind == Kind::EvaluationObjected && row.what.as_deref() == Some("Triwulan IV 2026")
        };
        let row = rows.iter().find(mine).unwrap();
        assert_eq!(services.open_notification(&yanti, row.id).await.unwrap().1, id.to_string());
        let seen = version(&city, &yanti, id).await;
        let keep =
            AnswerForm { decision: "keep".into(), reason: "Tetap.".into(), version: seen, ..AnswerForm::default() };
        services.answer_objection(&yanti, id, &keep).await.unwrap();
        newest(&city, &rina, Kind::EvaluationAnswered).await;
        services.close_cycle(&admin, cycle).await.unwrap();
        services.run_evaluations().await.unwrap();
        services.run_evaluations().await.unwrap();
        assert_eq!(services.cycle(&admin, cycle).await.unwrap().row.head.state, CycleState::Closed);
        let view = told(&city, &rina).await;
        let settled: Vec<_> = view
            .rows
            .iter()
            .filter(|row| row.kind == Kind::EvaluationSettled && row.what.as_deref() == Some("Triwulan IV 2026"))
            .collect();
        assert_eq!((settled.len(), settled[0].unrated), (1, false));
        let hers = told(&city, &yanti).await;
        assert!(hers.rows.iter().any(|row| row.kind == Kind::EvaluationSettled && row.unrated), "nobody rated her");
    }
}

#[tokio::test]
async fn what_concerns_the_account_is_told_to_its_owner() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin) = (city.actor("rina").await, city.actor("admin").await);
        has_address(&city, rina.person, "rina@kota.example").await;
        letters(&city).await;
        let grant = GrantForm { person: rina.person.to_string(), role: "trainer".into(), ..GrantForm::default() };
        services.grant_role(&admin, &grant).await.unwrap();
        assert_eq!(newest(&city, &rina, Kind::RoleGranted).await.role.as_deref(), Some("trainer"));
        let id = services.roles(&admin, "").await.unwrap().grants.iter().find(|g| g.person == rina.person).unwrap().id;
        services.end_role(&admin, id).await.unwrap();
        newest(&city, &rina, Kind::RoleEnded).await;

        let ask = RequestForm { kind: "correction".into(), text: "Nama saya salah.".into(), understood: false };
        services.ask_about_data(&rina, &ask).await.unwrap();
        let request = services.requests(&admin).await.unwrap().open.remove(0).id;
        services.answer_request(&admin, request, "Sudah diperbaiki.").await.unwrap();
        newest(&city, &rina, Kind::DataAnswered).await;
        let sent = letters(&city).await;
        assert_eq!(sent.len(), 1, "roles wait for the letter of the day");
        let says = sent[0].notices.as_ref().unwrap();
        assert_eq!(
            (says.notices[0].kind, says.token.is_none()),
            (Kind::DataAnswered, true),
            "no link ends what a rule wants"
        );

        let devices = times(&city, &rina, Kind::NewDevice).await;
        city.actor("rina").await;
        assert_eq!(newest(&city, &rina, Kind::NewDevice).await.what.as_deref(), Some("test"));
        assert_eq!(times(&city, &rina, Kind::NewDevice).await, devices + 1);
        assert_eq!(letters(&city).await.len(), 1, "a new browser is told at once");
        let new = PasswordForm {
            current: "ampera-demo".into(),
            password: "tujuh kapal menyeberang".into(),
            repeated: "tujuh kapal menyeberang".into(),
            ..PasswordForm::default()
        };
        services.reading("en").change_password(&rina, &new).await.unwrap();
        newest(&city, &rina, Kind::WayInChanged).await;
        let sent = letters(&city).await;
        assert_eq!(
            (sent.len(), sent[0].kind, sent[0].lang.as_str()),
            (1, LetterKind::Changed, "en"),
            "one letter, not two"
        );

        // Somebody else causes it: the language that is known of her, not that of who did it.
        services.keep_language(&rina, "en").await.unwrap();
        let ask = RequestForm { kind: "correction".into(), text: "Nama saya salah.".into(), understood: false };
        services.ask_about_data(&rina, &ask).await.unwrap();
        let request = services.requests(&admin).await.unwrap().open.remove(0).id;
        services.answer_request(&admin, request, "Sudah.").await.unwrap();
        assert_eq!(letters(&city).await[0].lang, "en");
    }
}

#[tokio::test]
async fn what_is_turned_off_is_neither_shown_nor_sent_but_what_a_rule_wants() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin) = (city.actor("rina").await, city.actor("admin").await);
        has_address(&city, rina.person, "rina@kota.example").await;
        let off = Choice { app: false, mail: Mail::Never };
        let now = Choice { app: true, mail: Mail::Now };
        choose(&city, &rina, Kind::RoleGranted, off).await;
        choose(&city, &rina, Kind::RoleEnded, now).await;
        choose(&city, &rina, Kind::DataAnswered, off).await;
        let view = services.notification_choices(&rina).await.unwrap();
        let of = |kind: Kind| view.rows.iter().find(|row| row.kind == kind).unwrap();
        assert_eq!(of(Kind::RoleGranted).choice, off);
        let required = of(Kind::DataAnswered);
        assert_eq!(required.choice, now, "a rule wants it");
        let rule = required.required.as_ref().unwrap();
        assert!(rule.source.id.contains("UU 27/2022") && !rule.is_checked);
        read(&city, &rina).await;
        letters(&city).await;
        let grant = GrantForm { person: rina.person.to_string(), role: "trainer".into(), ..GrantForm::default() };
        services.grant_role(&admin, &grant).await.unwrap();
        assert_eq!((told(&city, &rina).await.unread, letters(&city).await.len()), (0, 0));
        let id = services.roles(&admin, "").await.unwrap().grants.iter().find(|g| g.person == rina.person).unwrap().id;
        services.end_role(&admin, id).await.unwrap();
        assert_eq!((told(&city, &rina).await.unread, letters(&city).await.len()), (1, 1));
    }
}

#[tokio::test]
async fn one_letter_a_day_with_what_is_new_and_unread() {
    for city in cities().await {
        let services = &city.services;
        let (rina, admin) = (city.actor("rina").await, city.actor("admin").await);
        has_address(&city, rina.person, "rina@kota.example").await;
        services.keep_language(&rina, "en").await.unwrap();
        read(&city, &rina).await;
        letters(&city).await;
        let grant = GrantForm { person: rina.person.to_string(), role: "trainer".into(), ..GrantForm::default() };
        services.grant_role(&admin, &grant).await.unwrap();
        assert_eq!(services.put_digests().await.unwrap(), 0, "not before the hour");
        city.clock.forward_minutes(7 * 60);
        let (one, two) = tokio::join!(services.put_digests(), services.put_digests());
        assert_eq!(one.unwrap() + two.unwrap(), 1, "one letter, by two servers");
        let sent = letters(&city).await;
        assert_eq!((sent.len(), sent[0].lang.as_str()), (1, "en"));
        let says = sent[0].notices.clone().unwrap();
        assert_eq!((says.notices.len(), says.daily, says.more), (1, true, 0));
        assert_eq!(says.notices[0].kind, Kind::RoleGranted);

        let id = services.roles(&admin, "").await.unwrap().grants.iter().find(|g| g.person == rina.person).unwrap().id;
        services.end_role(&admin, id).await.unwrap();
        assert_eq!(services.put_digests().await.unwrap(), 0, "the day has its letter");
        city.clock.forward_minutes(DAY);
        let rina = city.actor("rina").await;
        letters(&city).await;
        assert_eq!(services.put_digests().await.unwrap(), 1, "the next one has the rest");
        read(&city, &rina).await;
        assert!(letters(&city).await.is_empty(), "it was read before it was sent");
        city.clock.forward_minutes(DAY);
        assert_eq!(services.put_digests().await.unwrap(), 0, "nothing is new");

        // The link ends them, and only what is left to the person.
        let token = says.token.unwrap();
        services.check_notices_end(&token).await.unwrap();
        assert!(matches!(services.unsubscribe(&token).await, Err(Error::LinkOver)), "it ends no other letters");
        for _ in 0..2 {
            services.end_notices(&token).await.unwrap();
        }
        let rina = city.actor("rina").await;
        let view = services.notification_choices(&rina).await.unwrap();
        let mail = |kind: Kind| view.rows.iter().find(|row| row.kind == kind).unwrap().choice.mail;
        assert_eq!((mail(Kind::RoleGranted), mail(Kind::DataAnswered)), (Mail::Never, Mail::Now));
        assert!(view.plan_mail, "reminders of plans are a choice of their own");
        let mut forged = token.into_bytes();
        forged[30] ^= 1;
        let forged = String::from_utf8(forged).unwrap();
        assert!(matches!(services.end_notices(&forged).await, Err(Error::LinkOver)));
    }
}

#[tokio::test]
async fn the_number_of_unread_ones_comes_with_the_session() {
    for city in cities().await {
        let services = &city.services;
        let session = services.sign_in("rina", "ampera-demo", "127.0.0.1", "test").await.unwrap();
        let unread = async || services.arrived(&session.token).await.unwrap().unwrap().unread;
        let (rina, yanti) = (services.session(&session.token).await.unwrap().unwrap(), city.actor("yanti").await);
        let before = unread().await;
        assert_eq!(i64::from(before), told(&city, &rina).await.unread);
        plan(&city, &yanti, rina.person).await;
        assert_eq!(unread().await, before + 1, "also where the session is remembered");
        read(&city, &rina).await;
        assert_eq!(unread().await, 0);
        city.clock.forward_minutes(200 * DAY);
        services.apply_retention().await.unwrap();
        let rina = city.actor("rina").await;
        assert_eq!(told(&city, &rina).await.rows.iter().filter(|row| row.kind != Kind::NewDevice).count(), 0);
    }
}
