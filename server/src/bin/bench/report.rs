//! The figures: for people as a table, for programs as JSON.

use serde::Serialize;

use crate::city_report::{self, CitySize, Skipped};
use crate::imports::Import;
use crate::load::Measured;
use crate::sheets::Sheets;
use crate::told::Told;
use crate::weight::Weight;

/// Moodle 5.1 on PHP-FPM and PostgreSQL, on two cores of the same kind.
const MOODLE_LESSONS: f64 = 47.0;
const MOODLE_ATTEMPTS: f64 = 5.4;
const MOODLE_FIRST_PAGE: f64 = 1283.0;
const MOODLE_MEMORY: f64 = 594.0;
/// What a page to read may weigh with everything, and the WebAssembly of a quiz: kilobytes of 1000 bytes.
const READING_BUDGET: f64 = 60.0;
const WASM_BUDGET: f64 = 90.0;
const MEMORY_BUDGET: f64 = 64.0;

/// All who work for the city that Ampera is made for, and how long their list may take.
const CITY: usize = 21_708;
const CITY_BUDGET: f64 = 10.0;

/// Everything that was measured.
#[derive(Serialize)]
pub struct Report {
    pub people: u32,
    pub seconds: u64,
    pub cores: usize,
    pub databases: Vec<OnDatabase>,
    /// Cost against size.
    pub cities: Vec<CitySize>,
    pub cities_skipped: Vec<Skipped>,
}

/// What was measured on one database.
#[derive(Serialize)]
pub struct OnDatabase {
    pub database: &'static str,
    /// Start on an empty database, which publishes the courses and, for the benchmark, makes the demo city.
    pub first_start_ms: f64,
    pub start_ms: f64,
    pub memory_at_rest_mb: Option<f64>,
    /// The most during any measurement with the most clients.
    pub memory_under_load_mb: Option<f64>,
    pub static_file: String,
    pub series: Vec<Series>,
    pub weights: Vec<Weight>,
    pub imports: Vec<Import>,
    pub told: Vec<Told>,
    pub sheets: Sheets,
}

/// One thing that was done, by one, eight and many clients.
#[derive(Serialize)]
pub struct Series {
    pub kind: Kind,
    pub measured: Vec<Measured>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A file of about the size of the lesson page, from the same server
    StaticFile,
    /// One row, one durable commit, nothing else
    Commit,
    /// The page of a lesson
    Lesson,
    /// The home page
    Home,
    /// The own profile
    Profile,
    /// One answer saved
    Answer,
    /// Start, ten answers, hand in, result
    Attempt,
    /// Who is behind a session and what may they do, and nothing else
    SessionCheck,
    /// A profile that the policy refuses: as if it were not there
    Policy,
    /// Name and password, to a new session
    SignIn,
}

impl Kind {
    fn label(self) -> &'static str {
        match self {
            Self::StaticFile => "static file (ceiling)",
            Self::Commit => "durable commit (ceiling)",
            Self::Lesson => "lesson page",
            Self::Home => "home page",
            Self::Profile => "profile",
            Self::Answer => "answer saved",
            Self::Attempt => "whole quiz attempt",
            Self::SessionCheck => "session check",
            Self::Policy => "refused by policy",
            Self::SignIn => "sign-in",
        }
    }

    /// What cannot be exceeded, and what users would pick instead.
    fn compared_with(self) -> (Option<Self>, Option<f64>) {
        match self {
            Self::StaticFile | Self::Commit => (None, None),
            Self::Lesson => (Some(Self::StaticFile), Some(MOODLE_LESSONS)),
            Self::Home | Self::Profile | Self::SessionCheck | Self::Policy => (Some(Self::StaticFile), None),
            // Computing a password hash is slow on purpose.
            Self::SignIn => (None, None),
            Self::Answer => (Some(Self::Commit), None),
            Self::Attempt => (None, Some(MOODLE_ATTEMPTS)),
        }
    }
}

impl Report {
    pub fn errors(&self) -> usize {
        let all = self.databases.iter().flat_map(|database| &database.series).flat_map(|series| &series.measured);
        all.map(|measured| measured.errors).sum::<usize>() + city_report::errors(&self.cities)
    }

    pub fn print(&self) {
        for database in &self.databases {
            database.print(self);
        }
        city_report::print(&self.cities, &self.cities_skipped);
        if let Some(error) = city_report::first_error(&self.cities) {
            println!("  the first error: {error}");
        }
    }
}

