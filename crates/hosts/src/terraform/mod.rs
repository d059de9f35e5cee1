//! Terraform's configuration: `aws_sfn_state_machine` and where its definition comes from.

mod encoded;
mod heredoc;
mod json;
mod meaning;
mod module;
mod names;
mod rewritten;

pub use rewritten::rewrite;

use asl::lint::WorkflowType;
use asl::notation::Notation;
use asl::tree::{Tree, placeholder_names};
use hcl_edit::Span;
use hcl_edit::expr::{Expression, FuncCall};
use hcl_edit::structure::Block;

use crate::files::{Files, beside};
use crate::found::{Found, Meaning, Properties, Source, Substitution};
use module::{Module, Place};

/// Locals and variables that lead to each other longer than this lead nowhere.
const MAX_DEPTH: usize = 10;

/// The resources that hold definitions, and the attributes that do.
const HOLDERS: [(&str, &str); 3] = [
    ("aws_sfn_state_machine", "definition"),
    ("awscc_stepfunctions_state_machine", "definition_string"),
    ("awscc_stepfunctions_state_machine", "definition"),
];

/// Every state machine of a file. Other files of its folder are looked into for locals, variables and data.
pub fn find(path: &str, text: &str, files: &dyn Files) -> Result<Vec<Found>, String> {
    if path.ends_with(".tf.json") {
        return json::find(path, text, files);
    }
    let module = Module::read(path, text, files)?;
    let machines = HOLDERS.iter().flat_map(|(kind, attribute)| {
        let resources = module.resources(kind).into_iter();
        resources.map(move |(name, block)| (format!("{kind}.{name}"), *attribute, block))
    });
    let modules = module.modules().into_iter().filter(|(_, block)| makes_machine(block));
    let modules = modules.map(|(name, block)| (format!("module.{name}"), "definition", block));
    let all = machines.chain(modules).collect::<Vec<_>>().into_iter();
    Ok(all.filter_map(|(place, attribute, block)| found(&module, place, attribute, block, files)).collect())
}

/// Whether a module is one that makes a state machine of a `definition`, such as the registry's.
fn makes_machine(block: &Block) -> bool {
    let source = block.body.get_attribute("source").and_then(|source| source.value.as_str());
    source.is_some_and(|source| ["step-functions", "step_functions", "sfn"].iter().any(|word| source.contains(word)))
}

fn found(module: &Module, place: String, attribute: &str, block: &Block, files: &dyn Files) -> Option<Found> {
    let attribute = block.body.get_attribute(attribute)?;
    let definition = Finder { module, files }.definition(&attribute.value, Place::Own, 0);
    let included = module.other_path(definition.place).map(str::to_owned);
    let start = match &definition.source {
        Source::Inline(embedding, _) if included.is_some() => embedding.host_range().start,
        _ => attribute.span().map_or(0, |span| span.start),
    };
    let written_in = if included.is_some() { module.text_of(definition.place) } else { &module.text };
    let text = match &definition.source {
        Source::Inline(embedding, _) => embedding.text.clone(),
        Source::File { text, .. } => text.clone(),
        Source::Unknown(_) => String::new(),
    };
    Some(Found {
        place,
        how: definition.how,
        included,
        line: written_in[..start.min(written_in.len())].matches('\n').count() + 1,
        substitutions: substitutions(module, &text, &definition.variables),
        source: definition.source,
        properties: properties(module, block),
    })
}

/// Variables of a template with what is given for them.
type Variables<'m> = Vec<(String, &'m Expression)>;

/// A definition, how it is held and where, and the variables of the template that it is.
struct Definition<'m> {
    how: &'static str,
    source: Source,
    place: Place,
    variables: Variables<'m>,
}

impl Definition<'_> {
    fn unknown(how: &'static str, why: impl Into<String>) -> Self {
        Self::of(how, Source::Unknown(why.into()), Place::Own)
    }

    fn of(how: &'static str, source: Source, place: Place) -> Self {
        Self { how, source, place, variables: vec![] }
    }

    /// The same, if it is a template that needs no more than values.
    fn of_template(self) -> Self {
        let has_directives = matches!(&self.source, Source::File { text, .. } if has_directives(text));
        if has_directives { Self::unknown(self.how, WITH_DIRECTIVES) } else { self }
    }
}

