//! The tree of runs: naming a moment, deleting a branch, choosing two to compare.

use super::{AppState, Page, Problem, Session};
use crate::sim::MomentId;

/// What can be done with the tree of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunsAction {
    /// Names a moment; an empty name takes its name away.
    Name(MomentId, String),
    /// Deletes the branch that begins with a moment.
    Delete(MomentId),
    /// Chooses a moment for comparison, or no longer. With two, both runs are shown side by side.
    Compare(MomentId),
}

impl AppState {
    /// Does something with the tree of runs.
    pub(super) fn change_runs(&mut self, action: &RunsAction) {
        let lessons_own = |head: MomentId, page: &Page| match page {
            Page::Lesson(page) => page.course.is_on_path(head),
            _ => false,
        };
        match action {
            RunsAction::Delete(MomentId(0)) => self.problem = Some(Problem::FirstBranch),
            RunsAction::Delete(head) if lessons_own(*head, &self.page) => {
                self.problem = Some(Problem::LessonBranch);
            }
            RunsAction::Delete(head) => self.moved(|session| {
                session.history.delete(*head);
            }),
            RunsAction::Name(moment, name) => {
                if let Some(session) = self.session_mut() {
                    session.history.set_name(*moment, name);
                }
            }
            RunsAction::Compare(moment) => {
                if let Some(session) = self.session_mut() {
                    session.choose_for_comparison(*moment);
                }
            }
        }
    }
}

impl Session {
    /// The two moments whose runs are compared, if two are chosen and neither is deleted.
    pub fn compared(&self) -> Option<(MomentId, MomentId)> {
        let is_there = |id: &&MomentId| !self.history.glance(**id).is_hidden;
        let chosen: Vec<MomentId> = self.chosen_runs.iter().filter(is_there).copied().collect();
        let [a, b] = chosen[..] else { return None };
        Some((a, b))
    }

    fn choose_for_comparison(&mut self, moment: MomentId) {
        let chosen = &mut self.chosen_runs;
        if let Some(index) = chosen.iter().position(|&known| known == moment) {
            chosen.remove(index);
        } else {
            // The third takes the place of the one that was chosen first.
            if chosen.len() == 2 {
                chosen.remove(0);
            }
            chosen.push(moment);
        }
    }
}
