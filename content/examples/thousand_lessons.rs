//! How long a thousand lessons take: `cargo run --release -p content --example thousand_lessons`.
//!
//! The lessons are those of the shipped courses, again and again, each course under another name.

use std::time::Instant;

use content::{Files, parse_competencies, parse_courses};

const LESSONS: usize = 1000;

fn main() -> std::io::Result<()> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (competencies, _) = parse_competencies(&Files::read(folder.join("competencies"))?);
    let dictionary = competencies.map(|competencies| competencies.dictionary).unwrap_or_default();
    let shipped = Files::read(folder.join("courses"))?;
    let mut courses = Vec::new();
    let (mut lessons, mut bytes) = (0, 0);
    while lessons < LESSONS {
        let before = lessons;
        for slug in shipped.folders() {
            let name = format!("{slug}-{}", courses.len());
            let mut files = Files::new();
            for (path, content) in shipped.under(slug).iter() {
                let text = std::str::from_utf8(content).unwrap_or_default().replace(slug, &name);
                lessons += usize::from(text.contains("\nkind: lesson\n"));
                bytes += text.len();
                files.insert(path, text.into_bytes());
            }
            courses.push((name, files));
        }
        if lessons == before {
            return Err(std::io::Error::other("no lesson is shipped"));
        }
    }
    let courses: Vec<_> = courses.iter().map(|(name, files)| (name.as_str(), files)).collect();
    #[expect(clippy::disallowed_methods, reason = "this program measures time")]
    let start = Instant::now();
    let parsed = parse_courses(&courses, &dictionary);
    let seconds = start.elapsed().as_secs_f64();
    let findings: usize = parsed.iter().map(|parsed| parsed.diagnostics.len()).sum();
    println!("{lessons} lessons and their quizzes, {bytes} bytes: {findings} findings in {seconds:.2} s");
    Ok(())
}
