//! What the columns of a list are: found by their headings, remembered when somebody chose.

use std::collections::BTreeMap;

/// A column that Ampera understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    PersonCode,
    Number,
    Name,
    Kind,
    Status,
    StatusFrom,
    UnitCode,
    UnitName,
    UnitKind,
    ParentCode,
    Position,
    Basis,
    Head,
    From,
    To,
    RowCode,
}

impl Column {
    /// In the order of an export.
    pub const ALL: [Self; 16] = [
        Self::PersonCode,
        Self::Number,
        Self::Name,
        Self::Kind,
        Self::Status,
        Self::StatusFrom,
        Self::UnitCode,
        Self::UnitName,
        Self::UnitKind,
        Self::ParentCode,
        Self::Position,
        Self::Basis,
        Self::Head,
        Self::From,
        Self::To,
        Self::RowCode,
    ];

    /// The heading of an export, and the name in `--map`.
    pub const fn heading(self) -> &'static str {
        self.headings()[0]
    }

    /// The headings by which a column is known, as [`normal`] writes them.
    const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::PersonCode => &["kode_orang", "pns_id", "id_pegawai", "id_orang", "person_code"],
            Self::Number => &["nomor", "nip", "nip_baru", "ni_pppk", "nip_ni_pppk", "nomor_induk", "number"],
            Self::Name => &["nama", "nama_lengkap", "nama_pegawai", "name"],
            Self::Kind => &["jenis", "jenis_pegawai", "jenis_asn", "status_kepegawaian", "kind"],
            Self::Status => &["status", "kedudukan_hukum", "status_aktif"],
            Self::StatusFrom => &["status_sejak", "tmt_status", "status_since"],
            Self::UnitCode => &["kode_unit", "id_unor", "unor_id", "kode_unor", "unit_code"],
            Self::UnitName => &["nama_unit", "unit_kerja", "nama_unor", "unor_nama", "unit", "unit_name"],
            Self::UnitKind => &["jenis_unit", "unit_kind"],
            Self::ParentCode => &["kode_induk", "unor_induk_id", "kode_unit_induk", "parent_code"],
            Self::Position => &["kode_jabatan", "jabatan_id", "position"],
            Self::Basis => &["dasar", "dasar_penugasan", "basis"],
            Self::Head => &["kepala", "pimpinan", "head"],
            Self::From => &["mulai", "tmt_jabatan", "tmt", "tanggal_mulai", "from"],
            Self::To => &["sampai", "tanggal_selesai", "sampai_dengan", "to"],
            Self::RowCode => &["kode_baris", "id_riwayat", "riwayat_id", "row_code"],
        }
    }

    pub fn from_heading(heading: &str) -> Option<Self> {
        let heading = normal(heading);
        Self::ALL.into_iter().find(|column| column.headings().contains(&heading.as_str()))
    }
}

/// A heading without what varies: small letters and digits, `_` for everything else.
pub fn normal(heading: &str) -> String {
    let mut out = String::new();
    for c in heading.trim().trim_start_matches('\u{feff}').chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    out.trim_end_matches('_').to_owned()
}

/// What each column of a list is taken for; what is taken for nothing is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(pub Vec<Option<Column>>);

/// Why a list cannot be read with a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingProblem {
    /// Two columns are taken for the same thing.
    Twice(Column),
    /// Nothing says whom a row is about.
    NoPerson,
    /// Nothing says in which unit somebody works, though there are positions.
    NoUnit,
}

impl Mapping {
    /// What the headings say, and before that what was remembered of them. What a list of standards calls its columns is kept
    /// in the same place, and says nothing about people.
    pub fn guess(headings: &[String], remembered: &BTreeMap<String, String>) -> Self {
        let mut taken = Vec::new();
        let columns = headings.iter().map(|heading| {
            let column = match remembered.get(&normal(heading)) {
                Some(field) if !field.starts_with("standar.") => Self::field(field),
                _ => Column::from_heading(heading),
            };
            let column = column.filter(|column| !taken.contains(column));
            taken.extend(column);
            column
        });
        Self(columns.collect())
    }

