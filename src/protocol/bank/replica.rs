//! A replica of the account.

use super::{Command, Config, Message, Order, Rule};
use crate::protocol::{Act, Field, FieldKey, FieldValue, NodeId, Sequence, Value};

type Context<'a> = crate::protocol::Context<'a, Config>;
type Out = crate::protocol::Out<Message, Rule>;

/// A replica of the account. A bank keeps all of it on stable storage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Replica {
    /// The log by places, as far as the replica has heard of it.
    pub entries: Vec<Option<Value>>,
    /// The commands that it has executed, in the order in which it did; refused withdrawals are among them.
    pub executed: Sequence,
    /// What is on the account, in dollars.
    pub balance: u32,
    /// The next free place in the log; only the replica that numbers counts.
    pub next: u32,
}

impl Replica {
    /// The replicas of a cluster at the start.
    pub fn start(config: &Config) -> Vec<Replica> {
        let fresh =
            Replica { entries: Vec::new(), executed: Sequence::default(), balance: config.balance, next: 0 };
        vec![fresh; config.replicas]
    }

    fn number(&mut self, ctx: Context<'_>, command: &Value, out: &mut Out) {
        let index = self.next;
        self.next += 1;
        out.rule(Rule::NumberCommand { command: command.clone(), index });
        out.broadcast(ctx.config.ids(), &Message::Learn(index, command.clone()));
    }

    fn learn(&mut self, ctx: Context<'_>, index: u32, command: &Value, out: &mut Out) {
        let place = index as usize;
        if self.entries.len() <= place {
            self.entries.resize(place + 1, None);
        }
        if self.entries[place].is_some() {
            return out.rule(Rule::KnowEntry { index });
        }
        self.entries[place] = Some(command.clone());
        out.rule(Rule::LogEntry { command: command.clone(), index });
        match ctx.config.order {
            Order::Arrival => self.execute(command.clone(), out),
            Order::Log => self.execute_in_order(out),
        }
    }

    /// Executes what the log has without a gap.
    fn execute_in_order(&mut self, out: &mut Out) {
        while let Some(Some(command)) = self.entries.get(self.executed.len() as usize).cloned() {
            self.execute(command, out);
        }
        if (self.executed.len() as usize) < self.entries.len() {
            let missing = self.executed.len();
            out.rule(Rule::AwaitEntry { missing });
        }
    }

    fn execute(&mut self, command: Value, out: &mut Out) {
        let parsed = Command::parse(&command).expect("only commands are numbered");
        match parsed.apply(self.balance) {
            Some(balance) => {
                self.balance = balance;
                out.rule(Rule::ExecuteCommand { command: command.clone(), balance });
            }
            None => {
                out.rule(Rule::RefuseWithdrawal { command: command.clone(), balance: self.balance });
            }
        }
        self.executed = self.executed.then(command);
    }
}

impl crate::protocol::Replica for Replica {
    type Config = Config;
    type Message = Message;
    type Rule = Rule;

    fn acts(&self, _: Context<'_>) -> Vec<Act> {
        Vec::new()
    }

    fn on_act(&mut self, _: Context<'_>, _: Act, _: &mut Out) {}

    fn takes_requests(&self) -> bool {
        true
    }

    /// A client's command goes to the replica that numbers.
    fn on_request(&mut self, ctx: Context<'_>, value: Value, out: &mut Out) {
        let to = Config::FIRST;
        if Command::parse(&value).is_none() {
            out.rule(Rule::NotACommand { value });
        } else if ctx.me == to {
            self.number(ctx, &value, out);
        } else {
            out.rule(Rule::ForwardCommand { command: value.clone(), to });
            out.send(to, Message::Forward(value));
        }
    }

    /// A command that is duplicated on its way to the replica that numbers is a command twice: telling a client's
    /// requests apart is not in the deck.
    fn on_message(&mut self, ctx: Context<'_>, _: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::Forward(command) => self.number(ctx, command, out),
            Message::Learn(index, command) => self.learn(ctx, *index, command, out),
        }
    }

    /// Forgets nothing: the account is on stable storage.
    fn on_crash(&mut self, _: Context<'_>) {}

    fn fields(&self, _: Context<'_>) -> Vec<Field> {
        let stable = |key, value| Field { key, value, stable: true };
        vec![
            stable(FieldKey::Balance, FieldValue::Money(self.balance)),
            stable(FieldKey::Log, FieldValue::Log(self.entries.clone())),
            stable(
                FieldKey::Executed,
                FieldValue::Log(self.executed.values().into_iter().cloned().map(Some).collect()),
            ),
        ]
    }

    fn executed(&self) -> Option<&Sequence> {
        Some(&self.executed)
    }
}
