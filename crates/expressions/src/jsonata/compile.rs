//! The written tree to the compiled one: joins paths, attaches filters and groupings, finds tail calls.

mod scopes;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use value::Value;

use super::ancestry::Ancestry;
use super::catalogue::{Builtin, Library};
use super::error::Fault;
use super::frame::Symbol;
use super::item::Item;
use super::node::{CallNode, Group, Kind, LambdaNode, Node, Operator, PathNode, SortTerm, Stage, VariableNode};
use super::sign::Sign;
use super::syntax::{Syntax, SyntaxKind};
use scopes::binds_here;

/// What compiling one expression gives.
pub(super) struct Compiled {
    pub root: Node,
    pub faults: Vec<Fault>,
    /// The names of variables by their symbols.
    pub names: Vec<Arc<str>>,
    /// The label of each `%`.
    pub labels: Vec<Symbol>,
}

/// Compiles a tree that binds the names `bound`.
pub(super) fn compile(syntax: Syntax, mut bound: Vec<Arc<str>>, library: Library) -> Compiled {
    bound.sort_unstable();
    let mut compiler = Compiler {
        library,
        bound,
        symbols: BTreeMap::new(),
        names: Vec::new(),
        ancestry: Ancestry::default(),
        faults: Vec::new(),
    };
    let root = compiler.node(syntax);
    let seeking = root.extras.as_ref().is_some_and(|extras| !extras.seeking.is_empty());
    if matches!(root.kind, Kind::Parent(_)) || seeking {
        compiler.faults.push(Fault::new("S0217").at(root.position).spanning(root.range.clone()).token(root.kind_name()));
    }
    let base = compiler.names.len() as Symbol;
    let labels = compiler.ancestry.labels(base);
    Compiled { root, faults: compiler.faults, names: compiler.names, labels }
}

/// What a dot adds to a path.
enum Steps {
    One(Node),
    Many(Vec<Node>),
}

struct Compiler {
    library: Library,
    bound: Vec<Arc<str>>,
    symbols: BTreeMap<Arc<str>, Symbol>,
    names: Vec<Arc<str>>,
    ancestry: Ancestry,
    faults: Vec<Fault>,
}

impl Compiler {
    fn symbol(&mut self, name: &Arc<str>) -> Symbol {
        if let Some(symbol) = self.symbols.get(name) {
            return *symbol;
        }
        let symbol = self.names.len() as Symbol;
        self.names.push(name.clone());
        self.symbols.insert(name.clone(), symbol);
        symbol
    }

    fn variable(&mut self, name: Arc<str>) -> VariableNode {
        let symbol = self.symbol(&name);
        let bound = self.bound.binary_search(&name).is_ok();
        VariableNode { symbol, builtin: Builtin::find(&name, self.library), name, bound }
    }

    fn boxed(&mut self, syntax: Syntax) -> Box<Node> {
        Box::new(self.node(syntax))
    }

    fn nodes(&mut self, list: Vec<Syntax>) -> Vec<Node> {
        list.into_iter().map(|syntax| self.node(syntax)).collect()
    }

    fn pairs(&mut self, members: Vec<(Syntax, Syntax)>) -> Vec<(Node, Node)> {
        members.into_iter().map(|(key, value)| (self.node(key), self.node(value))).collect()
    }

