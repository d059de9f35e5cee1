//! From a definition to a program.

mod fields;
mod kinds;

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::definition::{Definition, QueryLanguage, RetryPlan, ScopeId, State, StateId, StateKind, Transition};
use asl::text::{Span, Spanned};
use value::Value;

use super::{CatcherProgram, DataProgram, KindProgram, Next, Program, RetrierProgram, ScopeProgram, StateIndex, StateProgram};
use crate::recording::TextId;

/// Why a definition cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{location}: {message}")]
pub struct CompileProblem {
    /// Where, in the service's notation: `/States/Fetch/Parameters`.
    pub location: String,
    /// What is wrong.
    pub message: String,
    /// The place in the text.
    pub span: Span,
}

/// Compiles a definition. All problems are found in one go; a program is made only where there is none.
pub fn compile(definition: &Definition) -> Result<Program, Vec<CompileProblem>> {
    let mut compiler = Compiler::new(definition);
    let scopes = definition.scopes.iter().map(|scope| compiler.scope(scope)).collect();
    let states = definition.states.iter().map(|state| compiler.state(state)).collect();
    let timeout_seconds = definition.timeout_seconds.as_ref().and_then(|setting| match setting.value {
        asl::definition::Setting::Value(seconds) => Some(seconds),
        asl::definition::Setting::Expression(_) => None,
    });
    if compiler.problems.is_empty() {
        Ok(Program { texts: compiler.texts, states, scopes, constants: compiler.constants, timeout_seconds })
    } else {
        Err(compiler.problems)
    }
}

/// What compiling a state needs to know and what it adds to.
struct Compiler<'a> {
    definition: &'a Definition,
    texts: Vec<Arc<str>>,
    ids: BTreeMap<Arc<str>, TextId>,
    constants: Vec<Value>,
    problems: Vec<CompileProblem>,
    /// The place of the state at hand.
    location: String,
    /// The query language of the state at hand.
    language: QueryLanguage,
    /// Whether an expression of the state at hand looks at the context object.
    uses_context: bool,
}

/// Stands in for what could not be compiled; the program is thrown away then.
const NOWHERE: StateIndex = StateIndex(u32::MAX);

impl<'a> Compiler<'a> {
    fn new(definition: &'a Definition) -> Self {
        let texts: Vec<Arc<str>> = definition.states.iter().map(|state| state.name.value.clone()).collect();
        let ids = texts.iter().enumerate().map(|(index, text)| (text.clone(), TextId::from_index(index))).collect();
        Self {
            definition,
            texts,
            ids,
            constants: Vec::new(),
            problems: Vec::new(),
            location: String::new(),
            language: QueryLanguage::JsonPath,
            uses_context: false,
        }
    }

    fn problem(&mut self, field: &str, span: Span, message: impl Into<String>) {
        let location = format!("{}{}{field}", self.location, if field.is_empty() { "" } else { "/" });
        self.problems.push(CompileProblem { location, message: message.into(), span });
    }

