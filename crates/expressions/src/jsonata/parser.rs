//! Tokens to a tree, by operator precedence. Never fails: what cannot be read becomes `Missing` with an error.

use std::ops::Range;
use std::sync::Arc;

use value::Value;

use super::error::Fault;
use super::lexer::{Lexer, Token, TokenKind};
use super::sign::Sign;
use super::signature::Signature;
use super::syntax::{Syntax, SyntaxKind, Term};
use crate::limits;

/// What a text says.
pub(super) struct Parsed {
    pub tree: Syntax,
    /// Everything that is wrong with it, in the order it was found.
    pub faults: Vec<Fault>,
    /// Every name that the expression itself gives to a variable or parameter, as often as it does.
    pub bound: Vec<Arc<str>>,
}

/// Reads a text; `extended` adds the operators `?:` and `??`.
pub(super) fn parse(text: &str, extended: bool) -> Parsed {
    let mut lexer = Lexer::new(text, extended);
    let first = lexer.next(false);
    let mut parser =
        Parser { text, lexer, token: first, previous_end: 0, faults: Vec::new(), late: Vec::new(), bound: Vec::new(), depth: 0 };
    parser.check_token();
    let tree = parser.expression(0);
    if parser.token.kind != TokenKind::End {
        let token = parser.token.clone();
        parser.fault(Fault::new("S0201").of(&token), &token);
    }
    if parser.faults.is_empty() {
        parser.faults.append(&mut parser.late);
    }
    // What follows a fault of depth was not read, so nothing can be said of it.
    if let Some(end) = parser.faults.iter().position(|fault| fault.code == "U1001") {
        parser.faults.truncate(end + 1);
    }
    Parsed { tree, faults: parser.faults, bound: parser.bound }
}

struct Parser<'t> {
    text: &'t str,
    lexer: Lexer<'t>,
    token: Token,
    previous_end: usize,
    faults: Vec<Fault>,
    /// An operand missing at the end: told only when nothing else is wrong, as a missing bracket says more.
    late: Vec<Fault>,
    bound: Vec<Arc<str>>,
    depth: usize,
}

fn binding_power(token: &Token) -> u8 {
    token.operator().map_or(0, Sign::power)
}

