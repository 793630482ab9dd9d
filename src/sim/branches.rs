//! The tree of runs: names for moments, branches and how they end, deleting one and taking that back.
//!
//! A *branch* is a path from its fork to its leaf: it begins with a moment that is not the first to have followed
//! its parent, and goes on along the first followers. The first branch is the one from the start. Deleting a branch
//! takes its first moment off its parent's followers, and nothing else: every moment keeps its number, so undo only
//! has to put it back. Acting again as a deleted branch began starts a new branch; what was deleted returns by undo
//! alone.

use super::history::{History, MomentId};
use super::undo::Change;
use std::rc::Rc;

/// A branch of the tree of runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The first moment of its own; the start for the first branch.
    pub head: MomentId,
    /// The last moment.
    pub leaf: MomentId,
}

/// The longest name of a moment, in characters: a flag on the scrubber must still fit.
pub const NAME_LENGTH_MAX: usize = 40;

impl History {
    /// The name of a moment, if it has one.
    pub fn name(&self, id: MomentId) -> Option<&str> {
        self.place_of(id).ok().map(|at| &*self.names[at].1)
    }

    /// The moments that have names, with these, in the order in which they were first reached. Those of deleted
    /// branches are left out.
    pub fn names(&self) -> impl Iterator<Item = (MomentId, &str)> {
        self.names.iter().filter(|(id, _)| !self.glance(*id).is_hidden).map(|(id, name)| (*id, &**name))
    }

    /// Names a moment; an empty name takes its name away. Longer names than [`NAME_LENGTH_MAX`] are cut. Undo takes
    /// it back.
    pub fn set_name(&mut self, id: MomentId, name: &str) {
        let name: String = name.trim().chars().take(NAME_LENGTH_MAX).collect();
        let name: Option<Rc<str>> = (!name.is_empty()).then(|| Rc::from(name));
        if self.name(id) != name.as_deref() {
            let cursor = self.cursor();
            let inverse = self.apply(&Change::Name(id, name));
            self.actions.note(cursor, Some(inverse));
        }
    }

    /// Names a moment of a run that is read: nothing that undo would take back.
    pub(crate) fn load_name(&mut self, id: MomentId, name: &str) {
        self.apply(&Change::Name(id, Some(Rc::from(name))));
    }

    /// Deletes what begins with a moment: it, and all that follows it in any branch. The cursor, if it is among
    /// them, goes to where the branch left. The start stays, and what is deleted already: then false. Undo takes
    /// it back.
    pub fn delete(&mut self, head: MomentId) -> bool {
        if head == MomentId(0) || self.glance(head).is_hidden {
            return false;
        }
        let cursor = self.cursor();
        let inverse = self.apply(&Change::Hide(head));
        self.actions.note(cursor, Some(inverse));
        true
    }

    /// How many steps lie between the start and a moment.
    pub fn depth(&self, id: MomentId) -> usize {
        (self.moment(id).world.steps() - self.moment(MomentId(0)).world.steps()) as usize
    }

    /// Whether the line goes through a moment.
    pub fn is_on_line(&self, id: MomentId) -> bool {
        self.line().get(self.depth(id)) == Some(&id)
    }

    /// The first moment of the branch to which a moment belongs.
    pub fn head_of(&self, mut id: MomentId) -> MomentId {
        while let Some(parent) = self.moments.parent(id) {
            // Where nothing forks there is one follower only, and the moments themselves need not be touched.
            if self.glance(parent).forks && self.moment(parent).children[0] != id {
                break;
            }
            id = parent;
        }
        id
    }

    /// All branches, in the order in which their last moments were reached. Deleted ones are left out.
    pub fn branches(&self) -> impl Iterator<Item = Branch> {
        let leaves = self.moments.leaves();
        leaves.map(|leaf| Branch { head: self.head_of(leaf), leaf })
    }

    /// Where the name of a moment is, or would be.
    fn place_of(&self, id: MomentId) -> Result<usize, usize> {
        self.names.binary_search_by_key(&id, |(named, _)| *named)
    }

    /// Changes the tree, and returns what takes the change back.
    pub(super) fn apply(&mut self, change: &Change) -> Change {
        match change {
            Change::Hide(head) => {
                let index = self.moments.hide(*head);
                self.mend_line(self.moments.parent(*head).unwrap_or_default());
                Change::Show(*head, index)
            }
            Change::Show(head, index) => {
                self.moments.show(*head, *index);
                self.mend_line(self.moments.parent(*head).unwrap_or_default());
                Change::Hide(*head)
            }
            Change::Name(id, name) => {
                let before = self.name(*id).map(Rc::from);
                let place = self.place_of(*id);
                let names = Rc::make_mut(&mut self.names);
                match (place, name) {
                    (Ok(at), Some(name)) => names[at].1 = Rc::clone(name),
                    (Ok(at), None) => drop(names.remove(at)),
                    (Err(at), Some(name)) => names.insert(at, (*id, Rc::clone(name))),
                    (Err(_), None) => {}
                }
                Change::Name(*id, before)
            }
        }
    }
}
