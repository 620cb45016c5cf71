//! What every page needs besides its view: who looks, in which language, and what surrounds the page.

use std::sync::Arc;

use domain::policy::Roles;

use crate::lang::Lang;

/// The surroundings of a page.
#[derive(Clone, Debug)]
pub struct Frame {
    pub lang: Lang,
    pub theme: Theme,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// The token that every form sends back in `_csrf`.
    pub csrf: String,
    /// Path and query of this page: where the language and theme forms lead back to.
    pub path: String,
    /// The nonce of this answer's content security policy.
    pub nonce: String,
    /// What was just done, said once.
    pub notice: Option<Notice>,
    pub assets: Arc<Assets>,
    /// `https://host`, for links that are printed.
    pub origin: String,
}

impl Frame {
    /// The name of who is signed in; empty where nobody is.
    pub fn viewer_name(&self) -> &str {
        self.viewer.as_ref().map_or("", |viewer| &viewer.name)
    }
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// As the theme form and the cookie have it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }

    /// The `data-theme` of the document; none lets the system decide.
    pub fn attribute(self) -> Option<&'static str> {
        (self != Self::Auto).then(|| self.code())
    }
}

/// Who looks at a page, and which parts of the navigation are theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub name: String,
    pub roles: Roles,
    /// Notifications that are not read yet.
    pub unread: u32,
}

/// Addresses of what does not change, each with a hash of its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Assets {
    pub css: String,
    /// Without `js` and `wasm` the build has no islands, and pages stay plain.
    pub js: Option<String>,
    pub wasm: Option<String>,
    pub font: String,
    pub icon: String,
}

/// What was just done, or why the reader is here. Redirects carry it as `?pesan=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    LessonRead,
    SignedOut,
    DeviceRevoked,
    DevicesRevoked,
    AnswersSaved,
    Marked,
    AttemptOver,
    NoAttemptsLeft,
    SessionEnded,
    PleaseSignIn,
    RequestSent,
    RequestAnswered,
    RoleGranted,
    RoleEnded,
    LastAdmin,
    ClientRevoked,
    PersonErased,
    StillNeeded,
    TickFirst,
    UnitSaved,
    PersonSaved,
    ListApplied,
    ListDiscarded,
    StandardApplied,
    StandardDiscarded,
    PasswordSet,
    PasswordChanged,
    ResetAsked,
    SecondFactorOff,
    SignedOutEverywhere,
    Invited,
    AccountBlocked,
    AccountUnblocked,
    SessionsEnded,
    SecondFactorReset,
    IdentityLinked,
    IdentityUnlinked,
    IdentityRefused,
    ProviderFailed,
    Blocked,
    StepOver,
    TrainingFiled,
    TrainingWithdrawn,
    TrainingDecided,
    PlanAssigned,
    PlanAccepted,
    PlanDiscussed,
    PlanAnswered,
    PlanExempted,
    PlanMoved,
    PlanWithdrawn,
    PlanMailSet,
    SyncUnitOn,
    SyncUnitOff,
    SyncAgain,
    CyclePlanned,
    CycleOpened,
    CycleClosing,
    CycleReopened,
    EvaluationSaved,
    EvaluationShared,
    EvaluationAcknowledged,
    ObjectionSent,
    ObjectionAnswered,
    FollowUpSaved,
    EvaluationTakenUp,
    NotificationsRead,
    NotificationsChosen,
    CareerFactNoted,
    TalentSet,
    ShortlistMade,
}

/// How a notice looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something succeeded.
    Done,
    /// Something to know.
    Plain,
    /// Something did not happen.
    Refused,
}

