//! What each function does, for completion and hover.

use super::Function;

/// One function in words.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    /// The function.
    pub function: Function,
    /// Its arguments, such as `States.Hash(data, algorithm)`.
    pub signature: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// An example of a call.
    pub example: &'static str,
}

const fn entry(function: Function, signature: &'static str, summary: &'static str, example: &'static str) -> Description {
    Description { function, signature, summary, example }
}

/// All functions, in alphabetical order.
pub const CATALOGUE: [Description; 18] = [
    entry(Function::Array, "States.Array(value, …)", "Makes an array of its arguments.", "States.Array($.id, 'x', 3)"),
    entry(
        Function::ArrayContains,
        "States.ArrayContains(array, value)",
        "Tells whether an array holds a value.",
        "States.ArrayContains($.ids, $.id)",
    ),
    entry(
        Function::ArrayGetItem,
        "States.ArrayGetItem(array, index)",
        "Takes one item of an array, counted from 0.",
        "States.ArrayGetItem($.ids, 0)",
    ),
    entry(Function::ArrayLength, "States.ArrayLength(array)", "Counts the items of an array.", "States.ArrayLength($.ids)"),
    entry(
        Function::ArrayPartition,
        "States.ArrayPartition(array, size)",
        "Cuts an array into arrays of the given size; the last may be shorter.",
        "States.ArrayPartition($.ids, 4)",
    ),
    entry(
        Function::ArrayRange,
        "States.ArrayRange(first, last, step)",
        "Makes an array of up to 1,000 numbers from first to last.",
        "States.ArrayRange(1, 9, 2)",
    ),
    entry(Function::ArrayUnique, "States.ArrayUnique(array)", "Drops repeated items of an array.", "States.ArrayUnique($.ids)"),
    entry(
        Function::Base64Decode,
        "States.Base64Decode(text)",
        "Decodes Base64 text of up to 10,000 characters.",
        "States.Base64Decode($.data)",
    ),
    entry(
        Function::Base64Encode,
        "States.Base64Encode(text)",
        "Encodes text of up to 10,000 characters as Base64.",
        "States.Base64Encode($.data)",
    ),
    entry(
        Function::Format,
        "States.Format(template, value, …)",
        "Fills each {} of a template with the next argument.",
        "States.Format('Hello {}', $.name)",
    ),
    entry(
        Function::Hash,
        "States.Hash(data, algorithm)",
        "Computes a digest with MD5, SHA-1, SHA-256, SHA-384 or SHA-512.",
        "States.Hash($.data, 'SHA-256')",
    ),
    entry(
        Function::JsonMerge,
        "States.JsonMerge(first, second, false)",
        "Merges two objects; members of the second win. Only the shallow mode (false) exists.",
        "States.JsonMerge($.defaults, $.order, false)",
    ),
    entry(Function::JsonToString, "States.JsonToString(value)", "Writes a value as JSON text.", "States.JsonToString($.order)"),
    entry(
        Function::MathAdd,
        "States.MathAdd(first, second)",
        "Adds two numbers, each rounded to a whole one.",
        "States.MathAdd($.count, 1)",
    ),
    entry(
        Function::MathRandom,
        "States.MathRandom(start, end[, seed])",
        "Gives a random whole number from start up to, not including, end.",
        "States.MathRandom(1, 7)",
    ),
    entry(
        Function::StringSplit,
        "States.StringSplit(text, delimiters)",
        "Splits text at any of the given characters; empty parts are dropped.",
        "States.StringSplit('1,2;3', ',;')",
    ),
    entry(Function::StringToJson, "States.StringToJson(text)", "Reads JSON text as a value.", "States.StringToJson($.body)"),
    entry(Function::Uuid, "States.UUID()", "Makes a version 4 UUID.", "States.UUID()"),
];
