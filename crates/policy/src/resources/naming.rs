//! Which parameter of a call means what a variable of an ARN stands for.
//!
//! Only members of the API's own shape count: those at the top, and inside of others those that are named after the variable
//! or are the name of what holds them. What a call carries for others (arguments, environments, payloads) never does.

use crate::known::{Given, Parameters};
use crate::pattern::Pattern;

/// Parameters that hold what is not the API's own, but its user's: names in them name nothing that the call is about.
const USERS_OWN: [&str; 54] = [
    "arguments",
    "attributes",
    "body",
    "clientmetadata",
    "containeroverrides",
    "context",
    "data",
    "defaultarguments",
    "detail",
    "dimensions",
    "entries",
    "environment",
    "environmentvariables",
    "environmentvariablesoverride",
    "expressionattributenames",
    "expressionattributevalues",
    "filter",
    "filters",
    "headers",
    "hyperparameters",
    "input",
    "inputs",
    "item",
    "items",
    "jobparameters",
    "key",
    "labels",
    "message",
    "messageattributes",
    "messages",
    "metadata",
    "nonoverridablearguments",
    "options",
    "overrides",
    "parameteroverrides",
    "parameters",
    "payload",
    "pipelineparameters",
    "properties",
    "record",
    "records",
    "requestparameters",
    "runproperties",
    "sparkproperties",
    "state",
    "statichyperparameters",
    "taglist",
    "tags",
    "tagspecifications",
    "templatedata",
    "userattributes",
    "values",
    "variables",
    "workflowrunproperties",
];

/// Of these, what tells roles: a service takes them on although they stand among its user's values.
const TELLS_ROLES: [&str; 3] = ["containeroverrides", "overrides", "parameters"];

/// Variables of the reference whose parameter is called otherwise.
const CALLED: [(&str, &str); 11] = [
    ("appid", "applicationid"),
    ("clusterparametergroupname", "dbclusterparametergroupname"),
    ("clustersnapshotname", "dbclustersnapshotidentifier"),
    ("dbclusterinstancename", "dbclusteridentifier"),
    ("geofencecollectionname", "collectionname"),
    ("groupfriendlyname", "autoscalinggroupname"),
    ("keypairname", "keyname"),
    ("naclid", "networkaclid"),
    ("parametergroupname", "dbparametergroupname"),
    ("snapshotname", "dbsnapshotidentifier"),
    ("subnetgroupname", "dbsubnetgroupname"),
];

/// What a parameter that is left out stands for.
const LEFT_OUT: [(&str, &str, &str); 2] = [("ecs", "ClusterName", "default"), ("scheduler", "GroupName", "default")];

/// How deep parameters are looked into.
const DEPTH: usize = 3;

/// A parameter that may name something.
#[derive(Clone, Debug)]
pub struct Naming {
    /// Its name, in small letters.
    pub name: String,
    /// The name of the parameter that holds it; `None` at the top.
    pub holder: Option<String>,
    /// What it says; `None` where only a run knows.
    pub texts: Option<Vec<Pattern>>,
}

/// What a variable is given by a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant {
    /// These texts.
    Texts(Vec<Pattern>),
    /// A text that only a run knows, or an id that AWS makes up for what the parameter names.
    Unknown,
    /// Nothing: no parameter means it.
    Nothing,
}

/// Whether what a parameter holds is its user's own.
pub fn is_users_own(parameter: &str) -> bool {
    USERS_OWN.contains(&plain(parameter).as_str())
}

/// Whether roles in such a parameter are none that the service takes on.
pub fn hides_roles(parameter: &str) -> bool {
    is_users_own(parameter) && !TELLS_ROLES.contains(&plain(parameter).as_str())
}

/// The parameters that may name what a call is about, those at the top first.
pub fn namings(parameters: &Parameters) -> Vec<Naming> {
    let members = parameters.members(DEPTH).into_iter();
    let own = members.filter(|member| !member.in_list && !member.holders.iter().any(|holder| is_users_own(holder)));
    let mut found: Vec<Naming> = own
        .filter_map(|member| {
            let (name, given) = (plain(&member.name), member.given.clone());
            let holder = member.holders.last().map(|holder| plain(holder));
            // `InstanceIds` are many of `InstanceId`.
            let is_list = matches!(given, Given::Inside(value::Value::Array(_)));
            let many = name.ends_with('s') && !name.ends_with("ss") && (is_list || given == Given::Unknown);
            let name = if many { name[..name.len() - 1].to_owned() } else { name };
            let texts = match given {
                Given::Texts(texts) => Some(texts),
                Given::Unknown => None,
                Given::Inside(value::Value::Array(_)) if many => {
                    let texts: Vec<Pattern> = parameters.items(member.given).into_iter().flat_map(Given::texts).collect();
                    (!texts.is_empty() && !texts.iter().any(Pattern::is_any)).then_some(texts)
                }
                _ => return None,
            };
            Some(Naming { name, holder, texts })
        })
        .collect();
    found.sort_by_key(|naming| naming.holder.is_some());
    found
}

