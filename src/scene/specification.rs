//! The TLA+ specification beside the run: which action the last step was, the conjuncts that allowed it or the one that it
//! breaks, what the variables hold, and the actions that some event would take now.

use super::rules::lines_of;
use crate::check::{Breach, Natural, SpecMessage, SpecState, Taken, Vote, enabled_actions, explain};
use crate::protocol::synod::Config;
use crate::protocol::{Ballot, NodeId, NodeSet, Numbering, Setup};
use crate::sim::{Event, History};
use crate::text::{Arg, Notation, Terms, say};

/// The specification at a moment of a run of single-decree Paxos.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecSheet {
    /// The lines of the specification's text.
    pub lines: Vec<SpecLine>,
    /// What the last step was, in a sentence.
    pub taken: String,
    /// Whether the specification allows it.
    pub is_allowed: bool,
    /// What the variables hold, each with its name.
    pub variables: Vec<(&'static str, String)>,
    /// The actions that some event takes now, each with the first of these events.
    pub enabled: Vec<(String, Event)>,
}

/// A line of the specification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpecLine {
    /// The line.
    pub text: &'static str,
    /// Whether it belongs to the action of the last step.
    pub is_lit: bool,
    /// Whether it is the conjunct that the last step breaks.
    pub is_broken: bool,
    /// What it came to, where it says something about this step.
    pub note: String,
}

/// What stands on a line, and what it came to.
type Note = (&'static str, String);

/// The specification beside the moment that is looked at; none where no single-decree Paxos runs.
pub fn spec_sheet(history: &History, terms: Terms) -> Option<SpecSheet> {
    let world = history.world();
    let Setup::Synod(config) = &**world.setup() else { return None };
    let writer = Writer { config, notation: Notation { setup: world.setup(), terms } };
    let (before, now) = states(history)?;
    let taken = before.as_ref().map(|before| explain(config, before, &now));
    let (action, notes, breach) = match (&taken, &before) {
        (Some(Ok(taken)), Some(before)) => (definition(taken), writer.notes(taken, before), None),
        (Some(Err(breach)), Some(before)) => {
            let action = attempted(before, &now);
            (action, Vec::new(), action.and_then(|action| broken_line(action, *breach)))
        }
        _ => (None, Vec::new(), None),
    };
    let mut lines = lit(action, breach);
    for (text, note) in notes {
        let line =
            lines.iter_mut().find(|line| line.is_lit && line.text.contains(text) && line.note.is_empty());
        if let Some(line) = line {
            line.note = note;
        }
    }
    let holds = say(if now.is_consistent(config) { "spec-holds" } else { "spec-violated" }, &[]);
    if let Some(line) = lines.iter_mut().find(|line| line.text.starts_with("Consistency ==")) {
        line.note = holds;
        line.is_broken = !now.is_consistent(config);
    }
    let enabled = enabled_actions(world, &now)
        .into_iter()
        .filter_map(|(taken, events)| Some((writer.action(&taken), events.into_iter().next()?)));
    Some(SpecSheet {
        lines,
        taken: match &taken {
            None => say("spec-init", &[]),
            Some(Ok(taken)) => writer.sentence(taken),
            Some(Err(breach)) => say(breach_key(*breach), &[]),
        },
        is_allowed: !matches!(taken, Some(Err(_))),
        variables: writer.variables(&now),
        enabled: enabled.collect(),
    })
}

/// The states of the specification before and after the last step; before the first step there is none before.
fn states(history: &History) -> Option<(Option<SpecState>, SpecState)> {
    let line = &history.line()[..=history.position()];
    let mut now = SpecState::start(&history.moment(line[0]).world)?;
    let mut before = None;
    for (place, &moment) in line.iter().enumerate().skip(1) {
        let moment = history.moment(moment);
        let Some(step) = moment.step.as_deref() else { continue };
        if place + 1 == line.len() {
            before = Some(now.clone());
        }
        now.go_on(&moment.world, step);
    }
    Some((before, now))
}

/// The name in the text of the action that a step took.
fn definition(taken: &Taken) -> Option<&'static str> {
    match taken {
        Taken::Stutter => None,
        Taken::Phase1a(_) => Some("Phase1a"),
        Taken::Phase1b(..) => Some("Phase1b"),
        Taken::Phase2a { .. } => Some("Phase2a"),
        Taken::Phase2b(..) => Some("Phase2b"),
    }
}

