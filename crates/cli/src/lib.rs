//! The `stepwright` command: workflows simulated, checked and tested outside the browser, by the same crates.
//!
//! [`run`] is the whole command on whatever [`System`] it is given: the operating system, or Node.js around WebAssembly.

mod api_data;
mod arguments;
mod catalogue;
mod conformance;
mod convert;
mod definition_file;
mod definitions;
mod diagram;
mod diff;
mod disk;
mod evaluate;
#[cfg(feature = "examples")]
mod examples;
mod explain;
mod forecast;
mod generate;
mod monitor;
mod other_file;
mod outcome;
mod policy;
#[cfg(feature = "remote")]
mod remote;
mod replay;
mod roundtrip;
mod scenario_file;
mod simulate;
pub mod system;
mod test;
mod validate;
mod wrap;

use std::ffi::OsString;
use std::rc::Rc;

use arguments::Arguments;
pub use outcome::Exit;
use outcome::{Usage, complain, say};
use system::System;

const USAGE: &str = "\
usage: stepwright COMMAND …

  simulate DEFINITION [--where NAME] [--input FILE|JSON|-] [--mocks FILE [--test-case NAME]]
           [--type standard|express] [--seed N] [--start-time RFC3339] [--memory MB]
           [--workflow NAME=FILE]…     workflows that its Tasks may start
           [--history ARN|NAME]        show that execution, a Map's child or a started one
                                       run a workflow in JSON or YAML and print what happened;
                                       FILE of --mocks: a scenario file, whose `placeholders`
                                       hold trial values by name, mocks, or a MockConfigFile, of which
                                       --test-case chooses CASE, or MACHINE#CASE of several machines
  test FILE|FOLDER… [--scenarios FILE] [--where NAME] [--junit OUT.xml] [--coverage] [--json]
       [--mock-config OUT.json]
                                       run scenarios and compare with what they expect; without --scenarios
                                       those beside the definition: NAME.scenarios.json or scenarios.json;
                                       FILE may be a MockConfigFile; mock-config: write them as one;
                                       coverage: which states, transitions, rules, Retry and Catch no scenario reaches
  generate FILE [--where NAME] [--scenarios FILE] [-o OUT] [--json] [--runs N]
                                       make scenarios that reach what none does, print them after those of FILE,
                                       and say what cannot be reached; exit 1 if anything is left
  validate FILE|FOLDER… [--type standard|express] [--pedantic] [--api]
                                       say what is wrong with definitions, also those that a host holds
                                       (a template, serverless.yml, Terraform); pedantic: matters of taste, too;
                                       api: parameters that do not fit AWS's APIs, by dated data
  validate --explain RULE|all          say what a rule finds, and why
  examples [NAME [--scenario S] | --all]
                                       list, run or check the gallery
  evaluate EXPRESSION [--input FILE|JSON|-] [--context FILE|JSON] [--variables FILE|JSON]
           [--jsonata|--jsonpath|--intrinsic] [--trace]
                                       print what an expression gives
  explain FILE [--where NAME] [--state NAME]
                                       print a definition, or one state, in words (Markdown)
  explain FILE --why [--scenarios FILE [--scenario NAME]] [--state NAME]
                                       run it, and say for each step why it went as it went
  replay HISTORY [DEFINITION]          read the history of a real execution, also a part of one, and
                                       tell how each state went
  catalogue WORD… [--limit N]          look for services and actions that a Task can call
  catalogue CALL                       explain one, such as glue:startJobRun.sync or aws-sdk:s3:getObject:
                                       parameters, an example of both ways, errors
  conformance FILE… [--results OUT.json]
                                       compare with recordings of the service
  convert FILE [--where NAME] --to yaml|json
                                     print it in the other notation, and say what is lost
  convert FILE --to jsonata [--state NAME]
                                       print it with JSONata in place of JSONPath
  diagram FILE [--where NAME] --to svg|png|mermaid|drawio [-o OUT] [--dark] [--flow down|right] [--scale N]
          [--without-definition]       draw it; SVG and PNG hold the definition, and can be read like one
  definitions FILE… [--json]           list the definitions that templates, serverless.yml and Terraform hold
  forecast FILE [--where NAME] [--scenarios FILE [--scenario NAME]] [--assumptions FILE] [--runs N] [--seed N]
           [--monthly N] [--region R] [--set STATE:/FIELD=JSON]… [--json|--infracost]
                                       many runs with chance: duration, cost, failures, quotas; --set: what if
  monitor FILE [--where NAME] [--scenarios FILE [--scenario NAME]] [--assumptions FILE] [--monthly N] [--region R]
          [--seed N] [--json|--to cloudformation|terraform|dashboard|--logs ALL|ERROR|FATAL|OFF [--without-data]|--trace]
                                       alarms and metrics of a forecast day, the log or the trace of a run
  diff OLD NEW [--scenarios FILE] [--where NAME] [--to text|markdown|mermaid|svg|json]
                                       what differs by states and fields, and what that means for scenarios; of
                                       files with several machines each with its namesake, or `FILE#NAME` alone
  wrap FILE --to sam|terraform|cdk-ts|cdk-py|serverless [--name NAME] [--type standard|express]
                                       print a new host around a definition's file, with role, logs and alarms
  policy FILE [--where NAME] [--json|--explain|--to sam|cloudformation|terraform] [--check POLICY]
         [--name NAME] [--logging] [--tracing] [--kms-key ARN]
         [--region R] [--account N] [--partition P]
                                       what its role must be allowed, and no more; --check: what a
                                       given policy lacks, and what it allows too much
  remote validate FILE [--where NAME] [--type standard|express]
                                       what the service itself says of a definition
  remote deploy FILE --name NAME|ARN [--role ARN] [--type standard|express] [--publish] [--alias NAME]
         [--description TEXT] [--yes]  create or update a state machine, publish a version, move an alias:
                                       says what it will change, and asks
  remote run NAME|ARN [--input FILE|JSON|-] [--execution-name NAME] [--save FILE] [--no-wait]
                                       start it, follow it, and replay its history
  remote test-state FILE [--state NAME] [--input JSON] [--variables JSON] [--context JSON] [--mock JSON]
         [--role ARN] [--inspection INFO|DEBUG|TRACE] [--reveal-secrets]
                                       one state alone, by the service's TestState
  remote compare NAME|ARN [DEFINITION] [--scenarios FILE [--scenario NAME]] [--input FILE|JSON] [--save FILE]
                                       run a scenario there and here, and show where they first go apart
  remote pull NAME|ARN                 print the definition that is deployed
         each with [--endpoint URL] [--region R] [--profile P], and for a FILE [--where NAME]
         [--set PLACEHOLDER=VALUE]…; credentials come from where AWS's tools find them
  roundtrip FILE|FOLDER… [--thorough]  check that editing keeps every byte

