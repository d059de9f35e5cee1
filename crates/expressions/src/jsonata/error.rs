//! Errors of parsing and evaluation, with the reference implementation's codes and messages.

use std::ops::Range;

use value::Value;

/// Why an expression cannot be parsed or evaluated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Error {
    /// The reference implementation's code, such as `T2001`; `U1001` when a limit ended the evaluation,
    /// `UNSUPPORTED_JSONATA_EXPRESSION` for what Step Functions refuses.
    pub code: &'static str,
    /// The sentence, with its values filled in.
    pub message: String,
    /// The reference implementation's position: the UTF-16 offset after the token it blames.
    pub position: usize,
    /// The bytes of the expression it concerns.
    pub range: Range<usize>,
    /// The token, operator or function name it blames.
    pub token: Option<String>,
    /// The value it blames.
    pub value: Option<Value>,
}

/// A code of its own for what Step Functions refuses when a definition is created.
pub const UNSUPPORTED: &str = "UNSUPPORTED_JSONATA_EXPRESSION";

/// An error on its way up: callers add what they know of the place.
#[derive(Clone, Debug, Default)]
pub(super) struct Fault {
    pub code: &'static str,
    /// Bytes from the start of the expression.
    pub position: Option<usize>,
    pub range: Option<Range<usize>>,
    pub token: Option<String>,
    /// The token in the message when it is no text.
    pub bare: bool,
    pub value: Option<Value>,
    pub second: Option<Value>,
    /// The number of an argument, from 1.
    pub index: Option<usize>,
    /// A message instead of the code's, or the type of `T0412`, or the function of `D3140`.
    pub note: Option<String>,
}

pub(super) type Failed = Box<Fault>;

impl Fault {
    pub fn new(code: &'static str) -> Self {
        Self { code, ..Self::default() }
    }

    pub fn at(mut self, position: usize) -> Self {
        self.position = Some(position);
        self
    }

    pub fn spanning(mut self, range: Range<usize>) -> Self {
        self.range = Some(range);
        self
    }

    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    pub fn value(mut self, value: impl Into<Value>) -> Self {
        self.value = Some(value.into());
        self
    }

    pub fn second(mut self, value: impl Into<Value>) -> Self {
        self.second = Some(value.into());
        self
    }

