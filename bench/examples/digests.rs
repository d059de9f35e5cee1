//! Prints what the simulator's runs leave behind, natively.

#[path = "../src/digests.rs"]
mod digests;

fn main() {
    print!("{}", digests::digests());
}
