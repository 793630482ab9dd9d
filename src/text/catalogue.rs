//! The text catalogue: sentences by key, in tables that the build script makes of `static/text/<language>/*.ftl`.
//!
//! The files are written in Fluent, of which a sentence may use text, variables, string literals, and choices by a
//! variable: its text, its number, or its number's plural category.

/// A language's sentences, and how it counts.
struct Catalogue {
    table: Table,
    /// The plural category of a number.
    plural: fn(u32) -> &'static str,
}

static ENGLISH: Catalogue =
    Catalogue { table: include!(concat!(env!("OUT_DIR"), "/text_en.rs")), plural: english_plural };

/// What the build script writes.
struct Table {
    /// By key, sorted.
    messages: &'static [(&'static str, Pattern)],
    /// By key and deck, sorted.
    variants: &'static [((&'static str, &'static str), Pattern)],
}

type Pattern = &'static [Part];

enum Part {
    Text(&'static str),
    Arg(&'static str),
    Choice(&'static Choice),
}

/// Parts of which one is said, by the argument of this name: the first that fits, or else the default.
struct Choice {
    arg: &'static str,
    options: &'static [(Key, Pattern)],
    default: usize,
}

/// What an option fits: a word is a text or the plural category of a number.
enum Key {
    Word(&'static str),
    Number(u32),
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
    let message = ENGLISH.message(key);
    message.map_or_else(|| format!("[{key}]"), |pattern| ENGLISH.format(pattern, args))
}

/// The sentence with this key in the variant of a deck, or in the common one if the deck has none of its own.
pub fn say_as(key: &str, deck: &str, args: &[(&str, Arg)]) -> String {
    let variant = ENGLISH.variant(key, deck);
    variant.map_or_else(|| say(key, args), |pattern| ENGLISH.format(pattern, args))
}

/// Whether the catalogue has this key.
pub fn has(key: &str) -> bool {
    ENGLISH.message(key).is_some()
}

/// All keys of the catalogue, for tests.
pub fn keys() -> Vec<String> {
    ENGLISH.table.messages.iter().map(|(key, _)| (*key).to_owned()).collect()
}

impl Catalogue {
    fn message(&self, key: &str) -> Option<Pattern> {
        let messages = self.table.messages;
        let index = messages.binary_search_by(|(other, _)| (*other).cmp(key)).ok()?;
        Some(messages[index].1)
    }

    fn variant(&self, key: &str, deck: &str) -> Option<Pattern> {
        let variants = self.table.variants;
        let index = variants.binary_search_by(|(other, _)| other.cmp(&(key, deck))).ok()?;
        Some(variants[index].1)
    }

    fn format(&self, pattern: Pattern, args: &[(&str, Arg)]) -> String {
        let mut sentence = String::new();
        self.write(&mut sentence, pattern, args);
        sentence
    }

    /// An argument that is missing shows as its name, in braces.
    fn write(&self, sentence: &mut String, pattern: Pattern, args: &[(&str, Arg)]) {
        for part in pattern {
            match part {
                Part::Text(text) => sentence.push_str(text),
                Part::Arg(name) => match find(args, name) {
                    Some(Arg::Text(text)) => sentence.push_str(text),
                    Some(Arg::Number(number)) => sentence.push_str(&number.to_string()),
                    None => sentence.extend(["{$", name, "}"]),
                },
                Part::Choice(choice) => self.write(sentence, self.choose(choice, args), args),
            }
        }
    }

    fn choose(&self, choice: &Choice, args: &[(&str, Arg)]) -> Pattern {
        let fits = |key: &Key, arg: &Arg| match (key, arg) {
            (Key::Word(word), Arg::Text(text)) => word == text,
            (Key::Word(word), Arg::Number(number)) => *word == (self.plural)(*number),
            (Key::Number(key), Arg::Number(number)) => key == number,
            (Key::Number(_), Arg::Text(_)) => false,
        };
        let fitting =
            find(args, choice.arg).and_then(|arg| choice.options.iter().find(|(key, _)| fits(key, arg)));
        fitting.unwrap_or(&choice.options[choice.default]).1
    }
}

/// The argument of this name; of two, the latter.
fn find<'a>(args: &'a [(&str, Arg)], name: &str) -> Option<&'a Arg> {
    args.iter().rev().find(|(other, _)| *other == name).map(|(_, arg)| arg)
}

/// The plural category of a whole number in English: CLDR's `plurals.xml`, cardinal, `en`: "one" for `i = 1 and v = 0`.
fn english_plural(number: u32) -> &'static str {
    if number == 1 { "one" } else { "other" }
}
