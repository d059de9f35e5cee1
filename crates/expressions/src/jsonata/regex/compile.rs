//! Tree to program: a list of instructions for a backtracking machine.

use super::parser::{Pattern, Piece};

/// How many instructions one pattern may have; counted repeats are unrolled.
const INSTRUCTIONS: usize = 50_000;

#[derive(Clone, Debug)]
pub(super) enum Instruction {
    Char {
        char: char,
        back: bool,
    },
    Any {
        back: bool,
    },
    Class {
        negated: bool,
        ranges: Box<[(char, char)]>,
        back: bool,
    },
    Start,
    End,
    WordBoundary {
        negated: bool,
    },
    BackReference {
        group: usize,
        back: bool,
    },
    /// Remembers the position in a register.
    Save(usize),
    /// Forgets the groups of a repeated piece before it is tried again.
    Forget {
        from: usize,
        to: usize,
    },
    /// Tries the first, then the second.
    Split(usize, usize),
    Jump(usize),
    /// Fails when nothing was consumed since the register was saved.
    Progress(usize),
    /// Runs the instructions up to `Matched`, then goes on at `next` from where it began.
    Look {
        negated: bool,
        next: usize,
    },
    Matched,
}

#[derive(Debug)]
pub(super) struct Program {
    pub instructions: Vec<Instruction>,
    /// Two for each group (the whole match first), then the registers of loops.
    pub registers: usize,
    pub groups: usize,
    pub ignore_case: bool,
    pub multiline: bool,
}

pub(super) fn compile(pattern: &Pattern, ignore_case: bool, multiline: bool) -> Result<Program, String> {
    let mut compiler = Compiler { instructions: Vec::new(), registers: 2 * (pattern.groups + 1), back: false };
    compiler.piece(&pattern.piece)?;
    compiler.push(Instruction::Matched)?;
    Ok(Program {
        instructions: compiler.instructions,
        registers: compiler.registers,
        groups: pattern.groups,
        ignore_case,
        multiline,
    })
}

struct Compiler {
    instructions: Vec<Instruction>,
    registers: usize,
    /// Whether characters are taken backwards, inside a lookbehind.
    back: bool,
}

impl Compiler {
    fn push(&mut self, instruction: Instruction) -> Result<usize, String> {
        if self.instructions.len() >= INSTRUCTIONS {
            return Err("Regular expression too large".to_owned());
        }
        self.instructions.push(instruction);
        Ok(self.instructions.len() - 1)
    }

    fn next(&self) -> usize {
        self.instructions.len()
    }

    fn piece(&mut self, piece: &Piece) -> Result<(), String> {
        let back = self.back;
        match piece {
            Piece::Empty => {}
            Piece::Char(char) => {
                self.push(Instruction::Char { char: *char, back })?;
            }
            Piece::Any => {
                self.push(Instruction::Any { back })?;
            }
            Piece::Class { negated, ranges } => {
                self.push(Instruction::Class { negated: *negated, ranges: ranges.clone().into(), back })?;
            }
            Piece::Start => {
                self.push(Instruction::Start)?;
            }
            Piece::End => {
                self.push(Instruction::End)?;
            }
            Piece::WordBoundary { negated } => {
                self.push(Instruction::WordBoundary { negated: *negated })?;
            }
            Piece::BackReference(group) => {
                self.push(Instruction::BackReference { group: *group, back })?;
            }
            Piece::Capture(group, inner) => {
                let (first, second) = if back { (2 * group + 1, 2 * group) } else { (2 * group, 2 * group + 1) };
                self.push(Instruction::Save(first))?;
                self.piece(inner)?;
                self.push(Instruction::Save(second))?;
            }
            Piece::Sequence(pieces) => {
                for position in 0..pieces.len() {
                    let position = if back { pieces.len() - 1 - position } else { position };
                    self.piece(&pieces[position])?;
                }
            }
            Piece::Alternatives(alternatives) => self.alternatives(alternatives)?,
            Piece::Repeat { piece, least, most, lazy, captures } => self.repeat(piece, *least, *most, *lazy, *captures)?,
            Piece::Look { piece, behind, negated } => {
                let look = self.push(Instruction::Look { negated: *negated, next: 0 })?;
                self.back = *behind;
                self.piece(piece)?;
                self.back = back;
                self.push(Instruction::Matched)?;
                self.instructions[look] = Instruction::Look { negated: *negated, next: self.next() };
            }
        }
        Ok(())
    }

    fn alternatives(&mut self, alternatives: &[Piece]) -> Result<(), String> {
        let mut jumps = Vec::new();
        for (position, alternative) in alternatives.iter().enumerate() {
            if position + 1 == alternatives.len() {
                self.piece(alternative)?;
                break;
            }
            let split = self.push(Instruction::Jump(0))?;
            self.piece(alternative)?;
            jumps.push(self.push(Instruction::Jump(0))?);
            self.instructions[split] = Instruction::Split(split + 1, self.next());
        }
        for jump in jumps {
            self.instructions[jump] = Instruction::Jump(self.next());
        }
        Ok(())
    }

    fn repeat(
        &mut self,
        piece: &Piece,
        least: u32,
        most: Option<u32>,
        lazy: bool,
        captures: (usize, usize),
    ) -> Result<(), String> {
        let iteration = |compiler: &mut Self| -> Result<(), String> {
            if captures.1 > captures.0 {
                compiler.push(Instruction::Forget { from: captures.0 + 1, to: captures.1 })?;
            }
            compiler.piece(piece)
        };
        for _ in 0..least {
            iteration(self)?;
        }
        let split = |first: usize, second: usize| {
            if lazy { Instruction::Split(second, first) } else { Instruction::Split(first, second) }
        };
        match most {
            None => {
                let register = self.registers;
                self.registers += 1;
                let start = self.push(Instruction::Jump(0))?;
                self.push(Instruction::Save(register))?;
                iteration(self)?;
                self.push(Instruction::Progress(register))?;
                self.push(Instruction::Jump(start))?;
                self.instructions[start] = split(start + 1, self.next());
            }
            Some(most) => {
                let mut exits = Vec::new();
                for _ in least..most {
                    let register = self.registers;
                    self.registers += 1;
                    exits.push(self.push(Instruction::Jump(0))?);
                    self.push(Instruction::Save(register))?;
                    iteration(self)?;
                    self.push(Instruction::Progress(register))?;
                }
                for exit in exits {
                    self.instructions[exit] = split(exit + 1, self.next());
                }
            }
        }
        Ok(())
    }
}
