//! Texts compared by lines.

/// How many lines differ, before and after, once equal lines at the beginning and the end are left aside.
pub fn differing(before: &str, after: &str) -> (usize, usize) {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let rest = before.len().min(after.len()) - same;
    let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    (before.len() - same - tail, after.len() - same - tail)
}
