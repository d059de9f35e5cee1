//! States of each type, with the fields they share.

use std::sync::Arc;

use super::super::{
    Catcher, Choice, ChoiceRule, Credentials, DataFields, Fail, JitterStrategy, NodeId, Parallel, QueryLanguage, Retrier,
    ScopeId, Setting, State, StateId, StateKind, Task, Transition, Wait,
};
use super::Reader;
use super::values::is_expression;
use crate::text::Spanned;

impl Reader<'_> {
    /// Reads one state, with its nested scopes after it.
    pub(super) fn state(&mut self, node: NodeId, scope: ScopeId) -> StateId {
        let id = StateId(self.definition.states.len() as u32);
        let written_query_language = self.query_language(node);
        let inherited = self.definition.scope(scope).default_query_language;
        let name = Spanned {
            value: Arc::from(&*self.tree.key(node).unwrap_or_default()),
            span: self.tree.key_span(node).unwrap_or_default(),
        };
        let state = State {
            id,
            scope,
            name,
            node,
            span: self.tree.span(node),
            comment: self.text(node, "Comment"),
            written_query_language,
            query_language: self.language_in_force(node, written_query_language, inherited),
            transition: self.transition(node),
            data: self.data(node),
            retry: self.retry(node),
            catch: self.catch(node),
            kind: StateKind::Pass,
        };
        self.definition.states.push(state);
        let kind = self.kind(node, id, inherited);
        self.definition.states[id.0 as usize].kind = kind;
        id
    }

    fn kind(&mut self, node: NodeId, id: StateId, inherited: QueryLanguage) -> StateKind {
        let Some(type_node) = self.tree.member(node, "Type") else { return StateKind::Unknown(None) };
        let Some(written) = self.tree.string(type_node) else {
            self.wrong_type(type_node, "a string");
            return StateKind::Unknown(None);
        };
        match &*written {
            "Task" => StateKind::Task(Box::new(self.task(node))),
            "Pass" => StateKind::Pass,
            "Choice" => StateKind::Choice(Box::new(self.choice(node))),
            "Wait" => StateKind::Wait(Box::new(self.wait(node))),
            "Succeed" => StateKind::Succeed,
            "Fail" => StateKind::Fail(Box::new(self.fail(node))),
            "Parallel" => StateKind::Parallel(Box::new(self.parallel(node, id, inherited))),
            "Map" => StateKind::Map(Box::new(self.map(node, id, inherited))),
            _ => {
                self.wrong_word(type_node, &StateKind::TYPES);
                StateKind::Unknown(Some(Arc::from(&*written)))
            }
        }
    }

    fn transition(&mut self, node: NodeId) -> Option<Transition> {
        if let Some(next) = self.text(node, "Next") {
            return Some(Transition::Next(next));
        }
        let end = self.tree.member(node, "End")?;
        match self.tree.boolean(end) {
            Some(true) => Some(Transition::End(self.tree.span(end))),
            Some(false) => None,
            None => {
                self.wrong_type(end, "true");
                None
            }
        }
    }

    fn data(&mut self, node: NodeId) -> DataFields {
        DataFields {
            input_path: self.path(node, "InputPath"),
            parameters: self.template(node, "Parameters"),
            result_selector: self.template(node, "ResultSelector"),
            result_path: self.path(node, "ResultPath"),
            output_path: self.path(node, "OutputPath"),
            result: self.template(node, "Result"),
            arguments: self.template(node, "Arguments"),
            output: self.template(node, "Output"),
            assign: self.template(node, "Assign"),
        }
    }

    fn retry(&mut self, node: NodeId) -> Vec<Retrier> {
        let entries = self.objects(node, "Retry");
        entries.into_iter().map(|entry| self.retrier(entry)).collect()
    }

    fn retrier(&mut self, node: NodeId) -> Retrier {
        let jitter_strategy = self.tree.member(node, "JitterStrategy").and_then(|jitter| {
            let value = match self.tree.string(jitter).as_deref() {
                Some("FULL") => JitterStrategy::Full,
                Some("NONE") => JitterStrategy::None,
                _ => {
                    self.wrong_word(jitter, &["NONE", "FULL"]);
                    return None;
                }
            };
            Some(self.spanned(jitter, value))
        });
        Retrier {
            node,
            span: self.tree.span(node),
            comment: self.text(node, "Comment"),
            error_equals: self.texts(node, "ErrorEquals"),
            interval_seconds: self.number(node, "IntervalSeconds"),
            max_attempts: self.number(node, "MaxAttempts"),
            backoff_rate: self.number(node, "BackoffRate"),
            max_delay_seconds: self.number(node, "MaxDelaySeconds"),
            jitter_strategy,
        }
    }

    fn catch(&mut self, node: NodeId) -> Vec<Catcher> {
        let entries = self.objects(node, "Catch");
        entries.into_iter().map(|entry| self.catcher(entry)).collect()
    }

    fn catcher(&mut self, node: NodeId) -> Catcher {
        Catcher {
            node,
            span: self.tree.span(node),
            comment: self.text(node, "Comment"),
            error_equals: self.texts(node, "ErrorEquals"),
            next: self.text(node, "Next"),
            result_path: self.path(node, "ResultPath"),
            assign: self.template(node, "Assign"),
            output: self.template(node, "Output"),
        }
    }

    fn task(&mut self, node: NodeId) -> Task {
        Task {
            resource: self.text(node, "Resource"),
            timeout_seconds: self.number_setting(node, "TimeoutSeconds"),
            timeout_seconds_path: self.text(node, "TimeoutSecondsPath"),
            heartbeat_seconds: self.number_setting(node, "HeartbeatSeconds"),
            heartbeat_seconds_path: self.text(node, "HeartbeatSecondsPath"),
            credentials: self.template(node, "Credentials").map(|template| Credentials { template }),
        }
    }

    fn choice(&mut self, node: NodeId) -> Choice {
        let entries = self.objects(node, "Choices");
        let rules = entries.into_iter().map(|entry| self.rule(entry)).collect();
        Choice { rules, default: self.text(node, "Default") }
    }

    fn rule(&mut self, node: NodeId) -> ChoiceRule {
        ChoiceRule {
            node,
            span: self.tree.span(node),
            comment: self.text(node, "Comment"),
            condition: self.condition(node),
            next: self.text(node, "Next"),
            assign: self.template(node, "Assign"),
            output: self.template(node, "Output"),
        }
    }

    fn wait(&mut self, node: NodeId) -> Wait {
        let timestamp = self.text(node, "Timestamp").map(|text| {
            let setting = |text: Arc<str>| if is_expression(&text) { Setting::Expression(text) } else { Setting::Value(text) };
            Spanned { value: setting(text.value), span: text.span }
        });
        Wait {
            seconds: self.number_setting(node, "Seconds"),
            timestamp,
            seconds_path: self.text(node, "SecondsPath"),
            timestamp_path: self.text(node, "TimestampPath"),
        }
    }

    fn fail(&mut self, node: NodeId) -> Fail {
        Fail {
            error: self.text(node, "Error"),
            cause: self.text(node, "Cause"),
            error_path: self.text(node, "ErrorPath"),
            cause_path: self.text(node, "CausePath"),
        }
    }

    fn parallel(&mut self, node: NodeId, id: StateId, inherited: QueryLanguage) -> Parallel {
        let entries = self.objects(node, "Branches");
        let branches = entries.into_iter().map(|branch| self.scope(branch, Some(id), inherited)).collect();
        Parallel { branches, branches_node: self.tree.member(node, "Branches") }
    }
}