/// A kind of resource, as it is compared with parameters.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// The kind's name, in small letters.
    pub kind: &'a str,
    /// Whether every call concerns one.
    pub required: bool,
    /// Whether a parameter `Name` or `Id` is this kind's, and not that of another kind that the call concerns.
    pub has_the_name: bool,
}

/// What each variable of an ARN is given. A parameter is for one variable alone, the one that it means most surely.
pub fn meant(variables: &[&str], sought: Sought, namings: &[Naming]) -> Vec<Meant> {
    let mut pairs = vec![];
    for (at, variable) in variables.iter().enumerate() {
        for (index, naming) in namings.iter().enumerate() {
            let rank = rank(&plain(variable), sought, naming);
            if rank > 0 {
                pairs.push((std::cmp::Reverse(rank), naming.holder.is_some(), at, index));
            }
        }
    }
    // What stands at the top is the call's own, however sure the other is.
    pairs.sort_by_key(|(rank, nested, at, index)| (*nested, *rank, *at, *index));
    let (mut found, mut used) = (vec![Meant::Nothing; variables.len()], vec![]);
    for (_, _, at, index) in pairs {
        if found[at] != Meant::Nothing || used.contains(&index) {
            continue;
        }
        used.push(index);
        found[at] = match &namings[index].texts {
            Some(texts) if !is_made_up(&plain(variables[at]), &namings[index].name) => Meant::Texts(texts.clone()),
            _ => Meant::Unknown,
        };
    }
    found
}

/// What a variable stands for where its parameter is left out.
pub fn left_out(service: &str, variable: &str) -> Option<Pattern> {
    let mut known = LEFT_OUT.iter().filter(|(of, name, _)| *of == service && *name == variable);
    known.next().map(|(_, _, default)| Pattern::text(default))
}

/// Whether a parameter may mean one of an ARN's variables.
pub fn means_any(variables: &[&str], kind: &str, naming: &Naming) -> bool {
    variables.iter().any(|variable| likeness(&plain(variable), kind, &naming.name) > 0)
}

/// Whether AWS makes the id up of what the parameter names.
fn is_made_up(variable: &str, parameter: &str) -> bool {
    parameter.ends_with("name") && variable.ends_with("id") && !matches!(variable, "resourceid" | "relativeid")
}

/// How surely a parameter means a variable: 0 for not at all.
fn rank(variable: &str, sought: Sought, naming: &Naming) -> u8 {
    let holds_kind = naming.holder.as_deref().is_some_and(|holder| describes(holder, sought.kind));
    let rank = likeness(variable, sought.kind, &naming.name);
    // `Name` may be anything's: it is not taken for what a call need not concern.
    let generic = sought.required && (naming.holder.is_none() && sought.has_the_name || holds_kind);
    match rank {
        2 if !generic => 0,
        _ => rank,
    }
}

fn likeness(variable: &str, kind: &str, parameter: &str) -> u8 {
    let of_kind = variable.starts_with(kind) || matches!(variable, "resourceid" | "resourcename" | "relativeid" | "id" | "name");
    let generic = matches!(parameter, "name" | "id" | "identifier" | "arn");
    let suffixed = stem(parameter) == kind && of_kind;
    let same_stem = stem(variable) == stem(parameter) && !stem(variable).is_empty();
    match () {
        () if variable == parameter || CALLED.contains(&(variable, parameter)) => 4,
        () if same_stem || suffixed || parameter == kind && of_kind => 3,
        () if generic && of_kind => 2,
        () => 0,
    }
}

/// Whether a parameter describes a resource of the kind, as `TableInput` does.
fn describes(parameter: &str, kind: &str) -> bool {
    let rest = parameter.strip_prefix(kind);
    rest.is_some_and(|rest| {
        matches!(rest, "" | "input" | "config" | "configuration" | "definition" | "details" | "update" | "request")
    })
}

/// A name without what says how something is named.
fn stem(name: &str) -> &str {
    ["identifier", "name", "id", "arn"].iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name)
}

/// A name's letters and digits, in small letters.
pub fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}
