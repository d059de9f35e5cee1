//! Tokens to a tree, by operator precedence. Never fails: what cannot be read becomes `Missing` with an error.

use std::ops::Range;
use std::sync::Arc;

use value::Value;

use super::error::Fault;
use super::lexer::{Lexer, Token, TokenKind};
use super::signature::Signature;
use super::syntax::{Syntax, SyntaxKind, Term};
use crate::limits;

/// The tree of a text with everything that is wrong with it, in the order it was found.
pub(super) fn parse(text: &str, extended: bool) -> (Syntax, Vec<Fault>) {
    let mut lexer = Lexer::new(text, extended);
    let first = lexer.next(false);
    let mut parser = Parser { text, lexer, token: first, previous_end: 0, faults: Vec::new(), late: Vec::new(), depth: 0 };
    parser.check_token();
    let tree = parser.expression(0);
    if parser.token.kind != TokenKind::End {
        let token = parser.token.clone();
        parser.fault(Fault::new("S0201").token(token.text()), &token);
    }
    if parser.faults.is_empty() {
        parser.faults.append(&mut parser.late);
    }
    (tree, parser.faults)
}

struct Parser<'t> {
    text: &'t str,
    lexer: Lexer<'t>,
    token: Token,
    previous_end: usize,
    faults: Vec<Fault>,
    /// An operand missing at the end: told only when nothing else is wrong, as a missing bracket says more.
    late: Vec<Fault>,
    depth: usize,
}

fn binding_power(token: &Token) -> usize {
    match token.operator() {
        Some(".") => 75,
        Some("[" | "(" | "@" | "#") => 80,
        Some("{") => 70,
        Some("*" | "/" | "%") => 60,
        Some("+" | "-" | "&") => 50,
        Some("=" | "<" | ">" | "!=" | "<=" | ">=" | "~>" | "in" | "^" | "?:" | "??") => 40,
        Some("and") => 30,
        Some("or") => 25,
        Some("?") => 20,
        Some(":=") => 10,
        _ => 0,
    }
}

