//! What every picture must keep: nothing overlaps, lines are level or upright and end where they should, and edits move little.

mod check;
mod dense;
mod generate;
mod pictures;
mod size;
mod stability;

use layout::{Direction, Options, arrange};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn structured_graphs_are_drawn_without_faults(seed in any::<u64>(), states in 1..60_usize, across in any::<bool>()) {
        let graph = generate::structured(seed, states);
        let options = Options { direction: if across { Direction::Right } else { Direction::Down }, ..Options::default() };
        let layout = arrange(&graph, &options);
        let faults = [check::faults(&graph, &layout), check::confusions(&graph, &layout)].concat();
        prop_assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn arbitrary_graphs_are_drawn_without_faults(seed in any::<u64>(), nodes in 1..24_usize, edges in 0..48_usize) {
        let graph = generate::arbitrary(seed, nodes, edges);
        let faults = check::faults(&graph, &arrange(&graph, &Options::default()));
        prop_assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn the_same_graph_gives_the_same_picture(seed in any::<u64>(), states in 1..60_usize) {
        let graph = generate::structured(seed, states);
        prop_assert_eq!(arrange(&graph, &Options::default()), arrange(&graph.clone(), &Options::default()));
    }
}
