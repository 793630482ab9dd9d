//! The text catalogue, read from Fluent files that are part of the program.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::borrow::Cow;
use unic_langid::LanguageIdentifier;

/// The English files, by what they speak of.
const ENGLISH: [&str; 4] = [
    include_str!("../../static/text/en/page.ftl"),
    include_str!("../../static/text/en/steps.ftl"),
    include_str!("../../static/text/en/terms.ftl"),
    include_str!("../../static/text/en/errors.ftl"),
];

thread_local! {
    static CATALOGUE: FluentBundle<FluentResource> = load(&ENGLISH);
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
    format(key, None, args).unwrap_or_else(|| format!("[{key}]"))
}

/// The sentence with this key in the variant of a deck, or in the common one if the deck has none of its own.
pub fn say_as(key: &str, deck: &str, args: &[(&str, Arg)]) -> String {
    format(key, Some(deck), args).unwrap_or_else(|| say(key, args))
}

/// Whether the catalogue has this key.
pub fn has(key: &str) -> bool {
    CATALOGUE.with(|catalogue| catalogue.has_message(key))
}

/// All keys of the catalogue, for tests.
pub fn keys() -> Vec<String> {
    let is_key = |line: &&str| line.starts_with(|first: char| first.is_ascii_alphabetic());
    let lines = ENGLISH.iter().flat_map(|file| file.lines()).filter(is_key);
    lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect()
}

fn format(key: &str, variant: Option<&str>, args: &[(&str, Arg)]) -> Option<String> {
    CATALOGUE.with(|catalogue| {
        let message = catalogue.get_message(key)?;
        let pattern = match variant {
            Some(variant) => message.get_attribute(variant)?.value(),
            None => message.value()?,
        };
        let mut fluent_args = FluentArgs::new();
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
                Arg::Number(number) => FluentValue::from(*number),
            };
            fluent_args.set(*name, value);
        }
        let mut errors = Vec::new();
        Some(catalogue.format_pattern(pattern, Some(&fluent_args), &mut errors).into_owned())
    })
}

fn load(files: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle =
        FluentBundle::new(vec![LanguageIdentifier::from_bytes(b"en").expect("en is a language")]);
    // Everything is left to right so far; the marks that isolate inserted text would show up in copied text.
    bundle.set_use_isolating(false);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).expect("the catalogue's files are tested");
        bundle.add_resource(resource).expect("no key stands twice; tested");
    }
    bundle
}
