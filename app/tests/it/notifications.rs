//! Notifications: the list, the choices, the end of e-mails, and the letters.

use app::lang::Lang;
use app::letters::notices;
use app::pages::{notice_words, notices_ended, notification_address, notification_choices, notifications};
use domain::id::NotificationId;
use domain::notification::{Choice, Kind, Mail, Topic};
use domain::plan::Reminder;
use domain::time::Timestamp;
use services::{ChoiceRow, ChoicesView, NoticesMail, NotificationQuery, NotificationView, NotificationsView, Required};
use uuid::Uuid;

use crate::support::{EVIL, assert_escaped, document_of, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn notice(number: u128, kind: Kind, days: i64, words: &str) -> NotificationView {
    let reminder = Some(Reminder::Before(3)).filter(|_| kind == Kind::PlanReminder);
    NotificationView {
        id: NotificationId(Uuid::from_u128(number)),
        kind,
        at: NOW.plus_days(-days),
        is_read: days > 1,
        from: Some(format!("Yanti Oktavia{words}")),
        what: (kind.topic() != Topic::Training).then(|| format!("Mengenali phishing{words}")),
        more: usize::from(kind == Kind::PlanAssigned),
        level: Some(3),
        reminder,
        due: reminder.map(|_| NOW.plus_days(3)),
        role: Some("trainer".into()),
        unrated: false,
    }
}

fn rows(words: &str) -> Vec<NotificationView> {
    let kinds = [
        (Kind::EvaluationShared, 0),
        (Kind::NewDevice, 0),
        (Kind::PlanAssigned, 1),
        (Kind::PlanReminder, 2),
        (Kind::TrainingReturned, 2),
        (Kind::CertificateReceived, 20),
    ];
    kinds.into_iter().zip(1..).map(|((kind, days), number)| notice(number, kind, days, words)).collect()
}

fn view(words: &str) -> NotificationsView {
    let query = NotificationQuery { page: 1, ..NotificationQuery::default() };
    NotificationsView { query, rows: rows(words), pages: 2, unread: 3, now: NOW }
}

fn choices(words: &str) -> ChoicesView {
    let row = |kind: Kind| {
        let required = matches!(kind, Kind::EvaluationShared | Kind::EvaluationAnswered | Kind::WayInChanged);
        let required = required.then(|| Required {
            why: format!("Masa keberatan berjalan sejak Anda diberi tahu.{words}"),
            source: format!("PermenPANRB 6/2022{words}").into(),
            is_checked: false,
        });
        let choice = match kind {
            Kind::RoleGranted => Choice { app: false, mail: Mail::Never },
            kind => Choice::usual(kind),
        };
        ChoiceRow { kind, choice, required }
    };
    ChoicesView {
        rows: Kind::ALL.into_iter().map(row).collect(),
        plan_mail: true,
        address: Some(format!("rina@kota.example{words}")),
        digest_hour: 6,
    }
}

#[test]
fn unread_ones_come_first_day_by_day() {
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |frame| notifications(frame, &view(""))));
    }
}

#[test]
fn an_empty_list_says_what_appears_there() {
    let none = |query| NotificationsView { query, rows: Vec::new(), pages: 1, unread: 0, now: NOW };
    for lang in [Lang::Id, Lang::En] {
        let all = none(NotificationQuery { page: 1, ..NotificationQuery::default() });
        insta::assert_snapshot!(main_of(&frame(lang), |frame| notifications(frame, &all)));
    }
    let chosen = none(NotificationQuery { topic: Some(Topic::Plans), unread: true, page: 1 });
    let page = main_of(&frame(Lang::Id), |frame| notifications(frame, &chosen));
    assert!(page.contains("Tidak ada yang cocok") && page.contains("value=\"rencana\" selected"));
}

