//! `serverless.yml`: the state machines of the Step Functions plugin, with the files that it includes.

use std::sync::Arc;

use asl::definition::NodeId;
use asl::lint::WorkflowType;
use asl::tree::{Kind, Tree};

use crate::files::{Files, beside};
use crate::found::{Found, Meaning, Properties, Source};
use crate::template::{Embedded, Include, Template, embed_object, embed_text, named, of_name};
use crate::values::definition_value;

/// Files that include each other longer than this include nothing more.
const MAX_DEPTH: usize = 5;

/// A node, the file that it stands in, and whether that is another than the host.
#[derive(Clone)]
struct Place {
    template: Template,
    node: NodeId,
    path: String,
    included: bool,
}

impl Place {
    fn at(&self, node: NodeId) -> Self {
        Self { node, ..self.clone() }
    }

    fn kind(&self) -> Kind {
        self.template.tree.kind(self.node)
    }
}

/// Every machine under `stepFunctions.stateMachines`, or in a file that holds `stateMachines` alone.
pub fn find(template: &Template, path: &str, files: &dyn Files) -> Vec<Found> {
    let Some(root) = template.tree.root() else { return vec![] };
    let host = Place { template: template.clone(), node: root, path: path.to_owned(), included: false };
    let service = Service { host: &host, files };
    let machines = match service.member(&host, "stepFunctions") {
        Some(steps) => service.member(&steps, "stateMachines"),
        None => service.member(&host, "stateMachines"),
    };
    machines.map_or_else(Vec::new, |machines| service.machines(&machines))
}

/// A service's file with those that it includes.
struct Service<'f> {
    host: &'f Place,
    files: &'f dyn Files,
}

