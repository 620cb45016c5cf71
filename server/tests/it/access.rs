//! Who gets what: every route as everybody, in one table.

use std::fmt::Write;

use ampera::routes::{Access, Rule, Verb, table};
use domain::id::{AttemptId, ClientId, CycleId, EvaluationId, GrantId, PersonId, RecordId, RequestId};
use domain::notification::Kind;
use services::{Door, GrantForm, NotificationQuery, ProviderIdentity, RequestForm, TrainingForm};

use crate::quiz::{running, start};
use crate::support::{Answer, Site, Visitor, Who};

const COURSE: &str = "mengenali-phishing";

/// What the placeholders of a route stand for.
struct Things {
    rina: PersonId,
    /// Of another unit than Yanti's.
    stranger: PersonId,
    /// Of Rina.
    running: String,
    /// Of Rina, too.
    finished: AttemptId,
    certificate: String,
    waiting: (AttemptId, String),
    lesson: String,
    quiz: String,
    figure: (String, String),
    /// Of Arif, who has no account.
    grant: GrantId,
    client: ClientId,
    /// For erasure, of Rina.
    request: RequestId,
    /// Somebody without an account.
    colleague: PersonId,
    /// An identity that waits.
    identity: RecordId,
    /// Of Rina, and of somebody of another unit.
    evaluations: (EvaluationId, EvaluationId),
    cycle: CycleId,
    shortlist: String,
    unit: String,
    /// A list of the administrator that waits.
    upload: String,
    /// Of Rina, waits for verification.
    training: String,
    /// Of Rina, to be changed and withdrawn.
    other_training: String,
    /// Of Yanti, for Rina.
    plan: String,
    /// Of Rina.
    notification: String,
    /// Sheets of Yanti's unit.
    batch: String,
}

#[tokio::test]
async fn the_authorisation_matrix() {
    let mut tables = Vec::new();
    for mut site in Site::on_all().await {
        site.add_others(COURSE).await;
        tables.push(matrix(&site).await);
    }
    insta::assert_snapshot!("authorisation_matrix", tables[0]);
    assert!(tables.iter().all(|table| *table == tables[0]), "both databases give the same");
}

