//! A layout as a list of numbers: what one who arranges tells another who draws.

use crate::{Layout, NodeLayout, PlacedScope, Point, Rect, Route, Size};

impl Layout {
    /// All of it.
    #[must_use]
    pub fn write(&self) -> Vec<f64> {
        let mut numbers = Vec::new();
        write_scope(self, &mut numbers);
        numbers
    }

    /// What was written; `None` for anything else.
    #[must_use]
    pub fn read(numbers: &[f64]) -> Option<Self> {
        let mut reader = Reader { rest: numbers };
        let layout = reader.scope(0)?;
        reader.rest.is_empty().then_some(layout)
    }
}

fn write_scope(layout: &Layout, numbers: &mut Vec<f64>) {
    let flag = if layout.simplified { 1.0 } else { 0.0 };
    numbers.extend([layout.size.width, layout.size.height, flag, layout.nodes.len() as f64, layout.edges.len() as f64]);
    for node in &layout.nodes {
        write_rect(node.rect, numbers);
        numbers.push(node.children.len() as f64);
        for child in &node.children {
            numbers.extend([child.origin.x, child.origin.y]);
            write_scope(&child.layout, numbers);
        }
    }
    for route in &layout.edges {
        numbers.extend([route.handle.x, route.handle.y, route.points.len() as f64]);
        numbers.extend(route.points.iter().flat_map(|point| [point.x, point.y]));
        numbers.push(if route.label.is_some() { 1.0 } else { 0.0 });
        route.label.into_iter().for_each(|label| write_rect(label, numbers));
    }
}

fn write_rect(rect: Rect, numbers: &mut Vec<f64>) {
    numbers.extend([rect.x, rect.y, rect.width, rect.height]);
}

/// Nobody nests deeper; a text that says so is no layout.
const DEEPEST: usize = 2000;

struct Reader<'a> {
    rest: &'a [f64],
}

impl Reader<'_> {
    fn scope(&mut self, depth: usize) -> Option<Layout> {
        if depth > DEEPEST {
            return None;
        }
        let [width, height, flag] = self.take()?;
        let (nodes, edges) = (self.count()?, self.count()?);
        let mut layout = Layout { size: Size::new(width, height), simplified: flag != 0.0, ..Layout::default() };
        for _ in 0..nodes {
            let (rect, children) = (self.rect()?, self.count()?);
            let mut node = NodeLayout { rect, ..NodeLayout::default() };
            for _ in 0..children {
                node.children.push(PlacedScope { origin: self.point()?, layout: self.scope(depth + 1)? });
            }
            layout.nodes.push(node);
        }
        for _ in 0..edges {
            let (handle, count) = (self.point()?, self.count()?);
            let points = (0..count).map(|_| self.point()).collect::<Option<_>>()?;
            let [labelled] = self.take()?;
            let label = if labelled == 0.0 { None } else { Some(self.rect()?) };
            layout.edges.push(Route { points, label, handle });
        }
        Some(layout)
    }

    fn take<const COUNT: usize>(&mut self) -> Option<[f64; COUNT]> {
        let (first, rest) = self.rest.split_first_chunk::<COUNT>()?;
        self.rest = rest;
        Some(*first)
    }

    /// How many follow, each of which takes a number at least.
    fn count(&mut self) -> Option<usize> {
        let [count] = self.take()?;
        (count >= 0.0 && count <= self.rest.len() as f64).then_some(count as usize)
    }

    fn point(&mut self) -> Option<Point> {
        self.take().map(|[x, y]| Point::new(x, y))
    }

    fn rect(&mut self) -> Option<Rect> {
        self.take().map(|[x, y, width, height]| Rect::new(x, y, width, height))
    }
}
