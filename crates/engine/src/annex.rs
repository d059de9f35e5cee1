//! Questions that come seldom. Their answers are a part of the worker that loads when the first of them is asked, so that the
//! simulator is there sooner.

use asl::document::Document;
use simulator::scenario::ScenarioHost;
use simulator::test_state::{TestRequest, test_state};
use value::Value;

use crate::host::Host;
use crate::protocol::{Reply, Request};
use crate::{comparing, explaining, history, learning, mending, production, unpacking};

/// The answers to seldom questions. A host that names [`ANNEX`] holds them; one that is given the table later does not.
pub struct Annex {
    pub(crate) answer: fn(&mut Host, Request, &mut dyn FnMut(Reply)),
}

/// The one annex.
pub static ANNEX: Annex = Annex { answer };

impl Request {
    /// Whether the annex answers it.
    #[must_use]
    pub fn needs_annex(&self) -> bool {
        matches!(
            self,
            Self::Why { .. }
                | Self::Mend { .. }
                | Self::Generate { .. }
                | Self::EndGenerating { .. }
                | Self::Scratch { .. }
                | Self::Moments { .. }
                | Self::Arrange { .. }
                | Self::Lesson { .. }
                | Self::Judge { .. }
                | Self::DraftLesson { .. }
                | Self::ReviewLesson { .. }
                | Self::Test { .. }
                | Self::Example { .. }
                | Self::History { .. }
                | Self::PlayAgainst { .. }
                | Self::Permissions { .. }
                | Self::Forecast { .. }
                | Self::Reckon { .. }
                | Self::Logs { .. }
                | Self::Trace { .. }
                | Self::Compare { .. }
                | Self::Unpack { .. }
        )
    }
}

fn answer(host: &mut Host, request: Request, reply: &mut dyn FnMut(Reply)) {
    match request {
        Request::Why { run, step, moment } => host.with(run, reply, |state, reply| reply(state.why(step, moment))),
        Request::Mend { ticket, definition, placeholders, scenario, workflows, step } => {
            reply(mending::mended(ticket, mending::Wanted { definition, placeholders, scenario, workflows, step }));
        }
        Request::Generate { run, definition, scenarios, workflows } => {
            host.jobs.retain(|job| job.run() != run);
            host.jobs.extend(mending::Generating::start(run, definition, &scenarios, &workflows, reply));
        }
        Request::EndGenerating { run } => {
            host.jobs.iter_mut().filter(|job| job.run() == run).for_each(|job| job.settle(reply));
            host.jobs.retain(|job| job.run() != run);
        }
        Request::Scratch { run, step, moment, text } => {
            host.with(run, reply, |state, reply| reply(explaining::scratch(run, state.recording(), step, moment, text)));
        }
        Request::Moments { run, condition } => {
            host.with(run, reply, |state, reply| reply(explaining::moments(run, state.recording(), condition)));
        }
        Request::Lesson { ticket, text } => reply(Reply::Lesson { ticket, lesson: learning::lesson(&text) }),
        Request::Judge { ticket, text, phase, given } => {
            reply(Reply::Judged { ticket, judgement: learning::judge(&text, phase, &given) });
        }
        Request::DraftLesson { ticket, title, definition, scenarios } => {
            reply(Reply::DraftedLesson { ticket, lesson: learning::draft(&title, &definition, &scenarios) });
        }
        Request::ReviewLesson { ticket, text } => {
            reply(Reply::ReviewedLesson { ticket, findings: learning::review(&text) });
        }
        Request::Arrange { ticket, definition, look } => {
            let document = Document::of(definition.read());
            let look = diagram::Look::read(&look, &document);
            reply(Reply::Arranged { ticket, numbers: diagram::arranged(&document.picture, &look) });
        }
        Request::Test { run, parameters } => reply(Reply::Tested { run, answer: test(&parameters).to_json() }),
        Request::Example { ticket, slug } => {
            if let Some(example) = gallery::find(&slug) {
                let (definition, scenarios) = (example.definition.into(), example.scenarios.into());
                reply(Reply::Example { ticket, slug, definition, scenarios });
            }
        }
        Request::Unpack { ticket, name, text } => reply(Reply::Unpacked { ticket, found: unpacking::unpacked(&name, &text) }),
        Request::History { run, definition, history } => {
            host.forget_sheet(run);
            history::send(run, &definition.read(), &history, reply);
        }
        Request::PlayAgainst { ticket, definition, history } => {
            reply(history::played_against(ticket, &definition.read(), &history));
        }
        Request::Permissions { ticket, definition, name, logging, tracing } => {
            let answer = production::permissions(definition, name, logging, tracing);
            reply(Reply::Permissions { ticket, answer: answer.to_json() });
        }
        Request::Forecast { run, definition, scenarios, workflows, plan } => {
            host.jobs.retain(|job| job.run() != run);
            host.jobs.extend(production::Forecasting::start(run, definition, &scenarios, &workflows, plan, reply));
        }
        Request::Reckon { run, monthly, region } => {
            if let Some(job) = host.jobs.iter_mut().find(|job| job.run() == run) {
                job.reckon(monthly, region, reply);
            }
        }
        Request::Compare { ticket, old, new, scenarios, dark } => {
            reply(Reply::Compared { ticket, versions: comparing::versions(old, new, &scenarios, dark) });
        }
        Request::Logs { run, level, with_data } => {
            host.with(run, reply, |state, reply| reply(production::logs(run, state.recording(), level, with_data)));
        }
        Request::Trace { run } => {
            host.with(run, reply, |state, reply| {
                reply(Reply::Trace { run, trace: monitoring::trace(state.recording()).to_json_pretty() });
            });
        }
        _ => {}
    }
}

/// What a test of one state gives; Tasks without a mock are answered by default.
fn test(parameters: &str) -> Value {
    let refused = |code: &str, message: String| Value::object([("code", Value::from(code)), ("message", Value::from(message))]);
    let parameters = match value::parse(parameters) {
        Ok(parameters) => parameters,
        Err(error) => return refused("ValidationException", format!("the parameters are not JSON: {error}")),
    };
    let request = TestRequest { has_role: true, ..TestRequest::from_parameters(&parameters) };
    match test_state(&request, &mut ScenarioHost::default()) {
        Ok(answer) => Value::from(answer),
        Err(error) => refused(error.code, error.message),
    }
}
