//! Each kind in words, and where it leads.

use domain::notification::{Kind, Mail, Topic};
use domain::plan::Reminder;
use services::NotificationView;

use crate::format;
use crate::lang::Lang;

pub fn topic_name(lang: Lang, topic: Topic) -> &'static str {
    match topic {
        Topic::Plans => lang.pick("Rencana belajar", "Learning plans"),
        Topic::Training => lang.pick("Pelatihan di luar", "Outside training"),
        Topic::Evaluation => lang.pick("Evaluasi kinerja", "Performance evaluation"),
        Topic::Results => lang.pick("Hasil belajar", "What you learned"),
        Topic::Account => lang.pick("Akun dan data pribadi", "Account and personal data"),
    }
}

/// A kind in the list of choices.
pub fn kind_name(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::PlanAssigned => lang.pick("Rencana baru untuk saya", "A new plan for me"),
        Kind::PlanReminder => lang.pick("Tenggat rencana mendekat atau lewat", "A plan is due soon, or late"),
        Kind::PlanDiscussed => {
            lang.pick("Ada yang ingin membicarakan rencana saya", "Somebody wants to talk about my plan")
        }
        Kind::PlanAnswered => lang.pick("Catatan saya tentang rencana dijawab", "My note on a plan is answered"),
        Kind::TrainingVerified => lang.pick("Pelatihan luar diterima", "Outside training accepted"),
        Kind::TrainingReturned => lang.pick("Pelatihan luar perlu diperbaiki", "Outside training needs a correction"),
        Kind::TrainingRefused => lang.pick("Pelatihan luar tidak diterima", "Outside training not accepted"),
        Kind::EvaluationOpened => lang.pick("Siklus evaluasi dimulai", "An evaluation cycle begins"),
        Kind::EvaluationToRate => lang.pick("Tim saya menunggu penilaian", "My team waits for ratings"),
        Kind::EvaluationShared => lang.pick("Evaluasi saya dibagikan", "My evaluation is shared"),
        Kind::EvaluationObjected => lang.pick("Ada keberatan yang menunggu saya", "An objection waits for me"),
        Kind::EvaluationAnswered => lang.pick("Keberatan saya dijawab", "My objection is answered"),
        Kind::EvaluationTakenUp => lang.pick("Evaluasi saya dinilai kembali", "My evaluation is taken up again"),
        Kind::EvaluationSettled => lang.pick("Evaluasi saya ditetapkan", "My evaluation is settled"),
        Kind::CertificateReceived => lang.pick("Sertifikat baru", "A new certificate"),
        Kind::CompetencyRaised => lang.pick("Tingkat kompetensi saya naik", "My competency level has risen"),
        Kind::DataAnswered => {
            lang.pick("Permintaan saya tentang data pribadi dijawab", "My request about personal data is answered")
        }
        Kind::RoleGranted => lang.pick("Saya mendapat peran", "I was given a role"),
        Kind::RoleEnded => lang.pick("Peran saya berakhir", "A role of mine has ended"),
        Kind::NewDevice => lang.pick("Akun saya masuk di peramban baru", "A sign-in in a new browser"),
        Kind::WayInChanged => lang.pick("Cara masuk akun saya berubah", "The way I sign in has changed"),
    }
}

pub fn mail_name(lang: Lang, mail: Mail) -> &'static str {
    match mail {
        Mail::Now => lang.pick("Segera", "At once"),
        Mail::Daily => lang.pick("Dalam surel harian", "In the daily e-mail"),
        Mail::Never => lang.pick("Tidak", "Never"),
    }
}

