//! How large a diagram is drawn, and where its steps and lanes are.

use crate::scene::Size;
use crate::scene::place::bounded;

/// How large steps and lanes are drawn, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// The width of a step.
    pub column: f32,
    /// The distance of lanes.
    pub pitch: f32,
    /// The room on the left of step 0, in which pictures write the names of lanes.
    pub left: f32,
    /// The room above the first lane.
    pub top: f32,
    /// How large words are; 1 is 10.5 px.
    pub unit: f32,
}

impl Metrics {
    /// The room above the first lane, where labels and the scale stand.
    pub const TOP: f32 = 44.0;
    /// The room below the last lane.
    pub const BOTTOM: f32 = 16.0;
    /// The room behind the last step, in which messages that are still on their way end.
    pub const RIGHT: f32 = 90.0;

    /// Metrics for a region of this size, with steps of this width.
    pub fn fitting(column: f32, size: Size, lanes: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "at most 17 lanes")]
        let count = lanes.max(1) as f32;
        let unit = bounded((size.width / 820.0).min(size.height / 220.0), 1.0, 2.0);
        let pitch = bounded((size.height - Self::TOP - Self::BOTTOM) / count, 22.0, 48.0 * unit);
        Metrics { column, pitch, left: 14.0, top: Self::TOP, unit }
    }

    /// Where a step is.
    pub fn x(&self, step: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^24 steps")]
        let step = step as f32;
        self.left + step * self.column
    }

    /// Where a lane is.
    pub fn y(&self, lane: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "at most 17 lanes")]
        let lane = lane as f32;
        self.top + (lane + 0.5) * self.pitch
    }

    /// The step nearest to a place.
    pub fn step_at(&self, x: f32) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative")]
        let step = ((x - self.left) / self.column).round().max(0.0) as usize;
        step
    }

    /// How much room a diagram of this many steps and lanes takes.
    pub fn size(&self, steps: usize, lanes: usize) -> Size {
        let height = self.y(lanes.max(1) - 1) + self.pitch / 2.0 + Self::BOTTOM;
        Size { width: self.x(steps) + Self::RIGHT, height }
    }
}
