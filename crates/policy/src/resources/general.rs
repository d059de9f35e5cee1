//! Resources by the table: ARNs whose variables are filled in from the parameters that name them.

use super::naming::{Meant, Naming, Sought, left_out, means_any, meant, namings, plain};
use super::{Call, says_arn};
use crate::known::Given;
use crate::pattern::Pattern;
use crate::table::{Kind, table};

/// A permission about more kinds than this, none of them told, is about anything.
const MOST_KINDS: usize = 4;

/// Parameters that say all, whatever kinds there are.
const WHOLE: [&str; 3] = ["ResourceArn", "Resource", "ResourceARN"];

/// Parameters that say what something is made from, which is asked where nothing else is told.
const SOURCE: [&str; 1] = ["SourceArn"];

/// The resources of a call by the table's kinds.
pub fn resources(permission: &str, call: &Call) -> Vec<Pattern> {
    let kinds = table().kinds(permission).unwrap_or_default();
    if let Some(whole) = whole_arn(&kinds, call, &WHOLE) {
        return whole;
    }
    let asked = Asked::new(permission, &kinds, call);
    let mut found = vec![];
    for kind in &kinds {
        let (arns, told) = asked.arns(kind);
        if kind.required || told {
            found.extend(arns.into_iter().map(|arn| (arn, told)));
        }
    }
    let untold = found.iter().all(|(_, told)| !told);
    if found.is_empty() || untold && asked.required > MOST_KINDS {
        return whole_arn(&kinds, call, &SOURCE).unwrap_or_else(|| vec![Pattern::any()]);
    }
    found.into_iter().map(|(arn, _)| arn).collect()
}

/// `ResourceArn` and the like say all.
fn whole_arn(kinds: &[Kind], call: &Call, names: &[&str]) -> Option<Vec<Pattern>> {
    if kinds.len() < 2 {
        return None;
    }
    let mut texts = names.iter().filter_map(|name| match call.parameters.get(name) {
        Given::Texts(texts) => Some(texts),
        _ => None,
    });
    texts.find(|texts| texts.iter().all(|text| text.is_arn() || text.placeholder().is_some()))
}

/// What a call is asked for.
struct Asked<'a> {
    service: &'a str,
    operation: String,
    namings: Vec<Naming>,
    /// How many kinds every such call concerns.
    required: usize,
    /// Whether the permission is about one kind only.
    alone: bool,
}

impl<'a> Asked<'a> {
    fn new(permission: &'a str, kinds: &[Kind], call: &Call) -> Self {
        let required = kinds.iter().filter(|kind| kind.required).count();
        Self {
            service: permission.split(':').next().unwrap_or_default(),
            operation: plain(call.operation),
            namings: namings(&call.parameters),
            required,
            alone: required == 1 || kinds.len() == 1,
        }
    }

    /// The ARNs of a kind, and whether the parameters tell what they say.
    fn arns(&self, kind: &Kind) -> (Vec<Pattern>, bool) {
        let variables = variables(kind.arn);
        let word = plain(kind.name.split('/').next().unwrap_or_default());
        let has_the_name = self.required < 2 || self.operation.contains(&word);
        let meant = meant(&variables, Sought { kind: &plain(kind.name), required: kind.required, has_the_name }, &self.namings);
        if let Some(arns) = self.given_arns(kind, &word, meant.iter().all(|meant| *meant == Meant::Nothing)) {
            return (arns, true);
        }
        if variables.is_empty() {
            return (vec![Pattern::arn(kind.arn, |_| Pattern::any())], kind.required);
        }
        let named: Vec<&str> =
            variables.iter().zip(&meant).filter(|(_, meant)| **meant != Meant::Nothing).map(|(name, _)| *name).collect();
        let all = variables.iter().all(|variable| named.contains(variable) || is_id_beside_name(variable, &named));
        let told = !named.is_empty() && (kind.required || all);
        let values = variables.iter().zip(meant).map(|(variable, meant)| self.values(variable, meant)).collect::<Vec<_>>();
        (filled(kind, &values), told)
    }

    /// What a variable may be.
    fn values(&self, variable: &str, meant: Meant) -> Vec<Pattern> {
        let without_slash = plain(variable).ends_with("withoutleadingslash");
        let part = |text: Pattern| match () {
            () if text.is_arn() => last_part(&text),
            () if without_slash => text.without_prefix("/").unwrap_or(text),
            () => text,
        };
        match meant {
            Meant::Texts(texts) => texts.into_iter().map(part).collect(),
            Meant::Unknown => vec![Pattern::any()],
            Meant::Nothing => vec![left_out(self.service, variable).unwrap_or_else(Pattern::any)],
        }
    }

    /// Parameters that are ARNs of this kind as they are. Those inside others only where nothing names the kind.
    fn given_arns(&self, kind: &Kind, word: &str, unnamed: bool) -> Option<Vec<Pattern>> {
        let kind_name = plain(kind.name);
        let mut found = vec![];
        for naming in self.namings.iter().filter(|naming| naming.holder.is_none() || unnamed) {
            let parameter = naming.name.as_str();
            let is_arn_of = |kind: &str| parameter == format!("{kind}arn");
            let of_kind = parameter == kind_name || is_arn_of(&kind_name) || is_arn_of(word);
            let generic = parameter == "arn" && naming.holder.is_none();
            let alone =
                self.alone && unnamed && naming.holder.is_none() && parameter.ends_with("arn") && !is_of_others(parameter);
            let named_so = unnamed || of_kind || means_any(&variables(kind.arn), &kind_name, naming);
            for text in naming.texts.iter().flatten() {
                let literal = named_so && text.is_arn() && is_of_kind(text, kind.arn);
                let placeholder = text.placeholder().is_some_and(|name| says_arn(name) || parameter.ends_with("arn"));
                if literal || placeholder && (of_kind || generic || alone) {
                    found.push(text.clone());
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }
}

/// ARNs that calls hand on to be used: what they are about is something else.
fn is_of_others(parameter: &str) -> bool {
    ["role", "kms", "topic", "notification", "certificate", "deadletter"].iter().any(|word| parameter.contains(word))
}

/// The kind's ARN with every choice of values for its variables.
fn filled(kind: &Kind, values: &[Vec<Pattern>]) -> Vec<Pattern> {
    let mut chosen = vec![vec![]];
    for values in values {
        let with = |before: &Vec<Pattern>| {
            values.iter().map(|value| [before.as_slice(), std::slice::from_ref(value)].concat()).collect::<Vec<_>>()
        };
        chosen = chosen.iter().flat_map(with).collect();
    }
    let fill = |values: Vec<Pattern>| {
        let mut values = values.into_iter();
        Pattern::arn(kind.arn, |_| values.next().unwrap_or_else(Pattern::any))
    };
    chosen.into_iter().map(fill).collect()
}

/// Whether a variable is the id that AWS makes up beside a name that is told, as in `stack/{StackName}/{Id}`.
fn is_id_beside_name(variable: &str, named: &[&str]) -> bool {
    let stem = variable.strip_suffix("Id");
    stem.is_some_and(|stem| named.iter().any(|name| name.ends_with("Name") && name.starts_with(stem)))
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

/// The name at the end of an ARN.
fn last_part(arn: &Pattern) -> Pattern {
    let rest = arn.split(':').pop().unwrap_or_default();
    rest.split('/').pop().unwrap_or_default()
}

fn variables(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}
