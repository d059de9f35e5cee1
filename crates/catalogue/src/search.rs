//! Search over all services and operations: words and beginnings of words, also within `camelCase`.

use crate::index::{Entry, Index};

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'i> {
    /// The best, in their order.
    pub hits: Vec<Hit<'i>>,
    /// How many there are in all.
    pub total: usize,
}

/// An operation that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit<'i> {
    /// The service.
    pub entry: &'i Entry,
    /// The action.
    pub action: &'i str,
    /// Whether Step Functions can call it, as far as is known.
    pub supported: bool,
    score: i32,
}

/// Services that workflows call most, which come first among equals.
const WELL_KNOWN: [&str; 14] = [
    "bedrockruntime",
    "cloudwatch",
    "dynamodb",
    "ec2",
    "ecs",
    "eventbridge",
    "glue",
    "lambda",
    "rds",
    "s3",
    "secretsmanager",
    "sfn",
    "sns",
    "sqs",
];

impl Index {
    /// Finds what every word of the query fits: a service by a word of its names, an action by a word within it or by
    /// several written as one. The optimised integration comes before the same API.
    #[must_use]
    pub fn search(&self, query: &str, most: usize) -> Found<'_> {
        let lower = query.to_lowercase();
        // A resource that is pasted is looked for by its service and action.
        let lower = lower.rsplit_once("aws-sdk:").or(lower.rsplit_once(":::")).map_or(lower.as_str(), |(_, rest)| rest);
        let words: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut hits = Vec::new();
        if !words.is_empty() {
            self.entries().iter().for_each(|entry| search_in(entry, &words, &mut hits));
        }
        let total = hits.len();
        let key = |hit: &Hit| (-hit.score, hit.action.len());
        if hits.len() > most {
            hits.select_nth_unstable_by_key(most, key);
            hits.truncate(most);
        }
        hits.sort_by(|one, other| {
            key(one)
                .cmp(&key(other))
                .then_with(|| one.action.cmp(other.action))
                .then_with(|| one.entry.name.cmp(&other.entry.name))
        });
        Found { hits, total }
    }
}

impl Hit<'_> {
    /// The resource of a Task that calls it.
    #[must_use]
    pub fn resource(&self) -> String {
        let sdk = if self.entry.optimized { "" } else { "aws-sdk:" };
        format!("arn:aws:states:::{sdk}{}:{}", self.entry.name, self.action)
    }
}

/// Appends what fits of one service.
fn search_in<'i>(entry: &'i Entry, words: &[&str], hits: &mut Vec<Hit<'i>>) {
    let of_service: Vec<i32> = words.iter().map(|word| fit_of_service(entry, word)).collect();
    let known = WELL_KNOWN.contains(&&*entry.name) || entry.optimized;
    let base = 40 * i32::from(entry.optimized) + 10 * i32::from(known);
    for (action, supported) in entry.actions() {
        let mut fits = words.iter().zip(&of_service).map(|(word, service)| fit_of_action(action, word).max(*service));
        let Some(score) = fits.try_fold(0, |sum, fit| (fit > 0).then_some(sum + fit)) else { continue };
        hits.push(Hit { entry, action, supported, score: score + base - 60 * i32::from(!supported) });
    }
}

/// How well a word fits a service: all of its name, a word of its names, the beginning of one.
fn fit_of_service(entry: &Entry, word: &str) -> i32 {
    let fit = |name: &str| match name {
        name if name == word => 24,
        name if name.starts_with(word) => 14,
        _ => 0,
    };
    if *entry.name == *word { 36 } else { entry.words.split(' ').map(fit).max().unwrap_or_default() }
}

/// How well a word fits an action: all of it, its beginning, the beginning of a word within it.
fn fit_of_action(action: &str, word: &str) -> i32 {
    let bytes = action.as_bytes();
    let begins = |at: usize| bytes.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    if begins(0) {
        return if bytes.len() == word.len() { 40 } else { 20 };
    }
    if (1..bytes.len()).any(|at| begins_word(bytes, at) && begins(at)) { 12 } else { 0 }
}

/// Whether a word begins here: a capital after lower case, the last capital before lower case, or a number.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    let (before, here) = (bytes[at - 1], bytes[at]);
    let lower_follows = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
    here.is_ascii_uppercase() && (!before.is_ascii_uppercase() || lower_follows)
        || here.is_ascii_digit() && !before.is_ascii_digit()
}
