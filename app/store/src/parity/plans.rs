use domain::competency::CompetencyState;
use domain::id::{CompetencyId, CourseId, PersonId, PlanId};
use domain::time::Timestamp;

use super::{NOW, course, id, reader, with_person, write};
use crate::organisation::{Assignment, Person, Unit, insert_assignment, insert_person, insert_unit};
use crate::plan::{NewPlan, Note};
use crate::plan_reminder::Setting;
use crate::testing::TestDatabase;
use crate::{account, competency, learning, mail, plan, plan_reminder};

const PLAN: u128 = 900;

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    let yanti = Person { id: id(2), name: "Yanti".into(), kind: "pns".into() };
    let boss = yanti.id;
    let unit = Unit { id: id(50), name: "Kelurahan".into(), kind: "kelurahan".into(), path: "u/".into() };
    let post = |number: u128, person: PersonId, head: bool| Assignment {
        id: id(number),
        person_id: person,
        unit_id: id(50),
        position_id: "lurah".into(),
        basis: "definitive".into(),
        head,
        valid_from: Timestamp(0),
        valid_to: None,
    };
    let (mine, hers) = (post(60, rina, false), post(61, boss, true));
    // Later she stands in for her boss.
    let acting = Assignment { basis: "plh".into(), valid_from: NOW.plus_days(50), ..post(62, rina, true) };
    write!(database.store, |conn| async move {
        insert_person(conn, &yanti).await?;
        insert_unit(conn, &unit, None).await?;
        insert_assignment(conn, &mine).await?;
        insert_assignment(conn, &hers).await?;
        insert_assignment(conn, &acting).await
    })
    .unwrap();
    made(database, rina, boss).await;
    answered(database, rina, boss).await;
    reminded(database, rina).await;
    ended(database, rina, boss).await;
}

async fn made(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    let new = |number: u128, aim: &'static str, people: Vec<PersonId>| NewPlan {
        id: id(number),
        path: None,
        aim,
        unit: Some(id(50)),
        competency: Some("digital/keamanan".into()),
        note: "Penting.".into(),
        by: boss,
        at: NOW,
        due: NOW.plus_days(10),
        courses: vec![course(), CourseId::new("lain")],
        people,
    };
    let (one, other) = (new(PLAN, "gap", vec![rina, boss]), new(PLAN + 1, "self", vec![boss]));
    assert!(write!(store, |conn| plan::insert(conn, &one, None)).unwrap());
    assert!(write!(store, |conn| plan::insert(conn, &other, Some("accepted"))).unwrap());
    let again = new(PLAN, "gap", vec![rina, boss]);
    assert!(!write!(store, |conn| plan::insert(conn, &again, None)).unwrap(), "sent twice");
    write!(store, |conn| learning::enrol(conn, rina, &course(), NOW)).unwrap();
    let mut conn = reader(database).await;
    let found = plan::find(&mut conn, id(PLAN)).await.unwrap().unwrap();
    assert_eq!((found.author.as_str(), found.aim.as_str(), found.note.as_str()), ("Yanti", "gap", "Penting."));
    let courses = plan::courses(&mut conn, &[id(PLAN)]).await.unwrap();
    assert_eq!(courses.iter().map(|(_, course)| course.as_str()).collect::<Vec<_>>(), ["kursus", "lain"]);
    let people = plan::people(&mut conn, &[id(PLAN), id(PLAN + 1)]).await.unwrap();
    assert_eq!(people.len(), 3);
    assert_eq!(people.iter().filter(|row| row.answer.as_deref() == Some("accepted")).count(), 1);
    let plans: [PlanId; 2] = [id(PLAN), id(PLAN + 1)];
    assert_eq!(plan::people_here(&mut conn, &plans, "u/", NOW).await.unwrap(), people);
    assert!(plan::people_here(&mut conn, &plans, "x/", NOW).await.unwrap().is_empty());
    assert_eq!(plan::of_person(&mut conn, rina, 9).await.unwrap().len(), 1);
    assert_eq!(plan::rows_of_person(&mut conn, rina).await.unwrap()[0].due_at, NOW.plus_days(10));
    assert_eq!(plan::of_unit(&mut conn, "u/", NOW, 9, 0).await.unwrap().len(), 2);
    assert_eq!(plan::count_of_unit(&mut conn, "u/", NOW).await.unwrap(), 2);
    assert_eq!(plan::count_of_unit(&mut conn, "x/", NOW).await.unwrap(), 0);
    let led = plan::led(&mut conn, boss, id(PLAN), NOW).await.unwrap();
    assert_eq!(led.iter().map(|(person,)| PersonId(*person)).collect::<Vec<_>>(), [rina]);
    assert!(plan::led(&mut conn, rina, id(PLAN), NOW).await.unwrap().is_empty());
    let led = plan::led(&mut conn, rina, id(PLAN), NOW.plus_days(51)).await.unwrap();
    assert!(!led.contains(&(boss.0,)), "who stands in for the head does not lead the head");
    assert_eq!(plan::learned(&mut conn, &[rina, boss]).await.unwrap().len(), 1);
    assert!(plan::passed(&mut conn, &[rina]).await.unwrap().is_empty());
    assert_eq!(plan::planned(&mut conn, &[rina]).await.unwrap().len(), 2);
    drop(conn);
    let competency = CompetencyId::new("digital/keamanan");
    write!(store, |conn| competency::put(conn, rina, &competency, &CompetencyState::default(), NOW)).unwrap();
}

