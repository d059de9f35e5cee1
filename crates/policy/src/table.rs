//! The table of IAM permissions: which an API's operation needs, and which resources a permission is about.
//!
//! `data/iam.txt` is generated from AWS's Service Authorization Reference (`tables/generate.py`); its first lines say when and
//! from which versions. Lines of a service: `service PREFIX API…`, `arn KIND ARN`, `on KIND[!]…: ACTION…` (`!` for kinds that a
//! call always concerns), `pass: ACTION…` (which hand a role on) and `call API OPERATION: PERMISSION…` where names differ.

use std::collections::BTreeMap;
use std::sync::OnceLock;

const TEXT: &str = include_str!("../data/iam.txt");

/// APIs that Step Functions knows under a further name.
const ALSO_CALLED: [(&str, &str); 2] = [("cloudwatchevents", "eventbridge"), ("configservice", "config")];

/// The table, read as far as finding a service's lines.
pub struct Table {
    services: BTreeMap<&'static str, Vec<&'static str>>,
    prefixes: BTreeMap<&'static str, &'static str>,
}

/// A kind of resource that a permission is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name, such as `table`.
    pub name: &'static str,
    /// Its ARN with `%p`, `%r`, `%a` and `{Variable}`s.
    pub arn: &'static str,
    /// Whether every call concerns one.
    pub required: bool,
}

/// The table that this program was built with.
#[must_use]
pub fn table() -> &'static Table {
    static READ: OnceLock<Table> = OnceLock::new();
    READ.get_or_init(|| Table::read(TEXT))
}

impl Table {
    fn read(text: &'static str) -> Self {
        let (mut services, mut prefixes) = (BTreeMap::new(), BTreeMap::new());
        let mut current = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(rest) = line.strip_prefix("service ") {
                let mut words = rest.split(' ');
                current = words.next().unwrap_or_default();
                services.insert(current, vec![]);
                prefixes.extend(words.map(|api| (api, current)));
            } else if let Some(lines) = services.get_mut(current) {
                lines.push(line);
            }
        }
        Self { services, prefixes }
    }

    /// The day on which the table was made, `YYYY-MM-DD`.
    #[must_use]
    pub fn date(&self) -> &'static str {
        TEXT.lines().find_map(|line| line.strip_prefix("# date: ")).unwrap_or_default()
    }

    /// The permissions that an API's operation needs, by the names of a Task's resource (`s3`, `listObjectsV2`). The second is
    /// false where the table does not know the operation, so that its own name was taken.
    #[must_use]
    pub fn permissions(&self, api: &str, operation: &str) -> (Vec<String>, bool) {
        let api = api.to_ascii_lowercase();
        let api = ALSO_CALLED.iter().find(|(also, _)| *also == api).map_or(api.as_str(), |(_, api)| api);
        let Some(prefix) = self.prefixes.get(api).or_else(|| self.prefixes.get(api.trim_end_matches("service"))) else {
            return (vec![format!("{api}:{}", capitalized(operation))], false);
        };
        let lines = &self.services[prefix];
        let called = lines.iter().filter_map(|line| line.strip_prefix("call ")?.strip_prefix(api)?.strip_prefix(' '));
        let mut called = called.filter_map(|rest| rest.split_once(':'));
        if let Some((_, needed)) = called.find(|(name, _)| name.eq_ignore_ascii_case(operation)) {
            return (needed.split_whitespace().map(str::to_owned).collect(), true);
        }
        let known =
            lines.iter().filter_map(|line| line.strip_prefix("on")?.split_once(':')).flat_map(|(_, names)| names.split(' '));
        let mut known = known.filter(|name| name.eq_ignore_ascii_case(operation));
        match known.next() {
            Some(name) => (vec![format!("{prefix}:{name}")], true),
            None => (vec![format!("{prefix}:{}", capitalized(operation))], false),
        }
    }

    /// The kinds of resources that a permission is about; none where it is about no resource. `None` for one that the table
    /// does not know.
    #[must_use]
    pub fn kinds(&self, permission: &str) -> Option<Vec<Kind>> {
        let (prefix, action) = permission.split_once(':')?;
        let lines = self.services.get(prefix)?;
        let of_action = lines.iter().filter_map(|line| line.strip_prefix("on")?.split_once(':'));
        let mut of_action = of_action.filter(|(_, names)| names.split(' ').any(|name| name.eq_ignore_ascii_case(action)));
        let (kinds, _) = of_action.next()?;
        let arn = |kind: &str| lines.iter().find_map(|line| line.strip_prefix("arn ")?.strip_prefix(kind)?.strip_prefix(' '));
        let kind = |word: &'static str| {
            let name = word.trim_end_matches('!');
            Some(Kind { name, arn: arn(name)?, required: word.ends_with('!') })
        };
        Some(kinds.split_whitespace().filter_map(kind).collect())
    }

    /// Whether a permission of this name exists.
    #[must_use]
    pub fn exists(&self, permission: &str) -> bool {
        self.kinds(permission).is_some()
    }

    /// Whether who has this permission hands a role on to the service.
    #[must_use]
    pub fn passes_role(&self, permission: &str) -> bool {
        let Some((prefix, action)) = permission.split_once(':') else { return false };
        let lines = self.services.get(prefix).into_iter().flatten();
        lines.filter_map(|line| line.strip_prefix("pass: ")).any(|names| names.split(' ').any(|name| name == action))
    }
}

