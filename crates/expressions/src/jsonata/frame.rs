//! Variables while an expression runs: frames by block and call, names by number.

use std::cell::RefCell;
use std::rc::Rc;

use super::item::Item;

/// A variable's name as a number that the expression's table gives.
pub(super) type Symbol = u32;

/// A frame that may be shared by closures.
pub(super) type Env = Rc<Frame>;

/// The variables of one block or call, and what is around it.
#[derive(Debug, Default)]
pub(super) struct Frame {
    bindings: RefCell<Vec<(Symbol, Item)>>,
    parent: Option<Env>,
}

impl Frame {
    pub fn within(parent: &Env) -> Env {
        Rc::new(Self { bindings: RefCell::new(Vec::new()), parent: Some(parent.clone()) })
    }

    pub fn with_bindings(parent: &Env, bindings: Vec<(Symbol, Item)>) -> Env {
        Rc::new(Self { bindings: RefCell::new(bindings), parent: Some(parent.clone()) })
    }

    /// The nearest variable of that name.
    pub fn lookup(&self, symbol: Symbol) -> Option<Item> {
        let mut frame = self;
        loop {
            if let Some((_, item)) = frame.bindings.borrow().iter().rev().find(|(name, _)| *name == symbol) {
                return Some(item.clone());
            }
            frame = frame.parent.as_deref()?;
        }
    }

    pub fn bind(&self, symbol: Symbol, item: Item) {
        let mut bindings = self.bindings.borrow_mut();
        match bindings.iter_mut().find(|(name, _)| *name == symbol) {
            Some(binding) => binding.1 = item,
            None => bindings.push((symbol, item)),
        }
    }

    /// Forgets all variables, which ends cycles of references through closures.
    pub fn clear(&self) {
        let bindings = std::mem::take(&mut *self.bindings.borrow_mut());
        drop(bindings);
    }
}

impl Drop for Frame {
    /// Long chains of frames end one by one, not one inside the other.
    fn drop(&mut self) {
        let mut next = self.parent.take();
        while let Some(frame) = next {
            next = match Rc::try_unwrap(frame) {
                Ok(mut frame) => frame.parent.take(),
                Err(_) => None,
            };
        }
    }
}
