//! What replicas run: a key–value store, and the bank account of the other deck; and how commands get their names.

use super::Value;
use super::bank;

/// What the replicas of a cluster run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Application {
    /// Nothing: commands are only executed in order.
    Nothing,
    /// A key–value store.
    Store,
    /// A bank account.
    Bank,
}

impl Application {
    /// What the first commands stand for, in turn, if nobody says otherwise; commands are called A, B, C and so on.
    fn usual(self) -> &'static str {
        match self {
            Application::Nothing => "",
            // A is the deck's: A = "Put k1 v1".
            Application::Store => "Put k1 v1; Append k1 x; Get k1; Put k2 v2; Swap k1 v1x v3; Get k2",
            Application::Bank => "Deposit $50; Withdraw $20; Withdraw $90; Deposit $30",
        }
    }
}

/// What a command means to the state machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Nothing but its place in the log.
    Plain,
    /// Sets a key to a value.
    Put(String, String),
    /// Asks for the value of a key.
    Get(String),
    /// Adds to the end of the value of a key.
    Append(String, String),
    /// Compare-and-swap: sets a key to the last value if it has the first one.
    Swap(String, String, String),
    /// A command of the bank.
    Bank(bank::Command),
    /// Another configuration shall serve, counted from 1.
    Reconfigure(u8),
}

impl Operation {
    /// Reads `Put k v`, `Get k`, `Append k v`, `Swap k old new`, `Deposit $50`, `Withdraw $20`, `Reconfigure 2`. Whatever
    /// else somebody asks for has its place in the log, and no effect.
    pub fn parse(text: &str) -> Operation {
        let own = str::to_owned;
        let words: Vec<&str> = text.split_whitespace().collect();
        match words[..] {
            ["Put", key, value] => Operation::Put(own(key), own(value)),
            ["Get", key] => Operation::Get(own(key)),
            ["Append", key, value] => Operation::Append(own(key), own(value)),
            ["Swap", key, old, new] => Operation::Swap(own(key), own(old), own(new)),
            ["Reconfigure", number] => number.parse().map_or(Operation::Plain, Operation::Reconfigure),
            _ => bank::Command::parse(&Value::new(text)).map_or(Operation::Plain, Operation::Bank),
        }
    }
}

/// The state of the application. A replica applies operations to it in the order of the log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Store {
    values: Vec<(String, String)>,
    /// What is on the account, in dollars.
    pub balance: u32,
}

impl Default for Store {
    fn default() -> Self {
        Store { values: Vec::new(), balance: Self::BALANCE }
    }
}

impl Store {
    /// What is on the account at the start, in dollars: as in the deck with the bank.
    pub const BALANCE: u32 = 100;
    /// The longest value that a key can have, in characters; more would not fit on a card. What is longer loses its end.
    const LENGTH_MAX: usize = Value::LENGTH_MAX;

    fn get(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(other, _)| other == key).map(|(_, value)| value.as_str())
    }

    fn set(&mut self, key: &str, value: &str) {
        let value: String = value.chars().take(Self::LENGTH_MAX).collect();
        match self.values.binary_search_by(|(other, _)| other.as_str().cmp(key)) {
            Ok(at) => self.values[at].1 = value,
            Err(at) => self.values.insert(at, (key.to_owned(), value)),
        }
    }

    /// The keys with their values, in order.
    pub fn pairs(&self) -> Vec<(Value, Value)> {
        self.values.iter().map(|(key, value)| (Value::new(key), Value::new(value))).collect()
    }

    /// Applies an operation and says its result: `ok` or `no`, a value, or an amount.
    pub fn apply(&mut self, operation: &Operation) -> Value {
        match operation {
            Operation::Plain | Operation::Reconfigure(_) => Value::new("ok"),
            Operation::Put(key, value) => {
                self.set(key, value);
                Value::new("ok")
            }
            Operation::Get(key) => Value::new(self.get(key).unwrap_or("none")),
            Operation::Append(key, value) => {
                let both = format!("{}{value}", self.get(key).unwrap_or_default());
                self.set(key, &both);
                Value::new("ok")
            }
            Operation::Swap(key, old, new) => {
                let fits = self.get(key) == Some(old);
                if fits {
                    self.set(key, new);
                }
                Value::new(if fits { "ok" } else { "no" })
            }
            Operation::Bank(command) => match command.apply(self.balance) {
                Some(balance) => {
                    self.balance = balance;
                    Value::new(&format!("${balance}"))
                }
                None => Value::new("refused"),
            },
        }
    }
}

/// The name of a command by its place among all clients' commands, counted from 0: A, B, …, Z, A2, B2, ….
pub fn command_name(place: u32) -> Value {
    let letter = char::from(b'A' + u8::try_from(place % 26).expect("below 26"));
    match place / 26 {
        0 => Value::new(&letter.to_string()),
        round => Value::new(&format!("{letter}{}", round + 1)),
    }
}

/// The place of a command's name, if it is one.
fn place_of(name: &str) -> Option<u32> {
    let mut letters = name.chars();
    let letter = letters.next().filter(char::is_ascii_uppercase)?;
    let rest = letters.as_str();
    let round =
        if rest.is_empty() { 1 } else { rest.parse().ok().filter(|round| (2..100_000).contains(round))? };
    Some((round - 1) * 26 + (u32::from(letter) - u32::from('A')))
}

/// The operation that a command's name stands for, one of the list in turn; none for what is no name, or if there is no list.
pub fn written<'a>(application: Application, list: &'a str, command: &Value) -> Option<&'a str> {
    let list = if list.is_empty() { application.usual() } else { list };
    let place = place_of(command.as_str()).filter(|_| !list.is_empty())?;
    let operations: Vec<&str> = list.split(';').collect();
    Some(operations[place as usize % operations.len()].trim())
}

/// What a command means: what is no name is an operation written out.
pub fn operation(application: Application, list: &str, command: &Value) -> Operation {
    Operation::parse(written(application, list, command).unwrap_or(command.as_str()))
}
