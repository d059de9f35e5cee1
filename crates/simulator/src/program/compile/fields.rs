//! Paths, templates, numbers and texts.

use std::sync::Arc;

use asl::definition::{PathField, QueryLanguage, Setting, Template};
use asl::text::{Span, Spanned};
use expressions::jsonpath::{Path, Root};
use expressions::template::{JsonataTemplate, PathTemplate, TemplateSyntaxError};
use value::Value;

use super::Compiler;
use crate::program::expression::{Compiled, Jsonata, Number, PathStage, ResultPathStage, TextField};
use crate::program::{AssignProgram, ConstantIndex};

impl Compiler<'_> {
    pub(super) fn constant(&mut self, value: Value) -> ConstantIndex {
        self.constants.push(value);
        ConstantIndex(self.constants.len() as u32 - 1)
    }

    /// A path, or `None` after noting why it is none.
    pub(super) fn path(&mut self, field: &str, text: &Spanned<Arc<str>>) -> Option<Path> {
        match Path::parse_to_run(&text.value) {
            Ok(path) => {
                self.uses_context |= *path.root() == Root::Context;
                Some(path)
            }
            Err(error) => {
                self.problem(field, text.span, format!("`{}` is no JSONPath: {error}", text.value));
                None
            }
        }
    }

    pub(super) fn path_stage(&mut self, field: &str, path: Option<&Spanned<PathField>>) -> PathStage {
        match path {
            None => PathStage::Whole,
            Some(Spanned { value: PathField::Null, .. }) => PathStage::Nothing,
            Some(Spanned { value: PathField::Path(text), .. }) if **text == *"$" => PathStage::Whole,
            Some(Spanned { value: PathField::Path(text), span }) => {
                let path = self.path(field, &Spanned { value: text.clone(), span: *span });
                path.map_or(PathStage::Whole, PathStage::Path)
            }
        }
    }

    pub(super) fn result_path(&mut self, path: Option<&Spanned<PathField>>) -> ResultPathStage {
        let field = "ResultPath";
        match path {
            None => ResultPathStage::Replace,
            Some(Spanned { value: PathField::Null, .. }) => ResultPathStage::Discard,
            Some(Spanned { value: PathField::Path(text), .. }) if **text == *"$" => ResultPathStage::Replace,
            Some(Spanned { value: PathField::Path(text), span }) => {
                let path = self.path(field, &Spanned { value: text.clone(), span: *span });
                match path {
                    Some(path) if path.is_reference_path() => ResultPathStage::Set(path),
                    Some(_) => {
                        self.problem(field, *span, format!("`{text}` is no Reference Path: it may hold names and indices only"));
                        ResultPathStage::Replace
                    }
                    None => ResultPathStage::Replace,
                }
            }
        }
    }

    /// A template in the language of the state at hand.
    pub(super) fn template(&mut self, field: &str, template: &Template) -> Compiled {
        self.uses_context |= looks_at_context(&template.value);
        let compiled = match self.language {
            QueryLanguage::JsonPath => PathTemplate::parse(&template.value).map(|parsed| match parsed.is_constant() {
                true => None,
                false => Some(Compiled::Path(parsed)),
            }),
            QueryLanguage::Jsonata => JsonataTemplate::parse(&template.value).map(|parsed| match parsed.is_constant() {
                true => None,
                false => Some(Compiled::Jsonata(Jsonata { template: parsed, field: Arc::from(field) })),
            }),
        };
        match compiled {
            Ok(Some(compiled)) => compiled,
            Ok(None) => Compiled::Constant(self.constant(template.value.clone())),
            Err(errors) => {
                self.syntax_errors(field, template.span, errors);
                Compiled::Constant(ConstantIndex(0))
            }
        }
    }

    pub(super) fn assign(&mut self, field: &str, template: &Template) -> AssignProgram {
        let jsonata = self.language == QueryLanguage::Jsonata;
        let mut variables = Vec::new();
        if let Value::Object(members) = &template.value {
            for key in members.keys() {
                let name = if jsonata { key } else { key.strip_suffix(".$").unwrap_or(key) };
                variables.push((Arc::from(name), self.intern(name)));
            }
        } else {
            self.problem(field, template.span, "`Assign` must be an object of variables");
        }
        AssignProgram { variables, template: self.template(field, template) }
    }

    /// A number that is written, behind a path, or an expression.
    pub(super) fn number(
        &mut self,
        field: &'static str,
        setting: Option<&Spanned<Setting<f64>>>,
        path: Option<(&'static str, &Spanned<Arc<str>>)>,
    ) -> Option<Number> {
        if let Some((field, text)) = path {
            return self.path(field, text).map(|path| Number::Path { field, path });
        }
        let setting = setting?;
        match &setting.value {
            Setting::Value(number) => Some(Number::Fixed(*number)),
            Setting::Expression(text) => self.jsonata(field, text, setting.span).map(Number::Jsonata),
        }
    }

    /// One `{% … %}` expression.
    pub(super) fn jsonata(&mut self, field: &str, text: &Arc<str>, span: Span) -> Option<Jsonata> {
        self.uses_context |= text_looks_at_context(text);
        match JsonataTemplate::parse(&Value::String(text.clone())) {
            Ok(template) => Some(Jsonata { template, field: Arc::from(field) }),
            Err(errors) => {
                self.syntax_errors(field, span, errors);
                None
            }
        }
    }

    /// A text that may be an expression in JSONata states.
    pub(super) fn text_field(&mut self, field: &str, text: &Arc<str>, span: Span) -> Option<TextField> {
        if self.language == QueryLanguage::Jsonata && JsonataTemplate::expression_in(text).is_some() {
            return self.jsonata(field, text, span).map(TextField::Jsonata);
        }
        Some(TextField::Text(text.clone()))
    }

    /// A path or intrinsic function that gives a text.
    pub(super) fn text_path(&mut self, field: &'static str, text: &Spanned<Arc<str>>) -> Option<TextField> {
        self.uses_context |= text_looks_at_context(&text.value);
        match PathTemplate::parse_expression(field, &text.value) {
            Ok(template) => Some(TextField::Path { field, template }),
            Err(error) => {
                self.problem(field, text.span, format!("`{}` is no JSONPath and no intrinsic function: {error}", text.value));
                None
            }
        }
    }

    fn syntax_errors(&mut self, field: &str, span: Span, errors: Vec<TemplateSyntaxError>) {
        for error in errors {
            self.problem(&format!("{field}{}", error.pointer), span, error.message);
        }
    }
}

/// Whether any text in a template may look at the context object. Erring towards yes costs time only.
fn looks_at_context(template: &Value) -> bool {
    match template {
        Value::String(text) => text_looks_at_context(text),
        Value::Array(items) => items.iter().any(looks_at_context),
        Value::Object(object) => object.values().any(looks_at_context),
        _ => false,
    }
}

fn text_looks_at_context(text: &str) -> bool {
    if text.contains("$$") || text.contains("context") {
        return true;
    }
    // `$states` as a whole, without a member behind it.
    text.match_indices("$states").any(|(at, name)| !text[at + name.len()..].trim_start().starts_with('.'))
}
