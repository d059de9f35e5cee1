//! The table of all examples, in the order of the gallery and of the folders in `examples/`.

use crate::{Example, Level, Listing, Topic};

/// An [`Example`] whose two texts lie in the named folder of `examples/`.
macro_rules! example {
    (
        folder: $folder:literal,
        slug: $slug:literal,
        title: $title:literal,
        level: $level:expr,
        topic: $topic:expr,
        tags: [$($tag:literal),*],
        summary: $summary:literal,
        story: $story:literal $(,)?
    ) => {
        Example {
            slug: $slug,
            title: $title,
            summary: $summary,
            story: $story,
            tags: &[$($tag),*],
            level: $level,
            topic: $topic,
            definition: include_str!(concat!("../examples/", $folder, "/definition.asl.json")),
            scenarios: include_str!(concat!("../examples/", $folder, "/scenarios.json")),
        }
    };
}

/// Every example of the gallery.
pub(crate) static EXAMPLES: &[Example] = ALL;

/// The first alone: who uses nothing else carries no other example's texts.
pub(crate) static FIRST: Example = ALL[0];

/// What the gallery shows of each, without its texts.
pub(crate) static LISTINGS: [Listing; ALL.len()] = {
    let mut listings = [Listing::of(&ALL[0]); ALL.len()];
    let mut index = 1;
    while index < ALL.len() {
        listings[index] = Listing::of(&ALL[index]);
        index += 1;
    }
    listings
};