    fn node(&mut self, syntax: Syntax) -> Node {
        let Syntax { kind, position, range, keep_array, .. } = syntax;
        let make = |kind: Kind| Node::new(kind, position, range.clone());
        let mut node = match kind {
            SyntaxKind::Name(name) => {
                let mut step = make(Kind::Name(name));
                if keep_array {
                    step.extras_mut().keep_array = true;
                }
                make(Kind::Path(path(vec![step], keep_array)))
            }
            SyntaxKind::Variable(name) if name.is_empty() => make(Kind::Context),
            SyntaxKind::Variable(name) => make(Kind::Variable(self.variable(name))),
            SyntaxKind::Text(text) => make(Kind::Literal(Value::String(text))),
            SyntaxKind::Number(number) => make(Kind::Literal(number_value(number))),
            SyntaxKind::Literal(value) => make(Kind::Literal(value)),
            SyntaxKind::Regex(regex) => make(Kind::Regex(regex)),
            SyntaxKind::Wildcard => make(Kind::Wildcard),
            SyntaxKind::Descendant => make(Kind::Descendant),
            SyntaxKind::Parent => make(Kind::Parent(self.ancestry.slot())),
            SyntaxKind::Placeholder => make(Kind::Placeholder),
            SyntaxKind::Missing => make(Kind::Missing),
            SyntaxKind::Negate(inner) => {
                let inner = self.boxed(*inner);
                match &inner.kind {
                    Kind::Literal(Value::Number(number)) if inner.extras.is_none() => {
                        let literal = Kind::Literal(number_value(-number.as_f64()));
                        Node::new(literal, inner.position, range.clone())
                    }
                    _ => parent_of(make, |nodes| Kind::Negate(Box::new(nodes)), *inner),
                }
            }
            SyntaxKind::Array(items) => {
                let items = self.nodes(items);
                let seeking = items.iter().flat_map(seeking).collect();
                with_seeking(make(Kind::Array(items)), seeking)
            }
            SyntaxKind::Object(members) => {
                let pairs = self.pairs(members);
                let seeking = pairs.iter().flat_map(|(key, value)| seeking(key).chain(seeking(value))).collect();
                with_seeking(make(Kind::Object(Group { pairs, position })), seeking)
            }
            SyntaxKind::Block(parts) => {
                let parts = self.nodes(parts);
                let slots = parts.iter().flat_map(seeking).collect();
                let constructs = parts.iter().any(constructs_array);
                let binds = parts.iter().any(binds_here);
                let mut block = with_seeking(make(Kind::Block(parts, binds)), slots);
                if constructs {
                    block.extras_mut().constructs_array = true;
                }
                block
            }
            SyntaxKind::Binary(Sign::Dot, left, right) => self.path(*left, *right, range.clone()),
            SyntaxKind::Binary(Sign::Apply, left, right) => {
                let (left, right) = (self.boxed(*left), self.boxed(*right));
                let keep = keeps(&left) || keeps(&right);
                let mut apply = make(Kind::Apply(left, right));
                if keep {
                    apply.extras_mut().keep_array = true;
                }
                apply
            }
            SyntaxKind::Binary(operator, left, right) => {
                let (left, right) = (self.boxed(*left), self.boxed(*right));
                let slots = seeking(&left).chain(seeking(&right)).collect();
                let kind = match operator {
                    Sign::And => Kind::And(left, right),
                    Sign::Or => Kind::Or(left, right),
                    Sign::DoubleDot => Kind::Range(left, right),
                    Sign::Default => Kind::Default(left, right),
                    Sign::Coalesce => Kind::Coalesce(left, right),
                    _ => Operator::of(operator).map_or(Kind::Missing, |operator| Kind::Binary(operator, left, right)),
                };
                with_seeking(make(kind), slots)
            }
            SyntaxKind::Predicate(left, filter) => self.predicate(*left, *filter, position),
            SyntaxKind::Group(left, members) => {
                let mut node = self.node(*left);
                let pairs = self.pairs(members);
                if node.extras.as_ref().is_some_and(|extras| extras.group.is_some()) {
                    self.faults.push(Fault::new("S0210").at(position).spanning(range.clone()));
                }
                node.range = range.clone();
                node.extras_mut().group = Some(Group { pairs, position });
                node
            }
            SyntaxKind::OrderBy(left, terms) => {
                let mut node = into_path(self.node(*left));
                let terms: Vec<SortTerm> = terms
                    .into_iter()
                    .map(|term| SortTerm { descending: term.descending, expression: self.node(term.expression) })
                    .collect();
                let slots = terms.iter().flat_map(|term| seeking(&term.expression)).collect();
                let step = with_seeking(make(Kind::Sort(terms)), slots);
                node.range = range.clone();
                if let Kind::Path(path) = &mut node.kind {
                    path.steps.push(step);
                }
                self.resolve(&mut node);
                node
            }
            SyntaxKind::Bind(name, value) => {
                let symbol = self.symbol(&name);
                let value = self.node(*value);
                parent_of(make, |value| Kind::Bind(symbol, Box::new(value)), value)
            }
            SyntaxKind::Focus(left, name) => self.focus(*left, &name, position, keep_array),
            SyntaxKind::Index(left, name) => self.index(*left, &name, keep_array),
            SyntaxKind::Condition(condition, then, otherwise) => {
                let (condition, then) = (self.boxed(*condition), self.boxed(*then));
                let otherwise = otherwise.map(|node| self.boxed(*node));
                let slots =
                    seeking(&condition).chain(seeking(&then)).chain(otherwise.iter().flat_map(|node| seeking(node))).collect();
                with_seeking(make(Kind::Condition(condition, then, otherwise)), slots)
            }
            SyntaxKind::Call { procedure, arguments, partial } => {
                let arguments = self.nodes(arguments);
                let slots = arguments.iter().flat_map(seeking).collect();
                let procedure = self.node(*procedure);
                let name = match &procedure.kind {
                    Kind::Variable(variable) => Some(variable.name.clone()),
                    Kind::Path(path) => match &path.steps[0].kind {
                        Kind::Name(name) => Some(name.clone()),
                        Kind::Variable(variable) => Some(variable.name.clone()),
                        _ => None,
                    },
                    _ => None,
                };
                let call = Arc::new(CallNode { procedure, arguments, position, name });
                with_seeking(make(if partial { Kind::Partial(call) } else { Kind::Call(call) }), slots)
            }
            SyntaxKind::Lambda { parameters, signature, body } => {
                let parameters = parameters.iter().map(|name| self.symbol(name)).collect();
                let body = tail(self.node(*body));
                make(Kind::Lambda(Arc::new(LambdaNode { parameters, signature, body })))
            }
            SyntaxKind::Transform { pattern, update, delete } => {
                let parts = Kind::TransformParts {
                    pattern: self.boxed(*pattern),
                    update: self.boxed(*update),
                    delete: delete.map(|node| self.boxed(*node)),
                };
                make(Kind::Transform(Arc::new(make(parts))))
            }
        };
        if keep_array {
            node.extras_mut().keep_array = true;
        }
        node
    }

