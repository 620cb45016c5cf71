//! The content folder of an author: a changed file is published when the next page is asked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use content::Files;
use services::{Published, Services};
use tokio::sync::Mutex;
use tokio::time::Instant;

/// Files are looked at no more often than this.
const PAUSE: Duration = Duration::from_millis(200);

/// When each file was changed, and its size.
type Stamps = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// A watched folder.
pub struct Watched {
    folder: PathBuf,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    at: Option<Instant>,
    stamps: Stamps,
}

impl Watched {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, seen: Mutex::default() }
    }

    /// Publishes the folder for the first time.
    ///
    /// # Errors
    /// Files that cannot be read, and what publishing refuses.
    pub async fn publish(&self, services: &Services) -> anyhow::Result<Published> {
        let mut seen = self.seen.lock().await;
        seen.stamps = stamps(&self.folder);
        seen.at = Some(Instant::now());
        publish(services, &self.folder).await
    }

    /// Publishes what changed since the last look. What has errors stays in its last version; trainers see them.
    pub async fn look(&self, services: &Services) {
        // Who comes while another one looks waits, and then sees what was found.
        let mut seen = self.seen.lock().await;
        if seen.at.is_some_and(|at| at.elapsed() < PAUSE) {
            return;
        }
        let folder = self.folder.clone();
        let found = tokio::task::spawn_blocking(move || stamps(&folder)).await.unwrap_or_default();
        seen.at = Some(Instant::now());
        if found == seen.stamps {
            return;
        }
        seen.stamps = found;
        match publish(services, &self.folder).await {
            Ok(published) => report(&published),
            Err(error) => tracing::warn!(cause = %format!("{error:#}"), "the changed content was not published"),
        }
    }
}

async fn publish(services: &Services, folder: &Path) -> anyhow::Result<Published> {
    let path = folder.to_owned();
    let files = tokio::task::spawn_blocking(move || Files::read(path)).await??;
    Ok(services.publish_all(&files, Some(folder.display().to_string())).await?)
}

/// One line per course that has something to say.
pub fn report(published: &Published) {
    if !published.paths.is_empty() {
        tracing::warn!(errors = published.paths.len(), "the learning paths have errors and stay as they were");
    }
    for course in &published.courses {
        let errors = course.diagnostics.iter().filter(|finding| finding.is_error()).count();
        let warnings = course.diagnostics.len() - errors;
        if !course.published {
            tracing::warn!(course = course.slug, errors, "a course has errors and stays as it was");
        } else if warnings > 0 {
            tracing::info!(course = course.slug, warnings, "a course has warnings");
        }
    }
}

/// A file that vanishes while we look is as good as one that was never there.
fn stamps(folder: &Path) -> Stamps {
    let mut stamps = Stamps::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return stamps };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_dir() {
            stamps.append(&mut self::stamps(&path));
        } else {
            stamps.insert(path, (metadata.modified().ok(), metadata.len()));
        }
    }
    stamps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_shows() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("courses/a/01.md");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, "satu").unwrap();
        let first = stamps(folder.path());
        assert_eq!(first.len(), 1);
        assert_eq!(stamps(folder.path()), first);
        std::fs::write(&file, "satu dua").unwrap();
        assert_ne!(stamps(folder.path()), first);
        std::fs::write(folder.path().join(".swp"), "").unwrap();
        std::fs::remove_file(&file).unwrap();
        assert!(stamps(folder.path()).is_empty());
    }
}
