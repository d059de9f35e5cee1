//! The optimised integrations beside the APIs that they call (`data/integrations.txt`).

const TEXT: &str = include_str!("../data/integrations.txt");

/// The integrations that have no API of AWS's, in the form of a service's file.
pub const OWN: &str = include_str!("../data/own.txt");

/// What is known of a service with optimised integrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Optimized {
    /// What its errors begin with.
    pub prefix: &'static str,
    /// The service whose API it calls; `-` for one of its own.
    pub api: &'static str,
    /// Its name, where it is not the API's.
    pub title: Option<&'static str>,
}

/// How an optimised integration's action differs from the API's operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    /// What is called: `own`, an operation, or `API.OPERATION`.
    pub operation: Option<&'static str>,
    /// Parameters that may hold any JSON.
    pub any: Vec<&'static str>,
    /// Parameters beside the API's.
    pub also: Vec<&'static str>,
    /// The operation whose answer a job's end gives, and the way into it.
    pub sync: Option<(&'static str, Vec<&'static str>)>,
}

/// The service with optimised integrations that a resource calls so.
pub(crate) fn optimized(service: &str) -> Option<Optimized> {
    let mut lines = TEXT.lines().filter_map(|line| line.strip_prefix("service "));
    lines.find_map(|line| {
        let mut words = line.splitn(4, ' ');
        (words.next()? == service).then_some(())?;
        Some(Optimized { prefix: words.next()?, api: words.next()?, title: words.next() })
    })
}

/// How an action differs from the API's operation of the same name.
pub(crate) fn difference(service: &str, action: &str) -> Difference {
    let mut lines = TEXT.lines().filter_map(|line| line.strip_prefix("action "));
    let rest = lines
        .find_map(|line| line.strip_prefix(service)?.strip_prefix(' ')?.strip_prefix(action))
        .filter(|rest| rest.starts_with(' '));
    let mut difference = Difference::default();
    for word in rest.unwrap_or_default().split_ascii_whitespace() {
        match word.split_once('=') {
            Some(("any", names)) => difference.any = names.split(',').collect(),
            Some(("also", names)) => difference.also = names.split(',').collect(),
            Some((_, way)) => {
                let mut way = way.split('/');
                difference.sync = way.next().map(|operation| (operation, way.collect()));
            }
            None => difference.operation = Some(word),
        }
    }
    difference
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_of_the_language_is_known() {
        for integration in asl::language::integrations() {
            assert!(optimized(integration.service).is_some(), "{}", integration.service);
        }
    }

    #[test]
    fn every_action_in_the_file_exists() {
        for line in TEXT.lines().filter_map(|line| line.strip_prefix("action ")) {
            let mut words = line.split(' ');
            let (service, action) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            assert!(asl::language::integration(service, action).is_some(), "{line}");
        }
        assert_eq!(difference("glue", "startJobRun").sync, Some(("getJobRun", vec!["JobRun"])));
        assert_eq!(difference("glue", "startJob"), Difference::default());
    }
}
