//! From graph to scene: sizes the parts, lets the layout place them, and brings nested scopes into one picture.

use std::sync::Arc;

use asl::definition::{ScopeId, State};
use asl::document::{Picture, StateKey};
use asl::edit::Place;
use asl::graph::{self, Edge, EdgeKind, Graph, Node, ScopeGraph, Target};
use layout::{Layout, Point, Rect, Route, Simplify};

use crate::look::{Flow, Look};
use crate::places::DropPlace;
use crate::sizes::{self, Words};
use crate::text::visible;
use crate::{CORNER, EdgeKey, EdgeLook, Kind, Marks, NodeKey, Scene, SceneEdge, SceneNode, window};

/// What a line on any error says; it says it once for each state that it leads to.
const ANY_ERROR: &str = "on any error";

/// The scene of a document's picture as it is looked at, after the one of the picture before.
#[must_use]
pub fn build(picture: &Picture, look: &Look, last: &Scene) -> Scene {
    build_with(picture, look, last, Some(Simplify::PLAIN))
}

/// The same with a way to draw dense graphs, or with care whatever it takes.
#[must_use]
pub fn build_with(picture: &Picture, look: &Look, last: &Scene, simplify: Option<Simplify>) -> Scene {
    let graph = Graph::new(&picture.definition);
    let builder = Builder { picture, look, graph: &graph, labels: label_order(&graph) };
    let root = builder.scope(asl::definition::MACHINE);
    let arranged = match &last.arranged {
        arranged if last.flow == look.flow && arranged.0 == root => Arc::clone(arranged),
        _ => {
            let layout = arrange(&root, look, simplify);
            Arc::new((root, layout))
        }
    };
    builder.finished(arranged)
}

/// The places of all that is drawn of a picture, as numbers for [`build_as_arranged`].
#[must_use]
pub fn arranged(picture: &Picture, look: &Look) -> Vec<f64> {
    let graph = Graph::new(&picture.definition);
    let builder = Builder { picture, look, graph: &graph, labels: label_order(&graph) };
    arrange(&builder.scope(asl::definition::MACHINE), look, Some(Simplify::PLAIN)).write()
}

/// The scene of a picture that was arranged elsewhere; nothing if that was of another one.
#[must_use]
pub fn build_as_arranged(picture: &Picture, look: &Look, numbers: &[f64]) -> Option<Scene> {
    let layout = Layout::read(numbers)?;
    let graph = Graph::new(&picture.definition);
    let builder = Builder { picture, look, graph: &graph, labels: label_order(&graph) };
    let root = builder.scope(asl::definition::MACHINE);
    fits(&root, &layout).then(|| builder.finished(Arc::new((root, layout))))
}

fn arrange(root: &layout::Graph, look: &Look, simplify: Option<Simplify>) -> Layout {
    layout::arrange(root, &layout::Options { direction: look.flow, simplify, ..layout::Options::default() })
}

/// Whether a layout has as many parts as a graph, inside and out.
fn fits(graph: &layout::Graph, layout: &Layout) -> bool {
    graph.nodes.len() == layout.nodes.len()
        && graph.edges.len() == layout.edges.len()
        && graph.nodes.iter().zip(&layout.nodes).all(|(node, place)| {
            let mut inside = node.children.iter().zip(&place.children);
            node.children.len() == place.children.len() && inside.all(|(graph, child)| fits(graph, &child.layout))
        })
}

struct Builder<'a> {
    picture: &'a Picture,
    look: &'a Look,
    graph: &'a Graph,
    labels: Vec<usize>,
}

/// Scopes in the order in which their owners number them: each scope's index among its owner's scopes.
fn label_order(graph: &Graph) -> Vec<usize> {
    let mut seen: Vec<(Option<asl::definition::StateId>, usize)> = Vec::new();
    let mut order = Vec::with_capacity(graph.scopes.len());
    for scope in &graph.scopes {
        match seen.iter_mut().rev().find(|(owner, _)| *owner == scope.owner) {
            Some((_, count)) => {
                order.push(*count);
                *count += 1;
            }
            None => {
                order.push(0);
                seen.push((scope.owner, 1));
            }
        }
    }
    order
}

