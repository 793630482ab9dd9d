//! Climbing the ladder with a run: the same schedule on the rung above or below.

use super::{AppState, Page, Sandbox, Session};
use crate::scene::neighbour_setup;
use crate::sim::transpose;
use std::rc::Rc;

impl AppState {
    /// Goes on with the same schedule on the rung above or below, in the sandbox. Undo brings back what was there.
    pub(super) fn climb(&mut self, is_above: bool) {
        let Some(session) = self.session() else { return };
        let (history, terms) = (&session.history, session.terms);
        let Some(there) = neighbour_setup(history.world().setup(), is_above) else { return };
        let session = Session::with_history(transpose(history, &there).history, terms);
        self.explore();
        if let Page::Sandbox(sandbox) = &mut self.page {
            sandbox.session.is_playing = false;
            let previous = Some(Rc::new(sandbox.clone()));
            *sandbox = Sandbox { previous, ..Sandbox::new(session, None) };
        }
    }
}
