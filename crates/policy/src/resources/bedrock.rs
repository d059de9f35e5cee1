//! Bedrock's models and inference profiles, and AgentCore's harnesses.

use super::storage::or_any;
use super::{Call, named};
use crate::pattern::{Pattern, Piece};

const FOUNDATION: &str = "arn:%p:bedrock:%r::foundation-model/{Id}";
const HARNESS: &str = "arn:%p:bedrock-agentcore:%r:%a:harness/{Id}";

/// Geographies that an inference profile's name begins with.
const GEOGRAPHIES: [&str; 10] = ["us.", "us-gov.", "eu.", "apac.", "ap.", "jp.", "au.", "ca.", "sa.", "global."];

/// `None` leaves it to the table.
pub fn resources(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    match permission {
        "bedrock:InvokeModel" | "bedrock:InvokeModelWithResponseStream" => {
            Some(or_any(call.texts("ModelId")).iter().flat_map(model_arns).collect())
        }
        "bedrock:ApplyGuardrail" => {
            let guardrails =
                [call.texts("GuardrailIdentifier"), call.parameters.at(&["GuardrailConfig", "GuardrailIdentifier"]).texts()];
            let template = "arn:%p:bedrock:%r:%a:guardrail/{Id}";
            Some(or_any(guardrails.concat()).iter().map(|guardrail| named(guardrail, template, false)).collect())
        }
        "bedrock:CreateModelCustomizationJob" => {
            let base = or_any(call.texts("BaseModelIdentifier"));
            let mut arns: Vec<Pattern> = base.iter().flat_map(model_arns).collect();
            let custom = or_any(call.texts("CustomModelName"));
            arns.extend(
                custom.iter().map(|name| Pattern::arn("arn:%p:bedrock:%r:%a:custom-model/{Id}", |_| name.clone().then_any())),
            );
            arns.push(Pattern::arn("arn:%p:bedrock:%r:%a:model-customization-job/*", |_| Pattern::any()));
            Some(arns)
        }
        "bedrock:GetModelCustomizationJob" | "bedrock:StopModelCustomizationJob" => {
            let template = "arn:%p:bedrock:%r:%a:model-customization-job/{Id}";
            Some(or_any(call.texts("JobIdentifier")).iter().map(|job| named(job, template, true)).collect())
        }
        "bedrock-agentcore:InvokeHarness" => {
            Some(or_any(call.texts("HarnessArn")).iter().map(|arn| named(arn, HARNESS, true)).collect())
        }
        "bedrock-agentcore:InvokeAgentRuntime" if call.parameters.get("AgentRuntimeArn").is_written() => Some(runtimes(call)),
        "bedrock-agentcore:InvokeAgentRuntime" if call.parameters.get("AgentRuntimeArn").is_absent() => {
            Some(or_any(call.texts("HarnessArn")).iter().map(|arn| named(arn, HARNESS, true)).collect())
        }
        _ => None,
    }
}

/// A runtime and the endpoint of it that is called, `DEFAULT` where none is told.
fn runtimes(call: &Call) -> Vec<Pattern> {
    let endpoint = call.parameters.get("Qualifier");
    let endpoints = if endpoint.is_absent() { vec![Pattern::text("DEFAULT")] } else { endpoint.texts() };
    let template = "arn:%p:bedrock-agentcore:%r:%a:runtime/{Id}";
    let runtimes = call.texts("AgentRuntimeArn");
    let arns = |arn: &Pattern| -> Vec<Pattern> {
        let runtime = named(arn, template, true);
        let below = endpoints.iter().map(|endpoint| runtime.clone().then_text("/runtime-endpoint/").then(endpoint));
        std::iter::once(runtime.clone()).chain(below.filter(|_| !arn.is_any())).collect()
    };
    runtimes.iter().flat_map(arns).collect()
}

/// What calling a model needs: the model, or the inference profile and the model in every region that it leads to.
#[must_use]
pub fn model_arns(id: &Pattern) -> Vec<Pattern> {
    let profile = GEOGRAPHIES.iter().find_map(|geography| id.without_prefix(geography));
    match profile {
        Some(model) => vec![
            Pattern::arn("arn:%p:bedrock:%r:%a:inference-profile/{Id}", |_| id.clone()),
            Pattern::arn("arn:%p:bedrock:*::foundation-model/{Id}", |_| model.clone()),
        ],
        None if is_profile_arn(id) => {
            let last = id.split('/').pop().unwrap_or_default();
            let model = GEOGRAPHIES.iter().find_map(|geography| last.without_prefix(geography)).unwrap_or_else(Pattern::any);
            vec![id.clone(), Pattern::arn("arn:%p:bedrock:*::foundation-model/{Id}", |_| model.clone())]
        }
        None => vec![named(id, FOUNDATION, false)],
    }
}

fn is_profile_arn(id: &Pattern) -> bool {
    id.is_arn() && id.pieces().iter().any(|piece| matches!(piece, Piece::Text(text) if text.contains("inference-profile/")))
}
