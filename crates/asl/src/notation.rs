//! The two ways to write a definition down.

/// How a definition is written. A document keeps its notation until its whole text is replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Notation {
    /// JSON, with `${Name}` placeholders.
    #[default]
    Json,
    /// YAML, as deployment templates and AWS's toolkits take it.
    Yaml,
}

impl Notation {
    /// What a text is by its first line that says something; `None` where that line could be either.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'))?;
        if first.starts_with(['{', '[']) || first.starts_with("//") || first.starts_with("/*") {
            return Some(Self::Json);
        }
        if first.starts_with("---") || first.starts_with('%') || first.starts_with("- ") {
            return Some(Self::Yaml);
        }
        let (name, rest) = name_and_rest(first)?;
        // A JSON member that has lost its braces still has JSON's marks behind it.
        let is_member = name.starts_with('"') && rest.ends_with(['{', '[', ',', '}', ']']);
        let is_yaml = rest.is_empty() || rest.starts_with([' ', '\t']);
        match (is_member, is_yaml) {
            (true, _) => Some(Self::Json),
            (false, true) => Some(Self::Yaml),
            (false, false) => None,
        }
    }

    /// The notation's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Yaml => "YAML",
        }
    }

    /// How the name of a definition's file ends.
    #[must_use]
    pub fn file_ending(self) -> &'static str {
        match self {
            Self::Json => ".asl.json",
            Self::Yaml => ".asl.yaml",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Json => Self::Yaml,
            Self::Yaml => Self::Json,
        }
    }
}

/// A line's name, quotes included, and what follows its colon.
fn name_and_rest(line: &str) -> Option<(&str, &str)> {
    let first = line.chars().next()?;
    let name = if first == '"' || first == '\'' {
        line[1..].find(first).map(|at| at + 2)?
    } else if first.is_alphabetic() || first == '_' {
        line.find(':')?
    } else {
        return None;
    };
    let rest = line[name..].trim_start().strip_prefix(':')?;
    Some((&line[..name], rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_says_something_tells_the_notation() {
        for (text, expected) in [
            ("{\"StartAt\": \"A\"}", Some(Notation::Json)),
            ("\u{feff}\n  [1]", Some(Notation::Json)),
            ("// what it is for\n{}", Some(Notation::Json)),
            ("\"A\": {\n  \"Type\": \"Pass\"\n}", Some(Notation::Json)),
            ("\"StartAt\": \"A\",\n\"States\": {}", Some(Notation::Json)),
            ("StartAt: A\nStates:\n", Some(Notation::Yaml)),
            ("# what it is for\r\n\r\nStates:\r\n  A: {}", Some(Notation::Yaml)),
            ("\"StartAt\": A\nStates: {}", Some(Notation::Yaml)),
            ("'StartAt': A", Some(Notation::Yaml)),
            ("--- # one\nStartAt: A", Some(Notation::Yaml)),
            ("%YAML 1.2\n---\n", Some(Notation::Yaml)),
            ("é: 1", Some(Notation::Yaml)),
            ("", None),
            ("# only a comment", None),
            ("StartAt", None),
            ("x{\"StartAt\":\"A\"}", None),
            ("https://example.com", None),
            ("12", None),
        ] {
            assert_eq!(Notation::of(text), expected, "{text}");
        }
    }
}
