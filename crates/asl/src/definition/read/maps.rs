//! Maps, with where their items come from and where their results go.

use super::super::{ItemBatcher, ItemReader, MapState, NodeId, QueryLanguage, ReaderConfig, ResultWriter, StateId, WriterConfig};
use super::Reader;

impl Reader<'_> {
    pub(super) fn map(&mut self, node: NodeId, id: StateId, inherited: QueryLanguage) -> MapState {
        let new = self.object(node, "ItemProcessor");
        let old = self.tree.member(node, "Iterator");
        let processor = new.or_else(|| self.object(node, "Iterator"));
        MapState {
            processor: processor.map(|scope| self.scope(scope, Some(id), inherited)),
            iterator_name: old.and_then(|old| self.tree.key_span(old)),
            items_path: self.text(node, "ItemsPath"),
            items: self.template(node, "Items"),
            item_selector: self.template(node, "ItemSelector"),
            item_reader: self.item_reader(node),
            item_batcher: self.item_batcher(node),
            result_writer: self.result_writer(node),
            max_concurrency: self.number_setting(node, "MaxConcurrency"),
            max_concurrency_path: self.text(node, "MaxConcurrencyPath"),
            tolerated_failure_count: self.number_setting(node, "ToleratedFailureCount"),
            tolerated_failure_count_path: self.text(node, "ToleratedFailureCountPath"),
            tolerated_failure_percentage: self.number_setting(node, "ToleratedFailurePercentage"),
            tolerated_failure_percentage_path: self.text(node, "ToleratedFailurePercentagePath"),
            label: self.text(node, "Label"),
        }
    }

    fn item_reader(&mut self, state: NodeId) -> Option<ItemReader> {
        let node = self.object(state, "ItemReader")?;
        Some(ItemReader {
            node,
            span: self.tree.span(node),
            resource: self.text(node, "Resource"),
            parameters: self.template(node, "Parameters"),
            arguments: self.template(node, "Arguments"),
            reader_config: self.reader_config(node),
        })
    }

    fn reader_config(&mut self, reader: NodeId) -> Option<ReaderConfig> {
        let node = self.object(reader, "ReaderConfig")?;
        Some(ReaderConfig {
            node,
            input_type: self.text(node, "InputType"),
            transformation: self.text(node, "Transformation"),
            manifest_type: self.text(node, "ManifestType"),
            csv_delimiter: self.text(node, "CSVDelimiter"),
            csv_header_location: self.text(node, "CSVHeaderLocation"),
            csv_headers: self.any(node, "CSVHeaders"),
            items_pointer: self.text(node, "ItemsPointer"),
            max_items: self.number_setting(node, "MaxItems"),
            max_items_path: self.text(node, "MaxItemsPath"),
        })
    }

    fn item_batcher(&mut self, state: NodeId) -> Option<ItemBatcher> {
        let node = self.object(state, "ItemBatcher")?;
        Some(ItemBatcher {
            node,
            span: self.tree.span(node),
            batch_input: self.template(node, "BatchInput"),
            max_items_per_batch: self.number_setting(node, "MaxItemsPerBatch"),
            max_items_per_batch_path: self.text(node, "MaxItemsPerBatchPath"),
            max_input_bytes_per_batch: self.number_setting(node, "MaxInputBytesPerBatch"),
            max_input_bytes_per_batch_path: self.text(node, "MaxInputBytesPerBatchPath"),
        })
    }

    fn result_writer(&mut self, state: NodeId) -> Option<ResultWriter> {
        let node = self.object(state, "ResultWriter")?;
        let config = self.object(node, "WriterConfig");
        Some(ResultWriter {
            node,
            span: self.tree.span(node),
            resource: self.text(node, "Resource"),
            parameters: self.template(node, "Parameters"),
            arguments: self.template(node, "Arguments"),
            writer_config: config.map(|config| WriterConfig {
                output_type: self.text(config, "OutputType"),
                transformation: self.text(config, "Transformation"),
            }),
        })
    }
}