/// Where one can act. `about` is of the kind's own sort.
pub fn notification_address(kind: Kind, about: &str) -> String {
    match kind {
        Kind::PlanAssigned | Kind::PlanReminder | Kind::PlanAnswered => "/rencana".to_owned(),
        Kind::PlanDiscussed => format!("/rencana/{about}"),
        Kind::TrainingVerified | Kind::TrainingReturned | Kind::TrainingRefused => format!("/pelatihan-luar/{about}"),
        Kind::EvaluationToRate => "/evaluasi/tim".to_owned(),
        Kind::EvaluationOpened
        | Kind::EvaluationShared
        | Kind::EvaluationObjected
        | Kind::EvaluationAnswered
        | Kind::EvaluationTakenUp
        | Kind::EvaluationSettled => format!("/evaluasi/{about}"),
        Kind::CertificateReceived => format!("/sertifikat/{about}"),
        Kind::CompetencyRaised => "/profil".to_owned(),
        Kind::DataAnswered => "/data-saya".to_owned(),
        Kind::RoleGranted | Kind::RoleEnded => "/beranda".to_owned(),
        Kind::NewDevice => "/perangkat".to_owned(),
        Kind::WayInChanged => "/keamanan".to_owned(),
    }
}

/// What happened, and what to do.
pub fn notice_words(lang: Lang, notice: &NotificationView) -> (String, String) {
    let say = |title: &str, text: String| (title.to_owned(), text);
    let plain = |title: (&'static str, &'static str), text: (&'static str, &'static str)| {
        (lang.pick(title.0, title.1).to_owned(), lang.pick(text.0, text.1).to_owned())
    };
    let what = what(lang, notice);
    let from = notice.from.clone();
    match (notice.kind, lang) {
        (Kind::PlanAssigned, Lang::Id) => say(
            "Rencana belajar baru untuk Anda",
            format!(
                "{}{what}. Terima, atau bicarakan dahulu.",
                from.map(|from| format!("Dari {from}: ")).unwrap_or_default()
            ),
        ),
        (Kind::PlanAssigned, Lang::En) => say(
            "A new learning plan for you",
            format!(
                "{}{what}. Accept it, or talk about it first.",
                from.map(|from| format!("From {from}: ")).unwrap_or_default()
            ),
        ),
        (Kind::PlanReminder, _) if notice.reminder == Some(Reminder::Overdue) => (
            lang.pick("Rencana Anda lewat tenggat", "Your plan is late").to_owned(),
            match lang {
                Lang::Id => format!("{what} belum selesai. Lanjutkan, atau bicarakan tenggatnya."),
                Lang::En => format!("{what} is not completed. Go on, or talk about the due date."),
            },
        ),
        (Kind::PlanReminder, Lang::Id) => {
            say("Tenggat rencana Anda mendekat", format!("{what} masih perlu diselesaikan{}.", until(lang, notice)))
        }
        (Kind::PlanReminder, Lang::En) => {
            say("A plan of yours is due soon", format!("{what} is still to be completed{}.", until(lang, notice)))
        }
        (Kind::PlanDiscussed, Lang::Id) => {
            let from = from.unwrap_or_else(|| "Seseorang".to_owned());
            say(
                "Rencana Anda ingin dibicarakan",
                format!("{from} menulis catatan tentang {what}. Jawablah di rencananya."),
            )
        }
        (Kind::PlanDiscussed, Lang::En) => {
            let from = from.unwrap_or_else(|| "Somebody".to_owned());
            say(
                "Somebody wants to talk about your plan",
                format!("{from} wrote a note about {what}. Answer it in the plan."),
            )
        }
        (Kind::PlanAnswered, Lang::Id) => {
            say("Catatan Anda dijawab", format!("Ada jawaban tentang {what} di rencana Anda."))
        }
        (Kind::PlanAnswered, Lang::En) => {
            say("Your note is answered", format!("There is an answer about {what} in your plan."))
        }
        (Kind::TrainingVerified, _) => plain(
            ("Pelatihan luar Anda diterima", "Your outside training is accepted"),
            ("JP-nya sudah dihitung.", "Its JP count now."),
        ),
        (Kind::TrainingReturned, _) => plain(
            ("Pelatihan luar Anda perlu diperbaiki", "Your outside training needs a correction"),
            (
                "Alasannya tertulis di sana. Perbaiki, lalu kirim lagi.",
                "The reason stands there. Correct it and send it again.",
            ),
        ),
        (Kind::TrainingRefused, _) => plain(
            ("Pelatihan luar Anda tidak diterima", "Your outside training was not accepted"),
            ("Alasannya tertulis di sana.", "The reason stands there."),
        ),
        (Kind::EvaluationOpened, Lang::Id) => say(
            "Siklus evaluasi dimulai",
            format!("{what}: atasan Anda akan menilai. Anda diberi tahu saat hasilnya dibagikan."),
        ),
        (Kind::EvaluationOpened, Lang::En) => say(
            "An evaluation cycle begins",
            format!("{what}: your head will rate. You are told when it is shared with you."),
        ),
        (Kind::EvaluationToRate, Lang::Id) => {
            say("Tim Anda menunggu penilaian", format!("{what} dibuka. Nilai setiap orang sebelum siklusnya ditutup."))
        }
        (Kind::EvaluationToRate, Lang::En) => {
            say("Your team waits for ratings", format!("{what} is open. Rate everybody before the cycle closes."))
        }
        (Kind::EvaluationShared, Lang::Id) => say(
            "Evaluasi kinerja Anda dibagikan",
            format!("{what}: baca hasilnya. Di sana tertulis sampai kapan Anda dapat menyatakan keberatan."),
        ),
        (Kind::EvaluationShared, Lang::En) => say(
            "Your performance evaluation is shared",
            format!("{what}: read what it says. It also says until when you may object."),
        ),
        (Kind::EvaluationObjected, Lang::Id) => {
            let from = from.unwrap_or_else(|| "Seseorang di tim Anda".to_owned());
            say("Ada keberatan yang menunggu jawaban", format!("{from} menyatakan keberatan atas evaluasi {what}."))
        }
        (Kind::EvaluationObjected, Lang::En) => {
            let from = from.unwrap_or_else(|| "Somebody of your team".to_owned());
            say("An objection waits for an answer", format!("{from} objects to the evaluation of {what}."))
        }
        (Kind::EvaluationAnswered, Lang::Id) => {
            say("Keberatan Anda dijawab", format!("{what}: baca jawaban atas keberatan Anda."))
        }
        (Kind::EvaluationAnswered, Lang::En) => {
            say("Your objection is answered", format!("{what}: read the answer to your objection."))
        }
        (Kind::EvaluationTakenUp, Lang::Id) => say(
            "Evaluasi Anda dinilai kembali",
            format!("{what}: atasan Anda mengerjakannya lagi. Alasannya tertulis di sana."),
        ),
        (Kind::EvaluationTakenUp, Lang::En) => say(
            "Your evaluation is taken up again",
            format!("{what}: your head works on it again. The reason stands there."),
        ),
        (Kind::EvaluationSettled, Lang::Id) if notice.unrated => say(
            "Evaluasi Anda ditutup tanpa penilaian",
            format!("{what} sudah ditutup, dan Anda tidak dinilai. Tanyakan kepada atasan Anda."),
        ),
        (Kind::EvaluationSettled, Lang::En) if notice.unrated => say(
            "Your evaluation is closed without a rating",
            format!("{what} is closed, and you were not rated. Ask your head."),
        ),
        (Kind::EvaluationSettled, Lang::Id) => {
            say("Evaluasi Anda ditetapkan", format!("{what}: hasilnya sekarang tetap."))
        }
        (Kind::EvaluationSettled, Lang::En) => {
            say("Your evaluation is settled", format!("{what}: the outcome is final now."))
        }
        (Kind::CertificateReceived, Lang::Id) => {
            say("Anda mendapat sertifikat", format!("{what} selesai. Sertifikatnya dapat Anda lihat dan cetak."))
        }
        (Kind::CertificateReceived, Lang::En) => {
            say("You received a certificate", format!("{what} is completed. You can see and print the certificate."))
        }
        (Kind::CompetencyRaised, Lang::Id) => say(
            "Tingkat kompetensi Anda naik",
            format!("{what} sekarang tingkat {}.", notice.level.unwrap_or_default()),
        ),
        (Kind::CompetencyRaised, Lang::En) => say(
            "Your competency level has risen",
            format!("{what} is at level {} now.", notice.level.unwrap_or_default()),
        ),
        (Kind::DataAnswered, _) => plain(
            ("Permintaan Anda tentang data pribadi dijawab", "Your request about personal data is answered"),
            ("Baca jawabannya di halaman Data saya.", "Read the answer on the page My data."),
        ),
        (Kind::RoleGranted, Lang::Id) => {
            say("Anda mendapat peran", format!("Peran Anda sekarang: {}.", role(lang, notice)))
        }
        (Kind::RoleGranted, Lang::En) => {
            say("You were given a role", format!("Your role now: {}.", role(lang, notice)))
        }
        (Kind::RoleEnded, Lang::Id) => {
            say("Peran Anda berakhir", format!("Anda tidak lagi memegang peran {}.", role(lang, notice)))
        }
        (Kind::RoleEnded, Lang::En) => {
            say("A role of yours has ended", format!("You no longer hold the role {}.", role(lang, notice)))
        }
        (Kind::NewDevice, Lang::Id) => say(
            "Akun Anda masuk di peramban baru",
            format!(
                "{}Bila itu bukan Anda, keluarkan perangkatnya dan ganti kata sandi sekarang juga.",
                browser(notice)
            ),
        ),
        (Kind::NewDevice, Lang::En) => say(
            "Your account signed in in a new browser",
            format!("{}If it was not you, sign that device out and change your password at once.", browser(notice)),
        ),
        (Kind::WayInChanged, _) => plain(
            ("Cara masuk akun Anda berubah", "The way you sign in has changed"),
            (
                "Kata sandi, faktor kedua, atau penyedia diganti. Bila itu bukan Anda, hubungi pengelola sekarang juga.",
                "A password, second factor or provider was changed. If it was not you, ask an administrator at once.",
            ),
        ),
    }
}

