// The library as JavaScript calls it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { examples, folder, library, slugs } from "./installed.mjs";

const { check, start, TaskError } = await library();

const invoke = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments: { FunctionName: "f", Payload: "{% $states.input %}" } };
const order = {
  QueryLanguage: "JSONata",
  StartAt: "Charge",
  States: {
    Charge: {
      ...invoke,
      Output: "{% $states.result.Payload %}",
      Retry: [{ ErrorEquals: ["Card.Busy"], IntervalSeconds: 3, MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput %}", Next: "Refuse" }],
      Next: "Ship",
    },
    Ship: { ...invoke, End: true },
    Refuse: { Type: "Succeed" },
  },
};

test("a definition is checked, as text in both notations and as an object", () => {
  assert.equal(check(order).result, "OK");
  const { result, diagnostics } = check("StartAt: A\nStates:\n  A: {Type: Pas, End: true}\n");
  assert.equal(result, "FAIL");
  assert.equal(diagnostics[0].location, "/States/A/Type");
  assert.deepEqual(diagnostics[0].range.start, { line: 2, character: 12 });
  assert.throws(() => check(order, { type: "FAST" }), /STANDARD or EXPRESS/);
});

test("Tasks are answered by functions", () => {
  const calls = [];
  const run = start(order, {
    input: { total: 40 },
    mocks: {
      Charge(call) {
        calls.push(call);
        call.delay(2);
        if (call.retries === 0) throw new TaskError("Card.Busy", "try again");
        return { Payload: { paid: call.input.Payload.total } };
      },
      Ship: { Return: { Payload: "shipped" } },
    },
    expect: { status: "SUCCEEDED", output: 1 },
  }).run();
  assert.equal(run.status, "SUCCEEDED");
  assert.deepEqual(run.path, ["Charge", "Ship"]);
  assert.equal(run.virtualSeconds, 2 + 3 + 2);
  assert.deepEqual(calls.map(({ call, retries, workflow }) => [call, retries, workflow]), [[0, 0, null], [1, 1, null]]);
  assert.equal(calls[0].context.State.Name, "Charge");
  assert.equal(run.mismatches.length, 1);
  assert.equal(run.events[0].type, "ExecutionStarted");
  assert.equal(run.events.find(({ type }) => type === "TaskFailed").taskFailedEventDetails.error, "Card.Busy");
});

test("what a function throws fails its Task, and promises are refused", () => {
  const caught = (Charge) => start(order, { mocks: { Charge } }).run().output;
  assert.deepEqual(caught(() => null.member), { Error: "TypeError", Cause: "Cannot read properties of null (reading 'member')" });
  assert.equal(caught(async () => 1).Error, "MockFailed");
  assert.equal(caught(() => 1n).Error, "TypeError");
  assert.throws(() => start(order, { mocks: { Charg: () => 1 } }), /no state of that name/);
  assert.throws(() => start(order, { mocks: { Charge: { Return: 1, Throw: {} } } }), /exclude each other/);
  assert.throws(() => start({ StartAt: "A" }), /cannot be run/);
});

test("a run is stepped, and its events come once each", () => {
  const run = start(order);
  const events = [...run.events];
  assert.deepEqual(events.map(({ type }) => type), ["ExecutionStarted"]);
  for (let more = run.step(); more.length > 0; more = run.step()) events.push(...more);
  assert.deepEqual(events, start(order).run().events);
  assert.deepEqual(events.map(({ id }) => id), events.map((_, index) => index + 1));
  assert.equal(run.status, "SUCCEEDED");
  assert.match(run.notes[0], /has no mock/);
});

test("callbacks are answered by hand, or run out of time", () => {
  const Resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
  const Wait = { Type: "Task", Resource, Parameters: { "MessageBody.$": "$$.Task.Token" }, TimeoutSeconds: 60, End: true };
  const waiting = { StartAt: "Wait", States: { Wait } };
  const mocks = { Wait: { Await: true } };
  const open = () => start(waiting, { mocks }).run();
  const run = open();
  const [{ token, state }] = run.openTasks;
  assert.deepEqual([run.status, state], ["WAITING", "Wait"]);
  assert.throws(() => run.succeed("another", 1));
  assert.deepEqual(run.succeed(token, { yes: true }).run().output, { yes: true });
  assert.equal(open().fail(token, "No").run().error, "No");
  assert.equal(open().passTime().error, "States.Timeout");
  assert.equal(open().abort().status, "ABORTED");
});

test("placeholders and other workflows are given", () => {
  const outer = {
    StartAt: "Start",
    States: {
      Start: {
        Type: "Task",
        Resource: "arn:aws:states:::states:startExecution.sync:2",
        Parameters: { StateMachineArn: "${Inner}" },
        OutputPath: "$.Output",
        End: true,
      },
    },
  };
  const inner = { definition: order, mocks: { Charge: ({ workflow }) => ({ Payload: workflow }), Ship: ({ input }) => input.Payload } };
  const placeholders = { Inner: "arn:aws:states:eu-west-1:123456789012:stateMachine:inner" };
  assert.equal(start(outer, { workflows: { inner } }, { placeholders }).run().output, "inner");
});

test("every example of the gallery comes to what its scenarios expect", () => {
  for (const slug of slugs) {
    const definition = readFileSync(`${examples}${slug}/definition.asl.json`, "utf8");
    for (const scenario of JSON.parse(readFileSync(`${examples}${slug}/scenarios.json`, "utf8")).scenarios) {
      const run = start(definition, scenario).run();
      assert.deepEqual(run.mismatches, [], `${slug}, ${scenario.name}`);
      run.free();
    }
  }
});

test("the types are those of what is there", () => {
  copyFileSync(fileURLToPath(new URL("types.ts", import.meta.url)), `${folder}/types.ts`);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"];
  execFileSync(process.execPath, [process.env.STEPWRIGHT_TSC, ...options, "types.ts"], { cwd: folder, stdio: "pipe", encoding: "utf8" });
  const declared = readFileSync(`${folder}/node_modules/stepwright/index.d.ts`, "utf8");
  const execution = declared.split("export interface Execution {")[1].split("\n}")[0];
  const names = [...execution.matchAll(/^ {2}(?:readonly )?(\w+)[:(]/gm)].map(([, name]) => name);
  const run = start(order);
  const there = Object.getOwnPropertyNames(Object.getPrototypeOf(run)).filter((name) => name !== "constructor");
  assert.deepEqual(names.sort(), there.sort());
});
