//! Texts of which parts are not known: resource names with placeholders, wildcards and the place they are deployed to.

/// A part of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// What is written.
    Text(String),
    /// `${Name}`, which a deployment tool replaces.
    Placeholder(String),
    /// The partition, such as `aws`.
    Partition,
    /// The region.
    Region,
    /// The account's number.
    Account,
    /// Anything: what only a run knows.
    Any,
}

/// A text whose parts are known or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern(Vec<Piece>);

/// How a pattern is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// For IAM as it is: placeholders stay, the place is as given, or `*`.
    Plain {
        /// The partition.
        partition: String,
        /// The region, `*` for any.
        region: String,
        /// The account, `*` for any.
        account: String,
    },
    /// For `Fn::Sub`: pseudo parameters of CloudFormation.
    Sub,
    /// For a string of Terraform: data sources and `var.NAME`.
    Terraform,
}

impl Default for Style {
    fn default() -> Self {
        let any = || "*".to_owned();
        Self::Plain { partition: "aws".to_owned(), region: any(), account: any() }
    }
}

impl Pattern {
    /// Anything at all.
    #[must_use]
    pub fn any() -> Self {
        Self(vec![Piece::Any])
    }

    /// A text with its `${…}` placeholders.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let mut pattern = Self::default();
        let mut rest = text;
        while let Some(at) = rest.find("${") {
            let Some(end) = rest[at..].find('}') else { break };
            pattern.push_text(&rest[..at]);
            pattern.push(Piece::Placeholder(rest[at + 2..at + end].to_owned()));
            rest = &rest[at + end + 1..];
        }
        pattern.push_text(rest);
        pattern
    }

    /// An ARN as the tables write it: `%p`, `%r` and `%a` for the place, `{Name}` as `variable` says, `*`
    /// for anything.
    #[must_use]
    pub fn arn(template: &str, mut variable: impl FnMut(&str) -> Self) -> Self {
        let mut pattern = Self::default();
        let mut rest = template;
        while let Some(at) = rest.find(['%', '{', '*']) {
            pattern.push_text(&rest[..at]);
            let (next, length) = match rest.as_bytes()[at..] {
                [b'%', b'p', ..] => (Self(vec![Piece::Partition]), 2),
                [b'%', b'r', ..] => (Self(vec![Piece::Region]), 2),
                [b'%', b'a', ..] => (Self(vec![Piece::Account]), 2),
                [b'*', ..] => (Self::any(), 1),
                [b'{', ..] => {
                    let end = rest[at..].find('}').unwrap_or(rest.len() - at - 1);
                    (variable(&rest[at + 1..at + end]), end + 1)
                }
                _ => (Self::text("%"), 1),
            };
            pattern.extend(next);
            rest = &rest[at + length..];
        }
        pattern.push_text(rest);
        pattern
    }

    /// The parts, in order; texts are never empty nor side by side.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Whether nothing of it is known.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.0 == [Piece::Any]
    }

    /// Whether it is anything, or anything of a kind, such as every function: an ARN's place and a word for the kind are
    /// known, and no part of a name.
    #[must_use]
    pub fn names_nothing(&self) -> bool {
        match self.0.as_slice() {
            [Piece::Any] => true,
            [_, Piece::Partition, Piece::Text(before), Piece::Any, ..] if before.ends_with(":::") => true,
            [.., Piece::Partition | Piece::Region | Piece::Account | Piece::Any, Piece::Text(before), Piece::Any] => {
                let kind = before.trim_start_matches(':').trim_end_matches([':', '/']);
                before.starts_with(':') && before.ends_with([':', '/']) && !kind.contains([':', '/'])
            }
            _ => false,
        }
    }

    /// Whether a part of it is not known.
    #[must_use]
    pub fn has_any(&self) -> bool {
        self.0.contains(&Piece::Any)
    }

    /// The name of the placeholder that is all of it.
    #[must_use]
    pub fn placeholder(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Piece::Placeholder(name)] => Some(name),
            _ => None,
        }
    }

    /// The text, where all of it is known.
    #[must_use]
    pub fn known(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The text that it begins with, as far as it is known.
    #[must_use]
    pub fn beginning(&self) -> &str {
        match self.0.first() {
            Some(Piece::Text(text)) => text,
            _ => "",
        }
    }

    /// Whether it is an ARN, by its beginning.
    #[must_use]
    pub fn is_arn(&self) -> bool {
        self.beginning().starts_with("arn:")
    }

    /// Appends a part.
    pub fn push(&mut self, piece: Piece) {
        match (self.0.last_mut(), piece) {
            (_, Piece::Text(text)) if text.is_empty() => {}
            (Some(Piece::Text(last)), Piece::Text(text)) => last.push_str(&text),
            (Some(Piece::Any), Piece::Any) => {}
            (_, piece) => self.0.push(piece),
        }
    }

    /// Appends a text as it is.
    pub fn push_text(&mut self, text: &str) {
        self.push(Piece::Text(text.to_owned()));
    }

    /// Appends another pattern.
    pub fn extend(&mut self, other: Self) {
        other.0.into_iter().for_each(|piece| self.push(piece));
    }

    /// This and then another.
    #[must_use]
    pub fn then(mut self, other: &Self) -> Self {
        self.extend(other.clone());
        self
    }

    /// This and then a text as it is.
    #[must_use]
    pub fn then_text(mut self, text: &str) -> Self {
        self.push_text(text);
        self
    }

    /// This and then anything.
    #[must_use]
    pub fn then_any(mut self) -> Self {
        self.push(Piece::Any);
        self
    }

    /// The parts between a separator. What is not known stays within the part that it stands in.
    #[must_use]
    pub fn split(&self, separator: char) -> Vec<Self> {
        let mut parts = vec![Self::default()];
        for piece in &self.0 {
            let Piece::Text(text) = piece else {
                if let Some(last) = parts.last_mut() {
                    last.push(piece.clone());
                }
                continue;
            };
            for (index, part) in text.split(separator).enumerate() {
                if index > 0 {
                    parts.push(Self::default());
                }
                if let Some(last) = parts.last_mut() {
                    last.push_text(part);
                }
            }
        }
        parts
    }

    /// What follows the prefix, if it begins with it.
    #[must_use]
    pub fn without_prefix(&self, prefix: &str) -> Option<Self> {
        let rest = self.beginning().strip_prefix(prefix)?;
        let mut pattern = Self::default();
        pattern.push_text(rest);
        self.0.iter().skip(1).for_each(|piece| pattern.push(piece.clone()));
        Some(pattern)
    }

    /// The pattern written down.
    #[must_use]
    pub fn write(&self, style: &Style) -> String {
        self.0.iter().map(|piece| write_piece(piece, style)).collect()
    }
}

