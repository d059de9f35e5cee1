//! Packs the data of AWS's APIs into one archive, which the program carries: each file by itself, so that one can be read alone.
//!
//! The archive: the number of files; for each its name's length, its name, its length when packed; then all of them.
#![allow(clippy::unwrap_used, reason = "a build that cannot read its own files ends")]

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue/data");
    println!("cargo::rerun-if-changed={}", data.display());
    let mut files: Vec<PathBuf> = std::fs::read_dir(data.join("services")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.push(data.join("index.txt"));
    files.sort();
    let (mut head, mut body) = (u32::try_from(files.len()).unwrap().to_le_bytes().to_vec(), Vec::new());
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&std::fs::read(&file).unwrap()).unwrap();
        let packed = encoder.finish().unwrap();
        head.push(u8::try_from(name.len()).unwrap());
        head.extend(name.as_bytes());
        head.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        body.extend(packed);
    }
    head.extend(body);
    std::fs::write(Path::new(&std::env::var_os("OUT_DIR").unwrap()).join("catalogue.bin"), head).unwrap();
}