Exit codes: 0 well, 1 the workflow failed or something was found, 2 wrong usage or definition.";

/// Runs the command with the words after its name, and gives its exit code.
pub fn run(system: impl System + 'static, words: impl IntoIterator<Item = OsString>) -> Exit {
    system::run_on(Rc::new(system));
    choose(words.into_iter().collect()).unwrap_or_else(|Usage(sentence)| {
        complain(&format!("error: {sentence}"));
        Exit::Usage
    })
}

/// Commands that this build has left out.
const LEFT_OUT: &[&str] = &[
    #[cfg(not(feature = "examples"))]
    "examples",
    #[cfg(not(feature = "remote"))]
    "remote",
];

/// The lines of the usage, each with the command that it is about; empty for what is about all.
fn usage_lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut command = "";
    USAGE.lines().map(move |line| {
        let head = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '));
        command = match head {
            Some(head) => head.split(' ').next().unwrap_or_default(),
            None if line.is_empty() => "",
            None => command,
        };
        (command, line)
    })
}

/// The whole usage, without what is not there.
fn usage() -> String {
    let lines: Vec<&str> = usage_lines().filter(|(command, _)| !LEFT_OUT.contains(command)).map(|(_, line)| line).collect();
    lines.join("\n")
}

/// The part of the usage that is about one command.
fn usage_of(wanted: &str) -> Option<String> {
    let lines: Vec<&str> = usage_lines().filter(|(command, _)| *command == wanted).map(|(_, line)| line).collect();
    (!lines.is_empty() && !wanted.is_empty()).then(|| format!("usage: stepwright COMMAND …\n\n{}", lines.join("\n")))
}

/// What is said of a command that was left out of this build.
#[cfg(not(all(feature = "examples", feature = "remote")))]
fn elsewhere(command: &str, why: &str) -> Usage {
    Usage(format!("`{command}` is only in the native command: {why}"))
}

/// Hands over to the command that the first word names.
fn choose(words: Vec<OsString>) -> Result<Exit, Usage> {
    let asks = words.iter().skip(1).take_while(|word| *word != "--").any(|word| word == "--help" || word == "-h");
    if let Some(usage) = words.first().and_then(|word| usage_of(word.to_str()?)).filter(|_| asks) {
        say(&usage);
        return Ok(Exit::Well);
    }
    let mut arguments = Arguments::new(words);
    let command = arguments.word()?;
    match command.as_deref() {
        Some("simulate") => simulate::run(arguments),
        Some("validate") => validate::run(arguments),
        #[cfg(feature = "examples")]
        Some("examples") => examples::run(arguments),
        Some("explain") => explain::run(arguments),
        Some("evaluate") => evaluate::run(arguments),
        Some("catalogue") => catalogue::run(arguments),
        Some("conformance") => conformance::run(arguments),
        Some("convert") => convert::run(arguments),
        Some("definitions") => definitions::run(arguments),
        Some("diagram") => diagram::run(arguments),
        Some("diff") => diff::run(arguments),
        Some("forecast") => forecast::run(arguments),
        Some("generate") => generate::run(arguments),
        Some("monitor") => monitor::run(arguments),
        Some("test") => test::run(arguments),
        Some("policy") => policy::run(arguments),
        Some("wrap") => wrap::run(arguments),
        #[cfg(feature = "remote")]
        Some("remote") => remote::run(arguments),
        Some("replay") => replay::run(arguments),
        Some("roundtrip") => roundtrip::run(arguments),
        #[cfg(not(feature = "examples"))]
        Some("examples") => Err(elsewhere("examples", "the gallery is no part of this package")),
        #[cfg(not(feature = "remote"))]
        Some("remote") => Err(elsewhere("remote", "it needs the network, which this package does not use")),
        Some("help" | "--help" | "-h") => {
            say(&usage());
            Ok(Exit::Well)
        }
        Some("version" | "--version" | "-V") => {
            say(&format!("stepwright {}", env!("CARGO_PKG_VERSION")));
            Ok(Exit::Well)
        }
        Some(other) => Err(Usage(format!("there is no command `{other}`; try `stepwright help`"))),
        None => {
            complain(&usage());
            Ok(Exit::Usage)
        }
    }
}
