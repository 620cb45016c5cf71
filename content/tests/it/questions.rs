//! Questions with their keys.

use std::fmt::Write;

use content::model::{Block, ClozePart, Form, Item, Mode, Question};
use domain::key::{GapKey, Key};

use crate::support::{course, files, inputs, quiz, split};

#[test]
fn questions_look_like_this() {
    for (name, text) in inputs("questions") {
        let course = course(&quiz(&text));
        let Item::Quiz(quiz) = &course.items[0] else { panic!("{name} is no quiz") };
        insta::assert_snapshot!(name, blocks(&quiz.blocks).replace(course.hash.as_str(), "HASH"));
    }
}

fn blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Question(one) => out.push_str(&question(one)),
            Block::Case(case) => {
                let _ = writeln!(out, "case {} {}\n{}\n", case.id, case.title, case.situation);
                case.questions.iter().for_each(|one| out.push_str(&question(one)));
            }
            Block::Pool(pool) => {
                let id = pool.id.as_ref().map(ToString::to_string);
                let _ = writeln!(out, "pool {id:?} {} draws {}\n", pool.title, pool.draw);
                for case in &pool.cases {
                    let ids: Vec<_> = case.questions.iter().map(|question| question.id.as_str()).collect();
                    let _ = writeln!(out, "case {} {}: {}\n{}\n", case.id, case.title, ids.join(" "), case.situation);
                }
                pool.questions.iter().for_each(|one| out.push_str(&question(one)));
            }
        }
    }
    out
}

fn question(question: &Question) -> String {
    let Question { prompt, secret, .. } = question;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} line {} {} points {} {:?} level {:?} covers {:?}\ntitle {}",
        question.id,
        question.place.line,
        prompt.form.name(),
        question.points,
        question.competency.as_ref().map(ToString::to_string),
        question.level.map(domain::level::Level::get),
        question.covers,
        prompt.title
    );
    if !prompt.body.is_empty() {
        let _ = writeln!(out, "body {}", prompt.body);
    }
    match &prompt.form {
        Form::Single { options } | Form::Multiple { options } => {
            for (option, feedback) in options.iter().zip(&secret.option_feedback) {
                let _ = writeln!(out, "option {option}");
                if let Some(feedback) = feedback {
                    let _ = writeln!(out, "  feedback {feedback}");
                }
            }
        }
        Form::Number | Form::Text | Form::Essay => {}
        Form::Cloze { parts } => parts.iter().for_each(|part| {
            let _ = match part {
                ClozePart::Html(html) => writeln!(out, "html {:?}", html.as_str()),
                ClozePart::TextGap => writeln!(out, "text gap"),
                ClozePart::NumberGap => writeln!(out, "number gap"),
                ClozePart::ChoiceGap(texts) => writeln!(out, "choice gap {texts:?}"),
            };
        }),
        Form::Match { labels, left, right } => {
            let _ = writeln!(out, "labels {labels:?}\nleft {left:?}\nright {right:?}");
        }
        Form::Order { items } => {
            let _ = writeln!(out, "items {items:?}");
        }
    }
    let _ = writeln!(out, "key {}", key(&secret.key));
    secret.hints.iter().for_each(|hint| {
        let _ = writeln!(out, "hint {hint}");
    });
    if let Some(explanation) = &secret.explanation {
        let _ = writeln!(out, "explanation {explanation}");
    }
    for criterion in &secret.rubric {
        let _ = writeln!(out, "criterion {} {} {}", criterion.name, criterion.points, criterion.description);
    }
    out.push('\n');
    out
}

fn key(key: &Key) -> String {
    match key {
        Key::Single { right } => format!("{right}"),
        Key::Multiple { right, options } => format!("{right:?} of {options}"),
        Key::Number(number) => format!("{} to {}", number.low, number.high),
        Key::Text(text) => format!("{:?} exact {}", text.variants, text.exact),
        Key::Cloze { gaps } => gaps
            .iter()
            .map(|gap| match gap {
                GapKey::Text(text) => format!("{:?} exact {}", text.variants, text.exact),
                GapKey::Number(number) => format!("{} to {}", number.low, number.high),
                GapKey::Choice { right } => format!("{right}"),
            })
            .collect::<Vec<_>>()
            .join(", "),
        Key::Match { right } => format!("{right:?}"),
        Key::Order { items } => format!("{items} in order"),
        Key::Essay { criteria } => format!("{criteria:?}"),
    }
}

