//! A city with the shipped courses for a test, and the demo city itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use content::Files;
use domain::id::{PersonId, SessionId};
use domain::policy::{Courses, Roles};
use domain::time::Timestamp;
use jiff::civil::date;
use services::{Actor, Clock, Services, SystemRandom, TeamBody, TeamQuery, TeamRow, TeamView};
use store::testing::{TestDatabase, databases};
use uuid::Uuid;

pub const COMPLAINTS: &str = "menangani-pengaduan-warga";

/// A clock that a test moves.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn forward_minutes(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// The demo city on one database.
pub struct City {
    pub services: Services,
    pub clock: Arc<TestClock>,
    pub database: TestDatabase,
}

impl City {
    /// A SQLite database with the shipped courses and nobody in it.
    pub async fn empty() -> Self {
        let database = store::testing::sqlite().await.unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(Timestamp::start_of(date(2026, 11, 24)).0)));
        let services = Services::new(database.store.clone(), clock.clone(), Arc::new(SystemRandom));
        let files = Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content")).unwrap();
        services.publish_all(&files, None).await.unwrap();
        Self { services, clock, database }
    }

    /// Somebody of the demo, by name, with the roles that their account and assignments give.
    pub async fn actor(&self, username: &str) -> Actor {
        let session = self.services.sign_in(username, "ampera-demo", "127.0.0.1", "test").await.unwrap();
        self.services.session(&session.token).await.unwrap().unwrap()
    }
}

/// The people of a team.
pub fn people(view: &TeamView) -> &[TeamRow] {
    match &view.body {
        TeamBody::People(rows) => rows,
        TeamBody::Units(rows) => panic!("units: {rows:?}"),
    }
}

/// A learner without an account.
pub fn stranger() -> Actor {
    Actor {
        person: PersonId(Uuid::nil()),
        session: SessionId(Uuid::nil()),
        name: "-".into(),
        roles: Roles::default(),
        courses: Courses::default(),
    }
}

/// The demo city on every database.
pub async fn cities() -> Vec<City> {
    let files = Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content")).unwrap();
    let mut cities = Vec::new();
    for database in databases().await.unwrap() {
        let clock = Arc::new(TestClock(AtomicI64::new(Timestamp::start_of(date(2026, 11, 24)).0)));
        let services = Services::new(database.store.clone(), clock.clone(), Arc::new(SystemRandom));
        let published = services.publish_all(&files, None).await.unwrap();
        for course in &published.courses {
            assert!(course.published, "{}: {:?}", course.slug, course.diagnostics);
        }
        services.load_demo().await.unwrap();
        cities.push(City { services, clock, database });
    }
    cities
}

#[tokio::test]
async fn the_demo_city_shows_every_state_and_replays_cleanly() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let team = services.team(&admin, &TeamQuery::default()).await.unwrap();
        let rows = people(&team);
        assert_eq!((team.people, rows.len()), (12, 12), "Agus has two posts and is one person");
        let waiting = TeamQuery { unit: "tanpa-jabatan".into(), ..TeamQuery::default() };
        let waiting = services.team(&admin, &waiting).await.unwrap();
        assert_eq!(people(&waiting).iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Arif Rahman"]);
        let standings: Vec<_> = rows.iter().flat_map(|row| row.cells.iter().flatten()).map(|c| c.standing).collect();
        use domain::competency::Standing;
        assert!(standings.contains(&Standing::Met));
        assert!(standings.contains(&Standing::NotEnoughEvidence));
        assert!(standings.iter().any(|standing| matches!(standing, Standing::Short { .. })));
        let budi = city.actor("budi").await;
        assert_eq!(services.unmarked(&budi).await.unwrap().len(), 1);
        let home = services.home(&city.actor("rina").await).await.unwrap();
        let resume = home.resume.unwrap();
        assert!(resume.course == COMPLAINTS && !resume.is_quiz, "lessons come before the assessment: {resume:?}");
        assert!(!home.gaps.is_empty() && home.hours.counted > 0);
        let mut courses: Vec<_> = home.gaps.iter().filter_map(|card| Some(&card.course.as_ref()?.course)).collect();
        let cards = courses.len();
        courses.sort_unstable();
        courses.dedup();
        assert_eq!(courses.len(), cards, "a course has one card");
        let rina = city.actor("rina").await;
        let profile = services.profile(&rina, rina.person).await.unwrap();
        assert_eq!(profile.next_step.unwrap().course, resume.course, "home and profile name one next step");
        let replay = services.replay_check().await.unwrap();
        assert_eq!(replay.differences, Vec::<String>::new());
        assert!(replay.attempts >= 8 && replay.people >= 6, "{replay:?}");
    }
}

#[tokio::test]
async fn shipped_content_does_not_take_the_place_of_imported() {
    let shipped = Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content")).unwrap();
    let mut own = shipped.clone();
    let path = format!("courses/{COMPLAINTS}/course.md");
    own.insert(
        path.as_str(),
        own.text(&path).unwrap().replace("title: Menangani", "title: Kami menangani").into_bytes(),
    );
    for city in cities().await {
        let services = &city.services;
        let title = || services.library().current().unwrap().course_title(COMPLAINTS);
        services.publish_all(&own, Some("content".into())).await.unwrap();
        assert_eq!(title(), "Kami menangani pengaduan warga");
        services.publish_all(&shipped, None).await.unwrap();
        assert_eq!(title(), "Kami menangani pengaduan warga", "a restart without a folder");
        services.publish_all(&shipped, Some("content".into())).await.unwrap();
        assert_eq!(title(), "Menangani pengaduan warga", "imported again");
    }
}
