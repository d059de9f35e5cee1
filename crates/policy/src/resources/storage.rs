//! Buckets and objects of S3.

use super::Call;
use crate::pattern::Pattern;
use crate::table::table;

/// `None` leaves it to the table.
pub fn resources(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    let kinds = table().kinds(permission)?;
    let on_object = kinds.iter().any(|kind| kind.name == "object");
    let on_bucket = kinds.iter().any(|kind| kind.name == "bucket");
    let is_copy = matches!(call.operation, "copyObject" | "uploadPartCopy");
    if is_copy && permission == "s3:GetObject" {
        return Some(copied(call));
    }
    let buckets = or_any(call.texts("Bucket"));
    match () {
        () if on_object => {
            let keys = or_any(call.texts("Key"));
            Some(buckets.iter().flat_map(|bucket| keys.iter().map(|key| object_arn(bucket, key))).collect())
        }
        () if on_bucket => Some(buckets.iter().map(bucket_arn).collect()),
        () => None,
    }
}

/// `CopySource`: `bucket/key`, with or without a slash before it, or the ARN of an access point.
fn copied(call: &Call) -> Vec<Pattern> {
    let sources = or_any(call.texts("CopySource"));
    let arn = |source: &Pattern| {
        let source = source.without_prefix("/").unwrap_or_else(|| source.clone());
        let mut parts = source.split('/');
        if source.is_arn() || parts.is_empty() {
            return source;
        }
        let bucket = parts.remove(0);
        if parts.is_empty() {
            return object_arn(&Pattern::any(), &Pattern::any());
        }
        let key = crate::pattern::join(&parts, "/");
        let version = key.known().and_then(|key| key.split_once("?versionId=").map(|(key, _)| Pattern::text(key)));
        object_arn(&bucket, &version.unwrap_or(key))
    };
    sources.iter().map(arn).collect()
}

/// Anything, where nothing is told.
pub fn or_any(texts: Vec<Pattern>) -> Vec<Pattern> {
    if texts.is_empty() { vec![Pattern::any()] } else { texts }
}

/// The ARN of a bucket, which may be given as one.
#[must_use]
pub fn bucket_arn(bucket: &Pattern) -> Pattern {
    super::named(bucket, "arn:%p:s3:::{Bucket}", false)
}

/// The ARN of an object in a bucket. A key with `*` in it names all such objects.
#[must_use]
pub fn object_arn(bucket: &Pattern, key: &Pattern) -> Pattern {
    let separator = if bucket.is_arn() && bucket.beginning().contains(":accesspoint") { "/object/" } else { "/" };
    bucket_arn(bucket).then_text(separator).then(key)
}

/// What an `s3://bucket/key` names: the bucket's ARN and the objects'.
#[must_use]
pub fn uri_arns(uri: &Pattern, below: bool) -> (Pattern, Pattern) {
    let rest = ["s3://", "S3://"].iter().find_map(|scheme| uri.without_prefix(scheme));
    let Some(rest) = rest else {
        return (bucket_arn(&Pattern::any()), object_arn(&Pattern::any(), &Pattern::any()));
    };
    let mut parts = rest.split('/');
    let bucket = parts.remove(0);
    let key = crate::pattern::join(&parts, "/");
    let key = if below {
        key.then_any()
    } else if key.pieces().is_empty() {
        Pattern::any()
    } else {
        key
    };
    (bucket_arn(&bucket), object_arn(&bucket, &key))
}
