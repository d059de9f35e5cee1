// The same diagram in React Flow, as its documentation shows a flow: default nodes, minimap, controls, dots. What is drawn comes
// from the address: `?branches=20&states=50`, and `&visible` for its option to draw what is in sight only.
import { Background, Controls, MiniMap, ReactFlow } from "@xyflow/react";
import { createRoot } from "react-dom/client";

const asked = new URLSearchParams(location.search);
const [branches, states] = [Number(asked.get("branches")), Number(asked.get("states"))];
const nodes = [];
const edges = [];
for (let branch = 0; branch < branches; branch++) {
  for (let state = 0; state < states; state++) {
    const id = `${branch}-${state}`;
    nodes.push({ id, position: { x: branch * 232, y: state * 104 }, data: { label: `Step ${state} of branch ${branch}` } });
    if (state > 0) edges.push({ id: `to ${id}`, source: `${branch}-${state - 1}`, target: id, type: "smoothstep" });
  }
}

createRoot(document.getElementById("root")).render(
  <ReactFlow
    defaultNodes={nodes}
    defaultEdges={edges}
    minZoom={0.01}
    fitView
    onlyRenderVisibleElements={asked.has("visible")}
    onInit={(flow) => (window.flow = flow)}
  >
    <MiniMap />
    <Controls />
    <Background />
  </ReactFlow>,
);
