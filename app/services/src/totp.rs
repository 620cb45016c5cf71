//! Codes of an authenticator: RFC 6238 with SHA-1, six digits and thirty seconds, as every authenticator knows them.

use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

const STEP_MILLIS: i64 = 30_000;
/// The clock of a phone may be this many steps off.
const DRIFT: i64 = 1;
const DIGITS: u32 = 6;

/// The time step whose code this is, if it is one of now.
pub(crate) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if typed.len() != DIGITS as usize {
        return None;
    }
    let today = now.0.div_euclid(STEP_MILLIS);
    // All are compared: the time tells nothing.
    (today - DRIFT..=today + DRIFT)
        .filter(|step| bool::from(code_at(secret, *step).as_bytes().ct_eq(typed.as_bytes())))
        .max()
}

/// The code that an authenticator shows.
pub fn code(secret: &[u8], now: Timestamp) -> String {
    code_at(secret, now.0.div_euclid(STEP_MILLIS))
}

fn code_at(secret: &[u8], step: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else { return String::new() };
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let from = usize::from(digest[19] & 0x0f);
    let four = [digest[from] & 0x7f, digest[from + 1], digest[from + 2], digest[from + 3]];
    format!("{:0width$}", u32::from_be_bytes(four) % 10_u32.pow(DIGITS), width = DIGITS as usize)
}

/// A secret as people type it into an authenticator: base 32, without padding.
pub fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut out, mut bits, mut held) = (String::new(), 0_u32, 0_u32);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            out.push(char::from(LETTERS[(bits >> held & 31) as usize]));
        }
        bits &= (1 << held) - 1;
    }
    if held > 0 {
        out.push(char::from(LETTERS[(bits << (5 - held) & 31) as usize]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_of_rfc_6238() {
        let secret = b"12345678901234567890";
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(super::code(secret, Timestamp(seconds * 1000)), code);
        }
    }

    #[test]
    fn a_code_is_good_for_a_step_before_and_after() {
        let (secret, then) = (b"12345678901234567890", Timestamp(1_234_567_890_000));
        let code = code(secret, then);
        for (seconds, good) in [(-60, false), (-30, true), (0, true), (30, true), (61, false)] {
            assert_eq!(step_of(secret, &code, then.plus_millis(seconds * 1000)).is_some(), good, "{seconds}");
        }
        assert!(step_of(secret, "005 924", then).is_some(), "as authenticators show it");
        assert!(step_of(secret, "", then).is_none() && step_of(secret, "00592４", then).is_none());
    }

    #[test]
    fn base_32_of_rfc_4648() {
        for (text, out) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(text.as_bytes()), out);
        }
    }
}
