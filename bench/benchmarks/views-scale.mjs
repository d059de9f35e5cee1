// The views of a run, replayed from its start to its end, against those of a run with ten times the transitions: they must take
// about ten times as long, however the run is nested. More than MOST times as long is an error.
import { Run, Workflow } from "../ours/bench.js";

const MOST = 16;

/** Distributed Maps in each other, with one state in the innermost. */
function nested(depth) {
  const inner = depth === 1 ? { Type: "Pass", End: true } : nested(depth - 1).States.Each;
  const ItemProcessor = {
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
    StartAt: "Each",
    States: { Each: inner },
  };
  return { StartAt: "Each", States: { Each: { Type: "Map", Label: `L${depth}`, ItemProcessor, End: true } } };
}

const items = (width, depth) => Array.from({ length: width }, () => (depth === 1 ? 1 : items(width, depth - 1)));

/** A loop of so many rounds, as an execution with a short history limit would not allow: inside a Map's iterations. */
const loops = {
  StartAt: "Each",
  States: {
    Each: {
      Type: "Map",
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "More",
        States: {
          More: { Type: "Choice", Choices: [{ Variable: "$.count", NumericLessThan: 999, Next: "Add" }], Default: "Done" },
          Add: { Type: "Pass", Parameters: { "count.$": "States.MathAdd($.count, 1)" }, Next: "More" },
          Done: { Type: "Succeed" },
        },
      },
      End: true,
    },
  },
};
const counters = (count) => Array.from({ length: count }, () => ({ count: 0 }));

function quickest(call) {
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    call();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** A run, and one that is about ten times as long. */
function pair(name, definition, short, long) {
  const workflow = new Workflow(JSON.stringify(definition));
  const [small, large] = [short, long].map((input) => new Run(workflow, JSON.stringify(input)));
  const [few, many] = [small, large].map((run) => run.transitions());
  return {
    name: `${name} (${few} and ${many} transitions)`,
    ours: () => small.go_to(small.events()),
    peer: () => large.go_to(large.events()),
    same() {
      const growth = (quickest(() => large.go_to(large.events())) / quickest(() => small.go_to(small.events())) / many) * few * 10;
      if (growth > MOST) throw new Error(`${name}: ten times the transitions take ${growth.toFixed(1)} times as long`);
    },
  };
}

export default {
  peer: "ten times the length",
  cases: [
    pair("distributed Maps, four deep", nested(4), items(10, 4), items(18, 4)),
    pair("distributed Maps, four deep", nested(4), items(18, 4), items(31, 4)),
    pair("a distributed Map of loops", loops, counters(5), counters(50)),
  ],
};
