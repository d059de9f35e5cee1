//! `build`: the optimised page in `dist/`, its sizes, and the budget of what a first visit waits for.

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::{npm, project, sizes, step, trunk};

/// Sets up and builds.
pub fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    step::heading("Setting up");
    trunk::ensure()?;
    npm::ensure("editor")?;
    step::heading("Building dist/");
    release()?;
    sizes::report(&project::dist())?;
    println!("\n  dist/ is ready for any static host, also below a path.");
    Ok(())
}

/// Builds `dist/`; the set-up must be done. A compiler's complaints are shown whole.
pub fn release() -> Outcome {
    step::perform("Compiling and bundling, optimised", || {
        let outcome = trunk::call().arguments(["build", "--release"]).watched(|_| {})?;
        if outcome.succeeded {
            return Ok(());
        }
        print!("{}", outcome.text);
        Err(Failure("the build failed; the reason is above".to_owned()))
    })
}
