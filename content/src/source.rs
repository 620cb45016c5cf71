//! Files in memory, and the one function here that reads a folder.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use domain::id::ContentHash;
use sha2::{Digest, Sha256};

/// Files by their path inside the folder, with `/` between the parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Arc<[u8]>>);

impl Files {
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything in a folder and the folders in it, except what begins with a dot.
    pub fn read(folder: impl AsRef<Path>) -> io::Result<Self> {
        let mut files = Self::new();
        read_into(folder.as_ref(), "", &mut files)?;
        Ok(files)
    }

    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.0.insert(path.into(), bytes.into());
    }

    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.0.get(path)
    }

    /// A file as text; `None` if there is none or it is not UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.get(path)?).ok()
    }

    /// In the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files under a folder, by their path inside it: those of one course out of all courses.
    pub fn under(&self, folder: &str) -> Self {
        let prefix = format!("{}/", folder.trim_end_matches('/'));
        let inside = self.0.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes)));
        inside.map(|(path, bytes)| (path.to_owned(), Arc::clone(bytes))).collect()
    }

    /// The names of the folders at the top, in order.
    pub fn folders(&self) -> Vec<&str> {
        let mut folders: Vec<&str> = self.0.keys().filter_map(|path| Some(path.split_once('/')?.0)).collect();
        folders.dedup();
        folders
    }

    /// SHA-256 over paths, lengths and contents in the order of the paths.
    pub fn hash(&self) -> ContentHash {
        let mut digest = Sha256::new();
        for (path, bytes) in &self.0 {
            digest.update((path.len() as u64).to_be_bytes());
            digest.update(path.as_bytes());
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        }
        let hexadecimal = digest.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            for nibble in [byte >> 4, byte & 15] {
                text.push(char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }));
            }
            text
        });
        ContentHash::new(hexadecimal)
    }
}

impl FromIterator<(String, Arc<[u8]>)> for Files {
    fn from_iter<I: IntoIterator<Item = (String, Arc<[u8]>)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

fn read_into(folder: &Path, prefix: &str, files: &mut Files) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            read_into(&entry.path(), &path, files)?;
        } else {
            files.insert(path, std::fs::read(entry.path())?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> Files {
        entries.iter().map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes()))).collect()
    }

    #[test]
    fn the_hash_depends_on_every_path_and_byte() {
        let hash = files(&[("a", "1"), ("b", "2")]).hash();
        assert_eq!(hash.as_str().len(), 64);
        assert_eq!(hash, files(&[("b", "2"), ("a", "1")]).hash());
        assert_ne!(hash, files(&[("a", "1"), ("b", "3")]).hash());
        assert_ne!(hash, files(&[("a", "1"), ("c", "2")]).hash());
        assert_ne!(files(&[("a", "1b")]).hash(), files(&[("a1", "b")]).hash());
    }

    #[test]
    fn a_course_is_taken_out_of_all_courses() {
        let all =
            files(&[("satu/course.md", "1"), ("satu/img/a.svg", "2"), ("dua/course.md", "3"), ("README.md", "4")]);
        assert_eq!(all.folders(), ["dua", "satu"]);
        assert_eq!(all.under("satu"), files(&[("course.md", "1"), ("img/a.svg", "2")]));
    }
}
