#![allow(missing_docs)]
use asl::lint::*;
fn main() {
    let mut args = std::env::args().skip(1);
    let mode = args.next().unwrap();
    if mode == "files" {
        let mut n = [0; 3];
        for path in args {
            let text = std::fs::read_to_string(&path).unwrap();
            let document = asl::document::Document::new(text);
            for d in lint(&document, Options::default()) {
                n[d.severity as usize] += 1;
                println!(
                    "{:?} {} {} {} | {} | {:?} | {}",
                    d.severity,
                    d.code,
                    d.location,
                    d.message,
                    d.help.unwrap_or_default(),
                    d.span.of(&document.text).chars().take(60).collect::<String>(),
                    path.rsplit('/').next().unwrap()
                );
            }
        }
        println!("TOTAL {n:?}");
    } else {
        let text = std::fs::read_to_string(args.next().unwrap()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut by: std::collections::BTreeMap<String, (usize, usize)> = Default::default();
        for case in json["cases"].as_array().unwrap() {
            if case["format"] == "yaml" {
                continue;
            }
            let text = case["definition"]
                .as_str()
                .map(str::to_owned)
                .unwrap_or_else(|| serde_json::to_string_pretty(&case["definition"]).unwrap());
            let express = case["type"] == "EXPRESS";
            let document = asl::document::Document::new(text);
            let found =
                lint(&document, Options { workflow_type: if express { WorkflowType::Express } else { WorkflowType::Standard } });
            let errors: Vec<_> = found.iter().filter(|d| d.severity == Severity::Error).collect();
            let Some(valid) = case["valid"].as_bool() else {
                println!("null valid {} {} {:?}", case["id"], case["expected"], errors.len());
                continue;
            };
            let source = case["source"].as_str().unwrap().split(" test").next().unwrap().to_owned();
            let e = by.entry(source).or_default();
            e.1 += 1;
            if valid == errors.is_empty() {
                e.0 += 1;
            } else {
                println!(
                    "{} valid={} expected={} got={:?}",
                    case["id"],
                    valid,
                    case["expected"],
                    errors.iter().map(|d| format!("{} {}", d.location, d.message)).collect::<Vec<_>>()
                );
            }
            if !valid && mode == "messages" {
                println!(
                    "   {} {} => {:?}",
                    case["id"],
                    case["expected"],
                    errors.iter().map(|d| format!("{} {} {}", d.code, d.location, d.message)).collect::<Vec<_>>()
                );
            }
        }
        println!("{by:#?}");
    }
}
