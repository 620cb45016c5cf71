//! Names made of titles: anchors of headings, ids of questions.

use std::collections::BTreeSet;

/// The anchor of a heading, as Git hosts make it: lower case, blanks become hyphens, punctuation goes.
pub(crate) fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for character in title.trim().chars() {
        match character {
            ' ' | '-' => slug.push('-'),
            '_' => slug.push('_'),
            _ if character.is_alphanumeric() => slug.extend(character.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// A new id of lower-case ASCII letters, digits and hyphens, of at most about 40 characters.
pub(crate) fn question_id(title: &str, taken: &BTreeSet<String>) -> String {
    const LONGEST: usize = 40;
    let mut id = String::new();
    for word in title.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !id.is_empty() && id.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(&word.to_ascii_lowercase()[..word.len().min(LONGEST)]);
    }
    if id.is_empty() {
        id.push_str("soal");
    }
    unique(id, |id| taken.contains(id), 2)
}

/// `name`, or the first of `name-2`, `name-3`, ... that is free.
pub(crate) fn unique(name: String, taken: impl Fn(&str) -> bool, first: u32) -> String {
    if !taken(&name) {
        return name;
    }
    (first..).map(|number| format!("{name}-{number}")).find(|name| !taken(name)).unwrap_or(name)
}

/// Lower-case ASCII letters, digits and single hyphens, beginning and ending with a letter or digit.
pub(crate) fn is_id(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 80 && text.split('-').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_git_hosts() {
        assert_eq!(slug("Langkah 1: catat, lalu beri nomor"), "langkah-1-catat-lalu-beri-nomor");
        assert_eq!(slug("Apa & mengapa?"), "apa--mengapa");
    }

    #[test]
    fn ids_are_short_and_unique() {
        let title = "Seorang warga datang dengan surat yang sudah 12 hari tanpa jawaban. Apa langkah pertama Anda?";
        let mut taken = BTreeSet::new();
        let first = question_id(title, &taken);
        assert_eq!(first, "seorang-warga-datang-dengan-surat-yang");
        taken.insert(first);
        assert_eq!(question_id(title, &taken), "seorang-warga-datang-dengan-surat-yang-2");
        assert_eq!(question_id("???", &taken), "soal");
        assert!(is_id(&question_id(&"a".repeat(90), &taken)));
    }

    #[test]
    fn ids_have_one_form() {
        for good in ["a", "pp-batas", "o1", "2-hari"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-", "a-", "A", "a_b", "a--b", "é", "a b"] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
