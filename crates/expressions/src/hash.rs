//! The digests that `States.Hash` and `$hash` offer.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// The names of the algorithms, spelled as the service wants them.
pub const ALGORITHMS: [&str; 5] = ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

/// The digest of the UTF-8 bytes of `text` in lower-case hexadecimal; `None` if there is no such algorithm.
#[must_use]
pub fn digest(text: &str, algorithm: &str) -> Option<String> {
    let bytes = text.as_bytes();
    Some(match algorithm {
        "MD5" => hexadecimal(&Md5::digest(bytes)),
        "SHA-1" => hexadecimal(&Sha1::digest(bytes)),
        "SHA-256" => hexadecimal(&Sha256::digest(bytes)),
        "SHA-384" => hexadecimal(&Sha384::digest(bytes)),
        "SHA-512" => hexadecimal(&Sha512::digest(bytes)),
        _ => return None,
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_algorithm_gives_its_known_digest_of_the_empty_text() {
        let known = ["d41d8cd9", "da39a3ee", "e3b0c442", "38b060a7", "cf83e135"];
        for (algorithm, start) in ALGORITHMS.iter().zip(known) {
            assert_eq!(&digest("", algorithm).expect(algorithm)[..8], start, "{algorithm}");
        }
        assert_eq!(digest("", "sha-1"), None);
    }
}
