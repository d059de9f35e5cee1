//! The flow charts to look at, written as lines of text.

use layout::{Edge, EdgeKind, Graph, Node, Size};

use crate::generate::{self, Random};

/// A scope with the words to be written on it.
#[derive(Default)]
pub struct Chart {
    pub nodes: Vec<Box>,
    pub edges: Vec<Arrow>,
}

#[derive(Default)]
pub struct Box {
    pub name: String,
    pub pill: bool,
    pub children: Vec<Chart>,
}

pub struct Arrow {
    from: usize,
    to: usize,
    pub label: String,
    pub kind: EdgeKind,
}

impl Chart {
    /// From lines `A -> B`, `A -> B: label` and `A ~> B: label` (an exception). Names in brackets are pills; boxes stand in the
    /// order in which they are first named.
    fn parse(text: &str) -> Self {
        let mut chart = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (line, label) = line.split_once(": ").unwrap_or((line, ""));
            let (from, to, kind) = match (line.split_once(" -> "), line.split_once(" ~> ")) {
                (Some((from, to)), _) => (from, to, if label.is_empty() { EdgeKind::Main } else { EdgeKind::Branch }),
                (None, Some((from, to))) => (from, to, EdgeKind::Exception),
                (None, None) => panic!("no arrow in `{line}`"),
            };
            let (from, to) = (chart.node(from), chart.node(to));
            chart.edges.push(Arrow { from, to, label: label.into(), kind });
        }
        chart
    }

    fn node(&mut self, name: &str) -> usize {
        let found = self.nodes.iter().position(|node| node.name == name);
        found.unwrap_or_else(|| {
            self.nodes.push(Box { name: name.into(), pill: name.starts_with('('), children: Vec::new() });
            self.nodes.len() - 1
        })
    }

    /// Puts scopes into the box of that name.
    fn with(mut self, name: &str, children: Vec<Chart>) -> Self {
        let node = self.node(name);
        self.nodes[node].children = children;
        self
    }

    /// A generated graph with numbers for names.
    fn numbered(graph: &Graph) -> Self {
        let nodes = graph.nodes.iter().enumerate().map(|(index, node)| Box {
            name: index.to_string(),
            pill: node.size.width < 100.0,
            children: node.children.iter().map(Self::numbered).collect(),
        });
        let edges = graph.edges.iter().enumerate().map(|(index, edge)| Arrow {
            from: edge.from,
            to: edge.to,
            label: edge.label.map_or_else(String::new, |size| format!("{index:0>0$}", (size.width / 8.0) as usize)),
            kind: edge.kind,
        });
        Self { nodes: nodes.collect(), edges: edges.collect() }
    }

    pub fn graph(&self) -> Graph {
        let nodes = self.nodes.iter().map(|node| Node {
            size: if node.pill { Size::new(64.0, 28.0) } else { Size::new(208.0, 56.0) },
            children: node.children.iter().map(Self::graph).collect(),
            header: 40.0,
            padding: 20.0,
            inset: if node.pill { 14.0 } else { 12.0 },
            quiet: false,
        });
        let edges = self.edges.iter().map(|edge| Edge {
            from: edge.from,
            to: edge.to,
            label: (!edge.label.is_empty()).then(|| Size::new(edge.label.chars().count() as f64 * 6.2 + 16.0, 22.0)),
            kind: edge.kind,
        });
        Graph { nodes: nodes.collect(), edges: edges.collect() }
    }
}

fn single(names: &[&str]) -> Chart {
    let mut text = String::new();
    for pair in names.windows(2) {
        text += &format!("{} -> {}\n", pair[0], pair[1]);
    }
    let mut chart = Chart::parse(&text);
    if let [name] = names {
        chart.node(name);
    }
    chart
}