/// With a capital first letter, as IAM writes actions.
fn capitalized(operation: &str) -> String {
    let mut characters = operation.chars();
    characters.next().map(|first| first.to_ascii_uppercase().to_string() + characters.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_that_are_called_otherwise_are_found() {
        for (api, operation, expected) in [
            ("s3", "listObjectsV2", "s3:ListBucket"),
            ("s3", "copyObject", "s3:GetObject s3:PutObject"),
            ("sfn", "listExecutions", "states:ListExecutions"),
            ("bedrockagent", "getAgent", "bedrock:GetAgent"),
            ("bedrockruntime", "converse", "bedrock:InvokeModel"),
            ("cloudwatchlogs", "createLogStream", "logs:CreateLogStream"),
            ("cloudwatch", "putMetricData", "cloudwatch:PutMetricData"),
            ("eventbridge", "putEvents", "events:PutEvents"),
            ("cloudwatchevents", "putRule", "events:PutRule"),
            ("efs", "describeFileSystems", "elasticfilesystem:DescribeFileSystems"),
            ("apigateway", "getRestApis", "apigateway:GET"),
            ("apigatewaymanagementapi", "postToConnection", "execute-api:ManageConnections"),
            ("lambda", "invoke", "lambda:InvokeFunction"),
            ("dynamodb", "transactGetItems", "dynamodb:GetItem"),
            ("rds", "createDBInstance", "rds:CreateDBInstance"),
            ("sts", "getCallerIdentity", ""),
            ("lexmodelbuilding", "getBot", "lex:GetBot"),
            ("lexmodelbuildingservice", "getBot", "lex:GetBot"),
        ] {
            assert_eq!(
                table().permissions(api, operation),
                (expected.split_whitespace().map(str::to_owned).collect(), true),
                "{api}"
            );
        }
        assert_eq!(table().permissions("novelty", "doIt"), (vec!["novelty:DoIt".to_owned()], false));
    }

    #[test]
    fn a_permission_knows_its_resources() {
        let kinds = table().kinds("dynamodb:Query").expect("is known");
        assert_eq!(kinds.iter().map(|kind| (kind.name, kind.required)).collect::<Vec<_>>(), [("index", false), ("table", true)]);
        assert_eq!(kinds[1].arn, "arn:%p:dynamodb:%r:%a:table/{TableName}");
        assert_eq!(table().kinds("comprehend:DetectSentiment"), Some(vec![]));
        assert_eq!(table().kinds("s3:Nothing"), None);
        assert!(table().passes_role("scheduler:CreateSchedule") && !table().passes_role("s3:GetObject"));
    }

    #[test]
    fn every_line_of_the_table_is_of_a_known_form() {
        for line in TEXT.lines().skip(3) {
            let known = ["service ", "arn ", "on ", "on:", "pass: ", "call "].iter().any(|start| line.starts_with(start));
            assert!(known, "{line}");
        }
        assert!(table().date().len() == 10 && table().services.len() > 300);
    }
}