async fn matrix(site: &Site) -> String {
    let things = things(site).await;
    let mut text = format!("{:64}", "");
    for who in Who::ALL {
        let _ = write!(text, "{:<13}", format!("{who:?}").to_lowercase());
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    for rule in table().into_iter().map(|route| route.rule) {
        for (label, path) in paths(rule, &things) {
            let verb = if rule.verb == Verb::Get { "GET " } else { "POST" };
            let mut line = format!("{verb} {label:<59}");
            for who in Who::ALL {
                let mut visitor = site.signed_in(who).await;
                let answer = ask(site, &mut visitor, rule, &path).await;
                let _ = write!(line, "{:<13}", shown(&answer));
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    text
}

/// A redirect to the sign-in page is something else than one that follows from what was done.
fn shown(answer: &Answer) -> String {
    match answer.status {
        303 if answer.location().starts_with("/masuk") => "sign in".to_owned(),
        303 => "303".to_owned(),
        status => status.to_string(),
    }
}

async fn ask(site: &Site, visitor: &mut Visitor, rule: Rule, path: &str) -> Answer {
    if rule.verb == Verb::Get {
        return visitor.get(path).await;
    }
    let mut fields = vec![("lang", "id"), ("theme", "auto"), ("next", "/"), ("points.0", "1"), ("version", "1")];
    if path == "/masuk" {
        fields.extend([("username", "rina"), ("password", "salah")]);
        // Wrong sign-ins are counted; they must not keep the others out.
        site.clock.pass_minutes(24 * 60);
    }
    visitor.post(path, &fields).await
}

/// The addresses to try for a route: more than one where it matters whose thing it is.
fn paths(rule: Rule, things: &Things) -> Vec<(String, String)> {
    let plain = rule
        .path
        .replace("{file}", if rule.path.starts_with("/aset") { asset() } else { &things.figure.1 })
        .replace("{hash}", &things.figure.0)
        .replace("{course}", COURSE)
        .replace("{item}", if rule.path.ends_with("/mulai") { &things.quiz } else { &things.lesson })
        .replace("{number}", &things.certificate)
        .replace("{path}", "baru-di-loket")
        .replace("{dictionary}/{competency}", "digital/keamanan")
        .replace("{session}", "00000000-0000-7000-8000-000000000000")
        .replace("{grant}", &things.grant.to_string())
        .replace("{client}", &things.client.to_string())
        .replace("{provider}", "tidak-ada")
        .replace("{token}", "tidak-ada")
        .replace("{assignment}", "00000000-0000-7000-8000-000000000000")
        .replace("{unit}", &things.unit)
        .replace("{upload}", &things.upload)
        .replace(
            "{training}",
            if rule.is_form() && rule.path.starts_with("/pelatihan-luar") {
                &things.other_training
            } else {
                &things.training
            },
        )
        .replace("{notification}", &things.notification)
        .replace("{plan}", &things.plan)
        .replace("{batch}", &things.batch)
        .replace("{shortlist}", &things.shortlist);
    let request = if rule.path.starts_with("/admin/identitas") {
        things.identity.to_string()
    } else {
        things.request.to_string()
    };
    let plain = plain.replace("{request}", &request).replace("{cycle}", &things.cycle.to_string());
    if plain.contains("{evaluation}") {
        let one = |whose: &str, id: EvaluationId| {
            (rule.path.replace("{evaluation}", whose), plain.replace("{evaluation}", &id.to_string()))
        };
        return vec![one("{of rina}", things.evaluations.0), one("{of another unit}", things.evaluations.1)];
    }
    if rule.path == "/naskah/{course}" {
        let other = "/naskah/menangani-pengaduan-warga".to_owned();
        return vec![("/naskah/{course}".to_owned(), plain), ("/naskah/{another course}".to_owned(), other)];
    }
    if rule.path.starts_with("/admin/akun/{person}") {
        return vec![(rule.path.to_owned(), plain.replace("{person}", &things.colleague.to_string()))];
    }
    let marking = rule.path.starts_with("/penilaian");
    if plain.contains("{person}") {
        let one = |whose: &str, person: PersonId| {
            (rule.path.replace("{person}", whose), plain.replace("{person}", &person.to_string()))
        };
        return vec![one("{rina}", things.rina), one("{of another unit}", things.stranger)];
    }
    let attempt = if marking { things.waiting.0.to_string() } else { things.running.clone() };
    let plain = plain.replace("{question}", &things.waiting.1);
    let mut paths = vec![(rule.path.to_owned(), plain.replace("{attempt}", &attempt))];
    if rule.path.starts_with("/kuis") {
        let finished = plain.replace("{attempt}", &things.finished.to_string());
        paths.push((rule.path.replace("{attempt}", "{finished}"), finished));
    }
    paths
}

fn asset() -> &'static str {
    ampera::assets::named("favicon.svg").unwrap().path.trim_start_matches("/aset/")
}

async fn things(site: &Site) -> Things {
    let mut rina = site.signed_in(Who::Learner).await;
    let me = site.actor(Who::Learner).await;
    let admin = site.actor(Who::Admin).await;
    let budi = site.actor(Who::Trainer).await;
    let unit = site.services.unit_tree(&admin, None, "26 Ilir").await.unwrap().rows[0].id.to_string();
    let list = b"Nama,NIP,Jenis\nAyu Lestari,198609262015051001,PNS\n".to_vec();
    let upload = site.services.upload_list(&admin, "daftar.csv", list).await.unwrap().to_string();
    let quiz = site.practice(COURSE);
    let address = start(&mut rina, COURSE, &quiz).await;
    running(site, &rina, &address).await;
    let profile = site.services.profile(&me, me.person).await.unwrap();
    let evaluation = async |actor| site.services.my_evaluations(actor).await.unwrap().newest.unwrap().id;
    let evaluations = (evaluation(&me).await, evaluation(&admin).await);
    let waiting = site.services.unmarked(&budi).await.unwrap().remove(0);
    let colleague = site.services.accounts(&admin, "fadil", 1).await.unwrap().rows[0].person;
    let unknown = ProviderIdentity {
        provider: "kota".into(),
        issuer: "https://sso.example".into(),
        subject: "1".into(),
        name: "Fadil".into(),
        number: None,
        number_verified: false,
        strong: false,
        session: None,
        asked_at: None,
    };
    assert!(site.services.sign_in_with_identity(unknown, None, &Door::default()).await.unwrap().is_none());
    let identity = site.services.identity_requests(&admin).await.unwrap()[0].id;
    let course = site.course(COURSE);
    let figure = course.images.keys().next().unwrap().trim_start_matches("img/").to_owned();
    let arif = site.services.roles(&admin, "Arif").await.unwrap().found.remove(0);
    let grant = GrantForm { person: arif.id.to_string(), role: "trainer".into(), ..GrantForm::default() };
    site.services.grant_role(&admin, &grant).await.unwrap();
    let roles = site.services.roles(&admin, "").await.unwrap();
    site.client("Lain", &["courses:read"]).await;
    let clients = site.services.clients(&admin).await.unwrap().clients;
    let training = site.services.trainings(&me).await.unwrap().rows[0].id.to_string();
    let pdf = b"%PDF-1.4\n%%EOF\n".to_vec();
    let draft = site.services.file_training(&me, None, &TrainingForm::default(), Some(("a.pdf".into(), pdf))).await;
    let other_training = draft.unwrap().id.unwrap().to_string();
    let request = RequestForm { kind: "erasure".into(), text: "Hapus data saya.".into(), understood: true };
    site.services.ask_about_data(&me, &request).await.unwrap();
    let told = site.services.notifications(&me, NotificationQuery::default()).await.unwrap();
    // One that leads to the same page whatever came of it.
    let notification = told.rows.iter().find(|row| row.kind == Kind::NewDevice).unwrap().id;
    let yanti = site.actor(Who::Manager).await;
    let sheets = site.services.unit_sheets(&yanti, "", "").await.unwrap();
    let (closed, of) = (sheets.cycle.unwrap().id.to_string(), sheets.unit.0.to_string());
    Things {
        batch: site.services.order_sheets(&yanti, &closed, &of).await.unwrap().to_string(),
        grant: roles.grants.iter().find(|grant| grant.person == arif.id).unwrap().id,
        client: clients.iter().find(|client| client.name == "Lain").unwrap().id,
        request: site.services.requests(&admin).await.unwrap().open[0].id,
        evaluations,
        shortlist: site.services.shortlists(&admin).await.unwrap().lists[0].id.to_string(),
        cycle: site.services.cycles(&admin).await.unwrap().cycles[0].head.id,
        rina: me.person,
        stranger: admin.person,
        finished: profile.history[0].attempt,
        running: address.trim_start_matches("/kuis/").to_owned(),
        certificate: profile.certificates[0].number.clone(),
        waiting: (waiting.attempt, waiting.question),
        lesson: site.lesson(COURSE),
        quiz,
        colleague,
        identity,
        figure: (course.hash.to_string(), figure),
        unit,
        upload,
        training,
        other_training,
        plan: site.services.my_plan(&me).await.unwrap().open[0].plan.id.to_string(),
        notification: notification.to_string(),
    }
}

#[test]
fn every_route_names_who_may_use_it() {
    let rules: Vec<Rule> = table().into_iter().map(|route| route.rule).collect();
    for (place, rule) in rules.iter().enumerate() {
        let twice = rules[..place].iter().any(|other| other.path == rule.path && other.verb == rule.verb);
        assert!(!twice, "{} is there twice", rule.path);
        assert!(rule.access != Access::Machine || rule.verb == Verb::Get);
        // The one route that takes a form from elsewhere is this one, on purpose.
        assert_eq!(rule.access == Access::Provider, rule.path == "/keluar/{provider}/kanal-belakang");
        // And the link of a letter, which a mail program follows by itself.
        let ends = ["/rencana/berhenti/{token}", "/pemberitahuan/berhenti/{token}"];
        let letter = rule.is_form() && ends.contains(&rule.path);
        assert_eq!(rule.access == Access::Letter, letter);
    }
}
