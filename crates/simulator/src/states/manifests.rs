//! Manifests: objects that list the objects whose lines are a Map's items.

use std::sync::Arc;

use value::Value;

use super::csv;
use super::items::{parse_items, reader_failed};
use crate::execution::{Failure, Turn};
use crate::program::ReaderProgram;

/// The columns of an inventory whose manifest is not given, only its list.
const COLUMNS: &str = "Bucket, Key, Size, LastModifiedDate, ETag, StorageClass";

impl Turn<'_> {
    /// The items of an S3 Inventory: `manifest.json` names its columns and the lists of objects. A list by itself is
    /// taken for one with the usual columns.
    pub fn inventory_items(&mut self, bucket: &str, body: &str) -> Result<Vec<Value>, Failure> {
        let Some(manifest) = value::parse(body).ok().filter(|manifest| manifest.as_object().is_some()) else {
            return Ok(rows(COLUMNS, body));
        };
        let text = |member: &str| manifest.get(member).and_then(Value::as_str);
        let format = text("fileFormat").unwrap_or("CSV");
        if format != "CSV" {
            return Err(reader_failed(format!(
                "Stepwright does not simulate inventories in {format}: make the inventory's list a CSV to run this Map here."
            )));
        }
        let columns = text("fileSchema").unwrap_or(COLUMNS).to_owned();
        let destination = text("destinationBucket").map_or(bucket, |arn| arn.rsplit(':').next().unwrap_or(arn)).to_owned();
        let files = manifest.get("files").and_then(Value::as_array);
        let files =
            files.ok_or_else(|| reader_failed("The manifest has no `files`, so it is no manifest of an S3 Inventory."))?;
        let mut items = Vec::new();
        for file in files.iter() {
            let key = file.get("key").and_then(Value::as_str).unwrap_or_default();
            items.extend(rows(&columns, &self.listed_object(&destination, key)?));
        }
        Ok(items)
    }

    /// The items of the data files that a manifest of an Athena query names, one `s3://` place on each line.
    pub fn athena_items(&mut self, reader: &ReaderProgram, body: &str) -> Result<Vec<Value>, Failure> {
        let mut items = Vec::new();
        for line in body.lines().map(|line| line.trim().trim_matches('"')).filter(|line| !line.is_empty()) {
            let place = line.strip_prefix("s3://").and_then(|place| place.split_once('/'));
            let (bucket, key) = place.ok_or_else(|| reader_failed(format!("`{line}` is no place such as s3://bucket/key.")))?;
            let data = self.listed_object(bucket, key)?;
            items.extend(parse_items(reader, key, &data, self.service)?.values);
        }
        Ok(items)
    }

    /// An object that a manifest lists. The sandbox holds texts: what is compressed in S3 is given as it is inside.
    fn listed_object(&mut self, bucket: &str, key: &str) -> Result<Arc<str>, Failure> {
        self.host.read_object(bucket, key).map_err(|why| {
            reader_failed(format!("The manifest lists `{key}`. {why} Give compressed objects as the text they hold."))
        })
    }
}

/// The rows of a list without headers, as objects.
fn rows(columns: &str, body: &str) -> Vec<Value> {
    let columns: Vec<&str> = columns.split(',').map(str::trim).collect();
    csv::rows(b',', body).into_iter().map(|row| Value::object(columns.iter().copied().zip(row))).collect()
}
