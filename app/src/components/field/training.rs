//! What can be wrong with outside training, in words.

use services::{DocumentProblem, TrainingProblem};

use crate::format;
use crate::lang::Lang;

/// What is wrong, and what to do.
pub fn problem(lang: Lang, problem: TrainingProblem) -> String {
    let (id, en) = match problem {
        TrainingProblem::InFuture => (
            "Hari ini belum tiba. Ajukan setelah pelatihannya selesai.",
            "This day is still to come. File it once the training is over.",
        ),
        TrainingProblem::BeforeRules { since } => {
            let since = format::date(lang, since);
            return match lang {
                Lang::Id => format!("Hanya pelatihan sejak {since} yang dihitung di sini. Periksa tahunnya."),
                Lang::En => format!("Only training since {since} is counted here. Check the year."),
            };
        }
        TrainingProblem::TooManyDays { most } => {
            return match lang {
                Lang::Id => format!("Lebih dari {most} hari. Periksa tanggalnya, atau ajukan per bagian."),
                Lang::En => format!("More than {most} days. Check the dates, or file it in parts."),
            };
        }
        TrainingProblem::OneMonth => (
            "Pertemuan dihitung per bulan. Ajukan setiap bulan sendiri-sendiri.",
            "Sessions are counted by the month. File each month by itself.",
        ),
        TrainingProblem::NoHours => {
            ("Belum sampai satu JP. Satu JP adalah 45 menit.", "This is less than one JP. One JP is 45 minutes.")
        }
        TrainingProblem::TooManyOpen { most } => {
            return match lang {
                Lang::Id => {
                    format!("Sudah ada {most} pengajuan yang belum diputuskan. Tunggu, atau tarik salah satunya.")
                }
                Lang::En => format!("There are {most} filings without a decision already. Wait, or withdraw one."),
            };
        }
        TrainingProblem::Changed => (
            "Pengajuan ini sudah berubah atau sudah diputuskan. Periksa lagi yang tampil sekarang.",
            "This filing has changed or was decided meanwhile. Look again at what is shown now.",
        ),
        TrainingProblem::Document(problem) => return document(lang, problem).to_owned(),
    };
    lang.pick(id, en).to_owned()
}

const fn document(lang: Lang, problem: DocumentProblem) -> &'static str {
    match problem {
        DocumentProblem::TooLarge => lang.pick(
            "Berkas ini lebih dari 5 MB. Pindai lagi dengan mutu lebih rendah, atau unggah fotonya.",
            "This file is over 5 MB. Scan it once more at a lower quality, or upload a photo.",
        ),
        DocumentProblem::UnknownKind => lang.pick(
            "Berkas ini bukan PDF, JPEG, PNG, atau WebP. Unggah salah satunya.",
            "This file is no PDF, JPEG, PNG or WebP. Upload one of these.",
        ),
        DocumentProblem::Broken => lang.pick(
            "Berkas ini tidak utuh. Simpan atau unduh lagi, lalu unggah.",
            "This file is not whole. Save or download it again, then upload it.",
        ),
        DocumentProblem::Active => lang.pick(
            "PDF ini memuat sesuatu yang berjalan sendiri atau berkas di dalamnya. Cetak ulang ke PDF, atau unggah fotonya.",
            "This PDF holds something that runs by itself, or files inside. Print it to a new PDF, or upload a photo.",
        ),
        DocumentProblem::Encrypted => lang.pick(
            "PDF ini terkunci. Simpan tanpa kata sandi, atau unggah fotonya.",
            "This PDF is locked. Save it without a password, or upload a photo.",
        ),
        DocumentProblem::TooManyPixels => lang.pick(
            "Gambar ini terlalu besar. Kecilkan dahulu, lalu unggah.",
            "This picture has too many pixels. Make it smaller, then upload it.",
        ),
    }
}
