//! What can be wrong with fields about people and units, in words.

use domain::number::NumberProblem;
use services::Problem;
use services::import::Broken;

use crate::format;
use crate::lang::Lang;

/// What is wrong, and what to do.
pub fn problem(lang: Lang, problem: Problem) -> String {
    let (id, en) = match problem {
        Problem::NotADate => ("Tulis tanggal, misalnya 2026-03-01.", "Write a date, for example 2026-03-01."),
        Problem::NoSuchUnit => ("Pilih unit yang ada pada tanggal itu.", "Choose a unit that is there on that day."),
        Problem::Taken => (
            "Sudah dipakai yang lain. Periksa, atau tulis yang berbeda.",
            "Something or somebody else has it. Check it, or write another one.",
        ),
        Problem::EndsBeforeStart => {
            ("Hari terakhir tidak boleh sebelum hari pertama.", "The last day cannot be before the first.")
        }
        Problem::UnderItself => (
            "Sebuah unit tidak dapat berada di bawah dirinya atau di bawah unit bawahannya.",
            "A unit cannot come under itself or a unit below it.",
        ),
        Problem::TooDeep => ("Pohon unit menjadi terlalu dalam.", "The tree of units would be too deep."),
        Problem::Overlaps => (
            "Ada jabatan definitif yang mulai pada hari itu atau sesudahnya. Akhiri dahulu jabatan itu.",
            "A definitive position begins on that day or later. End that one first.",
        ),
        Problem::HasHead => (
            "Unit ini sudah punya kepala definitif pada waktu itu. Akhiri dahulu jabatannya, atau pilih Plt., Plh., atau Pj.",
            "The unit has a definitive head at that time. End that position first, or choose Plt., Plh. or Pj.",
        ),
        Problem::Retired => (
            "Orang yang pensiun tidak memegang jabatan. Ubah dahulu statusnya.",
            "Who is retired holds no position. Change the status first.",
        ),
        Problem::BeforeNewest { since } => return before(lang, &format::date(lang, since)),
        Problem::HasUnits { count } => {
            return match lang {
                Lang::Id => format!("Masih ada {count} unit di bawahnya. Pindahkan dahulu, atau gabungkan unit ini."),
                Lang::En => format!("Units are still below it ({count}). Move them first, or merge this unit."),
            };
        }
        Problem::HasPeople { count } => {
            return match lang {
                Lang::Id => format!(
                    "Masih ada {count} penugasan di sini sesudah hari itu. Akhiri dahulu, atau gabungkan unit ini."
                ),
                Lang::En => {
                    format!("Assignments go on here after that day ({count}). End them first, or merge this unit.")
                }
            };
        }
        Problem::BadNumber(problem) => return number(lang, problem).to_owned(),
        Problem::Unreadable(problem) => return broken(lang, problem),
        Problem::NobodyFound => (
            "Tidak ada orang yang cocok. Ubah nama, unit atau kompetensinya.",
            "Nobody fits. Change the name, the unit or the competency.",
        ),
        Problem::NobodyChosen => ("Centang paling sedikit satu orang.", "Tick at least one person."),
        Problem::TooManyPeople { most } => {
            return match lang {
                Lang::Id => format!("Paling banyak {most} orang sekali jalan. Pilih unit yang lebih kecil."),
                Lang::En => format!("At most {most} people at once. Choose a smaller unit."),
            };
        }
        Problem::TooManyCourses { most } => {
            return match lang {
                Lang::Id => format!("Paling banyak {most} kursus dalam satu rencana. Buat beberapa rencana."),
                Lang::En => format!("At most {most} courses in a plan. Make several plans."),
            };
        }
        Problem::TooManyNotes { most } => {
            return match lang {
                Lang::Id => format!("Sudah ada {most} catatan. Bicarakan langsung."),
                Lang::En => format!("There are {most} notes already. Talk to each other."),
            };
        }
        Problem::InFuture => (
            "Hari ini belum tiba. Tulis tanggal hari ini atau sebelumnya.",
            "That day is still to come. Write today's date or an earlier one.",
        ),
        Problem::NoRuleIn { file } => {
            return match lang {
                Lang::Id => format!(
                    "Pada hari itu tidak ada aturan yang berlaku. Lengkapi rules/{file}, lalu coba lagi. Tidak ada yang disimpan."
                ),
                Lang::En => {
                    format!(
                        "No rule is in force on that day. Complete rules/{file}, then try again. Nothing was stored."
                    )
                }
            };
        }
        Problem::NobodyThere => (
            "Tidak ada orang dengan jabatan itu di unit ini. Pilih unit atau jabatan lain.",
            "Nobody in this unit holds such a position. Choose another unit or position.",
        ),
        Problem::NeedsWords => (
            "Jelaskan penilaian di bawah ekspektasi: apa yang diharapkan, dan apa yang terjadi.",
            "Explain a rating below expectation: what was expected, and what happened.",
        ),
        Problem::NoRule => (
            "Pada hari itu tidak ada aturan predikat yang berlaku. Lengkapi rules/performance.yaml, lalu coba lagi.",
            "No rule for the predicate is in force on that day. Complete rules/performance.yaml, then try again.",
        ),
        // The others have words of their own.
        _ => ("Periksa bagian ini.", "Check this."),
    };
    lang.pick(id, en).to_owned()
}

