//! From a definition's text to a program.

use asl::problem::ProblemKind;
use asl::tree::Tree;

use super::{CompileProblem, Program, compile};

/// Reads and compiles a definition, in JSON or YAML by its looks. What cannot be read and what cannot be run are problems
/// alike.
pub fn load(text: &str) -> Result<Program, Vec<CompileProblem>> {
    load_tree(&Tree::read(text))
}

/// Compiles a definition that was read.
pub fn load_tree(tree: &Tree) -> Result<Program, Vec<CompileProblem>> {
    let (definition, problems) = asl::definition::read(tree);
    let problems = tree.problems().iter().chain(&problems).filter(|problem| problem.kind != ProblemKind::DuplicateName);
    let problems: Vec<CompileProblem> = problems
        .map(|problem| CompileProblem { location: String::new(), message: problem.message.clone(), span: problem.span })
        .collect();
    if problems.is_empty() { compile(&definition) } else { Err(problems) }
}