/// The name of the action that a step which is none would have been, by the message that it sent.
fn attempted(before: &SpecState, now: &SpecState) -> Option<&'static str> {
    let message = now.msgs.iter().find(|message| !before.msgs.contains(*message))?;
    Some(match message {
        SpecMessage::OneA(_) => "Phase1a",
        SpecMessage::OneB(..) => "Phase1b",
        SpecMessage::TwoA(..) => "Phase2a",
        SpecMessage::TwoB(..) => "Phase2b",
    })
}

/// What stands on the line of the conjunct that a step breaks.
fn broken_line(action: &str, breach: Breach) -> Option<&'static str> {
    match (breach, action) {
        (Breach::NothingToAnswer, "Phase1b") => Some("m.type = \"1a\""),
        (Breach::NothingToAnswer, _) => Some("m.type = \"2a\""),
        (Breach::NotAbovePromise, "Phase1b") => Some("m.bal > maxBal[a]"),
        (Breach::NotAbovePromise, _) => Some("m.bal >= maxBal[a]"),
        (Breach::WrongReport, _) => Some("mbal |-> maxVBal[a]"),
        (Breach::SecondProposal, _) => Some("~ \\E m \\in msgs : m.type = \"2a\""),
        (Breach::NotShownSafe, _) => Some("\\/ \\E m \\in Votes(Q, b) :"),
        (Breach::ElseChanged, "Phase2b") => Some("maxBal'  = [maxBal"),
        (Breach::ElseChanged, _) => Some("UNCHANGED"),
        (Breach::NoAction, _) => None,
    }
}

fn breach_key(breach: Breach) -> &'static str {
    match breach {
        Breach::NoAction => "spec-no-action",
        Breach::NothingToAnswer => "spec-nothing-to-answer",
        Breach::NotAbovePromise => "spec-not-above-promise",
        Breach::WrongReport => "spec-wrong-report",
        Breach::SecondProposal => "spec-second-proposal",
        Breach::NotShownSafe => "spec-not-shown-safe",
        Breach::ElseChanged => "spec-else-changed",
    }
}

/// The text, with the lines of an action lit, and of these the one on which something stands broken.
fn lit(action: Option<&str>, broken: Option<&str>) -> Vec<SpecLine> {
    let mut is_within = false;
    let line = |text: &'static str| {
        // A definition ends where the next one, or a comment, begins.
        if !text.starts_with(' ') {
            let name = text.split_once('(').map_or("", |(name, _)| name);
            is_within = text.contains("==") && action == Some(name);
        }
        let is_broken = is_within && broken.is_some_and(|broken| text.contains(broken));
        SpecLine { text, is_lit: is_within, is_broken, note: String::new() }
    };
    lines_of("tla").into_iter().map(line).collect()
}

struct Writer<'a> {
    config: &'a Config,
    notation: Notation<'a>,
}

