//! What was just done, said once at the top of the next page: every notice in one table.

use crate::lang::Lang;

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

/// A line per notice: its name, its code in the query and its tone; then in each language what happened and what to do now.
macro_rules! notices {
    ($($name:ident $code:literal $tone:ident: $id:literal, $id_next:literal; $en:literal, $en_next:literal;)*) => {
        /// What was just done, or why the reader is here. Redirects carry it as `?pesan=`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Notice {
            $($name,)*
        }

        impl Notice {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As the query has it.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            pub const fn tone(self) -> Tone {
                match self {
                    $(Self::$name => Tone::$tone,)*
                }
            }

            /// What happened, and what to do now.
            pub const fn text(self, lang: Lang) -> (&'static str, &'static str) {
                match self {
                    $(Self::$name => (lang.pick($id, $en), lang.pick($id_next, $en_next)),)*
                }
            }
        }
    };
}

notices! {
    LessonRead "lesson-read" Done:
        "Pelajaran ditandai selesai", "Kemajuan Anda sudah tercatat.";
        "Lesson marked as read", "Your progress is on record.";
    SignedOut "signed-out" Plain:
        "Anda sudah keluar", "Sampai jumpa lagi.";
        "You are signed out", "See you again.";
    DeviceRevoked "device-revoked" Done:
        "Perangkat dikeluarkan", "Siapa pun yang memakainya harus masuk lagi dengan kata sandi.";
        "Device signed out", "Whoever uses it has to sign in again with the password.";
    DevicesRevoked "devices-revoked" Done:
        "Semua perangkat lain dikeluarkan", "Anda hanya masuk di perangkat ini.";
        "All other devices signed out", "You are signed in on this device only.";
    AnswersSaved "answers-saved" Done:
        "Jawaban tersimpan", "Lanjutkan, atau kumpulkan bila sudah selesai.";
        "Answers saved", "Go on, or hand in when you are done.";
    Marked "marked" Done:
        "Penilaian tersimpan", "Peserta melihatnya di halaman hasil.";
        "Marks saved", "The learner sees them on the result page.";
    AttemptOver "attempt-over" Refused:
        "Percobaan ini sudah berakhir", "Jawaban yang datang sesudahnya tidak dihitung. Yang tersimpan sebelumnya tetap dihitung.";
        "This attempt is over", "Answers that came later do not count. What was saved before does.";
    NoAttemptsLeft "no-attempts-left" Refused:
        "Tidak ada percobaan lagi", "Semua percobaan kuis ini sudah terpakai. Hasil Anda yang lama tetap ada.";
        "No attempts left", "Every attempt at this quiz is used. Your earlier results are still there.";
    SessionEnded "session-ended" Plain:
        "Sesi Anda sudah berakhir", "Masuk lagi untuk melanjutkan. Yang sudah tersimpan tetap tersimpan.";
        "Your session has ended", "Sign in again to go on. What was saved is still saved.";
    PleaseSignIn "please-sign-in" Plain:
        "Masuk dahulu", "Halaman yang Anda tuju terbuka sesudahnya.";
        "Please sign in first", "The page you asked for opens afterwards.";
    RequestSent "request-sent" Done:
        "Permintaan terkirim", "Pengelola menjawabnya; jawabannya muncul di halaman ini.";
        "Request sent", "An administrator will answer it; the answer appears on this page.";
    RequestAnswered "request-answered" Done:
        "Jawaban tersimpan", "Yang meminta melihatnya di halaman data saya.";
        "Answer saved", "Who asked sees it on the page of their data.";
    RoleGranted "role-granted" Done:
        "Peran diberikan", "Peran ini berlaku mulai sekarang.";
        "Role granted", "It is in force from now on.";
    RoleEnded "role-ended" Done:
        "Peran diakhiri", "Peran ini tidak berlaku lagi mulai permintaan berikutnya.";
        "Role ended", "It is gone with their next request.";
    LastAdmin "last-admin" Refused:
        "Ini pengelola terakhir", "Beri orang lain peran pengelola tanpa batas waktu dahulu, lalu akhiri yang ini.";
        "This is the last administrator", "Make somebody else an administrator without an end first, then end this one.";
    ClientRevoked "client-revoked" Done:
        "Klien dicabut", "Rahasianya tidak membuka apa pun lagi.";
        "Client revoked", "Its secret opens nothing any more.";
    PersonErased "person-erased" Done:
        "Data pribadi dihapus", "Yang wajib disimpan tetap ada dengan nama samaran.";
        "Personal data erased", "What has to be kept stays under a pseudonym.";
    StillNeeded "still-needed" Refused:
        "Belum dapat dihapus", "Orang ini masih memegang jabatan atau peran pengelola. Akhiri itu dahulu.";
        "Cannot be erased yet", "The person still holds a post or is an administrator. End that first.";
    TickFirst "tick-first" Refused:
        "Centang kotaknya dahulu", "Belum ada yang dihapus.";
        "Tick the box first", "Nothing was erased.";
    UnitSaved "unit-saved" Done:
        "Perubahan unit tersimpan", "Susunan yang lama tetap tercatat.";
        "The unit is saved", "What was before stays on record.";
    PersonSaved "person-saved" Done:
        "Perubahan tersimpan", "Yang lama tetap tercatat.";
        "The change is saved", "What was before stays on record.";
    ListApplied "list-applied" Done:
        "Daftar diterapkan", "Angkanya ada di bawah.";
        "The list is applied", "The figures are below.";
    ListDiscarded "list-discarded" Plain:
        "Daftar dibuang", "Tidak ada yang berubah.";
        "The list is discarded", "Nothing has changed.";
    StandardApplied "standard-applied" Done:
        "Standar diterapkan", "Celah orang-orangnya dihitung ulang.";
        "The standard is applied", "The gaps of its people are counted again.";
    StandardDiscarded "standard-discarded" Plain:
        "Usulan dibuang", "Tidak ada yang berubah.";
        "The change is discarded", "Nothing has changed.";
    PasswordSet "password-set" Done:
        "Kata sandi tersimpan", "Masuk sekarang dengan kata sandi baru Anda.";
        "Password saved", "Sign in now with your new password.";
    PasswordChanged "password-changed" Done:
        "Kata sandi diganti", "Semua perangkat lain sudah dikeluarkan.";
        "Password changed", "All other devices are signed out.";
    ResetAsked "reset-asked" Plain:
        "Periksa surel Anda", "Bila alamat itu dikenal, tautan untuk mengganti kata sandi sedang dikirim ke sana. Tautan berlaku 30 menit.";
        "Look into your e-mail", "If the address is known, a link to set a new password is on its way there. It is good for 30 minutes.";
    SecondFactorOff "second-factor-off" Done:
        "Faktor kedua dimatikan", "Mulai sekarang Anda masuk dengan kata sandi saja.";
        "Second factor switched off", "From now on you sign in with the password alone.";
    SignedOutEverywhere "signed-out-everywhere" Plain:
        "Anda sudah keluar di semua perangkat", "Masuk lagi bila ingin melanjutkan.";
        "You are signed out everywhere", "Sign in again to go on.";
    Invited "invited" Done:
        "Undangan sedang dikirim", "Tautannya berlaku tujuh hari sejak surel terkirim.";
        "Invitation on its way", "Its link is good for seven days from the moment it is sent.";
    AccountBlocked "account-blocked" Done:
        "Akun ditutup", "Semua sesinya sudah berakhir, dan orang ini tidak dapat masuk.";
        "Account closed", "Every session has ended, and this person cannot sign in.";
    AccountUnblocked "account-unblocked" Done:
        "Akun dibuka kembali", "Orang ini dapat masuk lagi.";
        "Account open again", "This person can sign in again.";
    SessionsEnded "sessions-ended" Done:
        "Semua sesi diakhiri", "Orang ini harus masuk lagi di setiap perangkat.";
        "Every session ended", "This person has to sign in again on every device.";
    SecondFactorReset "second-factor-reset" Done:
        "Faktor kedua dihapus", "Orang ini sudah dikeluarkan dan dapat memasang yang baru setelah masuk.";
        "Second factor removed", "This person is signed out, and can set up a new one after signing in.";
    IdentityLinked "identity-linked" Done:
        "Akun penyedia dihubungkan", "Orang ini dapat masuk lewat penyedia itu mulai sekarang.";
        "Identity linked", "This person can sign in with that provider from now on.";
    IdentityUnlinked "identity-unlinked" Done:
        "Akun penyedia dilepas", "Tidak ada yang dapat masuk dengannya lagi.";
        "Account taken away", "Nobody can sign in with it any more.";
    IdentityRefused "identity-refused" Done:
        "Permintaan ditolak", "Akun itu tidak dapat masuk.";
        "Request refused", "That account cannot sign in.";
    ProviderFailed "provider-failed" Refused:
        "Masuk lewat penyedia tidak berhasil", "Tidak ada yang berubah. Coba sekali lagi; bila tetap gagal, hubungi pengelola.";
        "Signing in with the provider did not work", "Nothing has changed. Try once more; if it fails again, ask an administrator.";
    Blocked "blocked" Refused:
        "Akun Anda ditutup", "Anda tidak dapat masuk untuk saat ini. Hubungi pengelola kepegawaian di unit Anda.";
        "Your account is closed", "You cannot sign in for the time being. Ask the personnel officer of your unit.";
    StepOver "step-over" Plain:
        "Waktu untuk memasukkan kode habis", "Masuk sekali lagi.";
        "The time for the code is over", "Sign in once more.";
    TrainingFiled "training-filed" Done:
        "Pengajuan terkirim", "BKPSDM memeriksanya. JP-nya dihitung setelah terverifikasi.";
        "Filing sent", "BKPSDM verifies it. Its JP count once that is done.";
    TrainingWithdrawn "training-withdrawn" Plain:
        "Pengajuan ditarik", "Isian dan dokumennya sudah dihapus.";
        "Filing withdrawn", "What you typed and its document are erased.";
    TrainingDecided "training-decided" Done:
        "Keputusan tersimpan", "Yang mengajukan diberi tahu.";
        "Decision saved", "Who filed it is told.";
    PlanAssigned "plan-assigned" Done:
        "Rencana dibuat", "Orangnya melihatnya di beranda, dan mendapat surel bila alamatnya tercatat.";
        "The plan is made", "Those concerned see it on their home page, and get an e-mail where there is an address.";
    PlanAccepted "plan-accepted" Done:
        "Rencana Anda terima", "Mulailah dari langkah pertamanya kapan saja.";
        "You accepted the plan", "Begin with its first step whenever you like.";
    PlanDiscussed "plan-discussed" Done:
        "Catatan terkirim", "Yang membuat rencana melihatnya. Jawabannya muncul di halaman ini.";
        "The note is sent", "Whoever made the plan sees it. The answer appears on this page.";
    PlanAnswered "plan-answered" Done:
        "Jawaban terkirim", "Orangnya melihatnya di rencananya.";
        "The answer is sent", "The person sees it in their plan.";
    PlanExempted "plan-exempted" Done:
        "Perubahan tersimpan", "Orangnya melihatnya di rencananya.";
        "The change is saved", "The person sees it in their plan.";
    PlanMoved "plan-moved" Done:
        "Tenggat diubah", "Pengingat mengikuti tenggat yang baru.";
        "The due date is changed", "Reminders follow the new date.";
    PlanWithdrawn "plan-withdrawn" Done:
        "Rencana ditarik", "Tidak ada pengingat lagi. Yang sudah selesai tetap tercatat.";
        "The plan is withdrawn", "There are no more reminders. What was completed stays on record.";
    PlanMailSet "plan-mail-set" Done:
        "Pilihan tersimpan", "Rencana Anda tetap terlihat di beranda.";
        "The choice is saved", "Your plan is still on your home page.";
    SyncUnitOn "sync-unit-on" Done:
        "Unit diaktifkan", "Yang ditahan tentang orang-orangnya dikirim sekarang.";
        "The unit is on", "What was held about its people is sent now.";
    SyncUnitOff "sync-unit-off" Done:
        "Unit dinonaktifkan", "Mulai sekarang tidak ada yang dikirim tentang orang-orangnya; yang menunggu ditahan.";
        "The unit is off", "From now on nothing is sent about its people; what waits is held.";
    SyncAgain "sync-again" Done:
        "Dikirim ulang", "Pesannya menunggu giliran. Muat ulang halaman ini sebentar lagi untuk melihat hasilnya.";
        "Sent again", "The messages wait for their turn. Load this page again in a moment to see what became of them.";
    CyclePlanned "cycle-planned" Done:
        "Siklus direncanakan", "Siklus terbuka sendiri pada tanggalnya.";
        "Cycle planned", "It opens by itself on its date.";
    CycleOpened "cycle-opened" Done:
        "Siklus dibuka", "Atasan dapat menilai mulai sekarang.";
        "Cycle open", "Heads can rate from now on.";
    CycleClosing "cycle-closing" Done:
        "Siklus sedang ditutup", "Penilaian tidak diterima lagi; penyelesaiannya berjalan sendiri.";
        "Cycle closing", "No rating is taken any more; the rest goes on by itself.";
    CycleReopened "cycle-reopened" Done:
        "Siklus dibuka kembali", "Alasannya tercatat dalam riwayat.";
        "Cycle reopened", "Why is on record.";
    EvaluationSaved "evaluation-saved" Done:
        "Draf tersimpan", "Hanya Anda yang melihatnya sampai Anda membagikannya.";
        "Draft saved", "You alone see it until you share it.";
    EvaluationShared "evaluation-shared" Done:
        "Hasil dibagikan", "Pegawai melihatnya sekarang, dan masa keberatan berjalan.";
        "Result shared", "The person sees it now, and the time to object runs.";
    EvaluationAcknowledged "evaluation-acknowledged" Done:
        "Hasil diterima", "Tanggapan Anda tercatat.";
        "Result acknowledged", "What you said is on record.";
    ObjectionSent "objection-sent" Done:
        "Keberatan terkirim", "Atasan Anda menjawabnya di halaman ini.";
        "Objection sent", "Your head answers it on this page.";
    ObjectionAnswered "objection-answered" Done:
        "Keberatan dijawab", "Pegawai melihat keputusan dan alasannya.";
        "Objection answered", "The person sees the decision and why.";
    FollowUpSaved "follow-up-saved" Done:
        "Tindak lanjut tersimpan", "Pegawai melihatnya di evaluasinya.";
        "Follow-up saved", "The person sees it in the evaluation.";
    EvaluationTakenUp "evaluation-taken-up" Done:
        "Siap dinilai kembali", "Hasil lama tetap dalam riwayat.";
        "Ready to be rated again", "What it was stays in the history.";
    NotificationsRead "notifications-read" Done:
        "Semua ditandai sudah dibaca", "Yang datang sesudahnya muncul sebagai belum dibaca.";
        "All are marked as read", "What comes later appears as unread.";
    NotificationsChosen "notifications-chosen" Done:
        "Pilihan tersimpan", "Berlaku untuk pemberitahuan berikutnya.";
        "The choice is saved", "It holds for the next notifications.";
    CareerFactNoted "career-fact-noted" Done:
        "Fakta dicatat", "Indeksnya sudah menghitungnya.";
        "The fact is noted", "The index counts it already.";
    TalentSet "talent-set" Done:
        "Kotak talenta ditetapkan", "Setiap orang melihat kotaknya sendiri di halaman kariernya.";
        "The talent boxes are set", "Everybody sees their own box on their career page.";
    ShortlistMade "shortlist-made" Done:
        "Daftar dibuat dan disimpan", "Kriteria, aturan, dan yang memintanya tersimpan bersamanya.";
        "The list is made and kept", "The criteria, the rules and who asked are kept with it.";
}

impl Notice {
    /// The notice of a query; an unknown one is none.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|notice| notice.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_as_what_they_stand_for() {
        assert!(Notice::ALL.iter().all(|notice| Notice::from_code(notice.code()) == Some(*notice)));
        assert_eq!(Notice::from_code("<script>"), None);
    }
}
