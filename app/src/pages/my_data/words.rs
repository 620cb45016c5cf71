//! What is stored in plain words, and how long it is kept.

use services::Period;

use crate::format;
use crate::lang::Lang;

/// What a table holds, in plain words.
pub fn table_words(lang: Lang, table: &str) -> String {
    known_table(lang, table).unwrap_or(table).to_owned()
}

/// `None` for a table that has no words yet; a test finds it.
pub fn known_table(lang: Lang, table: &str) -> Option<&'static str> {
    Some(match table {
        "person" => lang.pick("Nama", "Name"),
        "person_number" => lang.pick("Nomor pegawai", "Personal numbers"),
        "account" => lang.pick("Akun untuk masuk", "Account to sign in with"),
        "session" => lang.pick("Perangkat dan sesi", "Devices and sessions"),
        "profile_access" => lang.pick("Penanda siapa yang melihat", "Marks of who looked"),
        "answer" => lang.pick("Jawaban kuis", "Answers in quizzes"),
        "data_request" => lang.pick("Permintaan tentang data", "Requests about data"),
        "role_grant" => lang.pick("Peran", "Roles"),
        "assignment" => lang.pick("Jabatan dan unit", "Posts and units"),
        "enrolment" => lang.pick("Kursus yang diikuti", "Courses followed"),
        "lesson_read" => lang.pick("Pelajaran yang dibaca", "Lessons read"),
        "attempt" => lang.pick("Percobaan kuis", "Attempts at quizzes"),
        "evidence" => lang.pick("Bukti kompetensi", "Evidence of competencies"),
        "competency_state" => lang.pick("Keadaan kompetensi", "Competency states"),
        "delivery" => lang.pick("Kiriman ke sistem lain", "Deliveries to other systems"),
        "delivery_turn" => lang.pick("Tanda pengenal Anda di sistem lain", "Your id in other systems"),
        "outbox" => lang.pick("Pesan untuk sistem kinerja", "Messages for the performance system"),
        "learning_hour" => lang.pick("Jam pelajaran (JP)", "Learning hours (JP)"),
        "certificate" => lang.pick("Sertifikat", "Certificates"),
        "outside_training" => lang.pick("Pelatihan luar yang diajukan", "Outside training filed"),
        "training_document" => lang.pick("Dokumen pelatihan luar", "Documents of outside training"),
        "training_hour" => lang.pick("JP dari pelatihan luar", "JP of outside training"),
        "audit" => lang.pick("Catatan log audit", "Rows of the audit log"),
        "plan_person" => lang.pick("Rencana belajar", "Learning plans"),
        "plan_note" => lang.pick("Catatan rencana belajar", "Notes on learning plans"),
        "plan_reminder" => lang.pick("Pengingat rencana", "Reminders of plans"),
        "plan_mail" => lang.pick("Hari dengan surel pengingat", "Days with reminders by e-mail"),
        "plan_setting" => lang.pick("Pilihan pengingat", "Choice about reminders"),
        "notification" => lang.pick("Pemberitahuan", "Notifications"),
        "inbox" => lang.pick("Jumlah pemberitahuan yang belum dibaca", "How many notifications are unread"),
        "notification_choice" => lang.pick("Pilihan pemberitahuan", "Choices about notifications"),
        "notification_digest" => lang.pick("Hari dengan surel harian", "Days with the daily e-mail"),
        "evaluation" => lang.pick("Evaluasi kinerja", "Performance evaluations"),
        "evaluation_event" => lang.pick("Riwayat evaluasi kinerja", "What happened to evaluations"),
        "sheet" => lang.pick("Nomor lembar yang diterbitkan", "Numbers of sheets that were issued"),
        "sheet_part" => lang.pick("Lembar bukti untuk satu unit", "Evidence sheets made for a whole unit"),
        "evaluation_evidence" => {
            lang.pick("Kompetensi yang dibekukan untuk evaluasi", "Competencies frozen for evaluations")
        }
        "career_fact" => lang.pick("Catatan untuk indeks profesionalitas", "Notes for the professionalism index"),
        "talent_result" => lang.pick("Kotak talenta", "Talent boxes"),
        "shortlist_entry" => lang.pick("Tempat pada daftar pendek", "Places on shortlists"),
        "person_email" => lang.pick("Alamat surel", "E-mail addresses"),
        "identity" => lang.pick("Akun masuk tunggal yang tertaut", "Linked sign-in identities"),
        "identity_unlinked" => lang.pick("Akun masuk tunggal yang dilepas", "Sign-in identities that were unlinked"),
        "sign_in_step" => lang.pick("Proses masuk yang belum selesai", "Sign-ins that were not finished"),
        "sign_in_block" => lang.pick("Penutupan akun", "Closures of the account"),
        "account_token" => lang.pick("Tautan undangan dan kata sandi baru", "Links for invitations and new passwords"),
        "mail" => lang.pick("Surel untuk Anda", "E-mails to you"),
        "second_factor" => lang.pick("Faktor kedua", "Second factor"),
        "recovery_code" => lang.pick("Kode pemulihan", "Recovery codes"),
        "known_device" => lang.pick("Peramban yang dikenal", "Known browsers"),
        "person_status" => lang.pick("Status kepegawaian", "Status as a civil servant"),
        "import_upload" => lang.pick(
            "Daftar pegawai yang diunggah dan belum diterapkan",
            "Uploaded lists of people that are not applied yet",
        ),
        "person_cells" => {
            lang.pick("Ringkasan kompetensi untuk jumlah unit", "Summary of competencies for the totals of units")
        }
        "total_due" => lang.pick("Jumlah unit yang harus dihitung ulang", "Totals of units to be calculated again"),
        "standard_draft" => lang.pick("Draf standar jabatan", "Drafts of position standards"),
        _ => return None,
    })
}

/// How long something is kept.
pub fn time_words(lang: Lang, period: &Period) -> String {
    let after = lang.text(&period.after);
    match (lang, period.days) {
        (Lang::Id, Some(days)) => format!("{} hari {after}", format::number(lang, u64::from(days))),
        (Lang::En, Some(1)) => format!("1 day {after}"),
        (Lang::En, Some(days)) => format!("{} days {after}", format::number(lang, u64::from(days))),
        (_, None) => after,
    }
}

/// By which rule, and whether somebody has compared it with the official text.
pub fn source_words(lang: Lang, period: &Period) -> String {
    let mark = if period.is_checked() { "" } else { lang.pick(", masih diperiksa", ", still to be checked") };
    format!("{}{mark}", lang.text(&period.source))
}