impl Parser<'_> {
    fn check_token(&mut self) {
        if !self.lexer.faults.is_empty() {
            self.faults.append(&mut self.lexer.faults);
        }
        if matches!(self.token.kind, TokenKind::Operator(Sign::Bang | Sign::Tilde)) {
            let token = self.token.clone();
            self.fault(Fault::new("S0204").of(&token), &token);
        }
    }

    /// Tells a fault of a token.
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

    fn is(&self, operator: Sign) -> bool {
        matches!(self.token.kind, TokenKind::Operator(sign) if sign == operator)
    }

    /// Takes the operator, or says that it is missing and stays.
    fn expect(&mut self, operator: Sign, infix: bool) {
        if self.is(operator) {
            self.advance(infix);
            return;
        }
        let token = self.token.clone();
        let code = if token.kind == TokenKind::End { "S0203" } else { "S0202" };
        self.fault(Fault::new(code).of(&token).value(operator.text()), &token);
    }

    fn eat(&mut self, operator: Sign) -> bool {
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

    fn expression(&mut self, right_power: u8) -> Syntax {
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
        let closes = self.token.operator().is_some_and(Sign::closes) || self.token.kind == TokenKind::End;
        if closes {
            let token = self.token.clone();
            if token.kind == TokenKind::End {
                self.late.push(Fault::new("S0207").at(token.range.end).spanning(token.range).token("(end)"));
            } else {
                self.fault(Fault::new("S0211").of(&token), &token);
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
                Sign::And | Sign::Or | Sign::In => SyntaxKind::Name(Arc::from(operator.text())),
                Sign::Minus => SyntaxKind::Negate(Box::new(self.expression(70))),
                Sign::Star => SyntaxKind::Wildcard,
                Sign::DoubleStar => SyntaxKind::Descendant,
                Sign::Percent => SyntaxKind::Parent,
                Sign::LeftParenthesis => self.block(),
                Sign::LeftBracket => self.array(),
                Sign::LeftBrace => SyntaxKind::Object(self.members()),
                Sign::Bar => self.transform(),
                _ => {
                    self.faults.push(Fault::new("S0211").at(end).spanning(start..end).token(operator.text()));
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
            Some(operator) => matches!(
                operator,
                Sign::LeftParenthesis | Sign::LeftBracket | Sign::LeftBrace | Sign::Minus | Sign::Star | Sign::DoubleStar
            ),
            None => self.token.kind != TokenKind::End,
        }
    }

    fn block(&mut self) -> SyntaxKind {
        let mut parts = Vec::new();
        while !self.is(Sign::RightParenthesis) && self.token.kind != TokenKind::End {
            parts.push(self.expression(0));
            if !self.eat(Sign::Semicolon) {
                break;
            }
        }
        self.expect(Sign::RightParenthesis, true);
        SyntaxKind::Block(parts)
    }

    fn array(&mut self) -> SyntaxKind {
        let mut items = Vec::new();
        if !self.is(Sign::RightBracket) {
            loop {
                let first = self.expression(0);
                items.push(if self.is(Sign::DoubleDot) {
                    let start = first.range.start;
                    let position = self.advance(false).range.end;
                    let last = self.expression(0);
                    self.node(SyntaxKind::Binary(Sign::DoubleDot, Box::new(first), Box::new(last)), position, start)
                } else {
                    first
                });
                if !self.eat(Sign::Comma) {
                    break;
                }
            }
        }
        self.expect(Sign::RightBracket, true);
        SyntaxKind::Array(items)
    }

    fn members(&mut self) -> Vec<(Syntax, Syntax)> {
        let mut members = Vec::new();
        if !self.is(Sign::RightBrace) {
            loop {
                let key = self.expression(0);
                self.expect(Sign::Colon, false);
                let value = self.expression(0);
                members.push((key, value));
                if !self.eat(Sign::Comma) {
                    break;
                }
            }
        }
        self.expect(Sign::RightBrace, true);
        members
    }

    fn transform(&mut self) -> SyntaxKind {
        let pattern = Box::new(self.expression(0));
        self.expect(Sign::Bar, false);
        let update = Box::new(self.expression(0));
        let delete = self.eat(Sign::Comma).then(|| Box::new(self.expression(0)));
        self.expect(Sign::Bar, false);
        SyntaxKind::Transform { pattern, update, delete }
    }

    /// What can follow an operand.
    fn continuation(&mut self, left: Syntax) -> Syntax {
        let start = left.range.start;
        let Some(operator) = self.token.operator() else { return left };
        let power = operator.power();
        let position = self.advance(false).range.end;
        let kind = match operator {
            Sign::LeftParenthesis => return self.call(left, position),
            Sign::LeftBracket => return self.predicate(left, position),
            Sign::LeftBrace => SyntaxKind::Group(Box::new(left), self.members()),
            Sign::Caret => SyntaxKind::OrderBy(Box::new(left), self.terms()),
            Sign::Question => {
                let then = self.expression(0);
                let otherwise = self.eat(Sign::Colon).then(|| Box::new(self.expression(0)));
                SyntaxKind::Condition(Box::new(left), Box::new(then), otherwise)
            }
            Sign::Default | Sign::Coalesce => SyntaxKind::Binary(operator, Box::new(left), Box::new(self.expression(0))),
            Sign::Bind => {
                let SyntaxKind::Variable(name) = &left.kind else {
                    let fault = Fault::new("S0212").at(left.position).spanning(left.range.clone());
                    self.faults.push(fault.token(self.text[left.range.clone()].to_owned()));
                    return self.expression(power - 1);
                };
                let name = name.clone();
                self.bound.push(name.clone());
                SyntaxKind::Bind(name, Box::new(self.expression(power - 1)))
            }
            Sign::At | Sign::Hash => {
                let right = self.expression(power);
                let SyntaxKind::Variable(name) = right.kind else {
                    let fault = Fault::new("S0214").at(right.position).spanning(right.range);
                    self.faults.push(fault.token(operator.text()));
                    return left;
                };
                self.bound.push(name.clone());
                match operator {
                    Sign::At => SyntaxKind::Focus(Box::new(left), name),
                    _ => SyntaxKind::Index(Box::new(left), name),
                }
            }
            _ => SyntaxKind::Binary(operator, Box::new(left), Box::new(self.expression(power))),
        };
        self.node(kind, position, start)
    }

    fn predicate(&mut self, mut left: Syntax, position: usize) -> Syntax {
        let start = left.range.start;
        if self.is(Sign::RightBracket) {
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
        self.expect(Sign::RightBracket, true);
        self.node(SyntaxKind::Predicate(Box::new(left), Box::new(filter)), position, start)
    }

    fn terms(&mut self) -> Vec<Term> {
        self.expect(Sign::LeftParenthesis, false);
        let mut terms = Vec::new();
        loop {
            let descending = !self.eat(Sign::Less) && self.eat(Sign::Greater);
            terms.push(Term { descending, expression: self.expression(0) });
            if !self.eat(Sign::Comma) {
                break;
            }
        }
        // As in the reference, a slash after an order-by begins a regular expression.
        self.expect(Sign::RightParenthesis, false);
        terms
    }

    fn call(&mut self, procedure: Syntax, position: usize) -> Syntax {
        let start = procedure.range.start;
        let mut arguments = Vec::new();
        let mut partial = false;
        if !self.is(Sign::RightParenthesis) {
            loop {
                if self.is(Sign::Question) {
                    partial = true;
                    let token = self.advance(true);
                    arguments.push(Syntax::new(SyntaxKind::Placeholder, token.range.end, token.range));
                } else {
                    arguments.push(self.expression(0));
                }
                if !self.eat(Sign::Comma) {
                    break;
                }
            }
        }
        self.expect(Sign::RightParenthesis, true);
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
        self.bound.extend(parameters.iter().cloned());
        let signature = if self.is(Sign::Less) { self.signature() } else { None };
        self.expect(Sign::LeftBrace, false);
        let body = Box::new(self.expression(0));
        self.expect(Sign::RightBrace, false);
        self.node(SyntaxKind::Lambda { parameters, signature, body }, position, start)
    }

    fn signature(&mut self) -> Option<Arc<Signature>> {
        let opening = self.token.range.clone();
        let mut text = "<".to_owned();
        let mut depth = 1;
        while depth > 0 && !self.is(Sign::LeftBrace) && self.token.kind != TokenKind::End {
            self.advance(false);
            match self.token.operator() {
                Some(Sign::Greater) => depth -= 1,
                Some(Sign::Less) => depth += 1,
                _ => {}
            }
            if self.token.kind != TokenKind::End {
                text.push_str(&self.token.text());
            }
        }
        self.expect(Sign::Greater, false);
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