impl OnDatabase {
    fn print(&self, report: &Report) {
        println!("\n{}, {} people, {} cores", self.database, report.people, report.cores);
        println!("  first start {:.0} ms with demo data, start {:.0} ms", self.first_start_ms, self.start_ms);
        let rest = self.memory_at_rest_mb.unwrap_or_default();
        let load = self.memory_under_load_mb.unwrap_or_default();
        println!(
            "  memory {rest:.1} MB at rest, {load:.1} MB at most under load ({}; Moodle {MOODLE_MEMORY:.0} MB = {:.0} times)",
            budget(load, MEMORY_BUDGET, "MB"),
            MOODLE_MEMORY / load,
        );
        println!("  the static file is {}", self.static_file);
        println!(
            "\n  {:<26}{:>8}{:>12}{:>10}{:>10}{:>10}{:>11}{:>12}{:>10}",
            "", "clients", "per second", "p50 ms", "p95 ms", "p99 ms", "server us", "of ceiling", "x Moodle"
        );
        for series in &self.series {
            for (place, measured) in series.measured.iter().enumerate() {
                self.print_row(series.kind, place, measured);
            }
        }
        println!();
        for weight in &self.weights {
            print_weight(weight);
        }
        println!();
        for import in &self.imports {
            print_import(import);
        }
        for Told { destination, rows, seconds } in &self.told {
            let rate = *rows as f64 / seconds;
            println!(
                "  {destination}: {rows} messages about as many people sent in {seconds:.1} s, {rate:.0} a second"
            );
        }
        self.print_sheets();
    }

    fn print_sheets(&self) {
        let Sheets { sheets, seconds, kilobytes, memory_mb } = &self.sheets;
        println!(
            "  {sheets} evidence sheets of {kilobytes:.0} KB made in {seconds:.1} s, {:.0} sheets per minute; {:.0} MB of memory",
            *sheets as f64 * 60.0 / seconds,
            memory_mb.unwrap_or_default(),
        );
    }

    fn print_row(&self, kind: Kind, place: usize, measured: &Measured) {
        let (ceiling, moodle) = kind.compared_with();
        let ceiling = ceiling.and_then(|kind| self.per_second(kind, place));
        let ratio = |of: Option<f64>| of.map(|of| format!("{:.2}", measured.per_second / of)).unwrap_or_default();
        println!(
            "  {:<26}{:>8}{:>12.0}{:>10.2}{:>10.2}{:>10.2}{:>11}{:>12}{:>10}{}",
            if place == 0 { kind.label() } else { "" },
            measured.clients,
            measured.per_second,
            measured.p50_ms,
            measured.p95_ms,
            measured.p99_ms,
            measured.server_us.map(|micros| format!("{micros:.0}")).unwrap_or_default(),
            ratio(ceiling),
            moodle.map(|moodle| format!("{:.0}", measured.per_second / moodle)).unwrap_or_default(),
            failures(measured),
        );
    }

    /// At the same number of clients; where there is one figure only, that one.
    fn per_second(&self, kind: Kind, place: usize) -> Option<f64> {
        let series = self.series.iter().find(|series| series.kind == kind)?;
        series.measured.get(place).or(series.measured.last()).map(|measured| measured.per_second)
    }
}

fn failures(measured: &Measured) -> String {
    match &measured.first_error {
        Some(error) => format!("  {} ERRORS, the first: {error}", measured.errors),
        None => String::new(),
    }
}

fn print_weight(weight: &Weight) {
    let kilobytes = |bytes: usize| bytes as f64 / 1000.0;
    let total = kilobytes(weight.bytes);
    let verdict = match (weight.page, weight.of(".wasm")) {
        ("lesson", _) => format!("; {}", budget(total, READING_BUDGET, "KB")),
        (_, Some(wasm)) => {
            format!("; WebAssembly {:.1} KB, {}", kilobytes(wasm), budget(kilobytes(wasm), WASM_BUDGET, "KB"))
        }
        ("front", _) => format!("; Moodle {MOODLE_FIRST_PAGE:.0} KB = {:.0} times", MOODLE_FIRST_PAGE / total),
        _ => String::new(),
    };
    println!("  {:<10}{total:>8.1} KB in {} files{verdict}", weight.page, weight.parts.len());
    let mut parts: Vec<_> = weight.parts.iter().collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.bytes));
    for part in parts.iter().take(8) {
        println!("              {:>7.1} KB {}", kilobytes(part.bytes), part.path);
    }
}

fn print_import(import: &Import) {
    let Import { people, megabytes, seconds, again_seconds, export_seconds, memory_mb } = import;
    let verdict = if *people == CITY { format!(" ({})", budget(*seconds, CITY_BUDGET, "s")) } else { String::new() };
    println!(
        "  {people} people, {megabytes:.1} MB of CSV: imported in {seconds:.1} s{verdict}, {:.0} a second; again, nothing to change: \
         {again_seconds:.1} s; exported in {export_seconds:.1} s; {:.0} MB of memory",
        *people as f64 / seconds,
        memory_mb.unwrap_or_default(),
    );
}

fn budget(value: f64, most: f64, unit: &str) -> String {
    if value <= most { format!("within {most:.0} {unit}") } else { format!("OVER {most:.0} {unit}") }
}
