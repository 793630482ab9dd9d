//! The text catalogue: sentences by key, in one text that the build script makes of `static/text/<language>/*.ftl`.
//!
//! The files are written in Fluent, of which a sentence may use text, variables, string literals, and choices by a
//! variable: its text, its number, or its number's plural category.

use super::marks::{ARG, CHOICE, DEFAULT, END, ENTRY, OPTION, TEXT};
use std::sync::{LazyLock, OnceLock};

/// A language's sentences, and how it counts.
#[derive(Debug)]
struct Catalogue {
    /// Keys and patterns, sorted by key.
    entries: Vec<(&'static str, &'static str)>,
    /// The plural category of a number.
    plural: fn(u32) -> &'static str,
}

static ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::english(include_str!(concat!(env!("OUT_DIR"), "/text_en.txt"))));

/// What only readers of lessons and files say, where such a reader runs.
static READERS: OnceLock<Catalogue> = OnceLock::new();

/// The rules, where they are known.
static RULES: OnceLock<Rules> = OnceLock::new();

/// What is said of rules.
#[derive(Debug)]
struct Rules {
    /// All rules as pseudo-code.
    code: &'static str,
    /// Why each was applied, and where it comes from; those of Paxos itself are in the page.
    sentences: Catalogue,
}

/// By what the text of rules is known that belongs to this build.
pub const RULES_FINGERPRINT: &str = env!("PAXOSCOPE_RULES");

/// The text of rules: it lies beside the page, which fetches it when it is to say any of it.
#[cfg(not(target_family = "wasm"))]
pub const RULES_TEXT: &str = RULES_OF_BUILD;

const RULES_OF_BUILD: &str = include_str!(concat!(env!("OUT_DIR"), "/text_of_rules_en.txt"));

/// Knows the rules in this text from now on. False for a text of another build, of which nothing is kept.
pub fn learn_rules(text: &str) -> bool {
    let Some((RULES_FINGERPRINT, text)) = text.split_once('\n') else { return false };
    RULES.get_or_init(|| {
        // Once in a visit, and for all of it.
        let (code, sentences) = String::leak(text.to_owned()).split_once(ENTRY).unwrap_or_default();
        Rules { code, sentences: Catalogue::english(sentences) }
    });
    true
}

/// All rules as pseudo-code; nothing where they are not known.
pub fn rules_code() -> &'static str {
    #[cfg(not(target_family = "wasm"))]
    know_all();
    RULES.get().map(|rules| rules.code).unwrap_or_default()
}

/// Knows what readers of lessons and files say, too, and all rules. The page does without, and does not carry it;
/// elsewhere it goes without saying.
pub fn know_all() {
    READERS.get_or_init(|| {
        Catalogue::english(include_str!(concat!(env!("OUT_DIR"), "/text_of_readers_en.txt")))
    });
    learn_rules(RULES_OF_BUILD);
}

/// The pattern of a key, wherever it is.
fn pattern(key: &str) -> Option<&'static str> {
    #[cfg(not(target_family = "wasm"))]
    know_all();
    let fetched = || RULES.get()?.sentences.pattern(key);
    ENGLISH.pattern(key).or_else(fetched).or_else(|| READERS.get()?.pattern(key))
}

/// A word or number that a sentence mentions.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Text, taken as it is.
    Text(String),
    /// A number, for plural forms.
    Number(u32),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Arg::Number(number)
    }
}

/// The sentence with this key. A key that is missing shows as itself, in brackets: a page with a hole beats none.
pub fn say(key: &str, args: &[(&str, Arg)]) -> String {
    match pattern(key) {
        Some(pattern) => ENGLISH.format(pattern, args),
        None => ["[", key, "]"].concat(),
    }
}

/// The sentence with this key in the variant of a deck, or in the common one if the deck has none of its own.
pub fn say_as(key: &str, deck: &str, args: &[(&str, Arg)]) -> String {
    let own = [key, ".", deck].concat();
    say(if pattern(&own).is_some() { &own } else { key }, args)
}

/// Whether the catalogue has this key.
pub fn has(key: &str) -> bool {
    !key.contains('.') && pattern(key).is_some()
}

/// Whether the page says this without having fetched anything, for tests.
pub fn is_in_page(key: &str) -> bool {
    ENGLISH.pattern(key).is_some()
}

