fn main() {
    let (mut edits, mut refused, mut bad) = (0, 0, 0);
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let report = asl::laws::check(&text, true);
        edits += report.edits;
        refused += report.refused;
        if !report.violations.is_empty() {
            bad += 1;
            println!("{path}: {:?}", &report.violations[..report.violations.len().min(4)]);
        }
    }
    println!("{edits} edits, {refused} refused, {bad} bad files");
}