/// A transition that leads nowhere gets a small pill of its own to end in.
fn is_loose(edge: &Edge) -> bool {
    matches!(edge.target, Target::Missing(_) | Target::Unset)
}

fn loose_text(edge: &Edge) -> String {
    match &edge.target {
        Target::Missing(name) => format!("no state “{name}”"),
        _ => "goes nowhere yet".to_owned(),
    }
}

impl Builder<'_> {
    /// The scene of what was arranged.
    fn finished(&self, arranged: Arc<(layout::Graph, Layout)>) -> Scene {
        let layout = &arranged.1;
        let mut scene = Scene { size: layout.size, flow: self.look.flow, simplified: layout.simplified, ..Scene::default() };
        self.place(&mut scene, asl::definition::MACHINE, layout, Point::default(), None);
        scene.arranged = arranged;
        self.hide(&mut scene);
        scene.reindex();
        scene
    }

    fn scope(&self, id: ScopeId) -> layout::Graph {
        let scope = self.graph.scope(id);
        let inside = scope.owner.is_some();
        let mut nodes: Vec<layout::Node> = scope.nodes.iter().map(|node| self.node(*node, inside)).collect();
        let mut edges = Vec::new();
        let mut said = Vec::new();
        for edge in &scope.edges {
            let Some(from) = position(scope, edge.from) else { continue };
            let to = match &edge.target {
                Target::State(state) => position(scope, Node::State(*state)),
                Target::End => position(scope, Node::End),
                Target::Missing(_) | Target::Unset => {
                    nodes.push(sizes::loose(&loose_text(edge)));
                    Some(nodes.len() - 1)
                }
            };
            let kind = match edge.kind {
                EdgeKind::Rule(_) | EdgeKind::Default => layout::EdgeKind::Branch,
                EdgeKind::Catch(_) => layout::EdgeKind::Exception,
                EdgeKind::Start | EdgeKind::Next | EdgeKind::End => layout::EdgeKind::Main,
            };
            let label = edge
                .label
                .as_deref()
                .filter(|text| *text != ANY_ERROR || is_new(&mut said, to.unwrap_or(from)))
                .map(sizes::label);
            edges.push(layout::Edge { from, to: to.unwrap_or(from), label, kind });
        }
        layout::Graph { nodes, edges }
    }

    fn node(&self, node: Node, inside: bool) -> layout::Node {
        let Node::State(id) = node else { return sizes::terminal(inside) };
        let state = self.picture.definition.state(id);
        let inner = self.open_scopes(state);
        let name = visible(&state.name.value);
        if inner.is_empty() {
            let (line, folded) = self.line(state);
            return sizes::card(Kind::of(state), &Words { name: &name, line: &line, marks: marks(state), folded });
        }
        let children = inner.into_iter().map(|scope| self.scope(scope)).collect();
        layout::Node { children, ..sizes::frame(&name) }
    }

    /// The scopes of a state that are drawn.
    fn open_scopes(&self, state: &State) -> Vec<ScopeId> {
        let folded = self.look.folded.contains(&self.picture.key(state.id));
        if folded { Vec::new() } else { graph::inner_scopes(state) }
    }

    /// The quiet line of a card, and whether it is a folded container.
    fn line(&self, state: &State) -> (String, bool) {
        let folded = self.look.folded.contains(&self.picture.key(state.id)) && !graph::inner_scopes(state).is_empty();
        let definition = &self.picture.definition;
        (if folded { sizes::contents(definition, state) } else { graph::subtitle(definition, state) }, folded)
    }

    /// Notes where the states are that folded containers hide.
    fn hide(&self, scene: &mut Scene) {
        if self.look.folded.is_empty() {
            return;
        }
        let definition = &self.picture.definition;
        for state in &definition.states {
            let mut shown_by = None;
            let mut owner = definition.scope(state.scope).owner;
            while let Some(id) = owner {
                let key = self.picture.key(id);
                shown_by = if self.look.folded.contains(&key) { Some(key) } else { shown_by };
                owner = definition.scope(definition.state(id).scope).owner;
            }
            if let Some(shown_by) = shown_by {
                // States are met nearly in the order of their keys; a sort would be one more in the page's first module.
                let key = self.picture.key(state.id);
                let at = scene.hidden.partition_point(|(before, _)| *before < key);
                scene.hidden.insert(at, (key, shown_by));
            }
        }
    }

    fn place(&self, scene: &mut Scene, id: ScopeId, layout: &Layout, origin: Point, owner: Option<StateKey>) {
        let scope = self.graph.scope(id);
        let which = self.labels[id.0 as usize] as u32;
        let key = |node: Node| match node {
            Node::State(state) => NodeKey::State(self.picture.key(state)),
            Node::Start => NodeKey::Start(owner, which),
            Node::End => NodeKey::End(owner, which),
        };
        for (node, place) in scope.nodes.iter().zip(&layout.nodes) {
            let rect = place.rect.moved(origin);
            match node {
                Node::State(id) => {
                    let state = self.picture.definition.state(*id);
                    scene.nodes.push(self.state(state, rect, origin, place, owner));
                    let own = self.picture.key(*id);
                    for (inner, child) in self.open_scopes(state).into_iter().zip(&place.children) {
                        let corner = Point::new(origin.x + child.origin.x, origin.y + child.origin.y);
                        self.place(scene, inner, &child.layout, corner, Some(own));
                    }
                }
                Node::Start => scene.nodes.push(pill(key(*node), Kind::Start, "Start".into(), rect, owner, id)),
                Node::End => scene.nodes.push(pill(key(*node), Kind::End, "End".into(), rect, owner, id)),
            }
        }
        let loose = scope.edges.iter().filter(|edge| is_loose(edge));
        for (edge, place) in loose.zip(layout.nodes.iter().skip(scope.nodes.len())) {
            let key = loose_key(edge_key(edge, key(edge.from)));
            scene.nodes.push(pill(key, Kind::Loose, loose_text(edge).into(), place.rect.moved(origin), owner, id));
        }
        for (edge, route) in scope.edges.iter().zip(&layout.edges) {
            let from = key(edge.from);
            let to = match edge.target {
                Target::State(state) => Some(key(Node::State(state))),
                Target::End => Some(key(Node::End)),
                _ => None,
            };
            if let Some(drawn) = scene_edge(edge, from, to, route, origin) {
                scene.places.push(edge_place(&drawn, route, origin, owner));
                scene.edges.push(drawn);
            }
        }
    }

    fn state(&self, state: &State, rect: Rect, origin: Point, place: &layout::NodeLayout, owner: Option<StateKey>) -> SceneNode {
        let kind = Kind::of(state);
        let dividers = place.children.windows(2).map(|pair| match self.look.flow {
            Flow::Down => (pair[0].origin.x + pair[0].layout.size.width + pair[1].origin.x) / 2.0 + origin.x - rect.x,
            Flow::Right => (pair[0].origin.y + pair[0].layout.size.height + pair[1].origin.y) / 2.0 + origin.y - rect.y,
        });
        let (line, is_folded) = self.line(state);
        let title = visible(&state.name.value);
        SceneNode {
            key: NodeKey::State(self.picture.key(state.id)),
            state: Some(state.id),
            parent: owner,
            scope: state.scope,
            kind,
            rect,
            is_container: !place.children.is_empty(),
            is_folded,
            header: if place.children.is_empty() { 0.0 } else { sizes::frame(&title).header },
            title,
            subtitle: line.into(),
            marks: marks(state),
            dividers: dividers.collect(),
        }
    }
}

