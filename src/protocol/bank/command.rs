//! What a client can ask of the bank.

use super::Value;

/// What a client can ask of the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Take so many dollars from the account, if they are there.
    Withdraw(u32),
    /// Put so many dollars on it.
    Deposit(u32),
}

impl Command {
    /// More dollars than this at once would not fit on a card.
    pub const AMOUNT_MAX: u32 = 9_999;

    /// Reads `Withdraw $20` or `Deposit $50`; nothing else is a command.
    pub fn parse(value: &Value) -> Option<Command> {
        let (verb, amount) = value.as_str().split_once(" $")?;
        let amount = dollars(amount)?;
        match verb {
            "Withdraw" => Some(Command::Withdraw(amount)),
            "Deposit" => Some(Command::Deposit(amount)),
            _ => None,
        }
    }

    /// The balance after the command; none if it is refused, because there is not that much on the account.
    pub fn apply(self, balance: u32) -> Option<u32> {
        match self {
            Command::Withdraw(amount) => balance.checked_sub(amount),
            Command::Deposit(amount) => Some(balance.saturating_add(amount)),
        }
    }
}

/// Reads a number of dollars, at most [`Command::AMOUNT_MAX`], without a sign.
pub(super) fn dollars(text: &str) -> Option<u32> {
    let is_number = text.chars().all(|c| c.is_ascii_digit());
    text.parse().ok().filter(|amount| is_number && *amount <= Command::AMOUNT_MAX)
}
