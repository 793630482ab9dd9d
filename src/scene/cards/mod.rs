//! What a node's card on the stage says: its deck's words, shortened, with the marks that a hall can read.

use super::{View, node_slot, outcome_slot, owner_slot, value_slot};
use crate::protocol::bank::Command;
use crate::protocol::pmmc::Office;
use crate::protocol::store::Application;
use crate::protocol::{Count, Field, FieldKey, FieldValue, NodeId, Phase, Role, Setup, Value};
use crate::text::{Arg, say};

mod commit;
mod ladder;
mod pmmc;

/// A node's card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The node.
    pub node: NodeId,
    /// Its role.
    pub role: Role,
    /// Its name.
    pub name: String,
    /// What stands beside the name: what a proposer wants.
    pub headline: String,
    /// Its state, line by line.
    pub lines: Vec<Line>,
    /// The palette slot of the ballot owner that it obeys: itself for a proposer.
    pub owner: Option<usize>,
    /// Whether it is down.
    pub is_down: bool,
    /// Whether the last step happened to it.
    pub is_active: bool,
    /// The palette slot of the chosen value that it helped choose.
    pub chose: Option<usize>,
    /// Everything on the card as one sentence, for screen readers.
    pub spoken: String,
}

/// A line of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub label: String,
    /// What it holds; empty if the rest says it.
    pub text: String,
    /// A value, drawn as a pill.
    pub value: Option<ValuePill>,
    /// Answers counted, drawn as dots.
    pub dots: Option<Dots>,
    /// Whether the last step changed it.
    pub is_changed: bool,
}

/// A value with its place in the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValuePill {
    /// The value.
    pub text: String,
    /// Its place in the palette.
    pub slot: usize,
}

/// Answers counted towards a quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dots {
    /// Answers so far.
    pub have: u32,
    /// The quorum.
    pub need: u32,
    /// How many could answer.
    pub of: u32,
}

/// A node's card.
pub(super) fn card(view: &View<'_>, node: NodeId) -> Card {
    let (world, notation) = (view.world, view.notation());
    let role = view.setup().role(node);
    let fields = world.fields(node);
    let before = view.before.map(|before| before.fields(node)).unwrap_or_default();
    let draft = Draft { view, fields: &fields, before: &before };
    let (headline, lines) = match role {
        Role::Proposer => (draft.wants(), draft.proposer_lines()),
        Role::Acceptor if draft.field(FieldKey::Pvalues).is_some() => (draft.adopted(), draft.pvalue_lines()),
        Role::Acceptor => (String::new(), draft.acceptor_lines()),
        Role::Learner => (String::new(), draft.learner_lines()),
        Role::Server if draft.field(FieldKey::Sigma).is_some() => (draft.duty(), draft.ladder_lines()),
        Role::Client => (draft.waiting(), draft.client_lines()),
        Role::Server => (draft.wish(), draft.server_lines()),
        Role::Coordinator => (String::new(), draft.coordinator_lines()),
        Role::Participant => (String::new(), draft.participant_lines()),
        Role::Replica if draft.field(FieldKey::SlotOut).is_some() => (draft.slots(), draft.log_lines()),
        Role::Replica => (String::new(), draft.replica_lines()),
        Role::Leader => (draft.office(), draft.leader_lines()),
    };
    let chose = world.ledger().chosen.iter().rev().find(|choice| choice.quorum.contains(node));
    let name = notation.node(node);
    let state = fields.iter().map(|field| notation.field(field)).collect::<Vec<_>>().join(", ");
    let is_down = world.is_down(node);
    let mut state = if is_down { say("card-down", &[]) } else { state };
    if chose.is_some() {
        state = format!("{state}. {}", say("card-chose", &[]));
    }
    let role_word = say(role_key(role), &[]);
    let spoken = say(
        "card-spoken",
        &[("role", role_word.into()), ("name", name.clone().into()), ("state", state.into())],
    );
    Card {
        node,
        role,
        name,
        headline,
        lines,
        owner: node_slot(view.setup(), node).or_else(|| world.node(node).promised().map(owner_slot)),
        is_down,
        is_active: is_active(view, node),
        chose: chose.map(|choice| value_slot(world, &choice.proposal.value)),
        spoken,
    }
}

/// The catalogue key of a role.
pub(super) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Proposer => "role-proposer",
        Role::Acceptor => "role-acceptor",
        Role::Learner => "role-learner",
        Role::Server => "role-server",
        Role::Coordinator => "role-coordinator",
        Role::Participant => "role-participant",
        Role::Replica => "role-replica",
        Role::Leader => "role-leader",
        Role::Client => "role-client",
    }
}

