//! The demo city: small, believable, and every state of the program in it.

use std::sync::atomic::Ordering;

use content::model::{Item, Mode};
use domain::id::{AssignmentId, PersonId, PositionId, UnitId};
use domain::number::{Number, NumberKind};
use domain::score::PerMille;
use domain::time::Timestamp;
use store::Conn;
use store::organisation::{Assignment, Person, Unit};
use store::role::NewGrant;

use crate::simulate::{Effort, learner};
use crate::{Actor, Result, Services};

/// The password of every demo account.
pub const PASSWORD: &str = "ampera-demo";
/// The demo accounts: name, and what the account is for.
pub const ACCOUNTS: [(&str, &str); 5] = [
    ("rina", "learner"),
    ("budi", "trainer"),
    ("yanti", "manager of Rina's unit"),
    ("admin", "training agency"),
    ("hendra", "auditor"),
];

const COMPLAINTS: &str = "menangani-pengaduan-warga";
const PHISHING: &str = "mengenali-phishing";

/// Name, kind, unit, position, whether they lead the unit.
type Row = (&'static str, &'static str, usize, &'static str, bool);

const UNITS: [(&str, &str); 4] = [
    ("Kelurahan 26 Ilir", "kelurahan"),
    ("Puskesmas Dempo", "puskesmas"),
    ("Badan Kepegawaian dan Pengembangan SDM", "badan"),
    ("Inspektorat", "inspektorat"),
];

const PEOPLE: [Row; 12] = [
    ("Rina Astuti", "pns", 0, "pengelola-layanan", false),
    ("Yanti Oktavia", "pns", 0, "lurah", true),
    ("Muhammad Fadil", "pppk", 0, "pengelola-layanan", false),
    ("Sari Dewi", "pns", 0, "pengadministrasi-umum", false),
    ("Yusuf Hidayat", "pppk", 0, "pengadministrasi-umum", false),
    ("Lina Marlina", "pns", 0, "kepala-seksi-pelayanan", false),
    ("Agus Pratama", "pns", 1, "dokter-ahli-pertama", false),
    ("Nurhayati", "pppk", 1, "perawat-terampil", false),
    ("Bayu Saputra", "pns", 1, "perawat-terampil", false),
    ("Budi Santoso", "pns", 2, "widyaiswara-ahli-madya", false),
    ("Dewi Anggraini", "pns", 2, "analis-sdm-aparatur-ahli-muda", false),
    ("Hendra Gunawan", "pns", 3, "pengadministrasi-umum", false),
];

impl Services {
    /// Fills an empty database with the demo city; one that has people is left as it is. From then on these services take
    /// everything for a demo: its administrator may do without a second factor.
    ///
    /// # Errors
    /// The two shipped courses must be published before.
    pub async fn load_demo(&self) -> Result<()> {
        self.demo.store(true, Ordering::Relaxed);
        let mut conn = self.store.reader().await?;
        let people = store::organisation::people(&mut conn).await?;
        drop(conn);
        if people > 0 {
            return Ok(());
        }
        let actors = self.found_city().await?;
        for (place, (username, trainer, admin)) in [
            (0, ("rina", false, false)),
            (9, ("budi", true, false)),
            (1, ("yanti", false, false)),
            (10, ("admin", false, true)),
            (11, ("hendra", false, false)),
        ] {
            self.create_account(actors[place].person, username, PASSWORD, trainer, admin).await?;
        }
        let auditor = NewGrant {
            id: self.new_id()?,
            person: actors[11].person,
            role: "auditor".to_owned(),
            course: None,
            from: self.now(),
            until: None,
            by: Some(actors[10].person),
        };
        self.store.write(move |conn| Box::pin(store::role::insert(conn, auditor))).await?;
        self.live_the_year(&actors).await?;
        self.train_outside(&actors).await?;
        self.demo_evaluations(&actors).await?;
        self.demo_careers(&actors).await
    }

    async fn found_city(&self) -> Result<Vec<Actor>> {
        let root = self.unit("Pemerintah Kota Palembang", "kota", None)?;
        let mut units = Vec::new();
        for (name, kind) in UNITS {
            units.push(self.unit(name, kind, Some(&root))?);
        }
        let long_ago = self.now().plus_days(-900);
        let mut people = Vec::new();
        let mut assignments = Vec::new();
        for (name, kind, unit, position, head) in PEOPLE {
            let person = Person { id: self.new_id()?, name: name.to_owned(), kind: kind.to_owned() };
            assignments.push(self.assignment(person.id, units[unit].id, position, "definitive", head, long_ago)?);
            people.push(person);
        }
        // Agus leads the puskesmas for the time being; Arif waits for a post.
        let acting = self.now().plus_days(-60);
        let mut seat = self.assignment(people[6].id, units[1].id, "kepala-seksi-pelayanan", "plt", true, acting)?;
        seat.valid_to = Some(Timestamp::start_of(self.now().plus_days(90).jakarta().date()));
        assignments.push(seat);
        people.push(Person { id: self.new_id()?, name: "Arif Rahman".to_owned(), kind: "pppk".to_owned() });
        let actors = people.iter().map(|person| learner(person.id, &person.name)).collect();
        self.store
            .write(move |conn| {
                Box::pin(async move { insert_city(conn, &root, &units, &people, &assignments, long_ago).await })
            })
            .await?;
        Ok(actors)
    }

    pub(crate) fn unit(&self, name: &str, kind: &str, parent: Option<&Unit>) -> Result<Unit> {
        let id: UnitId = self.new_id()?;
        let path = format!("{}{id}/", parent.map(|parent| parent.path.as_str()).unwrap_or_default());
        Ok(Unit { id, name: name.to_owned(), kind: kind.to_owned(), path })
    }

    pub(crate) fn assignment(
        &self,
        person_id: PersonId,
        unit_id: UnitId,
        position: &str,
        basis: &str,
        head: bool,
        valid_from: Timestamp,
    ) -> Result<Assignment> {
        Ok(Assignment {
            id: self.new_id::<AssignmentId>()?,
            person_id,
            unit_id,
            position_id: PositionId::new(position),
            basis: basis.to_owned(),
            head,
            valid_from,
            valid_to: None,
        })
    }

    /// What everybody did over the year, each thing at its time.
    async fn live_the_year(&self, actors: &[Actor]) -> Result<()> {
        let [rina, yanti, fadil, sari, _, lina, agus, nurhayati, bayu, budi, ..] = actors else { return Ok(()) };
        self.finish_course(rina, PHISHING, 95, Effort::whole(960)).await?;
        self.read_lessons(rina, COMPLAINTS, 3, 30).await?;
        self.days_ago(20).simulate_assessment(rina, COMPLAINTS, Effort::whole(520)).await?;
        self.finish_course(fadil, COMPLAINTS, 120, Effort::whole(920)).await?;
        self.finish_course(fadil, PHISHING, 80, Effort::whole(870)).await?;
        self.finish_course(yanti, PHISHING, 150, Effort::whole(950)).await?;
        self.finish_course(nurhayati, PHISHING, 60, Effort::whole(1000)).await?;
        self.finish_course(agus, COMPLAINTS, 45, Effort::whole(900)).await?;
        self.read_lessons(bayu, PHISHING, 2, 9).await?;
        self.days_ago(40).simulate_assessment(lina, PHISHING, Effort::whole(740)).await?;
        self.days_ago(12).simulate_assessment(lina, COMPLAINTS, Effort::whole(350)).await?;
        // Sari ran out of time; Budi is in the middle of an attempt; Yusuf's free answer waits for a marker.
        self.days_ago(5).start_only(sari, PHISHING, PerMille::new(400)).await?;
        self.expire_overdue().await?;
        self.at(self.now().plus_minutes(-4)).start_only(budi, COMPLAINTS, PerMille::new(300)).await?;
        self.days_ago(2).simulate_essay(&actors[4], COMPLAINTS).await?;
        self.demo_plans(yanti, [rina, fadil, sari, &actors[4], lina]).await
    }

    fn days_ago(&self, days: i64) -> Self {
        self.at(self.now().plus_days(-days))
    }

    async fn read_lessons(&self, actor: &Actor, course: &str, count: usize, days_ago: i64) -> Result<()> {
        let then = self.days_ago(days_ago);
        let snapshot = self.library.current()?;
        let Some(found) = snapshot.courses.get(course) else { return Ok(()) };
        let lessons = found.items.iter().filter(|item| matches!(item, Item::Lesson(_)));
        for (day, lesson) in lessons.take(count).enumerate() {
            let then = then.at(then.now().plus_days(day as i64));
            then.mark_read(actor, course, lesson.slug()).await?;
            then.course_item(actor, course, lesson.slug()).await?;
        }
        Ok(())
    }

    async fn finish_course(&self, actor: &Actor, course: &str, days_ago: i64, effort: Effort) -> Result<()> {
        self.read_lessons(actor, course, usize::MAX, days_ago).await?;
        self.days_ago(days_ago - 10).simulate_assessment(actor, course, effort).await
    }

    /// Takes the course's assessment.
    pub(crate) async fn simulate_assessment(&self, actor: &Actor, course: &str, effort: Effort) -> Result<()> {
        if let Some(quiz) = self.find_quiz(course, |quiz| quiz.mode == Mode::Assessment)? {
            self.simulate_quiz(actor, course, &quiz, effort).await?;
        }
        Ok(())
    }

    async fn start_only(&self, actor: &Actor, course: &str, answered: PerMille) -> Result<()> {
        if let Some(quiz) = self.find_quiz(course, |quiz| quiz.mode == Mode::Assessment)? {
            self.simulate_answers(actor, course, &quiz, Effort { right: PerMille::new(300), answered }).await?;
        }
        Ok(())
    }

    async fn simulate_essay(&self, actor: &Actor, course: &str) -> Result<()> {
        let has_essay = |quiz: &content::model::Quiz| {
            let questions = quiz.blocks.iter().flat_map(content::model::Block::questions);
            questions.into_iter().any(|question| question.prompt.form == content::model::Form::Essay)
        };
        if let Some(quiz) = self.find_quiz(course, has_essay)? {
            self.simulate_quiz(actor, course, &quiz, Effort::whole(800)).await?;
        }
        Ok(())
    }

    fn find_quiz(&self, course: &str, wanted: impl Fn(&content::model::Quiz) -> bool) -> Result<Option<String>> {
        let snapshot = self.library.current()?;
        let quizzes = snapshot.courses.get(course).into_iter().flat_map(|course| &course.items);
        Ok(quizzes.into_iter().find_map(|item| match item {
            Item::Quiz(quiz) if wanted(quiz) => Some(quiz.slug.clone()),
            _ => None,
        }))
    }
}

async fn insert_city(
    conn: &mut Conn,
    root: &Unit,
    units: &[Unit],
    people: &[Person],
    assignments: &[Assignment],
    since: Timestamp,
) -> Result<()> {
    store::organisation::insert_unit(conn, root, None).await?;
    for unit in units {
        store::organisation::insert_unit(conn, unit, Some(root.id)).await?;
    }
    for (place, person) in people.iter().enumerate() {
        store::organisation::insert_person(conn, person).await?;
        let (kind, number) = number(&person.kind, place);
        store::organisation::insert_number(conn, person.id, kind, &number, since).await?;
    }
    for assignment in assignments {
        store::organisation::insert_assignment(conn, assignment).await?;
    }
    Ok(())
}

/// A number of somebody made up.
pub(crate) fn number(kind: &str, place: usize) -> (&'static str, String) {
    let number = Number::made_up(NumberKind::of_person(kind), place);
    (number.kind().code(), number.digits().to_owned())
}
