//! YAML as the same tree: places in the YAML text, values resolved as the core schema of YAML 1.2 says.
//!
//! The parser stops at its first mistake. What is wrong there is then put right in a copy, which is read anew; the
//! places of the copy lead back to those of the text. So a broken text keeps what is whole in it.

mod brackets;
mod builder;
mod explain;
mod lines;
mod merge;
mod number;
mod repair;

use std::sync::Arc;

use saphyr_parser::Parser;

use self::builder::Builder;
use self::repair::Repairs;
use super::Tree;
use crate::problem::{Problem, ProblemKind};
use crate::text::Span;

/// Rereading a broken text may not cost more than reading this many bytes.
const MOST_BYTES: usize = 8 << 20;

/// A broken text is reread at most this often.
const MOST_ROUNDS: usize = 40;

/// Reads a text as YAML; never fails.
pub(super) fn parse(text: Arc<str>) -> Tree {
    let rounds = (MOST_BYTES / (text.len() + 1)).clamp(2, MOST_ROUNDS);
    let mut repairs = Repairs::new(&text);
    let mut built = read(&text, &repairs);
    for _ in 1..rounds {
        let Some(mistake) = built.mistake.take() else { break };
        repairs.mend(&text, &mistake, &built);
        built = read(&text, &repairs);
    }
    if let Some(mistake) = built.mistake.take() {
        let help = "what follows is not read until this and the mistakes before it are mended";
        let at = Span::at(mistake.at.min(text.len() as u32));
        repairs.problems.push(Problem::new(ProblemKind::Missing, at, "this cannot be read as YAML").with_help(help));
    }
    finish(text.clone(), built, repairs.problems)
}

/// Reads the repaired text once, up to its first mistake.
fn read<'t>(text: &'t str, repairs: &Repairs) -> Builder<'t> {
    let (copy, places) = repairs.copy(text);
    let mut builder = Builder::new(text, places);
    let mut over = false;
    for event in Parser::new_from_str(&copy) {
        match event {
            Ok((event, place)) if over => {
                builder.after_document(&event, place);
                break;
            }
            Ok((event, place)) => {
                over = builder.event(event, place);
                if builder.mistake.is_some() {
                    break;
                }
            }
            Err(_) if over => {
                builder.rest.get_or_insert(builder.last);
                break;
            }
            Err(error) => {
                builder.fail(&error);
                break;
            }
        }
    }
    builder
}

fn finish(text: Arc<str>, mut built: Builder<'_>, mut problems: Vec<Problem>) -> Tree {
    built.close_all();
    problems.append(&mut built.problems);
    if built.nodes.is_empty() && problems.is_empty() {
        problems.push(Problem::new(ProblemKind::Empty, Span::at(0), "there is no definition here"));
    }
    problems.sort_by_key(|problem| problem.span);
    let comments = built.comments();
    let Builder { nodes, texts, mut shared, rest, .. } = built;
    shared.sort_unstable();
    shared.dedup();
    Tree {
        nodes: nodes.into(),
        comments: comments.into(),
        problems: problems.into(),
        shared: shared.into(),
        texts: Some(Arc::new(texts)),
        rest,
        text,
    }
}

#[cfg(test)]
mod tests;