    /// The column of a choice: its heading in an export, or nothing.
    pub fn field(text: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.heading() == text)
    }

    pub fn place(&self, wanted: Column) -> Option<usize> {
        self.0.iter().position(|column| *column == Some(wanted))
    }

    /// What is wrong with it.
    pub fn problems(&self) -> Vec<MappingProblem> {
        let has = |column| self.place(column).is_some();
        let twice = |column: &Column| self.0.iter().filter(|found| **found == Some(*column)).count() > 1;
        let mut problems: Vec<_> = Column::ALL.into_iter().filter(twice).map(MappingProblem::Twice).collect();
        let (named, numbered) = (has(Column::Name), has(Column::Number) || has(Column::PersonCode));
        let units = has(Column::UnitCode) && has(Column::UnitName) && !named && !numbered;
        if !(named && numbered || units) {
            problems.push(MappingProblem::NoPerson);
        }
        if has(Column::Position) && !has(Column::UnitCode) {
            problems.push(MappingProblem::NoUnit);
        }
        problems
    }

    /// As it is kept.
    pub(crate) fn fields(&self) -> Vec<String> {
        self.0.iter().map(|column| column.map(Column::heading).unwrap_or_default().to_owned()).collect()
    }

    pub(crate) fn from_fields(fields: &[String]) -> Self {
        Self(fields.iter().map(|field| Self::field(field)).collect())
    }

    /// What is to be remembered of the choices for these headings.
    pub(crate) fn remembered(&self, headings: &[String]) -> Vec<(String, String)> {
        let mut known = BTreeMap::new();
        for (heading, field) in headings.iter().zip(self.fields()) {
            let heading: String = normal(heading).chars().take(100).collect();
            if !heading.is_empty() {
                known.insert(heading, field);
            }
        }
        known.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn headings_are_known_however_they_are_written() {
        let mapping = Mapping::guess(&headings("\u{feff}NIP Baru,Nama Lengkap,Gol.,KODE UNIT,nip"), &BTreeMap::new());
        assert_eq!(mapping.0, [Some(Column::Number), Some(Column::Name), None, Some(Column::UnitCode), None]);
        assert!(mapping.problems().is_empty());
    }

    #[test]
    fn what_was_chosen_goes_before_what_is_guessed() {
        let remembered = BTreeMap::from([("gol".to_owned(), "jenis".to_owned()), ("nama".to_owned(), String::new())]);
        let mapping = Mapping::guess(&headings("Gol.,Nama,NIP"), &remembered);
        assert_eq!(mapping.0, [Some(Column::Kind), None, Some(Column::Number)]);
        assert_eq!(mapping.problems(), [MappingProblem::NoPerson]);
    }

    #[test]
    fn what_a_list_of_standards_calls_its_columns_says_nothing_about_people() {
        let remembered = BTreeMap::from([("kode_jabatan".to_owned(), "standar.jabatan".to_owned())]);
        let mapping = Mapping::guess(&headings("NIP,Nama,Kode Jabatan"), &remembered);
        assert_eq!(mapping.0, [Some(Column::Number), Some(Column::Name), Some(Column::Position)]);
    }

    #[test]
    fn a_column_is_taken_once() {
        let mapping = Mapping(vec![Some(Column::Name), Some(Column::Name), Some(Column::Number)]);
        assert_eq!(mapping.problems(), [MappingProblem::Twice(Column::Name)]);
        let position = Mapping(vec![Some(Column::Name), Some(Column::Number), Some(Column::Position)]);
        assert_eq!(position.problems(), [MappingProblem::NoUnit]);
    }

    #[test]
    fn every_heading_names_one_column() {
        for column in Column::ALL {
            for heading in column.headings() {
                assert_eq!(Column::from_heading(heading), Some(column));
            }
            assert_eq!(Mapping::field(column.heading()), Some(column));
        }
    }
}
