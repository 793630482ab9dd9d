//! What a search has found, in words and figures.

use super::{AppState, Finding};
use crate::check::{Bounds, Goal, Limit, Property, properties};
use crate::protocol::Setup;
use crate::text::say;
use crate::tools::SearchState;

/// A finding as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingView {
    /// Whether what was looked for was found; none as long as it is searched.
    pub is_found: Option<bool>,
    /// The verdict.
    pub title: String,
    /// What the verdict means.
    pub note: String,
    /// Figures, each with its caption.
    pub figures: Vec<(String, String)>,
    /// Within which bounds it was searched.
    pub within: String,
    /// Whether what was found can be played.
    pub can_play: bool,
}

/// What can be looked for in a cluster: each as the state keeps it, with its words. The first is everything.
pub fn goals(setup: &Setup) -> Vec<(String, String)> {
    let mut goals = vec![(String::new(), say("check-goal-all", &[]))];
    goals.extend(properties(setup).iter().map(|property| {
        let words = say("check-goal-property", &[("property", label(*property).as_str().into())]);
        (Goal::Breaks(*property).write(), words)
    }));
    goals.push((Goal::Chosen(None).write(), say("check-goal-chosen", &[])));
    goals.push((Goal::Stuck.write(), say("check-goal-stuck", &[])));
    let livelock = Goal::Livelock(None);
    if livelock.fits(setup) {
        goals.push((livelock.write(), say("check-goal-livelock", &[])));
    }
    goals
}

impl AppState {
    /// What the last search in this cluster found.
    pub fn finding(&self) -> Option<FindingView> {
        let finding = self.checker.finding.as_ref()?;
        let setup = self.session()?.history.world().setup();
        (**setup == *finding.setup).then(|| finding.view())
    }
}

impl Finding {
    fn view(&self) -> FindingView {
        let (title, note) = self.words();
        FindingView {
            is_found: match self.state {
                SearchState::Searching => None,
                SearchState::Found(_) => Some(true),
                SearchState::Complete | SearchState::Stopped(_) => Some(false),
            },
            title,
            note,
            figures: self.figures(),
            within: say("verdict-within", &[("bounds", bounds_words(&self.bounds).as_str().into())]),
            can_play: self.end.is_some_and(|(_, steps)| steps > 0),
        }
    }

    fn words(&self) -> (String, String) {
        let plain = |key: &str| say(key, &[]);
        match &self.state {
            SearchState::Searching => (plain("verdict-searching"), String::new()),
            SearchState::Found(goal) => {
                let note = match goal {
                    Goal::Breaks(property) => label(*property),
                    Goal::Livelock(Some(begin)) => say("verdict-loop", &[("begin", (*begin).into())]),
                    _ => String::new(),
                };
                (self.found_words(goal), note)
            }
            SearchState::Complete => {
                let chance = chance(self.progress.states);
                let note = say("verdict-complete-note", &[("chance", chance.as_str().into())]);
                (plain("verdict-complete"), note)
            }
            SearchState::Stopped(Limit::Depth) => {
                (plain("verdict-stopped-depth"), plain("verdict-stopped-note"))
            }
            SearchState::Stopped(Limit::Memory) => {
                (plain("verdict-stopped-memory"), plain("verdict-stopped-note"))
            }
        }
    }

    fn found_words(&self, goal: &Goal) -> String {
        let what = match goal {
            Goal::Breaks(_) => say("verdict-broken", &[]),
            Goal::Chosen(_) => say("verdict-chosen", &[]),
            Goal::Stuck => say("verdict-stuck", &[]),
            Goal::Livelock(_) => say("verdict-livelock", &[]),
        };
        match self.end.and_then(|(_, steps)| u32::try_from(steps).ok()) {
            Some(0) | None => say("verdict-found-now", &[("what", what.as_str().into())]),
            Some(steps) => say("verdict-found", &[("what", what.as_str().into()), ("steps", steps.into())]),
        }
    }

    fn figures(&self) -> Vec<(String, String)> {
        let progress = self.progress;
        let ms = u64::from(self.ms).max(1);
        let seconds = format!("{}.{}", ms / 1_000, ms % 1_000 / 100);
        let figures = [
            ("states", grouped(progress.states)),
            ("rate", grouped(progress.states * 1_000 / ms)),
            ("seconds", seconds),
            ("depth", progress.depth.to_string()),
            ("frontier", grouped(progress.frontier)),
            ("memory", grouped(progress.bytes >> 20)),
        ];
        figures.into_iter().map(|(key, number)| (number, say(&format!("figure-{key}"), &[]))).collect()
    }
}

fn label(property: Property) -> String {
    say(&format!("property-{}", property.key()), &[])
}

fn bounds_words(bounds: &Bounds) -> String {
    let words = |(key, _): &(&str, u32)| {
        format!("{} {}", say(&format!("bound-{key}"), &[]), bounds.get(key).unwrap_or(0))
    };
    Bounds::KEYS.iter().map(words).collect::<Vec<_>>().join(", ")
}

/// A number with a narrow space between groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// The chance that of so many worlds two have one fingerprint: n² in 2⁶⁵, as a power of ten.
fn chance(states: u64) -> String {
    let pairs = u128::from(states.max(2)).pow(2);
    let mut power = 0;
    // How often it can be made ten times as large before it is one.
    let mut rest = (1_u128 << 65) / pairs.max(1);
    while rest >= 10 {
        rest /= 10;
        power += 1;
    }
    format!("10⁻{}", superscript(power))
}

fn superscript(number: u32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}
