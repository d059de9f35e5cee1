//! The limits that keep evaluation finite, as named constants: AWS's own, and ours where AWS measures seconds or memory.

/// How deep intrinsic functions may nest in one field (AWS).
pub const INTRINSIC_NESTING: usize = 10;
/// The longest text, in characters, that States.Base64Encode, Base64Decode and Hash take (AWS).
pub const INTRINSIC_TEXT: usize = 10_000;
/// The most items that States.ArrayRange and `$range` make (AWS).
pub const RANGE_ITEMS: usize = 1_000;
/// How deep brackets, parentheses and other constructs may nest in the text of any expression.
pub const SYNTAX_DEPTH: usize = 128;
/// How high the tree of any expression may grow, long chains of operators included.
pub const SYNTAX_HEIGHT: usize = 256;
/// How deep a value may nest before walking it is refused.
pub const VALUE_DEPTH: usize = 500;
/// How many matches one JSONPath may collect.
pub const PATH_MATCHES: usize = 1_000_000;
/// Steps of one JSONata evaluation: well beyond what the service computes in its one second.
pub const JSONATA_STEPS: u64 = 20_000_000;
/// How deep JSONata evaluation may nest (AWS).
pub const JSONATA_DEPTH: usize = 100;
/// The greatest value one JSONata expression may build: a character counts one, an item eight (AWS).
pub const JSONATA_MEMORY: usize = 6_990_256;
/// The most characters of a picture of numbers or times: far more than any that is written by hand.
pub const PICTURE_CHARS: usize = 10_000;
/// The most parts of a picture of times.
pub const PICTURE_PARTS: usize = 500;
/// The most items that `$range` makes (AWS).
pub const STEP_FUNCTIONS_RANGE: f64 = 360_145.0;
/// The most items that a JSONata range (`[1..n]`) makes (the reference implementation's limit).
pub const JSONATA_RANGE: f64 = 1e7;