/// A course and how many more, a competency, a cycle.
fn what(lang: Lang, notice: &NotificationView) -> String {
    let what = notice.what.clone().unwrap_or_else(|| match notice.kind.topic() {
        Topic::Evaluation => lang.pick("Evaluasi kinerja", "Performance evaluation").to_owned(),
        _ => lang.pick("Rencana belajar", "Learning plan").to_owned(),
    });
    match (lang, notice.more) {
        (_, 0) => what,
        (Lang::Id, more) => format!("{what} dan {more} kursus lain"),
        (Lang::En, 1) => format!("{what} and another course"),
        (Lang::En, more) => format!("{what} and {more} other courses"),
    }
}

/// The last day: the step of the reminder says how many days were left when it was made, not how many are.
fn until(lang: Lang, notice: &NotificationView) -> String {
    let last = notice.due.map(|due| format::date(lang, due.plus_millis(-1)));
    last.map(|last| format!(" {} {last}", lang.pick("sampai", "by"))).unwrap_or_default()
}

fn browser(notice: &NotificationView) -> String {
    notice.what.as_ref().map(|browser| format!("{browser}. ")).unwrap_or_default()
}

fn role(lang: Lang, notice: &NotificationView) -> String {
    let name = match notice.role.as_deref() {
        Some("trainer") => lang.pick("Pengajar", "Trainer"),
        Some("admin") => lang.pick("Pengelola", "Administrator"),
        _ => lang.pick("Auditor", "Auditor"),
    };
    match &notice.what {
        Some(course) => format!("{name} ({course})"),
        None => name.to_owned(),
    }
}
