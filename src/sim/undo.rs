//! What undo takes back: where the cursor was, and what was changed in the tree itself.

use super::MomentId;
use std::rc::Rc;

/// An action that can be taken back.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Where the cursor was before it.
    pub cursor: MomentId,
    /// What takes it back, if it was more than a move of the cursor.
    pub change: Option<Rc<Change>>,
}

/// A change of the tree itself. Applying one gives the change that takes it back.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// The branch that begins with this moment is deleted.
    Hide(MomentId),
    /// It is there again, at this place among its siblings.
    Show(MomentId, usize),
    /// A moment has this name, or none.
    Name(MomentId, Option<Rc<str>>),
}

/// The actions that can be taken back, and those that were.
#[derive(Clone, Debug, Default)]
pub(super) struct Actions {
    /// What undo takes back, the last action at the end.
    pub undo: Vec<Entry>,
    /// What redo brings back, the last undo at the end.
    pub redo: Vec<Entry>,
}

impl Actions {
    /// Notes an action. Moves of the cursor from one place are one action, until something else has happened there.
    pub fn note(&mut self, cursor: MomentId, change: Option<Change>) {
        let is_same = |last: &Entry| last.change.is_none() && last.cursor == cursor;
        if change.is_some() || !self.undo.last().is_some_and(is_same) {
            self.undo.push(Entry { cursor, change: change.map(Rc::new) });
        }
        self.redo.clear();
    }
}
