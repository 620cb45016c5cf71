//! What an import does and why it leaves rows out, in words. The command line says the same in English.

use services::import::{Column, MappingProblem, Reason, What};

use super::parts::status_name;
use crate::components::field::number_problem;
use crate::format;
use crate::lang::Lang;

/// What a column is, as the choice of columns names it.
pub fn column(lang: Lang, column: Column) -> &'static str {
    match column {
        Column::PersonCode => lang.pick("Kode orang", "Code of the person"),
        Column::Number => lang.pick("NIP atau NI PPPK", "NIP or NI PPPK"),
        Column::Name => lang.pick("Nama", "Name"),
        Column::Kind => lang.pick("Jenis (PNS atau PPPK)", "Kind (PNS or PPPK)"),
        Column::Status => "Status",
        Column::StatusFrom => lang.pick("Status sejak", "Status since"),
        Column::UnitCode => lang.pick("Kode unit", "Code of the unit"),
        Column::UnitName => lang.pick("Nama unit", "Name of the unit"),
        Column::UnitKind => lang.pick("Jenis unit", "Kind of the unit"),
        Column::ParentCode => lang.pick("Kode unit induk", "Code of the unit above"),
        Column::Position => lang.pick("Kode jabatan", "Code of the position"),
        Column::Basis => lang.pick("Dasar (definitif, Plt., Plh., Pj.)", "Basis (definitive, Plt., Plh., Pj.)"),
        Column::Head => lang.pick("Memimpin unit (ya atau tidak)", "Leads the unit (ya or tidak)"),
        Column::From => lang.pick("Mulai (TMT)", "First day"),
        Column::To => lang.pick("Sampai", "Last day"),
        Column::RowCode => lang.pick("Kode baris", "Code of the row"),
    }
}

/// What is missing before a list can be compared.
pub fn mapping_problem(lang: Lang, problem: MappingProblem) -> String {
    match (lang, problem) {
        (Lang::Id, MappingProblem::Twice(found)) => {
            format!("Dua kolom dipakai untuk “{}”. Pilih satu saja.", column(lang, found))
        }
        (Lang::En, MappingProblem::Twice(found)) => {
            format!("Two columns are taken for “{}”. Choose one.", column(lang, found))
        }
        (Lang::Id, MappingProblem::NoPerson) => "Tunjukkan kolom nama dan kolom nomor (atau kode orang).".to_owned(),
        (Lang::En, MappingProblem::NoPerson) => {
            "Say which columns have the name and the number (or the code of the person).".to_owned()
        }
        (Lang::Id, MappingProblem::NoUnit) => "Ada kolom jabatan, tetapi belum ada kolom kode unit.".to_owned(),
        (Lang::En, MappingProblem::NoUnit) => {
            "There is a column with positions, and none with the code of the unit.".to_owned()
        }
    }
}

/// What is done, in a few words.
pub fn what(lang: Lang, what: &What) -> String {
    match (lang, what) {
        (_, What::NewPerson) => lang.pick("orang baru", "new person").to_owned(),
        (_, What::NewUnit) => lang.pick("unit baru", "new unit").to_owned(),
        (_, What::UnitChanged) => {
            lang.pick("unit berganti nama, jenis atau tempat", "unit renamed or moved").to_owned()
        }
        (Lang::Id, What::Renamed { from }) => format!("semula {from}"),
        (Lang::En, What::Renamed { from }) => format!("was {from}"),
        (_, What::KindChanged) => lang.pick("jenis berganti", "kind changed").to_owned(),
        (_, What::CodeSet) => lang.pick("kode orang dicatat", "code of the person noted").to_owned(),
        (_, What::NewNumber) => lang.pick("nomor baru", "new number").to_owned(),
        (_, What::Status(status)) => format!("status: {}", status_name(lang, *status)),
        (_, What::NewPost { position, unit }) => {
            format!("{}: {}, {unit}", lang.pick("jabatan baru", "new position"), lang.text(position))
        }
        (_, What::PostChanged { position, unit }) => {
            format!("{}: {}, {unit}", lang.pick("jabatan diperbaiki", "position corrected"), lang.text(position))
        }
        (_, What::PostEnded { position, unit }) => {
            format!("{}: {}, {unit}", lang.pick("jabatan berakhir", "position ends"), lang.text(position))
        }
    }
}