impl Service<'_> {
    /// The machines of a map, or of the maps in a list.
    fn machines(&self, machines: &Place) -> Vec<Found> {
        let children: Vec<Place> = machines.template.tree.children(machines.node).map(|node| machines.at(node)).collect();
        if machines.kind() != Kind::Array {
            return children.iter().filter_map(|machine| self.found(machine)).collect();
        }
        let maps = children.iter().filter_map(|item| self.followed(item, 0)).filter(|map| map.kind() == Kind::Object);
        maps.flat_map(|map| self.machines(&map)).collect()
    }

    /// A member of an object; what it includes is looked into.
    fn member(&self, place: &Place, name: &str) -> Option<Place> {
        let node = place.template.at(place.node, &[name])?;
        self.followed(&place.at(node), 0)
    }

    /// The place itself, or the one that it includes: of a file, or of the service's own.
    fn followed(&self, place: &Place, depth: usize) -> Option<Place> {
        let Some(reference) = self.reference(place).filter(|_| depth < MAX_DEPTH) else { return Some(place.clone()) };
        let there = match reference {
            Reference::Own(keys) => {
                let node = self.host.template.at(self.host.node, &keys.split('.').collect::<Vec<_>>())?;
                self.host.at(node)
            }
            Reference::File(name, keys) => {
                let path = beside(&place.path, &name);
                let template = Template::read(Arc::from(self.files.read(&path)?));
                let keys: Vec<&str> = keys.split('.').filter(|key| !key.is_empty()).collect();
                let node = template.at(template.tree.root()?, &keys)?;
                Place { template, node, path, included: true }
            }
        };
        self.followed(&there, depth + 1)
    }

    /// What a text includes, if it is nothing but that.
    fn reference(&self, place: &Place) -> Option<Reference> {
        let is_text = matches!(place.kind(), Kind::String | Kind::Placeholder);
        let text = place.template.tree.source(place.node);
        let inside = text.trim().trim_matches(['"', '\'']).strip_prefix("${").filter(|_| is_text)?.strip_suffix('}')?;
        if let Some(keys) = inside.strip_prefix("self:") {
            let plain = !keys.contains(['$', ',', '{', '}']);
            return plain.then(|| Reference::Own(keys.trim().to_owned()));
        }
        let (name, rest) = inside.strip_prefix("file(")?.rsplit_once(')')?;
        let keys = if rest.is_empty() { "" } else { rest.strip_prefix(':')? };
        let name = self.filled(name.trim(), 0);
        let plain = !name.contains(['$', '(']) && !keys.contains(['$', ',']);
        plain.then(|| Reference::File(name, keys.trim().to_owned()))
    }

    /// The file that a place is all of.
    fn whole_file(&self, place: &Place) -> Option<String> {
        match self.reference(place)? {
            Reference::File(name, keys) if keys.is_empty() => Some(name),
            _ => None,
        }
    }

    /// A text with the service's own values for `${self:…}`, and defaults that are written.
    fn filled(&self, text: &str, depth: usize) -> String {
        let (mut made, mut rest) = (String::new(), text);
        while let Some(at) = rest.find("${").filter(|_| depth < MAX_DEPTH) {
            let Some(end) = rest[at..].find('}') else { break };
            let name = &rest[at + 2..at + end];
            made.push_str(&rest[..at]);
            made.push_str(&self.value(name, depth).unwrap_or_else(|| rest[at..=at + end].to_owned()));
            rest = &rest[at + end + 1..];
        }
        made + rest
    }

    /// What a variable of the framework is: the service's own, or the default behind its comma.
    fn value(&self, name: &str, depth: usize) -> Option<String> {
        let (name, default) = name.split_once(',').map_or((name, None), |(name, default)| (name, Some(default.trim())));
        let node = name.trim().strip_prefix("self:").and_then(|keys| {
            let keys: Vec<&str> = keys.split('.').collect();
            self.host.template.at(self.host.node, &keys)
        });
        let tree = &self.host.template.tree;
        let own = node.filter(|node| !matches!(tree.kind(*node), Kind::Object | Kind::Array | Kind::Null));
        let own = own.map(|node| tree.string(node).map_or_else(|| tree.value(node).to_json(), |text| text.into_owned()));
        let default = || Some(default?.trim_matches(['"', '\'']).to_owned()).filter(|default| !default.contains(':'));
        own.map(|text| self.filled(&text, depth + 1)).or_else(default).filter(|text| !text.contains("${"))
    }

    fn found(&self, machine: &Place) -> Option<Found> {
        let name = machine.template.tree.key(machine.node)?.into_owned();
        let machine = self.followed(machine, 0)?;
        let node = machine.template.aliased(machine.template.at(machine.node, &["definition"])?);
        let mut definition = self.definition(&machine.at(node));
        let text = match &definition.source {
            Source::Inline(embedding, _) => embedding.text.clone(),
            Source::File { text, .. } => text.clone(),
            Source::Unknown(_) => String::new(),
        };
        Some(Found {
            place: name,
            how: definition.how,
            line: machine.template.line(node),
            included: definition.included.take(),
            substitutions: named(&text, definition.meanings, |name| self.meaning(name)),
            source: definition.source,
            properties: properties(&machine.template, machine.node),
        })
    }

    /// Where the definition is, and how it is held.
    fn definition(&self, place: &Place) -> Definition {
        let own = place.included.then(|| place.path.clone());
        let unknown = |how, why: String| Definition::of(Source::Unknown(why), how, own.clone());
        if let Some(name) = self.whole_file(place) {
            let path = beside(&place.path, &name);
            return match self.files.read(&path) {
                Some(text) => Definition::of(Source::File { path, text }, "serverless file", own),
                None => unknown("serverless file", format!("there is no file `{path}`")),
            };
        }
        let there = self.followed(place, 0).filter(|there| self.reference(there).is_none());
        let Some(there) = there else {
            let why = "`definition` is neither an object nor in a file that can be read".to_owned();
            return unknown("serverless", why);
        };
        let included = there.included.then(|| there.path.clone());
        let embedded = match there.kind() {
            Kind::Object => self.embedded(&there, 0).map(|embedded| (embedded, "serverless")),
            _ => embed_text(&there.template, there.node).ok_or_else(|| "`definition` is no object".to_owned()),
        };
        match embedded {
            Ok((embedded, how)) => {
                let source = Source::Inline(embedded.embedding, embedded.notation);
                let how = if how == "string" { "serverless" } else { how };
                Definition { meanings: embedded.meanings, ..Definition::of(source, how, included) }
            }
            Err(why) => unknown("serverless", why),
        }
    }

    /// An object's text, with what it includes in the place of what says so.
    fn embedded(&self, place: &Place, depth: usize) -> Result<Embedded, String> {
        let mut include = |node: NodeId| self.included(&place.at(node), depth);
        embed_object(&place.template, place.node, &mut include)
    }

    /// The text of JSON that a value includes. A single text that is included stays a placeholder.
    fn included(&self, place: &Place, depth: usize) -> Result<Include, String> {
        let Some(reference) = self.reference(place).filter(|_| depth < MAX_DEPTH) else { return Ok(Include::Nothing) };
        let there = match (self.followed(place, 0), reference) {
            (Some(there), _) => there,
            (None, Reference::File(name, keys)) => {
                let of = if keys.is_empty() { String::new() } else { format!(" as `{keys}`") };
                return Err(format!("the definition includes `{name}`{of}, which cannot be read"));
            }
            (None, Reference::Own(_)) => return Ok(Include::Nothing),
        };
        if !matches!(there.kind(), Kind::Object | Kind::Array) {
            return Ok(Include::Nothing);
        }
        let embedded = self.embedded(&there, depth + 1)?;
        let tree = Tree::read_as(embedded.embedding.text.as_str(), embedded.notation);
        Ok(Include::Text(definition_value(&tree).to_json()))
    }

    /// What a placeholder means: the service's own value, or a name of its resources and functions.
    fn meaning(&self, name: &str) -> Meaning {
        match self.value(name, 0) {
            Some(value) => Meaning::Made(name.to_owned(), value),
            None => of_name(&self.host.template, name, 0),
        }
    }
}

/// What `${…}` of the framework refers to.
enum Reference {
    /// A member of the service's own file.
    Own(String),
    /// A file, and the member of it that is meant.
    File(String, String),
}

/// Where a definition is, how it is held, the file that it stands in if that is another, and what its placeholders mean.
struct Definition {
    source: Source,
    how: &'static str,
    included: Option<String>,
    meanings: std::collections::BTreeMap<String, Meaning>,
}

impl Definition {
    fn of(source: Source, how: &'static str, included: Option<String>) -> Self {
        Self { source, how, included, meanings: Default::default() }
    }
}

fn properties(template: &Template, machine: NodeId) -> Properties {
    let kind = template.word(machine, &["type"]);
    let tracing = template.at(machine, &["tracingConfig", "enabled"]).and_then(|node| template.tree.boolean(node));
    Properties {
        workflow_type: kind.map(|kind| if kind == "EXPRESS" { WorkflowType::Express } else { WorkflowType::Standard }),
        name: template.word(machine, &["name"]).filter(|name| !name.contains("${")),
        logging: template.at(machine, &["loggingConfig"]).is_some(),
        tracing: tracing.unwrap_or(false),
    }
}
