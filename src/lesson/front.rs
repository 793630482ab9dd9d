//! The head of a lesson: what it is called, and the cluster that it runs on.

use super::source::Placed;
use super::{Deck, LessonError, decks};
use crate::protocol::Map;
use crate::protocol::synod::{
    Adoption, Config, Layout, Learning, ProposerConfig, Rejections, Switch, Switches,
};
use crate::protocol::{ConfigError, Numbering, Setup, Value};
use crate::protocol::{is_letter, is_letter_or_digit};
use crate::text::Terms;
use std::rc::Rc;

/// What the head of a lesson says.
pub(super) struct Front {
    pub title: String,
    pub deck: Option<&'static Deck>,
    pub chapter: Option<String>,
    pub summary: String,
    pub setup: Rc<Setup>,
    pub terms: Terms,
    /// Where the head ends and the lesson proper begins, in bytes.
    pub end: usize,
}

/// The keys that may stand in the head of any lesson.
const COMMON: [&str; 6] = ["title", "deck", "chapter", "summary", "protocol", "terms"];

/// Those that set up single-decree Paxos with roles apart.
const APART: [&str; 9] = [
    "proposers",
    "acceptors",
    "learners",
    "numbers",
    "rejections",
    "learning",
    "adoption",
    "quorums",
    "eager",
];

/// Which value a proposer proposes.
const ADOPTION: [(&str, Adoption); 4] = [
    ("highest", Adoption::Highest),
    ("own", Adoption::Own),
    ("first", Adoption::First),
    ("most-frequent", Adoption::MostFrequent),
];

/// Reads the head of a lesson: lines `key: value` between two lines `---`.
pub(super) fn parse(source: &str) -> Result<Front, LessonError> {
    let (entries, end) = Entries::read(source)?;
    // What is not known at all is told before what is missing.
    let in_words = entries.protocol()?;
    let title = entries.require("title")?.text.to_owned();
    let summary = entries.require("summary")?.text.to_owned();
    let setup = match in_words {
        None => Setup::Synod(entries.config()?),
        Some(usual) => entries.set_up(usual)?,
    };
    Ok(Front {
        title,
        deck: entries.deck()?,
        chapter: entries.get("chapter").map(|chapter| chapter.text.to_owned()),
        summary,
        setup: Rc::new(setup),
        terms: entries.choose("terms", Terms::ALL)?,
        end,
    })
}

struct Entries<'a> {
    start: Placed<'a>,
    /// Each key, where it stands, and its value.
    values: Map<&'a str, (Placed<'a>, Placed<'a>)>,
}

impl<'a> Entries<'a> {
    fn read(source: &'a str) -> Result<(Self, usize), LessonError> {
        let start = Placed::within(source, 0..0);
        let mut values = Map::default();
        let mut end = 0;
        for (index, line) in source.split_inclusive('\n').enumerate() {
            let placed = Placed::within(source, end..end + line.len());
            let content = placed.without_comment().trim();
            end += line.len();
            match (index, content.text) {
                (0, "---") => {}
                (0, _) => break,
                (_, "---") => return Ok((Entries { start, values }, end)),
                (_, "") => {}
                _ => Self::add(&mut values, content)?,
            }
        }
        Err(start.error("lesson-no-head", &[]))
    }

    fn add(values: &mut Map<&'a str, (Placed<'a>, Placed<'a>)>, line: Placed<'a>) -> Result<(), LessonError> {
        let (key, value) = line.split_once(":").ok_or_else(|| line.complaint("lesson-bad-head-line"))?;
        if value.text.is_empty() {
            return Err(key.complaint("lesson-empty-key"));
        }
        match values.insert(key.text, (key, value)) {
            None => Ok(()),
            Some(_) => Err(key.complaint("lesson-key-twice")),
        }
    }

