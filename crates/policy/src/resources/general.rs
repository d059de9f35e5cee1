//! Resources by the table: ARNs whose variables are filled in from parameters of the same name.

use value::Value;

use super::{Call, says_arn};
use crate::known::Given;
use crate::pattern::Pattern;
use crate::table::{Kind, table};

/// A permission about more kinds than this, none of them told, is about anything.
const MOST_KINDS: usize = 4;

/// The resources of a call by the table's kinds.
pub fn resources(permission: &str, call: &Call) -> Vec<Pattern> {
    let kinds = table().kinds(permission).unwrap_or_default();
    if let Some(whole) = whole_arn(&kinds, call) {
        return whole;
    }
    let mut found = vec![];
    let required = kinds.iter().filter(|kind| kind.required).count();
    for kind in &kinds {
        let arns = arns(kind, call, required.max(usize::from(kinds.len() == 1)) == 1);
        let told = arns.iter().any(|(_, told)| *told);
        if kind.required || told {
            found.extend(arns.into_iter().map(|(arn, _)| (arn, told)));
        }
    }
    let untold = found.iter().all(|(_, told)| !told);
    if found.is_empty() || untold && required > MOST_KINDS {
        return vec![Pattern::any()];
    }
    found.into_iter().map(|(arn, _)| arn).collect()
}

/// `ResourceArn` and the like say all, whatever kinds there are.
fn whole_arn(kinds: &[Kind], call: &Call) -> Option<Vec<Pattern>> {
    if kinds.len() < 2 {
        return None;
    }
    let texts = ["ResourceArn", "Resource", "ResourceARN"].iter().map(|name| call.parameters.get(name));
    let texts = texts.filter_map(|given| match given {
        Given::Texts(texts) => Some(texts),
        _ => None,
    });
    texts.into_iter().find(|texts| texts.iter().all(is_arn_or_stands_for_one))
}

/// The ARNs of a kind, and whether the parameters tell what they say.
fn arns(kind: &Kind, call: &Call, alone: bool) -> Vec<(Pattern, bool)> {
    if let Some(arns) = given_arns(kind, call, alone) {
        return arns.into_iter().map(|arn| (arn, true)).collect();
    }
    let variables = variables(kind.arn);
    if variables.is_empty() {
        return vec![(Pattern::arn(kind.arn, |_| Pattern::any()), kind.required)];
    }
    let mut made = vec![(vec![], true)];
    for variable in &variables {
        let values = value_of(variable, kind, call);
        let (values, told) = match values {
            Some(values) => (values, true),
            None => (vec![Pattern::any()], false),
        };
        made = made
            .iter()
            .flat_map(|(before, all): &(Vec<Pattern>, bool)| {
                values.iter().map(move |value| ([before.as_slice(), std::slice::from_ref(value)].concat(), *all && told))
            })
            .collect();
    }
    let any_told = variables.iter().any(|variable| value_of(variable, kind, call).is_some());
    let told = |all: bool| if kind.required { any_told } else { all };
    made.into_iter()
        .map(|(values, all)| {
            let mut values = values.into_iter();
            (Pattern::arn(kind.arn, |_| values.next().unwrap_or_else(Pattern::any)), told(all))
        })
        .collect()
}

/// Parameters that are ARNs of this kind as they are.
fn given_arns(kind: &Kind, call: &Call, alone: bool) -> Option<Vec<Pattern>> {
    let mut found = vec![];
    for (name, given) in call.parameters.all(1) {
        let Given::Texts(texts) = given else { continue };
        let parameter = plain(&name);
        let of_kind = parameter == plain(kind.name) || parameter == plain(kind.name) + "arn" || parameter == "arn";
        for text in texts {
            let literal = text.is_arn() && is_of_kind(&text, kind.arn);
            let placeholder = text.placeholder().is_some_and(|name| says_arn(name) || parameter.ends_with("arn"));
            if literal || placeholder && (of_kind || alone && parameter.ends_with("arn") && !parameter.contains("role")) {
                found.push(text);
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

fn is_arn_or_stands_for_one(text: &Pattern) -> bool {
    text.is_arn() || text.placeholder().is_some()
}

/// Whether an ARN is of the kind, by its service and the words before its name.
fn is_of_kind(arn: &Pattern, template: &str) -> bool {
    let words = |text: Vec<Pattern>| text.iter().map(|part| part.beginning().to_owned()).collect::<Vec<_>>();
    let (given, wanted) = (words(arn.split(':')), words(Pattern::arn(template, |_| Pattern::any()).split(':')));
    let same_service = given.get(2) == wanted.get(2);
    let word = |parts: &[String]| parts.get(5).map(|part| part.split('/').next().unwrap_or_default().to_owned());
    let (own, other) = (word(&wanted).unwrap_or_default(), word(&given).unwrap_or_default());
    same_service && (own.is_empty() || own == other)
}

/// What a variable of an ARN is known to be, from the parameter that means the same. `None` where only a run knows.
fn value_of(variable: &str, kind: &Kind, call: &Call) -> Option<Vec<Pattern>> {
    // `Name` may be anything's: it is not taken for what a call need not concern.
    let least = if kind.required { 2 } else { 3 };
    let (variable, kind) = (plain(variable), plain(kind.name));
    let mut best: Option<(u8, Vec<Pattern>)> = None;
    for (name, given) in call.parameters.all(1) {
        let (name, texts) = match given {
            Given::Texts(texts) => (plain(&name), texts),
            // `InstanceIds` are many of `InstanceId`.
            Given::Inside(Value::Array(_)) if name.ends_with('s') => {
                let items = call.parameters.items(given);
                (plain(&name[..name.len() - 1]), items.into_iter().flat_map(Given::texts).collect())
            }
            _ => continue,
        };
        let rank = likeness(&variable, &kind, &name);
        let known = !texts.is_empty() && !texts.iter().any(Pattern::is_any);
        if known && rank >= least && rank > best.as_ref().map_or(0, |(rank, _)| *rank) {
            best = Some((rank, texts));
        }
    }
    let without_slash = variable.ends_with("withoutleadingslash");
    let part = |text: Pattern| match () {
        () if text.is_arn() => last_part(&text),
        () if without_slash => text.without_prefix("/").unwrap_or(text),
        () => text,
    };
    best.map(|(_, texts)| texts.into_iter().map(part).collect())
}

/// How surely a parameter means an ARN's variable: 0 for not at all.
fn likeness(variable: &str, kind: &str, parameter: &str) -> u8 {
    let of_kind = variable.starts_with(kind) || matches!(variable, "resourceid" | "resourcename" | "relativeid" | "id" | "name");
    let generic = matches!(parameter, "name" | "id" | "identifier" | "arn");
    let suffixed = stem(parameter) == kind && of_kind;
    match () {
        () if variable == parameter => 4,
        () if stem(variable) == stem(parameter) && !stem(variable).is_empty() => 3,
        () if suffixed || parameter == kind && of_kind => 3,
        () if generic && of_kind => 2,
        () => 0,
    }
}

/// A name without what says how something is named.
fn stem(name: &str) -> &str {
    ["identifier", "name", "id", "arn"].iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name)
}

/// The name at the end of an ARN.
fn last_part(arn: &Pattern) -> Pattern {
    let rest = arn.split(':').pop().unwrap_or_default();
    rest.split('/').pop().unwrap_or_default()
}

fn variables(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}
