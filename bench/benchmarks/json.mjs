// JSON values against the engine's own JSON, which is native code: how far behind WebAssembly is.
import { JsonValue } from "../ours/bench.js";

const records = (count) =>
  Array.from({ length: count }, (_, index) => ({
    id: `record-${index}`,
    type: index % 3 === 0 ? "valid" : "invalid",
    value: index * 100,
    tags: ["a", "b", index],
    nested: { flag: index % 2 === 0, nothing: null, ratio: index / 7 },
  }));

const cases = [100, 10_000].map((count) => {
  const text = JSON.stringify({ records: records(count) });
  return {
    name: `parse and print ${count} records (${Math.round(text.length / 1000)} KB)`,
    ours() {
      const value = new JsonValue(text);
      const printed = value.text();
      value.free();
      return printed;
    },
    peer: () => JSON.stringify(JSON.parse(text)),
  };
});

export default { peer: "Node.js' JSON", cases };
