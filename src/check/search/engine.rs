//! The search itself: breadth first, so that what it finds is as short as can be.

use super::bounds::{Bounds, Spent, moves};
use super::goal::Goal;
use super::livelock::LoopSearch;
use super::table::Table;
use crate::sim::{Event, Fingerprint, World};
use std::collections::VecDeque;

/// A search through the worlds that can be reached from one, within bounds, in slices as long as the caller likes.
pub struct Search {
    root: World,
    bounds: Bounds,
    goals: Vec<Goal>,
    seen: Table<u64>,
    origins: Vec<Origin>,
    frontier: VecDeque<Reached>,
    generated: u64,
    depth: u32,
    is_cut: bool,
    /// Looks for a livelock instead, if that is the goal.
    loops: Option<Box<LoopSearch>>,
    outcome: Option<Outcome>,
}

/// How a search ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A goal is reached by these events from the start, and by no fewer.
    Found(Goal, Vec<Event>),
    /// Every world within the bounds on events was looked at, and no goal is reached in any.
    Complete,
    /// This bound stopped it before it had seen everything.
    Stopped(Limit),
}

/// A bound on the search itself, rather than on what may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Runs were cut off at the greatest number of steps.
    Depth,
    /// The memory is used up.
    Memory,
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many different worlds it has found.
    pub states: u64,
    /// How many it came to in all, those that it knew already included; the start counts.
    pub generated: u64,
    /// How many steps the worlds are away that it looks at now.
    pub depth: u32,
    /// How many worlds it has found, but not yet looked beyond.
    pub frontier: u64,
    /// How many bytes it uses, about.
    pub bytes: u64,
}

/// By which of the moves of which world a world was first reached.
#[derive(Clone, Copy)]
struct Origin {
    parent: u32,
    choice: u16,
}

/// A world that was found, and not yet looked beyond.
struct Reached {
    world: World,
    print: Fingerprint,
    spent: Spent,
    index: u32,
    depth: u32,
}

impl Search {
    /// A search from a world for the first of these goals. A livelock is looked for alone, in the whole graph of worlds.
    pub fn new(root: World, bounds: Bounds, goals: Vec<Goal>) -> Self {
        let print = Fingerprint::of(&root);
        let mut search = Search {
            root: root.clone(),
            bounds,
            goals,
            seen: Table::default(),
            origins: vec![Origin { parent: 0, choice: 0 }],
            frontier: VecDeque::new(),
            generated: 1,
            depth: 0,
            is_cut: false,
            loops: None,
            outcome: None,
        };
        if search.goals.iter().any(|goal| matches!(goal, Goal::Livelock(_))) {
            search.loops = Some(Box::new(LoopSearch::new(root, bounds)));
            return search;
        }
        let spent = Spent::default();
        search.seen.insert(print.with(&root, &spent));
        if let Some(goal) = search.reached(&root) {
            search.end(Outcome::Found(goal, Vec::new()));
        } else {
            search.frontier.push_back(Reached { world: root, print, spent, index: 0, depth: 0 });
        }
        search
    }

    /// Looks beyond so many worlds; how the search ended, if it has.
    pub fn advance(&mut self, worlds: u32) -> Option<&Outcome> {
        if let Some(loops) = self.loops.as_mut().filter(|_| self.outcome.is_none()) {
            self.outcome = loops.advance(worlds);
            return self.outcome.as_ref();
        }
        for _ in 0..worlds {
            if self.outcome.is_some() {
                break;
            }
            let Some(reached) = self.frontier.pop_front() else {
                let complete = if self.is_cut { Outcome::Stopped(Limit::Depth) } else { Outcome::Complete };
                self.end(complete);
                break;
            };
            self.expand(&reached);
        }
        if self.outcome.is_none() && self.progress().bytes > u64::from(self.bounds.memory) << 20 {
            self.end(Outcome::Stopped(Limit::Memory));
        }
        self.outcome.as_ref()
    }

    /// Searches to the end.
    pub fn run(mut self) -> (Outcome, Progress) {
        const SLICE: u32 = 1_000;
        while self.advance(SLICE).is_none() {}
        let progress = self.progress();
        (self.outcome.unwrap_or(Outcome::Complete), progress)
    }

    /// How it ended, if it has.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        if let Some(loops) = &self.loops {
            return loops.progress();
        }
        let waiting = self.frontier.len() as u64;
        Progress {
            states: self.seen.len() as u64,
            generated: self.generated,
            depth: self.depth,
            frontier: waiting,
            bytes: (self.seen.bytes() + self.origins.capacity() * size_of::<Origin>()) as u64
                + waiting * self.bytes_of_world(),
        }
    }

    /// About: what a world has for itself, and what the last step changed.
    fn bytes_of_world(&self) -> u64 {
        const CHANGED: usize = 600;
        let lists = self.root.setup().size() * 24;
        (size_of::<Reached>() + lists + CHANGED) as u64
    }

    fn expand(&mut self, reached: &Reached) {
        self.depth = reached.depth;
        for (choice, event) in moves(&reached.world, &self.bounds).into_iter().enumerate() {
            let Some(spent) = reached.spent.after(&event, &self.bounds) else { continue };
            if reached.depth == self.bounds.depth {
                self.is_cut = true;
                return;
            }
            // What can't happen after all leads nowhere.
            let Ok((world, step)) = reached.world.step(&event) else { continue };
            self.generated += 1;
            let print = reached.print.after(&reached.world, &step, &world);
            if !self.seen.insert(print.with(&world, &spent)) {
                continue;
            }
            let index = u32::try_from(self.origins.len()).unwrap_or(u32::MAX);
            let choice = u16::try_from(choice).unwrap_or(u16::MAX);
            self.origins.push(Origin { parent: reached.index, choice });
            if let Some(goal) = self.reached(&world) {
                let events = self.way_to(index);
                self.depth = reached.depth + 1;
                return self.end(Outcome::Found(goal, events));
            }
            let depth = reached.depth + 1;
            self.frontier.push_back(Reached { world, print, spent, index, depth });
        }
    }

    fn reached(&self, world: &World) -> Option<Goal> {
        self.goals.iter().find(|goal| goal.is_reached(world)).cloned()
    }

    /// The events that lead to a world: its choices, made again from the start.
    fn way_to(&self, index: u32) -> Vec<Event> {
        let mut choices = Vec::new();
        let mut at = index;
        while at != 0 {
            let origin = self.origins[at as usize];
            choices.push(origin.choice);
            at = origin.parent;
        }
        let mut world = self.root.clone();
        let mut events = Vec::new();
        for choice in choices.into_iter().rev() {
            let event = moves(&world, &self.bounds).swap_remove(usize::from(choice));
            world.apply(&event).expect("it could happen before");
            events.push(event);
        }
        events
    }

    /// Ends the search, and gives back what it was still to look at.
    fn end(&mut self, outcome: Outcome) {
        self.outcome = Some(outcome);
        self.frontier = VecDeque::new();
    }
}
