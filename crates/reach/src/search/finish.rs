//! The new scenarios as they are handed out.

use std::collections::BTreeSet;

use simulator::coverage::Arm;
use simulator::scenario::Scenario;

use super::{New, Search};
use crate::arm::label;
use crate::trial::Run;

impl Search {
    /// The new scenarios, without those that others make needless, with names and what is expected of them.
    pub(super) fn finish(self) -> Vec<New> {
        // Whatever else ended and was kept is given.
        let given: BTreeSet<Arm> = (0..self.bases.len())
            .filter(|index| !self.made.contains(index))
            .filter(|index| self.bases[*index].ended)
            .flat_map(|index| self.bases[index].arms.iter().copied())
            .collect();
        let mut kept: Vec<&Run> = self.made.iter().map(|index| &self.bases[*index]).collect();
        let mut at = 0;
        while at < kept.len() {
            let others: BTreeSet<Arm> =
                kept.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, run)| run.arms.iter().copied()).collect();
            if kept[at].arms.iter().all(|arm| given.contains(arm) || others.contains(arm)) {
                kept.remove(at);
            } else {
                at += 1;
            }
        }
        let mut reached = given;
        let news = kept.into_iter().map(|run| {
            let reaches: Vec<Arm> = run.arms.iter().filter(|arm| !reached.contains(arm)).copied().collect();
            reached.extend(reaches.iter().copied());
            New { scenario: self.named(run, &reaches), reaches }
        });
        let mut news: Vec<New> = news.collect();
        distinguish(&mut news);
        news
    }

    fn named(&self, run: &Run, reaches: &[Arm]) -> Scenario {
        // A rule, retrier or catcher says more than the states that come with it.
        let decides = |arm: &&Arm| !matches!(arm, Arm::State(_) | Arm::Next(_));
        let chosen = reaches.iter().find(decides);
        let name = chosen.or(reaches.first()).map_or_else(String::new, |arm| label(*arm, &self.program));
        let labels: Vec<String> = reaches.iter().map(|arm| label(*arm, &self.program)).collect();
        let description = format!("Reaches {}", labels.join("; "));
        Scenario { name, description, expect: run.expect.clone(), ..run.scenario.clone() }
    }
}

/// No two have the same name.
fn distinguish(news: &mut [New]) {
    let mut names = BTreeSet::new();
    for new in news {
        let plain = new.scenario.name.clone();
        let mut number = 2;
        while !names.insert(new.scenario.name.clone()) {
            new.scenario.name = format!("{plain} ({number})");
            number += 1;
        }
    }
}