    /// The id of a text that recordings begin with.
    fn intern(&mut self, text: &str) -> TextId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let (id, text): (_, Arc<str>) = (TextId::from_index(self.texts.len()), Arc::from(text));
        self.texts.push(text.clone());
        self.ids.insert(text, id);
        id
    }

    fn scope(&mut self, scope: &asl::definition::Scope) -> ScopeProgram {
        self.location = self.scope_location(scope.id);
        let start = match &scope.start_at {
            Some(start) => self.target(scope.id, "StartAt", start),
            None => {
                self.problem("StartAt", scope.span, "`StartAt` is missing");
                NOWHERE
            }
        };
        ScopeProgram { start }
    }

    /// The state that a transition names.
    fn target(&mut self, scope: ScopeId, field: &str, target: &Spanned<Arc<str>>) -> StateIndex {
        match self.definition.find_in_scope(scope, &target.value) {
            Some(StateId(index)) => StateIndex(index),
            None => {
                self.problem(field, target.span, format!("there is no state `{}` to go to here", target.value));
                NOWHERE
            }
        }
    }

    fn state(&mut self, state: &State) -> StateProgram {
        self.location = self.state_location(state.id);
        self.language = state.query_language;
        self.uses_context = false;
        let name = TextId::from_index(state.id.0 as usize);
        let kind = self.kind(state);
        let data = self.data(state);
        let retry = state.retry.iter().map(retrier).collect();
        let catch = state.catch.iter().enumerate().map(|(index, catcher)| self.catcher(state, index, catcher)).collect();
        let next = self.next(state);
        StateProgram { name, language: state.query_language, next, data, retry, catch, kind, uses_context: self.uses_context }
    }

    fn next(&mut self, state: &State) -> Next {
        match (&state.transition, &state.kind) {
            (Some(Transition::Next(target)), _) => Next::State(self.target(state.scope, "Next", target)),
            (Some(Transition::End(_)), _)
            | (None, StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail(_) | StateKind::Unknown(_)) => Next::End,
            (None, _) => {
                self.problem("", state.span, "neither `Next` nor `End` is written, so the state leads nowhere");
                Next::End
            }
        }
    }

    fn catcher(&mut self, state: &State, index: usize, catcher: &asl::definition::Catcher) -> CatcherProgram {
        let place = format!("Catch[{index}]");
        let next = match &catcher.next {
            Some(next) => self.target(state.scope, &format!("{place}/Next"), next),
            None => {
                self.problem(&place, catcher.span, "`Next` is missing");
                NOWHERE
            }
        };
        CatcherProgram {
            errors: catcher.error_equals.iter().map(|error| error.value.clone()).collect(),
            next,
            result_path: self.result_path(catcher.result_path.as_ref()),
            output: catcher.output.as_ref().map(|template| self.template(&format!("{place}/Output"), template)),
            assign: catcher.assign.as_ref().map(|template| self.assign(&format!("{place}/Assign"), template)),
        }
    }

    fn data(&mut self, state: &State) -> DataProgram {
        let jsonata = self.language == QueryLanguage::Jsonata;
        let fields = &state.data;
        let is_map = matches!(state.kind, StateKind::Map(_));
        let parameters = match (jsonata, is_map) {
            (true, _) => fields.arguments.as_ref().map(|template| self.template("Arguments", template)),
            (false, true) => None,
            (false, false) => fields.parameters.as_ref().map(|template| self.template("Parameters", template)),
        };
        DataProgram {
            input_path: self.path_stage("InputPath", fields.input_path.as_ref()),
            parameters,
            result: fields.result.as_ref().map(|template| self.constant(template.value.clone())),
            result_selector: fields.result_selector.as_ref().map(|template| self.template("ResultSelector", template)),
            result_path: self.result_path(fields.result_path.as_ref()),
            output_path: self.path_stage("OutputPath", fields.output_path.as_ref()),
            output: fields.output.as_ref().filter(|_| jsonata).map(|template| self.template("Output", template)),
            assign: fields.assign.as_ref().map(|template| self.assign("Assign", template)),
        }
    }

    fn kind(&mut self, state: &State) -> KindProgram {
        match &state.kind {
            StateKind::Pass => KindProgram::Pass,
            StateKind::Succeed => KindProgram::Succeed,
            StateKind::Task(task) => self.task(state, task),
            StateKind::Choice(choice) => self.choice(state, choice),
            StateKind::Wait(wait) => self.wait(state, wait),
            StateKind::Fail(fail) => self.fail(fail),
            StateKind::Parallel(parallel) => {
                if parallel.branches.is_empty() {
                    self.problem("Branches", state.span, "a Parallel needs at least one branch");
                }
                KindProgram::Parallel(parallel.branches.iter().map(|branch| branch.0).collect())
            }
            StateKind::Map(map) => self.map(state, map),
            StateKind::Unknown(kind) => {
                let message = match kind {
                    Some(kind) => format!("`{kind}` is none of the eight state types"),
                    None => "`Type` is missing".to_owned(),
                };
                self.problem("Type", state.span, message);
                KindProgram::Pass
            }
        }
    }

    fn state_location(&self, id: StateId) -> String {
        let state = self.definition.state(id);
        format!("{}/States/{}", self.scope_location(state.scope), state.name.value)
    }

    fn scope_location(&self, id: ScopeId) -> String {
        let Some(owner) = self.definition.scope(id).owner else { return String::new() };
        let place = match &self.definition.state(owner).kind {
            StateKind::Parallel(parallel) => {
                let index = parallel.branches.iter().position(|branch| *branch == id).unwrap_or_default();
                format!("/Branches[{index}]")
            }
            _ => "/ItemProcessor".to_owned(),
        };
        self.state_location(owner) + &place
    }
}

fn retrier(retrier: &asl::definition::Retrier) -> RetrierProgram {
    RetrierProgram {
        errors: retrier.error_equals.iter().map(|error| error.value.clone()).collect(),
        plan: RetryPlan::of(retrier),
    }
}
