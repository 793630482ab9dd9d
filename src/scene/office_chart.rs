//! The chart of the lesson about running for office again: how many ballots it takes until a command is decided.

use super::drawing::{Anchor, Ink, Shape};
use super::illustration::{Illustration, Pen};
use super::place::{Point, Rect};
use crate::text::{Arg, say};

/// The most ballots that count for each bar but the last, which counts more than the last of these.
pub const OFFICE_BOUNDS: [u32; 5] = [3, 4, 6, 9, 15];

/// Of a thousand seeds, how many needed so many ballots until the first command was decided: leaders that run again at
/// once, and leaders that ping. Three leaders, three acceptors, one client; messages take 1 to 12 steps. Measured, and held
/// by `tests/pmmc_office.rs`.
pub const OFFICE_COUNTS: [[u32; 6]; 2] = [[85, 162, 273, 227, 151, 102], [1000, 0, 0, 0, 0, 0]];

/// The chart.
pub fn office_chart() -> Illustration {
    const BASE: f32 = 116.0;
    const HEIGHT: f32 = 78.0;
    const PITCH: f32 = 48.0;
    let mut pen = Pen::default();
    let legend = [say("figure-office-at-once", &[]), say("figure-office-ping", &[])];
    for (series, (counts, words)) in OFFICE_COUNTS.iter().zip(legend).enumerate() {
        let (shift, x) = if series == 0 { (0.0, 8.0) } else { (19.0, 158.0) };
        let ink = || Ink::Promise(series);
        pen.add(Shape::Rect(Rect { x, y: 4.0, width: 12.0, height: 12.0 }, 2.0), ink());
        pen.text(Point { x: x + 18.0, y: 14.0 }, Anchor::Start, words, Ink::LaneName(Some(series)));
        let mut left = 10.0;
        for &count in counts {
            #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
            let height = HEIGHT * count as f32 / 1000.0;
            let bar = Rect { x: left + shift, y: BASE - height, width: 17.0, height };
            pen.add(Shape::Rect(bar, 1.0), ink());
            let at = Point { x: left + shift + 8.5, y: BASE - height - 3.0 };
            pen.text(at, Anchor::Middle, count.to_string(), Ink::CardName);
            left += PITCH;
        }
    }
    let mut left = 10.0;
    for (place, bound) in OFFICE_BOUNDS.iter().map(Some).chain([None]).enumerate() {
        let from = place.checked_sub(1).map_or(1, |before| OFFICE_BOUNDS[before] + 1);
        let words = match bound {
            Some(&to) if to == from => to.to_string(),
            Some(to) => format!("{from}–{to}"),
            None => format!("{from}+"),
        };
        pen.text(Point { x: left + 18.0, y: BASE + 15.0 }, Anchor::Middle, words, Ink::CardName);
        left += PITCH;
    }
    pen.text(
        Point { x: 150.0, y: BASE + 31.0 },
        Anchor::Middle,
        say("figure-office-ballots", &[]),
        Ink::CardName,
    );
    let quick = |counts: [u32; 6]| Arg::from(counts[..2].iter().sum::<u32>());
    let spoken = say(
        "figure-office-spoken",
        &[
            ("once", quick(OFFICE_COUNTS[0])),
            ("ping", quick(OFFICE_COUNTS[1])),
            ("bound", OFFICE_BOUNDS[1].into()),
        ],
    );
    Illustration { drawing: pen.finish(154.0), spoken }
}
