//! A moment and its parts: years, weeks, hours.

use crate::time::{civil_from_days, days_from_civil, days_in_month};

/// A moment in the calendar.
pub(super) struct Moment {
    days: i64,
    year: i64,
    month: i64,
    day: i64,
    millis_of_day: i64,
    /// Whether it lies in the years that times can have; the parts of one that does not are no numbers.
    pub exists: bool,
}

/// 1 for Monday to 7 for Sunday.
fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7) + 1
}

/// The Monday of the week that holds the first Thursday of a month.
fn first_week(year: i64, month: i64) -> i64 {
    let first = days_from_civil(year, month, 1);
    let weekday = weekday(first);
    if weekday > 4 { first + 8 - weekday } else { first - weekday + 1 }
}

fn next_month(year: i64, month: i64) -> (i64, i64) {
    if month == 12 { (year + 1, 1) } else { (year, month + 1) }
}

fn previous_month(year: i64, month: i64) -> (i64, i64) {
    if month == 1 { (year - 1, 12) } else { (year, month - 1) }
}

impl Moment {
    pub fn from_millis(millis: f64) -> Self {
        let exists = millis.abs() <= 8.64e15;
        let millis = if exists { millis as i64 } else { 0 };
        let days = millis.div_euclid(86_400_000);
        let (year, month, day) = civil_from_days(days);
        Self { days, year, month, day, millis_of_day: millis.rem_euclid(86_400_000), exists }
    }

    pub fn hour(&self) -> i64 {
        self.millis_of_day / 3_600_000
    }

    /// The number a component's letter stands for.
    pub fn fragment(&self, letter: char) -> Option<i64> {
        Some(match letter {
            'Y' => self.year,
            'M' => self.month,
            'D' => self.day,
            'd' => self.days - days_from_civil(self.year, 1, 1) + 1,
            'F' => weekday(self.days),
            'W' => self.week(first_week(self.year, 1), first_week(self.year + 1, 1), first_week(self.year - 1, 1), 52),
            'w' => {
                let (next, previous) = (next_month(self.year, self.month), previous_month(self.year, self.month));
                self.week(first_week(self.year, self.month), first_week(next.0, next.1), first_week(previous.0, previous.1), 4)
            }
            'X' if self.days < first_week(self.year, 1) => self.year - 1,
            'X' if self.days >= first_week(self.year + 1, 1) => self.year + 1,
            'X' => self.year,
            'x' => {
                let (next, previous) = (next_month(self.year, self.month), previous_month(self.year, self.month));
                if self.days < first_week(self.year, self.month) {
                    previous.1
                } else if self.days >= first_week(next.0, next.1) {
                    next.1
                } else {
                    self.month
                }
            }
            'H' => self.hour(),
            'h' => (self.hour() + 11) % 12 + 1,
            'P' => i64::from(self.hour() >= 12),
            'm' => self.millis_of_day / 60_000 % 60,
            's' => self.millis_of_day / 1000 % 60,
            'f' => self.millis_of_day % 1000,
            _ => return None,
        })
    }

    /// The week counted from the first of its year or month, which may be the next or the one before.
    fn week(&self, start: i64, next: i64, previous: i64, most: i64) -> i64 {
        let week = (self.days - start).div_euclid(7) + 1;
        if week > most && self.days >= next {
            1
        } else if week < 1 {
            (self.days - previous).div_euclid(7) + 1
        } else {
            week
        }
    }
}

/// Milliseconds since 1970 of possibly overflowing parts, as `Date.UTC` adds them up; month from 1.
pub(super) fn millis_of(year: f64, month: f64, day: f64, hour: f64, minute: f64, second: f64, millis: f64) -> f64 {
    let year = if (0.0..=99.0).contains(&year) { year + 1900.0 } else { year };
    let months = year * 12.0 + month - 1.0;
    if !months.is_finite() || months.abs() > 1e7 {
        return f64::NAN;
    }
    let days = days_from_civil((months / 12.0).floor() as i64, months.rem_euclid(12.0) as i64 + 1, 1) as f64 + day - 1.0;
    (((days * 24.0 + hour) * 60.0 + minute) * 60.0 + second) * 1000.0 + millis
}

/// Month and day of the day of a year.
pub(super) fn month_and_day(year: i64, day_of_year: i64) -> (i64, i64) {
    let (mut month, mut day) = (1, day_of_year.clamp(1, 366));
    while month < 12 && day > days_in_month(year, month) {
        day -= days_in_month(year, month);
        month += 1;
    }
    (month, day)
}