impl Writer<'_> {
    /// A ballot: the natural number, and the proposal number that it stands for if that looks otherwise.
    fn ballot(&self, natural: Natural) -> String {
        match self.config.numbering {
            Numbering::Pairs | Numbering::Named => {
                let proposers = Natural::try_from(self.config.proposers.len()).unwrap_or(1).max(1);
                let round = u32::try_from(natural / proposers).unwrap_or(u32::MAX);
                let proposer = NodeId(u8::try_from(natural % proposers).unwrap_or(0));
                format!("{natural} = {}", self.notation.ballot(Ballot { round, proposer }))
            }
            _ => natural.to_string(),
        }
    }

    fn acceptor(&self, index: NodeId) -> String {
        let id = self.config.acceptor_ids().nth(index.index());
        id.map(|id| self.notation.node(id)).unwrap_or_default()
    }

    fn quorum(&self, quorum: NodeSet) -> String {
        let names: Vec<String> = quorum.iter().map(|id| self.acceptor(id)).collect();
        format!("{{{}}}", names.join(", "))
    }

    /// An action with its parameters, as TLA+ writes it.
    fn action(&self, taken: &Taken) -> String {
        match taken {
            Taken::Stutter => "UNCHANGED vars".to_owned(),
            Taken::Phase1a(ballot) => format!("Phase1a({})", self.ballot(*ballot)),
            Taken::Phase1b(acceptor, ballot) => {
                format!("Phase1b({}), m.bal = {}", self.acceptor(*acceptor), self.ballot(*ballot))
            }
            Taken::Phase2a { ballot, value, .. } => format!("Phase2a({}, {value})", self.ballot(*ballot)),
            Taken::Phase2b(acceptor, ballot, value) => {
                format!(
                    "Phase2b({}), m.bal = {}, m.val = {value}",
                    self.acceptor(*acceptor),
                    self.ballot(*ballot)
                )
            }
        }
    }

    fn sentence(&self, taken: &Taken) -> String {
        match taken {
            Taken::Stutter => say("spec-stutter", &[]),
            taken => say("spec-taken", &[("action", Arg::from(self.action(taken)))]),
        }
    }

    /// What the conjuncts came to that allowed a step.
    fn notes(&self, taken: &Taken, before: &SpecState) -> Vec<Note> {
        let promised = |acceptor: NodeId| number(before.max_bal.get(acceptor.index()).copied().flatten());
        match taken {
            Taken::Stutter => Vec::new(),
            Taken::Phase1a(ballot) => {
                vec![("~ \\E m \\in msgs", say("spec-none-yet", &[("ballot", ballot.to_string().into())]))]
            }
            Taken::Phase1b(acceptor, ballot) => {
                let reported = before.max_vote.get(acceptor.index()).cloned().flatten();
                vec![
                    ("m.bal > maxBal[a]", format!("{ballot} > {}", promised(*acceptor))),
                    ("mbal |-> maxVBal[a]", vote_words(reported.as_ref())),
                ]
            }
            Taken::Phase2a { ballot, value, quorum, highest } => {
                let none_yet = say("spec-none-yet", &[("ballot", ballot.to_string().into())]);
                let shown = match highest {
                    None => ("\\/ Votes(Q, b) = {}", say("spec-no-votes", &[])),
                    Some(vote) => ("m.mval = v", format!("{value}, {}", vote_words(Some(vote)))),
                };
                vec![
                    ("~ \\E m \\in msgs", none_yet),
                    ("\\E Q \\in Quorum", format!("Q = {}", self.quorum(*quorum))),
                    shown,
                ]
            }
            Taken::Phase2b(acceptor, ballot, _) => {
                vec![("m.bal >= maxBal[a]", format!("{ballot} >= {}", promised(*acceptor)))]
            }
        }
    }

    /// What the variables hold.
    fn variables(&self, state: &SpecState) -> Vec<(&'static str, String)> {
        let of_each = |words: &dyn Fn(usize) -> String| {
            let names = self.config.acceptor_ids().enumerate();
            let each = names.map(|(index, id)| format!("{} {}", self.notation.node(id), words(index)));
            each.collect::<Vec<_>>().join(", ")
        };
        let vote = |index: usize| state.max_vote.get(index).and_then(Option::as_ref);
        let kinds = |message: &SpecMessage| match message {
            SpecMessage::OneA(_) => 0,
            SpecMessage::OneB(..) => 1,
            SpecMessage::TwoA(..) => 2,
            SpecMessage::TwoB(..) => 3,
        };
        let count = |kind: usize| state.msgs.iter().filter(|message| kinds(message) == kind).count();
        let messages = ["1a", "1b", "2a", "2b"].iter().enumerate();
        vec![
            ("maxBal", of_each(&|index| number(state.max_bal.get(index).copied().flatten()))),
            ("maxVBal", of_each(&|index| number(vote(index).map(|vote| vote.0)))),
            ("maxVal", of_each(&|index| vote(index).map_or("None".to_owned(), |vote| vote.1.to_string()))),
            (
                "msgs",
                messages
                    .map(|(kind, name)| format!("{} × {name}", count(kind)))
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        ]
    }
}

fn number(natural: Option<Natural>) -> String {
    natural.map_or("-1".to_owned(), |natural| natural.to_string())
}

fn vote_words(vote: Option<&Vote>) -> String {
    let (ballot, value) = vote.map_or(("-1".to_owned(), "None".to_owned()), |(ballot, value)| {
        (ballot.to_string(), value.to_string())
    });
    format!("mbal = {ballot}, mval = {value}")
}
