//! A text that patterns are looked for in: by characters, with the place of each in UTF-16 units at hand.

use std::ops::Deref;

/// The characters of a text.
#[derive(Debug)]
pub(super) struct Haystack {
    chars: Vec<char>,
    /// Where those are that take two units.
    wide: Vec<usize>,
}

impl Haystack {
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let wide = chars.iter().enumerate().filter(|(_, char)| char.len_utf16() == 2).map(|(at, _)| at).collect();
        Self { chars, wide }
    }

    /// The place of a character in UTF-16 units.
    pub fn utf16_offset(&self, at: usize) -> usize {
        at + self.wide.partition_point(|wide| *wide < at)
    }
}

impl Deref for Haystack {
    type Target = [char];

    fn deref(&self) -> &[char] {
        &self.chars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_beyond_the_first_plane_twice() {
        let text = Haystack::new("a😀b🇩x");
        assert_eq!((0..=text.len()).map(|at| text.utf16_offset(at)).collect::<Vec<_>>(), [0, 1, 3, 4, 6, 7]);
    }
}