pub fn all() -> Vec<(&'static str, Chart)> {
    vec![
        ("pipeline", pipeline()),
        ("e-commerce", e_commerce()),
        ("e-commerce-negated", e_commerce_negated()),
        ("polling", polling()),
        ("parallel", parallel()),
        ("map", map()),
        ("catches", catches()),
        ("diamonds", diamonds()),
        ("saga", saga()),
        ("detached", detached()),
        ("mess", mess()),
        ("wide", wide()),
        ("loops", loops()),
        ("generated-20", Chart::numbered(&generate::structured(3, 20))),
        ("generated-40", Chart::numbered(&generate::structured(5, 40))),
        ("generated-60", Chart::numbered(&generate::structured(8, 60))),
        ("generated-100", Chart::numbered(&flat(generate::structured(9, 100)))),
        ("arbitrary", Chart::numbered(&generate::arbitrary(4, 12, 20))),
    ]
}

fn pipeline() -> Chart {
    Chart::parse(
        "(Start) -> ValidateData
         ValidateData -> TransformData
         ValidateData ~> FailureState: on any error
         TransformData -> StoreData
         TransformData ~> FailureState: on any error
         StoreData -> Notify
         StoreData ~> FailureState: on any error
         Notify -> (End)
         Notify ~> FailureState: on any error",
    )
}

fn e_commerce() -> Chart {
    Chart::parse(
        "(Start) -> Validate Order
         Validate Order -> Order Valid?
         Order Valid? -> Check Inventory: valid = true
         Order Valid? -> Order Failed: otherwise
         Check Inventory -> Inventory Available?
         Inventory Available? -> Process Payment: available = true
         Inventory Available? -> Order Failed: otherwise
         Process Payment -> Payment Successful?
         Payment Successful? -> Allocate Inventory: paid = true
         Payment Successful? -> Order Failed: otherwise
         Allocate Inventory -> Prepare Shipment
         Prepare Shipment -> Ship Order
         Ship Order -> Notify Customer
         Notify Customer -> Order Completed",
    )
}

fn e_commerce_negated() -> Chart {
    Chart::parse(
        "(Start) -> Validate Order
         Validate Order -> Order Valid?
         Order Valid? -> Order Failed: valid = false
         Order Valid? -> Check Inventory: otherwise
         Check Inventory -> Inventory Available?
         Inventory Available? -> Order Failed: available = false
         Inventory Available? -> Process Payment: otherwise
         Process Payment -> Payment Successful?
         Payment Successful? -> Order Failed: paid = false
         Payment Successful? -> Allocate Inventory: otherwise
         Allocate Inventory -> Prepare Shipment
         Prepare Shipment -> Ship Order
         Ship Order -> Order Completed
         Order Completed -> (End)
         Order Failed -> (End)",
    )
}

fn polling() -> Chart {
    Chart::parse(
        "(Start) -> Start job
         Start job -> Wait 30 s
         Wait 30 s -> Get status
         Get status -> Done?
         Done? -> Use result: status = SUCCEEDED
         Done? -> Job failed: status = FAILED
         Done? -> Wait 30 s: otherwise
         Get status ~> Job failed: on States.ALL
         Use result -> (End)",
    )
}

fn parallel() -> Chart {
    Chart::parse(
        "(Start) -> Receive image
         Receive image -> Process
         Process -> Store
         Process ~> Clean up: on States.TaskFailed
         Store -> (End)
         Clean up -> (End)",
    )
    .with(
        "Process",
        vec![
            single(&["Resize", "Upload small"]),
            single(&["Watermark"]),
            Chart::parse(
                "Detect -> Any face?
                 Any face? -> Blur: faces > 0
                 Any face? -> Keep: otherwise",
            ),
        ],
    )
}

fn map() -> Chart {
    let inner = Chart::parse(
        "Check item -> Kind?
         Kind? -> Ship: kind = \"goods\"
         Kind? -> Mail: kind = \"digital\"
         Kind? -> Refund: otherwise
         Ship -> Record
         Mail -> Record
         Refund -> Record",
    );
    Chart::parse(
        "(Start) -> Load
         Load -> Empty?
         Empty? -> Nothing to do: count = 0
         Empty? -> Each item: otherwise
         Each item -> Summarize
         Summarize -> (End)
         Nothing to do -> (End)
         Each item ~> Roll back: on States.ALL
         Roll back -> (End)",
    )
    .with("Each item", vec![inner])
}