/// Why a row is left out, and what to do.
pub fn reason(lang: Lang, reason: &Reason) -> String {
    let (id, en) = match reason {
        Reason::Cells { found, expected } => (
            format!("Ada {found} sel, judulnya {expected}. Periksa tanda pemisah dan tanda kutip di baris ini."),
            format!("There are {found} cells and {expected} headings. Check separators and quotes in this row."),
        ),
        Reason::Missing(missing) => {
            (format!("“{}” kosong.", column(Lang::Id, *missing)), format!("“{}” is empty.", column(Lang::En, *missing)))
        }
        Reason::Unreadable(wrong) => (
            format!("“{}” tidak terbaca.", column(Lang::Id, *wrong)),
            format!("“{}” cannot be read.", column(Lang::En, *wrong)),
        ),
        Reason::Number(problem) => {
            (number_problem(Lang::Id, *problem).to_owned(), number_problem(Lang::En, *problem).to_owned())
        }
        Reason::NumberOfPppk => (
            "Nomornya nomor PPPK, tetapi jenisnya PNS.".to_owned(),
            "The number is that of a PPPK, and the row says PNS.".to_owned(),
        ),
        Reason::NumberRounded => (
            "Nomornya tersimpan sebagai angka dan digit terakhirnya hilang. Simpan kolom itu sebagai teks.".to_owned(),
            "The number was kept as a figure and lost its last digits. Keep that column as text.".to_owned(),
        ),
        Reason::RetiredWithPost => {
            ("Orang yang pensiun tidak memegang jabatan.".to_owned(), "Who is retired holds no position.".to_owned())
        }
        Reason::EndsBeforeStart => ("Berakhir sebelum mulai.".to_owned(), "It ends before it begins.".to_owned()),
        Reason::NoSuchUnit(code) => (
            format!("Tidak ada unit dengan kode {code}, juga tidak di daftar ini."),
            format!("There is no unit with the code {code}, nor is it in this list."),
        ),
        Reason::UnitEnded(code) => (format!("Unit {code} sudah berakhir."), format!("The unit {code} has ended.")),
        Reason::NoSuchParent(code) => {
            (format!("Unit induk {code} tidak dikenal."), format!("The unit above, {code}, is not known."))
        }
        Reason::Contradicts { line } => {
            (format!("Bertentangan dengan baris {line}."), format!("It contradicts line {line}."))
        }
        Reason::UnitNewer { since } => (
            format!("Unit ini sudah berubah pada {}.", format::date(Lang::Id, *since)),
            format!("The unit was changed on {}.", format::date(Lang::En, *since)),
        ),
        Reason::UnderItself => (
            "Unit ini akan berada di bawah dirinya sendiri.".to_owned(),
            "The unit would come under itself.".to_owned(),
        ),
        Reason::TwoDefinitive { line } => (
            format!("Jabatan definitif kedua pada waktu yang sama, lihat baris {line}."),
            format!("A second definitive position at the same time, see line {line}."),
        ),
        Reason::SecondHead { name } => (
            format!(
                "Unit ini sudah punya kepala definitif pada waktu itu: {name}. Akhiri jabatannya, atau tulis Plt., Plh., atau Pj."
            ),
            format!(
                "The unit has a definitive head at that time, {name}. End that position, or write Plt., Plh. or Pj."
            ),
        ),
        Reason::TwoPeople => (
            "Kode dan nomornya milik dua orang berbeda.".to_owned(),
            "The code and the number belong to two people.".to_owned(),
        ),
        Reason::Apart => (
            "Orang ini sudah ada di bagian lain daftar. Satukan barisnya.".to_owned(),
            "This person is in another part of the list already. Bring the rows together.".to_owned(),
        ),
        Reason::StatusNewer { since } => (
            format!("Sudah ada status yang berlaku mulai {}.", format::date(Lang::Id, *since)),
            format!("A status from {} on is on record.", format::date(Lang::En, *since)),
        ),
        Reason::Twice { line } => (
            format!("Jabatan yang sama sudah ada di baris {line}."),
            format!("The same position is in line {line} already."),
        ),
    };
    match lang {
        Lang::Id => id,
        Lang::En => en,
    }
}
