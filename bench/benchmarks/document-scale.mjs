// Definitions of many shapes, read and linted, against ones ten times as long: it must take about ten times as long, whatever is
// in them. More than MOST times as long is an error.
import { OpenDocument } from "../ours/bench.js";

const MOST = 16;
const pass = (to, more = {}) => ({ Type: "Pass", ...more, ...(to ? { Next: to } : { End: true }) });
const machine = (States, more = {}) => JSON.stringify({ StartAt: Object.keys(States)[0], ...more, States }, null, 1);
const named = (count, state) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`S${at}`, state(at)]));

/** Shapes by name: the text with `count` states or rules. */
const shapes = {
  "a long chain whose data grows": (count) =>
    machine(named(count, (at) => pass(at + 1 < count && `S${at + 1}`, { Result: at, ResultPath: `$.r${at}` }))),
  "many variables": (count) =>
    machine(named(count, (at) => pass(at + 1 < count && `S${at + 1}`, { Assign: { [`v${at}`]: 1, "w.$": at ? `$v${at - 1}` : "$" } }))),
  "a wide Parallel": (count) => {
    const Branches = Array.from({ length: count }, (_, at) => ({ StartAt: `B${at}`, States: { [`B${at}`]: pass("") } }));
    return machine({ P: { Type: "Parallel", Branches, End: true } });
  },
  "Maps nested twenty deep": (count) => {
    const nested = (at, depth) => {
      const States = { [`M${at} ${depth}`]: pass("") };
      if (depth < 20) States[`M${at} ${depth}`] = { Type: "Map", ItemProcessor: nested(at, depth + 1), End: true };
      return { StartAt: `M${at} ${depth}`, States };
    };
    return machine({ P: { Type: "Parallel", Branches: Array.from({ length: count / 20 }, (_, at) => nested(at, 0)), End: true } });
  },
  "a Choice of many rules": (count) => {
    const Choices = Array.from({ length: count }, (_, at) => ({ Variable: `$.a${at}`, NumericEquals: at, Next: "E" }));
    return machine({ C: { Type: "Choice", Choices, Default: "E" }, E: { Type: "Succeed" } });
  },
  "loops within loops": (count) =>
    machine({
      ...named(count, (at) => ({
        Type: "Choice",
        Choices: [{ Variable: "$.x", IsNull: true, Next: `S${(at + 1) % count}` }, { Variable: "$.y", IsNull: true, Next: `S${at >> 1}` }],
        Default: "E",
      })),
      E: { Type: "Succeed" },
    }),
  "JSONata": (count) =>
    machine(named(count, (at) => pass(at + 1 < count && `S${at + 1}`, { Output: { a: "{% $states.input.a %}", [`k${at % 50}`]: "{% $sum([1, $states.input.a]) %}" } })), {
      QueryLanguage: "JSONata",
    }),
  "faults everywhere": (count) =>
    machine(named(count, (at) => ({ Type: "Task", Resource: "none", Foo: 1, Next: `X${at}` }))),
};

function linted(text) {
  const opened = new OpenDocument(text);
  const errors = opened.errors();
  opened.free();
  return errors;
}

/** The best of a few tries, in milliseconds. */
function quickest(call) {
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    call();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const cases = Object.entries(shapes).map(([name, shape]) => {
  const [short, long] = [shape(300), shape(3000)];
  return {
    name: `${name} (${short.length} and ${long.length} bytes)`,
    ours: () => linted(short),
    peer: () => linted(long),
    same() {
      const growth = (quickest(() => linted(long)) / quickest(() => linted(short)) / long.length) * short.length * 10;
      if (growth > MOST) throw new Error(`${name}: ten times the text takes ${growth.toFixed(1)} times as long`);
    },
  };
});

export default { peer: "ten times the length", cases };
