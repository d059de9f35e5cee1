//! The only source of time and chance for expressions.

/// Time, chance and identifiers, given by the caller: the virtual clock and seeded generator of a simulation.
pub trait Environment {
    /// The current time in milliseconds since 1970-01-01T00:00:00Z.
    fn now_millis(&mut self) -> i64;

    /// A number at least 0 and less than 1.
    fn random(&mut self) -> f64;

    /// A version 4 UUID in lower case.
    fn uuid(&mut self) -> String {
        let mut bits = [0_u16; 8];
        for part in &mut bits {
            *part = (self.random() * 65_536.0) as u16;
        }
        bits[3] = bits[3] & 0x0fff | 0x4000;
        bits[4] = bits[4] & 0x3fff | 0x8000;
        let [a, b, c, d, e, f, g, h] = bits;
        format!("{a:04x}{b:04x}-{c:04x}-{d:04x}-{e:04x}-{f:04x}{g:04x}{h:04x}")
    }
}

/// A fixed clock and a seeded generator: the same seed gives the same numbers everywhere.
#[derive(Clone, Debug)]
pub struct SeededEnvironment {
    now_millis: i64,
    state: u64,
}

impl SeededEnvironment {
    /// An environment whose clock stands at `now_millis` and whose numbers follow from `seed`.
    #[must_use]
    pub fn new(now_millis: i64, seed: u64) -> Self {
        Self { now_millis, state: seed }
    }
}

impl Environment for SeededEnvironment {
    fn now_millis(&mut self) -> i64 {
        self.now_millis
    }

    fn random(&mut self) -> f64 {
        unit_interval(split_mix(&mut self.state))
    }
}

/// SplitMix64: small, well mixed from any seed, and the same on every machine.
pub(crate) fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut bits = *state;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// The top 53 bits as a number at least 0 and less than 1.
pub(crate) fn unit_interval(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_every_number_and_identifier() {
        let mut first = SeededEnvironment::new(0, 7);
        let mut second = SeededEnvironment::new(0, 7);
        for _ in 0..100 {
            let number = first.random();
            assert!((0.0..1.0).contains(&number));
            assert_eq!(number, second.random());
        }
        let uuid = first.uuid();
        assert_eq!(uuid, second.uuid());
        assert_eq!(uuid.len(), 36);
        assert_eq!(&uuid[14..15], "4", "the version of {uuid}");
        assert!("89ab".contains(&uuid[19..20]), "the variant of {uuid}");
        assert_ne!(first.uuid(), uuid);
    }
}
