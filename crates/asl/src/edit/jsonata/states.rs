//! The fields of one state.

use super::super::Refusal;
use super::conditions::condition;
use super::paths::{expression, literal, path};
use super::templates::{constructor, marked, template};
use super::without;
use crate::definition::{NodeId, PathField, State, StateId, StateKind};
use crate::document::Document;
use crate::edit::fields::{spot_for, value_text};
use crate::surgery::{insert_member, rename_member, replace_value};
use crate::text::{Spanned, TextEdit};
use crate::tree::Tree;

/// Fields whose value is a path, and what they are called with a value.
const PATH_FIELDS: [(&str, &str); 10] = [
    ("SecondsPath", "Seconds"),
    ("TimestampPath", "Timestamp"),
    ("TimeoutSecondsPath", "TimeoutSeconds"),
    ("HeartbeatSecondsPath", "HeartbeatSeconds"),
    ("ErrorPath", "Error"),
    ("CausePath", "Cause"),
    ("ItemsPath", "Items"),
    ("MaxConcurrencyPath", "MaxConcurrency"),
    ("ToleratedFailureCountPath", "ToleratedFailureCount"),
    ("ToleratedFailurePercentagePath", "ToleratedFailurePercentage"),
];

/// The edits that turn a state's fields into JSONata, its `QueryLanguage` aside.
pub(super) fn convert(document: &Document, id: StateId) -> Result<Vec<TextEdit>, Refusal> {
    let mut conversion = Conversion { document, tree: &document.tree, state: document.definition.state(id), edits: vec![] };
    conversion.run()?;
    Ok(conversion.edits)
}

struct Conversion<'d> {
    document: &'d Document,
    tree: &'d Tree,
    state: &'d State,
    edits: Vec<TextEdit>,
}

