//! The gallery: example workflows, each with scenarios and what they must give.
//!
//! The files of an example lie in `examples/NN-slug/`: `definition.asl.json` and `scenarios.json`. They are embedded as
//! text; this crate neither parses nor runs them. To add one: its folder, its entry in `catalogue.rs`, and
//! `stepwright examples SLUG` until it gives what its scenarios expect.

mod catalogue;
mod example;

pub use example::{Example, Level, Listing, Topic};

/// All examples in the order in which the gallery shows them; a first visit opens the first one.
#[must_use]
pub fn examples() -> &'static [Example] {
    catalogue::EXAMPLES
}

/// The example that a first visit opens.
#[must_use]
pub fn first() -> &'static Example {
    &catalogue::FIRST
}

/// All examples as the gallery lists them, in its order. Unlike [`examples`] it brings none of their texts along.
#[must_use]
pub fn listings() -> &'static [Listing] {
    &catalogue::LISTINGS
}

/// What the gallery lists of the example of this slug.
#[must_use]
pub fn listing(slug: &str) -> Option<&'static Listing> {
    listings().iter().find(|listing| listing.slug == slug)
}

/// The example of this slug.
#[must_use]
pub fn find(slug: &str) -> Option<&'static Example> {
    examples().iter().find(|example| example.slug == slug)
}
