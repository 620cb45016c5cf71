//! `ampera content`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use content::{Diagnostic, Dictionary, Files, fmt_course, parse_competencies, parse_courses, parse_paths};

use crate::cli::{Ended, Failure, Outcome};
use crate::config::DatabaseOptions;
use crate::shipped;

#[derive(Args)]
#[command(after_help = "Example: ampera content lint content")]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Says what is wrong or doubtful, with the line and what to do.
    Lint(Lint),
    /// Puts the texts in order: ids, front matter, blank lines. Their meaning stays.
    Fmt(Fmt),
    /// Publishes a content folder into the database.
    Import(Import),
}

#[derive(Args)]
#[command(
    after_help = "DIR is a content folder (courses/, competencies/, rules/, paths/), a folder of courses, or one course. Ends \
                        with 1 if there is an error.\n\nExample: ampera content lint content/courses/mengenali-phishing"
)]
struct Lint {
    /// What to look at
    dir: PathBuf,
    /// Warnings count as errors
    #[arg(long)]
    strict: bool,
}

#[derive(Args)]
#[command(after_help = "Example: ampera content fmt content/courses/mengenali-phishing")]
struct Fmt {
    /// A content folder, a folder of courses, or one course
    dir: PathBuf,
    /// Changes nothing and ends with 1 if there is something to change
    #[arg(long)]
    check: bool,
}

#[derive(Args)]
#[command(after_help = "Courses with errors are left out, and the command ends with 1.\n\n\
                        Example: ampera content import content")]
struct Import {
    /// A folder with courses/, competencies/, rules/ and perhaps paths/
    dir: PathBuf,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub async fn run(options: Options) -> Ended {
    match options.command {
        Command::Lint(options) => lint(&options),
        Command::Fmt(options) => fmt(&options),
        Command::Import(options) => import(options).await,
    }
}

/// One course in its folder.
struct Found {
    slug: String,
    folder: PathBuf,
    files: Files,
}

fn lint(options: &Lint) -> Ended {
    let courses = courses(&options.dir)?;
    let Some(dictionary) = dictionary(&options.dir)? else { return Ok(Outcome::CheckFailed) };
    let (mut errors, mut warnings) = (0, 0);
    let mut tell = |folder: &Path, files: &Files, findings: &[Diagnostic]| {
        for finding in findings {
            *(if finding.is_error() { &mut errors } else { &mut warnings }) += 1;
            let coloured = std::io::stdout().is_terminal();
            let text = if coloured { finding.render_coloured(files) } else { finding.render(files) };
            println!("{}/{}", folder.display(), finding.file);
            println!("{text}");
        }
    };
    let texts: Vec<_> = courses.iter().map(|course| (course.slug.as_str(), &course.files)).collect();
    for (course, parsed) in courses.iter().zip(parse_courses(&texts, &dictionary)) {
        tell(&course.folder, &course.files, &parsed.diagnostics);
    }
    let paths = options.dir.join("paths");
    if paths.is_dir() {
        let files = read(&paths)?;
        let (_, findings) = parse_paths(&files, |slug| courses.iter().any(|course| course.slug == slug));
        tell(&paths, &files, &findings);
    }
    let rules = options.dir.join("rules");
    if rules.is_dir() {
        for problem in services::check_rules(&read(&rules)?) {
            errors += 1;
            println!("{}/{problem}", rules.display());
        }
    }
    println!("{} courses: {errors} errors, {warnings} warnings", courses.len());
    Ok(if errors > 0 || options.strict && warnings > 0 { Outcome::CheckFailed } else { Outcome::Done })
}

fn fmt(options: &Fmt) -> Ended {
    let mut changed = 0;
    for course in courses(&options.dir)? {
        for (path, bytes) in
            fmt_course(&course.files).iter().filter(|(path, bytes)| course.files.get(path) != Some(bytes))
        {
            let file = course.folder.join(path);
            changed += 1;
            println!("{}", file.display());
            if !options.check {
                std::fs::write(&file, bytes)?;
            }
        }
    }
    let did = if options.check { "would change" } else { "changed" };
    println!("{changed} files {did}");
    Ok(if options.check && changed > 0 { Outcome::CheckFailed } else { Outcome::Done })
}

async fn import(options: Import) -> Ended {
    let shown = options.dir.display();
    for part in ["courses", "competencies", "rules"] {
        if !options.dir.join(part).is_dir() {
            return Err(Failure::usage(format!("{shown}: there is no folder {part}/ in it")));
        }
    }
    let files = read(&options.dir)?;
    let services = options.database.services().await?;
    let published = services.publish_all(&files, Some(shown.to_string())).await?;
    services.store().close().await;
    let mut outcome = Outcome::Done;
    for finding in &published.paths {
        outcome = Outcome::CheckFailed;
        println!("{}", finding.render(&files.under("paths")));
    }
    for course in &published.courses {
        if course.published {
            println!("{} is published", course.slug);
            continue;
        }
        outcome = Outcome::CheckFailed;
        let files = files.under(&format!("courses/{}", course.slug));
        for finding in course.diagnostics.iter().filter(|finding| finding.is_error()) {
            println!("{}", finding.render(&files));
        }
        println!("{} has errors and stays as it was", course.slug);
    }
    Ok(outcome)
}

/// The courses of a content folder, of a folder of courses, or the one course that the folder is.
fn courses(dir: &Path) -> Result<Vec<Found>, Failure> {
    if dir.join("course.md").is_file() {
        let name = dir.canonicalize()?.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Ok(vec![Found { slug: name, folder: dir.to_owned(), files: read(dir)? }]);
    }
    let inside = dir.join("courses");
    let dir = if inside.is_dir() { inside } else { dir.to_owned() };
    let all = read(&dir)?;
    let courses: Vec<Found> = all
        .folders()
        .into_iter()
        .map(|slug| Found { slug: slug.to_owned(), folder: dir.join(slug), files: all.under(slug) })
        .collect();
    if courses.is_empty() {
        return Err(Failure::usage(format!("{}: there is no course in it", dir.display())));
    }
    Ok(courses)
}

/// The dictionaries beside the courses, or the shipped ones. `None` where they have errors, which are printed.
fn dictionary(dir: &Path) -> Result<Option<Dictionary>, Failure> {
    let beside =
        dir.canonicalize()?.ancestors().take(3).map(|folder| folder.join("competencies")).find(|dir| dir.is_dir());
    let files = match beside {
        Some(folder) => read(&folder)?,
        None => shipped::files().under("competencies"),
    };
    let (competencies, findings) = parse_competencies(&files);
    for finding in &findings {
        println!("{}", finding.render(&files));
    }
    Ok(competencies.map(|competencies| competencies.dictionary))
}

fn read(dir: &Path) -> Result<Files, Failure> {
    Files::read(dir).map_err(|error| Failure::usage(format!("{}: {error}", dir.display())))
}
