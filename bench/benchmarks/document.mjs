// Definitions read and linted with all our rules, against the usual validator; a keystroke costs us the same again.
// The errors found must agree in number, which is none.
import aslValidator from "asl-validator";
import { OpenDocument } from "../ours/bench.js";

/** A right definition of about `size` bytes: Tasks with retries and catchers, Choices and a Map. */
function definition(size) {
  const States = {};
  const name = (at) => `Step ${at}`;
  let bytes = 0;
  let at = 0;
  for (; bytes < size; at++) {
    const onward = { Next: name(at + 1) };
    const states = [
      {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: `arn:aws:lambda:us-east-1:123456789012:function:F${at}`, "Payload.$": "$" },
        Retry: [{ ErrorEquals: ["Lambda.ServiceException"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }],
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Failed" }],
        ...onward,
      },
      { Type: "Choice", Choices: [{ Variable: "$.total", NumericGreaterThan: at, ...onward }], Default: name(at + 1) },
      { Type: "Wait", Seconds: 5, ...onward },
      { Type: "Pass", Parameters: { "id.$": "States.Format('{}-{}', $.id, $$.Execution.Name)" }, ResultPath: "$.made", ...onward },
    ];
    States[name(at)] = states[at % states.length];
    bytes += JSON.stringify(States[name(at)], null, 2).length;
  }
  States[name(at)] = { Type: "Succeed" };
  States.Failed = { Type: "Fail", Error: "Failed" };
  return JSON.stringify({ StartAt: name(0), States }, null, 2);
}

const sizes = [["10 KB", 7_000], ["100 KB", 70_000], ["1 MiB", 740_000]];

const cases = sizes.flatMap(([shown, size]) => {
  const text = definition(size);
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
      name: `open (${shown}), the peer by JSON.parse`,
      ours: () => new OpenDocument(text).free(),
      peer: () => void JSON.parse(text),
    },
  ];
});

export default { peer: "asl-validator", cases };