impl Notice {
    pub const ALL: [Self; 71] = [
        Self::LessonRead,
        Self::SignedOut,
        Self::DeviceRevoked,
        Self::DevicesRevoked,
        Self::AnswersSaved,
        Self::Marked,
        Self::AttemptOver,
        Self::NoAttemptsLeft,
        Self::SessionEnded,
        Self::PleaseSignIn,
        Self::RequestSent,
        Self::RequestAnswered,
        Self::RoleGranted,
        Self::RoleEnded,
        Self::LastAdmin,
        Self::ClientRevoked,
        Self::PersonErased,
        Self::StillNeeded,
        Self::TickFirst,
        Self::UnitSaved,
        Self::PersonSaved,
        Self::ListApplied,
        Self::ListDiscarded,
        Self::StandardApplied,
        Self::StandardDiscarded,
        Self::PasswordSet,
        Self::PasswordChanged,
        Self::ResetAsked,
        Self::SecondFactorOff,
        Self::SignedOutEverywhere,
        Self::Invited,
        Self::AccountBlocked,
        Self::AccountUnblocked,
        Self::SessionsEnded,
        Self::SecondFactorReset,
        Self::IdentityLinked,
        Self::IdentityUnlinked,
        Self::IdentityRefused,
        Self::ProviderFailed,
        Self::Blocked,
        Self::StepOver,
        Self::TrainingFiled,
        Self::TrainingWithdrawn,
        Self::TrainingDecided,
        Self::PlanAssigned,
        Self::PlanAccepted,
        Self::PlanDiscussed,
        Self::PlanAnswered,
        Self::PlanExempted,
        Self::PlanMoved,
        Self::PlanWithdrawn,
        Self::PlanMailSet,
        Self::SyncUnitOn,
        Self::SyncUnitOff,
        Self::SyncAgain,
        Self::CyclePlanned,
        Self::CycleOpened,
        Self::CycleClosing,
        Self::CycleReopened,
        Self::EvaluationSaved,
        Self::EvaluationShared,
        Self::EvaluationAcknowledged,
        Self::ObjectionSent,
        Self::ObjectionAnswered,
        Self::FollowUpSaved,
        Self::EvaluationTakenUp,
        Self::NotificationsRead,
        Self::NotificationsChosen,
        Self::CareerFactNoted,
        Self::TalentSet,
        Self::ShortlistMade,
    ];

