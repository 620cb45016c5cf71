//! The table of cost against size.

use serde::{Serialize, Serializer};

use crate::city_evaluation::Evaluation;
use crate::load::Measured;

/// What a page may take, in milliseconds at p95 with one client, in the city that Ampera is made for.
const AIM_MS: f64 = 100.0;
/// How much more it may cost in the largest city.
const AIM_TIMES: f64 = 2.0;

/// A page of the city.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CityPage {
    City,
    Office,
    People,
    Section,
    Person,
    Profile,
    Home,
}

impl CityPage {
    pub const ALL: [Self; 7] =
        [Self::City, Self::Office, Self::People, Self::Section, Self::Person, Self::Profile, Self::Home];

    pub fn label(self) -> &'static str {
        match self {
            Self::City => "the whole city, by unit",
            Self::Office => "an office, by unit",
            Self::People => "an office, by person",
            Self::Section => "a section, by person",
            Self::Person => "a person, seen by the head",
            Self::Profile => "own profile",
            Self::Home => "own home page",
        }
    }
}

impl Serialize for CityPage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.label())
    }
}

/// What a city of one size costs on one database.
#[derive(Serialize)]
pub struct CitySize {
    pub database: &'static str,
    pub people: u32,
    /// People with a history of three years; the others have a post alone.
    pub histories: u32,
    /// People of one office on the average. A larger city has more offices, and up to a point larger ones.
    pub office_people: u32,
    pub seed_seconds: f64,
    pub seed_memory_mb: Option<f64>,
    pub disk_mb: f64,
    pub server_memory_mb: Option<f64>,
    /// With one client and with eight.
    pub pages: Vec<(CityPage, Vec<Measured>)>,
    /// `None`: not run at this size.
    pub check_seconds: Option<f64>,
    pub check_memory_mb: Option<f64>,
    pub evaluation: Option<Evaluation>,
    /// Of the machine at the end.
    pub load: String,
}

/// A size that was not measured.
#[derive(Serialize)]
pub struct Skipped {
    pub database: &'static str,
    pub people: u32,
    pub why: String,
}

pub fn print(sizes: &[CitySize], skipped: &[Skipped]) {
    for database in ["SQLite", "PostgreSQL"] {
        let of: Vec<_> = sizes.iter().filter(|size| size.database == database).collect();
        if !of.is_empty() {
            print_database(database, &of);
        }
    }
    for Skipped { database, people, why } in skipped {
        println!("  left out: {database}, {people} people: {why}");
    }
}

fn print_database(database: &str, sizes: &[&CitySize]) {
    println!("\nCost against size, {database}");
    let line = |name: &str, of: &dyn Fn(&CitySize) -> String| {
        let cells: String = sizes.iter().map(|size| format!("{:>26}", of(size))).collect();
        println!("  {name:<34}{cells}");
    };
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.0}"));
    line("people", &|size| size.people.to_string());
    line("with a history of three years", &|size| size.histories.to_string());
    line("people of an office", &|size| size.office_people.to_string());
    line("seed, s", &|size| format!("{:.0}", size.seed_seconds));
    line("seed, MB of memory", &|size| number(size.seed_memory_mb));
    line("database, MB", &|size| format!("{:.0}", size.disk_mb));
    line("server, MB of memory", &|size| number(size.server_memory_mb));
    println!("  {:<34}{}", "", "   p50 / p95 ms, server us".repeat(sizes.len()));
    for page in CityPage::ALL {
        for clients in 0..2 {
            let name = if clients == 0 { page.label().to_owned() } else { "  with 8 clients".to_owned() };
            line(&name, &|size| cell(size, page, clients));
        }
    }
    line("replay --check, s", &|size| number(size.check_seconds));
    line("replay --check, MB of memory", &|size| number(size.check_memory_mb));
    line("evaluation: a draft for all, s", &|size| number(size.evaluation.as_ref().map(|of| of.open_seconds)));
    line("evaluation: closed in one job, s", &|size| number(size.evaluation.as_ref().map(|of| of.close_seconds)));
    line("load of the machine", &|size| size.load.clone());
    verdicts(sizes);
}

fn cell(size: &CitySize, page: CityPage, clients: usize) -> String {
    let Some(measured) = of(size, page).and_then(|all| all.get(clients)) else { return "-".to_owned() };
    let failed = if measured.errors > 0 { format!(" {} ERRORS", measured.errors) } else { String::new() };
    let micros = measured.server_us.unwrap_or_default();
    format!("{:.1} / {:.1}, {micros:.0}{failed}", measured.p50_ms, measured.p95_ms)
}

fn of(size: &CitySize, page: CityPage) -> Option<&Vec<Measured>> {
    size.pages.iter().find(|(found, _)| *found == page).map(|(_, measured)| measured)
}

/// What the aims are, and which page misses one.
fn verdicts(sizes: &[&CitySize]) {
    let [first, .., last] = sizes else {
        for size in sizes {
            late(size);
        }
        return;
    };
    late(first);
    for page in CityPage::ALL {
        // The page of an office that is three times as large shows three times as much.
        let first = match page {
            CityPage::Office | CityPage::People => {
                sizes.iter().find(|size| 2 * size.office_people > last.office_people)
            }
            _ => Some(first),
        };
        let Some(first) = first.filter(|first| first.people < last.people) else {
            println!("  {}: no smaller city with offices as large", page.label());
            continue;
        };
        let median = |size: &CitySize| of(size, page).and_then(|all| all.first()).map(|measured| measured.p50_ms);
        if let (Some(small), Some(large)) = (median(first), median(last)) {
            let times = large / small.max(f64::MIN_POSITIVE);
            let verdict = if times < AIM_TIMES { "within" } else { "OVER" };
            println!(
                "  {}: {times:.2} times as long with {} people as with {}, {verdict} {AIM_TIMES:.0}",
                page.label(),
                last.people,
                first.people
            );
        }
    }
}

fn late(size: &CitySize) {
    for (page, measured) in &size.pages {
        if let Some(one) = measured.first().filter(|one| one.p95_ms > AIM_MS) {
            println!(
                "  {}: OVER {AIM_MS:.0} ms at p95 with {} people ({:.0} ms)",
                page.label(),
                size.people,
                one.p95_ms
            );
        }
    }
}

pub fn errors(sizes: &[CitySize]) -> usize {
    let all = sizes.iter().flat_map(|size| &size.pages).flat_map(|(_, measured)| measured);
    all.map(|measured| measured.errors).sum()
}

pub fn first_error(sizes: &[CitySize]) -> Option<&str> {
    let mut all = sizes.iter().flat_map(|size| &size.pages).flat_map(|(_, measured)| measured);
    all.find_map(|measured| measured.first_error.as_deref())
}