async fn answered(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    let key: PlanId = id(PLAN);
    assert!(write!(store, |conn| plan::answer(conn, key, rina, "discuss", NOW)).unwrap());
    let note = |number: u128, author| {
        (
            id(number),
            Note {
                plan_id: key,
                person_id: rina,
                author_id: author,
                author: String::new(),
                text: "Bulan depan?".into(),
                at: NOW,
            },
        )
    };
    for (number, note) in [note(910, rina), note(911, boss)] {
        write!(store, |conn| plan::add_note(conn, number, &note)).unwrap();
    }
    let mut conn = reader(database).await;
    let notes = plan::notes(&mut conn, &[key]).await.unwrap();
    assert_eq!(notes.iter().map(|note| note.author.as_str()).collect::<Vec<_>>(), ["Rina", "Yanti"]);
    assert_eq!(plan::count_notes(&mut conn, key, rina).await.unwrap(), 2);
    drop(conn);
    assert!(write!(store, |conn| plan::exempt(conn, (key, rina), boss, "Cuti", NOW)).unwrap());
    assert!(!write!(store, |conn| plan::answer(conn, key, rina, "accepted", NOW)).unwrap(), "she is exempt");
    assert!(write!(store, |conn| plan::include(conn, key, rina)).unwrap());
    assert!(!write!(store, |conn| plan::include(conn, key, rina)).unwrap());
    assert_eq!(write!(store, |conn| plan::set_due(conn, key, &[rina], NOW.plus_days(3))).unwrap(), 1);
}

async fn reminded(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let key: PlanId = id(PLAN);
    let day = NOW.plus_days(-1);
    write!(store, |conn| account::set_email(conn, rina, "rina@kota.example", NOW)).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(plan_reminder::unheard(&mut conn, 9).await.unwrap().len(), 3);
    let span = (NOW, NOW.plus_days(3));
    let due = plan_reminder::due(&mut conn, "before-3", span, 0, 9).await.unwrap();
    assert_eq!(due.iter().map(|row| row.person_id).collect::<Vec<_>>(), [rina]);
    assert!(plan_reminder::due(&mut conn, "before-3", span, 4 * 86_400_000, 9).await.unwrap().is_empty(), "too new");
    drop(conn);
    let made = ("before-3", NOW.plus_days(3));
    assert!(write!(store, |conn| plan_reminder::make(conn, (key, rina), made, NOW, false)).unwrap());
    assert!(!write!(store, |conn| plan_reminder::make(conn, (key, rina), made, NOW, false)).unwrap(), "once");
    let mut conn = reader(database).await;
    assert!(plan_reminder::due(&mut conn, "before-3", span, 0, 9).await.unwrap().is_empty());
    let waiting = plan_reminder::waiting(&mut conn, day, day, 9).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].lang.as_str()), (1, "id"));
    assert!(plan_reminder::waiting(&mut conn, NOW, day, 9).await.unwrap().is_empty(), "too old");
    drop(conn);
    assert!(write!(store, |conn| plan_reminder::take_day(conn, rina, day, id(920))).unwrap());
    assert!(!write!(store, |conn| plan_reminder::take_day(conn, rina, day, id(921))).unwrap(), "one a day");
    assert_eq!(write!(store, |conn| plan_reminder::put_into(conn, rina, day, id(920))).unwrap(), 1);
    write!(store, |conn| mail::put(conn, id(920), "plan", rina, "rina@kota.example", ("id", NOW))).unwrap();
    let setting = Setting { lang: "en".into(), mail: true, secret: vec![1] };
    let (one, two, three) = (setting.clone(), setting.clone(), Setting { mail: false, secret: vec![2], ..setting });
    write!(store, |conn| plan_reminder::ensure(conn, rina, &one)).unwrap();
    write!(store, |conn| plan_reminder::ensure(conn, rina, &two)).unwrap();
    write!(store, |conn| plan_reminder::set(conn, rina, &three)).unwrap();
    let mut conn = reader(database).await;
    let found = plan_reminder::setting(&mut conn, rina).await.unwrap().unwrap();
    assert_eq!((found.mail, found.secret), (false, vec![1]), "old links stay good");
    assert_eq!(plan_reminder::of_mail(&mut conn, id(920)).await.unwrap().len(), 1);
    assert_eq!(plan_reminder::of_plan(&mut conn, key).await.unwrap()[0].kind, "before-3");
    drop(conn);
    write!(store, |conn| plan_reminder::forget_days(conn, NOW)).unwrap();
    assert!(write!(store, |conn| plan_reminder::take_day(conn, rina, day, id(922))).unwrap());
}

async fn ended(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    let key: PlanId = id(PLAN);
    assert_eq!(write!(store, |conn| plan::withdraw(conn, key, &[rina, boss], boss, NOW)).unwrap(), 2);
    assert_eq!(write!(store, |conn| plan::withdraw(conn, key, &[rina], boss, NOW)).unwrap(), 0);
    write!(store, |conn| plan::blank_words(conn, boss)).unwrap();
    assert_eq!(plan::find(&mut reader(database).await, key).await.unwrap().unwrap().note, "");
}
