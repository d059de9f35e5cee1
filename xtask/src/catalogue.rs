//! `cargo xtask catalogue`: makes the data files of AWS's APIs anew from botocore, or checks that they are what it gives.

use std::fs;
use std::path::{Path, PathBuf};

use crate::arguments::Arguments;
use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{project, step};

/// What is made, and what is written by hand beside it.
const FOLDER: &str = "crates/catalogue/data";

/// The version of botocore; a newer one is written here, and the files made anew.
const VERSION: &str = "1.44.8";

/// With `--check` nothing is written, and files that differ are a failure. `--wheel` takes a file in place of a download.
pub fn run(mut arguments: Arguments) -> Outcome {
    let check = arguments.flag("--check");
    let wheel = arguments.option("--wheel")?.map(PathBuf::from);
    arguments.end()?;
    let wheel = wheel.map_or_else(download, Ok)?;
    let wheel = wheel.canonicalize().concerning(wheel.display())?;
    let data = project::root().join(FOLDER);
    if !check {
        return step::perform("Making the data of AWS's APIs", || make(&wheel, &data));
    }
    let fresh = project::tools().join("catalogue/data");
    fs::create_dir_all(&fresh).concerning(fresh.display())?;
    step::perform("Checking the data of AWS's APIs", || {
        make(&wheel, &fresh)?;
        same(&fresh, &data, "index.txt")?;
        same_names(&fresh.join("services"), &data.join("services"))
    })
}

fn make(wheel: &Path, folder: &Path) -> Outcome {
    Call::cargo()
        .arguments(["run", "--quiet", "--locked", "--profile", "tool", "--package", "catalogue-maker", "--"])
        .arguments([wheel, folder])
        .quiet("catalogue")
}

/// The wheel, from PyPI by its ordinary client.
fn download() -> Outcome<PathBuf> {
    let folder = project::tools().join("catalogue");
    let wheel = folder.join(format!("botocore-{VERSION}-py3-none-any.whl"));
    if !wheel.exists() {
        step::perform(&format!("Downloading botocore {VERSION}"), || {
            Call::new("python3")
                .arguments(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest"])
                .arguments([&folder])
                .arguments([format!("botocore=={VERSION}")])
                .quiet("catalogue-pip")
        })?;
    }
    Ok(wheel)
}

fn same(fresh: &Path, data: &Path, name: &str) -> Outcome {
    let read = |folder: &Path| fs::read(folder.join(name)).concerning(folder.join(name).display());
    let differs = || Failure(format!("{FOLDER}: {name} differs; run `cargo xtask catalogue`"));
    if read(fresh)? == read(data)? { Ok(()) } else { Err(differs()) }
}

/// Whether two folders have the same files.
fn same_names(fresh: &Path, data: &Path) -> Outcome {
    let mut names: [Vec<String>; 2] = Default::default();
    for (folder, names) in [fresh, data].into_iter().zip(&mut names) {
        for entry in fs::read_dir(folder).concerning(folder.display())? {
            names.push(entry.concerning(folder.display())?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
    }
    if names[0] != names[1] {
        return Err(Failure(format!("{FOLDER}: there are other services; run `cargo xtask catalogue`")));
    }
    names[0].iter().try_for_each(|name| same(fresh, data, name))
}
