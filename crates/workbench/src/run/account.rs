//! What a run costs, and how near it came to the service's limits.

use engine::Account;
use simulator::limits;
use simulator::recording::{Details, Measure};

use super::{Rest, Run, steps, words};
use crate::workbench::Workbench;

/// The numbers of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountView {
    /// One number each.
    pub tiles: Vec<Tile>,
    /// Why it could not be an Express workflow; empty where it could.
    pub not_express: Vec<String>,
}

/// One number.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// What it is.
    pub label: &'static str,
    /// The number, in words.
    pub value: String,
    /// More on it.
    pub note: String,
    /// Which part of a limit it is, from 0 to 1.
    pub share: Option<f64>,
}

impl Run {
    /// The states whose inputs or outputs came near the limit, with the bytes of the largest; none of a real history.
    #[must_use]
    pub(crate) fn large_payloads(&self) -> Vec<(String, u32)> {
        const NEAR: u32 = limits::PAYLOAD_BYTES / 10 * 8;
        let mut largest: Vec<(String, u32)> = Vec::new();
        let Some(recording) = self.recording().filter(|_| !self.is_history && !self.stale) else { return largest };
        for event in recording.events() {
            let (Details::Entered { input: payload, .. } | Details::Exited { output: payload, .. }) = event.details else {
                continue;
            };
            // The measure of what only passes through is a bound; most are far below.
            if recording.payloads.bound(payload).bytes < NEAR {
                continue;
            }
            let bytes = Measure::of(recording.payloads.value(payload)).bytes;
            let Some(step) = event.step().filter(|_| bytes >= NEAR) else { continue };
            let name = steps::visit_name(recording, step);
            match largest.iter_mut().find(|(known, _)| known == name) {
                Some((_, most)) => *most = bytes.max(*most),
                None => largest.push((name.to_owned(), bytes)),
            }
        }
        largest
    }

    fn account(&self) -> Option<&Account> {
        match self.inside.rest.as_ref()? {
            Rest::Finished(summary) => summary.account.as_ref(),
            Rest::Waiting(_) => None,
        }
    }
}

impl Workbench {
    /// The numbers of the run, once it has ended.
    #[must_use]
    pub fn account(&self) -> Option<AccountView> {
        let account = self.front.run.account()?;
        let (runs, megabytes) = (self.assumptions.monthly_runs, self.assumptions.express_megabytes);
        let tile = |label, value: String, note: String, share| Tile { label, value, note, share };
        let share = |part: u64, whole: u64| Some((part as f64 / whole as f64).min(1.0));
        let largest = account.largest_payload.map_or(0, |(_, bytes)| u64::from(bytes));
        let retries = match account.retries {
            0 => "no retries".to_owned(),
            count => format!("{} among them", if count == 1 { "1 retry".to_owned() } else { format!("{count} retries") }),
        };
        let express = match account.not_express.first() {
            None => (
                dollars(account.express_dollars(runs, megabytes)),
                format!("{} runs a month, {megabytes} MB each", grouped(runs)),
            ),
            Some(why) => ("not possible".to_owned(), why.clone()),
        };
        let tiles = vec![
            tile("State transitions", grouped(account.transitions), retries, None),
            tile(
                "Duration",
                words::duration(account.duration_millis),
                "virtual; Express ends after 5 min".to_owned(),
                share(account.duration_millis, limits::EXPRESS_MILLIS),
            ),
            tile(
                "History",
                words::counted(account.events as usize, "event"),
                format!("of {} a Standard execution may have", grouped(limits::HISTORY_EVENTS as u64)),
                share(account.events, limits::HISTORY_EVENTS as u64),
            ),
            tile(
                "Largest payload",
                words::size(largest as usize),
                format!("of {} between states", words::size(limits::PAYLOAD_BYTES as usize)),
                share(largest, limits::PAYLOAD_BYTES as u64),
            ),
            tile(
                "As a Standard workflow",
                dollars(account.standard_dollars(runs)),
                format!("{} runs a month, 4,000 transitions free", grouped(runs)),
                None,
            ),
            tile("As an Express workflow", express.0, express.1, None),
        ];
        Some(AccountView { tiles, not_express: account.not_express.clone() })
    }
}

/// Dollars as people write them: small amounts with as many digits as they need.
fn dollars(amount: f64) -> String {
    match amount {
        0.0 => "$0".to_owned(),
        amount if amount < 0.01 => format!("${amount:.6}"),
        amount if amount < 1000.0 => format!("${amount:.2}"),
        amount => format!("${}", grouped(amount.round() as u64)),
    }
}

/// A number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_write_them() {
        for (amount, text) in [(0.0, "$0"), (0.000_12, "$0.000120"), (24.9, "$24.90"), (12_345.6, "$12,346")] {
            assert_eq!(dollars(amount), text);
        }
        assert_eq!([grouped(7), grouped(1000), grouped(1_234_567)], ["7", "1,000", "1,234,567"]);
    }
}
