//! The form of a running attempt: every way to ask, what is saved in it, and what must never be in it.

use app::islands::quiz::texts::Texts;
use app::lang::Lang;
use app::pages::quiz_running;
use content::model::Html;
use domain::id::AttemptId;
use domain::time::Timestamp;
use services::quiz::layout::{PresentedForm, PresentedPart};
use services::quiz::{CaseView, QuestionView, RunningView};
use uuid::Uuid;

use crate::support::{EVIL, assert_escaped, frame, main_of};

const NOW: Timestamp = Timestamp(1_795_489_961_000);

pub fn html(text: &str) -> Html {
    Html::sanitise(text)
}

pub fn htmls(texts: &[&str]) -> Vec<Html> {
    texts.iter().map(|text| html(text)).collect()
}

pub fn values(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

/// Every way to ask.
pub fn forms() -> [(&'static str, &'static str, PresentedForm); 8] {
    [
        (
            "langkah",
            "Apa langkah <em>pertama</em> Anda?",
            PresentedForm::Single { options: htmls(&["Meminta warga menunggu", "Mencatat dan memberi nomor"]) },
        ),
        (
            "data",
            "Data apa yang wajib ada?",
            PresentedForm::Multiple { options: htmls(&["Nomor", "Cara menghubungi pelapor", "Agama pelapor"]) },
        ),
        ("hari", "Berapa hari kerja batasnya?", PresentedForm::Number),
        ("bukti", "Apa nama lembar bukti terima?", PresentedForm::Text),
        (
            "balasan",
            "Lengkapi jawaban ini.",
            PresentedForm::Cloze {
                parts: vec![
                    PresentedPart::Html(html("<p>Kami terima dengan nomor ")),
                    PresentedPart::TextGap,
                    PresentedPart::Html(html(", paling lambat ")),
                    PresentedPart::NumberGap,
                    PresentedPart::Html(html(" hari, oleh ")),
                    PresentedPart::ChoiceGap(values(&["lurah", "ketua RT"])),
                    PresentedPart::Html(html(".")),
                ],
            },
        ),
        (
            "tindak",
            "Pasangkan.",
            PresentedForm::Match {
                labels: [html("Kejadian"), html("Tindak lanjut")],
                left: htmls(&["Lampu jalan padam", "Bertanya jam layanan"]),
                right: htmls(&["dijawab <em>langsung</em>", "diteruskan ke OPD", "ditutup"]),
            },
        ),
        ("urut", "Urutkan.", PresentedForm::Order { items: htmls(&["Memberi nomor", "Mendengarkan", "Meneruskan"]) }),
        ("surat", "Tulis jawaban kepada Pak Darmawan.", PresentedForm::Essay),
    ]
}

fn question(number: usize, id: &str, title: &str, form: PresentedForm, saved: &[&str]) -> QuestionView {
    QuestionView {
        fingerprint: "-".into(),
        problem: None,
        id: id.to_owned(),
        number,
        points: 1,
        case: None,
        title: html(title),
        body: Html::default(),
        form,
        values: values(saved),
        hints: Vec::new(),
        more_hints: false,
    }
}

fn view(saved: [&[&str]; 8]) -> RunningView {
    let questions = forms()
        .into_iter()
        .zip(saved)
        .enumerate()
        .map(|(place, ((id, title, form), saved))| question(place + 1, id, title, form, saved));
    let mut questions: Vec<_> = questions.collect();
    questions[7].points = 10;
    RunningView {
        attempt: AttemptId(Uuid::from_u128(7)),
        course: "menangani-pengaduan-warga".to_owned(),
        course_title: "Menangani pengaduan warga".to_owned(),
        lang: "id".to_owned(),
        quiz: "asesmen-akhir".to_owned(),
        quiz_title: "Kuis akhir".to_owned(),
        is_assessment: true,
        answered: saved.iter().filter(|values| !values.is_empty()).count(),
        questions,
        now: NOW,
        deadline: Some(NOW.plus_minutes(12)),
        saved_at: Some(NOW.plus_minutes(-1)),
    }
}

const ANSWERED: [&[&str]; 8] = [
    &["1"],
    &["0", "2"],
    &["5"],
    &["tanda terima"],
    &["A-17", "5", "1"],
    &["1", ""],
    &["2", "1", "3"],
    &["Yth. Pak Darmawan,\nkami catat."],
];

#[test]
fn nothing_is_answered_yet() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| quiz_running(frame, &view([&[]; 8]))));
}