    fn get(&self, key: &str) -> Option<Placed<'a>> {
        self.values.get(key).map(|(_, value)| *value)
    }

    fn require(&self, key: &str) -> Result<Placed<'a>, LessonError> {
        self.get(key).ok_or_else(|| self.start.error("lesson-key-missing", &[("key", key.into())]))
    }

    /// One of a few words. The first is meant where the key is left out.
    fn choose<T, const N: usize>(&self, key: &str, options: [(&str, T); N]) -> Result<T, LessonError> {
        let words = options.each_ref().map(|(word, _)| *word).join(", ");
        let mut options = options.into_iter();
        let Some(value) = self.get(key) else {
            return Ok(options.next().expect("there is something to choose from").1);
        };
        let chosen = options.find(|(word, _)| *word == value.text);
        chosen.map(|(_, option)| option).ok_or_else(|| {
            value.error("lesson-bad-choice", &[("text", value.text.into()), ("words", words.into())])
        })
    }

    fn deck(&self) -> Result<Option<&'static Deck>, LessonError> {
        let Some(key) = self.get("deck").filter(|key| key.text != "none") else {
            return Ok(None);
        };
        let deck = decks().iter().find(|deck| deck.key == key.text);
        deck.map(Some).ok_or_else(|| {
            let keys: Vec<&str> = decks().iter().map(|deck| deck.key).collect();
            let args = [("text", key.text.into()), ("words", keys.join(", ").into())];
            key.error("lesson-bad-choice", &args)
        })
    }

    /// The usual cluster of the protocol; none for single-decree Paxos with roles apart, whose settings are its own. There
    /// are no keys but those that the protocol has.
    fn protocol(&self) -> Result<Option<Setup>, LessonError> {
        let Some(value) = self.get("protocol").filter(|value| value.text != Setup::KEYS[0]) else {
            let keys: Vec<&str> = APART.into_iter().chain(Switch::ALL.map(Switch::key)).collect();
            return self.know_keys(&keys).map(|()| None);
        };
        let setup = Setup::usual(value.text).ok_or_else(|| {
            let args = [("text", value.text.into()), ("words", Setup::KEYS.join(", ").into())];
            value.error("lesson-bad-choice", &args)
        })?;
        let mut settings: Vec<&str> = setup.cluster().settings().into_iter().map(|(key, _)| key).collect();
        settings.extend(setup.cluster().rules().into_iter().map(|(key, _)| key));
        self.know_keys(&settings).map(|()| Some(setup))
    }

    /// Applies the settings in words.
    fn set_up(&self, mut setup: Setup) -> Result<Setup, LessonError> {
        for (key, (_, value)) in self.values.iter().filter(|(key, _)| !COMMON.contains(key)) {
            let words = setup.cluster().options(key).join(", ");
            setup.cluster_mut().set(key, value.text).map_err(|_| {
                if words.is_empty() {
                    value.complaint("lesson-bad-setting")
                } else {
                    let args = [("text", value.text.into()), ("words", words.as_str().into())];
                    value.error("lesson-bad-choice", &args)
                }
            })?;
        }
        match setup.cluster().validate() {
            Ok(_) => Ok(setup),
            Err(error) => Err(self.refuse(error)),
        }
    }

    /// Whether there are only keys that every lesson may have, and these.
    fn know_keys(&self, known: &[&str]) -> Result<(), LessonError> {
        let unknown = self.values.iter().find(|(key, _)| !COMMON.contains(key) && !known.contains(key));
        let Some((_, (key, _))) = unknown else { return Ok(()) };
        let keys: Vec<&str> = COMMON.iter().chain(known).copied().collect();
        Err(key.error("lesson-unknown-key", &[("text", key.text.into()), ("keys", keys.join(", ").into())]))
    }

    fn config(&self) -> Result<Config, LessonError> {
        let (promise_quorum, accept_quorum) = self.quorums()?.unzip();
        let config = Config {
            layout: Layout::Apart,
            proposers: self.proposers()?,
            acceptors: names(self.require("acceptors")?)?,
            learners: match self.get("learners") {
                Some(learners) if learners.text != "none" => names(learners)?,
                _ => Vec::new(),
            },
            numbering: self.choose("numbers", [("pairs", Numbering::Pairs), ("plain", Numbering::Plain)])?,
            rejections: self
                .choose("rejections", [("silent", Rejections::Silent), ("answered", Rejections::Answered)])?,
            learning: self
                .choose("learning", [("proposer", Learning::ViaProposer), ("direct", Learning::Direct)])?,
            adoption: self.choose("adoption", ADOPTION)?,
            switches: self.switches()?,
            promise_quorum,
            accept_quorum,
            eager: self.choose("eager", [("no", false), ("yes", true)])?,
        };
        match config.validate() {
            Ok(_) => Ok(config),
            Err(error) => Err(self.refuse(error)),
        }
    }

    /// The rules that are switched off.
    fn switches(&self) -> Result<Switches, LessonError> {
        let mut switches = Switches::default();
        for switch in Switch::ALL {
            let Some(value) = self.get(switch.key()) else { continue };
            switches.turn(switch, value.text).map_err(|_| {
                let words = switch.options().join(", ");
                value.error("lesson-bad-choice", &[("text", value.text.into()), ("words", words.into())])
            })?;
        }
        Ok(switches)
    }

    fn proposers(&self) -> Result<Vec<ProposerConfig>, LessonError> {
        let entries = self.require("proposers")?.split(';').into_iter();
        entries.zip(1..).map(|(entry, position)| proposer(entry, position)).collect()
    }

    /// `majority`, or how many promises and how many acceptances.
    fn quorums(&self) -> Result<Option<(u32, u32)>, LessonError> {
        let Some(value) = self.get("quorums").filter(|value| value.text != "majority") else {
            return Ok(None);
        };
        let (promises, acceptances) = value.word();
        Ok(Some((promises.number()?, acceptances.number()?)))
    }

    /// Says at the right line why the cluster can't be built.
    fn refuse(&self, error: ConfigError) -> LessonError {
        let (key, message) = match error {
            ConfigError::Proposers(_) => ("proposers", "lesson-proposers"),
            ConfigError::Acceptors(_) => ("acceptors", "lesson-acceptors"),
            ConfigError::Learners(_) => ("learners", "lesson-learners"),
            ConfigError::Members(_) if self.get("participants").is_some() => {
                ("participants", "lesson-members")
            }
            ConfigError::Members(_) => ("servers", "lesson-members"),
            ConfigError::Quorum(_) => ("quorums", "lesson-quorum"),
            ConfigError::Names => ("proposers", "lesson-names"),
            ConfigError::FirstNumber => ("proposers", "lesson-first-number"),
            ConfigError::Value => ("proposers", "lesson-value"),
            ConfigError::Switches(key) => (key, "lesson-switches"),
        };
        let maximum = match error {
            ConfigError::Proposers(_) => Config::PROPOSERS_MAX,
            ConfigError::Acceptors(_) | ConfigError::Members(_) => Config::ACCEPTORS_MAX,
            ConfigError::Learners(_) => Config::LEARNERS_MAX,
            _ => Value::LENGTH_MAX,
        };
        let maximum = u32::try_from(maximum).expect("the limits are small");
        // The nodes of a construction are one of these settings.
        let nodes = || ["servers", "replicas"].into_iter().find_map(|key| self.get(key));
        self.get(key).or_else(nodes).unwrap_or(self.start).error(message, &[("max", maximum.into())])
    }
}

