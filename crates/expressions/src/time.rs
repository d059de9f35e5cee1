//! Timestamps (RFC 3339 in the service's strict profile) and the calendar arithmetic under them.

use std::fmt::Write;

/// A moment: seconds since 1970-01-01T00:00:00Z and nanoseconds after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Whole seconds, rounded down.
    pub seconds: i64,
    /// 0 to 999,999,999.
    pub nanoseconds: u32,
}

const SECONDS_PER_DAY: i64 = 86_400;

impl Timestamp {
    /// Reads `2016-03-14T01:59:00Z`: upper-case `T` and `Z`, an offset is required, any number of fraction digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = bytes.get(from..to)?;
            digits.iter().all(u8::is_ascii_digit).then(|| digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
        };
        let literal = |at: usize, wanted: u8| (*bytes.get(at)? == wanted).then_some(());
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        literal(4, b'-').and(literal(7, b'-')).and(literal(10, b'T')).and(literal(13, b':')).and(literal(16, b':'))?;
        let mut at = 19;
        let mut nanoseconds = 0;
        if bytes.get(at) == Some(&b'.') {
            let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            let padded = bytes[at + 1..at + 1 + digits].iter().copied().chain(std::iter::repeat(b'0')).take(9);
            nanoseconds = padded.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
            at += 1 + digits;
        }
        let offset = match bytes.get(at)? {
            b'Z' if bytes.len() == at + 1 => 0,
            sign @ (b'+' | b'-') if bytes.len() == at + 6 => {
                literal(at + 3, b':')?;
                let (hours, minutes) = (number(at + 1, at + 3)?, number(at + 4, at + 6)?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                (hours * 3600 + minutes * 60) * if *sign == b'-' { -1 } else { 1 }
            }
            _ => return None,
        };
        let fits = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        fits.then(|| Self {
            seconds: days_from_civil(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second - offset,
            nanoseconds,
        })
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.seconds * 1000 + i64::from(self.nanoseconds / 1_000_000)
    }
}

/// `2016-03-14T01:59:00.000Z` from milliseconds since 1970-01-01T00:00:00Z.
#[must_use]
pub fn format_millis(millis: i64) -> String {
    let (days, in_day) = (millis.div_euclid(SECONDS_PER_DAY * 1000), millis.rem_euclid(SECONDS_PER_DAY * 1000));
    let (year, month, day) = civil_from_days(days);
    let mut text = if (0..=9999).contains(&year) {
        format!("{year:04}")
    } else {
        format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs())
    };
    let (seconds, millis) = (in_day / 1000, in_day % 1000);
    // Writing to a `String` cannot fail.
    let _ = write!(text, "-{month:02}-{day:02}T{:02}:{:02}:{:02}.{millis:03}Z", seconds / 3600, seconds / 60 % 60, seconds % 60);
    text
}

/// The same without trailing zeros of the fraction, as the Context object writes times: `…:00.5Z`, `…:00Z`.
#[must_use]
pub fn format_millis_short(millis: i64) -> String {
    let text = format_millis(millis);
    let trimmed = text.trim_end_matches('Z').trim_end_matches('0');
    match trimmed.strip_suffix('.') {
        Some(whole) => format!("{whole}Z"),
        None => format!("{trimmed}Z"),
    }
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar; month 1 to 12.
#[must_use]
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month (1 to 12) and day of a number of days since 1970-01-01.
#[must_use]
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Whether a year has a 29 February.
#[must_use]
pub fn is_leap_year(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month (1 to 12) has.
#[must_use]
pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strict_profile_is_read_and_nothing_else() {
        for (text, millis) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2016-03-14T01:59:00Z", Some(1_457_920_740_000)),
            ("2016-03-14T01:59:00.5Z", Some(1_457_920_740_500)),
            ("2016-03-14T01:59:00.123456789Z", Some(1_457_920_740_123)),
            ("2016-03-14T01:59:00+01:00", Some(1_457_917_140_000)),
            ("2016-03-14T01:59:00-00:30", Some(1_457_922_540_000)),
            ("9999-12-31T23:59:59Z", Some(253_402_300_799_000)),
            ("2016-02-29T00:00:00Z", Some(1_456_704_000_000)),
            ("2015-02-29T00:00:00Z", None),
            ("2016-03-14t01:59:00Z", None),
            ("2016-03-14T01:59:00z", None),
            ("2016-03-14 01:59:00Z", None),
            ("2016-03-14T01:59:00", None),
            ("2016-03-14T01:59Z", None),
            ("2016-03-14T01:59:00+0100", None),
            ("2016-03-14T01:59:00.Z", None),
            ("2016-13-14T01:59:00Z", None),
            ("2016-03-14T24:00:00Z", None),
            ("2016-03-14T01:59:00Zé", None),
            ("", None),
        ] {
            assert_eq!(Timestamp::parse(text).map(Timestamp::millis), millis, "{text}");
        }
    }

    #[test]
    fn printing_and_reading_agree_on_every_day_of_four_centuries() {
        for day in -73_000..73_000 {
            let (year, month, date) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, date), day);
            let millis = day * 86_400_000 + 3_723_004;
            assert_eq!(Timestamp::parse(&format_millis(millis)).map(Timestamp::millis), Some(millis));
        }
        assert_eq!(format_millis_short(1_457_920_740_500), "2016-03-14T01:59:00.5Z");
        assert_eq!(format_millis_short(1_457_920_740_000), "2016-03-14T01:59:00Z");
        assert_eq!(format_millis_short(1_457_920_800_000), "2016-03-14T02:00:00Z");
    }
}
