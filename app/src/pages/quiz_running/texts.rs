//! What the island says, in both languages.

use crate::islands::quiz::texts::Texts;
use crate::lang::Lang;

/// The island's texts.
pub(super) fn island(lang: Lang) -> Texts {
    let pick = |id: &'static str, en: &'static str| lang.pick(id, en).to_owned();
    Texts {
        saved: pick("Tersimpan", "Saved"),
        saving: pick("Menyimpan …", "Saving …"),
        waiting: pick("Belum tersimpan, dicoba lagi", "Not saved yet, trying again"),
        signed_out: pick(
            "Belum tersimpan: sesi Anda berakhir. Jawaban tetap di perangkat ini.",
            "Not saved yet: your session has ended. The answers stay on this device.",
        ),
        sign_in: pick("Masuk lagi", "Sign in again"),
        refused: pick(
            "Jawaban ini tidak dapat disimpan. Ubah jawabannya, atau muat ulang halaman.",
            "This answer cannot be saved. Change it, or load the page again.",
        ),
        unanswered: pick("Belum dijawab", "Not answered yet"),
        place_answered: pick("Pertanyaan {}, sudah dijawab", "Question {}, answered"),
        place_unanswered: pick("Pertanyaan {}, belum dijawab", "Question {}, not answered yet"),
        number: pick("Nomor {}", "Number {}"),
        all_answered: pick(
            "Semua pertanyaan sudah dijawab. Sesudah dikumpulkan, jawaban tidak dapat diubah.",
            "Every question is answered. Once handed in, answers cannot be changed.",
        ),
        one_unanswered: pick(
            "Satu pertanyaan belum dijawab. Pertanyaan kosong dihitung salah.",
            "One question is not answered yet. An empty question counts as wrong.",
        ),
        some_unanswered: pick(
            "{} pertanyaan belum dijawab. Pertanyaan kosong dihitung salah.",
            "{} questions are not answered yet. Empty questions count as wrong.",
        ),
        handing_in: pick("Mengumpulkan …", "Handing in …"),
        handing_in_waits: pick(
            "Sambungan terputus. Jawaban dikumpulkan sendiri begitu tersambung; biarkan halaman ini terbuka.",
            "Connection lost. Your answers are handed in as soon as it is back; leave this page open.",
        ),
        five_minutes: pick("Waktu tersisa lima menit.", "Five minutes left."),
        one_minute: pick("Waktu tersisa satu menit.", "One minute left."),
        time_over: pick("Waktu habis. Jawaban dikumpulkan.", "Time is over. Your answers are handed in."),
        moved: pick("Sekarang urutan {}", "Now number {}"),
    }
}
