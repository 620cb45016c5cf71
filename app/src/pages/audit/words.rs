//! The actions of the log in words. A code that is not here is shown as it is.

use crate::lang::Lang;

/// Code, Indonesian, English.
pub const ACTIONS: [(&str, &str, &str); 26] = [
    ("signed-in", "Masuk", "Signed in"),
    ("signed-out", "Keluar", "Signed out"),
    ("sign-in-failed", "Gagal masuk", "Failed to sign in"),
    ("device-revoked", "Perangkat dikeluarkan", "Device signed out"),
    ("devices-revoked", "Semua perangkat lain dikeluarkan", "All other devices signed out"),
    ("account-created", "Akun dibuat", "Account created"),
    ("role-granted", "Peran diberikan", "Role granted"),
    ("role-ended", "Peran diakhiri", "Role ended"),
    ("client-created", "Klien layanan dibuat", "Service client created"),
    ("client-revoked", "Klien layanan dicabut", "Service client revoked"),
    ("api-read", "Dibaca lewat API", "Read through the API"),
    ("profile-viewed", "Profil dilihat", "Profile looked at"),
    ("evidence-viewed", "Bukti kompetensi dilihat", "Evidence looked at"),
    ("answers-viewed", "Jawaban dilihat", "Answers looked at"),
    ("data-downloaded", "Data sendiri diunduh", "Own data downloaded"),
    ("data-requested", "Permintaan data dikirim", "Request about data sent"),
    ("data-request-answered", "Permintaan data dijawab", "Request about data answered"),
    ("person-erased", "Data pribadi dihapus", "Personal data erased"),
    ("retention-applied", "Masa simpan diterapkan", "Retention periods applied"),
    ("audit-exported", "Log audit diunduh", "Audit log downloaded"),
    ("enrolled", "Mendaftar kursus", "Enrolled in a course"),
    ("attempt-begun", "Kuis dimulai", "Quiz begun"),
    ("attempt-ended", "Kuis berakhir", "Quiz ended"),
    ("answer-marked", "Uraian dinilai", "Free answer marked"),
    ("course-completed", "Kursus selesai", "Course completed"),
    ("content-published", "Isi diterbitkan", "Content published"),
];

pub fn action(lang: Lang, code: &str) -> String {
    let known = ACTIONS.iter().find(|(known, ..)| *known == code);
    known.map_or_else(|| code.to_owned(), |(_, id, en)| lang.pick(id, en).to_owned())
}
