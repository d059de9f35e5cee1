//! Facts that AWS changes stand in data files with a date: after a year somebody has to look again.
#![allow(clippy::disallowed_methods, reason = "the age of a file is what this test is about")]

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// The files, from the crates' folder.
const FILES: [&str; 8] = [
    "catalogue/data/index.txt",
    "catalogue/data/integrations.txt",
    "policy/data/iam.txt",
    "policy/data/integrations.txt",
    "forecast/data/assumptions.json",
    "forecast/data/prices.json",
    "forecast/data/quotas.json",
    "monitoring/data/metrics.json",
];

/// After so many days the facts are looked up again.
const YEAR: i64 = 366;

#[test]
fn no_dated_data_is_older_than_a_year() {
    let today = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs() / 86_400;
    for file in FILES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        let date = text.lines().find_map(|line| Some(line.split_once("date")?.1.trim_matches([':', ' ', '"', ',']).to_owned()));
        let date = date.unwrap_or_else(|| panic!("{file} has no date"));
        let age = today as i64 - days(&date).unwrap_or_else(|| panic!("{file}: `{date}` is no date"));
        assert!(age <= YEAR, "{file} is of {date}: look its facts up again, and write the new date");
    }
}

/// The days from 1970 to a date `YYYY-MM-DD`.
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let era_day = (153 * month + 2) / 5 + day - 1;
    Some(year * 365 + year / 4 - year / 100 + year / 400 + era_day - 719_468)
}

#[test]
fn days_are_counted_as_the_calendar_does() {
    assert_eq!((days("1970-01-01"), days("2000-03-01"), days("2024-02-29")), (Some(0), Some(11_017), Some(19_782)));
}