const WITH_DIRECTIVES: &str = "the definition has directives (`%{`) that only Terraform works out";

/// Whether a template has directives, such as `%{ for … }`. `%%{` is none.
fn has_directives(text: &str) -> bool {
    text.match_indices("%{").any(|(at, _)| !text[..at].ends_with('%'))
}

struct Finder<'m> {
    module: &'m Module,
    files: &'m dyn Files,
}

impl<'m> Finder<'m> {
    /// What an expression gives, as far as the files tell.
    fn definition(&self, expression: &'m Expression, place: Place, depth: usize) -> Definition<'m> {
        if depth > MAX_DEPTH {
            return Definition::unknown("expression", "locals and variables lead in a circle");
        }
        // Older configurations write every expression in quotes.
        if let Some(inner) = names::interpolated(expression) {
            return self.definition(inner, place, depth + 1);
        }
        match expression {
            Expression::HeredocTemplate(_) | Expression::String(_) | Expression::StringTemplate(_) => {
                self.written(expression, place)
            }
            Expression::Parenthesis(inner) => self.definition(inner.inner(), place, depth + 1),
            Expression::FuncCall(call) => self.called(call, place, depth),
            Expression::Traversal(traversal) => match self.module.lookup(traversal) {
                Some((value, place)) => self.definition(value, place, depth + 1),
                None => self.template_data(expression, depth),
            },
            _ => Definition::unknown("expression", "the definition is an expression that only Terraform works out"),
        }
    }

    fn written(&self, expression: &'m Expression, place: Place) -> Definition<'m> {
        let how = if matches!(expression, Expression::HeredocTemplate(_)) { "heredoc" } else { "string" };
        match heredoc::embed(self.module.text_of(place), expression) {
            Some(embedding) => {
                let notation = Notation::of(&embedding.text).unwrap_or_default();
                Definition::of(how, Source::Inline(embedding, notation), place)
            }
            None => Definition::unknown(how, WITH_DIRECTIVES),
        }
    }

    fn called(&self, call: &'m FuncCall, place: Place, depth: usize) -> Definition<'m> {
        let argument = call.args.iter().next();
        match (call.name.name.as_str(), argument) {
            ("file", Some(path)) => self.file("file", path),
            ("templatefile", Some(path)) => {
                let variables = call.args.iter().nth(1).map(|variables| self.variables(variables)).unwrap_or_default();
                Definition { variables, ..self.file("templatefile", path).of_template() }
            }
            ("jsonencode", Some(Expression::FuncCall(inner)))
                if matches!(inner.name.name.as_str(), "yamldecode" | "jsondecode") =>
            {
                match inner.args.iter().next() {
                    Some(text) => self.definition(text, place, depth + 1),
                    None => Definition::unknown("jsonencode", "what is decoded is missing"),
                }
            }
            ("jsonencode", Some(value)) => self.encoded(value, place, depth),
            ("trimspace" | "chomp" | "tostring", Some(inner)) => self.definition(inner, place, depth + 1),
            (name, _) => Definition::unknown(
                "expression",
                format!("the definition is what `{name}` gives, which only Terraform works out"),
            ),
        }
    }

    fn encoded(&self, value: &'m Expression, place: Place, depth: usize) -> Definition<'m> {
        match value {
            Expression::Traversal(traversal) if depth <= MAX_DEPTH => match self.module.lookup(traversal) {
                Some((value, place)) => self.encoded(value, place, depth + 1),
                None => Definition::unknown("jsonencode", "what is encoded only Terraform works out"),
            },
            Expression::Object(_) => {
                let embedding = encoded::embed(self.module.text_of(place), value);
                Definition::of("jsonencode", Source::Inline(embedding, Notation::Json), place)
            }
            _ => Definition::unknown("jsonencode", "what is encoded only Terraform works out"),
        }
    }

    /// `data.template_file.NAME.rendered`.
    fn template_data(&self, expression: &'m Expression, depth: usize) -> Definition<'m> {
        let names = names::words(expression);
        let words: Vec<&str> = names.iter().map(String::as_str).collect();
        if let ["data", "local_file", name, "content"] = words.as_slice()
            && let Some((block, _)) = self.module.data("local_file", name)
            && let Some(path) = block.body.get_attribute("filename")
        {
            return self.file("data.local_file", &path.value);
        }
        let ["data", "template_file", name, "rendered"] = words.as_slice() else {
            return Definition::unknown(
                "expression",
                format!("the definition is `{}`, which only Terraform knows", names.join(".")),
            );
        };
        let how = "data.template_file";
        let Some((block, place)) = self.module.data("template_file", name) else {
            return Definition::unknown(how, format!("there is no `data.template_file.{name}` in the folder"));
        };
        // Of old, variables stood in a block.
        let old = block.body.get_blocks("vars").flat_map(|vars| vars.body.attributes());
        let old = old.map(|attribute| (attribute.key.as_str().to_owned(), &attribute.value));
        let variables = block.body.get_attribute("vars").map(|vars| self.variables(&vars.value));
        let variables = variables.unwrap_or_else(|| old.collect());
        match block.body.get_attribute("template") {
            Some(template) => {
                let definition = self.definition(&template.value, place, depth + 1).of_template();
                Definition { how, variables, ..definition }
            }
            None => Definition::unknown(how, "`template` is missing"),
        }
    }

    /// Variables that are given as an object, or as a local that is one.
    fn variables(&self, given: &'m Expression) -> Variables<'m> {
        let object = match given {
            Expression::Traversal(traversal) => self.module.lookup(traversal).and_then(|(value, _)| value.as_object()),
            _ => given.as_object(),
        };
        let members = object.into_iter().flat_map(|object| object.iter());
        members.map(|(key, value)| (names::key(key), value.expr())).collect()
    }

    fn file(&self, how: &'static str, path: &'m Expression) -> Definition<'m> {
        let Some(name) = meaning::path(self.module, path) else {
            let written = path.span().and_then(|span| self.module.text.get(span)).unwrap_or("its path");
            return Definition::unknown(how, format!("which file {written} is only Terraform knows"));
        };
        let path = beside(&self.module.path, &name);
        match self.files.read(&path) {
            Some(text) => Definition::of(how, Source::File { path, text }, Place::Own),
            None => Definition::unknown(how, format!("there is no file `{path}`")),
        }
    }
}

/// What the placeholders of a text stand for: variables of its template, else Terraform's own names.
fn substitutions(module: &Module, text: &str, variables: &Variables) -> Vec<Substitution> {
    let given =
        |(name, value): &(String, &Expression)| Substitution { name: name.clone(), meaning: meaning::of(module, value, 0) };
    let mut found: Vec<Substitution> = variables.iter().map(given).collect();
    for name in placeholder_names(&Tree::read(text)).into_keys() {
        if !found.iter().any(|substitution| substitution.name == name) {
            let words: Vec<&str> = name.split('.').collect();
            let meaning = meaning::of_words(module, &words, 0).unwrap_or_else(|| Meaning::Open(name.clone()));
            found.push(Substitution { name, meaning });
        }
    }
    found
}

fn properties(module: &Module, block: &Block) -> Properties {
    let text = |name: &str| {
        let attribute = block.body.get_attribute(name)?;
        match meaning::of(module, &attribute.value, 0) {
            Meaning::Text(text) => Some(text),
            _ => None,
        }
    };
    let mut traced = block.body.get_blocks("tracing_configuration");
    let logged = block.body.get_blocks("logging_configuration").next().is_some();
    Properties {
        workflow_type: text("type").map(|kind| if kind == "EXPRESS" { WorkflowType::Express } else { WorkflowType::Standard }),
        name: text("name"),
        logging: logged,
        tracing: traced.any(|block| {
            let enabled = block.body.get_attribute("enabled");
            enabled.and_then(|enabled| enabled.value.as_bool()).unwrap_or(false)
        }),
    }
}
