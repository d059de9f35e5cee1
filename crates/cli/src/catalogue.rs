//! `stepwright catalogue`: AWS's APIs as Step Functions calls them, found and explained.

use asl::definition::{IntegrationPattern, Resource};
use asl::language::integration;
use catalogue::{Api, Call, Index, Limits, Member, Service, Shape, ShapeId};

use crate::api_data;
use crate::arguments::{Argument, Arguments, unknown};
use crate::outcome::{Exit, Usage, say};

/// So many hits are shown where nobody says otherwise.
const SHOWN: usize = 30;

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut words, mut most) = (Vec::new(), SHOWN);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) => words.push(word),
            Argument::Option(option) if option == "limit" => {
                let value = arguments.value(&option)?;
                most = value.parse().map_err(|_| Usage(format!("`--limit` is a number, not `{value}`")))?;
            }
            Argument::Option(option) => return Err(unknown(&option)),
        }
    }
    if words.is_empty() {
        return Err(Usage("`catalogue` needs words to look for, or a call such as glue:startJobRun".to_owned()));
    }
    if let [word] = words.as_slice()
        && let Some(resource) = resource_of(word)
    {
        return explain(word, &resource);
    }
    list(&api_data::index(), &words.join(" "), most)
}

/// The resource that a word means: `glue:startJobRun.sync`, `aws-sdk:glue:getTable`, or a whole ARN. An optimised integration is
/// meant where there is one.
fn resource_of(word: &str) -> Option<String> {
    let name = word.strip_prefix("arn:aws:states:::").unwrap_or(word);
    let (service, action) = name.strip_prefix("aws-sdk:").unwrap_or(name).split_once(':')?;
    let bare = action.split('.').next().unwrap_or_default();
    let sdk = name.starts_with("aws-sdk:") || integration(service, bare).is_none();
    Some(format!("arn:aws:states:::{}{service}:{action}", if sdk { "aws-sdk:" } else { "" }))
}

/// Lists what a search finds.
fn list(index: &Index, query: &str, most: usize) -> Result<Exit, Usage> {
    let found = index.search(query, most);
    for hit in &found.hits {
        let kind = match (hit.entry.optimized, hit.supported) {
            (true, _) => " (optimised integration)",
            (_, false) => " (cannot be called by Step Functions)",
            _ => "",
        };
        say(&format!("{:60} {}{kind}", hit.resource().trim_start_matches("arn:aws:states:::"), hit.entry.title));
    }
    match found.total {
        0 => say(&format!("nothing is called so among the APIs of {}; it may be newer", index.date())),
        total if total > found.hits.len() => say(&format!("… and {} more: use more words, or --limit", total - found.hits.len())),
        _ => {}
    }
    Ok(if found.total == 0 { Exit::Found } else { Exit::Well })
}

/// Explains a call.
fn explain(word: &str, resource: &str) -> Result<Exit, Usage> {
    let not_known = || Usage(format!("`{word}` is not among the APIs of {}; look for it with words", api_data::index().date()));
    let call = Call::of(&Resource::parse(resource)).ok_or_else(not_known)?;
    let service = api_data::service(call.file()).ok_or_else(not_known)?;
    let api = call.api(&service).ok_or_else(not_known)?;
    let kind = if api.call.optimized { "optimised integration" } else { "AWS SDK integration" };
    say(&format!("{resource}\n{}, {kind}: {}", service.title(), api.operation.about));
    api.link().into_iter().for_each(|link| say(&link));
    if !api.operation.supported {
        say("Step Functions cannot call it.");
    }
    ways(&api).into_iter().for_each(|ways| say(&ways));
    members("Parameters (* required)", &api.parameters(), &service);
    say(&format!("\nTo begin with\n{}", indented(&api.sample_input().to_json_pretty())));
    if api.call.pattern == IntegrationPattern::Callback {
        say("\nResult\n  what is reported with the task token");
    } else {
        members("Result", &api.result(), &service);
        say(&format!("\nFor example\n{}", indented(&api.sample_output().to_json_pretty())));
    }
    let errors = api.error_names();
    if !errors.is_empty() {
        say(&format!("\nErrors\n  {}", errors.join("\n  ")));
    }
    Ok(Exit::Well)
}

/// How else a Task may wait.
fn ways(api: &Api) -> Option<String> {
    let patterns = if api.call.optimized {
        integration(&api.call.service, &api.call.action)?.patterns.clone()
    } else {
        vec![IntegrationPattern::RequestResponse, IntegrationPattern::Callback]
    };
    let ending = |pattern: &IntegrationPattern| match pattern {
        IntegrationPattern::RequestResponse => None,
        IntegrationPattern::RunJob => Some(".sync"),
        IntegrationPattern::RunJobParsed => Some(".sync:2"),
        IntegrationPattern::Callback => Some(".waitForTaskToken"),
    };
    let others: Vec<&str> = patterns.iter().filter(|pattern| **pattern != api.call.pattern).filter_map(ending).collect();
    (!others.is_empty()).then(|| format!("Also with {}", others.join(", ")))
}

fn members(title: &str, members: &[Member], service: &Service) {
    say(&format!("\n{title}"));
    if members.is_empty() {
        say("  none");
    }
    for member in members {
        let mark = if member.required { "*" } else { " " };
        say(&format!("  {mark} {:40} {}", member.name, phrase(service, member.shape)));
    }
}

/// A type in words, with what is in it.
fn phrase(service: &Service, id: ShapeId) -> String {
    const SHOWN: usize = 8;
    let shape = service.shape(id);
    match &shape {
        Shape::Structure { members, .. } => {
            let names: Vec<&str> = members.iter().take(SHOWN).map(|member| member.name).collect();
            let more = if members.len() > SHOWN { ", …" } else { "" };
            format!("object: {}{more}", names.join(", "))
        }
        Shape::List(item) => format!("list of {}", phrase(service, *item)),
        Shape::Map { value, .. } => format!("map to {}", phrase(service, *value)),
        Shape::Choice(choices) => {
            let more = if choices.len() > SHOWN { " | …" } else { "" };
            format!("{}{more}", choices.iter().take(SHOWN).copied().collect::<Vec<_>>().join(" | "))
        }
        Shape::Text(limits) | Shape::Integer(limits) | Shape::Number(limits) => format!("{}{}", shape.phrase(), limited(limits)),
        _ => shape.phrase().to_owned(),
    }
}

fn limited(limits: &Limits) -> String {
    let range = match (limits.least, limits.most) {
        (None, None) => String::new(),
        (least, most) => format!(", {}..{}", least.unwrap_or_default(), most.unwrap_or_default()),
    };
    range + &limits.pattern.map(|pattern| format!(", {pattern}")).unwrap_or_default()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
