//! JSON as files and traces use it: members stay in the order in which they are written, and numbers are whole.
//!
//! The library reads it; what has no meaning here becomes [`Json::Other`].

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A piece of JSON.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number from 0.
    Number(u64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object: its members in their order.
    Object(Vec<(String, Json)>),
    /// A number below 0 or with a fraction: nothing that is read here has any.
    Other,
}

/// Where JSON breaks off: the first line and column that can't be read, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1; 0 at the very end of a line.
    pub column: usize,
}

impl Json {
    /// Reads JSON. The library limits nesting, at 128.
    pub fn parse(text: &str) -> Result<Json, NotJson> {
        serde_json::from_str(text).map_err(|why| NotJson { line: why.line(), column: why.column() })
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    /// A list.
    pub fn list(items: impl IntoIterator<Item = Json>) -> Json {
        Json::List(items.into_iter().collect())
    }

    /// An object with these members, in this order.
    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// This object with one more member.
    #[must_use]
    pub fn with(mut self, key: &str, value: Json) -> Json {
        if let Json::Object(members) = &mut self {
            members.push((key.to_owned(), value));
        }
        self
    }

    /// The member of this name, if this is an object that has it; of several the first.
    pub fn get(&self, key: &str) -> Option<&Json> {
        let Json::Object(members) = self else { return None };
        members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    /// The number, if this is one that fits.
    pub fn as_number<N: TryFrom<u64>>(&self) -> Option<N> {
        if let Json::Number(number) = self { N::try_from(*number).ok() } else { None }
    }

    /// What it is, if it is `true` or `false`.
    pub fn as_bool(&self) -> Option<bool> {
        if let Json::Bool(value) = self { Some(*value) } else { None }
    }

    /// The items, if this is a list.
    pub fn as_list(&self) -> Option<&[Json]> {
        if let Json::List(items) = self { Some(items) } else { None }
    }

    /// Writes it on one line, without spaces.
    pub fn write(&self, out: &mut String) {
        match self {
            Json::Null | Json::Other => out.push_str("null"),
            Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Number(number) => out.push_str(&number.to_string()),
            Json::Text(text) => write_text(text, out),
            Json::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    item.write(out);
                }
                out.push(']');
            }
            Json::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    write_text(key, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// Writes an object over several lines: each member on its own, and of these lists each item.
    pub fn write_lines(&self, spread: &[&str]) -> String {
        let Json::Object(members) = self else { return self.to_string() };
        let mut out = String::from("{");
        for (index, (key, value)) in members.iter().enumerate() {
            out.push_str(if index > 0 { ",\n  " } else { "\n  " });
            write_text(key, &mut out);
            out.push_str(": ");
            match value {
                Json::List(items) if !items.is_empty() && spread.contains(&key.as_str()) => {
                    out.push('[');
                    for (index, item) in items.iter().enumerate() {
                        out.push_str(if index > 0 { ",\n    " } else { "\n    " });
                        item.write(&mut out);
                    }
                    out.push_str("\n  ]");
                }
                _ => value.write(&mut out),
            }
        }
        out.push_str("\n}\n");
        out
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Json::Number(number.into())
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // What a script element or a line-based tool might take for an end is escaped too.
            '\0'..='\x1f' | '\x7f' | '<' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\u");
                let digit = |at: u32| char::from_digit(u32::from(c) >> (4 * at) & 0xf, 16);
                out.extend((0..4).rev().filter_map(digit));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

/// Builds a piece of JSON of what the library reads.
struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(u64::try_from(number).map_or(Json::Other, Json::Number))
    }

    fn visit_f64<E>(self, _number: f64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object: Vec<(String, Json)> = Vec::new();
        while let Some((key, value)) = members.next_entry()? {
            object.push((key, value));
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_survives_being_written_and_read() {
        let text = r#"{"b":[1,2,18446744073709551615,null],"a":{"":"\"\\\n\u0007\u003c/script> é 𝄞\u2028"},"t":true}"#;
        let json = Json::parse(text).expect("sound");
        assert_eq!(json.to_string(), text, "in the order in which it was");
        assert_eq!(json.get("b").and_then(|b| b.as_list()?[1].as_number::<u8>()), Some(2));
        let lines = json.write_lines(&["b"]);
        assert!(lines.starts_with("{\n  \"b\": [\n    1,\n    2,\n"), "{lines}");
        assert_eq!(Json::parse(&lines), Ok(json));
    }

    #[test]
    fn what_is_not_json_says_where() {
        for (text, line, column) in
            [("", 1, 0), ("{\n  \"a\": ]", 2, 8), ("[1] 2", 1, 5), ("{\"a\": \"b", 1, 8)]
        {
            assert_eq!(Json::parse(text), Err(NotJson { line, column }), "{text}");
        }
        assert_eq!(Json::parse("[-1, 1.5, 1e3]"), Ok(Json::list([Json::Other, Json::Other, Json::Other])));
        assert!(Json::parse(&"[".repeat(1_000_000)).is_err());
    }
}
