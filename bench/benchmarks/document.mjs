// Definitions read, edited and linted with all our rules, against the usual validator, which must check the whole again after
// each keystroke. The errors found must agree in number, which is none.
import aslValidator from "asl-validator";
import { OpenDocument, parse, to_yaml } from "../ours/bench.js";

/** A right definition of about `size` bytes: Tasks with retries and catchers, Choices, data and variables followed by our rules. */
function definition(size) {
  const States = {};
  const name = (at) => `Step ${at}`;
  const most = Math.floor(size / 330);
  for (let at = 0; at < most; at++) {
    const onward = { Next: name(at + 1) };
    const states = [
      {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: `arn:aws:lambda:us-east-1:123456789012:function:F${at}`, "Payload.$": "$" },
        Retry: [{ ErrorEquals: ["Lambda.ServiceException"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }],
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Failed" }],
        ResultPath: `$.result${at % 40}`,
        ...onward,
      },
      { Type: "Choice", Choices: [{ Variable: "$.total", NumericGreaterThan: at, ...onward }], Default: name(at + 1) },
      { Type: "Wait", Seconds: 5, ...onward },
      {
        Type: "Pass",
        Parameters: { "id.$": "States.Format('{}-{}', $.result0, $$.Execution.Name)" },
        ResultPath: "$.made",
        Assign: { [`count${at % 100}`]: at },
        ...onward,
      },
    ];
    States[name(at)] = states[at % states.length];
  }
  States[name(most)] = { Type: "Succeed" };
  States.Failed = { Type: "Fail", Error: "Failed" };
  return JSON.stringify({ StartAt: name(0), States }, null, 2);
}

const sizes = [["10 KB", 10_000], ["100 KB", 100_000], ["1 MiB", 1_000_000]];

const cases = sizes.flatMap(([shown, size]) => {
  const text = definition(size);
  const typed = new OpenDocument(text);
  const yaml = to_yaml(text);
  const typedYaml = new OpenDocument(yaml);
  return [
    {
      name: `open and lint (${shown}: ${text.length} bytes)`,
      ours() {
        const opened = new OpenDocument(text);
        const errors = opened.errors();
        opened.free();
        return errors;
      },
      peer: () => aslValidator(JSON.parse(text)).errors.length,
    },
    {
      name: `keystroke, read and linted (${shown})`,
      ours() {
        typed.keystroke();
        return typed.errors();
      },
      peer: () => aslValidator(JSON.parse(text)).errors.length,
    },
    {
      name: `keystroke in YAML, read and linted (${shown}: ${yaml.length} bytes)`,
      ours() {
        typedYaml.keystroke();
        return typedYaml.errors();
      },
    },
    { name: `keystroke, read (${shown})`, ours: () => typed.keystroke() },
    { name: `parse (${shown}), the peer by JSON.parse`, ours: () => parse(text), peer: () => JSON.parse(text), same() {} },
  ];
});

export default { peer: "asl-validator", cases };
