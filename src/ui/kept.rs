//! What a view remembers from one drawing to the next. For Yew all of it is of one type, as work is (`work.rs`).

use std::any::Any;
use std::ops::Deref;
use std::rc::Rc;
use yew::prelude::*;

type Held = Rc<dyn Any>;

/// Something that a view remembers, as it was when the view was drawn.
pub struct Kept<T> {
    state: UseStateHandle<Held>,
    value: Rc<T>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Kept { state: self.state.clone(), value: Rc::clone(&self.value) }
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: 'static> Kept<T> {
    /// Remembers something else, and draws the view anew.
    pub fn set(&self, value: T) {
        self.state.set(Rc::new(value));
    }
}

/// Remembers this until something else is set.
#[hook]
pub fn use_kept<T: 'static, F: FnOnce() -> T>(first: F) -> Kept<T> {
    let first: Box<dyn FnOnce() -> Held + '_> = Box::new(move || Rc::new(first()));
    let state = use_state(first);
    let value = Rc::clone(&*state).downcast().expect("each place has one type");
    Kept { state, value }
}