/// Reads `A`, `A wants foo`, `A from 8` or `A wants foo from 8`. Numbers start at the proposer's position if nothing
/// else is said, which keeps the sequences apart.
fn proposer(entry: Placed<'_>, position: u32) -> Result<ProposerConfig, LessonError> {
    let (name, rest) = entry.word();
    let (wish, first) = match (rest.strip_prefix("from "), rest.rsplit_once(" from ")) {
        (Some(number), _) => (None, number.number()?),
        (None, Some((wish, number))) => (Some(wish), number.number()?),
        (None, None) => (Some(rest).filter(|rest| !rest.text.is_empty()), position),
    };
    let value = |wish: Placed<'_>| {
        let value = wish.strip_prefix("wants ");
        value.map_or_else(|| Err(wish.complaint("lesson-bad-proposer")), |v| Ok(Value::new(v.text)))
    };
    Ok(ProposerConfig { name: self::name(name)?, wants: wish.map(value).transpose()?, first })
}

fn names(mut text: Placed<'_>) -> Result<Vec<String>, LessonError> {
    let mut names = Vec::new();
    while !text.text.is_empty() {
        let (word, rest) = text.word();
        names.push(name(word)?);
        text = rest;
    }
    Ok(names)
}

/// A name that can't be taken for a number, a list or an arrow, and that fits on a node's card.
fn name(word: Placed<'_>) -> Result<String, LessonError> {
    const LENGTH_MAX: usize = 12;
    let is_name = word.text.starts_with(is_letter)
        && word.text.chars().all(is_letter_or_digit)
        && word.text.chars().count() <= LENGTH_MAX;
    if is_name { Ok(word.text.to_owned()) } else { Err(word.complaint("lesson-bad-name")) }
}
