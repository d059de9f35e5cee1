//! The backtracking machine: its choices are on an explicit stack, its steps are counted.

use super::compile::{Instruction, Program};
use super::{Exhausted, Match};

/// No position.
const NOWHERE: usize = usize::MAX;

pub(super) fn find(program: &Program, text: &[char], from: usize, steps: &mut u64) -> Result<Option<Match>, Exhausted> {
    let mut machine = Machine { program, text, registers: vec![NOWHERE; program.registers], undo: Vec::new(), steps };
    for start in from..=text.len() {
        machine.registers.fill(NOWHERE);
        machine.undo.clear();
        if let Some(end) = machine.run(0, start, 0)? {
            let group = |number: usize| {
                let (start, end) = (machine.registers[2 * number], machine.registers[2 * number + 1]);
                (start != NOWHERE && end != NOWHERE).then_some((start, end))
            };
            return Ok(Some(Match { start, end, groups: (1..=program.groups).map(group).collect() }));
        }
    }
    Ok(None)
}

struct Machine<'m> {
    program: &'m Program,
    text: &'m [char],
    registers: Vec<usize>,
    /// Registers as they were before they were changed, newest last.
    undo: Vec<(usize, usize)>,
    steps: &'m mut u64,
}

/// How deep lookarounds may nest within one another while running.
const LOOK_DEPTH: usize = 64;

impl Machine<'_> {
    fn save(&mut self, register: usize, value: usize) {
        self.undo.push((register, self.registers[register]));
        self.registers[register] = value;
    }

    fn rewind(&mut self, to: usize) {
        while self.undo.len() > to {
            if let Some((register, value)) = self.undo.pop() {
                self.registers[register] = value;
            }
        }
    }

    /// Runs to `Matched`; gives the position there.
    fn run(&mut self, start: usize, position: usize, depth: usize) -> Result<Option<usize>, Exhausted> {
        let program = self.program;
        let mut choices: Vec<(usize, usize, usize)> = Vec::new();
        let (mut counter, mut position) = (start, position);
        loop {
            if *self.steps == 0 || depth > LOOK_DEPTH {
                *self.steps = 0;
                return Err(Exhausted);
            }
            *self.steps -= 1;
            let next = match &program.instructions[counter] {
                Instruction::Matched => return Ok(Some(position)),
                Instruction::Char { char, back } => {
                    let wanted = *char;
                    self.take(position, *back, |machine, found| found == wanted || machine.folds(found, wanted))
                }
                Instruction::Any { back } => {
                    self.take(position, *back, |_, found| !matches!(found, '\n' | '\r' | '\u{2028}' | '\u{2029}'))
                }
                Instruction::Class { negated, ranges, back } => {
                    self.take(position, *back, |machine, found| machine.in_class(ranges, found) != *negated)
                }
                Instruction::Start => self.at_start(position).then_some(position),
                Instruction::End => self.at_end(position).then_some(position),
                Instruction::WordBoundary { negated } => (self.at_word_boundary(position) != *negated).then_some(position),
                Instruction::BackReference { group, back } => self.back_reference(*group, position, *back),
                Instruction::Save(register) => {
                    self.save(*register, position);
                    Some(position)
                }
                Instruction::Forget { from, to } => {
                    for group in *from..=*to {
                        self.save(2 * group, NOWHERE);
                        self.save(2 * group + 1, NOWHERE);
                    }
                    Some(position)
                }
                Instruction::Split(first, second) => {
                    choices.push((*second, position, self.undo.len()));
                    counter = *first;
                    continue;
                }
                Instruction::Jump(target) => {
                    counter = *target;
                    continue;
                }
                Instruction::Progress(register) => (self.registers[*register] != position).then_some(position),
                Instruction::Look { negated, next } => {
                    let mark = self.undo.len();
                    let found = self.run(counter + 1, position, depth + 1)?.is_some();
                    if *negated || !found {
                        self.rewind(mark);
                    }
                    if found != *negated {
                        counter = *next;
                        continue;
                    }
                    None
                }
            };
            match next {
                Some(next) => {
                    position = next;
                    counter += 1;
                }
                None => {
                    let Some((target, at, mark)) = choices.pop() else { return Ok(None) };
                    self.rewind(mark);
                    (counter, position) = (target, at);
                }
            }
        }
    }

    fn take(&self, position: usize, back: bool, accept: impl Fn(&Self, char) -> bool) -> Option<usize> {
        let (at, next) = if back { (position.checked_sub(1)?, position.checked_sub(1)?) } else { (position, position + 1) };
        let found = *self.text.get(at)?;
        accept(self, found).then_some(next)
    }

    fn folds(&self, found: char, wanted: char) -> bool {
        self.program.ignore_case && canonical(found) == canonical(wanted)
    }

    fn in_class(&self, ranges: &[(char, char)], found: char) -> bool {
        let inside = |char: char| ranges.iter().any(|(low, high)| (*low..=*high).contains(&char));
        if inside(found) {
            return true;
        }
        if !self.program.ignore_case {
            return false;
        }
        let upper = canonical(found);
        let mut lower = upper.to_lowercase();
        inside(upper) || (lower.len() == 1 && lower.next().is_some_and(|lower| canonical(lower) == upper && inside(lower)))
    }

    fn at_start(&self, position: usize) -> bool {
        position == 0 || (self.program.multiline && is_line_end(self.text[position - 1]))
    }

    fn at_end(&self, position: usize) -> bool {
        position == self.text.len() || (self.program.multiline && is_line_end(self.text[position]))
    }

    fn at_word_boundary(&self, position: usize) -> bool {
        let is_word = |char: Option<&char>| char.is_some_and(|char| char.is_ascii_alphanumeric() || *char == '_');
        is_word(position.checked_sub(1).and_then(|before| self.text.get(before))) != is_word(self.text.get(position))
    }

    fn back_reference(&mut self, group: usize, position: usize, back: bool) -> Option<usize> {
        let (start, end) = (self.registers[2 * group], self.registers[2 * group + 1]);
        if start == NOWHERE || end == NOWHERE {
            return Some(position);
        }
        let length = end.checked_sub(start)?;
        let from = if back { position.checked_sub(length)? } else { position };
        let candidate = self.text.get(from..from + length)?;
        *self.steps = self.steps.saturating_sub(length as u64);
        let same = self.text[start..end].iter().zip(candidate).all(|(one, other)| one == other || self.folds(*one, *other));
        same.then_some(if back { from } else { position + length })
    }
}

fn is_line_end(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// ECMAScript's folding without the `u` flag: the upper case, if it is one character and not ASCII for what is not.
fn canonical(char: char) -> char {
    let mut upper = char.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) if char.is_ascii() || !upper.is_ascii() => upper,
        _ => char,
    }
}
