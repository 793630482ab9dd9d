//! Where message labels stand so that they can be read: on their own line, clear of cards and of each other.

/// A point on the stage, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

impl Point {
    /// The point on the way to another one; 0 is here, 1 is there.
    #[must_use]
    pub fn towards(self, other: Point, share: f32) -> Point {
        Point { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }
}

/// The number, or the bound that it is beyond; the upper one counts where the two cross. (The standard library's `clamp`
/// refuses such bounds, in a sentence for which it brings along the formatter of floats.)
pub fn bounded(value: f32, low: f32, high: f32) -> f32 {
    value.max(low).min(high)
}

/// A rectangle on the stage, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f32,
    /// The upper edge.
    pub y: f32,
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

impl Rect {
    /// A rectangle around a centre.
    pub fn around(centre: Point, width: f32, height: f32) -> Self {
        Rect { x: centre.x - width / 2.0, y: centre.y - height / 2.0, width, height }
    }

    /// The point in the middle.
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// The area that two rectangles share.
    pub fn overlap(&self, other: &Rect) -> f32 {
        let width = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let height = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        width.max(0.0) * height.max(0.0)
    }
}

/// A label that wants a place on its line.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Where its line begins.
    pub from: Point,
    /// Where its line ends.
    pub to: Point,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

/// The shares of the way that are tried, best first: towards the middle, a little before it, a little behind.
const SHARES: [f32; 17] =
    [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.46, 0.54, 0.38, 0.62, 0.3, 0.7, 0.22, 0.78, 0.18, 0.82];

/// Places labels in order. Older labels choose first, so that a new message does not push them about.
///
/// Each label takes the place on its line that covers least of what is there already; nearer the middle of the line
/// wins among equals.
pub fn place(wishes: &[Wish], obstacles: &[Rect]) -> Vec<Point> {
    let mut taken: Vec<Rect> = Vec::with_capacity(wishes.len());
    let mut places = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let mut best = (f32::INFINITY, wish.from);
        for share in SHARES {
            let centre = wish.from.towards(wish.to, share);
            let rect = Rect::around(centre, wish.width + 4.0, wish.height + 3.0);
            let on_labels: f32 = taken.iter().map(|other| rect.overlap(other)).sum();
            // A covered card hides more than a covered label does.
            let on_cards: f32 = obstacles.iter().map(|card| rect.overlap(card)).sum();
            let covered = on_labels + 4.0 * on_cards;
            if covered < best.0 {
                best = (covered, centre);
            }
            if covered <= 0.0 {
                break;
            }
        }
        taken.push(Rect::around(best.1, wish.width + 4.0, wish.height + 3.0));
        places.push(best.1);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(y: f32) -> Wish {
        Wish { from: Point { x: 0.0, y }, to: Point { x: 400.0, y }, width: 80.0, height: 20.0 }
    }

    #[test]
    fn a_single_label_stands_in_the_middle_of_its_line() {
        assert_eq!(place(&[line(0.0)], &[]), [Point { x: 200.0, y: 0.0 }]);
    }

    #[test]
    fn labels_of_one_line_do_not_cover_each_other() {
        let places = place(&[line(0.0), line(0.0)], &[]);
        assert!((places[0].x - places[1].x).abs() >= 80.0, "{places:?}");
    }

    #[test]
    fn a_newer_label_does_not_move_an_older_one() {
        let one = place(&[line(0.0), line(30.0)], &[]);
        let two = place(&[line(0.0), line(30.0), line(4.0)], &[]);
        assert_eq!(one[..], two[..2]);
    }
}
