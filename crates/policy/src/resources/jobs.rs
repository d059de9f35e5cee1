//! Services that run jobs, whose resources are named after the job, its queue, its cluster or its role.

use super::storage::or_any;
use super::{Call, named};
use crate::known::Given;
use crate::pattern::Pattern;

/// `None` leaves it to the table.
pub fn resources(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    let by_name = |parameter: &str, template: &str, refers_to_arn| {
        Some(or_any(call.texts(parameter)).iter().map(|name| named(name, template, refers_to_arn)).collect::<Vec<_>>())
    };
    match permission {
        "athena:StartQueryExecution" => {
            let groups = call.texts("WorkGroup");
            let groups = if groups.is_empty() { vec![Pattern::text("primary")] } else { groups };
            Some(groups.iter().map(|group| named(group, "arn:%p:athena:%r:%a:workgroup/{Name}", false)).collect())
        }
        "athena:GetQueryExecution" | "athena:StopQueryExecution" | "athena:GetQueryResults" => {
            by_name("WorkGroup", "arn:%p:athena:%r:%a:workgroup/{Name}", false)
        }
        "batch:SubmitJob" => Some(batch(call)),
        "batch:TerminateJob" if call.operation == "submitJob" => {
            Some(vec![Pattern::arn("arn:%p:batch:%r:%a:job/*", |_| Pattern::any())])
        }
        "codebuild:BatchGetBuilds"
        | "codebuild:StopBuild"
        | "codebuild:BatchGetBuildBatches"
        | "codebuild:StopBuildBatch"
        | "codebuild:RetryBuildBatch"
        | "codebuild:DeleteBuildBatch" => {
            let names = call.texts("ProjectName");
            let names = if names.is_empty() { call.texts("Id").iter().map(project_of).collect() } else { names };
            Some(or_any(names).iter().map(|name| named(name, "arn:%p:codebuild:%r:%a:project/{Name}", false)).collect())
        }
        "ecs:RunTask" => Some(or_any(call.texts("TaskDefinition")).iter().map(task_definition).collect()),
        "ecs:StopTask" | "ecs:DescribeTasks" if call.operation == "runTask" => {
            let clusters = call.texts("Cluster");
            let clusters = if clusters.is_empty() { vec![Pattern::text("default")] } else { clusters };
            Some(clusters.iter().map(tasks_of).collect())
        }
        "eks:DescribeCluster" | "eks:DeleteCluster" if call.operation == "createCluster" => {
            by_name("Name", "arn:%p:eks:%r:%a:cluster/{Name}", false)
        }
        "eks:DescribeNodegroup" | "eks:DeleteNodegroup" | "eks:DescribeFargateProfile" | "eks:DeleteFargateProfile" => {
            let kind = if permission.ends_with("Nodegroup") { "nodegroup" } else { "fargateprofile" };
            let own = if kind == "nodegroup" { "NodegroupName" } else { "FargateProfileName" };
            Some(below_cluster(call, kind, own))
        }
        "elasticmapreduce:RunJobFlow" => Some(vec![Pattern::any()]),
        "elasticmapreduce:DescribeCluster" | "elasticmapreduce:TerminateJobFlows" if call.operation == "createCluster" => {
            Some(vec![Pattern::arn("arn:%p:elasticmapreduce:%r:%a:cluster/*", |_| Pattern::any())])
        }
        _ if permission.starts_with("elasticmapreduce:") => {
            by_name("ClusterId", "arn:%p:elasticmapreduce:%r:%a:cluster/{Id}", false)
        }
        "emr-containers:CreateVirtualCluster" | "emr-serverless:CreateApplication" => Some(vec![Pattern::any()]),
        "emr-containers:DeleteVirtualCluster" | "emr-containers:DescribeVirtualCluster" => {
            let ids = [call.texts("Id"), call.texts("VirtualClusterId")].concat();
            Some(or_any(ids).iter().map(|id| named(id, "arn:%p:emr-containers:%r:%a:/virtualclusters/{Id}", false)).collect())
        }
        "emr-containers:StartJobRun" => by_name("VirtualClusterId", "arn:%p:emr-containers:%r:%a:/virtualclusters/{Id}", false),
        "emr-containers:DescribeJobRun" | "emr-containers:CancelJobRun" if call.operation == "startJobRun" => {
            by_name("VirtualClusterId", "arn:%p:emr-containers:%r:%a:/virtualclusters/{Id}/jobruns/*", false)
        }
        "emr-serverless:GetApplication" | "emr-serverless:DeleteApplication" if call.operation == "createApplication" => {
            Some(vec![Pattern::arn("arn:%p:emr-serverless:%r:%a:/applications/*", |_| Pattern::any())])
        }
        "emr-serverless:StartJobRun" => by_name("ApplicationId", "arn:%p:emr-serverless:%r:%a:/applications/{Id}", false),
        "emr-serverless:GetJobRun" | "emr-serverless:CancelJobRun" if call.operation == "startJobRun" => {
            by_name("ApplicationId", "arn:%p:emr-serverless:%r:%a:/applications/{Id}/jobruns/*", false)
        }
        "iam:CreateServiceLinkedRole" => Some(vec![Pattern::arn("arn:%p:iam::%a:role/aws-service-role/*", |_| Pattern::any())]),
        "iam:GetRole" | "iam:ListAttachedRolePolicies" => {
            let roles = [call.texts("NodeRole"), call.texts("PodExecutionRoleArn"), call.texts("RoleName")].concat();
            Some(or_any(roles).iter().map(|role| named(role, "arn:%p:iam::%a:role/{Name}", true)).collect())
        }
        "mediaconvert:CreateJob" if call.parameters.get("Queue").is_absent() => {
            Some(vec![Pattern::arn("arn:%p:mediaconvert:%r:%a:queues/Default", |_| Pattern::any())])
        }
        "mediaconvert:CreateJob" => by_name("Queue", "arn:%p:mediaconvert:%r:%a:queues/{Name}", false),
        "mediaconvert:GetJob" | "mediaconvert:CancelJob" if call.operation == "createJob" => {
            Some(vec![Pattern::arn("arn:%p:mediaconvert:%r:%a:jobs/*", |_| Pattern::any())])
        }
        "sagemaker:ListTags" if call.operation.starts_with("create") => Some(vec![Pattern::any()]),
        _ => None,
    }
}

