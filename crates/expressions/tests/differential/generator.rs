//! Random expressions, the same for the same seed.

mod calls;

use std::fmt::Write;

use value::Value;

use super::data::{Chance, KEYS, NUMBERS, TEXTS};

/// A random expression.
pub fn expression(chance: &mut Chance, depth: usize) -> String {
    Writer { chance, variables: Vec::new(), text: String::new() }.whole(depth)
}

struct Writer<'c> {
    chance: &'c mut Chance,
    variables: Vec<String>,
    text: String,
}

impl Writer<'_> {
    fn whole(mut self, depth: usize) -> String {
        self.any(depth);
        self.text
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn any(&mut self, depth: usize) {
        if depth == 0 {
            return self.leaf();
        }
        match self.chance.below(26) {
            0..=4 => self.path(depth),
            5 | 6 => self.binary(depth),
            7..=9 => self.function(depth),
            10 => self.higher_order(depth),
            11 => self.object(depth),
            12 => self.array(depth),
            13 => {
                self.put("(");
                self.any(depth - 1);
                self.put(" ? ");
                self.any(depth - 1);
                if self.chance.below(3) > 0 {
                    self.put(" : ");
                    self.any(depth - 1);
                }
                self.put(")");
            }
            14 => self.block(depth),
            15 => self.sort(depth),
            16 => self.group(depth),
            17 => self.chain(depth),
            18 => self.transform(depth),
            19 => self.joined(depth),
            20 => self.pattern(depth),
            21 | 22 => self.applied(depth),
            23 => self.steps(depth),
            _ => self.leaf(),
        }
    }

    fn leaf(&mut self) {
        match self.chance.below(12) {
            0 | 1 => self.literal(),
            2 => self.put("$"),
            3 => self.put("$$"),
            4 if !self.variables.is_empty() => {
                let name = self.variables[self.chance.below(self.variables.len())].clone();
                self.put(&name);
            }
            _ => self.name(),
        }
    }

    fn name(&mut self) {
        let name = self.chance.pick(&KEYS);
        self.put(name);
    }

    fn literal(&mut self) {
        let text = match self.chance.below(10) {
            0..=3 => value::Number::from_f64(NUMBERS[self.chance.below(NUMBERS.len())])
                .map_or("0".to_owned(), |number| number.to_string()),
            4..=6 => Value::from(TEXTS[self.chance.below(TEXTS.len())]).to_json(),
            7 => "true".to_owned(),
            8 => "false".to_owned(),
            _ => "null".to_owned(),
        };
        self.put(&text);
    }

    fn path(&mut self, depth: usize) {
        match self.chance.below(8) {
            0 => self.put("$"),
            1 => self.put("$$"),
            2 if depth > 1 => {
                self.put("(");
                self.any(depth - 1);
                self.put(")");
            }
            3 => self.put("*"),
            4 if self.chance.below(3) == 0 => self.put("**"),
            _ => self.name(),
        }
        for _ in 0..self.chance.below(4) {
            self.put(".");
            match self.chance.below(12) {
                0 => self.put("*"),
                1 if depth > 1 => {
                    self.put("(");
                    self.any(depth - 1);
                    self.put(")");
                }
                2 if depth > 1 => self.array(depth - 1),
                3 if depth > 1 => self.object(depth - 1),
                4 => self.put("$"),
                5 if depth > 1 => self.function(depth - 1),
                _ => self.name(),
            }
            if self.chance.below(3) == 0 {
                self.predicate(depth);
            }
        }
        if self.chance.below(8) == 0 {
            self.put("[]");
        }
    }

    fn predicate(&mut self, depth: usize) {
        self.put("[");
        match self.chance.below(6) {
            0 | 1 => {
                let index = self.chance.pick(&["0", "1", "-1", "2", "[0,1]", "[0..1]"]);
                self.put(index);
            }
            2 => {
                self.name();
                let operator = self.chance.pick(&[" = ", " != ", " > ", " < "]);
                self.put(operator);
                self.literal();
            }
            _ => self.any(depth.saturating_sub(1)),
        }
        self.put("]");
    }

    fn binary(&mut self, depth: usize) {
        const OPERATORS: [&str; 15] =
            [" + ", " - ", " * ", " / ", " % ", " = ", " != ", " < ", " <= ", " > ", " >= ", " & ", " and ", " or ", " in "];
        self.put("(");
        self.any(depth - 1);
        let operator = self.chance.pick(&OPERATORS);
        self.put(operator);
        self.any(depth - 1);
        self.put(")");
    }

    fn object(&mut self, depth: usize) {
        self.put("{");
        for position in 0..self.chance.below(3) {
            if position > 0 {
                self.put(", ");
            }
            if self.chance.below(4) == 0 {
                self.any(depth - 1);
            } else {
                let _ = write!(self.text, "\"k{position}\"");
            }
            self.put(": ");
            self.any(depth - 1);
        }
        self.put("}");
    }

    fn array(&mut self, depth: usize) {
        self.put("[");
        for position in 0..self.chance.below(4) {
            if position > 0 {
                self.put(", ");
            }
            if self.chance.below(6) == 0 {
                self.put("1..3");
            } else {
                self.any(depth - 1);
            }
        }
        self.put("]");
    }

    fn block(&mut self, depth: usize) {
        let known = self.variables.len();
        let name = format!("$v{known}");
        let _ = write!(self.text, "({name} := ");
        self.any(depth - 1);
        self.put("; ");
        self.variables.push(name);
        self.any(depth - 1);
        self.variables.truncate(known);
        self.put(")");
    }

    fn sort(&mut self, depth: usize) {
        self.any(depth - 1);
        self.put("^(");
        let direction = self.chance.pick(&["", ">", "<"]);
        self.put(direction);
        self.leaf();
        if self.chance.below(3) == 0 {
            self.put(", ");
            self.leaf();
        }
        self.put(")");
    }

    fn group(&mut self, depth: usize) {
        self.name();
        self.put("{");
        self.any(depth - 1);
        self.put(": ");
        self.any(depth - 1);
        self.put("}");
    }

    fn transform(&mut self, depth: usize) {
        self.any(depth - 1);
        self.put(" ~> |");
        self.path(1);
        self.put("|{\"k\": ");
        self.leaf();
        self.put("}");
        if self.chance.below(2) == 0 {
            self.put(", [\"a\"]");
        }
        self.put("|");
    }

    fn joined(&mut self, depth: usize) {
        match self.chance.below(3) {
            0 => {
                self.name();
                self.put(".");
                self.name();
                self.put(".{\"n\": ");
                self.leaf();
                self.put(", \"p\": %.");
                self.name();
                self.put("}");
            }
            1 => {
                self.name();
                self.put("@$j.");
                self.name();
                self.put(".[$j, $]");
            }
            _ => {
                self.name();
                self.put("#$i.{\"i\": $i, \"v\": ");
                self.any(depth - 1);
                self.put("}");
            }
        }
    }

    /// Steps that bind, look up and sort in all orders.
    fn steps(&mut self, depth: usize) {
        self.name();
        for number in 0..1 + self.chance.below(3) {
            match self.chance.below(7) {
                0 => {
                    let _ = write!(self.text, "@$f{number}");
                    self.variables.push(format!("$f{number}"));
                }
                1 => {
                    let _ = write!(self.text, "#$n{number}");
                    self.variables.push(format!("$n{number}"));
                }
                2 => self.predicate(depth),
                3 => {
                    self.put("^(");
                    self.leaf();
                    self.put(")");
                }
                4 => {
                    self.put(".%");
                }
                _ => {}
            }
            self.put(".");
            match self.chance.below(5) {
                0 => {
                    self.put("{\"p\": %.");
                    self.name();
                    self.put(", \"v\": ");
                    self.leaf();
                    self.put("}");
                }
                1 => self.put("%"),
                2 => self.put("*"),
                _ => self.name(),
            }
        }
        self.variables.clear();
    }
}
