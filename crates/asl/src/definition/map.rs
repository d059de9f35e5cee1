//! A Map, inline or distributed.

use std::sync::Arc;

use value::Value;

use super::{NodeId, ScopeId, Setting, Template};
use crate::text::{Span, Spanned};

/// A Map. `Parameters`, the old name of `ItemSelector`, is among the state's data fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapState {
    /// `ItemProcessor` or, under its old name, `Iterator`.
    pub processor: Option<ScopeId>,
    /// The member name, where it is the old `Iterator`.
    pub iterator_name: Option<Span>,
    /// `ItemsPath` (JSONPath).
    pub items_path: Option<Spanned<Arc<str>>>,
    /// `Items` (JSONata): an array, an object or an expression.
    pub items: Option<Template>,
    /// `ItemSelector`.
    pub item_selector: Option<Template>,
    /// `ItemReader`.
    pub item_reader: Option<ItemReader>,
    /// `ItemBatcher`.
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter`.
    pub result_writer: Option<ResultWriter>,
    /// `MaxConcurrency`; 0 means no limit.
    pub max_concurrency: Option<Spanned<Setting<f64>>>,
    /// `MaxConcurrencyPath` (JSONPath).
    pub max_concurrency_path: Option<Spanned<Arc<str>>>,
    /// `ToleratedFailureCount`.
    pub tolerated_failure_count: Option<Spanned<Setting<f64>>>,
    /// `ToleratedFailureCountPath` (JSONPath).
    pub tolerated_failure_count_path: Option<Spanned<Arc<str>>>,
    /// `ToleratedFailurePercentage`.
    pub tolerated_failure_percentage: Option<Spanned<Setting<f64>>>,
    /// `ToleratedFailurePercentagePath` (JSONPath).
    pub tolerated_failure_percentage_path: Option<Spanned<Arc<str>>>,
    /// `Label`.
    pub label: Option<Spanned<Arc<str>>>,
}

/// `ProcessorConfig` of an ItemProcessor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProcessorConfig {
    /// `Mode`, inline if absent.
    pub mode: Option<Spanned<ProcessorMode>>,
    /// `ExecutionType` of child executions: `STANDARD` or `EXPRESS`.
    pub execution_type: Option<Spanned<Arc<str>>>,
}

/// Where a Map's iterations run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProcessorMode {
    /// `INLINE`: within this execution.
    #[default]
    Inline,
    /// `DISTRIBUTED`: as child executions.
    Distributed,
}

/// `ItemReader`: where a distributed Map gets its items.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemReader {
    /// Its node.
    pub node: NodeId,
    /// Its place.
    pub span: Span,
    /// `Resource`.
    pub resource: Option<Spanned<Arc<str>>>,
    /// `Parameters` (JSONPath).
    pub parameters: Option<Template>,
    /// `Arguments` (JSONata).
    pub arguments: Option<Template>,
    /// `ReaderConfig`.
    pub reader_config: Option<ReaderConfig>,
}

/// `ReaderConfig`: what the items are read as. Scalars are kept as written, since most may also be expressions.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderConfig {
    /// Its node.
    pub node: NodeId,
    /// `InputType`: CSV, JSON, JSONL, PARQUET or MANIFEST.
    pub input_type: Option<Spanned<Arc<str>>>,
    /// `Transformation`.
    pub transformation: Option<Spanned<Arc<str>>>,
    /// `ManifestType`.
    pub manifest_type: Option<Spanned<Arc<str>>>,
    /// `CSVDelimiter`.
    pub csv_delimiter: Option<Spanned<Arc<str>>>,
    /// `CSVHeaderLocation`.
    pub csv_header_location: Option<Spanned<Arc<str>>>,
    /// `CSVHeaders`.
    pub csv_headers: Option<Spanned<Value>>,
    /// `ItemsPointer`.
    pub items_pointer: Option<Spanned<Arc<str>>>,
    /// `MaxItems`.
    pub max_items: Option<Spanned<Setting<f64>>>,
    /// `MaxItemsPath` (JSONPath).
    pub max_items_path: Option<Spanned<Arc<str>>>,
}

/// `ItemBatcher`: how many items one child gets.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemBatcher {
    /// Its node.
    pub node: NodeId,
    /// Its place.
    pub span: Span,
    /// `BatchInput`.
    pub batch_input: Option<Template>,
    /// `MaxItemsPerBatch`.
    pub max_items_per_batch: Option<Spanned<Setting<f64>>>,
    /// `MaxItemsPerBatchPath` (JSONPath).
    pub max_items_per_batch_path: Option<Spanned<Arc<str>>>,
    /// `MaxInputBytesPerBatch`.
    pub max_input_bytes_per_batch: Option<Spanned<Setting<f64>>>,
    /// `MaxInputBytesPerBatchPath` (JSONPath).
    pub max_input_bytes_per_batch_path: Option<Spanned<Arc<str>>>,
}

/// `ResultWriter`: where a distributed Map puts its results.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultWriter {
    /// Its node.
    pub node: NodeId,
    /// Its place.
    pub span: Span,
    /// `Resource`.
    pub resource: Option<Spanned<Arc<str>>>,
    /// `Parameters` (JSONPath).
    pub parameters: Option<Template>,
    /// `Arguments` (JSONata).
    pub arguments: Option<Template>,
    /// `WriterConfig`.
    pub writer_config: Option<WriterConfig>,
}

/// `WriterConfig`: how results are written.
#[derive(Clone, Debug, PartialEq)]
pub struct WriterConfig {
    /// `OutputType`: JSON or JSONL.
    pub output_type: Option<Spanned<Arc<str>>>,
    /// `Transformation`: NONE, COMPACT or FLATTEN.
    pub transformation: Option<Spanned<Arc<str>>>,
}
