//! Scenarios from a table: a row is a scenario, a column a member of its input. CSV, JSON lines, or an array of JSON.

use asl::text::Transaction;
use value::{Object, Value};

use super::Scenarios;

/// What a pasted table holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableView {
    /// How many scenarios it makes.
    pub count: usize,
    /// The columns that go into the input.
    pub columns: Vec<String>,
    /// The columns that go into the expectation.
    pub expected: Vec<String>,
    /// The first names.
    pub names: Vec<String>,
}

/// A row of a table: its name, its input and what it expects.
struct Row {
    name: Option<String>,
    input: Value,
    expect: Object,
}

/// Columns that name a scenario.
const NAMES: [&str; 2] = ["name", "scenario"];
/// What begins a column of the expectation.
const EXPECT: &str = "expect.";
/// So many rows are taken in at once.
const MOST_ROWS: usize = 1000;

impl TableView {
    /// What a table holds, or what is wrong with it.
    pub fn of(text: &str) -> Result<Self, String> {
        let rows = rows(text)?;
        let (mut columns, mut expected) = (Vec::new(), Vec::new());
        for row in &rows {
            let inputs = row.input.as_object().into_iter().flat_map(|input| input.keys().map(|key| key.to_string()));
            let expects = row.expect.keys().map(|key| key.to_string());
            for (list, name) in inputs.map(|name| (true, name)).chain(expects.map(|name| (false, name))) {
                let list = if list { &mut columns } else { &mut expected };
                if !list.contains(&name) {
                    list.push(name);
                }
            }
        }
        let names = rows.iter().take(3).enumerate().map(|(index, row)| name_of(row, index)).collect();
        Ok(Self { count: rows.len(), columns, expected, names })
    }
}

impl Scenarios {
    /// Adds a scenario for each row of a table; Tasks answer as in the chosen one. With how many there are.
    pub(crate) fn add_table(&self, text: &str) -> Result<(Transaction, usize), String> {
        let rows = rows(text)?;
        let mut edit = self.file.edit(format!("add {} scenarios from a table", rows.len()))?;
        for (index, row) in rows.iter().enumerate() {
            let mut scenario = Object::new();
            scenario.insert("name", name_of(row, index));
            if let Some(workflow_type) = self.member("type") {
                scenario.insert("type", workflow_type.clone());
            }
            scenario.insert("input", row.input.clone());
            for member in ["mocks", "services", "workflows"] {
                if let Some(value) = self.member(member) {
                    scenario.insert(member, value.clone());
                }
            }
            if !row.expect.is_empty() {
                scenario.insert("expect", row.expect.clone());
            }
            edit.insert_item(&["scenarios"], None, &Value::from(scenario).to_json_pretty());
        }
        Ok((edit.finish(), rows.len()))
    }
}

fn name_of(row: &Row, index: usize) -> String {
    row.name.clone().unwrap_or_else(|| format!("Row {}", index + 1))
}

fn rows(text: &str) -> Result<Vec<Row>, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let rows = match text.chars().next() {
        None => return Err("paste a table: a line of column names, then a line for each scenario".to_owned()),
        Some('[') => {
            let table = value::parse(text).map_err(|error| format!("not JSON yet: {error}"))?;
            json_rows(table.as_array().map_or(&[][..], |rows| rows))
        }
        Some('{') => {
            let parse = |(index, line): (usize, &str)| {
                value::parse(line).map_err(|error| format!("line {} is not JSON: {error}", index + 1))
            };
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            json_rows(&lines.map(parse).collect::<Result<Vec<_>, _>>()?)
        }
        Some(_) => csv_rows(text)?,
    };
    match rows.len() {
        0 => Err("the table has column names, but no row".to_owned()),
        count if count > MOST_ROWS => Err(format!("the table has {count} rows; at most {MOST_ROWS} are taken in at once")),
        _ => Ok(rows),
    }
}

fn json_rows(values: &[Value]) -> Vec<Row> {
    let row = |value: &Value| {
        let Some(members) = value.as_object() else {
            return Row { name: None, input: value.clone(), expect: Object::new() };
        };
        // Only a text beside an input of its own is a name: else it may well be data.
        let Some(input) = members.get("input") else {
            return Row { name: None, input: value.clone(), expect: Object::new() };
        };
        let name = members.get("name").and_then(Value::as_str).map(str::to_owned);
        let expect = members.get("expect").and_then(Value::as_object).map(|expect| (**expect).clone()).unwrap_or_default();
        Row { name, input: input.clone(), expect }
    };
    values.iter().map(row).collect()
}

