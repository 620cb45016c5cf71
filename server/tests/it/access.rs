//! Who gets what: every route as everybody, in one table.

use std::fmt::Write;

use ampera::routes::{Access, Rule, Verb, table};
use domain::id::{AttemptId, PersonId};

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
}

#[tokio::test]
async fn the_authorisation_matrix() {
    let mut tables = Vec::new();
    for site in Site::on_all().await {
        tables.push(matrix(&site).await);
    }
    insta::assert_snapshot!("authorisation_matrix", tables[0]);
    assert!(tables.iter().all(|table| *table == tables[0]), "both databases give the same");
}

async fn matrix(site: &Site) -> String {
    let things = things(site).await;
    let mut text = format!("{:64}", "");
    for who in Who::ALL {
        let _ = write!(text, "{:<12}", format!("{who:?}").to_lowercase());
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
                let _ = write!(line, "{:<12}", shown(&answer));
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
    let mut fields = vec![("lang", "id"), ("theme", "auto"), ("next", "/"), ("points.0", "1")];
    if path == "/masuk" {
        fields.extend([("username", "rina"), ("password", "salah")]);
        // Wrong sign-ins are counted; they must not keep the others out.
        site.clock.pass_minutes(16);
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
        .replace("{session}", "00000000-0000-7000-8000-000000000000");
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
    let actor = async |visitor: &Visitor| site.services.session(&visitor.cookies["ampera"]).await.unwrap().unwrap();
    let me = actor(&rina).await;
    let admin = actor(&site.signed_in(Who::Admin).await).await;
    let budi = actor(&site.signed_in(Who::Trainer).await).await;
    let quiz = site.practice(COURSE);
    let address = start(&mut rina, COURSE, &quiz).await;
    running(site, &rina, &address).await;
    let profile = site.services.profile(&me, me.person).await.unwrap();
    let waiting = site.services.unmarked(&budi).await.unwrap().remove(0);
    let course = site.course(COURSE);
    let figure = course.images.keys().next().unwrap().trim_start_matches("img/").to_owned();
    Things {
        rina: me.person,
        stranger: admin.person,
        finished: profile.history[0].attempt,
        running: address.trim_start_matches("/kuis/").to_owned(),
        certificate: profile.certificates[0].number.clone(),
        waiting: (waiting.attempt, waiting.question),
        lesson: site.lesson(COURSE),
        quiz,
        figure: (course.hash.to_string(), figure),
    }
}

#[test]
fn every_route_names_who_may_use_it() {
    let rules: Vec<Rule> = table().into_iter().map(|route| route.rule).collect();
    for (place, rule) in rules.iter().enumerate() {
        let twice = rules[..place].iter().any(|other| other.path == rule.path && other.verb == rule.verb);
        assert!(!twice, "{} is there twice", rule.path);
        assert!(rule.access != Access::Machine || rule.verb == Verb::Get);
    }
}
