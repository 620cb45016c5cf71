use domain::id::PersonId;
use domain::notification::{Kind, Mail};
use domain::time::Timestamp;

use super::{NOW, id, reader, with_person, write};
use crate::notification::New;
use crate::organisation::{Assignment, Person, Unit, heads, heads_of, insert_assignment, insert_person, insert_unit};
use crate::testing::TestDatabase;
use crate::{account, competency, evaluation, mail, notification, sign_in};

fn new(number: u128, person: PersonId, kind: Kind, days: i64) -> New {
    New {
        id: id(number),
        person,
        kind,
        about: "x".into(),
        detail: "{}".into(),
        from: None,
        at: NOW.plus_days(days),
        required: false,
    }
}

pub(super) async fn run(database: &TestDatabase) {
    let store = &database.store;
    let rina = with_person(store).await;
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
    write!(store, |conn| async move {
        insert_person(conn, &yanti).await?;
        insert_unit(conn, &unit, None).await?;
        insert_assignment(conn, &mine).await?;
        insert_assignment(conn, &hers).await?;
        account::set_email(conn, rina, "rina@kota.example", NOW).await
    })
    .unwrap();
    let mut conn = reader(database).await;
    assert_eq!(heads_of(&mut conn, rina, NOW).await.unwrap(), [boss]);
    assert!(heads_of(&mut conn, boss, NOW).await.unwrap().is_empty(), "nobody leads themself");
    assert_eq!(heads(&mut conn, NOW).await.unwrap(), [boss]);
    assert!(!sign_in::has_device(&mut conn, rina).await.unwrap());
    assert!(evaluation::of_ids(&mut conn, &[id(9)]).await.unwrap().is_empty());
    assert_eq!(competency::find(&mut conn, rina, &"a/b".into()).await.unwrap(), None);
    drop(conn);
    put(database, rina, boss).await;
    read(database, rina).await;
    digest(database, rina).await;
    forgotten(database, rina).await;
}

async fn put(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    let chosen = [(Kind::PlanAnswered, false, Mail::Never), (Kind::RoleGranted, false, Mail::Daily)];
    let required = [(Kind::NewDevice, false, Mail::Never)];
    write!(store, |conn| async move {
        notification::choose(conn, rina, &chosen).await?;
        notification::choose(conn, rina, &required).await?;
        notification::choose(conn, rina, &required).await
    })
    .unwrap();
    let mut from = new(100, rina, Kind::PlanDiscussed, 0);
    from.from = Some(boss);
    let device = New { required: true, ..new(104, rina, Kind::NewDevice, -3) };
    let rows = vec![
        from,
        new(101, rina, Kind::PlanAnswered, 0),
        new(102, rina, Kind::RoleGranted, 0),
        new(103, rina, Kind::TrainingVerified, -1),
        device,
        new(105, boss, Kind::PlanReminder, 0),
        new(106, rina, Kind::CertificateReceived, -200),
    ];
    write!(store, |conn| async move {
        notification::set_lang(conn, rina, "en", vec![1]).await?;
        notification::put(conn, &rows).await?;
        notification::put(conn, &[]).await
    })
    .unwrap();
    let mut conn = reader(database).await;
    assert_eq!(notification::lang(&mut conn, rina).await.unwrap().as_deref(), Some("en"));
    assert_eq!(notification::lang(&mut conn, boss).await.unwrap(), None);
    assert_eq!(notification::choices(&mut conn, rina).await.unwrap().len(), 3);
    assert_eq!(notification::unread(&mut conn, rina).await.unwrap(), 4, "what is turned off is not there");
    assert_eq!(notification::unread(&mut conn, boss).await.unwrap(), 1);
    let letters = mail::due(&mut conn, NOW, 9).await.unwrap();
    let mut sent: Vec<_> = letters.iter().map(|letter| (letter.id.0.as_u128(), letter.lang.as_str())).collect();
    sent.sort_unstable();
    assert_eq!(sent, [(103, "en"), (104, "en")], "at once; what a rule wants cannot be turned off");
    assert!(letters.iter().all(|letter| letter.kind == notification::LETTER));
    assert_eq!(notification::of_mail(&mut conn, id(103)).await.unwrap()[0].kind, "training-verified");
}

async fn read(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let mut conn = reader(database).await;
    assert!(notification::find(&mut conn, id(2), id(100)).await.unwrap().is_none(), "somebody else's");
    let found = notification::find(&mut conn, rina, id(100)).await.unwrap().unwrap();
    assert_eq!((found.from_name.as_deref(), found.read_at), (Some("Yanti"), None));
    drop(conn);
    for _ in 0..2 {
        write!(store, |conn| notification::read(conn, rina, id(103), NOW)).unwrap();
    }
    write!(store, |conn| notification::read(conn, id(2), id(100), NOW)).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(notification::unread(&mut conn, rina).await.unwrap(), 3, "read once, and by nobody else");
    let ids = async |conn: &mut crate::Conn, wanted| {
        let rows = notification::list(conn, rina, wanted, (9, 0)).await.unwrap();
        assert_eq!(notification::count(conn, rina, wanted).await.unwrap(), rows.len() as i64);
        rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&mut conn, ("", false)).await, [100, 104, 106, 103], "unread first, the newest first");
    assert_eq!(ids(&mut conn, ("pelatihan", false)).await, [103]);
    assert_eq!(ids(&mut conn, ("", true)).await, [100, 104, 106]);
}

async fn digest(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let (since, day) = (NOW.plus_days(-7), Timestamp(0));
    let mut conn = reader(database).await;
    let waiting = notification::waiting(&mut conn, since, day, 9).await.unwrap();
    drop(conn);
    assert_eq!(waiting.iter().map(|to| (to.person_id, to.lang.as_str())).collect::<Vec<_>>(), [(rina, "en")]);
    assert!(write!(store, |conn| notification::take_day(conn, rina, day, id(900))).unwrap());
    assert!(!write!(store, |conn| notification::take_day(conn, rina, day, id(901))).unwrap());
    assert_eq!(write!(store, |conn| notification::put_into(conn, rina, since, id(900))).unwrap(), 2);
    let mut conn = reader(database).await;
    let told = notification::of_mail(&mut conn, id(900)).await.unwrap();
    assert_eq!(
        told.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>(),
        [102, 100],
        "one of them is in the letter alone"
    );
    assert!(notification::waiting(&mut conn, since, day, 9).await.unwrap().is_empty());
    assert!(notification::waiting(&mut conn, since, NOW, 9).await.unwrap().is_empty(), "each goes into one letter");
    drop(conn);
    write!(store, |conn| notification::forget_days(conn, NOW)).unwrap();
    assert!(write!(store, |conn| notification::take_day(conn, rina, day, id(902))).unwrap());
}

async fn forgotten(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    assert_eq!(write!(store, |conn| notification::forget(conn, NOW.plus_days(-100))).unwrap(), 1);
    let mut conn = reader(database).await;
    assert_eq!(notification::unread(&mut conn, rina).await.unwrap(), 2, "the number follows what goes");
    drop(conn);
    assert_eq!(write!(store, |conn| notification::read_all(conn, rina, NOW.plus_days(-1), NOW)).unwrap(), 1);
    assert_eq!(write!(store, |conn| notification::read_all(conn, rina, NOW, NOW)).unwrap(), 1);
    assert_eq!(write!(store, |conn| notification::read_all(conn, rina, NOW, NOW)).unwrap(), 0);
    let mut conn = reader(database).await;
    assert_eq!(notification::unread(&mut conn, rina).await.unwrap(), 0);
}
