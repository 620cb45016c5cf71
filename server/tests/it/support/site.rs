//! The program on a database of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ampera::{MailSettings, Server, Settings};
use axum::Router;
use content::model::{Course, Item, Mode};
use domain::time::Timestamp;
use services::{Actor, ClientForm, Clock, GrantForm, Services, SystemClock, SystemRandom};
use store::organisation::Person;
use store::testing::{TestDatabase, databases, sqlite};

use uuid::Uuid;

use super::{Visitor, Who};

/// A clock that is set by hand. It begins on 24 November 2026 at nine in Jakarta.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn pass_minutes(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// From now on as the machine has it: another program goes by its own clock.
    pub fn set_to_the_machines(&self) {
        self.0.store(SystemClock.now().0, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        // Nothing happens at exactly the same time as what was before it.
        Timestamp(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// With the demo accounts, and a mail server that nobody asks.
pub fn settings() -> Settings {
    let mail = MailSettings::new("smtp://127.0.0.1:9", "Ampera <ampera@kota.example>").unwrap();
    Settings { demo: true, mail: Some(mail), own_address: "http://ampera.test".to_owned(), ..Settings::default() }
}

/// A running site.
pub struct Site {
    pub services: Services,
    pub clock: Arc<TestClock>,
    pub router: Router,
    /// The secret of a service client with every scope.
    pub secret: Option<String>,
    server: Server,
    _database: TestDatabase,
}

impl Site {
    /// On SQLite, with demo data.
    pub async fn new() -> Self {
        Self::on(sqlite().await.unwrap(), settings(), |server| server).await
    }

    /// On every database that is at hand.
    pub async fn on_all() -> Vec<Self> {
        let mut sites = Vec::new();
        for database in databases().await.unwrap() {
            sites.push(Self::on(database, settings(), |server| server).await);
        }
        sites
    }

    /// On every database that is at hand, with these settings.
    pub async fn on_all_with(settings: Settings) -> Vec<Self> {
        let mut sites = Vec::new();
        for database in databases().await.unwrap() {
            sites.push(Self::on(database, settings.clone(), |server| server).await);
        }
        sites
    }

    /// On SQLite, with these settings, changed by `change` before anything is published.
    pub async fn with(settings: Settings, change: impl FnOnce(Server) -> Server) -> Self {
        Self::on(sqlite().await.unwrap(), settings, change).await
    }

    /// On SQLite, no demo: one administrator, `pengelola`, and nobody else.
    pub async fn without_demo_accounts(settings: Settings) -> Self {
        let site = Self::on_empty(sqlite().await.unwrap(), settings, |server| server).await;
        let person = Person { id: Uuid::from_u128(1).into(), name: "Sari Wulandari".into(), kind: "pns".into() };
        let stored = person.clone();
        let written = site
            .services
            .store()
            .write(move |conn| Box::pin(async move { store::organisation::insert_person(conn, &stored).await }))
            .await;
        written.unwrap();
        site.services.create_account(person.id, "pengelola", "tujuh kapal menyeberang", false, true).await.unwrap();
        site
    }

    /// On this database, with demo data.
    pub async fn on_with(database: TestDatabase, settings: Settings) -> Self {
        Self::on(database, settings, |server| server).await
    }

    async fn on(database: TestDatabase, settings: Settings, change: impl FnOnce(Server) -> Server) -> Self {
        let site = Self::on_empty(database, settings, change).await;
        site.services.load_demo().await.unwrap();
        site
    }

    async fn on_empty(database: TestDatabase, settings: Settings, change: impl FnOnce(Server) -> Server) -> Self {
        let start = Timestamp::start_of(content::model::Date::constant(2026, 11, 24)).plus_minutes(9 * 60);
        let clock = Arc::new(TestClock(AtomicI64::new(start.0)));
        let shared: Arc<dyn Clock> = Arc::<TestClock>::clone(&clock);
        let services = Services::new(database.store.clone(), shared, Arc::new(SystemRandom));
        let server = change(Server::new(services.clone(), settings, Arc::new(SystemRandom)).unwrap());
        let published = server.publish().await.unwrap();
        assert!(published.courses.iter().all(|course| course.published));
        Self { services, clock, router: server.clone().router(), server, secret: None, _database: database }
    }

    /// Adds those whom the demo has not: a trainer of one course, and a service client with every scope.
    pub async fn add_others(&mut self, course: &str) {
        let admin = self.actor(Who::Admin).await;
        let found = self.services.roles(&admin, "Agus").await.unwrap().found.remove(0);
        self.services.create_account(found.id, "agus", "ampera-demo", false, false).await.unwrap();
        let (person, role) = (found.id.to_string(), "trainer".to_owned());
        let form = GrantForm { person, role, course: course.to_owned(), until: String::new() };
        self.services.grant_role(&admin, &form).await.unwrap();
        self.secret = Some(self.client("Semua", &["courses:read", "competencies:read", "numbers:read"]).await);
    }

    /// Creates a service client and returns its secret.
    pub async fn client(&self, name: &str, scopes: &[&str]) -> String {
        let admin = self.actor(Who::Admin).await;
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        self.services.create_client(&admin, &ClientForm { name: name.to_owned(), scopes }).await.unwrap().secret
    }

    /// Somebody as use cases see them.
    pub async fn actor(&self, who: Who) -> Actor {
        let visitor = self.signed_in(who).await;
        self.services.session(&visitor.cookies["ampera"]).await.unwrap().unwrap()
    }

    /// Sends the letters that are due, as the job does.
    pub async fn send_letters(&self) -> usize {
        self.server.send_letters().await.unwrap()
    }

    /// Tells other systems what is due, as the job does.
    pub async fn sync(&self) -> usize {
        self.server.sync().await.unwrap()
    }

    /// Makes the sheets of units that were asked for, as the job does.
    pub async fn make_sheets(&self) -> u64 {
        self.server.make_sheets().await.unwrap()
    }

    /// A second server on the same database.
    pub fn another(&self, settings: Settings) -> Server {
        Server::new(self.services.clone(), settings, Arc::new(SystemRandom)).unwrap()
    }

    /// Forgets that messages were sent: they are sent once more.
    pub async fn forget_deliveries(&self) {
        let now = self.clock.now();
        let forgotten = self
            .services
            .store()
            .write(move |conn| Box::pin(async move { store::testing::forget_deliveries(conn, now).await }));
        forgotten.await.unwrap();
    }

    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.router.clone())
    }

    /// Somebody who has signed in through the form.
    pub async fn signed_in(&self, who: Who) -> Visitor {
        let mut visitor = self.visitor();
        if let (Who::Client, Some(secret)) = (who, &self.secret) {
            return visitor.with_header("authorization", &format!("Bearer {secret}"));
        }
        if let Some(username) = who.username() {
            visitor.sign_in(username, "ampera-demo").await.assert_redirect("/beranda");
        }
        visitor
    }

    pub fn course(&self, slug: &str) -> Arc<Course> {
        Arc::clone(&self.services.library().current().unwrap().courses[slug])
    }

    /// The slug of the first practice quiz of a course.
    pub fn practice(&self, course: &str) -> String {
        self.quizzes(course, Mode::Practice).remove(0)
    }

    /// The slug of the assessment of a course.
    pub fn assessment(&self, course: &str) -> String {
        self.quizzes(course, Mode::Assessment).remove(0)
    }

    pub fn quizzes(&self, course: &str, mode: Mode) -> Vec<String> {
        let course = self.course(course);
        let quizzes = course.items.iter().filter_map(|item| match item {
            Item::Quiz(quiz) if quiz.mode == mode => Some(quiz.slug.clone()),
            _ => None,
        });
        quizzes.collect()
    }

    /// The slug of the first lesson of a course.
    pub fn lesson(&self, course: &str) -> String {
        let course = self.course(course);
        course.items.iter().find(|item| matches!(item, Item::Lesson(_))).unwrap().slug().to_owned()
    }
}
