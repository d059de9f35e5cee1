//! The data files agree with each other, with AWS's list, and with what is made of them.

mod files;

use asl::definition::Resource;
use catalogue::{Api, Call, Index, Service, Shape, ShapeId};
use files::{index, services};
use value::Value;

const SUPPORTED: &str = include_str!("supported.txt");

/// Services of the list that AWS has shut down since.
const RETIRED: [&str; 4] = ["evidently", "iotevents", "ioteventsdata", "panorama"];

#[test]
fn services_are_called_as_aws_lists_them() {
    let index = index();
    let mut wrong = Vec::new();
    for line in SUPPORTED.lines().filter(|line| !line.starts_with('#')) {
        let (name, prefix) = line.split_once(' ').expect("two words");
        if RETIRED.contains(&name) {
            continue;
        }
        match index.service(name) {
            Some(entry) if &*entry.prefix == prefix => {}
            Some(entry) => wrong.push(format!("{name}: {} instead of {prefix}", entry.prefix)),
            None => wrong.push(format!("{name} is missing")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn index_and_services_agree() {
    let index = index();
    let services = services();
    let listed: Vec<_> = index.entries().iter().filter(|entry| !entry.optimized).collect();
    assert_eq!(
        listed.iter().map(|entry| &*entry.name).collect::<Vec<_>>(),
        services.iter().map(|service| service.name()).collect::<Vec<_>>()
    );
    for (entry, service) in listed.iter().zip(&services) {
        let operations: Vec<_> = service.operations().map(|operation| (operation.action, operation.supported)).collect();
        assert_eq!(entry.actions().collect::<Vec<_>>(), operations, "{}", entry.name);
        assert_eq!((&*entry.prefix, &*entry.title), (service.prefix(), service.title()));
        assert!(operations.is_sorted(), "{}", entry.name);
    }
    assert!(listed.len() > 400 && listed.iter().map(|entry| entry.actions().count()).sum::<usize>() > 20_000);
    assert_eq!(index.date().len(), 10);
}

#[test]
fn every_shape_is_read_and_leads_to_others() {
    for service in &services() {
        let mut open: Vec<ShapeId> =
            service.operations().flat_map(|operation| [operation.input, operation.output]).flatten().collect();
        let mut seen = std::collections::HashSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            match service.shape(id) {
                Shape::Structure { members, .. } => open.extend(members.iter().map(|member| member.shape)),
                Shape::List(item) => open.push(item),
                Shape::Map { key, value } => open.extend([key, value]),
                Shape::Any => assert_eq!(id, ShapeId::Simple('j'), "{}: a shape that cannot be read", service.name()),
                Shape::Choice(choices) => assert!(!choices.is_empty()),
                _ => {}
            }
        }
    }
}

#[test]
fn what_is_made_up_fits() {
    for service in &services() {
        for operation in service.operations() {
            let call = Call::of(&Resource::parse(&format!("arn:aws:states:::aws-sdk:{}:{}", service.name(), operation.action)));
            let api = call.and_then(|call| call.api(service)).expect("its own operation");
            assert_eq!(api.check(&api.sample_input()), [], "{}:{}", service.name(), operation.action);
            let output = api.sample_output();
            assert!(
                output.json_size() < 60_000,
                "{}:{} has a sample of {} bytes",
                service.name(),
                operation.action,
                output.json_size()
            );
            assert!(matches!(output, Value::Object(_)), "{}:{}", service.name(), operation.action);
            assert!(api.error_names().iter().all(|name| name.starts_with(service.prefix()) && name.ends_with("Exception")));
        }
    }
}

#[test]
fn every_optimised_integration_has_an_api() {
    let services = services();
    let own = Service::read(catalogue::OWN).expect("is read");
    let find = |name: &str| if name == "own" { Some(&own) } else { services.iter().find(|service| service.name() == name) };
    for integration in asl::language::integrations() {
        let resource = Resource::parse(&format!("arn:aws:states:::{}:{}", integration.service, integration.action));
        let call = Call::of(&resource).unwrap_or_else(|| panic!("{resource:?} is no call"));
        let file = call.file().to_owned();
        let api: Option<Api> = find(&file).and_then(|service| call.api(service));
        let api = api.unwrap_or_else(|| panic!("{resource:?} has no operation in {file}"));
        assert_eq!(api.check(&api.sample_input()), [], "{resource:?}");
        for pattern in [".sync", ".sync:2"].iter().filter(|_| integration.patterns.len() > 1) {
            let resource = Resource::parse(&format!("arn:aws:states:::{}:{}{pattern}", integration.service, integration.action));
            let api = Call::of(&resource).and_then(|call| call.api(find(&file)?)).expect("the same operation");
            assert!(matches!(api.sample_output(), Value::Object(_)), "{resource:?}");
        }
    }
}

#[test]
fn known_facts_hold() {
    let services = services();
    let service = |name: &str| services.iter().find(|service| service.name() == name).unwrap_or_else(|| panic!("{name}"));
    let api = |resource: &str, of: &str| -> (Vec<String>, Vec<String>) {
        let api =
            Call::of(&Resource::parse(resource)).and_then(|call| call.api(service(of))).unwrap_or_else(|| panic!("{resource}"));
        let required = api.parameters().iter().filter(|member| member.required).map(|member| member.name.to_owned()).collect();
        (required, api.error_names())
    };
    assert_eq!(api("arn:aws:states:::aws-sdk:sfn:startSyncExecution", "sfn").0, ["StateMachineArn"]);
    assert_eq!(api("arn:aws:states:::aws-sdk:rds:deleteDBInstance", "rds").0, ["DbInstanceIdentifier"]);
    assert!(api("arn:aws:states:::aws-sdk:s3:createBucket", "s3").1.contains(&"S3.BucketAlreadyExistsException".to_owned()));
    assert!(
        api("arn:aws:states:::aws-sdk:dynamodb:putItem", "dynamodb")
            .1
            .contains(&"DynamoDb.ConditionalCheckFailedException".to_owned())
    );
    assert!(
        api("arn:aws:states:::dynamodb:putItem", "dynamodb").1.contains(&"DynamoDB.ConditionalCheckFailedException".to_owned())
    );
    assert!(
        api("arn:aws:states:::aws-sdk:acmpca:deleteCertificateAuthority", "acmpca")
            .1
            .contains(&"AcmPca.ResourceNotFoundException".to_owned())
    );
    let link = service("glue").link("startJobRun");
    assert_eq!(link.as_deref(), Some("https://docs.aws.amazon.com/goto/WebAPI/glue-2017-03-31/StartJobRun"));
    for (name, action) in
        [("kinesis", "subscribeToShard"), ("bedrockruntime", "converseStream"), ("lambda", "invokeWithResponseStream")]
    {
        assert_eq!(service(name).operation(action).map(|operation| operation.supported), Some(false), "{name}:{action}");
    }
    let unread = ["", "no\nservice\n", "a|B|c|d\nabout\n1 2 3\n"].map(Service::read);
    assert_eq!(unread, [None, None, None]);
    assert_eq!(Index::read("").entries().iter().filter(|entry| !entry.optimized).count(), 0);
}