/// Parts joined with a separator.
#[must_use]
pub fn join(parts: &[Pattern], separator: &str) -> Pattern {
    let mut joined = Pattern::default();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            joined.push_text(separator);
        }
        joined.extend(part.clone());
    }
    joined
}

fn write_piece(piece: &Piece, style: &Style) -> String {
    // A place that is written as a placeholder stays one, unless it is said where that is.
    let is_told =
        |place: &Piece| *style == Style::Terraform || *style != Style::default() && !place.write_one(style).contains('*');
    if let Some(place) = place(piece).filter(is_told) {
        return place.write_one(style);
    }
    piece.write_one(style)
}

/// What a pseudo parameter of CloudFormation stands for.
fn place(piece: &Piece) -> Option<Piece> {
    match piece {
        Piece::Placeholder(name) if name == "AWS::Partition" => Some(Piece::Partition),
        Piece::Placeholder(name) if name == "AWS::Region" => Some(Piece::Region),
        Piece::Placeholder(name) if name == "AWS::AccountId" => Some(Piece::Account),
        _ => None,
    }
}

impl Piece {
    fn write_one(&self, style: &Style) -> String {
        match (self, style) {
            (Piece::Text(text), Style::Plain { .. }) => text.clone(),
            (Piece::Text(text), Style::Sub) => text.replace("${", "${!"),
            (Piece::Text(text), Style::Terraform) => text.replace("${", "$${"),
            (Piece::Any, _) => "*".to_owned(),
            (Piece::Partition, Style::Plain { partition, .. }) => partition.clone(),
            (Piece::Region, Style::Plain { region, .. }) => region.clone(),
            (Piece::Account, Style::Plain { account, .. }) => account.clone(),
            (Piece::Placeholder(name), Style::Plain { .. } | Style::Sub) => format!("${{{name}}}"),
            (Piece::Partition, Style::Sub) => "${AWS::Partition}".to_owned(),
            (Piece::Region, Style::Sub) => "${AWS::Region}".to_owned(),
            (Piece::Account, Style::Sub) => "${AWS::AccountId}".to_owned(),
            (Piece::Placeholder(name), Style::Terraform) if name.contains('.') => format!("${{{name}}}"),
            (Piece::Placeholder(name), Style::Terraform) => format!("${{var.{}}}", identifier(name)),
            (Piece::Partition, Style::Terraform) => "${data.aws_partition.current.partition}".to_owned(),
            (Piece::Region, Style::Terraform) => "${data.aws_region.current.region}".to_owned(),
            (Piece::Account, Style::Terraform) => "${data.aws_caller_identity.current.account_id}".to_owned(),
        }
    }
}

/// A name that Terraform takes for a variable.
pub fn identifier(name: &str) -> String {
    let mut made: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    if !made.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        made.insert(0, '_');
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_placeholders_and_its_place() {
        let pattern = Pattern::text("arn:${AWS::Partition}:sqs:${AWS::Region}:1:${Queue}-x");
        assert_eq!(pattern.write(&Style::default()), "arn:${AWS::Partition}:sqs:${AWS::Region}:1:${Queue}-x");
        let there = Style::Plain { partition: "aws-cn".into(), region: "cn-north-1".into(), account: "*".into() };
        assert_eq!(pattern.write(&there), "arn:aws-cn:sqs:cn-north-1:1:${Queue}-x");
        assert_eq!(pattern.write(&Style::Sub), "arn:${AWS::Partition}:sqs:${AWS::Region}:1:${Queue}-x");
        assert_eq!(pattern.split(':').len(), 6);
        assert_eq!(
            pattern.without_prefix("arn:").map(|rest| rest.write(&Style::default())).as_deref(),
            Some("${AWS::Partition}:sqs:${AWS::Region}:1:${Queue}-x")
        );
    }

    #[test]
    fn an_arn_of_the_table_is_filled_in() {
        let arn = Pattern::arn("arn:%p:glue:%r:%a:table/{DatabaseName}/{TableName}", |name| match name {
            "TableName" => Pattern::any(),
            _ => Pattern::text("sales"),
        });
        assert_eq!(arn.write(&Style::default()), "arn:aws:glue:*:*:table/sales/*");
        assert!(arn.has_any() && !arn.is_any());
    }

    #[test]
    fn a_brace_that_is_never_closed_is_text() {
        assert_eq!(Pattern::text("a${b").known(), Some("a${b"));
        assert_eq!(Pattern::arn("a:{b", |_| Pattern::any()).write(&Style::default()), "a:*");
    }
}
