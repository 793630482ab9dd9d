//! Atomic commitment before Paxos: two-phase commit (Gray, "Notes on Data Base Operating Systems", 1978) with the
//! cooperative termination protocol, and three-phase commit (Skeen, "Nonblocking Commit Protocols", 1981).
//!
//! A coordinator asks participants to vote on one transaction, and all are to end in the same way. States are named as in
//! that literature. In two-phase commit whoever has voted yes must wait for the decision; in three-phase commit it goes by
//! time-outs, which is right as long as no time-out is wrong.
//!
//! To decide and to tell is two steps here, since a coordinator can crash in between; all else follows at once. A crash
//! leaves the log: a participant's yes, a pre-commit and the decision.

mod cluster;
mod coordinator;
mod participant;
mod rule;
mod site;

pub use coordinator::Coordinator;
pub use participant::Participant;
pub use rule::Rule;
pub use site::Site;

use super::{
    Act, Content, Field, Letter, Member, MessageKind, NodeId, NodeState, Outcome, Replica, Standing, Timer,
    Value,
};

type Context<'a> = super::Context<'a, Config>;
type Out = super::Out<Message, Rule>;

/// A cluster of an atomic commitment. The coordinator has the first id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// In how many phases it commits.
    pub phases: Phases,
    /// The coordinator's name.
    pub coordinator: String,
    /// The participants, 2 to 9; one that wants `no` votes so, all others vote yes.
    pub participants: Vec<Member>,
}

/// In how many phases a transaction commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phases {
    /// Vote, decision (Gray).
    Two,
    /// Vote, pre-commit, decision (Skeen).
    Three,
}

/// What the nodes of an atomic commitment tell each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// Can you commit? In two-phase commit.
    Prepare,
    /// The same in three-phase commit.
    CanCommit,
    /// The answer to that: whether it is yes.
    Vote(bool),
    /// Everybody has voted yes (three-phase commit).
    PreCommit,
    /// That is noted.
    Ack,
    /// The transaction ends like this.
    Decision(Outcome),
    /// Which state are you in?
    Inquire,
    /// The answer to that.
    State(NodeState),
}

impl Letter for Message {
    fn kind(&self) -> MessageKind {
        match self {
            Message::Prepare => MessageKind::Prepare,
            Message::CanCommit => MessageKind::CanCommit,
            Message::Vote(_) => MessageKind::Vote,
            Message::PreCommit => MessageKind::PreCommit,
            Message::Ack => MessageKind::Ack,
            Message::Decision(Outcome::Commit) => MessageKind::Commit,
            Message::Decision(Outcome::Abort) => MessageKind::Abort,
            Message::Inquire => MessageKind::Inquire,
            Message::State(_) => MessageKind::State,
        }
    }

    fn content(&self) -> Content<'_> {
        match self {
            Message::Vote(is_yes) => Content::Answer(*is_yes),
            Message::State(state) => Content::State(*state),
            _ => Content::Nothing,
        }
    }
}

/// A node of an atomic commitment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// Asks for votes, and decides.
    Coordinator(Coordinator),
    /// Votes, and does what is decided.
    Participant(Participant),
}

impl Node {
    /// The nodes of a cluster at the start, by id.
    pub fn start(config: &Config) -> Vec<Node> {
        let participants =
            config.participants.iter().map(|member| Node::Participant(Participant::new(member)));
        [Node::Coordinator(Coordinator::default())].into_iter().chain(participants).collect()
    }

    /// What both roles have.
    pub fn site(&self) -> &Site {
        match self {
            Node::Coordinator(coordinator) => &coordinator.site,
            Node::Participant(participant) => &participant.site,
        }
    }
}

impl Replica for Node {
    type Config = Config;
    type Message = Message;
    type Rule = Rule;

    fn acts(&self, _: Context<'_>) -> Vec<Act> {
        match self {
            Node::Coordinator(coordinator) => coordinator.act().into_iter().collect(),
            Node::Participant(_) => Vec::new(),
        }
    }

    fn on_act(&mut self, context: Context<'_>, act: Act, out: &mut Out) {
        if let Node::Coordinator(coordinator) = self {
            coordinator.on_act(context, act, out);
        }
    }

    /// A participant can be made to vote otherwise until it has voted.
    fn takes_requests(&self) -> bool {
        matches!(self, Node::Participant(participant) if participant.site.state == NodeState::Init)
    }

    fn understands(&self, value: &Value) -> bool {
        Config::vote(Some(value)).is_some()
    }

    fn on_request(&mut self, _: Context<'_>, value: Value, out: &mut Out) {
        if let Node::Participant(participant) = self {
            participant.on_request(value, out);
        }
    }

    fn on_message(&mut self, context: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match self {
            Node::Coordinator(coordinator) => coordinator.on_message(context, from, *message, out),
            Node::Participant(participant) => participant.on_message(context, from, *message, out),
        }
    }

    fn on_timer(&mut self, context: Context<'_>, _: Timer, out: &mut Out) {
        match self {
            Node::Coordinator(coordinator) => coordinator.on_timeout(context, out),
            Node::Participant(participant) => participant.on_timeout(context, out),
        }
    }

    fn on_start(&mut self, context: Context<'_>, out: &mut Out) {
        match self {
            Node::Coordinator(coordinator) => coordinator.on_start(context, out),
            Node::Participant(participant) => participant.on_start(context, out),
        }
    }

    fn on_crash(&mut self, context: Context<'_>) {
        match self {
            Node::Coordinator(coordinator) => {
                let site = coordinator.site.after_crash();
                *coordinator = Coordinator { site, ..Coordinator::default() };
            }
            Node::Participant(participant) => {
                let site = participant.site.after_crash();
                *participant = Participant { site, ..Participant::new(context.config.member(context.me)) };
            }
        }
    }

    fn fields(&self, context: Context<'_>) -> Vec<Field> {
        match self {
            Node::Coordinator(coordinator) => coordinator.fields(context.config),
            Node::Participant(participant) => participant.fields(context.config),
        }
    }

    fn standing(&self, context: Context<'_>) -> Option<Standing> {
        match self {
            Node::Coordinator(coordinator) => coordinator.site.standing(coordinator.site.is_recovering),
            Node::Participant(participant) => {
                participant.site.standing(participant.must_hear(context.config.phases))
            }
        }
    }
}