    fn path(&mut self, left: Syntax, right: Syntax, range: Range<usize>) -> Node {
        let first = self.node(left);
        let lead = match first.kind {
            Kind::Parent(slot) => Some(slot),
            _ => None,
        };
        let mut result = into_path(first);
        result.range = range;
        if let Some(slot) = lead {
            result.extras_mut().seeking = vec![slot];
        }
        let right = self.steps(right);
        let Kind::Path(path) = &mut result.kind else { return result };
        // What was joined before is settled.
        let settled = if path.steps.len() == 1 { 0 } else { path.steps.len() };
        match right {
            Steps::One(step) => path.steps.push(step),
            Steps::Many(steps) => path.steps.extend(steps),
        }
        for step in &mut path.steps[settled..] {
            match &step.kind {
                Kind::Literal(Value::String(text)) => step.kind = Kind::Name(text.clone()),
                Kind::Literal(value) => {
                    self.faults.push(Fault::new("S0213").at(step.position).spanning(step.range.clone()).value(value.clone()));
                    step.kind = Kind::Missing;
                }
                _ => {}
            }
        }
        path.keep_singleton |= path.steps.iter().any(keeps);
        let last = path.steps.len() - 1;
        for position in [0, last] {
            if matches!(path.steps[position].kind, Kind::Array(_)) {
                path.steps[position].extras_mut().constructs_array = true;
            }
        }
        self.resolve(&mut result);
        result
    }

