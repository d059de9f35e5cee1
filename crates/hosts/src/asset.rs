//! Assets of a synthesised CDK template: files beside it that are named after their hash.

use crate::files::{Files, beside};
use crate::found::Source;

/// The asset that is uploaded under this key.
pub fn asset(key: &str, host: &str, files: &dyn Files) -> Option<Source> {
    let name = key.rsplit('/').next().unwrap_or(key);
    let hash = name.split('.').next().unwrap_or(name);
    [format!("asset.{name}"), name.to_owned(), format!("asset.{hash}"), key.to_owned()].into_iter().find_map(|name| {
        let path = beside(host, &name);
        files.read(&path).map(|text| Source::File { path, text })
    })
}
