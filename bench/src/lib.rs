//! What the benchmarks call, one file per subject. It is compiled as the page's worker is, and runs in Node.js
//! beside the JavaScript libraries that it is compared with.

mod digests;
mod document;
mod expressions;
mod json;
mod layout;
mod simulation;