    /// What stands after a dot.
    fn steps(&mut self, syntax: Syntax) -> Steps {
        if let SyntaxKind::Name(name) = syntax.kind {
            let mut step = Node::new(Kind::Name(name), syntax.position, syntax.range);
            if syntax.keep_array {
                step.extras_mut().keep_array = true;
            }
            return Steps::One(step);
        }
        let mut node = self.node(syntax);
        match node.kind {
            Kind::Path(path) => Steps::Many(path.steps),
            _ => {
                if let Some(extras) = &mut node.extras {
                    let predicates = std::mem::take(&mut extras.predicates);
                    extras.stages.extend(predicates.into_iter().map(Stage::Filter));
                }
                Steps::One(node)
            }
        }
    }

    fn resolve(&mut self, node: &mut Node) {
        if let Kind::Path(path) = &mut node.kind {
            match self.ancestry.resolve(&mut path.steps) {
                Ok(unresolved) if unresolved.is_empty() => {}
                Ok(unresolved) => node.extras_mut().seeking.extend(unresolved),
                Err(fault) => self.faults.push(*fault),
            }
        }
        if let Kind::Path(path) = &mut node.kind {
            path.plain = plain_steps(&path.steps);
        }
    }

    fn predicate(&mut self, left: Syntax, filter: Syntax, position: usize) -> Node {
        let mut node = self.node(left);
        node.range.end = node.range.end.max(filter.range.end);
        let filter = self.node(filter);
        let is_path = matches!(node.kind, Kind::Path(_));
        let step = last_step(&mut node);
        if step.extras.as_ref().is_some_and(|extras| extras.group.is_some()) {
            self.faults.push(Fault::new("S0209").at(position).spanning(filter.range.clone()));
        }
        // As in the reference, only a filter that is no `%` itself seeks through its step.
        let inner: Vec<_> = filter.extras.iter().flat_map(|extras| extras.seeking.iter().copied()).collect();
        for slot in &inner {
            if let Err(fault) = self.ancestry.seek_through_filter(step, *slot) {
                self.faults.push(*fault);
            }
        }
        if !inner.is_empty() {
            let slots: Vec<_> = seeking(&filter).collect();
            step.extras_mut().seeking.extend(slots);
        }
        let extras = step.extras_mut();
        if is_path {
            extras.stages.push(Stage::Filter(filter))
        } else {
            extras.predicates.push(filter)
        }
        if let Kind::Path(path) = &mut node.kind {
            path.plain = plain_steps(&path.steps);
        }
        node
    }

    fn focus(&mut self, left: Syntax, name: &Arc<str>, position: usize, keep_array: bool) -> Node {
        let symbol = self.symbol(name);
        let mut node = self.node(left);
        let step = last_step(&mut node);
        if step.extras.as_ref().is_some_and(|extras| !extras.stages.is_empty() || !extras.predicates.is_empty()) {
            self.faults.push(Fault::new("S0215").at(position));
        }
        if matches!(step.kind, Kind::Sort(_)) {
            self.faults.push(Fault::new("S0216").at(position));
        }
        let extras = step.extras_mut();
        extras.keep_array |= keep_array;
        extras.focus = Some(symbol);
        extras.tuple = true;
        if let Kind::Path(path) = &mut node.kind {
            path.plain = plain_steps(&path.steps);
        }
        node
    }

