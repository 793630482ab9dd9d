//! Settings in words: the one form in which lessons, addresses, files and the form in the sandbox speak of a cluster.

use super::{ConfigError, Set, Value, is_letter, is_letter_or_digit};

/// Why a setting can't be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SettingError {
    /// The construction has no such setting.
    Unknown,
    /// It can't be read.
    Bad,
}

/// A node that may want a value, as settings name it: `S1 wants foo`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// The value that it wants, if somebody asked it for one.
    pub wants: Option<Value>,
}

/// The words of a switch.
pub(super) const NO_YES: [&str; 2] = ["no", "yes"];

impl Member {
    /// A longer name would not fit on a card.
    const NAME_MAX: usize = 12;

    /// `S1 wants foo` and so on: members numbered from 1, the first ones with these wishes.
    pub fn numbered(letter: char, count: usize, wishes: &[Option<&str>]) -> Vec<Member> {
        let wish = |index: usize| wishes.get(index).copied().flatten().map(Value::new);
        (0..count)
            .map(|index| Member { name: format!("{letter}{}", index + 1), wants: wish(index) })
            .collect()
    }

    /// Reads `S1 wants foo; S2; S3 wants bar`.
    pub fn parse_list(text: &str) -> Result<Vec<Member>, SettingError> {
        text.split(';').map(|entry| Member::parse(entry.trim())).collect()
    }

    fn parse(entry: &str) -> Result<Member, SettingError> {
        let (name, wish) =
            entry.split_once(" wants ").map_or((entry, None), |(name, wish)| (name, Some(wish)));
        let name = name.trim();
        let is_name = name.starts_with(is_letter)
            && name.chars().all(is_letter_or_digit)
            && name.chars().count() <= Self::NAME_MAX;
        let wants = wish.map(|wish| Value::new(wish.trim()));
        if is_name { Ok(Member { name: name.to_owned(), wants }) } else { Err(SettingError::Bad) }
    }

    /// Writes what [`Member::parse_list`] reads.
    pub fn write_list(members: &[Member]) -> String {
        let entry = |member: &Member| match &member.wants {
            Some(value) => format!("{} wants {value}", member.name),
            None => member.name.clone(),
        };
        members.iter().map(entry).collect::<Vec<_>>().join("; ")
    }

    /// Whether a cluster can be built of these members.
    pub fn check(members: &[Member], count: std::ops::RangeInclusive<usize>) -> Result<(), ConfigError> {
        if !count.contains(&members.len()) {
            return Err(ConfigError::Members(members.len()));
        }
        let names: Set<&str> = members.iter().map(|member| member.name.as_str()).collect();
        if names.len() != members.len() || names.contains("") {
            return Err(ConfigError::Names);
        }
        let is_sound = |value: &Value| {
            // What separates members can't stand in a value, which would not be read back.
            (1..=Value::LENGTH_MAX).contains(&value.as_str().chars().count()) && !value.as_str().contains(';')
        };
        let values = members.iter().filter_map(|member| member.wants.as_ref());
        if values.clone().all(is_sound) { Ok(()) } else { Err(ConfigError::Value) }
    }
}

/// The place of a word among the options of a setting.
pub(super) fn option(options: &[&str], word: &str) -> Result<usize, SettingError> {
    options.iter().position(|option| *option == word).ok_or(SettingError::Bad)
}
