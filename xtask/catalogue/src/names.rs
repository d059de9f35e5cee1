//! The names that Step Functions gives to services, actions, members and errors. It calls services through the AWS SDK for
//! Java 2.x, and so the names are made by the rules of that SDK's code generator, as AWS's guide says by example:
//! `acmpca`, `startSyncExecution` with `StateMachineArn`, `EqualsValue`, `S3.BucketAlreadyExistsException`.

/// Words that no method in Java can be called; a member of this name has `Value` added. In lower case.
const KEYWORDS: [&str; 53] = [
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "void",
    "volatile",
    "while",
];

/// Methods that every class of the SDK has already.
const METHODS: [&str; 13] = [
    "equals",
    "finalize",
    "getClass",
    "hashCode",
    "notify",
    "notifyAll",
    "toString",
    "wait",
    "builder",
    "sdkFields",
    "toBuilder",
    "overrideConfiguration",
    "sdkHttpResponse",
];

/// A service's name before the errors: `DynamoDB` gives `DynamoDb`.
pub fn prefix(service_id: &str) -> String {
    let name = pascal(service_id);
    let name = name.strip_prefix("Amazon").unwrap_or(&name);
    let name = name.strip_prefix("Aws").unwrap_or(name);
    name.strip_suffix("Service").unwrap_or(name).to_owned()
}

/// An action in a Task's resource: `DescribeDBInstances` gives `describeDBInstances`.
pub fn action(operation: &str) -> String {
    uncapitalized(operation)
}

/// A member of parameters and results: `DBInstanceIdentifier` gives `DbInstanceIdentifier`.
pub fn member(name: &str) -> String {
    let name = uncapitalized(name);
    let taken = KEYWORDS.contains(&name.to_ascii_lowercase().as_str()) || METHODS.contains(&name.as_str());
    capitalized(&if taken { format!("{name}Value") } else { name })
}

/// An error's name, without its service: `NoSuchKey` gives `NoSuchKeyException`, `DBInstanceNotFoundFault`
/// `DbInstanceNotFoundException`.
pub fn error(shape: &str) -> String {
    if let Some(name) = shape.strip_suffix("Fault") {
        return pascal(name) + "Exception";
    }
    let name = pascal(shape);
    if shape.ends_with("Exception") { name } else { name + "Exception" }
}

/// Leading capitals in lower case, but not the one that begins a word in lower case.
fn uncapitalized(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let upper = |at: usize| letters.get(at).is_some_and(char::is_ascii_uppercase);
    let begins_word = |at: usize| letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
    let mut end = 1;
    while upper(end) && !begins_word(end) {
        end += 1;
    }
    letters.iter().enumerate().map(|(at, letter)| if at < end { letter.to_ascii_lowercase() } else { *letter }).collect()
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// Words joined, each with a capital first letter and the rest in lower case.
fn pascal(name: &str) -> String {
    words(name).iter().map(|word| capitalized(&word.to_ascii_lowercase())).collect()
}

/// The words of a name: at signs and spaces, before versions (`v2`), between lower case and capitals, after acronyms and numbers.
fn words(name: &str) -> Vec<String> {
    let plain: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' }).collect();
    let letters: Vec<char> = plain.chars().collect();
    let breaks = |at: usize| {
        begins_version(&letters, at) || begins_camel(&letters, at) || ends_acronym(&letters, at) || ends_number(&letters, at)
    };
    let mut words = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        if *letter == ' ' || at > 0 && breaks(at) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| *letter != ' ') {
            word.push(*letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `SES|v2`, `ApiGateway|V2`: a version after two letters of the other case.
fn begins_version(letters: &[char], at: usize) -> bool {
    let digit = letters.get(at + 1).is_some_and(char::is_ascii_digit);
    let before = |other: fn(&char) -> bool| at >= 2 && !other(&letters[at - 1]) && !other(&letters[at - 2]);
    digit
        && match letters[at] {
            'v' => before(char::is_ascii_lowercase),
            'V' => before(char::is_ascii_uppercase),
            _ => false,
        }
}

/// `Dynamo|DB`: a capital after lower case, if it is not the last letter.
fn begins_camel(letters: &[char], at: usize) -> bool {
    let goes_on = letters.get(at + 1).is_some_and(char::is_ascii_alphanumeric);
    letters[at].is_ascii_uppercase() && letters[at - 1].is_ascii_lowercase() && goes_on
}

/// `ACM|Success`: the last capital of several, if lower case follows.
fn ends_acronym(letters: &[char], at: usize) -> bool {
    let lower = letters.get(at + 1).is_some_and(char::is_ascii_lowercase) && !begins_version(letters, at + 1);
    letters[at].is_ascii_uppercase() && letters[at - 1].is_ascii_uppercase() && lower
}

/// `s3|ec2`: a letter after a number.
fn ends_number(letters: &[char], at: usize) -> bool {
    letters[at].is_ascii_alphabetic() && letters[at - 1].is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_called_as_in_javas_packages() {
        for (id, expected) in [
            ("DynamoDB", "DynamoDb"),
            ("SFN", "Sfn"),
            ("ACM PCA", "AcmPca"),
            ("SESv2", "SesV2"),
            ("WAFV2", "Wafv2"),
            ("IoT", "Iot"),
            ("FSx", "FSx"),
            ("b2bi", "B2Bi"),
            ("ApiGatewayV2", "ApiGatewayV2"),
            ("Elastic Load Balancing v2", "ElasticLoadBalancingV2"),
            ("Lex Model Building Service", "LexModelBuilding"),
            ("IoTAnalytics", "IoTAnalytics"),
            ("IoT 1Click Projects", "Iot1ClickProjects"),
            ("codeartifact", "Codeartifact"),
            ("S3 Control", "S3Control"),
            ("MTurk", "MTurk"),
            ("SageMaker A2I Runtime", "SageMakerA2IRuntime"),
        ] {
            assert_eq!(prefix(id), expected, "{id}");
        }
    }

    #[test]
    fn members_are_called_as_javas_methods_with_a_capital() {
        for (name, expected) in [
            ("stateMachineArn", "StateMachineArn"),
            ("DBInstanceIdentifier", "DbInstanceIdentifier"),
            ("ETag", "ETag"),
            ("BOOL", "Bool"),
            ("SS", "Ss"),
            ("SSEKMSKeyId", "SsekmsKeyId"),
            ("equals", "EqualsValue"),
            ("Return", "ReturnValue"),
            ("S", "S"),
            ("Message", "Message"),
        ] {
            assert_eq!(member(name), expected, "{name}");
        }
        assert_eq!(
            (action("DescribeDBInstances"), action("ListObjectsV2")),
            ("describeDBInstances".to_owned(), "listObjectsV2".to_owned())
        );
    }

    #[test]
    fn errors_end_in_exception() {
        for (shape, expected) in [
            ("NoSuchKey", "NoSuchKeyException"),
            ("ConditionalCheckFailedException", "ConditionalCheckFailedException"),
            ("DBInstanceNotFoundFault", "DbInstanceNotFoundException"),
            ("InternalServerError", "InternalServerErrorException"),
        ] {
            assert_eq!(error(shape), expected, "{shape}");
        }
    }
}
