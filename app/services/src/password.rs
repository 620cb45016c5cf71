//! Which passwords are taken. NIST SP 800-63B-4 and OWASP ASVS 5: length counts, what many people use is refused, and no
//! kind of character is asked for. Fifteen characters, because for most people the password is the only factor.

use std::collections::HashSet;
use std::io::Read;
use std::sync::LazyLock;

use crate::Problem;

/// In characters.
pub const SHORTEST: usize = 15;
/// In characters.
pub const LONGEST: usize = 200;
/// See `password/README.md`.
const COMMON: &[u8] = include_bytes!("password/common.txt.br");
/// What people of this city add to the lists of the world. A word that is shorter than four letters is none here.
const LOCAL: [&str; 24] = [
    "ampera",
    "palembang",
    "sriwijaya",
    "musi",
    "pempek",
    "sumsel",
    "sumatera",
    "indonesia",
    "merdeka",
    "garuda",
    "pancasila",
    "bismillah",
    "alhamdulillah",
    "sayang",
    "rahasia",
    "katasandi",
    "sandi",
    "admin",
    "pengelola",
    "pegawai",
    "pemkot",
    "bkpsdm",
    "asn",
    "walikota",
];
/// Letters in the order of the keys, and digits as people count.
const ROWS: [&str; 6] =
    ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "0987654321"];

/// # Errors
/// What is wrong with it.
pub fn check(password: &str, names: &[&str]) -> Result<(), Problem> {
    let length = password.chars().count();
    if length == 0 {
        return Err(Problem::Missing);
    }
    if length < SHORTEST {
        return Err(Problem::TooShort { least: SHORTEST });
    }
    if length > LONGEST {
        return Err(Problem::TooLong { most: LONGEST });
    }
    let small = password.to_lowercase();
    if names.iter().any(|name| name.chars().count() >= 4 && small.contains(&name.to_lowercase())) {
        return Err(Problem::HoldsName);
    }
    if is_common(&small) { Err(Problem::TooCommon) } else { Ok(()) }
}

/// On the list, or nothing more than a word of it with the usual trimmings, or a run of keys.
fn is_common(small: &str) -> bool {
    if is_word(small) || is_run(small) {
        return true;
    }
    let sign = |c: char| !c.is_alphabetic();
    let (inner, head) = (small.trim_matches(sign), small.trim_end_matches(sign));
    let plain = |text: &str| text.chars().map(straighten).collect::<String>();
    [inner.to_owned(), plain(inner), plain(head)]
        .iter()
        .any(|core| core.is_empty() || is_word(core) || is_run(core) || repeats(core))
}

/// As people write letters when a digit or a sign is asked for.
fn straighten(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    }
}

fn is_word(text: &str) -> bool {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let mut text = String::new();
        match brotli::Decompressor::new(COMMON, 4096).read_to_string(&mut text) {
            Ok(_) => text,
            Err(_) => String::new(),
        }
    });
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| TEXT.lines().chain(LOCAL).collect());
    WORDS.contains(text)
}

/// Nothing but pieces of rows of keys, up or down, or one character again and again.
fn is_run(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let next_to = |pair: &[char]| {
        pair[0] == pair[1]
            || ROWS.iter().any(|row| {
                let place = |c: char| row.chars().position(|known| known == c);
                matches!((place(pair[0]), place(pair[1])), (Some(a), Some(b)) if a.abs_diff(b) == 1)
            })
    };
    let steps = letters.windows(2).filter(|pair| next_to(pair)).count();
    // A break or two lets "qwertyasdfgh1234" through no more than "qwertyuiop".
    steps + 1 + letters.len() / 5 >= letters.len()
}

/// A common word, or any short piece, again and again.
fn repeats(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=letters.len() / 2).filter(|size| letters.len().is_multiple_of(*size)).any(|size| {
        let piece: String = letters[..size].iter().collect();
        letters.chunks(size).all(|chunk| chunk == &letters[..size]) && (size <= 6 || is_word(&piece))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check("", &[]), Err(Problem::Missing));
        assert_eq!(check("kucing hitam 9", &[]), Err(Problem::TooShort { least: 15 }));
        assert_eq!(check(&"é a".repeat(67), &[]), Err(Problem::TooLong { most: 200 }));
        assert_eq!(check("tujuh kapal menyeberang", &[]), Ok(()));
        assert_eq!(check("👩‍🌾 pohon randu tua", &[]), Ok(()));
    }

    #[test]
    fn what_many_people_use_is_refused() {
        for common in [
            "password12345678",
            "P@ssw0rd!!!!2026",
            "Palembang2026!!!",
            "sriwijaya-123456",
            "qwertyuiop123456",
            "1234567890123456",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "sayangsayangsayang",
            "iloveyou12345678",
            "@mpera2026!!!!!!",
        ] {
            assert_eq!(check(common, &[]), Err(Problem::TooCommon), "{common}");
        }
        for good in
            ["kereta lewat pukul enam", "jembatan-merah-di-sungai", "Wkr8 tq2z vv90 pMb", "sepeda1kuning2rusak3"]
        {
            assert_eq!(check(good, &[]), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_list_is_whole() {
        assert!(is_word("password") && is_word("palembang"));
        let long = brotli_lines().filter(|word| word.chars().count() >= SHORTEST).count();
        assert!(long > 3000, "ASVS asks for 3000 that are long enough: {long}");
    }

    fn brotli_lines() -> impl Iterator<Item = String> {
        let mut text = String::new();
        brotli::Decompressor::new(COMMON, 4096).read_to_string(&mut text).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>().into_iter()
    }

    #[test]
    fn ones_own_name_is_no_password() {
        assert_eq!(check("sandi rina.astuti 77", &["rina.astuti"]), Err(Problem::HoldsName));
        assert_eq!(check("bukan nama siapa pun", &["ani", ""]), Ok(()), "too short a name to tell");
    }
}