fn catches() -> Chart {
    Chart::parse(
        "(Start) -> One
         One -> Two
         Two -> Three
         Three -> Four
         Four -> (End)
         One ~> Failed: on States.ALL
         Two ~> Repair: on States.Timeout
         Two ~> Failed: on States.ALL
         Repair -> Three
         Three ~> Failed: on States.ALL
         Four ~> Failed: on States.ALL",
    )
}

fn diamonds() -> Chart {
    Chart::parse(
        "(Start) -> Order value?
         Order value? -> Apply discount: orderValue > 100
         Order value? -> Process normally: otherwise
         Apply discount -> Premium?
         Process normally -> Premium?
         Premium? -> Premium process: total > 1000 and premium
         Premium? -> Fast process: total < 100
         Premium? -> Standard process: otherwise
         Premium process -> Finish
         Fast process -> Finish
         Standard process -> Review
         Review -> Finish
         Finish -> (End)",
    )
}

fn saga() -> Chart {
    Chart::parse(
        "(Start) -> Reserve flight
         Reserve flight -> Reserve hotel
         Reserve flight ~> Cancel flight: on States.ALL
         Reserve hotel -> Charge card
         Reserve hotel ~> Cancel hotel: on States.ALL
         Charge card -> Booked
         Charge card ~> Refund: on States.ALL
         Refund -> Cancel hotel
         Cancel hotel -> Cancel flight
         Cancel flight -> Trip failed",
    )
}

fn detached() -> Chart {
    Chart::parse(
        "(Start) -> Work
         Work -> Check
         Check -> (End)
         Lost -> Check
         Lonely -> Lonelier
         Island -> Island",
    )
}

fn wide() -> Chart {
    Chart::parse(
        "(Start) -> Route
         Route -> Create: type = create
         Route -> Update: type = update
         Route -> Delete: type = delete
         Route -> List: type = list
         Route -> Unknown type: otherwise
         Create -> Audit
         Update -> Audit
         Delete -> Confirm
         Confirm -> Really?
         Really? -> Audit: yes
         Really? -> (End): no
         List -> (End)
         Audit -> (End)",
    )
}

fn loops() -> Chart {
    Chart::parse(
        "(Start) -> Fetch page
         Fetch page -> Valid?
         Valid? -> Store: ok
         Valid? -> Repair: broken
         Repair -> Fetch page
         Store -> More?
         More? -> Fetch page: more pages
         More? -> Report: otherwise
         Report -> Accepted?
         Accepted? -> (End): yes
         Accepted? -> Report: no
         Fetch page -> Fetch page: throttled",
    )
}

fn mess() -> Chart {
    let mut random = Random(7);
    let mut text = String::from("(Start) -> S0\n");
    for state in 0..40 {
        let next = |random: &mut Random, far: usize| (state + 1 + random.below(far)).min(39);
        match random.below(6) {
            0 | 1 if state < 36 => {
                text += &format!("S{state} -> S{}: rule one\nS{state} -> S{}: otherwise\n", state + 1, next(&mut random, 7));
                if random.below(3) == 0 {
                    text += &format!("S{state} -> S{}: again\n", state.saturating_sub(1 + random.below(5)));
                }
            }
            2 if state < 39 => text += &format!("S{state} -> S{}\nS{state} ~> S39: on error\n", state + 1),
            _ if state < 39 => text += &format!("S{state} -> S{}\n", state + 1),
            _ => text += &format!("S{state} -> (End)\n"),
        }
    }
    Chart::parse(&text)
}

/// The graph without the scopes in its nodes.
fn flat(mut graph: Graph) -> Graph {
    graph.nodes.iter_mut().for_each(|node| node.children.clear());
    graph
}