#[test]
fn a_secret_prints_nothing_of_itself() {
    let course = course(&quiz(
        "## Satu? {#a}\n\n- [x] benar-sekali\n  > umpan-balik\n- [ ] salah\n\n> [!TIP]\n> isyarat\n\n> [!NOTE]\n> sebab\n\n\
         ## Urutkan {#b .order}\n\n1. langkah-awal\n2. langkah-akhir\n\n## Kata {#c .text}\n\n= kata-kunci\n",
    ));
    let printed = format!("{course:?}");
    for secret in ["umpan-balik", "isyarat", "sebab", "kata-kunci", "langkah-awal"] {
        assert!(!printed.contains(secret), "{secret}");
    }
}

#[test]
fn a_cloze_is_joined_around_its_controls() {
    let course = course(&quiz("## Isi {#a .cloze}\n\nBatas `=5` hari, *bukan* `?(kerja)|kalender`.\n"));
    let Item::Quiz(quiz) = &course.items[0] else { panic!("no quiz") };
    let Form::Cloze { parts } = &quiz.blocks[0].questions()[0].prompt.form else { panic!("no cloze") };
    let html = content::model::cloze_html(parts, |gap, part| match part {
        ClozePart::ChoiceGap(texts) => format!("<select name=\"{gap}\">{}</select>", texts.len()),
        _ => format!("<input name=\"{gap}\">"),
    });
    assert_eq!(html, "<p>Batas <input name=\"0\"> hari, <em>bukan</em> <select name=\"1\">2</select>.</p>");
}

#[test]
fn quizzes_take_over_what_their_front_matter_says() {
    let text = "---\nid: uji/soal\nkind: quiz\ntitle: Asesmen\ncompetency: layanan/pengaduan\nlevel: 2\nduration: 15 min\n\
        pass: 72.5%\nattempts: 3\nshuffle: [questions, options]\nmode: assessment\nsources: [uji/bank]\n---\n\nPengantar.\n\n\
        ## Esai {#a .essay level=3 points=4}\n\n| Kriteria | Poin |\n|---|---:|\n| Jelas | 4 |\n\n\
        <!-- file: 02-bank.md -->\n---\nid: uji/bank\nkind: bank\ntitle: Bank\ncompetency: layanan/loket\nlevel: 1\n---\n\n\
        ## Siapa? {#b}\n\n- [x] Sari\n- [ ] Rusli\n";
    let course = course(&split(text));
    let Item::Quiz(quiz) = &course.items[0] else { panic!("no quiz") };
    assert_eq!((quiz.minutes, quiz.pass.get(), quiz.attempts, quiz.partial), (Some(15), 725, 3, false));
    assert_eq!(quiz.mode, Mode::Assessment);
    assert!(quiz.shuffle_questions && quiz.shuffle_options);
    assert_eq!(quiz.intro.as_str(), "<p>Pengantar.</p>");
    let of = |index: usize| {
        let question = &quiz.blocks[index].questions()[0];
        (question.competency.as_ref().unwrap().as_str(), question.level.unwrap().get(), &*question.place.file)
    };
    assert_eq!(of(0), ("layanan/pengaduan", 3, "01-soal.md"));
    assert_eq!(of(1), ("layanan/loket", 1, "02-bank.md"));
    let power = content::decision_power(quiz, quiz.pass, domain::score::PerMille::new(800));
    let power: Vec<_> =
        power.iter().map(|power| (power.competency.as_str(), power.questions, power.fewest_right)).collect();
    assert_eq!(power, [("layanan/loket", 1, None), ("layanan/pengaduan", 1, None)]);
}

#[test]
fn objectives_know_their_questions() {
    let course = course(&quiz("## Satu? {#a covers=o1}\n\n- [x] a\n- [ ] b\n\n## Dua? {#b}\n\n- [x] a\n- [ ] b\n"));
    let coverage = content::objective_coverage(&course);
    assert_eq!(coverage.len(), 1);
    assert_eq!(coverage[0].questions.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn line_ends_of_other_systems_mean_the_same() {
    let text = "---\nid: uji/soal\nkind: quiz\ntitle: Soal\n---\n\n## Satu? {#a}\n\n- [x] a\n  > b\n- [ ] c\n";
    let unix = course(&files(&[("course.md", crate::support::COURSE), ("01-soal.md", text)]));
    let other = course(&files(&[("course.md", crate::support::COURSE), ("01-soal.md", &text.replace('\n', "\r\n"))]));
    assert_eq!(unix.items, other.items);
}