impl Conversion<'_> {
    fn run(&mut self) -> Result<(), Refusal> {
        let state = self.state;
        let input = self.path_field(state.data.input_path.as_ref(), "$states.input")?;
        for (old, new) in PATH_FIELDS {
            if let Some(node) = self.tree.member(state.node, old) {
                let text = self.tree.string(node).ok_or_else(|| Refusal::new(format!("`{old}` holds no path")))?;
                self.become_field(node, new, &marked(&expression(&text, &input)?))?;
            }
        }
        for name in ["Error", "Cause"] {
            if let Some(node) = self.tree.member(state.node, name) {
                let value = template(self.tree, node, &input)?;
                self.put(node, &value)?;
            }
        }
        match &state.kind {
            StateKind::Task(_) | StateKind::Parallel(_) => {
                self.arguments("Arguments", &input)?;
                self.refill("Credentials", &input)?;
            }
            StateKind::Map(_) => self.map(&input)?,
            StateKind::Choice(choice) => {
                for rule in &choice.rules {
                    self.rule(rule.node, rule.condition.as_ref(), &input)?;
                }
            }
            _ => {}
        }
        let result = self.result(&input)?;
        if let Some(assign) = &state.data.assign {
            let value = template(self.tree, assign.node, &result.expression)?;
            self.put(assign.node, &value)?;
        }
        for catcher in &state.catch {
            self.catcher(catcher.node, catcher.result_path.as_ref(), catcher.assign.as_ref().map(|assign| assign.node))?;
        }
        self.output(&result)
    }

    /// The state's result: what `ResultPath` puts somewhere.
    fn result(&self, input: &str) -> Result<Outcome, Refusal> {
        let data = &self.state.data;
        match &self.state.kind {
            StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_) => Ok(Outcome {
                expression: "$states.result".to_owned(),
                node: data.result_selector.as_ref().map(|selector| selector.node),
                base: "$states.result".to_owned(),
            }),
            StateKind::Pass => {
                let node = data.result.as_ref().or(data.parameters.as_ref()).map(|template| template.node);
                let expression = match (&data.result, &data.parameters) {
                    (Some(template), _) | (None, Some(template)) => constructor(self.tree, template.node, input)?,
                    (None, None) => input.to_owned(),
                };
                Ok(Outcome { expression, node, base: input.to_owned() })
            }
            _ => Ok(Outcome { expression: input.to_owned(), node: None, base: input.to_owned() }),
        }
    }

    /// Writes `Output` for all the fields that shape what the state gives.
    fn output(&mut self, result: &Outcome) -> Result<(), Refusal> {
        let state = self.state;
        let mut shaping = vec!["ResultSelector", "ResultPath", "OutputPath", "Result"];
        if matches!(state.kind, StateKind::Pass) {
            shaping.push("Parameters");
        }
        let passes = !matches!(state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
        let written: Vec<&str> = shaping.into_iter().filter(|name| self.tree.member(state.node, name).is_some()).collect();
        let input_changes = passes && state.data.input_path.is_some();
        let mut gone = written.clone();
        gone.push("InputPath");
        if !written.is_empty() || input_changes {
            let value = self.output_value(result)?;
            let place = written.first().copied().or(input_changes.then_some("InputPath"));
            match place.and_then(|name| self.tree.member(state.node, name)) {
                Some(node) => {
                    gone.retain(|name| Some(*name) != place);
                    self.become_field(node, "Output", &value)?;
                }
                None => {
                    let value = value_text(self.document, &value)?;
                    let spot = spot_for(self.tree, state.node, "Output");
                    self.edits.push(insert_member(self.tree, state.node, "Output", &value, spot));
                }
            }
        }
        self.edits.extend(without(self.document, state.node, &gone));
        Ok(())
    }

    fn output_value(&self, result: &Outcome) -> Result<String, Refusal> {
        let data = &self.state.data;
        let whole = match data.result_path.as_ref().map(|field| &field.value) {
            None => true,
            Some(PathField::Path(path)) => &**path == "$",
            Some(PathField::Null) => false,
        };
        if let (true, None, Some(node)) = (whole, &data.output_path, result.node) {
            return template(self.tree, node, &result.base);
        }
        let own = match result.node {
            Some(node) => constructor(self.tree, node, &result.base)?,
            None => result.expression.clone(),
        };
        let combined = put_at(data.result_path.as_ref(), "$states.input", &own)?;
        let base = if combined.starts_with('$') && !combined.contains(' ') { combined } else { format!("({combined})") };
        let given = self.path_field(data.output_path.as_ref(), &base)?;
        let bare = given.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).filter(|_| given == base);
        Ok(marked(bare.unwrap_or(&given)))
    }

    fn catcher(&mut self, node: NodeId, result_path: Option<&Spanned<PathField>>, assign: Option<NodeId>) -> Result<(), Refusal> {
        if let Some(assign) = assign {
            let value = template(self.tree, assign, "$states.errorOutput")?;
            self.put(assign, &value)?;
        }
        let Some(field) = self.tree.member(node, "ResultPath") else { return Ok(()) };
        let value = marked(&put_at(result_path, "$states.input", "$states.errorOutput")?);
        self.become_field(field, "Output", &value)
    }

    fn rule(&mut self, node: NodeId, test: Option<&crate::definition::Condition>, input: &str) -> Result<(), Refusal> {
        let test = test.ok_or_else(|| Refusal::new("a rule has no condition"))?;
        let value = marked(&condition(test, input, false)?);
        let tests: Vec<NodeId> = self
            .tree
            .children(node)
            .filter(|child| !matches!(self.tree.key(*child).as_deref(), Some("Next" | "Comment" | "Assign" | "Output")))
            .collect();
        let Some((first, rest)) = tests.split_first() else { return Err(Refusal::new("a rule has no condition")) };
        self.become_field(*first, "Condition", &value)?;
        self.edits.extend(crate::surgery::remove_children(self.tree, node, rest));
        if let Some(assign) = self.tree.member(node, "Assign") {
            let value = template(self.tree, assign, input)?;
            self.put(assign, &value)?;
        }
        Ok(())
    }

    fn map(&mut self, input: &str) -> Result<(), Refusal> {
        let node = self.state.node;
        self.refill("ItemSelector", input)?;
        if let Some(parameters) = self.tree.member(node, "Parameters") {
            let value = template(self.tree, parameters, input)?;
            self.become_field(parameters, "ItemSelector", &value)?;
        }
        // Written out even where it is the whole input: `Items` takes an object, too, which its absence does not.
        let read = self.tree.member(node, "ItemReader").is_some();
        if !read && self.tree.member(node, "ItemsPath").is_none() {
            let spot = spot_for(self.tree, node, "Items");
            self.edits.push(insert_member(self.tree, node, "Items", &marked(input), spot));
        }
        for name in ["ItemReader", "ResultWriter", "ItemBatcher"] {
            let Some(object) = self.tree.member(node, name) else { continue };
            if self.tree.descendants(object).any(|node| self.tree.key(node).is_some_and(|key| key.ends_with("Path"))) {
                return Err(Refusal::new(format!("`{name}` holds paths")));
            }
            if let Some(parameters) = self.tree.member(object, "Parameters") {
                let value = template(self.tree, parameters, input)?;
                self.become_field(parameters, "Arguments", &value)?;
            }
            if let Some(batch) = self.tree.member(object, "BatchInput") {
                let value = template(self.tree, batch, input)?;
                self.put(batch, &value)?;
            }
        }
        Ok(())
    }

    /// `Parameters` under its new name; where there is none, the part of the input that `InputPath` chose.
    fn arguments(&mut self, new: &str, input: &str) -> Result<(), Refusal> {
        let node = self.state.node;
        if let Some(parameters) = self.tree.member(node, "Parameters") {
            let value = template(self.tree, parameters, input)?;
            return self.become_field(parameters, new, &value);
        }
        if self.state.data.input_path.is_some() {
            let spot = spot_for(self.tree, node, new);
            self.edits.push(insert_member(self.tree, node, new, &marked(input), spot));
        }
        Ok(())
    }

    fn refill(&mut self, name: &str, base: &str) -> Result<(), Refusal> {
        let Some(node) = self.tree.member(self.state.node, name) else { return Ok(()) };
        let value = template(self.tree, node, base)?;
        self.put(node, &value)
    }

    fn path_field(&self, field: Option<&Spanned<PathField>>, base: &str) -> Result<String, Refusal> {
        match field.map(|field| &field.value) {
            None => Ok(base.to_owned()),
            Some(PathField::Null) => Ok("{}".to_owned()),
            Some(PathField::Path(text)) => path(text, base),
        }
    }

    /// Renames a member and gives it another value.
    fn become_field(&mut self, member: NodeId, name: &str, json: &str) -> Result<(), Refusal> {
        self.edits.extend(rename_member(self.tree, member, name));
        let value = value_text(self.document, json)?;
        self.edits.push(replace_value(self.tree, member, &value));
        Ok(())
    }

    /// Gives a member another value, if it is another.
    fn put(&mut self, member: NodeId, json: &str) -> Result<(), Refusal> {
        let value = value_text(self.document, json)?;
        let same = Tree::parse(json).root().is_some_and(|root| Tree::parse(json).value(root) == self.tree.value(member));
        if !same {
            self.edits.push(replace_value(self.tree, member, &value));
        }
        Ok(())
    }
}

/// A state's result before it is put anywhere.
struct Outcome {
    /// As one expression.
    expression: String,
    /// The template that shapes it, if there is one.
    node: Option<NodeId>,
    /// What `$` means in that template.
    base: String,
}

/// The input with a value put at a Reference Path.
fn put_at(field: Option<&Spanned<PathField>>, input: &str, value: &str) -> Result<String, Refusal> {
    let text = match field.map(|field| &field.value) {
        None => return Ok(value.to_owned()),
        Some(PathField::Null) => return Ok("$states.input".to_owned()),
        Some(PathField::Path(text)) => text,
    };
    let steps = path(text, "")?;
    if steps.is_empty() {
        return Ok(value.to_owned());
    }
    if steps.contains('[') {
        return Err(Refusal::new(format!("`ResultPath` `{text}` cannot be written as a merge of objects")));
    }
    let names: Vec<&str> = steps.split('.').skip(1).collect();
    let mut merged = value.to_owned();
    for (depth, name) in names.iter().enumerate().rev() {
        let around = names[..depth].iter().fold(input.to_owned(), |around, name| around + "." + name);
        merged = format!("$merge([{around}, {{{}: {merged}}}])", literal(name.trim_matches('`')));
    }
    Ok(merged)
}