/// Whether a node is named for the first time.
fn is_new(said: &mut Vec<bool>, node: usize) -> bool {
    if said.len() <= node {
        said.resize(node + 1, false);
    }
    !std::mem::replace(&mut said[node], true)
}

fn marks(state: &State) -> Marks {
    Marks { retry: !state.retry.is_empty(), catch: !state.catch.is_empty(), note: state.comment.is_some() }
}

fn position(scope: &ScopeGraph, node: Node) -> Option<usize> {
    // Start comes first, then the states in ascending order, then End.
    match node {
        Node::Start => Some(0),
        Node::End => scope.nodes.len().checked_sub(1),
        Node::State(_) => scope.nodes.binary_search(&node).ok(),
    }
}

fn pill(key: NodeKey, kind: Kind, title: Arc<str>, rect: Rect, parent: Option<StateKey>, scope: ScopeId) -> SceneNode {
    SceneNode {
        key,
        state: None,
        parent,
        scope,
        kind,
        rect,
        is_container: false,
        is_folded: false,
        header: 0.0,
        title,
        subtitle: "".into(),
        marks: Marks::default(),
        dividers: Vec::new(),
    }
}

/// The identity of the pill at the end of a loose transition.
pub(crate) fn loose_key(edge: EdgeKey) -> NodeKey {
    match edge.from {
        NodeKey::State(state) => NodeKey::Loose(Some(state), edge.way),
        NodeKey::Start(owner, which) | NodeKey::End(owner, which) => NodeKey::Loose(owner, u32::MAX - which),
        NodeKey::Loose(..) => edge.from,
    }
}

