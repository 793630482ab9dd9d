//! Presenting: what a hall sees of the page.

use super::{Action, AppState, Page, TimeTab, TimeView};
use crate::lesson::{Block, Item};

/// What a hall sees of the page.
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hall {
    /// Whether the page is presented: one or two regions large, the story in a line below.
    pub is_on: bool,
    /// Whether the page stands in a frame of another page: it is shown as to a hall, for good.
    pub is_framed: bool,
    /// What is large.
    pub view: HallView,
    /// Whether the screen is blank.
    pub is_blank: bool,
    /// What the pointer is.
    pub pointer: Pointer,
    /// Whether the page is being put on paper.
    pub is_on_paper: bool,
    /// How often the speaker's window has been asked for.
    pub speakers: u32,
}

/// What is large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HallView {
    /// The stage.
    #[default]
    Stage,
    /// The space–time diagram.
    Diagram,
    /// Both, one above the other.
    Both,
}

/// What the pointer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pointer {
    /// It acts on what it is at, as ever.
    #[default]
    Hand,
    /// It lights up a circle, and all else is dimmed.
    Spotlight,
    /// It draws on the picture, until the next step.
    Pen,
}

/// Something that a lecturer does with what the hall sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HallAction {
    /// Presents the page, or ends that.
    Present,
    /// Ends presenting: the browser has left the full screen.
    Leave,
    /// Shows something else large.
    NextView,
    /// Makes the screen blank, or shows it again.
    Blank,
    /// Takes this pointer, or puts it away.
    Point(Pointer),
    /// Opens the speaker's window. That is for the browser; nothing of ours changes but the count.
    Speaker,
    /// Nothing: a key that would harm is kept from the browser.
    Stay,
    /// The page stands in a frame of another page.
    Frame,
    /// The page is put on paper, or is back on the screen.
    Print(bool),
}

impl Hall {
    /// Whether the page is laid out for a hall.
    pub fn is_seen(self) -> bool {
        self.is_on || self.is_framed
    }

    /// Whether the stage is to be seen.
    pub fn has_stage(self) -> bool {
        self.view != HallView::Diagram
    }

    /// Whether the diagram is to be seen.
    pub fn has_diagram(self) -> bool {
        self.view != HallView::Stage
    }

    /// The key of what is large, in the catalogue and in style sheets.
    pub fn view_key(self) -> &'static str {
        match self.view {
            HallView::Stage => "stage",
            HallView::Diagram => "diagram",
            HallView::Both => "both",
        }
    }
}

impl AppState {
    /// Does something with what the hall sees.
    pub(super) fn present(&mut self, action: HallAction) {
        let hall = &mut self.hall;
        match action {
            HallAction::Present | HallAction::Leave => {
                hall.is_on = action == HallAction::Present && !hall.is_on;
                hall.is_blank = false;
                hall.pointer = Pointer::Hand;
                self.sheet = None;
            }
            HallAction::NextView => {
                hall.view = match hall.view {
                    HallView::Stage => HallView::Diagram,
                    HallView::Diagram => HallView::Both,
                    HallView::Both => HallView::Stage,
                };
            }
            HallAction::Blank => hall.is_blank = !hall.is_blank,
            HallAction::Point(pointer) => {
                hall.pointer = if hall.pointer == pointer { Pointer::Hand } else { pointer };
            }
            HallAction::Speaker => hall.speakers += 1,
            HallAction::Stay => {}
            HallAction::Frame => hall.is_framed = true,
            HallAction::Print(is_on_paper) => hall.is_on_paper = is_on_paper,
        }
        self.time.is_large = self.hall.is_seen();
    }

    /// How the region Space–time is set for whoever looks: a hall sees the diagram, whatever else was open.
    pub fn time_in_sight(&self) -> TimeView {
        let mut time = self.time;
        if self.hall.is_seen() {
            (time.is_open, time.tab) = (true, TimeTab::Diagram);
        }
        time
    }

    /// On a blank screen whoever steps shows the screen again, and no more: a hall that looked away has missed nothing.
    /// The answer is whether that was so.
    pub(super) fn shows_again(&mut self, action: &Action) -> bool {
        let moves = matches!(
            action,
            Action::Step | Action::Back | Action::Play | Action::First | Action::Last | Action::Close
        );
        let was_blank = self.hall.is_blank && moves;
        if was_blank {
            self.hall.is_blank = false;
        }
        was_blank
    }

    /// Closes what a lecturer has open, the pointer first, then presenting itself. The answer is whether anything was.
    pub(super) fn close_in_hall(&mut self) -> bool {
        if !self.hall.is_on {
            return false;
        }
        let action = match self.hall.pointer {
            Pointer::Hand => HallAction::Leave,
            pointer => HallAction::Point(pointer),
        };
        self.present(action);
        true
    }

    /// What the lesson tells at this moment: its last block of prose before the next step.
    pub fn narration(&self) -> Option<&Block> {
        let Page::Lesson(page) = &self.page else { return None };
        let told = page.visible().iter().rev().find_map(|item| match item {
            Item::Prose(block) => Some(block),
            _ => None,
        });
        let is_at_start = page.at().part == 0;
        told.or_else(|| page.course.lesson.intro.last().filter(|_| is_at_start)).filter(|_| page.is_on_path())
    }

    /// The question that the hall has before it, by its place in the part: the one that waits for an answer, or the one
    /// that the last step has answered.
    pub fn question_of_hall(&self) -> Option<usize> {
        let Page::Lesson(page) = &self.page else { return None };
        let items = page.visible();
        let last = items.iter().rposition(|item| matches!(item, Item::Ask(_)))?;
        let is_news = last + 1 == items.len() || page.is_undecided(last) || page.has_just_decided();
        (is_news && page.is_on_path()).then_some(last)
    }

    /// Counts hands for an answer, so many more or fewer.
    pub(super) fn count_hands(&mut self, item: usize, choice: usize, by: i16) {
        let Page::Lesson(page) = &mut self.page else { return };
        let place = (page.at().part, item, choice);
        let count = page.hands_for(item, choice).saturating_add_signed(by);
        page.hands.insert(place, count);
    }
}
