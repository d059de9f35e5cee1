//! What somebody may have meant by a word that is nearly another.

/// The candidate nearest to what is written, if it is near: at most a third of its letters differ, case counting little.
#[must_use]
pub fn nearest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = written.chars().count();
    let most = (length.max(3) / 3).min(length.saturating_sub(1));
    let lower = written.to_ascii_lowercase();
    let distances = candidates.into_iter().map(|candidate| (distance(&lower, &candidate.to_ascii_lowercase()), candidate));
    distances.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().take(80).collect();
    let other: Vec<char> = other.chars().take(80).collect();
    let mut before = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut best = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                let swapped: &Vec<usize> = &before;
                best = best.min(swapped[j - 1] + 1);
            }
            row.push(best);
        }
        before = above;
        above = row;
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        let fields = ["ResultPath", "ResultSelector", "OutputPath", "Next", "Type"];
        for (written, meant) in [
            ("ResultPaht", Some("ResultPath")),
            ("resultpath", Some("ResultPath")),
            ("Nxet", Some("Next")),
            ("Tpye", Some("Type")),
            ("Elephant", None),
        ] {
            assert_eq!(nearest(written, fields), meant, "{written}");
        }
    }
}