impl Parser<'_> {
    fn check_token(&mut self) {
        self.faults.append(&mut self.lexer.faults);
        if self.is("!") || self.is("~") {
            let token = self.token.clone();
            self.fault(Fault::new("S0204").token(token.text()), &token);
        }
    }

    fn fault(&mut self, fault: Fault, token: &Token) {
        self.faults.push(fault.at(token.range.end).spanning(token.range.clone()));
    }

    /// Moves to the next token; `infix` tells that an operand has just ended.
    fn advance(&mut self, infix: bool) -> Token {
        let next = self.lexer.next(infix);
        self.previous_end = self.token.range.end;
        let token = std::mem::replace(&mut self.token, next);
        self.check_token();
        token
    }

    fn is(&self, operator: &str) -> bool {
        self.token.operator() == Some(operator)
    }

    /// Takes the operator, or says that it is missing and stays.
    fn expect(&mut self, operator: &'static str, infix: bool) {
        if self.is(operator) {
            self.advance(infix);
            return;
        }
        let token = self.token.clone();
        let code = if token.kind == TokenKind::End { "S0203" } else { "S0202" };
        self.fault(Fault::new(code).token(token.text()).value(operator), &token);
    }

    fn eat(&mut self, operator: &str) -> bool {
        let found = self.is(operator);
        if found {
            self.advance(false);
        }
        found
    }

    fn node(&self, kind: SyntaxKind, position: usize, start: usize) -> Syntax {
        Syntax::new(kind, position, start..self.previous_end.max(start))
    }

    fn missing(&self, at: Range<usize>) -> Syntax {
        Syntax::new(SyntaxKind::Missing, at.end, at)
    }

    fn too_deep(&mut self) -> Syntax {
        let at = self.token.range.clone();
        self.faults.push(Fault::new("U1001").at(at.end).spanning(at.clone()).note("The expression nests too deeply"));
        // Nothing sensible can follow: the rest is not read.
        self.token = Token { kind: TokenKind::End, range: self.text.len()..self.text.len() };
        self.lexer = Lexer::new("", false);
        self.missing(at)
    }

    fn expression(&mut self, right_power: usize) -> Syntax {
        if self.depth >= limits::SYNTAX_DEPTH {
            return self.too_deep();
        }
        self.depth += 1;
        let mut left = self.operand();
        while right_power < binding_power(&self.token) {
            if left.height > limits::SYNTAX_HEIGHT {
                left = self.too_deep();
                break;
            }
            left = self.continuation(left);
        }
        self.depth -= 1;
        left
    }

    /// What can begin an expression.
    fn operand(&mut self) -> Syntax {
        let start = self.token.range.start;
        let closes =
            matches!(self.token.operator(), Some(")" | "]" | "}" | "," | ";" | ":")) || self.token.kind == TokenKind::End;
        if closes {
            let token = self.token.clone();
            if token.kind == TokenKind::End {
                self.late.push(Fault::new("S0207").at(token.range.end).spanning(token.range).token("(end)"));
            } else {
                self.fault(Fault::new("S0211").token(token.text()), &token);
            }
            return self.missing(start..start);
        }
        let token = self.advance(true);
        let end = token.range.end;
        let kind = match token.kind {
            TokenKind::Name(name) => SyntaxKind::Name(name),
            TokenKind::Variable(name) => SyntaxKind::Variable(name),
            TokenKind::Text(text) => SyntaxKind::Text(text),
            TokenKind::Number(number) => SyntaxKind::Number(number),
            TokenKind::True => SyntaxKind::Literal(Value::Bool(true)),
            TokenKind::False => SyntaxKind::Literal(Value::Bool(false)),
            TokenKind::Null => SyntaxKind::Literal(Value::Null),
            TokenKind::Regex(regex) => SyntaxKind::Regex(regex),
            TokenKind::Operator(operator) => match operator {
                "and" | "or" | "in" => SyntaxKind::Name(Arc::from(operator)),
                "-" => SyntaxKind::Negate(Box::new(self.expression(70))),
                "*" => SyntaxKind::Wildcard,
                "**" => SyntaxKind::Descendant,
                "%" => SyntaxKind::Parent,
                "(" => self.block(),
                "[" => self.array(),
                "{" => SyntaxKind::Object(self.members()),
                "|" => self.transform(),
                _ => {
                    self.faults.push(Fault::new("S0211").at(end).spanning(start..end).token(operator));
                    // What follows belongs to the misplaced operator.
                    if self.begins_operand() {
                        self.expression(70);
                    }
                    SyntaxKind::Missing
                }
            },
            TokenKind::End => SyntaxKind::Missing,
        };
        self.node(kind, end, start)
    }

    fn begins_operand(&self) -> bool {
        match self.token.operator() {
            Some(operator) => matches!(operator, "(" | "[" | "{" | "-" | "*" | "**"),
            None => self.token.kind != TokenKind::End,
        }
    }

    fn block(&mut self) -> SyntaxKind {
        let mut parts = Vec::new();
        while !self.is(")") && self.token.kind != TokenKind::End {
            parts.push(self.expression(0));
            if !self.eat(";") {
                break;
            }
        }
        self.expect(")", true);
        SyntaxKind::Block(parts)
    }

    fn array(&mut self) -> SyntaxKind {
        let mut items = Vec::new();
        if !self.is("]") {
            loop {
                let first = self.expression(0);
                items.push(if self.is("..") {
                    let start = first.range.start;
                    let position = self.advance(false).range.end;
                    let last = self.expression(0);
                    self.node(SyntaxKind::Binary("..", Box::new(first), Box::new(last)), position, start)
                } else {
                    first
                });
                if !self.eat(",") {
                    break;
                }
            }
        }
        self.expect("]", true);
        SyntaxKind::Array(items)
    }

    fn members(&mut self) -> Vec<(Syntax, Syntax)> {
        let mut members = Vec::new();
        if !self.is("}") {
            loop {
                let key = self.expression(0);
                self.expect(":", false);
                let value = self.expression(0);
                members.push((key, value));
                if !self.eat(",") {
                    break;
                }
            }
        }
        self.expect("}", true);
        members
    }

    fn transform(&mut self) -> SyntaxKind {
        let pattern = Box::new(self.expression(0));
        self.expect("|", false);
        let update = Box::new(self.expression(0));
        let delete = self.eat(",").then(|| Box::new(self.expression(0)));
        self.expect("|", false);
        SyntaxKind::Transform { pattern, update, delete }
    }

    /// What can follow an operand.
    fn continuation(&mut self, left: Syntax) -> Syntax {
        let start = left.range.start;
        let power = binding_power(&self.token);
        let token = self.advance(false);
        let position = token.range.end;
        let operator = token.operator().unwrap_or("");
        let kind = match operator {
            "(" => return self.call(left, position),
            "[" => return self.predicate(left, position),
            "{" => SyntaxKind::Group(Box::new(left), self.members()),
            "^" => SyntaxKind::OrderBy(Box::new(left), self.terms()),
            "?" => {
                let then = self.expression(0);
                let otherwise = self.eat(":").then(|| Box::new(self.expression(0)));
                SyntaxKind::Condition(Box::new(left), Box::new(then), otherwise)
            }
            "?:" | "??" => SyntaxKind::Binary(operator, Box::new(left), Box::new(self.expression(0))),
            ":=" => {
                let SyntaxKind::Variable(name) = &left.kind else {
                    let fault = Fault::new("S0212").at(left.position).spanning(left.range.clone());
                    self.faults.push(fault.token(self.text[left.range.clone()].to_owned()));
                    return self.expression(power - 1);
                };
                let name = name.clone();
                SyntaxKind::Bind(name, Box::new(self.expression(power - 1)))
            }
            "@" | "#" => {
                let right = self.expression(power);
                match right.kind {
                    SyntaxKind::Variable(name) if operator == "@" => SyntaxKind::Focus(Box::new(left), name),
                    SyntaxKind::Variable(name) => SyntaxKind::Index(Box::new(left), name),
                    _ => {
                        self.faults.push(Fault::new("S0214").at(right.position).spanning(right.range.clone()).token(operator));
                        return left;
                    }
                }
            }
            _ => SyntaxKind::Binary(operator, Box::new(left), Box::new(self.expression(power))),
        };
        self.node(kind, position, start)
    }

    fn predicate(&mut self, mut left: Syntax, position: usize) -> Syntax {
        let start = left.range.start;
        if self.is("]") {
            self.advance(false);
            let mut step = &mut left;
            while let SyntaxKind::Predicate(inner, _) = &mut step.kind {
                step = inner;
            }
            step.keep_array = true;
            left.range.end = self.previous_end;
            return left;
        }
        let filter = self.expression(0);
        self.expect("]", true);
        self.node(SyntaxKind::Predicate(Box::new(left), Box::new(filter)), position, start)
    }

    fn terms(&mut self) -> Vec<Term> {
        self.expect("(", false);
        let mut terms = Vec::new();
        loop {
            let descending = !self.eat("<") && self.eat(">");
            terms.push(Term { descending, expression: self.expression(0) });
            if !self.eat(",") {
                break;
            }
        }
        // As in the reference, a slash after an order-by begins a regular expression.
        self.expect(")", false);
        terms
    }

    fn call(&mut self, procedure: Syntax, position: usize) -> Syntax {
        let start = procedure.range.start;
        let mut arguments = Vec::new();
        let mut partial = false;
        if !self.is(")") {
            loop {
                if self.is("?") {
                    partial = true;
                    let token = self.advance(true);
                    arguments.push(Syntax::new(SyntaxKind::Placeholder, token.range.end, token.range));
                } else {
                    arguments.push(self.expression(0));
                }
                if !self.eat(",") {
                    break;
                }
            }
        }
        self.expect(")", true);
        if matches!(&procedure.kind, SyntaxKind::Name(name) if matches!(&**name, "function" | "λ")) {
            return self.lambda(arguments, position, start);
        }
        self.node(SyntaxKind::Call { procedure: Box::new(procedure), arguments, partial }, position, start)
    }

    fn lambda(&mut self, arguments: Vec<Syntax>, position: usize, start: usize) -> Syntax {
        let mut parameters = Vec::with_capacity(arguments.len());
        for (index, argument) in arguments.into_iter().enumerate() {
            match argument.kind {
                SyntaxKind::Variable(name) => parameters.push(name),
                _ => {
                    let fault = Fault::new("S0208").at(argument.position).value(index as i64 + 1);
                    self.faults.push(fault.token(self.text[argument.range.clone()].to_owned()).spanning(argument.range));
                }
            }
        }
        let signature = if self.is("<") { self.signature() } else { None };
        self.expect("{", false);
        let body = Box::new(self.expression(0));
        self.expect("}", false);
        self.node(SyntaxKind::Lambda { parameters, signature, body }, position, start)
    }

    fn signature(&mut self) -> Option<Arc<Signature>> {
        let opening = self.token.range.clone();
        let mut text = "<".to_owned();
        let mut depth = 1;
        while depth > 0 && !self.is("{") && self.token.kind != TokenKind::End {
            self.advance(false);
            match self.token.operator() {
                Some(">") => depth -= 1,
                Some("<") => depth += 1,
                _ => {}
            }
            if self.token.kind != TokenKind::End {
                text.push_str(&self.token.text());
            }
        }
        self.expect(">", false);
        match Signature::parse(&text) {
            Ok(signature) => Some(Arc::new(signature)),
            Err((code, offset)) => {
                let range = opening.start..self.previous_end.max(opening.end);
                self.faults.push(Fault::new(code).at(opening.end + offset).spanning(range));
                None
            }
        }
    }
}