#[test]
fn each_kind_is_a_choice_but_what_a_rule_wants() {
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |frame| notification_choices(frame, &choices(""))));
    }
    let nowhere = ChoicesView { address: None, ..choices("") };
    let page = main_of(&frame(Lang::Id), |frame| notification_choices(frame, &nowhere));
    assert!(page.contains("Alamat surel Anda belum tercatat"));
    assert_eq!(page.matches("Tidak dapat dimatikan").count(), 2, "a rule is told once, whatever it wants");
    assert!(!page.contains("name=\"app.evaluation-shared\""));
}

#[test]
fn e_mails_end_by_a_button() {
    for (lang, done) in [(Lang::Id, false), (Lang::En, false), (Lang::Id, true), (Lang::En, true)] {
        insta::assert_snapshot!(main_of(&frame(lang), |frame| notices_ended(frame, "AAAA", done)));
    }
}

#[test]
fn every_kind_has_words_and_leads_somewhere() {
    for lang in [Lang::Id, Lang::En] {
        let lines = Kind::ALL.map(|kind| {
            let (title, text) = notice_words(lang, &notice(1, kind, 0, ""));
            format!("{title}\n  {text}\n  {}", notification_address(kind, "X"))
        });
        insta::assert_snapshot!(lines.join("\n"));
    }
    let overdue = NotificationView { reminder: Some(Reminder::Overdue), ..notice(1, Kind::PlanReminder, 0, "") };
    assert!(notice_words(Lang::Id, &overdue).0.contains("lewat tenggat"));
    let unrated = NotificationView { unrated: true, ..notice(1, Kind::EvaluationSettled, 0, "") };
    assert!(notice_words(Lang::En, &unrated).0.contains("without a rating"));
}

#[test]
fn the_bell_says_how_many_are_unread() {
    let of = |lang, unread| {
        let mut frame = frame(lang);
        frame.viewer.as_mut().unwrap().unread = unread;
        let page = document_of(&frame, |frame| notifications(frame, &view("")));
        let at = page.find("class=\"bell\"").unwrap();
        page[at..at + page[at..].find("</a>").unwrap()].to_owned()
    };
    assert!(of(Lang::Id, 0).contains(">Pemberitahuan<") && !of(Lang::Id, 0).contains("bell-count"));
    assert!(of(Lang::Id, 3).contains(">3<") && of(Lang::Id, 3).contains("Pemberitahuan: 3 belum dibaca"));
    assert!(of(Lang::En, 250).contains(">99+<") && of(Lang::En, 250).contains("Notifications: 250 unread"));
}

#[test]
fn letters_say_what_is_new_and_how_to_end_them() {
    for lang in [Lang::Id, Lang::En] {
        let mail = NoticesMail { notices: rows(""), more: 2, daily: true, token: Some("AAAA".into()) };
        let letter = notices(
            lang,
            "Rina",
            "https://ampera.test",
            &mail,
            Some("https://ampera.test/pemberitahuan/berhenti/AAAA"),
        );
        insta::assert_snapshot!(format!("{}\n\n{}\n{}", letter.subject, letter.text, letter.html));
    }
    let one = vec![notice(1, Kind::EvaluationObjected, 0, "")];
    let mail = NoticesMail { notices: one, more: 0, daily: false, token: None };
    let letter = notices(Lang::Id, "Yanti", "https://ampera.test", &mail, None);
    assert_eq!(letter.subject, "Ada keberatan yang menunggu jawaban");
    assert!(!letter.text.contains("Yanti Oktavia"), "who objects stays in the app: {}", letter.text);
    assert!(!letter.text.contains("berhenti"));
    let evil = NoticesMail { notices: rows(EVIL), more: 0, daily: true, token: None };
    let letter = notices(Lang::Id, EVIL, "https://ampera.test", &evil, None);
    assert!(!letter.html.contains("<script>") && letter.html.contains("&lt;script&gt;"));
}

#[test]
fn what_people_type_is_never_markup() {
    let frame = frame(Lang::Id);
    assert_escaped(&frame, |frame| notifications(frame, &view(EVIL)));
    assert_escaped(&frame, |frame| notification_choices(frame, &choices(EVIL)));
}