/// The job's definition and its queue.
fn batch(call: &Call) -> Vec<Pattern> {
    let definitions = or_any(call.texts("JobDefinition")).into_iter().flat_map(|definition| {
        let arn = named(&definition, "arn:%p:batch:%r:%a:job-definition/{Name}", true);
        let has_revision = arn != definition && arn.split(':').len() < 7 && !arn.has_any();
        // Without a revision the newest is meant.
        if has_revision { vec![arn.clone(), arn.then_text(":").then_any()] } else { vec![arn] }
    });
    let queues = or_any(call.texts("JobQueue"));
    let queues = queues.iter().map(|queue| named(queue, "arn:%p:batch:%r:%a:job-queue/{Name}", true));
    definitions.chain(queues.collect::<Vec<_>>()).collect()
}

/// A task definition: `family`, `family:revision` or its ARN.
fn task_definition(name: &Pattern) -> Pattern {
    let arn = named(name, "arn:%p:ecs:%r:%a:task-definition/{Name}", true);
    let without_revision = arn.is_arn() && arn.split(':').len() == 6 && !arn.has_any();
    if without_revision { arn.then_text(":").then_any() } else { arn }
}

/// The tasks of a cluster, which is named or given by its ARN.
fn tasks_of(cluster: &Pattern) -> Pattern {
    if cluster.is_arn() {
        let parts = cluster.split('/');
        let name = parts.last().cloned().unwrap_or_else(Pattern::any);
        let place = cluster.split(':');
        let place = crate::pattern::join(&place[..place.len().min(5)], ":");
        return place.then_text(":task/").then(&name).then_text("/").then_any();
    }
    let name = cluster.placeholder().filter(|name| super::says_arn(name)).map_or_else(|| cluster.clone(), |_| Pattern::any());
    Pattern::arn("arn:%p:ecs:%r:%a:task/{Name}", |_| name.clone()).then_text("/").then_any()
}

fn below_cluster(call: &Call, kind: &str, own: &str) -> Vec<Pattern> {
    let one = |name: &str| match call.parameters.get(name) {
        Given::Texts(texts) if texts.len() == 1 => texts.into_iter().next().unwrap_or_else(Pattern::any),
        _ => Pattern::any(),
    };
    let (cluster, name) = (one("ClusterName"), one(own));
    vec![Pattern::arn("arn:%p:eks:%r:%a:{Kind}/{Cluster}/{Name}/*", |variable| match variable {
        "Kind" => Pattern::text(kind),
        "Cluster" => cluster.clone(),
        _ => name.clone(),
    })]
}

/// The project of a build's id, `project:uuid`.
fn project_of(id: &Pattern) -> Pattern {
    let parts = id.split(':');
    if parts.len() > 1 && !id.is_arn() { parts[0].clone() } else { Pattern::any() }
}
