//! `stepwright wrap`: a new host around a definition's file.

use std::collections::BTreeMap;

use asl::document::Document;
use asl::lint::WorkflowType;
use asl::tree::placeholder_names;
use hosts::{Wrapped, Wrapper, parameter, wrap};
use policy::{Options, Style, derive, policy_document, sam, statements, terraform};
use value::Value;

use crate::arguments::{Argument, Arguments, unknown};
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, print};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut file, mut to, mut name, mut workflow_type) = (None, None, None, WorkflowType::Standard);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if file.is_none() => file = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one definition too many"))),
            Argument::Option(option) => match option.as_str() {
                "to" => to = Some(kind(&arguments.value(&option)?)?),
                "name" => name = Some(arguments.value(&option)?),
                "type" => workflow_type = crate::validate::workflow_type(&arguments.value(&option)?)?,
                _ => return Err(unknown(&option)),
            },
        }
    }
    let file = file.ok_or_else(|| Usage("`wrap` needs a definition's file".to_owned()))?;
    let to = to.ok_or_else(|| Usage("`wrap` needs `--to sam`, `terraform`, `cdk-ts`, `cdk-py` or `serverless`".to_owned()))?;
    let opened = open_one(&file, None)?;
    if opened.found.is_some() {
        return Err(Usage(format!("`{file}` is a host already: `wrap` is for a definition in a file of its own")));
    }
    let stem = file.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or("workflow").to_owned();
    print(&wrap(to, &wrapped(&opened.document, &file, name.unwrap_or(stem), workflow_type)));
    Ok(Exit::Well)
}

fn kind(word: &str) -> Result<Wrapper, Usage> {
    match word {
        "sam" => Ok(Wrapper::Sam),
        "terraform" => Ok(Wrapper::Terraform),
        "cdk-ts" => Ok(Wrapper::CdkTypeScript),
        "cdk-py" => Ok(Wrapper::CdkPython),
        "serverless" => Ok(Wrapper::Serverless),
        _ => Err(Usage(format!("`--to` is sam, terraform, cdk-ts, cdk-py or serverless, not `{word}`"))),
    }
}

fn wrapped(document: &Document, file: &str, name: String, workflow_type: WorkflowType) -> Wrapped {
    let placeholders: Vec<String> = placeholder_names(&document.tree).into_keys().collect();
    // In the policy a placeholder is the host's parameter.
    let parameters: BTreeMap<String, String> =
        placeholders.iter().map(|name| (name.clone(), format!("${{{}}}", parameter(name)))).collect();
    let filled = Document::new(document.tree.filled(&parameters));
    let options = Options { name: Some(name.clone()), logging: true, tracing: true, ..Options::default() };
    let gathered = statements(&derive(&filled.definition, &options).grants);
    let policy = policy_document(&gathered, &Style::Sub);
    Wrapped {
        name,
        definition_file: file.to_owned(),
        workflow_type,
        placeholders,
        statements: policy.get("Statement").cloned().unwrap_or(Value::Null),
        sam_policies: sam(&gathered),
        terraform_role: terraform(&gathered, "state_machine"),
    }
}
