//! Recordings as bytes.