/// The identity of a transition that leaves `from`.
fn edge_key(edge: &Edge, from: NodeKey) -> EdgeKey {
    let way = match edge.kind {
        EdgeKind::Start | EdgeKind::Next | EdgeKind::End => 0,
        EdgeKind::Default => 1,
        EdgeKind::Rule(index) => 2 + 2 * index as u32,
        EdgeKind::Catch(index) => 3 + 2 * index as u32,
    };
    EdgeKey { from, way }
}

fn scene_edge(edge: &Edge, from: NodeKey, to: Option<NodeKey>, route: &Route, origin: Point) -> Option<SceneEdge> {
    let points: Vec<Point> = route.points.iter().map(|point| Point::new(point.x + origin.x, point.y + origin.y)).collect();
    let [.., before, end] = points.as_slice() else { return None };
    let length = (end.x - before.x).hypot(end.y - before.y).max(f64::MIN_POSITIVE);
    let look = match edge.kind {
        EdgeKind::Catch(_) => EdgeLook::Catch,
        EdgeKind::Rule(_) | EdgeKind::Default => EdgeLook::Branch,
        EdgeKind::Start | EdgeKind::Next | EdgeKind::End => EdgeLook::Plain,
    };
    let label = edge.label.clone().zip(route.label).map(|(text, rect)| (rect.moved(origin), text));
    Some(SceneEdge {
        bounds: window::bounds(&points, label.as_ref().map(|(rect, _)| *rect)),
        key: edge_key(edge, from),
        slot: edge.slot,
        to,
        look,
        dash_offset: route.length(CORNER),
        start: points[0],
        end: *end,
        heading: Point::new((end.x - before.x) / length, (end.y - before.y) / length),
        label,
        points: points.into(),
        missing: is_loose(edge).then(|| loose_text(edge).into()),
    })
}

/// The drop place on a transition: at the handle that the layout keeps free.
fn edge_place(edge: &SceneEdge, route: &Route, origin: Point, parent: Option<StateKey>) -> DropPlace {
    let at = Point::new(route.handle.x + origin.x, route.handle.y + origin.y);
    DropPlace { place: Place::On(edge.slot), at, label: "Drop here".into(), edge: Some(edge.key), parent }
}