/// All keys of the catalogue, for tests.
pub fn keys() -> Vec<String> {
    know_all();
    let rules = RULES.get().map(|rules| &rules.sentences);
    let all = [Some(&*ENGLISH), READERS.get(), rules].into_iter().flatten();
    let keys = all.flat_map(|catalogue| catalogue.entries.iter()).map(|(key, _)| *key);
    keys.filter(|key| !key.contains('.')).map(str::to_owned).collect()
}

impl Catalogue {
    fn english(text: &'static str) -> Self {
        let entries = text.split(ENTRY).filter_map(|entry| entry.split_once(TEXT)).collect();
        Catalogue { entries, plural: english_plural }
    }

    fn pattern(&self, key: &str) -> Option<&'static str> {
        let index = self.entries.binary_search_by(|(other, _)| (*other).cmp(key)).ok()?;
        Some(self.entries[index].1)
    }

    fn format(&self, pattern: &str, args: &[(&str, Arg)]) -> String {
        let mut sentence = String::new();
        self.write(&mut sentence, pattern, args);
        sentence
    }

    /// An argument that is missing shows as its name, in braces.
    fn write(&self, sentence: &mut String, pattern: &str, args: &[(&str, Arg)]) {
        let mut rest = pattern;
        while let Some(at) = rest.find([ARG, CHOICE]) {
            sentence.push_str(&rest[..at]);
            let is_choice = rest[at..].starts_with(CHOICE);
            let (content, after) = split_mark(&rest[at + 1..]);
            rest = after;
            if is_choice {
                self.write(sentence, self.choose(content, args), args);
                continue;
            }
            match find(args, content) {
                Some(Arg::Text(text)) => sentence.push_str(text),
                Some(Arg::Number(number)) => sentence.push_str(&number.to_string()),
                None => sentence.extend(["{$", content, "}"]),
            }
        }
        sentence.push_str(rest);
    }

    /// The pattern of the first option that fits the argument, or else of the default.
    fn choose<'a>(&self, choice: &'a str, args: &[(&str, Arg)]) -> &'a str {
        let mut pieces = options(choice).into_iter();
        let arg = find(args, pieces.next().unwrap_or_default());
        let mut default = "";
        for piece in pieces {
            let (key, pattern) = piece.split_once(TEXT).unwrap_or_default();
            let bare = key.trim_start_matches(DEFAULT);
            if bare != key {
                default = pattern;
            }
            if arg.is_some_and(|arg| self.fits(bare, arg)) {
                return pattern;
            }
        }
        default
    }

    /// Whether an option's key, which is a number or a word, fits an argument.
    fn fits(&self, key: &str, arg: &Arg) -> bool {
        match arg {
            Arg::Text(text) => key == text && !key.starts_with(|c: char| c.is_ascii_digit()),
            Arg::Number(number) => key == (self.plural)(*number) || key.parse() == Ok(*number),
        }
    }
}

/// What stands between the mark before this text and its end, and what comes after.
fn split_mark(text: &str) -> (&str, &str) {
    let mut depth = 0_u32;
    let is_end = |c: char| {
        depth += u32::from(c == ARG || c == CHOICE);
        let is_last = c == END && depth == 0;
        depth -= u32::from(c == END && !is_last);
        is_last
    };
    let end = text.find(is_end).unwrap_or(text.len());
    (&text[..end], text.get(end + 1..).unwrap_or_default())
}

/// The name of a choice's argument and its options. The options of choices within belong to those.
fn options(choice: &str) -> Vec<&str> {
    let mut depth = 0_u32;
    let is_own = |c: char| {
        depth += u32::from(c == ARG || c == CHOICE);
        depth -= u32::from(c == END);
        c == OPTION && depth == 0
    };
    choice.split(is_own).collect()
}

/// The argument of this name; of two, the latter.
fn find<'a>(args: &'a [(&str, Arg)], name: &str) -> Option<&'a Arg> {
    args.iter().rev().find(|(other, _)| *other == name).map(|(_, arg)| arg)
}

/// The plural category of a whole number in English: CLDR's `plurals.xml`, cardinal, `en`: "one" for `i = 1 and v = 0`.
fn english_plural(number: u32) -> &'static str {
    if number == 1 { "one" } else { "other" }
}
