//! The functions of the language: names, signatures and what they do, for evaluation, completion and hover.

use std::sync::OnceLock;

use super::signature::Signature;

/// Which functions there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Library {
    /// Those of the language.
    Standard,
    /// Those of Step Functions: without `$eval`, with six more.
    StepFunctions,
}

/// One function in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// The name without `$`.
    pub name: &'static str,
    /// Its arguments, such as `$substring(text, start[, length])`.
    pub usage: &'static str,
    /// Its signature in the language's own notation, such as `<s-nn?:s>`.
    pub signature: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// An example of a call.
    pub example: &'static str,
    /// Whether Step Functions has it.
    pub in_step_functions: bool,
    /// Whether only Step Functions has it.
    pub only_in_step_functions: bool,
    arity: usize,
}

macro_rules! catalogue {
    ($($variant:ident $library:ident $arity:literal $signature:literal $usage:literal $summary:literal $example:literal;)*) => {
        /// A function of the library.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Builtin { $($variant),* }

        const BUILTINS: &[Builtin] = &[$(Builtin::$variant),*];

        /// Every function, in alphabetical order of groups: numbers, texts, arrays, objects, time, Step Functions.
        pub const CATALOGUE: &[Description] = &[$(describe(Origin::$library, $arity, $signature, $usage, $summary, $example)),*];
    };
}

#[derive(Clone, Copy, PartialEq)]
enum Origin {
    Both,
    Language,
    Added,
}

const fn describe(
    origin: Origin,
    arity: usize,
    signature: &'static str,
    usage: &'static str,
    summary: &'static str,
    example: &'static str,
) -> Description {
    let (in_step_functions, only_in_step_functions) = match origin {
        Origin::Both => (true, false),
        Origin::Language => (false, false),
        Origin::Added => (true, true),
    };
    Description { name: name_in(usage), usage, signature, summary, example, in_step_functions, only_in_step_functions, arity }
}

/// The name in `$name(…)`.
const fn name_in(usage: &'static str) -> &'static str {
    let (_, rest) = usage.split_at(1);
    let bytes = rest.as_bytes();
    let mut end = 0;
    while bytes[end] != b'(' {
        end += 1;
    }
    rest.split_at(end).0
}

/// The places of the catalogue in the order of names.
static BY_NAME: [u8; CATALOGUE.len()] = {
    let mut order = [0; CATALOGUE.len()];
    let mut count = 0;
    while count < CATALOGUE.len() {
        let mut at = count;
        while at > 0 && is_before(CATALOGUE[count].name.as_bytes(), CATALOGUE[order[at - 1] as usize].name.as_bytes()) {
            order[at] = order[at - 1];
            at -= 1;
        }
        order[at] = count as u8;
        count += 1;
    }
    order
};

const fn is_before(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return one[at] < other[at];
        }
        at += 1;
    }
    one.len() < other.len()
}

impl Builtin {
    /// The function of that name in a library.
    pub fn find(name: &str, library: Library) -> Option<Self> {
        let fits = |description: &Description| match library {
            Library::Standard => !description.only_in_step_functions,
            Library::StepFunctions => description.in_step_functions,
        };
        let from = BY_NAME.partition_point(|index| CATALOGUE[usize::from(*index)].name < name);
        let same = BY_NAME[from..].iter().map(|index| usize::from(*index)).take_while(|index| CATALOGUE[*index].name == name);
        same.into_iter().find(|index| fits(&CATALOGUE[*index])).map(|index| BUILTINS[index])
    }

    pub fn description(self) -> &'static Description {
        &CATALOGUE[self as usize]
    }

    /// How many parameters it declares: callers of higher-order functions pass no more.
    pub fn arity(self) -> usize {
        self.description().arity
    }

    pub fn signature(self) -> Option<&'static Signature> {
        static SIGNATURES: OnceLock<Vec<Option<Signature>>> = OnceLock::new();
        let signatures =
            SIGNATURES.get_or_init(|| CATALOGUE.iter().map(|description| Signature::parse(description.signature).ok()).collect());
        signatures[self as usize].as_ref()
    }
}

