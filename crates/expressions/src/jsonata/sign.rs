//! The signs of the language: operators, brackets and separators.

macro_rules! signs {
    ($($name:ident $text:literal $power:literal;)*) => {
        /// An operator, bracket or separator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Sign { $($name),* }

        impl Sign {
            /// The sign as it is written.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// How strongly it binds to what stands before it; 0 for what never follows an operand.
            pub fn power(self) -> u8 {
                match self { $(Self::$name => $power),* }
            }
        }
    };
}

signs! {
    LeftBracket "[" 80;
    LeftParenthesis "(" 80;
    At "@" 80;
    Hash "#" 80;
    Dot "." 75;
    LeftBrace "{" 70;
    Star "*" 60;
    Slash "/" 60;
    Percent "%" 60;
    Plus "+" 50;
    Minus "-" 50;
    Ampersand "&" 50;
    Equal "=" 40;
    NotEqual "!=" 40;
    Less "<" 40;
    AtMost "<=" 40;
    Greater ">" 40;
    AtLeast ">=" 40;
    Apply "~>" 40;
    In "in" 40;
    Caret "^" 40;
    Default "?:" 40;
    Coalesce "??" 40;
    And "and" 30;
    Or "or" 25;
    Question "?" 20;
    Bind ":=" 10;
    DoubleStar "**" 0;
    DoubleDot ".." 0;
    RightBracket "]" 0;
    RightParenthesis ")" 0;
    RightBrace "}" 0;
    Comma "," 0;
    Semicolon ";" 0;
    Colon ":" 0;
    Bar "|" 0;
    Bang "!" 0;
    Tilde "~" 0;
}

impl Sign {
    /// The sign at the start of `bytes`; words are none. `extended` adds `?:` and `??`.
    pub fn at_start(bytes: &[u8], extended: bool) -> Option<Self> {
        let next = bytes.get(1).copied().unwrap_or(0);
        let pair = |second: u8, double: Self, single: Self| if next == second { double } else { single };
        Some(match bytes.first()? {
            b'.' => pair(b'.', Self::DoubleDot, Self::Dot),
            b':' => pair(b'=', Self::Bind, Self::Colon),
            b'!' => pair(b'=', Self::NotEqual, Self::Bang),
            b'>' => pair(b'=', Self::AtLeast, Self::Greater),
            b'<' => pair(b'=', Self::AtMost, Self::Less),
            b'*' => pair(b'*', Self::DoubleStar, Self::Star),
            b'~' => pair(b'>', Self::Apply, Self::Tilde),
            b'?' if extended && next == b':' => Self::Default,
            b'?' if extended && next == b'?' => Self::Coalesce,
            b'?' => Self::Question,
            b'[' => Self::LeftBracket,
            b']' => Self::RightBracket,
            b'{' => Self::LeftBrace,
            b'}' => Self::RightBrace,
            b'(' => Self::LeftParenthesis,
            b')' => Self::RightParenthesis,
            b',' => Self::Comma,
            b'@' => Self::At,
            b'#' => Self::Hash,
            b';' => Self::Semicolon,
            b'+' => Self::Plus,
            b'-' => Self::Minus,
            b'/' => Self::Slash,
            b'%' => Self::Percent,
            b'|' => Self::Bar,
            b'=' => Self::Equal,
            b'^' => Self::Caret,
            b'&' => Self::Ampersand,
            _ => return None,
        })
    }

    /// Whether it can only end an operand or stand between operands.
    pub fn closes(self) -> bool {
        matches!(
            self,
            Self::RightParenthesis | Self::RightBracket | Self::RightBrace | Self::Comma | Self::Semicolon | Self::Colon
        )
    }
}