    pub fn index(mut self, index: usize) -> Self {
        self.index = Some(index);
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The finished error for the expression `text`.
    pub fn finish(self, text: &str) -> Error {
        let position = self.position.unwrap_or(0).min(text.len());
        let range = self.range.clone().unwrap_or_else(|| token_before(text, position));
        Error {
            code: self.code,
            message: self.message(),
            position: text.get(..position).map_or(position, |before| before.encode_utf16().count()),
            range,
            token: self.token,
            value: self.value,
        }
    }

    fn message(&self) -> String {
        let template = message_of(self.code);
        if template.is_empty() {
            return self.note.clone().unwrap_or_default();
        }
        let mut message = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while let Some(start) = rest.find("{{") {
            message.push_str(&rest[..start]);
            let Some(end) = rest.find("}}") else { break };
            let name = rest[start..end].trim_start_matches('{');
            let raw = rest[start..].starts_with("{{{");
            message.push_str(&self.field(name, raw));
            rest = rest[end..].trim_start_matches('}');
        }
        message.push_str(rest);
        message
    }

    fn field(&self, name: &str, raw: bool) -> String {
        let json = |value: &Option<Value>| value.as_ref().map_or_else(|| "undefined".to_owned(), super::numbers::to_json_text);
        let text = |text: &Option<String>| match text {
            Some(text) if raw || self.bare => text.clone(),
            Some(text) => Value::from(text.as_str()).to_json(),
            None => "undefined".to_owned(),
        };
        match name {
            "token" => text(&self.token),
            "value" => json(&self.value),
            "value2" | "exp" => json(&self.second),
            "index" => self.index.map_or_else(String::new, |index| index.to_string()),
            _ => text(&self.note),
        }
    }
}

/// The bytes of the word or sign that ends at `position`.
fn token_before(text: &str, position: usize) -> Range<usize> {
    let Some(before) = text.get(..position) else { return position..position };
    let word = before.trim_end_matches(|char: char| char.is_alphanumeric() || char == '_' || char == '$');
    let start =
        if word.len() < before.len() { word.len() } else { before.char_indices().next_back().map_or(0, |(start, _)| start) };
    start..position
}

/// The reference implementation's sentence for a code; `{{name}}` is a value as JSON, `{{{name}}}` one as it is.
fn message_of(code: &str) -> &'static str {
    match code {
        "S0101" => "String literal must be terminated by a matching quote",
        "S0102" => "Number out of range: {{token}}",
        "S0103" => "Unsupported escape sequence: \\{{token}}",
        "S0104" => "The escape sequence \\u must be followed by 4 hex digits",
        "S0105" => "Quoted property name must be terminated with a backquote (`)",
        "S0106" => "Comment has no closing tag",
        "S0201" => "Syntax error: {{token}}",
        "S0202" => "Expected {{value}}, got {{token}}",
        "S0203" => "Expected {{value}} before end of expression",
        "S0204" => "Unknown operator: {{token}}",
        "S0205" => "Unexpected token: {{token}}",
        "S0206" => "Unknown expression type: {{token}}",
        "S0207" => "Unexpected end of expression",
        "S0208" => "Parameter {{value}} of function definition must be a variable name (start with $)",
        "S0209" => "A predicate cannot follow a grouping expression in a step",
        "S0210" => "Each step can only have one grouping expression",
        "S0211" => "The symbol {{token}} cannot be used as a unary operator",
        "S0212" => "The left side of := must be a variable name (start with $)",
        "S0213" => "The literal value {{value}} cannot be used as a step within a path expression",
        "S0214" => "The right side of {{token}} must be a variable name (start with $)",
        "S0215" => "A context variable binding must precede any predicates on a step",
        "S0216" => "A context variable binding must precede the 'order-by' clause on a step",
        "S0217" => "The object representing the 'parent' cannot be derived from this expression",
        "S0301" => "Empty regular expressions are not allowed",
        "S0302" => "No terminating / in regular expression",
        "S0401" => "Type parameters can only be applied to functions and arrays",
        "S0402" => "Choice groups containing parameterized types are not supported",
        "S0500" => "Attempted to evaluate an expression containing syntax error(s)",
        "T0410" => "Argument {{index}} of function {{token}} does not match function signature",
        "T0411" => "Context value is not a compatible type with argument {{index}} of function {{token}}",
        "T0412" => "Argument {{index}} of function {{token}} must be an array of {{type}}",
        "D1001" => "Number out of range: {{value}}",
        "D1002" => "Cannot negate a non-numeric value: {{value}}",
        "T1003" => "Key in object structure must evaluate to a string; got: {{value}}",
        "D1004" => "Regular expression matches zero length string",
        "T1005" => "Attempted to invoke a non-function. Did you mean ${{{token}}}?",
        "T1006" => "Attempted to invoke a non-function",
        "T1007" => "Attempted to partially apply a non-function. Did you mean ${{{token}}}?",
        "T1008" => "Attempted to partially apply a non-function",
        "D1009" => "Multiple key definitions evaluate to same key: {{value}}",
        "T1010" => "The matcher function argument passed to function {{token}} does not return the correct object structure",
        "T2001" => "The left side of the {{token}} operator must evaluate to a number",
        "T2002" => "The right side of the {{token}} operator must evaluate to a number",
        "T2003" => "The left side of the range operator (..) must evaluate to an integer",
        "T2004" => "The right side of the range operator (..) must evaluate to an integer",
        "T2006" => "The right side of the function application operator ~> must be a function",
        "T2007" => "Type mismatch when comparing values {{value}} and {{value2}} in order-by clause",
        "T2008" => "The expressions within an order-by clause must evaluate to numeric or string values",
        "T2009" => "The values {{value}} and {{value2}} either side of operator {{token}} must be of the same data type",
        "T2010" => "The expressions either side of operator {{token}} must evaluate to numeric or string values",
        "T2011" => "The insert/update clause of the transform expression must evaluate to an object: {{value}}",
        "T2012" => "The delete clause of the transform expression must evaluate to a string or array of strings: {{value}}",
        "T2013" => {
            "The transform expression clones the input object using the $clone() function.  This has been overridden in the current \
             scope by a non-function."
        }
        "D2014" => {
            "The size of the sequence allocated by the range operator (..) must not exceed 1e6.  Attempted to allocate {{value}}."
        }
        "D3001" => "Attempting to invoke string function on Infinity or NaN",
        "D3010" => "Second argument of replace function cannot be an empty string",
        "D3011" => "Fourth argument of replace function must evaluate to a positive number",
        "D3012" => "Attempted to replace a matched string with a non-string value",
        "D3020" => "Third argument of split function must evaluate to a positive number",
        "D3030" => "Unable to cast value to a number: {{value}}",
        "D3040" => "Third argument of match function must evaluate to a positive number",
        "D3050" => "The second argument of reduce function must be a function with at least two arguments",
        "D3060" => "The sqrt function cannot be applied to a negative number: {{value}}",
        "D3061" => {
            "The power function has resulted in a value that cannot be represented as a JSON number: base={{value}}, exponent={{exp}}"
        }
        "D3070" => {
            "The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the \
             second argument to specify a comparison function"
        }
        "D3080" => "The picture string must only contain a maximum of two sub-pictures",
        "D3081" => "The sub-picture must not contain more than one instance of the 'decimal-separator' character",
        "D3082" => "The sub-picture must not contain more than one instance of the 'percent' character",
        "D3083" => "The sub-picture must not contain more than one instance of the 'per-mille' character",
        "D3084" => "The sub-picture must not contain both a 'percent' and a 'per-mille' character",
        "D3085" => {
            "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit character' or a \
             member of the 'decimal digit family'"
        }
        "D3086" => {
            "The sub-picture must not contain a passive character that is preceded by an active character and that is followed by \
             another active character"
        }
        "D3087" => {
            "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a 'decimal-separator' character"
        }
        "D3088" => "The sub-picture must not contain a 'grouping-separator' at the end of the integer part",
        "D3089" => "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character",
        "D3090" => {
            "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is followed by an instance \
             of the 'optional digit character'"
        }
        "D3091" => {
            "The fractional part of the sub-picture must not contain an instance of the 'optional digit character' that is followed by a \
             member of the 'decimal digit family'"
        }
        "D3092" => {
            "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character treated as an \
             'exponent-separator'"
        }
        "D3093" => {
            "The exponent part of the sub-picture must comprise only of one or more characters that are members of the 'decimal digit \
             family'"
        }
        "D3100" => "The radix of the formatBase function must be between 2 and 36.  It was given {{value}}",
        "D3110" => "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {{value}}",
        "D3120" => "Syntax error in expression passed to function eval: {{value}}",
        "D3121" => "Dynamic error evaluating the expression passed to function eval: {{value}}",
        "D3130" => {
            "Formatting or parsing an integer as a sequence starting with {{value}} is not supported by this implementation"
        }
        "D3131" => "In a decimal digit pattern, all digits must be from the same decimal group",
        "D3132" => "Unknown component specifier {{value}} in date/time picture string",
        "D3133" => "The 'name' modifier can only be applied to months and days in the date/time picture string, not {{value}}",
        "D3134" => "The timezone integer format specifier cannot have more than four digits",
        "D3135" => "No matching closing bracket ']' in date/time picture string",
        "D3136" => "The date/time picture string is missing specifiers required to parse the timestamp",
        "D3138" => "The $single() function expected exactly 1 matching result.  Instead it matched more.",
        "D3139" => "The $single() function expected exactly 1 matching result.  Instead it matched 0.",
        "D3140" => "Malformed URL passed to ${{{functionName}}}(): {{value}}",
        _ => "",
    }
}
