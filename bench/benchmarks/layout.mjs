// Laying out one scope against dagre: chains with choices, merges and a few loops.
import { graphlib, layout } from "@dagrejs/dagre";
import { arrange } from "../ours/bench.js";

/** A flow of `count` boxes: mostly forwards and near, now and then a choice, a merge, a loop. The same for the same count. */
function flow(count) {
  let seed = count;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const edges = [];
  for (let box = 0; box + 1 < count; box++) {
    edges.push([box, box + 1]);
    const chance = random();
    const away = 2 + Math.floor(random() * 8);
    if (chance < 0.25 && box + away < count) edges.push([box, box + away]);
    else if (chance > 0.97 && box > away) edges.push([box, box - away]);
  }
  return edges;
}

function withDagre(count, edges) {
  const graph = new graphlib.Graph();
  graph.setGraph({ ranksep: 40, nodesep: 40 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (let box = 0; box < count; box++) graph.setNode(box, { width: 208, height: 56 });
  for (const [from, to] of edges) graph.setEdge(from, to);
  layout(graph);
  return graph.nodes().flatMap((box) => [graph.node(box).x - 104, graph.node(box).y - 28]);
}

/** Two layouts need not be equal; every box must have a place of its own in each. */
function sensible(ours, peer) {
  for (const places of [ours, peer]) {
    const own = new Set();
    for (let at = 0; at < places.length; at += 2) own.add(`${Math.round(places[at])} ${Math.round(places[at + 1])}`);
    if (own.size !== ours.length / 2 || !places.every(Number.isFinite)) throw new Error("a layout puts two boxes in one place");
  }
}

const cases = [20, 100, 500].map((count) => {
  const edges = flow(count);
  const flat = Uint32Array.from(edges.flat());
  return {
    name: `${count} boxes, ${edges.length} edges`,
    ours: () => arrange(count, flat),
    peer: () => withDagre(count, edges),
    same: sensible,
  };
});

export default { peer: "@dagrejs/dagre", cases };