    /// As the query has it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LessonRead => "lesson-read",
            Self::SignedOut => "signed-out",
            Self::DeviceRevoked => "device-revoked",
            Self::DevicesRevoked => "devices-revoked",
            Self::AnswersSaved => "answers-saved",
            Self::Marked => "marked",
            Self::AttemptOver => "attempt-over",
            Self::NoAttemptsLeft => "no-attempts-left",
            Self::SessionEnded => "session-ended",
            Self::PleaseSignIn => "please-sign-in",
            Self::RequestSent => "request-sent",
            Self::RequestAnswered => "request-answered",
            Self::RoleGranted => "role-granted",
            Self::RoleEnded => "role-ended",
            Self::LastAdmin => "last-admin",
            Self::ClientRevoked => "client-revoked",
            Self::PersonErased => "person-erased",
            Self::StillNeeded => "still-needed",
            Self::TickFirst => "tick-first",
            Self::UnitSaved => "unit-saved",
            Self::PersonSaved => "person-saved",
            Self::ListApplied => "list-applied",
            Self::ListDiscarded => "list-discarded",
            Self::StandardApplied => "standard-applied",
            Self::StandardDiscarded => "standard-discarded",
            Self::PasswordSet => "password-set",
            Self::PasswordChanged => "password-changed",
            Self::ResetAsked => "reset-asked",
            Self::SecondFactorOff => "second-factor-off",
            Self::SignedOutEverywhere => "signed-out-everywhere",
            Self::Invited => "invited",
            Self::AccountBlocked => "account-blocked",
            Self::AccountUnblocked => "account-unblocked",
            Self::SessionsEnded => "sessions-ended",
            Self::SecondFactorReset => "second-factor-reset",
            Self::IdentityLinked => "identity-linked",
            Self::IdentityUnlinked => "identity-unlinked",
            Self::IdentityRefused => "identity-refused",
            Self::ProviderFailed => "provider-failed",
            Self::Blocked => "blocked",
            Self::StepOver => "step-over",
            Self::TrainingFiled => "training-filed",
            Self::TrainingWithdrawn => "training-withdrawn",
            Self::TrainingDecided => "training-decided",
            Self::PlanAssigned => "plan-assigned",
            Self::PlanAccepted => "plan-accepted",
            Self::PlanDiscussed => "plan-discussed",
            Self::PlanAnswered => "plan-answered",
            Self::PlanExempted => "plan-exempted",
            Self::PlanMoved => "plan-moved",
            Self::PlanWithdrawn => "plan-withdrawn",
            Self::PlanMailSet => "plan-mail-set",
            Self::SyncUnitOn => "sync-unit-on",
            Self::SyncUnitOff => "sync-unit-off",
            Self::SyncAgain => "sync-again",
            Self::CyclePlanned => "cycle-planned",
            Self::CycleOpened => "cycle-opened",
            Self::CycleClosing => "cycle-closing",
            Self::CycleReopened => "cycle-reopened",
            Self::EvaluationSaved => "evaluation-saved",
            Self::EvaluationShared => "evaluation-shared",
            Self::EvaluationAcknowledged => "evaluation-acknowledged",
            Self::ObjectionSent => "objection-sent",
            Self::ObjectionAnswered => "objection-answered",
            Self::FollowUpSaved => "follow-up-saved",
            Self::EvaluationTakenUp => "evaluation-taken-up",
            Self::NotificationsRead => "notifications-read",
            Self::NotificationsChosen => "notifications-chosen",
            Self::CareerFactNoted => "career-fact-noted",
            Self::TalentSet => "talent-set",
            Self::ShortlistMade => "shortlist-made",
        }
    }

    /// The notice of a query; an unknown one is none.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.code() == code)
    }

    pub const fn tone(self) -> Tone {
        match self {
            Self::LessonRead | Self::DeviceRevoked | Self::DevicesRevoked | Self::AnswersSaved | Self::Marked => {
                Tone::Done
            }
            Self::RequestSent | Self::RequestAnswered | Self::RoleGranted | Self::RoleEnded => Tone::Done,
            Self::ClientRevoked | Self::PersonErased => Tone::Done,
            Self::LastAdmin | Self::StillNeeded | Self::TickFirst => Tone::Refused,
            Self::UnitSaved | Self::PersonSaved | Self::ListApplied => Tone::Done,
            Self::ListDiscarded => Tone::Plain,
            Self::StandardApplied => Tone::Done,
            Self::StandardDiscarded => Tone::Plain,
            Self::SignedOut | Self::SessionEnded | Self::PleaseSignIn => Tone::Plain,
            Self::AttemptOver | Self::NoAttemptsLeft => Tone::Refused,
            Self::PasswordSet
            | Self::PasswordChanged
            | Self::SecondFactorOff
            | Self::Invited
            | Self::AccountBlocked
            | Self::AccountUnblocked
            | Self::SessionsEnded
            | Self::SecondFactorReset
            | Self::IdentityLinked
            | Self::IdentityUnlinked
            | Self::IdentityRefused => Tone::Done,
            Self::ResetAsked | Self::SignedOutEverywhere | Self::StepOver => Tone::Plain,
            Self::ProviderFailed | Self::Blocked => Tone::Refused,
            Self::TrainingFiled | Self::TrainingDecided => Tone::Done,
            Self::TrainingWithdrawn => Tone::Plain,
            Self::PlanAssigned
            | Self::PlanAccepted
            | Self::PlanDiscussed
            | Self::PlanAnswered
            | Self::PlanExempted
            | Self::PlanMoved
            | Self::PlanWithdrawn
            | Self::PlanMailSet => Tone::Done,
            Self::SyncUnitOn | Self::SyncUnitOff | Self::SyncAgain => Tone::Done,
            Self::CyclePlanned
            | Self::CycleOpened
            | Self::CycleClosing
            | Self::CycleReopened
            | Self::EvaluationSaved
            | Self::EvaluationShared
            | Self::EvaluationAcknowledged
            | Self::ObjectionSent
            | Self::ObjectionAnswered
            | Self::FollowUpSaved
            | Self::EvaluationTakenUp => Tone::Done,
            Self::NotificationsRead | Self::NotificationsChosen => Tone::Done,
            Self::CareerFactNoted | Self::TalentSet | Self::ShortlistMade => Tone::Done,
        }
    }

    /// What happened, and what to do now.
    pub const fn text(self, lang: Lang) -> (&'static str, &'static str) {
        match self {
            Self::NotificationsRead => (
                lang.pick("Semua ditandai sudah dibaca", "All are marked as read"),
                lang.pick("Yang datang sesudahnya muncul sebagai belum dibaca.", "What comes later appears as unread."),
            ),
            Self::NotificationsChosen => (
                lang.pick("Pilihan tersimpan", "The choice is saved"),
                lang.pick("Berlaku untuk pemberitahuan berikutnya.", "It holds for the next notifications."),
            ),
            Self::PlanAssigned => (
                lang.pick("Rencana dibuat", "The plan is made"),
                lang.pick(
                    "Orangnya melihatnya di beranda, dan mendapat surel bila alamatnya tercatat.",
                    "Those concerned see it on their home page, and get an e-mail where there is an address.",
                ),
            ),
            Self::PlanAccepted => (
                lang.pick("Rencana Anda terima", "You accepted the plan"),
                lang.pick("Mulailah dari langkah pertamanya kapan saja.", "Begin with its first step whenever you like."),
            ),
            Self::PlanDiscussed => (
                lang.pick("Catatan terkirim", "The note is sent"),
                lang.pick(
                    "Yang membuat rencana melihatnya. Jawabannya muncul di halaman ini.",
                    "Whoever made the plan sees it. The answer appears on this page.",
                ),
            ),
            Self::PlanAnswered => (
                lang.pick("Jawaban terkirim", "The answer is sent"),
                lang.pick("Orangnya melihatnya di rencananya.", "The person sees it in their plan."),
            ),
            Self::PlanExempted => (
                lang.pick("Perubahan tersimpan", "The change is saved"),
                lang.pick("Orangnya melihatnya di rencananya.", "The person sees it in their plan."),
            ),
            Self::PlanMoved => (
                lang.pick("Tenggat diubah", "The due date is changed"),
                lang.pick("Pengingat mengikuti tenggat yang baru.", "Reminders follow the new date."),
            ),
            Self::PlanWithdrawn => (
                lang.pick("Rencana ditarik", "The plan is withdrawn"),
                lang.pick("Tidak ada pengingat lagi. Yang sudah selesai tetap tercatat.", "There are no more reminders. What was completed stays on record."),
            ),
            Self::PlanMailSet => (
                lang.pick("Pilihan tersimpan", "The choice is saved"),
                lang.pick("Rencana Anda tetap terlihat di beranda.", "Your plan is still on your home page."),
            ),
            Self::LessonRead => (
                lang.pick("Pelajaran ditandai selesai", "Lesson marked as read"),
                lang.pick("Kemajuan Anda sudah tercatat.", "Your progress is on record."),
            ),
            Self::SignedOut => (
                lang.pick("Anda sudah keluar", "You are signed out"),
                lang.pick("Sampai jumpa lagi.", "See you again."),
            ),
            Self::DeviceRevoked => (
                lang.pick("Perangkat dikeluarkan", "Device signed out"),
                lang.pick(
                    "Siapa pun yang memakainya harus masuk lagi dengan kata sandi.",
                    "Whoever uses it has to sign in again with the password.",
                ),
            ),
            Self::DevicesRevoked => (
                lang.pick("Semua perangkat lain dikeluarkan", "All other devices signed out"),
                lang.pick("Anda hanya masuk di perangkat ini.", "You are signed in on this device only."),
            ),
            Self::AnswersSaved => (
                lang.pick("Jawaban tersimpan", "Answers saved"),
                lang.pick("Lanjutkan, atau kumpulkan bila sudah selesai.", "Go on, or hand in when you are done."),
            ),
            Self::Marked => (
                lang.pick("Penilaian tersimpan", "Marks saved"),
                lang.pick("Peserta melihatnya di halaman hasil.", "The learner sees them on the result page."),
            ),
            Self::AttemptOver => (
                lang.pick("Percobaan ini sudah berakhir", "This attempt is over"),
                lang.pick(
                    "Jawaban yang datang sesudahnya tidak dihitung. Yang tersimpan sebelumnya tetap dihitung.",
                    "Answers that came later do not count. What was saved before does.",
                ),
            ),
            Self::NoAttemptsLeft => (
                lang.pick("Tidak ada percobaan lagi", "No attempts left"),
                lang.pick(
                    "Semua percobaan kuis ini sudah terpakai. Hasil Anda yang lama tetap ada.",
                    "Every attempt at this quiz is used. Your earlier results are still there.",
                ),
            ),
            Self::SessionEnded => (
                lang.pick("Sesi Anda sudah berakhir", "Your session has ended"),
                lang.pick(
                    "Masuk lagi untuk melanjutkan. Yang sudah tersimpan tetap tersimpan.",
                    "Sign in again to go on. What was saved is still saved.",
                ),
            ),
            Self::PleaseSignIn => (
                lang.pick("Masuk dahulu", "Please sign in first"),
                lang.pick("Halaman yang Anda tuju terbuka sesudahnya.", "The page you asked for opens afterwards."),
            ),
            Self::RequestSent => (
                lang.pick("Permintaan terkirim", "Request sent"),
                lang.pick(
                    "Pengelola menjawabnya; jawabannya muncul di halaman ini.",
                    "An administrator will answer it; the answer appears on this page.",
                ),
            ),
            Self::RequestAnswered => (
                lang.pick("Jawaban tersimpan", "Answer saved"),
                lang.pick(
                    "Yang meminta melihatnya di halaman data saya.",
                    "Who asked sees it on the page of their data.",
                ),
            ),
            Self::RoleGranted => (
                lang.pick("Peran diberikan", "Role granted"),
                lang.pick("Peran ini berlaku mulai sekarang.", "It is in force from now on."),
            ),
            Self::RoleEnded => (
                lang.pick("Peran diakhiri", "Role ended"),
                lang.pick(
                    "Peran ini tidak berlaku lagi mulai permintaan berikutnya.",
                    "It is gone with their next request.",
                ),
            ),
            Self::LastAdmin => (
                lang.pick("Ini pengelola terakhir", "This is the last administrator"),
                lang.pick(
                    "Beri orang lain peran pengelola tanpa batas waktu dahulu, lalu akhiri yang ini.",
                    "Make somebody else an administrator without an end first, then end this one.",
                ),
            ),
            Self::ClientRevoked => (
                lang.pick("Klien dicabut", "Client revoked"),
                lang.pick("Rahasianya tidak membuka apa pun lagi.", "Its secret opens nothing any more."),
            ),
            Self::PersonErased => (
                lang.pick("Data pribadi dihapus", "Personal data erased"),
                lang.pick(
                    "Yang wajib disimpan tetap ada dengan nama samaran.",
                    "What has to be kept stays under a pseudonym.",
                ),
            ),
            Self::StillNeeded => (
                lang.pick("Belum dapat dihapus", "Cannot be erased yet"),
                lang.pick(
                    "Orang ini masih memegang jabatan atau peran pengelola. Akhiri itu dahulu.",
                    "The person still holds a post or is an administrator. End that first.",
                ),
            ),
            Self::TickFirst => (
                lang.pick("Centang kotaknya dahulu", "Tick the box first"),
                lang.pick("Belum ada yang dihapus.", "Nothing was erased."),
            ),
            Self::UnitSaved => (
                lang.pick("Perubahan unit tersimpan", "The unit is saved"),
                lang.pick("Susunan yang lama tetap tercatat.", "What was before stays on record."),
            ),
            Self::PersonSaved => (
                lang.pick("Perubahan tersimpan", "The change is saved"),
                lang.pick("Yang lama tetap tercatat.", "What was before stays on record."),
            ),
            Self::ListApplied => (
                lang.pick("Daftar diterapkan", "The list is applied"),
                lang.pick("Angkanya ada di bawah.", "The figures are below."),
            ),
            Self::StandardApplied => (
                lang.pick("Standar diterapkan", "The standard is applied"),
                lang.pick("Celah orang-orangnya dihitung ulang.", "The gaps of its people are counted again."),
            ),
            Self::StandardDiscarded => (
                lang.pick("Usulan dibuang", "The change is discarded"),
                lang.pick("Tidak ada yang berubah.", "Nothing has changed."),
            ),
            Self::ListDiscarded => (
                lang.pick("Daftar dibuang", "The list is discarded"),
                lang.pick("Tidak ada yang berubah.", "Nothing has changed."),
            ),
            Self::PasswordSet => (
                lang.pick("Kata sandi tersimpan", "Password saved"),
                lang.pick("Masuk sekarang dengan kata sandi baru Anda.", "Sign in now with your new password."),
            ),
            Self::PasswordChanged => (
                lang.pick("Kata sandi diganti", "Password changed"),
                lang.pick("Semua perangkat lain sudah dikeluarkan.", "All other devices are signed out."),
            ),
            Self::ResetAsked => (
                lang.pick("Periksa surel Anda", "Look into your e-mail"),
                lang.pick("Bila alamat itu dikenal, tautan untuk mengganti kata sandi sedang dikirim ke sana. Tautan berlaku 30 menit.", "If the address is known, a link to set a new password is on its way there. It is good for 30 minutes."),
            ),
            Self::SecondFactorOff => (
                lang.pick("Faktor kedua dimatikan", "Second factor switched off"),
                lang.pick("Mulai sekarang Anda masuk dengan kata sandi saja.", "From now on you sign in with the password alone."),
            ),
            Self::SignedOutEverywhere => (
                lang.pick("Anda sudah keluar di semua perangkat", "You are signed out everywhere"),
                lang.pick("Masuk lagi bila ingin melanjutkan.", "Sign in again to go on."),
            ),
            Self::Invited => (
                lang.pick("Undangan sedang dikirim", "Invitation on its way"),
                lang.pick("Tautannya berlaku tujuh hari sejak surel terkirim.", "Its link is good for seven days from the moment it is sent."),
            ),
            Self::AccountBlocked => (
                lang.pick("Akun ditutup", "Account closed"),
                lang.pick("Semua sesinya sudah berakhir, dan orang ini tidak dapat masuk.", "Every session has ended, and this person cannot sign in."),
            ),
            Self::AccountUnblocked => (
                lang.pick("Akun dibuka kembali", "Account open again"),
                lang.pick("Orang ini dapat masuk lagi.", "This person can sign in again."),
            ),
            Self::SessionsEnded => (
                lang.pick("Semua sesi diakhiri", "Every session ended"),
                lang.pick("Orang ini harus masuk lagi di setiap perangkat.", "This person has to sign in again on every device."),
            ),
            Self::SecondFactorReset => (
                lang.pick("Faktor kedua dihapus", "Second factor removed"),
                lang.pick("Orang ini sudah dikeluarkan dan dapat memasang yang baru setelah masuk.", "This person is signed out, and can set up a new one after signing in."),
            ),
            Self::IdentityLinked => (
                lang.pick("Akun penyedia dihubungkan", "Identity linked"),
                lang.pick("Orang ini dapat masuk lewat penyedia itu mulai sekarang.", "This person can sign in with that provider from now on."),
            ),
            Self::IdentityUnlinked => (
                lang.pick("Akun penyedia dilepas", "Account taken away"),
                lang.pick("Tidak ada yang dapat masuk dengannya lagi.", "Nobody can sign in with it any more."),
            ),
            Self::IdentityRefused => (
                lang.pick("Permintaan ditolak", "Request refused"),
                lang.pick("Akun itu tidak dapat masuk.", "That account cannot sign in."),
            ),
            Self::ProviderFailed => (
                lang.pick("Masuk lewat penyedia tidak berhasil", "Signing in with the provider did not work"),
                lang.pick("Tidak ada yang berubah. Coba sekali lagi; bila tetap gagal, hubungi pengelola.", "Nothing has changed. Try once more; if it fails again, ask an administrator."),
            ),
            Self::Blocked => (
                lang.pick("Akun Anda ditutup", "Your account is closed"),
                lang.pick("Anda tidak dapat masuk untuk saat ini. Hubungi pengelola kepegawaian di unit Anda.", "You cannot sign in for the time being. Ask the personnel officer of your unit."),
            ),
            Self::StepOver => (
                lang.pick("Waktu untuk memasukkan kode habis", "The time for the code is over"),
                lang.pick("Masuk sekali lagi.", "Sign in once more."),
            ),
            Self::TrainingFiled => (
                lang.pick("Pengajuan terkirim", "Filing sent"),
                lang.pick(
                    "BKPSDM memeriksanya. JP-nya dihitung setelah terverifikasi.",
                    "BKPSDM verifies it. Its JP count once that is done.",
                ),
            ),
            Self::TrainingWithdrawn => (
                lang.pick("Pengajuan ditarik", "Filing withdrawn"),
                lang.pick("Isian dan dokumennya sudah dihapus.", "What you typed and its document are erased."),
            ),
            Self::TrainingDecided => (
                lang.pick("Keputusan tersimpan", "Decision saved"),
                lang.pick("Yang mengajukan diberi tahu.", "Who filed it is told."),
            ),
            Self::SyncUnitOn => (
                lang.pick("Unit menyala", "The unit is on"),
                lang.pick("Yang ditahan tentang orang-orangnya dikirim sekarang.", "What was held about its people is sent now."),
            ),
            Self::SyncUnitOff => (
                lang.pick("Unit dimatikan", "The unit is off"),
                lang.pick("Mulai sekarang tidak ada yang dikirim tentang orang-orangnya; yang menunggu ditahan.", "From now on nothing is sent about its people; what waits is held."),
            ),
            Self::SyncAgain => (
                lang.pick("Dikirim ulang", "Sent again"),
                lang.pick("Pesannya menunggu giliran. Muat ulang halaman ini sebentar lagi untuk melihat hasilnya.", "The messages wait for their turn. Load this page again in a moment to see what became of them."),
            ),
            Self::CyclePlanned => (
                lang.pick("Siklus direncanakan", "Cycle planned"),
                lang.pick("Siklus terbuka sendiri pada tanggalnya.", "It opens by itself on its date."),
            ),
            Self::CycleOpened => (
                lang.pick("Siklus dibuka", "Cycle open"),
                lang.pick("Atasan dapat menilai mulai sekarang.", "Heads can rate from now on."),
            ),
            Self::CycleClosing => (
                lang.pick("Siklus sedang ditutup", "Cycle closing"),
                lang.pick("Penilaian tidak diterima lagi; penyelesaiannya berjalan sendiri.", "No rating is taken any more; the rest goes on by itself."),
            ),
            Self::CycleReopened => (
                lang.pick("Siklus dibuka kembali", "Cycle reopened"),
                lang.pick("Alasannya tercatat dalam riwayat.", "Why is on record."),
            ),
            Self::EvaluationSaved => (
                lang.pick("Draf tersimpan", "Draft saved"),
                lang.pick("Hanya Anda yang melihatnya sampai Anda membagikannya.", "You alone see it until you share it."),
            ),
            Self::EvaluationShared => (
                lang.pick("Hasil dibagikan", "Result shared"),
                lang.pick("Pegawai melihatnya sekarang, dan masa keberatan berjalan.", "The person sees it now, and the time to object runs."),
            ),
            Self::EvaluationAcknowledged => (
                lang.pick("Hasil diterima", "Result acknowledged"),
                lang.pick("Tanggapan Anda tercatat.", "What you said is on record."),
            ),
            Self::ObjectionSent => (
                lang.pick("Keberatan terkirim", "Objection sent"),
                lang.pick("Atasan Anda menjawabnya di halaman ini.", "Your head answers it on this page."),
            ),
            Self::ObjectionAnswered => (
                lang.pick("Keberatan dijawab", "Objection answered"),
                lang.pick("Pegawai melihat keputusan dan alasannya.", "The person sees the decision and why."),
            ),
            Self::FollowUpSaved => (
                lang.pick("Tindak lanjut tersimpan", "Follow-up saved"),
                lang.pick("Pegawai melihatnya di evaluasinya.", "The person sees it in the evaluation."),
            ),
            Self::EvaluationTakenUp => (
                lang.pick("Siap dinilai kembali", "Ready to be rated again"),
                lang.pick("Hasil lama tetap dalam riwayat.", "What it was stays in the history."),
            ),
            Self::CareerFactNoted => (
                lang.pick("Fakta dicatat", "The fact is noted"),
                lang.pick("Indeksnya sudah menghitungnya.", "The index counts it already."),
            ),
            Self::TalentSet => (
                lang.pick("Kotak talenta ditetapkan", "The talent boxes are set"),
                lang.pick(
                    "Setiap orang melihat kotaknya sendiri di halaman kariernya.",
                    "Everybody sees their own box on their career page.",
                ),
            ),
            Self::ShortlistMade => (
                lang.pick("Daftar dibuat dan disimpan", "The list is made and kept"),
                lang.pick(
                    "Kriteria, aturan, dan yang memintanya tersimpan bersamanya.",
                    "The criteria, the rules and who asked are kept with it.",
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_as_what_they_stand_for() {
        assert!(Notice::ALL.into_iter().all(|notice| Notice::from_code(notice.code()) == Some(notice)));
        assert!(Theme::ALL.into_iter().all(|theme| Theme::from_code(theme.code()) == Some(theme)));
        assert_eq!(Notice::from_code("<script>"), None);
    }
}
