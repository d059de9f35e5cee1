// Laying out one scope against dagre and ELK: chains with choices, merges and a few loops. Prints the crossings of each, too.
import { graphlib, layout } from "@dagrejs/dagre";
import ElkConstructor from "elkjs";
import { arrange, routes } from "../ours/bench.js";

const elk = new ElkConstructor();

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

function dagreOf(count, edges) {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ ranksep: 40, nodesep: 40 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (let box = 0; box < count; box++) graph.setNode(box, { width: 208, height: 56 });
  edges.forEach(([from, to], index) => graph.setEdge(from, to, {}, String(index)));
  layout(graph);
  return graph;
}

const withDagre = (count, edges) => {
  const graph = dagreOf(count, edges);
  return graph.nodes().flatMap((box) => [graph.node(box).x - 104, graph.node(box).y - 28]);
};

const linesOf = (graph, edges) =>
  edges.map(([from, to], index) => graph.edge({ v: String(from), w: String(to), name: String(index) }).points.map(({ x, y }) => [x, y]));

const dagreLines = (count, edges) => linesOf(dagreOf(count, edges), edges);

const elkOf = (count, edges) =>
  elk.layout({
    id: "root",
    layoutOptions: { "elk.algorithm": "layered", "elk.direction": "DOWN", "elk.edgeRouting": "ORTHOGONAL" },
    children: Array.from({ length: count }, (_, box) => ({ id: `n${box}`, width: 208, height: 56 })),
    edges: edges.map(([from, to], index) => ({ id: `e${index}`, sources: [`n${from}`], targets: [`n${to}`] })),
  });

const withElk = async (count, edges) => (await elkOf(count, edges)).children.flatMap(({ x, y }) => [x, y]);

const elkLines = async (count, edges) =>
  (await elkOf(count, edges)).edges.map(({ sections: [{ startPoint, bendPoints = [], endPoint }] }) => [startPoint, ...bendPoints, endPoint].map(({ x, y }) => [x, y]));

function ourLines(count, flat) {
  const [numbers, lines] = [routes(count, flat), []];
  for (let at = 0; at < numbers.length; ) {
    const points = numbers[at++];
    lines.push(Array.from({ length: points }, (_, index) => [numbers[at + 2 * index], numbers[at + 2 * index + 1]]));
    at += 2 * points;
  }
  return lines;
}

/** How often lines of edges without a box in common go across each other. */
function crossings(lines, edges) {
  const pieces = lines.flatMap((points, edge) => points.slice(1).map((to, index) => ({ edge, from: points[index], to })));
  const least = (piece, axis) => Math.min(piece.from[axis], piece.to[axis]);
  const most = (piece, axis) => Math.max(piece.from[axis], piece.to[axis]);
  pieces.sort((a, b) => least(a, 1) - least(b, 1));
  const side = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  const apart = (a, b) => edges[a].every((box) => !edges[b].includes(box));
  const across = (p, q) => side(p.from, p.to, q.from) * side(p.from, p.to, q.to) < -1e-6 && side(q.from, q.to, p.from) * side(q.from, q.to, p.to) < -1e-6;
  let count = 0;
  pieces.forEach((piece, index) => {
    for (let other = index + 1; other < pieces.length && least(pieces[other], 1) <= most(piece, 1); other++) {
      const that = pieces[other];
      if (least(that, 0) <= most(piece, 0) && least(piece, 0) <= most(that, 0) && apart(piece.edge, that.edge) && across(piece, that)) count++;
    }
  });
  return count;
}

/** Two layouts need not be equal; every box must have a place of its own in each. */
function sensible(ours, peer) {
  for (const places of [ours, peer]) {
    const own = new Set();
    for (let at = 0; at < places.length; at += 2) own.add(`${Math.round(places[at])} ${Math.round(places[at + 1])}`);
    if (own.size !== ours.length / 2 || !places.every(Number.isFinite)) throw new Error("a layout puts two boxes in one place");
  }
}

/** The largest case, which dagre does once, because it needs a minute for it; ELK needs several. */
function largest(count, edges, flat) {
  let graph;
  let name = `dagre: ${count} boxes`;
  return {
    get name() {
      return name;
    },
    once: true,
    ours: () => arrange(count, flat),
    peer: () => (graph = dagreOf(count, edges)),
    same: () => {
      const [own, theirs] = [crossings(ourLines(count, flat), edges), crossings(linesOf(graph, edges), edges)];
      name += `, crossings ${own} to ${theirs}`;
      noMore(own, theirs);
    },
  };
}

/** Fails where there are more crossings than the peer's. */
function noMore(own, theirs) {
  if (own > theirs) throw new Error(`${own} crossings are more than the peer's ${theirs}`);
}

const PEERS = [
  ["dagre", withDagre, dagreLines],
  ["elkjs", withElk, elkLines],
];
const cases = [];
for (const count of [50, 200, 1000, 5000]) {
  const edges = flow(count);
  const flat = Uint32Array.from(edges.flat());
  if (count === 5000) {
    cases.push(largest(count, edges, flat));
    continue;
  }
  const own = crossings(ourLines(count, flat), edges);
  for (const [name, peer, lines] of PEERS) {
    const theirs = crossings(await lines(count, edges), edges);
    noMore(own, theirs);
    cases.push({
      name: `${name}: ${count} boxes, crossings ${own} to ${theirs}`,
      ours: () => arrange(count, flat),
      peer: () => peer(count, edges),
      same: sensible,
    });
  }
}

export default { peer: "@dagrejs/dagre and elkjs", cases };
