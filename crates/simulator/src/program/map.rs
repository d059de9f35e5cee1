//! A compiled Map.

use expressions::jsonpath::Path;

use super::expression::{Compiled, Number};

#[derive(Debug)]
pub(crate) struct MapProgram {
    /// The scope that each item goes through.
    pub processor: u32,
    pub distributed: bool,
    /// Whether child executions are Express.
    pub express_children: bool,
    /// `ItemsPath`; absent for the whole input.
    pub items_path: Option<Path>,
    /// `Items` of a JSONata Map.
    pub items: Option<Compiled>,
    pub item_selector: Option<Compiled>,
    pub max_concurrency: Option<Number>,
    pub tolerated_failure_count: Option<Number>,
    pub tolerated_failure_percentage: Option<Number>,
    pub reader: Option<ReaderProgram>,
    pub batcher: Option<BatcherProgram>,
    pub writer: Option<WriterProgram>,
    pub label: Option<std::sync::Arc<str>>,
}

/// `ItemReader`.
#[derive(Debug)]
pub(crate) struct ReaderProgram {
    pub source: ReaderSource,
    /// `Parameters` or `Arguments`: Bucket, Key, Prefix.
    pub arguments: Option<Compiled>,
    pub input_type: Option<InputType>,
    pub manifest: Option<Manifest>,
    /// `LOAD_AND_FLATTEN`: each listed object is read too.
    pub flatten: bool,
    pub delimiter: u8,
    /// `CSVHeaders`, where they are given.
    pub headers: Option<Vec<std::sync::Arc<str>>>,
    pub items_pointer: Option<std::sync::Arc<str>>,
    pub max_items: Option<Number>,
}

/// What an ItemReader calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReaderSource {
    Object,
    Listing,
}

/// `InputType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputType {
    Csv,
    Json,
    Jsonl,
    Manifest,
    Parquet,
}

/// `ManifestType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manifest {
    Athena,
    Inventory,
}

/// `ItemBatcher`.
#[derive(Debug)]
pub(crate) struct BatcherProgram {
    pub batch_input: Option<Compiled>,
    pub max_items: Option<Number>,
    pub max_bytes: Option<Number>,
}

/// `ResultWriter`.
#[derive(Debug)]
pub(crate) struct WriterProgram {
    /// `Parameters` or `Arguments`: Bucket, Prefix; absent where only the `WriterConfig` is given.
    pub arguments: Option<Compiled>,
    pub jsonl: bool,
    pub transformation: WriterTransformation,
}

/// `WriterConfig.Transformation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriterTransformation {
    None,
    Compact,
    Flatten,
}