#[test]
fn saved_answers_are_in_the_form() {
    insta::assert_snapshot!(main_of(&frame(Lang::En), |frame| quiz_running(frame, &view(ANSWERED))));
}

#[test]
fn practice_has_cases_and_hints_and_no_limit() {
    let mut view = view([&[]; 8]);
    view.is_assessment = false;
    view.deadline = None;
    view.questions.truncate(4);
    view.questions[1].case = Some(CaseView {
        title: html("Hujan di loket 2"),
        situation: html("<p>Pukul 15.40, atap bocor.</p>"),
        questions: 2,
    });
    view.questions[2].hints = htmls(&["<p>Lihat pelajaran dua.</p>"]);
    view.questions[2].more_hints = true;
    view.questions[3].more_hints = true;
    view.questions[3].body = html("<p>Lembar itu diberikan di loket.</p>");
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| quiz_running(frame, &view)));
}

#[test]
fn what_was_typed_stays_text() {
    let evil = [EVIL, EVIL, EVIL];
    let mut view = view([&[], &[], &[EVIL], &[EVIL], &evil, &evil, &evil, &[EVIL]]);
    view.course_title = EVIL.to_owned();
    view.quiz_title = EVIL.to_owned();
    view.questions[2].id = EVIL.to_owned();
    if let PresentedForm::Cloze { parts } = &mut view.questions[4].form {
        parts.push(PresentedPart::ChoiceGap(values(&[EVIL])));
    }
    let page = assert_escaped(&frame(Lang::Id), |frame| quiz_running(frame, &view));
    assert_eq!(page.matches("</textarea>").count(), 1, "the text cannot end its field");
}

/// The values of an attribute in a page.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

/// The names of the `data-` attributes in a page.
fn data_names(html: &str) -> Vec<&str> {
    html.split(" data-").skip(1).map(|rest| rest.split(['=', ' ', '>']).next().unwrap_or_default()).collect()
}

#[test]
fn the_island_is_told_the_attempt_the_times_and_texts_and_nothing_else() {
    let page = main_of(&frame(Lang::Id), |frame| quiz_running(frame, &view(ANSWERED)));
    assert!(attributes(&page, "data-props").is_empty(), "the island has no props");
    let mut names = data_names(&page);
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, ["attempt", "component", "deadline", "move", "now", "sign-in", "texts"]);
    assert_eq!(attributes(&page, "data-attempt"), [AttemptId(Uuid::from_u128(7)).to_string()]);
    assert_eq!(attributes(&page, "data-now"), [NOW.0.to_string()]);
    assert_eq!(attributes(&page, "data-deadline"), [NOW.plus_minutes(12).0.to_string()]);
    assert!(attributes(&page, "data-move").iter().all(|way| ["up", "down", "keep"].contains(way)));
    let texts = Texts::from_attribute(attributes(&page, "data-texts")[0]);
    assert_eq!((texts.saved.as_str(), texts.moved.as_str()), ("Tersimpan", "Sekarang urutan {}"));
}

#[test]
fn the_page_is_the_same_whatever_the_key_is() {
    // Two questions that differ in nothing but what is saved differ in the state of their controls alone.
    let strip = |page: String| page.replace(" checked", "");
    let with = |saved: &'static [&'static str]| {
        let mut view = view([&[]; 8]);
        view.questions.truncate(1);
        view.questions[0].values = values(saved);
        strip(main_of(&frame(Lang::Id), |frame| quiz_running(frame, &view)))
    };
    assert_eq!(with(&["0"]), with(&["1"]));
}

#[test]
fn the_first_button_of_the_form_saves() {
    let page = main_of(&frame(Lang::Id), |frame| quiz_running(frame, &view(ANSWERED)));
    let first = page.split("<button").skip(1).find(|button| !button.contains("type=\"button\"")).unwrap();
    assert!(first.contains("/jawaban#p1\""), "Enter in a field must not hand in: {first}");
}

#[test]
fn the_island_is_the_one_that_the_page_names() {
    let page = main_of(&frame(Lang::Id), |frame| quiz_running(frame, &view(ANSWERED)));
    let names = attributes(&page, "data-component");
    assert!(matches!(names.as_slice(), [name] if name.starts_with("QuizIsland_")), "{names:?}");
    assert!(page.contains("<leptos-children>"), "the form is the island's child");
}
