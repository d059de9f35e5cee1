//! The walk over nested scopes: innermost first, each container then one big node of its parent.

use crate::components;
use crate::scope::{Body, Drawing};
use crate::{Direction, Graph, Layout, Node, NodeLayout, Options, PlacedScope, Point, Rect, Route, Size};

/// Lays out a graph and all scopes within it.
pub fn arrange(graph: &Graph, options: &Options) -> Layout {
    let scopes = scopes_outermost_first(graph);
    let mut finished: Vec<Option<Layout>> = scopes.iter().map(|_| None).collect();
    for (index, scope) in scopes.iter().enumerate().rev() {
        let mut next_child = scope.first_child;
        let boxes = scope.graph.nodes.iter().map(|node| {
            let children = (0..node.children.len()).filter_map(|offset| finished.get_mut(next_child + offset)?.take()).collect();
            next_child += node.children.len();
            Container::new(node, children, options)
        });
        let boxes: Vec<Container> = boxes.collect();
        finished[index] = Some(arrange_scope(scope.graph, boxes, options));
    }
    finished.into_iter().next().flatten().unwrap_or_default()
}

struct Scope<'a> {
    graph: &'a Graph,
    /// The index of the first scope inside the first container; the others follow in order.
    first_child: usize,
}

/// All scopes, each before those inside it. A list and not a recursion, so that nesting may be as deep as it likes.
fn scopes_outermost_first(graph: &Graph) -> Vec<Scope<'_>> {
    let mut scopes = vec![Scope { graph, first_child: 1 }];
    let mut index = 0;
    while index < scopes.len() {
        let graph = scopes[index].graph;
        scopes[index].first_child = scopes.len();
        scopes.extend(graph.nodes.iter().flat_map(|node| &node.children).map(|graph| Scope { graph, first_child: 0 }));
        index += 1;
    }
    scopes
}

/// A node with its scopes laid out and placed within it.
struct Container {
    size: Size,
    /// Origins count from the node's top left corner.
    children: Vec<PlacedScope>,
}

impl Container {
    fn new(node: &Node, layouts: Vec<Layout>, options: &Options) -> Self {
        if layouts.is_empty() {
            return Self { size: sane(node.size), children: Vec::new() };
        }
        let (padding, header) = (finite(node.padding), finite(node.header));
        let gaps = options.scope_gap * (layouts.len() - 1) as f64;
        let sizes = layouts.iter().map(|layout| layout.size);
        let content = match options.direction {
            Direction::Down => {
                sizes.fold(Size::new(gaps, 0.0), |all, one| Size::new(all.width + one.width, all.height.max(one.height)))
            }
            Direction::Right => {
                sizes.fold(Size::new(0.0, gaps), |all, one| Size::new(all.width.max(one.width), all.height + one.height))
            }
        };
        let least = sane(node.size);
        let size =
            Size::new(least.width.max(content.width + 2.0 * padding), least.height.max(content.height + 2.0 * padding + header));
        let mut corner = Point::new((size.width - content.width) / 2.0, header + (size.height - header - content.height) / 2.0);
        let children = layouts.into_iter().map(|layout| {
            let origin = corner;
            match options.direction {
                Direction::Down => corner.x += layout.size.width + options.scope_gap,
                Direction::Right => corner.y += layout.size.height + options.scope_gap,
            }
            PlacedScope { origin, layout }
        });
        Self { size, children: children.collect() }
    }
}

fn arrange_scope(graph: &Graph, containers: Vec<Container>, options: &Options) -> Layout {
    let across = options.direction == Direction::Right;
    let bodies: Vec<Body> = graph.nodes.iter().zip(&containers).map(|(node, container)| body(node, container, across)).collect();
    let edges: Vec<_> = graph
        .edges
        .iter()
        .map(|edge| crate::Edge {
            label: edge.label.map(|size| if across { sane(size).transposed() } else { sane(size) }),
            ..*edge
        })
        .collect();
    let inside = containers.iter().flat_map(|container| &container.children).any(|child| child.layout.simplified);
    let drawing = components::draw(&bodies, &edges, options);
    let drawing = if across { transposed(drawing) } else { drawing };
    let nodes = drawing.nodes.into_iter().zip(containers).map(|(rect, container)| {
        let children = container.children.into_iter().map(|child| PlacedScope {
            origin: Point::new(rect.x + child.origin.x, rect.y + child.origin.y),
            layout: child.layout,
        });
        NodeLayout { rect, children: children.collect() }
    });
    Layout { size: drawing.size, nodes: nodes.collect(), edges: drawing.routes, simplified: drawing.simplified || inside }
}

/// What a scope needs to know of a node, in a picture that always flows downwards.
fn body(node: &Node, container: &Container, across: bool) -> Body {
    let size = if across { container.size.transposed() } else { container.size };
    let titled = !container.children.is_empty() && !across;
    let side_port =
        if titled { (finite(node.header) / 2.0).clamp(size.height.min(16.0), size.height / 2.0) } else { size.height / 2.0 };
    Body { size, inset: finite(node.inset), side_port, container: !container.children.is_empty(), quiet: node.quiet }
}

fn transposed(drawing: Drawing) -> Drawing {
    Drawing {
        size: drawing.size.transposed(),
        nodes: drawing.nodes.into_iter().map(Rect::transposed).collect(),
        simplified: drawing.simplified,
        routes: drawing
            .routes
            .into_iter()
            .map(|route| Route {
                points: route.points.into_iter().map(Point::transposed).collect(),
                label: route.label.map(Rect::transposed),
                handle: route.handle.transposed(),
            })
            .collect(),
    }
}

fn sane(size: Size) -> Size {
    Size::new(finite(size.width), finite(size.height))
}

/// Sizes come from measured text: a broken measure must not spread through the picture.
fn finite(length: f64) -> f64 {
    if length.is_finite() { length.max(0.0) } else { 0.0 }
}
