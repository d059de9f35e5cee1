//! The report of a test run in JUnit's XML.

use std::fmt::Write;

use super::Suite;

/// The report in JUnit's XML. A test's time is the scenario's virtual time.
pub fn report(suites: &[Suite]) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    for Suite { name: suite, outcomes, .. } in suites {
        let failed = outcomes.iter().filter(|outcome| !outcome.complaints.is_empty()).count();
        // Writing to a string cannot fail.
        let _ = writeln!(xml, "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\">", escaped(suite), outcomes.len());
        for outcome in outcomes {
            let head = format!(
                "<testcase classname=\"{}\" name=\"{}\" time=\"{}\"",
                escaped(suite),
                escaped(&outcome.scenario),
                outcome.virtual_seconds
            );
            let _ = match outcome.complaints.as_slice() {
                [] => writeln!(xml, "    {head}/>"),
                complaints => writeln!(
                    xml,
                    "    {head}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>",
                    escaped(&complaints[0]),
                    escaped(&complaints.join("\n"))
                ),
            };
        }
        xml.push_str("  </testsuite>\n");
    }
    xml + "</testsuites>\n"
}

/// Text as XML allows it.
fn escaped(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text.chars().filter(allowed).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
