// JSONata against the reference implementation: compiled once and evaluated often with `$states` bound, and parsing alone.
import jsonata from "jsonata";
import { Jsonata, parses_jsonata } from "../ours/bench.js";

const items = Array.from({ length: 20 }, (_, index) => ({
  sku: `sku-${index}`,
  category: ["book", "toy", "tool"][index % 3],
  price: 5 + ((index * 37) % 50) + index / 4,
  qty: 1 + (index % 4),
}));
const input = {
  id: "order-17",
  total: 1234.5,
  currency: "EUR",
  items,
  defaults: { carrier: "post", gift: false, notes: null },
  order: { id: "order-17", gift: true },
};
const states = { input, result: { Payload: { list: items } }, context: {} };

const expressions = {
  "choice of two comparisons": '$states.input.total > 1000 and $states.input.currency = "EUR"',
  "path into a result": "$states.result.Payload.list[2]",
  "object with a sum over 20 items": '{"id": $states.input.id, "total": $sum($states.input.items.(price * qty))}',
  "filter and reshape 20 items": '$states.input.items[price > 20 and qty >= 2].{"sku": sku, "line": price * qty}',
  "$map with a function of two arguments": '$map($states.input.items, function($v, $i) {{"n": $i, "sku": $v.sku, "line": $v.price * $v.qty}})',
  "$merge of three objects": '$merge([$states.input.defaults, $states.input.order, {"checked": true}])',
  "sort and group 20 items": "$states.input.items^(>price){category: $sum(price)}",
};

const same = (ours, peer) => {
  const plain = JSON.stringify(peer);
  if (JSON.stringify(JSON.parse(ours)) !== plain) throw new Error(`the answers differ: ${ours} and ${plain}`);
};

const cases = Object.entries(expressions).map(([name, text]) => {
  const ours = new Jsonata(text, JSON.stringify(states));
  const peer = jsonata(text);
  const trial = { name, ours: () => ours.evaluate(), peer: () => peer.evaluate(undefined, { states }) };
  trial.same = (_, answer) => same(ours.text(), answer);
  return trial;
});

const texts = Object.values(expressions);
cases.push({
  name: "parse all seven",
  ours: () => texts.every((text) => parses_jsonata(text)),
  peer: () => texts.every((text) => jsonata(text).errors() === undefined),
});

export default { peer: "jsonata 2.0.6", cases };
