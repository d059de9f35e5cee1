//! `build`: the optimised page in `dist/`, its sizes, and the budget of what a first visit waits for.

use crate::arguments::Arguments;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{npm, project, sizes, step, trunk};
use std::fs;

/// Sets up and builds.
pub fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    step::heading("Setting up");
    trunk::ensure()?;
    project::SCRIPTS.iter().try_for_each(|folder| npm::ensure(folder))?;
    step::heading("Building dist/");
    release()?;
    sizes::report(&project::dist())?;
    println!("\n  dist/ is ready for any static host, also below a path.");
    Ok(())
}

/// Builds `dist/`; the set-up must be done. A compiler's complaints are shown whole.
pub fn release() -> Outcome {
    step::perform("Compiling and bundling, optimised", || {
        // A failed build must not leave an older one to be taken for it.
        let dist = project::dist();
        if dist.exists() {
            fs::remove_dir_all(&dist).concerning("dist/ cannot be removed")?;
        }
        let outcome = trunk::call().arguments(["build", "--release"]).watched(|_| {})?;
        if outcome.succeeded {
            return Ok(());
        }
        print!("{}", outcome.text);
        Err(Failure(format!("the build failed ({}); what it said is above", outcome.ending)))
    })
}