const ALL: &[Example] = &[
    example! {
        folder: "01-data-pipeline",
        slug: "data-pipeline",
        title: "Serverless data pipeline",
        level: Level::First,
        topic: Topic::Start,
        tags: ["task", "retry", "catch", "lambda", "sns"],
        summary: "Validates, transforms and stores uploaded records, with retries and one failure state for every \
            step.",
        story: "An upload to S3 starts it. Press Run and watch the document grow: ValidateData splits the records, \
            TransformData multiplies each value by ten, StoreData counts what it wrote. Then choose the scenario \
            “Validate fails twice” to see the retries wait 2 s and 4 s.",
    },
    example! {
        folder: "02-data-pipeline-jsonata",
        slug: "data-pipeline-jsonata",
        title: "Serverless data pipeline in JSONata",
        level: Level::Everyday,
        topic: Topic::Data,
        tags: ["jsonata", "task", "retry", "catch", "lambda", "sns"],
        summary: "The data pipeline with Arguments and Output in place of the five path fields.",
        story: "Compare it with the JSONPath version: each function returns only what it adds, and Output merges \
            that into the document with $merge. The catcher keeps the document too and adds the error.",
    },
    example! {
        folder: "03-parallel-transforms",
        slug: "parallel-transforms",
        title: "Two transforms in parallel",
        level: Level::First,
        topic: Topic::Start,
        tags: ["parallel", "lambda"],
        summary: "Runs two transforms of the same input at the same time and stores both results.",
        story: "Each branch gets a copy of the input. The result of a Parallel is an array in the order of its \
            branches, whichever of them ends first: run “A is slower” and look at the result. When one branch fails, \
            the others are stopped.",
    },
    example! {
        folder: "04-map-over-records",
        slug: "map-over-records",
        title: "Map over records",
        level: Level::First,
        topic: Topic::Start,
        tags: ["map", "lambda"],
        summary: "Sends each record of a list through the same task and collects one result per record.",
        story: "ItemsPath names the list, and each item becomes the input of one iteration. The results stand in the \
            order of the records, even when the first takes longest. One failed item fails the whole Map.",
    },
    example! {
        folder: "05-order-steps",
        slug: "order-steps",
        title: "Order in three steps",
        level: Level::First,
        topic: Topic::Start,
        tags: ["task", "lambda"],
        summary: "Validates an order, checks the stock and takes the payment, one after the other.",
        story: "The smallest useful workflow: three functions in a row, each named by its ARN, so that what the \
            function returns is the result itself. ResultPath adds each result to the order instead of replacing it.",
    },
    example! {
        folder: "06-order-errors",
        slug: "order-errors",
        title: "Order with error handling",
        level: Level::Everyday,
        topic: Topic::Errors,
        tags: ["retry", "catch", "parallel", "lambda"],
        summary: "Catches a wrong order, retries a weak service, and fulfils the order in two parallel branches.",
        story: "Retry is for errors that may pass, Catch for those that will not: a ServiceException is tried again \
            after 2 s and 3 s, a ValidationError goes to HandleError at once. An error that no retrier and no \
            catcher names still fails the execution.",
    },
    example! {
        folder: "07-order-value-choice",
        slug: "order-value-choice",
        title: "Choice by order value",
        level: Level::First,
        topic: Topic::Start,
        tags: ["choice", "lambda"],
        summary: "Orders above 100 get a discount; all others are processed normally.",
        story: "The smallest choice: one rule and a Default. Try the scenarios 150, 100 and 99: which arm does an \
            order of exactly 100 take, and why?",
    },
    example! {
        folder: "08-order-value-choice-jsonata",
        slug: "order-value-choice-jsonata",
        title: "Choice by order value in JSONata",
        level: Level::Everyday,
        topic: Topic::Data,
        tags: ["jsonata", "choice", "pass"],
        summary: "The same choice with a Condition, and the prices computed without any function.",
        story: "In JSONata a rule has a Condition, any expression that is true or false. Since expressions can \
            calculate, the two functions become Pass states that compute the price themselves: nothing is called and \
            nothing can fail.",
    },
    example! {
        folder: "09-premium-choice",
        slug: "premium-choice",
        title: "Choice by value and customer",
        level: Level::First,
        topic: Topic::Start,
        tags: ["choice", "and", "lambda"],
        summary: "Large orders of premium customers, small orders and all others take three different ways.",
        story: "And joins two comparisons into one rule. Rules are tried from top to bottom and the first that holds \
            decides; Default takes the rest. There is one scenario for each arm and two more that look alike but are \
            not.",
    },
    example! {
        folder: "10-premium-choice-jsonata",
        slug: "premium-choice-jsonata",
        title: "Choice by value and customer in JSONata",
        level: Level::Everyday,
        topic: Topic::Data,
        tags: ["jsonata", "choice", "lambda"],
        summary: "The same three ways, with the two comparisons joined in one condition.",
        story: "One expression with “and” takes the place of the nested And rule, and reads like the sentence that \
            describes it. Output adds the answer of the function to the order with $merge, which is what ResultPath \
            does in JSONPath.",
    },
    example! {
        folder: "11-batch-concurrency",
        slug: "batch-concurrency",
        title: "Batch with limited concurrency",
        level: Level::Everyday,
        topic: Topic::Patterns,
        tags: ["map", "concurrency", "retry", "lambda"],
        summary: "Processes 25 items, at most ten at a time.",
        story: "MaxConcurrency protects what stands behind the function. Each item takes 1 s, so 25 items take 3 s: \
            ten, ten and five. Open the timeline to see the three waves, then change MaxConcurrency to 5 and run \
            again.",
    },
    example! {
        folder: "12-callback",
        slug: "callback",
        title: "Wait for a callback",
        level: Level::Everyday,
        topic: Topic::Patterns,
        tags: ["callback", "task token", "heartbeat", "lambda"],
        summary: "Hands a task token to an outside system and waits until it answers.",
        story: "The function gets $$.Task.Token and passes it on; the state ends only when somebody returns the \
            token with a success or a failure. Run “Answer by hand”: the simulator stops and you answer yourself. A \
            heartbeat every five minutes shows that the other side is alive.",
    },
    example! {
        folder: "13-result-selector",
        slug: "result-selector",
        title: "Select part of a result",
        level: Level::First,
        topic: Topic::Data,
        tags: ["data flow", "resultselector", "lambda"],
        summary: "Keeps one field of a large answer and drops the rest.",
        story: "Functions often answer more than you need. ResultSelector builds a new result from the raw one \
            before ResultPath places it. Open the data tabs of GetData: the raw result has four fields, the output \
            one.",
    },
    example! {
        folder: "14-dynamodb-put",
        slug: "dynamodb-put",
        title: "Write to DynamoDB without a function",
        level: Level::First,
        topic: Topic::Services,
        tags: ["dynamodb", "integration", "retry"],
        summary: "Puts an item into a table straight from the workflow.",
        story: "An optimised integration calls the service itself: no function to write, deploy or pay for. DynamoDB \
            wants each value with its type, so the Item has \"S\" for strings. ResultPath null drops the answer and \
            keeps the input.",
    },
    example! {
        folder: "15-payment-timeout",
        slug: "payment-timeout",
        title: "Payment with a time limit",
        level: Level::Everyday,
        topic: Topic::Errors,
        tags: ["timeout", "retry", "catch", "sqs", "lambda"],
        summary: "Gives the payment 30 s, then hands the order to people instead of charging twice.",
        story: "A payment that times out may have been made or not, so it must not simply be tried again: \
            TimeoutSeconds ends the attempt, the catcher sends it to HandleTimeout, and a queue of cases for people \
            gets it. A ServiceException is safe to retry.",
    },
    example! {
        folder: "16-order-machine",
        slug: "order-machine",
        title: "E-commerce order",
        level: Level::Everyday,
        topic: Topic::Start,
        tags: ["choice", "fail", "lambda", "sns"],
        summary: "Takes an order through three questions to shipment, or fails it with the reason.",
        story: "A clean spine from top to bottom with three questions on the way. Every “no” leads to the same Fail \
            state, whose CausePath reads the reason from the document: run the three failing scenarios and compare \
            their causes.",
    },
    example! {
        folder: "17-order-machine-jsonata",
        slug: "order-machine-jsonata",
        title: "E-commerce order in JSONata",
        level: Level::Everyday,
        topic: Topic::Data,
        tags: ["jsonata", "choice", "fail", "lambda", "sns"],
        summary: "The e-commerce order with conditions, merged outputs and a computed cause.",
        story: "The functions return only their own answers and Output merges them into the order. The Fail state \
            computes its Cause with a conditional expression, so no function has to carry a reason along.",
    },
    example! {
        folder: "18-saga",
        slug: "saga",
        title: "Saga with compensation",
        level: Level::Advanced,
        topic: Topic::Patterns,
        tags: ["saga", "catch", "retry", "pattern"],
        summary: "Reserves, charges and ships; when a step fails, undoes the earlier steps in reverse order.",
        story: "No transaction spans three services, so each step has a step that undoes it. Where the catcher of a \
            step enters the chain of compensations says how much there is to undo: a failed shipment refunds and \
            releases, a failed charge only releases. Undoing is retried hard, because it must succeed.",
    },
    example! {
        folder: "19-polling-loop",
        slug: "polling-loop",
        title: "Polling loop",
        level: Level::Everyday,
        topic: Topic::Patterns,
        tags: ["wait", "choice", "loop", "sdk integration", "pattern"],
        summary: "Starts a transcription, then looks every 30 s until it is ready.",
        story: "Some services have no “.sync” integration: start the job, wait, look, choose, and go back. The \
            TimeoutSeconds of the machine ends a job that never ends. Each round costs three state transitions, so \
            choose the interval with care.",
    },
    example! {
        folder: "20-human-approval",
        slug: "human-approval",
        title: "Human approval",
        level: Level::Everyday,
        topic: Topic::Patterns,
        tags: ["callback", "task token", "choice", "timeout", "sqs", "jsonata", "pattern"],
        summary: "Pays small expenses at once and asks a manager about the others, for up to three days.",
        story: "The question goes to a queue together with the task token; a small web page behind it sends the \
            token back with the answer. Waiting costs nothing, even for days. Nobody answers? After three days the \
            catcher escalates. Run “Decide yourself” to be the manager: answer with {\"approved\": true}.",
    },
    example! {
        folder: "21-weather-alert",
        slug: "weather-alert",
        title: "Weather alert",
        level: Level::Everyday,
        topic: Topic::Services,
        tags: ["http", "choice", "retry", "sns", "jsonata"],
        summary: "Asks a weather service over HTTP and warns subscribers of a storm.",
        story: "An HTTP Task calls any web service; the EventBridge connection holds the key. Answers such as 429 \
            become errors with the status code in their names, so a retrier can name exactly those that pass.",
    },
    example! {
        folder: "22-idempotency-guard",
        slug: "idempotency-guard",
        title: "Idempotency guard",
        level: Level::Advanced,
        topic: Topic::Patterns,
        tags: ["dynamodb", "catch", "idempotency", "pattern"],
        summary: "Makes sure that a message that arrives twice is handled once.",
        story: "Queues and retries deliver at least once. A conditional putItem claims the key before the work \
            begins; the second delivery fails the condition, and the catcher goes and reads the result of the first. \
            When the work fails, the claim is given back.",
    },
    example! {
        folder: "23-quorum",
        slug: "quorum",
        title: "Fan-out with quorum",
        level: Level::Advanced,
        topic: Topic::Patterns,
        tags: ["map", "catch", "jsonata", "pattern"],
        summary: "Writes to three replicas at once and succeeds when at least two of them did.",
        story: "A Map fails with its first failed item, so each iteration catches its own error and reports written: \
            false. The Map’s Output counts the successes, and a Choice compares them with the majority.",
    },
    example! {
        folder: "24-nested-workflow",
        slug: "nested-workflow",
        title: "Nested workflow",
        level: Level::Everyday,
        topic: Topic::Patterns,
        tags: ["nested", "integration", "catch", "pattern"],
        summary: "Starts another state machine, waits for its end and uses its output.",
        story: "With “.sync:2” the state ends when the child execution ends, and Output is already JSON; plain \
            “.sync” would give a string. The parent’s id in the child’s input links the two in the console. A failed \
            child is States.TaskFailed here.",
    },
    example! {
        folder: "25-express-api",
        slug: "express-api",
        title: "Express API backend",
        level: Level::Advanced,
        topic: Topic::Services,
        tags: ["express", "dynamodb", "choice", "jsonata"],
        summary: "Answers a web request from DynamoDB, without any function.",
        story: "API Gateway starts an Express execution and sends its output back to the browser. Each end of the \
            workflow builds an HTTP answer with a status code; errors become answers too, so that the caller never \
            sees a failed execution. Express runs may only use request-response integrations.",
    },
    example! {
        folder: "26-image-processing",
        slug: "image-processing",
        title: "Image processing",
        level: Level::Advanced,
        topic: Topic::Services,
        tags: ["parallel", "choice", "wait", "loop", "dynamodb", "sns"],
        summary: "Makes three renditions of an uploaded image at once, detects what it shows, stores and announces it.",
        story: "Three patterns in one: a Choice skips images that need no conversion, a Parallel makes the \
            renditions, and a loop with a Wait polls the detection job. Compare a JPEG with a WebP image.",
    },
    example! {
        folder: "27-media-transcoding",
        slug: "media-transcoding",
        title: "Media transcoding",
        level: Level::Advanced,
        topic: Topic::Services,
        tags: ["map", "sync", "catch", "mediaconvert"],
        summary: "Transcodes a film to several formats at once and publishes those that succeeded.",
        story: "The list of formats is data, so a Map takes the place of a Parallel. “.sync” waits for each \
            MediaConvert job. A format that fails is caught inside its iteration: the others are published all the \
            same, and the output says which one is missing.",
    },
    example! {
        folder: "28-etl-glue-redshift",
        slug: "etl-glue-redshift",
        title: "ETL with Glue into Redshift",
        level: Level::Advanced,
        topic: Topic::Data,
        tags: ["glue", "sync", "redshift", "wait", "loop", "jsonata", "etl"],
        summary: "Runs a Glue job to its end, then copies its files into Redshift.",
        story: "Glue has a “.sync” integration, so one state waits for the whole job; the Redshift Data API has \
            none, so a loop with a Wait looks after the COPY. Both ends of the range in one workflow.",
    },
    example! {
        folder: "29-ml-pipeline",
        slug: "ml-pipeline",
        title: "Machine-learning pipeline",
        level: Level::Advanced,
        topic: Topic::Services,
        tags: ["sagemaker", "glue", "sync", "choice", "assign", "jsonata"],
        summary: "Prepares data, trains and evaluates a model, and deploys it only above a threshold.",
        story: "Variables carry what later states need ($version, $artifacts, $accuracy) past the states in between, \
            which return whatever they like. A model below 0.9 is archived, and the endpoint stays as it is.",
    },
    example! {
        folder: "30-incident-response",
        slug: "incident-response",
        title: "Security incident response",
        level: Level::Advanced,
        topic: Topic::Services,
        tags: ["parallel", "choice", "ec2", "sdk integration", "catch", "sns"],
        summary: "Isolates a suspicious instance, keeps the evidence, alerts the team and writes a report.",
        story: "GuardDuty starts it through EventBridge. What must happen at once happens in parallel, straight \
            through the EC2 API; what may fail, the forensics, is caught, because there must be a report in any \
            case.",
    },
    example! {
        folder: "31-deploy-promote",
        slug: "deploy-promote",
        title: "Deploy, test, promote or roll back",
        level: Level::Advanced,
        topic: Topic::Services,
        tags: ["codebuild", "lambda", "wait", "choice", "catch", "jsonata", "deployment"],
        summary: "Tests a new version, gives it a tenth of the traffic, and promotes it only when no alarm rings.",
        story: "A canary release: after the tests a tenth of the requests go to the new version for five minutes. \
            One ringing alarm, or a failed test, and everything goes back to the stable version.",
    },
    example! {
        folder: "32-document-intake",
        slug: "document-intake",
        title: "Document intake",
        level: Level::Everyday,
        topic: Topic::Errors,
        tags: ["catch", "retry", "sns", "sqs", "dynamodb"],
        summary: "Reads documents; those that cannot be read are announced and queued for a person.",
        story: "Two kinds of failure, two answers: a busy service is retried, a document that cannot be parsed goes \
            to people with the error beside it. For the caller both ways are a success.",
    },
    example! {
        folder: "33-customer-onboarding",
        slug: "customer-onboarding",
        title: "Customer onboarding",
        level: Level::Everyday,
        topic: Topic::Services,
        tags: ["parallel", "choice", "dynamodb", "sdk integration"],
        summary: "Checks for fraud, saves and welcomes a customer at the same time, then activates or suspends.",
        story: "ResultSelector picks the one value that matters out of three branch results: $[0].score is the \
            result of the first branch.",
    },
    example! {
        folder: "34-patient-intake",
        slug: "patient-intake",
        title: "Patient record intake",
        level: Level::Advanced,
        topic: Topic::Data,
        tags: ["jsonata", "pass", "s3", "encryption", "choice"],
        summary: "Anonymises a patient record, checks it, stores it encrypted and tells the ward.",
        story: "The first state hashes the national id and drops name and birthday with one expression each, so that \
            no later state, function or message sees them. The execution history still holds the input: encrypt it \
            with a key of your own.",
    },
    example! {
        folder: "35-fraud-scoring",
        slug: "fraud-scoring",
        title: "Fraud scoring",
        level: Level::Advanced,
        topic: Topic::Errors,
        tags: ["express", "parallel", "choice", "jsonata", "timeout"],
        summary: "Scores a card payment by rules and by a model at once, then approves, reviews or blocks it.",
        story: "The customer is waiting, so it is an Express workflow, both scores are taken in parallel, and each \
            has 2 s. A scorer that does not answer counts as 50 and never blocks the payment.",
    },
    example! {
        folder: "36-test-environment",
        slug: "test-environment",
        title: "Test environment that always comes down",
        level: Level::Advanced,
        topic: Topic::Errors,
        tags: ["cloudformation", "wait", "loop", "catch", "pattern"],
        summary: "Creates a stack, deploys and verifies in it, and tears it down whatever happens.",
        story: "Like a “finally”: every step catches all errors into $.error and goes to TearDown, and success goes \
            there too. Only afterwards does a Choice with IsPresent ask how it went.",
    },
];
