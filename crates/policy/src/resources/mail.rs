//! Whose name mail is sent in: an identity of SES, which is the address or its domain.

use super::{Call, general, named};
use crate::pattern::Pattern;

const IDENTITY: &str = "arn:%p:ses:%r:%a:identity/{Name}";

/// `None` leaves it to the table.
pub fn resources(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    if !permission.starts_with("ses:Send") {
        return None;
    }
    let by_arn = ["FromEmailAddressIdentityArn", "SourceArn", "FromArn"].iter();
    let arns: Vec<Pattern> = by_arn.flat_map(|name| call.parameters.get(name).optional_texts()).collect();
    let senders: Vec<Pattern> =
        ["FromEmailAddress", "Source"].iter().flat_map(|name| call.parameters.get(name).optional_texts()).collect();
    let identities: Vec<Pattern> = match () {
        () if !arns.is_empty() => arns.iter().map(|arn| named(arn, IDENTITY, true)).collect(),
        () if !senders.is_empty() => senders.iter().flat_map(identities).collect(),
        () => return None,
    };
    let is_identity = |arn: &Pattern| arn.split(':').get(5).is_some_and(|part| part.beginning().starts_with("identity/"));
    let others = general::resources(permission, call).into_iter().filter(|arn| !is_identity(arn) && !arn.is_any());
    Some(identities.into_iter().chain(others).collect())
}

/// The address and its domain: SES asks for the one that is verified. A sender that is not known may be of any domain.
fn identities(sender: &Pattern) -> Vec<Pattern> {
    let address = bare(sender);
    let domain = address.split('@').into_iter().nth(1).filter(|domain| !domain.pieces().is_empty());
    let names = domain.map_or_else(|| vec![Pattern::any()], |domain| vec![address, domain]);
    names.iter().map(|name| Pattern::arn(IDENTITY, |_| name.clone())).collect()
}

/// The address in `Name <address>`.
fn bare(sender: &Pattern) -> Pattern {
    let inside = sender.split('<').into_iter().nth(1);
    let end = inside.map(|inside| inside.split('>').into_iter().next().unwrap_or_default());
    end.unwrap_or_else(|| sender.clone())
}
