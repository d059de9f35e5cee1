//! Operations that Step Functions cannot call: those that stream events, and those that AWS's guide lists.

/// Service and action, as the developer guide listed them ("Unsupported API actions for supported services").
const LISTED: [(&str, &str); 10] = [
    ("comprehendmedical", "detectEntities"),
    ("elastictranscoder", "testRole"),
    ("emr", "describeJobFlows"),
    ("iotdeviceadvisor", "listTestCases"),
    ("kinesis", "subscribeToShard"),
    ("lambda", "invokeAsync"),
    ("mediapackage", "rotateChannelCredentials"),
    ("rdsdata", "executeSql"),
    ("s3", "selectObjectContent"),
    ("shield", "deleteSubscription"),
];

/// Whether the guide lists this action as one that cannot be called.
pub fn is_listed(service: &str, action: &str) -> bool {
    LISTED.contains(&(service, action))
}
