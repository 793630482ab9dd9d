//! How the region Space–time is set: what it shows, how wide a step is, which steps are in sight.

use super::AppState;
use crate::protocol::{NodeId, Role};
use crate::scene::{Metrics, Size, Stretch};
use std::rc::Rc;

/// How the region Space–time is set.
#[expect(clippy::struct_excessive_bools, reason = "each is a button of its own")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeView {
    /// Whether it is open, or only its title shows.
    pub is_open: bool,
    /// Which of its pages is shown.
    pub tab: TimeTab,
    /// How wide a step is: a place in [`TimeView::COLUMNS`].
    zoom: usize,
    /// Whether it keeps the moment that is looked at in sight.
    pub follows: bool,
    /// The first step in sight.
    pub first: usize,
    /// The size of the diagram's window.
    pub size: Size,
    /// Whether what is selected shows its menu here and not on the stage.
    pub has_menu: bool,
    /// Whether it is drawn for a hall.
    pub is_large: bool,
    /// Whether the schedule is tried on the rung above, or on the one below.
    pub looks_up: bool,
}

/// A page of the region Space–time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeTab {
    /// The diagram.
    #[default]
    Diagram,
    /// The steps in words.
    Log,
    /// The tree of runs.
    Runs,
    /// The construction's rules.
    Rules,
    /// The TLA+ specification; beside single-decree Paxos only.
    Spec,
    /// The same schedule on the rung above or below; on the ladder only.
    Ladder,
}

impl TimeTab {
    /// All pages, in the order of their tabs.
    pub const ALL: [TimeTab; 6] =
        [TimeTab::Diagram, TimeTab::Log, TimeTab::Runs, TimeTab::Rules, TimeTab::Spec, TimeTab::Ladder];

    /// The page's key in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            TimeTab::Diagram => "diagram",
            TimeTab::Log => "log",
            TimeTab::Runs => "runs",
            TimeTab::Rules => "rules",
            TimeTab::Spec => "spec",
            TimeTab::Ladder => "ladder",
        }
    }
}

impl Default for TimeView {
    fn default() -> Self {
        let size = Size { width: 780.0, height: 260.0 };
        TimeView {
            is_open: true,
            tab: TimeTab::Diagram,
            zoom: 4,
            follows: true,
            first: 0,
            size,
            has_menu: false,
            is_large: false,
            looks_up: true,
        }
    }
}

impl TimeView {
    /// The widths that a step can have, in CSS pixels.
    const COLUMNS: [f32; 8] = [4.0, 8.0, 13.0, 20.0, 30.0, 44.0, 64.0, 90.0];
    /// How many steps beyond those in sight are drawn, so that there is something to see while scrolling.
    const MARGIN: usize = 16;
    /// How many steps the log shows before and after the one that is looked at.
    const LOG_REACH: usize = 60;

    /// How wide a step is, in CSS pixels.
    pub fn column(&self) -> f32 {
        Self::COLUMNS[self.zoom] * if self.is_large { 2.0 } else { 1.0 }
    }

    /// Whether steps can be wider, or narrower.
    pub fn can_zoom(&self, is_in: bool) -> bool {
        if is_in { self.zoom + 1 < Self::COLUMNS.len() } else { self.zoom > 0 }
    }

    /// Wider or narrower steps, with the same one in the middle.
    pub(super) fn zoom(&mut self, is_in: bool) {
        if self.can_zoom(is_in) {
            let middle = self.first + self.in_sight() / 2;
            self.zoom = if is_in { self.zoom + 1 } else { self.zoom - 1 };
            self.first = middle.saturating_sub(self.in_sight() / 2);
        }
    }

    /// How many steps are in sight.
    fn in_sight(&self) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred")]
        let steps = (self.size.width / self.column()).max(4.0) as usize;
        steps
    }

    /// Turns the page when the moment that is looked at leaves it.
    pub(super) fn follow(&mut self, now: usize, length: usize) {
        let in_sight = self.in_sight();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred")]
        let behind = (Metrics::RIGHT / self.column()) as usize;
        let is_out =
            now < self.first || now + in_sight.div_ceil(8) + behind.min(in_sight / 4) > self.first + in_sight;
        if self.follows && is_out {
            self.first = if length < in_sight * 3 / 4 { 0 } else { now.saturating_sub(in_sight * 2 / 5) };
        }
    }

    /// The steps that are drawn.
    pub fn stretch(&self) -> Stretch {
        let from = self.first.saturating_sub(Self::MARGIN);
        Stretch { from, to: self.first + self.in_sight() + Self::MARGIN }
    }

    /// The steps of the log around the moment that is looked at.
    pub fn log_stretch(now: usize) -> Stretch {
        Stretch { from: now.saturating_sub(Self::LOG_REACH), to: now + Self::LOG_REACH }
    }
}

/// A change to how the region Space–time is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TimeChange {
    /// Open it, or fold it away.
    Toggle,
    /// Show this page of it.
    Show(TimeTab),
    /// Try the schedule on the rung above, or below.
    LookUp(bool),
    /// Wider steps, or narrower.
    Zoom {
        /// Whether wider.
        is_in: bool,
    },
    /// Keep the moment that is looked at in sight, or don't.
    Follow,
    /// A person has scrolled to this step.
    Look(usize),
    /// The diagram's window has this size now.
    Resize(Size),
    /// Change the lanes.
    Lane(NodeId, LaneChange),
    /// Hide all nodes of a role, or show them again.
    Group(Role),
}

/// A change to a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneChange {
    /// One place up.
    Up,
    /// One place down.
    Down,
    /// Hide it, or show it again.
    Toggle,
}

impl AppState {
    /// Changes how the region Space–time is set.
    pub(super) fn change_time(&mut self, change: TimeChange) {
        match change {
            TimeChange::Toggle => self.time.is_open = !self.time.is_open,
            TimeChange::Show(tab) => self.time.tab = tab,
            TimeChange::LookUp(looks_up) => self.time.looks_up = looks_up,
            TimeChange::Zoom { is_in } => self.time.zoom(is_in),
            TimeChange::Follow => self.time.follows = !self.time.follows,
            TimeChange::Resize(size) => self.time.size = size,
            TimeChange::Look(first) => {
                self.time.first = first;
                self.time.follows = false;
            }
            TimeChange::Group(role) => {
                let Some(session) = self.session_mut() else { return };
                let setup = Rc::clone(session.history.world().setup());
                session.lanes.toggle_group(&setup, role);
            }
            TimeChange::Lane(node, change) => {
                let Some(session) = self.session_mut() else { return };
                let setup = Rc::clone(session.history.world().setup());
                match change {
                    LaneChange::Up | LaneChange::Down => {
                        session.lanes.shift(&setup, node, change == LaneChange::Up);
                    }
                    LaneChange::Toggle => session.lanes.toggle(&setup, node),
                }
            }
        }
    }

    /// After anything has happened: the diagram follows.
    pub(super) fn follow_time(&mut self) {
        if let Some(session) = self.session() {
            let (now, length) = (session.history.position(), session.history.line().len() - 1);
            self.time.follow(now, length);
        }
    }
}
