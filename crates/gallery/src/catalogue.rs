//! The table of all examples, in the order of the gallery and of the folders in `examples/`.

use crate::{Example, Level};

/// An [`Example`] whose two texts lie in the named folder of `examples/`.
macro_rules! example {
    (
        folder: $folder:literal,
        slug: $slug:literal,
        title: $title:literal,
        level: $level:expr,
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
            definition: include_str!(concat!("../examples/", $folder, "/definition.asl.json")),
            scenarios: include_str!(concat!("../examples/", $folder, "/scenarios.json")),
        }
    };
}

/// Every example of the gallery.
pub(crate) const EXAMPLES: &[Example] = &[
    example! {
        folder: "01-data-pipeline",
        slug: "data-pipeline",
        title: "Serverless data pipeline",
        level: Level::First,
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
        tags: ["choice", "and", "lambda"],
        summary: "Large orders of premium customers, small orders and all others take three different ways.",
        story: "And joins two comparisons into one rule. Rules are tried from top to bottom and the first that holds \
            decides; Default takes the rest. There is one scenario for each arm and two that look premium but are \
            not.",
    },
    example! {
        folder: "10-premium-choice-jsonata",
        slug: "premium-choice-jsonata",
        title: "Choice by value and customer in JSONata",
        level: Level::Everyday,
        tags: ["jsonata", "choice", "assign", "lambda"],
        summary: "The same three ways with plain conditions, and the order kept in a variable.",
        story: "One expression with “and” takes the place of the nested And rule. Assign keeps the order in the \
            variable $order, so that each arm can add to it later without handing it through its own input.",
    },
    example! {
        folder: "11-batch-concurrency",
        slug: "batch-concurrency",
        title: "Batch with limited concurrency",
        level: Level::Everyday,
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
        tags: ["jsonata", "choice", "fail", "lambda", "sns"],
        summary: "The e-commerce order with conditions, merged outputs and a computed cause.",
        story: "The functions return only their own answers and Output merges them into the order. The Fail state \
            computes its Cause with a conditional expression, so no function has to carry a reason along.",
    },
];
