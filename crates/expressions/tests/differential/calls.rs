//! Random calls: of the library, of functions made there, of patterns, and chains of them.

use std::fmt::Write;

use value::Value;

use super::Writer;
use crate::data::TEXTS;

/// The functions that are called with any arguments, with how many.
const FUNCTIONS: [(&str, usize); 84] = [
    ("sum", 1),
    ("count", 1),
    ("max", 1),
    ("min", 1),
    ("average", 1),
    ("string", 1),
    ("length", 1),
    ("uppercase", 1),
    ("lowercase", 1),
    ("trim", 1),
    ("number", 1),
    ("abs", 1),
    ("floor", 1),
    ("ceil", 1),
    ("round", 1),
    ("sqrt", 1),
    ("boolean", 1),
    ("not", 1),
    ("exists", 1),
    ("keys", 1),
    ("spread", 1),
    ("merge", 1),
    ("reverse", 1),
    ("distinct", 1),
    ("type", 1),
    ("sort", 1),
    ("toMillis", 1),
    ("base64encode", 1),
    ("encodeUrlComponent", 1),
    ("substring", 2),
    ("substringBefore", 2),
    ("substringAfter", 2),
    ("contains", 2),
    ("split", 2),
    ("join", 2),
    ("append", 2),
    ("lookup", 2),
    ("power", 2),
    ("round", 2),
    ("pad", 2),
    ("zip", 2),
    ("formatBase", 2),
    ("string", 2),
    ("substring", 3),
    ("replace", 3),
    ("pad", 3),
    ("split", 3),
    ("formatNumber", 2),
    ("fromMillis", 1),
    ("base64decode", 1),
    ("decodeUrlComponent", 1),
    ("decodeUrl", 1),
    ("encodeUrl", 1),
    ("number", 1),
    ("sort", 1),
    ("single", 1),
    ("error", 1),
    ("assert", 2),
    ("assert", 1),
    ("zip", 3),
    ("zip", 1),
    ("lookup", 2),
    ("parseInteger", 2),
    ("formatInteger", 2),
    ("formatBase", 2),
    ("toMillis", 1),
    ("fromMillis", 2),
    ("fromMillis", 3),
    ("spread", 1),
    ("distinct", 1),
    ("exists", 1),
    ("boolean", 1),
    ("type", 1),
    ("merge", 1),
    ("keys", 1),
    ("average", 1),
    ("count", 1),
    ("replace", 4),
    ("substringBefore", 2),
    ("trim", 1),
    ("string", 1),
    ("power", 2),
    ("sqrt", 1),
    ("round", 2),
];

