//! Arms in words.

use simulator::Program;
use simulator::coverage::Arm;

/// What a run does that goes through an arm, such as "`Pay`: caught by catcher 1".
#[must_use]
pub fn label(arm: Arm, program: &Program) -> String {
    let name = program.state_names().get(arm.state() as usize).map_or("", |name| name);
    match arm {
        Arm::State(_) => format!("{name}: entered"),
        Arm::Next(_) => format!("{name}: left by its end"),
        Arm::Rule(_, rule) => format!("{name}: rule {}", rule + 1),
        Arm::Default(_) => format!("{name}: default"),
        Arm::Retrier(_, retrier) => format!("{name}: retrier {}", retrier + 1),
        Arm::Catcher(_, catcher) => format!("{name}: catcher {}", catcher + 1),
    }
}