fn csv_rows(text: &str) -> Result<Vec<Row>, String> {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: char| first.matches(separator).count();
    let separator = [',', ';', '\t'].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(',');
    let mut lines = csv_lines(text, separator)?.into_iter();
    let header = lines.next().unwrap_or_default();
    if let Some(empty) = header.iter().position(|name| name.trim().is_empty()) {
        return Err(format!("column {} has no name", empty + 1));
    }
    let row = |cells: Vec<String>| {
        let (mut name, mut input, mut expect) = (None, Value::from(Object::new()), Value::from(Object::new()));
        for (column, cell) in header.iter().map(|column| column.trim()).zip(cells) {
            if NAMES.contains(&column) {
                name = Some(cell).filter(|name| !name.is_empty());
            } else if let Some(member) = column.strip_prefix(EXPECT) {
                if !cell.is_empty() {
                    // A part of the output is what the others do not contradict.
                    let member = member.strip_prefix("output.").map_or(member.to_owned(), |rest| format!("outputMatches.{rest}"));
                    put(&mut expect, &member, cell_value(&cell));
                }
            } else if !cell.is_empty() {
                put(&mut input, column.strip_prefix("input.").unwrap_or(column), cell_value(&cell));
            }
        }
        let expect = expect.as_object().map(|expect| (**expect).clone()).unwrap_or_default();
        Row { name, input, expect }
    };
    Ok(lines.filter(|cells| cells.iter().any(|cell| !cell.is_empty())).map(row).collect())
}

/// A cell as JSON where it is some, else as text.
fn cell_value(cell: &str) -> Value {
    value::parse(cell).unwrap_or_else(|_| Value::from(cell))
}

/// Puts a value at a path of names, such as `order.total`; objects on the way are made.
fn put(value: &mut Value, path: &str, inner: Value) {
    let mut members = value.as_object().map(|members| (**members).clone()).unwrap_or_default();
    match path.split_once('.') {
        Some((name, rest)) => {
            let mut below = members.get(name).cloned().unwrap_or_else(|| Value::from(Object::new()));
            put(&mut below, rest, inner);
            members.insert(name, below);
        }
        None => drop(members.insert(path, inner)),
    }
    *value = Value::from(members);
}

/// The cells of each line. Cells in quotation marks may hold separators and line breaks; two marks are one.
fn csv_lines(text: &str, separator: char) -> Result<Vec<Vec<String>>, String> {
    let (mut lines, mut cells, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            '\r' if !quoted => {}
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell).trim().to_owned());
                lines.push(std::mem::take(&mut cells));
            }
            letter if letter == separator && !quoted => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            letter => cell.push(letter),
        }
    }
    if quoted {
        return Err(format!("a quotation mark in line {} is not closed", lines.len() + 1));
    }
    cells.push(cell.trim().to_owned());
    lines.push(cells);
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str) -> Value {
        let mut scenarios = Scenarios::read(r#"{"scenarios": [{"name": "one", "input": {}, "mocks": {"Pay": {"Return": 1}}}]}"#);
        let (change, count) = scenarios.add_table(text).expect("a table");
        let back = scenarios.apply(&change);
        let file = value::parse(scenarios.text()).expect("JSON");
        assert!(simulator::scenario::read_scenarios(scenarios.text()).is_ok(), "{}", scenarios.text());
        assert_eq!(scenarios.names().len(), count + 1);
        scenarios.apply(&back);
        assert_eq!(scenarios.names(), ["one"]);
        file
    }

    #[test]
    fn a_row_is_a_scenario_and_a_column_a_member_of_its_input() {
        let file = added(
            "name,order.id,order.total,note,expect.status,expect.output.ok\r\nsmall,a-1,12.5,\"hm, \"\"so\"\"\",SUCCEEDED,true\nlarge,a-2,9000,,FAILED,\n",
        );
        let at = |pointer: &str| file.pointer(pointer).map(Value::to_json);
        assert_eq!(at("/scenarios/1/name").as_deref(), Some("\"small\""));
        assert_eq!(at("/scenarios/1/input").as_deref(), Some(r#"{"order":{"id":"a-1","total":12.5},"note":"hm, \"so\""}"#));
        assert_eq!(at("/scenarios/1/expect").as_deref(), Some(r#"{"status":"SUCCEEDED","outputMatches":{"ok":true}}"#));
        assert_eq!(at("/scenarios/2/expect").as_deref(), Some(r#"{"status":"FAILED"}"#));
        assert_eq!(at("/scenarios/2/mocks").as_deref(), Some(r#"{"Pay":{"Return":1}}"#));
    }

    #[test]
    fn lines_and_arrays_of_json_are_tables_too() {
        for text in ["{\"n\": 1}\n\n{\"n\": 2}\n", r#"[{"n": 1}, {"input": {"n": 2}, "name": "Row 2"}]"#, "n;m\n1;\n2;"] {
            let file = added(text);
            for (index, n) in [(1, 1), (2, 2)] {
                assert_eq!(file.pointer(&format!("/scenarios/{index}/input/n")), Some(&Value::from(n)), "{text}");
                assert_eq!(
                    file.pointer(&format!("/scenarios/{index}/name")),
                    Some(&Value::from(format!("Row {index}"))),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_table_says_what_to_mend() {
        for (text, expected) in [
            ("", "paste a table"),
            ("a,b", "no row"),
            ("a,,b\n1,2,3", "column 2 has no name"),
            ("a\n\"1", "not closed"),
            ("{\"a\": 1}\n{", "line 2 is not JSON"),
            ("[{]", "not JSON"),
        ] {
            let error = TableView::of(text).expect_err(text);
            assert!(error.contains(expected), "{text}: {error}");
        }
        assert_eq!(
            TableView::of("name,a,expect.status\nx,1,FAILED").map(|table| (table.count, table.columns, table.expected)),
            Ok((1, vec!["a".to_owned()], vec!["status".to_owned()]))
        );
    }
}