/// The most lines that a card of this role has below its name.
pub(super) fn lines_max(setup: &Setup, role: Role) -> u16 {
    if let Setup::Ladder(config) = setup {
        return match role {
            Role::Client => 1,
            _ => 2 + u16::from(config.has_leader) + u16::from(config.has_learns),
        };
    }
    if let Setup::Pmmc(config) = setup {
        return match role {
            Role::Client => 1,
            Role::Replica => 2 + u16::from(config.application != Application::Nothing),
            Role::Leader => 2 + u16::from(config.office == Office::Ping),
            _ => 2 + u16::from(config.collects),
        };
    }
    match (role, setup.cluster().elects(), setup.quorums()) {
        (Role::Server, true, Some(_)) => 4,
        (Role::Server, false, _) => 3,
        _ => 2,
    }
}

fn is_active(view: &View<'_>, node: NodeId) -> bool {
    use crate::sim::Event;
    view.step.is_some_and(|step| match &step.event {
        Event::Deliver(_) => step.consumed.as_ref().is_some_and(|packet| packet.to == node),
        Event::Request(at, _)
        | Event::Act(at, _)
        | Event::Fire(at, _)
        | Event::Crash(at)
        | Event::Restart(at) => *at == node,
        _ => false,
    })
}

struct Draft<'a> {
    view: &'a View<'a>,
    fields: &'a [Field],
    before: &'a [Field],
}

