//! The states that have names, and how a transaction can end.

/// A state of a node that has states with names: those of atomic commitment, as the literature calls them (Gray; Skeen),
/// and what a server considers itself to be (Meling).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeState {
    /// Nothing has happened yet.
    Init,
    /// The coordinator waits for votes.
    Wait,
    /// A participant has voted yes and may not decide alone.
    Ready,
    /// Everybody is known to have voted yes, but not everybody knows (three-phase commit).
    PreCommit,
    /// Committed.
    Commit,
    /// Aborted.
    Abort,
    /// A server that follows a leader.
    Follower,
    /// A server that considers itself leader.
    Leader,
    /// A server that goes on alone, since it believes the other one to have failed.
    Alone,
}

impl NodeState {
    /// Every state.
    pub const ALL: [NodeState; 9] = [
        NodeState::Init,
        NodeState::Wait,
        NodeState::Ready,
        NodeState::PreCommit,
        NodeState::Commit,
        NodeState::Abort,
        NodeState::Follower,
        NodeState::Leader,
        NodeState::Alone,
    ];

    /// The state's key in the text catalogue, behind `state-`.
    pub fn key(self) -> &'static str {
        match self {
            NodeState::Init => "init",
            NodeState::Wait => "wait",
            NodeState::Ready => "ready",
            NodeState::PreCommit => "precommit",
            NodeState::Commit => "commit",
            NodeState::Abort => "abort",
            NodeState::Follower => "follower",
            NodeState::Leader => "leader",
            NodeState::Alone => "alone",
        }
    }

    /// The decision, if the state is one.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            NodeState::Commit => Some(Outcome::Commit),
            NodeState::Abort => Some(Outcome::Abort),
            _ => None,
        }
    }
}

/// How a transaction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// All of it takes place, everywhere.
    Commit,
    /// None of it does, anywhere.
    Abort,
}

impl Outcome {
    /// The state of who knows it.
    pub fn state(self) -> NodeState {
        match self {
            Outcome::Commit => NodeState::Commit,
            Outcome::Abort => NodeState::Abort,
        }
    }
}
