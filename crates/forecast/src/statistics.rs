//! Many numbers in few.

/// A list of numbers in few: the least and the most, the mean and percentiles, and how they are spread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// The least.
    pub least: f64,
    /// The mean.
    pub mean: f64,
    /// Half are at most so many.
    pub median: f64,
    /// 90 of 100 are at most so many.
    pub p90: f64,
    /// 95 of 100 are at most so many.
    pub p95: f64,
    /// 99 of 100 are at most so many.
    pub p99: f64,
    /// The most.
    pub most: f64,
    /// How many fall into each of equal bins from the least to the 99th percentile; the last takes the rest, too.
    pub bins: Vec<u32>,
}

/// So many bins a histogram has.
const BINS: usize = 24;

impl Statistics {
    /// Each number times a factor, and something on top.
    #[must_use]
    pub fn scaled(&self, factor: f64, on_top: f64) -> Self {
        let scaled = |number: f64| number * factor + on_top;
        Self {
            least: scaled(self.least),
            mean: scaled(self.mean),
            median: scaled(self.median),
            p90: scaled(self.p90),
            p95: scaled(self.p95),
            p99: scaled(self.p99),
            most: scaled(self.most),
            bins: self.bins.clone(),
        }
    }

    /// Of these numbers; all 0 of none.
    #[must_use]
    pub fn of(numbers: &[u64]) -> Self {
        let mut sorted = numbers.to_vec();
        sorted.sort_unstable();
        let (Some(least), Some(most)) = (sorted.first(), sorted.last()) else { return Self::default() };
        // The nearest rank.
        let at = |share: f64| {
            let rank = libm::ceil(share * sorted.len() as f64) as usize;
            sorted[rank.clamp(1, sorted.len()) - 1] as f64
        };
        // Whole numbers add up the same in any order.
        let sum: u128 = sorted.iter().map(|number| u128::from(*number)).sum();
        let (least, p99) = (*least as f64, at(0.99));
        let width = (p99 - least) / BINS as f64;
        let mut bins = vec![0; if width > 0.0 { BINS } else { 1 }];
        for number in &sorted {
            let bin = if width > 0.0 { ((*number as f64 - least) / width) as usize } else { 0 };
            let last = bins.len() - 1;
            bins[bin.min(last)] += 1;
        }
        let (median, p90, p95) = (at(0.5), at(0.9), at(0.95));
        Self { least, mean: sum as f64 / sorted.len() as f64, median, p90, p95, p99, most: *most as f64, bins }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_numbers_of_the_list() {
        let statistics = Statistics::of(&(1..=100).rev().collect::<Vec<_>>());
        assert_eq!(
            (statistics.least, statistics.median, statistics.p95, statistics.p99, statistics.most),
            (1.0, 50.0, 95.0, 99.0, 100.0)
        );
        assert_eq!((statistics.mean, statistics.bins.iter().sum::<u32>(), statistics.bins.len()), (50.5, 100, BINS));
        assert_eq!(Statistics::of(&[7, 7]).bins, [2]);
        assert_eq!(Statistics::of(&[]), Statistics::default());
    }
}