    /// In the service an empty predicate after the index keeps the array; the reference forgets it here.
    fn index(&mut self, left: Syntax, name: &Arc<str>, keep_array: bool) -> Node {
        let symbol = self.symbol(name);
        let node = self.node(left);
        let was_path = matches!(node.kind, Kind::Path(_));
        let mut node = into_path(node);
        let step = last_step(&mut node);
        let extras = step.extras_mut();
        if !was_path {
            let predicates = std::mem::take(&mut extras.predicates);
            extras.stages.extend(predicates.into_iter().map(Stage::Filter));
        }
        if extras.stages.is_empty() {
            extras.position = Some(symbol);
        } else {
            extras.stages.push(Stage::Index(symbol));
        }
        extras.tuple = true;
        extras.keep_array |= keep_array;
        if let Kind::Path(path) = &mut node.kind {
            path.keep_singleton |= keep_array;
            path.plain = plain_steps(&path.steps);
        }
        node
    }
}

fn number_value(number: f64) -> Value {
    Item::from(number).into_plain().unwrap_or_default()
}

fn path(steps: Vec<Node>, keep_singleton: bool) -> PathNode {
    let plain = plain_steps(&steps);
    PathNode { steps, keep_singleton, plain }
}

fn plain_steps(steps: &[Node]) -> usize {
    let lead = usize::from(matches!(steps[0].kind, Kind::Variable(_) | Kind::Context) && steps[0].extras.is_none());
    let plain = |step: &&Node| matches!(step.kind, Kind::Name(_)) && step.extras.as_ref().is_none_or(|extras| extras.is_index());
    lead + steps[lead..].iter().take_while(plain).count()
}

fn into_path(node: Node) -> Node {
    if matches!(node.kind, Kind::Path(_)) {
        return node;
    }
    let (position, range) = (node.position, node.range.clone());
    // Most paths grow longer than one step.
    let mut steps = Vec::with_capacity(4);
    steps.push(node);
    Node::new(Kind::Path(path(steps, false)), position, range)
}

fn last_step(node: &mut Node) -> &mut Node {
    if !matches!(node.kind, Kind::Path(_)) {
        return node;
    }
    match &mut node.kind {
        Kind::Path(path) => {
            let last = path.steps.len() - 1;
            &mut path.steps[last]
        }
        _ => unreachable!("checked above"),
    }
}

fn keeps(node: &Node) -> bool {
    node.extras.as_ref().is_some_and(|extras| extras.keep_array)
}

fn constructs_array(node: &Node) -> bool {
    let marked = |node: &Node| node.extras.as_ref().is_some_and(|extras| extras.constructs_array);
    marked(node) || matches!(&node.kind, Kind::Path(path) if marked(&path.steps[0]))
}

/// The slots that still look for their parent above a node.
fn seeking(node: &Node) -> impl Iterator<Item = usize> + '_ {
    let own = match node.kind {
        Kind::Parent(slot) => Some(slot),
        _ => None,
    };
    node.extras.iter().flat_map(|extras| extras.seeking.iter().copied()).chain(own)
}

fn with_seeking(mut node: Node, slots: Vec<usize>) -> Node {
    if !slots.is_empty() {
        node.extras_mut().seeking = slots;
    }
    node
}

fn parent_of(make: impl Fn(Kind) -> Node, kind: impl FnOnce(Node) -> Kind, inner: Node) -> Node {
    let slots = seeking(&inner).collect();
    with_seeking(make(kind(inner)), slots)
}

/// Marks the calls whose value is the value of the whole body.
fn tail(mut node: Node) -> Node {
    let filtered = node.extras.as_ref().is_some_and(|extras| !extras.predicates.is_empty());
    node.kind = match node.kind {
        Kind::Call(call) if !filtered => Kind::Thunk(call),
        Kind::Condition(condition, then, otherwise) => {
            Kind::Condition(condition, Box::new(tail(*then)), otherwise.map(|node| Box::new(tail(*node))))
        }
        Kind::Block(mut parts, binds) => {
            if let Some(last) = parts.pop() {
                parts.push(tail(last));
            }
            Kind::Block(parts, binds)
        }
        other => other,
    };
    node
}
