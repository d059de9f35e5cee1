//! The ARN of an execution. A Map Run has as many children as items, whose ARNs differ in their names alone: the rest is shared.

use std::fmt;
use std::sync::Arc;

/// The ARN of an execution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExecutionArn {
    /// All before the name.
    before: Arc<str>,
    /// The execution's name.
    name: Box<str>,
    /// Whether the name is there twice, as it is in an Express execution's.
    is_twice: bool,
}

impl ExecutionArn {
    /// The ARN of this text, which shares what it can with another one.
    #[must_use]
    pub fn beside(other: Option<&Self>, text: &str) -> Self {
        let name = text.rfind(':').map_or(text, |colon| &text[colon + 1..]);
        let before = &text[..text.len() - name.len()];
        let once = before.strip_suffix(':').and_then(|before| before.strip_suffix(name)).filter(|before| before.ends_with(':'));
        Self::of_parts(other, once.unwrap_or(before), name, once.is_some())
    }

    /// The same of its parts.
    pub(super) fn of_parts(other: Option<&Self>, before: &str, name: &str, is_twice: bool) -> Self {
        let shared = other.filter(|other| *other.before == *before).map(|other| other.before.clone());
        Self { before: shared.unwrap_or_else(|| before.into()), name: name.into(), is_twice }
    }

    /// All before the name, the name, and whether it is there twice.
    pub(super) fn parts(&self) -> (&str, &str, bool) {
        (&self.before, &self.name, self.is_twice)
    }

    /// The execution's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for ExecutionArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { before, name, is_twice } = self;
        if *is_twice { write!(formatter, "{before}{name}:{name}") } else { write!(formatter, "{before}{name}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_is_its_text_again_and_shares_all_but_its_name() {
        let mut before: Option<ExecutionArn> = None;
        for (text, name) in [
            ("arn:aws:states:us-east-1:123456789012:express:M/Each:a-b:a-b", "a-b"),
            ("arn:aws:states:us-east-1:123456789012:express:M/Each:c:c", "c"),
            ("arn:aws:states:us-east-1:123456789012:execution:M:c", "c"),
            ("arn:aws:states:us-east-1:123456789012:execution:M:", ""),
            ("xc:c", "c"),
            ("no ARN", "no ARN"),
            ("::", ""),
            ("", ""),
        ] {
            let arn = ExecutionArn::beside(before.as_ref(), text);
            assert_eq!((arn.to_string().as_str(), arn.name()), (text, name));
            if let Some(before) = before.filter(|before| before.before == arn.before) {
                assert!(Arc::ptr_eq(&before.before, &arn.before), "{text}");
            }
            before = Some(arn);
        }
    }
}
