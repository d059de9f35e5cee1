//! What became of the input's members: the trap that most people fall into is a result that replaces them.

use asl::definition::{PathField, QueryLanguage, StateKind};
use simulator::fold::VisitStatus;
use value::Value;

use super::{Case, Reason, Verdict};
use crate::words;

/// So many names are told.
const MOST: usize = 5;

impl Case<'_> {
    /// Which members of the input are not in the output, and by which field's doing.
    pub(super) fn lost(&self) -> Vec<Reason> {
        let (Some(Value::Object(input)), Some(output)) =
            (Some(&self.sight.input), self.visit().output.map(|output| self.recording.payloads.value(output)))
        else {
            return vec![];
        };
        let gone: Vec<&str> = input
            .keys()
            .map(|key| &**key)
            .filter(|key| output.as_object().is_none_or(|output| output.get(key).is_none()))
            .collect();
        if gone.is_empty() {
            return vec![];
        }
        let (place, because) = self.what_drops();
        let more = gone.len().saturating_sub(MOST);
        let shown = words::names(gone.iter().copied().take(MOST), if more == 0 { "and" } else { "," });
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let are = if gone.len() == 1 { "is" } else { "are" };
        vec![Reason::new(Verdict::Note, place, format!("{shown}{more} of the input {are} not in the output: {because}"))]
    }

    /// The field that decides what is left of the input, and how.
    fn what_drops(&self) -> (&'static str, String) {
        let data = &self.state.data;
        if self.visit().status == VisitStatus::Caught {
            return match self.state.query_language {
                QueryLanguage::JsonPath => (
                    "Catch",
                    "without a `ResultPath`, the catcher puts the error in the input's place; `$.error`, say, would keep both"
                        .to_owned(),
                ),
                QueryLanguage::Jsonata => {
                    ("Catch", "the catcher's `Output`, or the error where it has none, is all that goes on".to_owned())
                }
            };
        }
        if self.state.query_language == QueryLanguage::Jsonata {
            let because = match &data.output {
                Some(_) => "`Output` says all that goes on",
                None => {
                    "without `Output`, the result is all that goes on; an `Output` of `{% $merge([$states.input, …]) %}` would keep it"
                }
            };
            return ("Output", because.to_owned());
        }
        let path = |field: &Option<asl::text::Spanned<PathField>>| match field.as_ref().map(|field| &field.value) {
            Some(PathField::Path(path)) if &**path != "$" => Some(path.to_string()),
            _ => None,
        };
        if let Some(path) = path(&data.output_path) {
            return ("OutputPath", format!("`OutputPath` lets only `{path}` through"));
        }
        if matches!(data.output_path.as_ref().map(|field| &field.value), Some(PathField::Null)) {
            return ("OutputPath", "`OutputPath` is null, which lets nothing through".to_owned());
        }
        let works = matches!(self.state.kind, StateKind::Task(_) | StateKind::Map(_) | StateKind::Parallel(_) | StateKind::Pass);
        let replaces = works && path(&data.result_path).is_none() && (data.result_path.is_none() || !self.discards());
        let has_result = !matches!(self.state.kind, StateKind::Pass) || data.result.is_some() || data.parameters.is_some();
        if replaces && has_result {
            let because = "without a `ResultPath`, the result takes the input's place; `$.result`, say, would keep both";
            return ("ResultPath", because.to_owned());
        }
        match path(&data.input_path) {
            Some(path) => ("InputPath", format!("`InputPath` takes only `{path}` of it")),
            None => ("", "what comes out is made anew".to_owned()),
        }
    }

    fn discards(&self) -> bool {
        matches!(self.state.data.result_path.as_ref().map(|field| &field.value), Some(PathField::Null))
    }
}
