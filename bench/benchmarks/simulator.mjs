// Running whole workflows against the engine nearest to ours that runs in a browser. Ours records full histories.
import { StateMachine } from "aws-local-stepfunctions";
import { Run, Workflow } from "../ours/bench.js";

/** A chain of `count` Pass states. */
function chain(count) {
  const States = {};
  for (let at = 0; at < count; at++) {
    States[`S${at}`] = { Type: "Pass", ...(at + 1 < count ? { Next: `S${at + 1}` } : { End: true }) };
  }
  return { StartAt: "S0", States };
}

/** Counts from 0 to `rounds` with a Choice and a Pass in each round. */
function counting(rounds) {
  return {
    StartAt: "More",
    States: {
      More: { Type: "Choice", Choices: [{ Variable: "$.count", NumericLessThan: rounds, Next: "Add" }], Default: "Done" },
      Add: { Type: "Pass", Parameters: { "count.$": "States.MathAdd($.count, 1)" }, Next: "More" },
      Done: { Type: "Succeed" },
    },
  };
}

/** A Map whose items each go through three states. */
const map = {
  StartAt: "Each",
  States: {
    Each: {
      Type: "Map",
      End: true,
      ItemProcessor: {
        StartAt: "A",
        States: {
          A: { Type: "Pass", ResultPath: "$.a", Result: 1, Next: "B" },
          B: { Type: "Pass", Parameters: { "id.$": "$.id", "sum.$": "$.a" }, Next: "C" },
          C: { Type: "Pass", End: true },
        },
      },
    },
  },
};

/** A Parallel of `count` branches. */
function parallel(count) {
  const branch = (at) => ({ StartAt: `B${at}`, States: { [`B${at}`]: { Type: "Pass", Result: { at }, End: true } } });
  return { StartAt: "All", States: { All: { Type: "Parallel", End: true, Branches: Array.from({ length: count }, (_, at) => branch(at)) } } };
}

/** A chain of JSONata states that compute and assign. */
function jsonataChain(count) {
  const States = {};
  for (let at = 0; at < count; at++) {
    States[`S${at}`] = {
      Type: "Pass",
      Output: { count: "{% $states.input.count + 1 %}", big: "{% $states.input.count > 100 ? 'yes' : 'no' %}" },
      ...(at + 1 < count ? { Next: `S${at + 1}` } : { End: true }),
    };
  }
  return { QueryLanguage: "JSONata", StartAt: "S0", States };
}

/** Ours alone, where the peer cannot run the workflow or takes too long. */
function alone(name, definition, input) {
  const workflow = new Workflow(JSON.stringify(definition));
  const text = JSON.stringify(input);
  return { name: `${name} (${workflow.transitions(text)} transitions)`, ours: () => workflow.run(text) };
}

function trial(name, definition, input) {
  const workflow = new Workflow(JSON.stringify(definition));
  const machine = new StateMachine(definition, { validationOptions: { checkPaths: false, checkArn: false } });
  const text = JSON.stringify(input);
  return {
    name: `${name} (${workflow.transitions(text)} transitions)`,
    ours: () => workflow.run(text),
    peer: async () => JSON.stringify(await machine.run(input).result),
    same: (ours, peer) => {
      if (JSON.stringify(sorted(JSON.parse(ours))) !== JSON.stringify(sorted(JSON.parse(peer)))) {
        throw new Error(`${name}: the outputs differ: ${ours.slice(0, 80)}… and ${peer.slice(0, 80)}…`);
      }
    },
  };
}

/** The same value with members in the order of their names. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

const long = new Run(new Workflow(JSON.stringify(chain(12_000))), "{}");

const items = Array.from({ length: 1000 }, (_, id) => ({ id }));

export default {
  peer: "aws-local-stepfunctions",
  cases: [
    trial("chain of 1,000 Pass", chain(1000), { order: { id: 7, items: [1, 2, 3] } }),
    trial("counting loop of 3,000 rounds", counting(3000), { count: 0 }),
    trial("Map of 1,000 items × 3 states", map, items),
    trial("Parallel of 100 branches", parallel(100), {}),
    alone("chain of 10,000 Pass", chain(10_000), { order: { id: 7, items: [1, 2, 3] } }),
    { name: `go to the middle of ${long.events()} events`, ours: () => long.go_to(long.events() / 2) },
    { name: `send ${long.events()} events to the page`, ours: () => long.send() },
    alone("chain of 1,000 JSONata Pass", jsonataChain(1000), { count: 0 }),
  ],
};
