//! Random bytes as text.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use services::Random;

/// Names of one request: its id in logs and on error pages, and the nonce of its scripts.
#[derive(Clone)]
pub struct Names {
    pub request_id: String,
    pub nonce: String,
    /// Hides the token of the forms, which would else be the same in every answer.
    pub pad: [u8; 32],
}

impl Names {
    /// # Errors
    /// Where the operating system has no random numbers.
    pub fn new(random: &dyn Random) -> services::Result<Self> {
        let (mut bytes, mut pad) = ([0; 24], [0; 32]);
        random.fill(&mut bytes)?;
        random.fill(&mut pad)?;
        let (id, nonce) = bytes.split_at(8);
        Ok(Self { request_id: hexadecimal(id), nonce: URL_SAFE_NO_PAD.encode(nonce), pad })
    }
}

/// A token that nobody can guess: 256 bits.
///
/// # Errors
/// Where the operating system has no random numbers.
pub fn token(random: &dyn Random) -> services::Result<String> {
    let mut bytes = [0; 32];
    random.fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_two_digits_each() {
        assert_eq!(hexadecimal(&[0, 255, 0x1a]), "00ff1a");
    }
}
