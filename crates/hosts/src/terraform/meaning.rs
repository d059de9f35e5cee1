//! What Terraform's expressions say without running it: literals, defaults, names of resources.

use hcl_edit::expr::{Expression, FuncCall};
use hcl_edit::template::Element;

use super::module::Module;
use super::{MAX_DEPTH, names};
use crate::found::Meaning;
use crate::trial;

/// What an expression means.
pub fn of(module: &Module, expression: &Expression, depth: usize) -> Meaning {
    let open = || Meaning::Open(expression.to_string().trim().to_owned());
    match expression {
        Expression::String(text) => Meaning::Text(text.value().clone()),
        Expression::Number(_) | Expression::Bool(_) => Meaning::Text(expression.to_string().trim().to_owned()),
        Expression::Parenthesis(inner) => of(module, inner.inner(), depth),
        Expression::StringTemplate(template) => {
            let (mut written, mut value) = (String::new(), String::new());
            for element in template.iter() {
                match element {
                    Element::Literal(text) => {
                        written.push_str(text.value());
                        value.push_str(text.value());
                    }
                    Element::Interpolation(interpolation) => match of(module, &interpolation.expr, depth) {
                        Meaning::Text(text) => {
                            written.push_str(&text);
                            value.push_str(&text);
                        }
                        Meaning::Made(expression, text) => {
                            written.push_str(&format!("${{{expression}}}"));
                            value.push_str(&text);
                        }
                        Meaning::Open(_) => return open(),
                    },
                    Element::Directive(_) => return open(),
                }
            }
            if written == value { Meaning::Text(value) } else { Meaning::Made(written, value) }
        }
        Expression::Traversal(_) => {
            let words = names::words(expression);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            of_words(module, &words, depth).unwrap_or_else(open)
        }
        _ => open(),
    }
}

/// What a name of several words means.
pub fn of_words(module: &Module, words: &[&str], depth: usize) -> Option<Meaning> {
    if depth > MAX_DEPTH {
        return None;
    }
    let made = |value: String| Some(Meaning::Made(words.join("."), value));
    if let Some((expression, _)) = module.named(words) {
        return match of(module, expression, depth + 1) {
            Meaning::Text(text) | Meaning::Made(_, text) => made(text),
            Meaning::Open(_) => None,
        };
    }
    match words {
        ["data", "aws_region", _, "name" | "region" | "id"] => made(trial::REGION.to_owned()),
        ["data", "aws_caller_identity", _, "account_id" | "id"] => made(trial::ACCOUNT.to_owned()),
        ["data", "aws_partition", _, "partition" | "id"] => made("aws".to_owned()),
        ["path", "module" | "root" | "cwd"] => made(".".to_owned()),
        ["module", name, output] => made(trial::output(name, output)?),
        // A resource of another module's folder has the name that it has here.
        [kind, name, attribute] => {
            let attributes = ["function_name", "name", "bucket"].iter();
            let block = module.resource(kind, name);
            let names = attributes.filter_map(|attribute| block?.body.get_attribute(attribute));
            let mut names = names.filter_map(|attribute| attribute.value.as_str().map(str::to_owned));
            let own = names.next().unwrap_or_else(|| (*name).to_owned());
            made(trial::attribute(kind, &own, attribute).filter(|_| kind.starts_with("aws"))?)
        }
        _ => None,
    }
}

/// A path from the file's folder.
pub fn path(module: &Module, expression: &Expression) -> Option<String> {
    match expression {
        Expression::String(text) => Some(text.value().clone()),
        Expression::Parenthesis(inner) => path(module, inner.inner()),
        Expression::StringTemplate(template) => {
            let mut made = String::new();
            for element in template.iter() {
                match element {
                    Element::Literal(text) => made.push_str(text.value()),
                    Element::Interpolation(interpolation) => made.push_str(&part(module, &interpolation.expr)?),
                    Element::Directive(_) => return None,
                }
            }
            Some(made)
        }
        Expression::FuncCall(call) => called(module, call),
        Expression::Traversal(_) => part(module, expression),
        _ => None,
    }
}

/// Functions that put paths together.
fn called(module: &Module, call: &FuncCall) -> Option<String> {
    let arguments: Vec<&Expression> = call.args.iter().collect();
    match (call.name.name.as_str(), arguments.as_slice()) {
        ("abspath" | "pathexpand" | "tostring", [inner]) => path(module, inner),
        ("join", [separator, Expression::Array(items)]) => {
            let parts = items.iter().map(|item| path(module, item)).collect::<Option<Vec<_>>>()?;
            Some(parts.join(&path(module, separator)?))
        }
        ("format", [text, rest @ ..]) => {
            let text = path(module, text)?;
            let mut parts = text.split("%s");
            let mut made = parts.next()?.to_owned();
            for (part, argument) in parts.zip(rest) {
                made.push_str(&path(module, argument)?);
                made.push_str(part);
            }
            Some(made)
        }
        _ => None,
    }
}

fn part(module: &Module, expression: &Expression) -> Option<String> {
    if let Expression::FuncCall(call) = expression {
        return called(module, call);
    }
    let words = names::words(expression);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["path", "module" | "root" | "cwd"] => Some(".".to_owned()),
        _ => match of(module, expression, 0) {
            Meaning::Text(text) | Meaning::Made(_, text) => Some(text),
            Meaning::Open(_) => None,
        },
    }
}
