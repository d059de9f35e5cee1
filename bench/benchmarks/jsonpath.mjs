// JSONPath against the path engine inside the nearest simulator, called as that calls it.
import { createRequire } from "node:module";
import { JsonPath } from "../ours/bench.js";

const simulator = createRequire(import.meta.url).resolve("aws-local-stepfunctions");
const { JSONPath } = createRequire(simulator)("jsonpath-plus");

const items = Array.from({ length: 1000 }, (_, index) => ({
  id: `item-${index}`,
  price: (index * 37) % 100,
  e: index,
  nested: { tags: ["a", "b"], flag: index % 2 === 0 },
}));
const input = { order: { customer: { address: { city: "Lisbon" } }, lines: items.slice(0, 5) }, items };

const paths = {
  "a member four levels down": "$.order.customer.address.city",
  "an item by its index": "$.order.lines[3].id",
  "one member of 1,000 items": "$.items[*].id",
  "a slice of 1,000 items": "$.items[10:20].price",
  "a filter over 1,000 items": "$.items[?(@.price > 50)].id",
  "a descent through 1,000 items": "$..e",
};

const cases = Object.entries(paths).map(([name, path]) => {
  const ours = new JsonPath(path, JSON.stringify(input));
  const indefinite = /\*|\?|:|\.\./.test(path);
  return {
    name,
    ours: () => ours.evaluate(),
    peer: () => JSONPath({ path, json: input, wrap: indefinite }),
    same(_, answer) {
      if (ours.text() !== JSON.stringify(answer)) throw new Error(`the answers differ: ${ours.text().slice(0, 80)} and ${JSON.stringify(answer).slice(0, 80)}`);
    },
  };
});

export default { peer: "jsonpath-plus of aws-local-stepfunctions", cases };