impl Writer<'_> {
    pub(super) fn function(&mut self, depth: usize) {
        let (name, count) = FUNCTIONS[self.chance.below(FUNCTIONS.len())];
        let _ = write!(self.text, "${name}(");
        let count = if self.chance.below(12) == 0 { count.saturating_sub(1) } else { count };
        for position in 0..count {
            if position > 0 {
                self.put(", ");
            }
            match (name, position) {
                ("formatNumber", 1) => self.put("'#,##0.00'"),
                ("formatBase", 1) => self.put("16"),
                ("formatInteger" | "parseInteger", 1) => {
                    let picture = self.chance.pick(&["'0'", "'w'", "'I'", "'#,##0'", "'Ww;o'", "'A'"]);
                    self.put(picture);
                }
                ("fromMillis", 1) => self.put("'[Y0001]-[M01]-[D01] [h#1]:[m01] [PN] [FNn] [W] [X]'"),
                ("fromMillis", 2) => self.put("'+0130'"),
                ("replace" | "substring" | "pad", 2 | 3) if self.chance.below(2) == 0 => {
                    let small = self.chance.pick(&["0", "1", "2", "-1", "'x'", "'$0'", "''"]);
                    self.put(small);
                }
                ("sum" | "max" | "min" | "average" | "join", 0) if self.chance.below(2) == 0 => {
                    self.put("[");
                    self.literal();
                    self.put(", ");
                    self.literal();
                    self.put("]");
                }
                _ if self.chance.below(3) == 0 => self.literal(),
                _ => self.any(depth - 1),
            }
        }
        self.put(")");
    }

    pub(super) fn higher_order(&mut self, depth: usize) {
        let function = self.chance.pick(&["$map", "$filter", "$reduce", "$each", "$sift", "$single", "$sort"]);
        self.put(function);
        self.put("(");
        self.any(depth - 1);
        if self.chance.below(5) == 0 {
            // A function that is there, or made of another.
            let given = self.chance.pick(&[
                "$string",
                "$uppercase",
                "$sum",
                "$append",
                "$boolean",
                "$count",
                "$exists",
                "$type",
                "$not",
                "$max",
                "$string ~> $length",
                "$lookup(?, 'a')",
                "$keys",
            ]);
            self.put(", ");
            self.put(given);
            return self.put(")");
        }
        self.put(", function(");
        let fewest = if matches!(function, "$reduce" | "$sort") { 2 } else { 1 };
        let count = fewest + self.chance.below(3 - fewest + 1);
        let known = self.variables.len();
        for position in 0..count {
            let name = format!("$p{}", known + position);
            if position > 0 {
                self.put(", ");
            }
            self.put(&name);
            self.variables.push(name);
        }
        self.put("){");
        self.any(depth - 1);
        self.put("}");
        self.variables.truncate(known);
        self.put(")");
    }

    pub(super) fn chain(&mut self, depth: usize) {
        self.any(depth - 1);
        self.put(" ~> ");
        let stage = self.chance.pick(&[
            "$distinct ~> $count",
            "$filter(function($v, $i){$i > 0})",
            "$join(', ')",
            "$split('')[0]",
            "$sort(function($l, $r){$string($l) > $string($r)})",
            "$reduce(function($l, $r){$string($l) & $string($r)})",
            "$each(function($v, $k){$k})",
            "$sift(function($v){$exists($v)})",
            "$merge",
            "$spread",
            "$single(function($v, $i){$i = 0})",
            "$zip([1, 2])",
            "$string ~> $length ~> $sqrt",
            "/[a-z]+/",
            "$boolean",
            "$reverse()",
            "$count",
            "$string",
            "$sum()",
            "$keys",
            "$uppercase()",
            "$substring(0, 2)",
            "$append(1)",
            "$map($string)",
            "$type",
        ]);
        self.put(stage);
    }

    /// A function in a variable, partly applied or composed, then applied.
    pub(super) fn applied(&mut self, depth: usize) {
        const MAKERS: [&str; 9] = [
            "$spread(?)",
            "function($a, $b){[$b, $a]}(?, 1)",
            "$append(?, 2)",
            "$string ~> $uppercase",
            "function($a)<x-:x>{$a}",
            "function($a, $b)<s-n?:s>{$a & $b}",
            "function($a)<a<n>:n>{$sum($a)}",
            "$lookup(?, 'a')",
            "|$|{'z': 1}|",
        ];
        let maker = self.chance.pick(&MAKERS);
        let _ = write!(self.text, "($g := {maker}; ");
        match self.chance.below(3) {
            0 => {
                self.any(depth - 1);
                self.put(" ~> $g");
            }
            1 => {
                self.put("$g(");
                self.any(depth - 1);
                if self.chance.below(2) == 0 {
                    self.put(", ");
                    self.leaf();
                }
                self.put(")");
            }
            _ => {
                self.put("$map(");
                self.any(depth - 1);
                self.put(", $g)");
            }
        }
        self.put(")");
    }

    /// The inside of a regular expression.
    fn regex(&mut self, depth: usize) {
        const ATOMS: [&str; 22] = [
            "a", "b", "l+", "o?", "\\d", "\\w+", "\\s*", "[a-c]", "[^a-c]", ".", ".*?", "\\b", "x*", "[A-Z]", "^", "$", "e{1,2}",
            "l{2}", ",", "\\.", "\\u0061", "[\\d.]+",
        ];
        for _ in 0..1 + self.chance.below(3) {
            match self.chance.below(if depth == 0 { 6 } else { 9 }) {
                0..=5 => {
                    let atom = self.chance.pick(&ATOMS);
                    self.put(atom);
                }
                6 => {
                    let open = self.chance.pick(&["(", "(?:", "(?=", "(?!", "(?<=", "(?<!"]);
                    self.put(open);
                    self.regex(depth - 1);
                    self.put(")");
                    // What looks ahead or behind is not repeated.
                    if open.len() < 3 || open == "(?:" {
                        let times = self.chance.pick(&["", "+", "?", "*", "{0,2}"]);
                        self.put(times);
                    }
                }
                7 => {
                    self.put("(");
                    self.regex(depth - 1);
                    self.put("|");
                    self.regex(depth - 1);
                    self.put(")");
                }
                _ => self.put("(a)?\\1"),
            }
        }
    }

    pub(super) fn pattern(&mut self, depth: usize) {
        const CALLS: [(&str, &str); 14] = [
            ("$match(", ")"),
            ("$contains(", ")"),
            ("$split(", ")"),
            ("$split(", ", 2)"),
            ("$match(", ", 1)"),
            ("$replace(", ", '')"),
            ("$replace(", ", '$2<$1>$0')"),
            ("$replace(", ", '[$$$1$12]', 2)"),
            ("$replace(", ", function($m){ $uppercase($m.match) })"),
            ("$replace(", ", function($m){ $string($m.index) & $join($m.groups, '+') })"),
            ("$match(", ").groups"),
            ("$match(", ")[0].index"),
            ("$count($match(", "))"),
            ("$split(", ")[-1]"),
        ];
        let (start, end) = CALLS[self.chance.below(CALLS.len())];
        self.put(start);
        if self.chance.below(3) == 0 {
            self.any(depth - 1);
        } else {
            let text = TEXTS[self.chance.below(TEXTS.len())];
            self.put(&Value::from(text).to_json());
        }
        self.put(", /");
        self.regex(2);
        let flags = self.chance.pick(&["/", "/", "/i", "/m"]);
        self.put(flags);
        self.put(end);
    }
}