/// Something newer is on record.
fn before(lang: Lang, date: &str) -> String {
    match lang {
        Lang::Id => format!("Sudah ada catatan yang berlaku mulai {date}. Pilih tanggal itu atau sesudahnya."),
        Lang::En => format!("Something newer is on record, from {date} on. Choose that day or a later one."),
    }
}

/// What is wrong with a NIP or NI PPPK.
pub fn number(lang: Lang, problem: NumberProblem) -> &'static str {
    match problem {
        NumberProblem::Length => lang.pick("Nomornya harus 18 angka.", "The number must have 18 digits."),
        NumberProblem::BirthDate => lang.pick("Angka 1–8 bukan tanggal lahir.", "Digits 1 to 8 are no date of birth."),
        NumberProblem::Appointment => lang.pick(
            "Angka 9–14 bukan tahun dan bulan pengangkatan.",
            "Digits 9 to 14 are no year and month of appointment.",
        ),
        NumberProblem::Contract => {
            lang.pick("Angka 13–14 menghitung kontrak, mulai 01.", "Digits 13 and 14 count contracts, from 01.")
        }
        NumberProblem::Sex => lang.pick("Angka ke-15 harus 1 atau 2.", "Digit 15 must be 1 or 2."),
        NumberProblem::Serial => {
            lang.pick("Angka 16–18 adalah nomor urut, mulai 001.", "Digits 16 to 18 count, from 001.")
        }
    }
}

/// Why a file cannot be read, and what to do.
pub fn broken(lang: Lang, broken: Broken) -> String {
    let (id, en) = match broken {
        Broken::Empty => ("Berkas ini kosong.", "This file is empty."),
        Broken::TooLarge => (
            "Berkas ini terlalu besar untuk halaman ini. Pakai perintah ampera import.",
            "This file is too large for this page. Use the command ampera import.",
        ),
        Broken::OtherEnding => (
            "Nama berkas harus berakhir .csv atau .xlsx, sesuai isinya. Ganti namanya atau simpan ulang, lalu unggah lagi.",
            "The name has to end in .csv or .xlsx, as its content is. Rename it or save it again, then upload it.",
        ),
        Broken::Unknown => (
            "Berkas ini bukan CSV atau XLSX. Simpan daftar sebagai salah satunya.",
            "This file is neither CSV nor XLSX. Save the list as one of them.",
        ),
        Broken::OldExcel => (
            "Berkas ini format Excel lama (.xls). Simpan sebagai .xlsx atau CSV.",
            "This file is in the old Excel format (.xls). Save it as .xlsx or CSV.",
        ),
        Broken::NotUtf8 { line } => {
            return match lang {
                Lang::Id => format!("Baris {line} bukan UTF-8. Simpan daftar sebagai CSV UTF-8."),
                Lang::En => format!("Line {line} is not UTF-8. Save the list as CSV UTF-8."),
            };
        }
        Broken::Damaged => (
            "Berkas ini rusak atau tidak utuh. Simpan ulang, lalu unggah lagi.",
            "This file is damaged or incomplete. Save it again, then upload it.",
        ),
        Broken::TooManyRows => (
            "Lembar ini punya terlalu banyak baris. Simpan sebagai CSV.",
            "This spreadsheet has too many rows. Save it as CSV.",
        ),
        Broken::NotOpened => ("Berkas ini tidak dapat dibuka.", "This file cannot be opened."),
    };
    lang.pick(id, en).to_owned()
}