impl Draft<'_> {
    fn field(&self, key: FieldKey) -> Option<&FieldValue> {
        self.fields.iter().find(|field| field.key == key).map(|field| &field.value)
    }

    fn is_changed(&self, key: FieldKey) -> bool {
        let before = self.before.iter().find(|field| field.key == key).map(|field| &field.value);
        !self.before.is_empty() && before != self.field(key)
    }

    fn line(&self, key: FieldKey, label: String) -> Line {
        Line { label, text: String::new(), value: None, dots: None, is_changed: self.is_changed(key) }
    }

    fn pill(&self, value: &Value) -> ValuePill {
        ValuePill { text: value.to_string(), slot: value_slot(self.view.world, value) }
    }

    fn wants(&self) -> String {
        match self.field(FieldKey::Wants) {
            Some(FieldValue::Value(Some(value))) => {
                say("card-wants", &[("value", Arg::from(value.as_str()))])
            }
            _ => say("card-wants-nothing", &[]),
        }
    }

    /// The same of a server, most of which want nothing: then nothing is said. One that leads says that first.
    fn wish(&self) -> String {
        let wants = match self.field(FieldKey::Wants) {
            Some(FieldValue::Value(Some(_))) => self.wants(),
            _ => String::new(),
        };
        match (self.leads(), wants.is_empty()) {
            (false, _) => wants,
            (true, true) => self.label("card-leads"),
            (true, false) => format!("{} · {wants}", self.label("card-leads")),
        }
    }

    fn leads(&self) -> bool {
        self.field(FieldKey::Leads) == Some(&FieldValue::Flag(true))
    }

    /// For how long a process that elects has heard nothing from above. That it leads stands beside its name.
    fn silence_line(&self) -> Option<Line> {
        let dots = self.dots(FieldKey::Silence)?;
        let line = self.line(FieldKey::Silence, self.label("card-silence"));
        Some(Line {
            dots: Some(dots),
            is_changed: line.is_changed || self.is_changed(FieldKey::Leads),
            ..line
        })
    }

    /// What is on the account, and the log that made it so, in the deck's short form: W $20, D $50.
    fn replica_lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(balance) = self.field(FieldKey::Balance) {
            lines.push(self.plain_line(FieldKey::Balance, self.label("card-balance"), balance));
        }
        if let Some(FieldValue::Log(entries)) = self.field(FieldKey::Log) {
            let short = |entry: &Option<Value>| match entry.as_ref().and_then(Command::parse) {
                Some(Command::Withdraw(amount)) => say("card-withdraw", &[("amount", amount.into())]),
                Some(Command::Deposit(amount)) => say("card-deposit", &[("amount", amount.into())]),
                None => "–".to_owned(),
            };
            let text = entries.iter().map(short).collect::<Vec<_>>().join(", ");
            let text = if text.is_empty() { self.view.terms.nothing() } else { text };
            lines.push(Line { text, ..self.line(FieldKey::Log, self.label("card-log")) });
        }
        lines
    }

    /// What a server proposes, if it does, and what it keeps as an acceptor.
    fn server_lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = self.silence_line().into_iter().chain(self.proposing_line()).collect();
        for (key, label) in [(FieldKey::Promised, "card-promised"), (FieldKey::Accepted, "card-accepted")] {
            if let Some(value) = self.field(key) {
                lines.push(self.plain_line(key, self.label(label), value));
            }
        }
        lines
    }

    /// A proposal under way on one line: its number, its value, the answers to it.
    fn proposing_line(&self) -> Option<Line> {
        let Some(FieldValue::Phase(phase)) = self.field(FieldKey::Phase) else { return None };
        let (counts, label) = match phase {
            Phase::Idle => return None,
            Phase::Preparing if self.field(FieldKey::Answers).is_some() => (FieldKey::Answers, "card-checks"),
            Phase::Preparing => (FieldKey::Promises, "card-prepares"),
            Phase::Accepting | Phase::Chosen => (FieldKey::Acceptances, "card-prepares"),
        };
        let number = self.field(FieldKey::Number).map(|number| self.view.notation().value(number));
        let value = match self.field(FieldKey::Proposing) {
            Some(FieldValue::Value(Some(value))) => Some(self.pill(value)),
            _ => None,
        };
        // A value beside the dots says by itself that it is proposed, and there is little room.
        let label = if value.is_some() { String::new() } else { say(label, &[]) };
        Some(Line {
            text: number.unwrap_or_default(),
            value,
            dots: self.dots(counts),
            ..self.line(counts, label)
        })
    }

    /// A field on a line of its own: a value as a pill, a count as dots, all else as text.
    fn plain_line(&self, key: FieldKey, label: String, value: &FieldValue) -> Line {
        let line = self.line(key, label);
        match value {
            FieldValue::Value(Some(value)) => Line { value: Some(self.pill(value)), ..line },
            FieldValue::Proposal(Some(proposal)) => Line {
                text: self.view.notation().ballot(proposal.ballot),
                value: Some(self.pill(&proposal.value)),
                ..line
            },
            FieldValue::Count(_) => Line { dots: self.dots(key), ..line },
            value => Line { text: self.view.notation().value(value), ..line },
        }
    }

    fn dots(&self, key: FieldKey) -> Option<Dots> {
        match self.field(key) {
            Some(FieldValue::Count(Count { have, need, of })) => {
                Some(Dots { have: *have, need: *need, of: *of })
            }
            _ => None,
        }
    }

    fn proposer_lines(&self) -> Vec<Line> {
        let notation = self.view.notation();
        let number = self.field(FieldKey::Number).map(|value| notation.value(value)).unwrap_or_default();

        let phase = match self.field(FieldKey::Phase) {
            Some(FieldValue::Phase(phase)) => *phase,
            _ => Phase::Idle,
        };
        let proposing = match self.field(FieldKey::Proposing) {
            Some(FieldValue::Value(Some(value))) => Some(self.pill(value)),
            _ => None,
        };
        let mut lines = vec![Line {
            text: number,
            value: proposing,
            ..self.line(FieldKey::Number, say("card-number", &[]))
        }];
        let (key, label) = match phase {
            Phase::Idle => return lines,
            Phase::Preparing => {
                (FieldKey::Promises, self.view.terms.kind(crate::protocol::MessageKind::Promise))
            }
            Phase::Accepting | Phase::Chosen => {
                (FieldKey::Acceptances, self.view.terms.kind(crate::protocol::MessageKind::Accepted))
            }
        };
        lines.push(Line { dots: self.dots(key), ..self.line(key, label) });
        lines
    }

    fn acceptor_lines(&self) -> Vec<Line> {
        let notation = self.view.notation();
        let promised = self.field(FieldKey::Promised).map(|value| notation.value(value)).unwrap_or_default();
        let accepted = match self.field(FieldKey::Accepted) {
            Some(FieldValue::Proposal(Some(proposal))) => Some(proposal),
            _ => None,
        };
        vec![
            Line { text: promised, ..self.line(FieldKey::Promised, self.label("card-promised")) },
            Line {
                text: accepted
                    .map_or_else(|| self.view.terms.nothing(), |proposal| notation.ballot(proposal.ballot)),
                value: accepted.map(|proposal| self.pill(&proposal.value)),
                ..self.line(FieldKey::Accepted, self.label("card-accepted"))
            },
        ]
    }

    fn learner_lines(&self) -> Vec<Line> {
        let notation = self.view.notation();
        let learned = match self.field(FieldKey::Learned) {
            Some(FieldValue::Value(Some(value))) => Some(self.pill(value)),
            _ => None,
        };
        let text = if learned.is_some() { String::new() } else { self.view.terms.nothing() };
        let mut lines = vec![Line {
            text,
            value: learned.clone(),
            ..self.line(FieldKey::Learned, self.view.terms.field(FieldKey::Learned))
        }];
        if let (None, Some(FieldValue::Tally(tally))) = (learned, self.field(FieldKey::Votes)) {
            // What it heard last is what the hall looks at: the highest-numbered proposal.
            lines.extend(tally.last().map(|(proposal, count)| Line {
                text: format!("{}/{}", count.have, count.of),
                value: Some(self.pill(&proposal.value)),
                ..self.line(FieldKey::Votes, notation.ballot(proposal.ballot))
            }));
        }
        lines
    }

    fn label(&self, key: &str) -> String {
        self.view.terms.say(key, &[])
    }
}