catalogue! {
    Abs Both 1 "<n-:n>" "$abs(number)" "Gives a number without its sign." "$abs(-5)";
    Average Both 1 "<a<n>:n>" "$average(array)" "Gives the mean of an array of numbers." "$average([2, 4])";
    Ceil Both 1 "<n-:n>" "$ceil(number)" "Rounds a number up." "$ceil(3.2)";
    Floor Both 1 "<n-:n>" "$floor(number)" "Rounds a number down." "$floor(3.8)";
    FormatBase Both 2 "<n-n?:s>" "$formatBase(number[, radix])" "Writes a whole number in the given base, 2 to 36." "$formatBase(255, 16)";
    FormatInteger Both 2 "<n-s:s>" "$formatInteger(number, picture)" "Writes a whole number after a picture: words, Roman numerals, digits." "$formatInteger(2026, 'I')";
    FormatNumber Both 3 "<n-so?:s>" "$formatNumber(number, picture[, options])" "Writes a number after a picture such as #,##0.00." "$formatNumber(1234.5, '#,##0.00')";
    Max Both 1 "<a<n>:n>" "$max(array)" "Gives the greatest of an array of numbers." "$max([5, 1, 3])";
    Min Both 1 "<a<n>:n>" "$min(array)" "Gives the least of an array of numbers." "$min([5, 1, 3])";
    Number Both 1 "<(nsb)-:n>" "$number(value)" "Makes a number of a text or boolean." "$number('12.5')";
    ParseInteger Both 2 "<s-s:n>" "$parseInteger(text, picture)" "Reads a whole number written after a picture." "$parseInteger('twelve', 'w')";
    Power Both 2 "<n-n:n>" "$power(base, exponent)" "Raises a number to a power." "$power(2, 8)";
    Round Both 2 "<n-n?:n>" "$round(number[, precision])" "Rounds to the nearest, halves to the even neighbour." "$round(3.14159, 2)";
    Sqrt Both 1 "<n-:n>" "$sqrt(number)" "Gives the square root." "$sqrt(16)";
    Sum Both 1 "<a<n>:n>" "$sum(array)" "Adds up an array of numbers." "$sum([5, 1, 3])";
    Base64Decode Language 1 "<s-:s>" "$base64decode(text)" "Decodes Base64." "$base64decode('bXk=')";
    Base64Encode Both 1 "<s-:s>" "$base64encode(text)" "Encodes text as Base64." "$base64encode('my')";
    Contains Both 2 "<s-(sf):b>" "$contains(text, pattern)" "Tells whether a text holds another text or a match of a pattern." "$contains('abracadabra', /br/)";
    DecodeUrl Both 1 "<s-:s>" "$decodeUrl(text)" "Decodes a URL." "$decodeUrl('a%20b')";
    DecodeUrlComponent Both 1 "<s-:s>" "$decodeUrlComponent(text)" "Decodes a part of a URL." "$decodeUrlComponent('a%26b')";
    EncodeUrl Both 1 "<s-:s>" "$encodeUrl(text)" "Encodes a URL, leaving its delimiters." "$encodeUrl('https://a/b c')";
    EncodeUrlComponent Both 1 "<s-:s>" "$encodeUrlComponent(text)" "Encodes a part of a URL, delimiters too." "$encodeUrlComponent('a&b')";
    Join Both 2 "<a<s>s?:s>" "$join(array[, separator])" "Joins an array of texts." "$join(['a', 'b'], '-')";
    Length Both 1 "<s-:n>" "$length(text)" "Counts the characters of a text." "$length('Hello')";
    Lowercase Both 1 "<s-:s>" "$lowercase(text)" "Writes a text in small letters." "$lowercase('Hello')";
    Match Both 3 "<s-f<s:o>n?:a<o>>" "$match(text, pattern[, limit])" "Gives the matches of a pattern with their groups." "$match('ababb', /a(b+)/)";
    Pad Both 3 "<s-ns?:s>" "$pad(text, width[, char])" "Fills a text to a width; a negative width fills the left side." "$pad('7', -3, '0')";
    Replace Both 4 "<s-(sf)(sf)n?:s>" "$replace(text, pattern, replacement[, limit])" "Replaces a text or the matches of a pattern." "$replace('John Smith', /(\\w+)\\s(\\w+)/, '$2, $1')";
    Split Both 3 "<s-(sf)n?:a<s>>" "$split(text, separator[, limit])" "Cuts a text at a separator or pattern." "$split('a,b', ',')";
    String Both 1 "<x-b?:s>" "$string(value[, prettify])" "Writes any value as text, objects and arrays as JSON." "$string({'a': 1})";
    Substring Both 3 "<s-nn?:s>" "$substring(text, start[, length])" "Takes a part of a text; a negative start counts from the end." "$substring('Hello', 1, 3)";
    SubstringAfter Both 2 "<s-s:s>" "$substringAfter(text, chars)" "Gives what follows the first occurrence of a text." "$substringAfter('a=b', '=')";
    SubstringBefore Both 2 "<s-s:s>" "$substringBefore(text, chars)" "Gives what comes before the first occurrence of a text." "$substringBefore('a=b', '=')";
    Trim Both 1 "<s-:s>" "$trim(text)" "Drops blanks at both ends and doubled ones inside." "$trim('  a   b ')";
    Uppercase Both 1 "<s-:s>" "$uppercase(text)" "Writes a text in capital letters." "$uppercase('Hello')";
    Append Both 2 "<xx:a>" "$append(first, second)" "Joins two arrays or values as one array." "$append([1, 2], [3])";
    Boolean Both 1 "<x-:b>" "$boolean(value)" "Tells whether a value counts as true." "$boolean('text')";
    Count Both 1 "<a:n>" "$count(array)" "Counts the items of an array." "$count([1, 2, 3])";
    Distinct Both 1 "<x:x>" "$distinct(array)" "Drops repeated items." "$distinct([1, 2, 1])";
    Exists Both 1 "<x:b>" "$exists(value)" "Tells whether an expression finds anything." "$exists($states.input.id)";
    Filter Both 2 "<af>" "$filter(array, function)" "Keeps the items for which a function is true." "$filter([1, 5], function($v) { $v > 2 })";
    Map Both 2 "<af>" "$map(array, function)" "Applies a function to each item." "$map([1, 2], function($v) { $v * 2 })";
    Not Both 1 "<x-:b>" "$not(value)" "Negates the truth of a value." "$not(false)";
    Reduce Both 2 "<afj?:j>" "$reduce(array, function[, init])" "Combines all items with a function of two arguments." "$reduce([1, 2, 3], function($a, $b) { $a + $b })";
    Reverse Both 1 "<a:a>" "$reverse(array)" "Turns an array around." "$reverse([1, 2])";
    Shuffle Both 1 "<a:a>" "$shuffle(array)" "Puts an array in random order." "$shuffle([1, 2, 3])";
    Single Both 2 "<af?>" "$single(array, function)" "Gives the only item for which a function is true, or fails." "$single([1, 5], function($v) { $v > 2 })";
    Sort Both 2 "<af?:a>" "$sort(array[, function])" "Sorts an array; the function tells whether two items must swap." "$sort([3, 1], function($l, $r) { $l > $r })";
    Zip Both 0 "<a+>" "$zip(array, …)" "Pairs the items of several arrays." "$zip([1, 2], ['a', 'b'])";
    Assert Both 2 "<bs?:x>" "$assert(condition, message)" "Fails with a message unless a condition is true." "$assert(1 < 2, 'no')";
    Clone Both 1 "<(oa)-:o>" "$clone(value)" "Copies an object or array." "$clone({'a': 1})";
    Each Both 2 "<o-f:a>" "$each(object, function)" "Applies a function to each member of an object." "$each({'a': 1}, function($v, $k) { $k })";
    Error Both 1 "<s?:x>" "$error(message)" "Fails with a message." "$error('no such order')";
    Keys Both 1 "<x-:a<s>>" "$keys(object)" "Gives the names of an object's members." "$keys({'a': 1})";
    Lookup Both 2 "<x-s:x>" "$lookup(object, key)" "Gives the member of that name." "$lookup({'a': 1}, 'a')";
    Merge Both 1 "<a<o>:o>" "$merge(array)" "Merges an array of objects; later members win." "$merge([{'a': 1}, {'b': 2}])";
    Sift Both 2 "<o-f?:o>" "$sift(object, function)" "Keeps the members for which a function is true." "$sift({'a': 1, 'b': 2}, function($v) { $v > 1 })";
    Spread Both 1 "<x-:a<o>>" "$spread(object)" "Splits an object into one object per member." "$spread({'a': 1, 'b': 2})";
    Type Both 1 "<x:s>" "$type(value)" "Names the type of a value." "$type([1])";
    FromMillis Both 3 "<n-s?s?:s>" "$fromMillis(number[, picture[, timezone]])" "Writes milliseconds since 1970 as a timestamp." "$fromMillis(1510067557121)";
    Millis Both 0 "<:n>" "$millis()" "Gives the milliseconds since 1970." "$millis()";
    Now Both 2 "<s?s?:s>" "$now([picture[, timezone]])" "Gives the current time as a timestamp." "$now()";
    ToMillis Both 2 "<s-s?:n>" "$toMillis(timestamp[, picture])" "Reads a timestamp as milliseconds since 1970." "$toMillis('2017-11-07T15:12:37.121Z')";
    Random Language 0 "<:n>" "$random()" "Gives a random number, at least 0 and less than 1." "$random()";
    Base64DecodeStrict Added 1 "<s-:s>" "$base64decode(text)" "Decodes Base64; other characters are an error." "$base64decode('bXk=')";
    Hash Added 2 "<ss?:s>" "$hash(text, algorithm)" "Computes a digest with MD5, SHA-1, SHA-256, SHA-384 or SHA-512." "$hash('data', 'SHA-256')";
    Parse Added 1 "<s-:x>" "$parse(json)" "Reads JSON text as a value." "$parse('{\"a\": 1}')";
    Partition Added 2 "<xn?:a>" "$partition(array[, size])" "Cuts an array into arrays of the given size; the last may be shorter." "$partition([1, 2, 3], 2)";
    RandomSeeded Added 1 "<n?:n>" "$random([seed])" "Gives a random number, at least 0 and less than 1, the same for the same seed." "$random(42)";
    RangeOf Added 3 "<nnn?:a>" "$range(first, last, step)" "Makes an array of numbers from first to last." "$range(1, 9, 2)";
    Uuid Added 0 "<:s>" "$uuid()" "Makes a version 4 UUID." "$uuid()";
}
