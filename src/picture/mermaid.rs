//! The run as a Mermaid sequence diagram.

use super::Theme;
use crate::protocol::FieldKey;
use crate::scene::{Band, Diagram, End, Flight, Happening, Span, SpanKind};
use crate::text::{Terms, say};

/// A stretch of a run as a `sequenceDiagram`: a message where it arrived or was lost, what nodes did and came to hold
/// as notes, and at the end what is still under way.
pub fn mermaid(diagram: &Diagram, terms: Terms, theme: Theme, title: &str) -> String {
    let mut script = Script { diagram, terms, text: String::new() };
    if theme == Theme::Dark {
        script.text += "%%{init: {\"theme\": \"dark\"}}%%\n";
    }
    script.text += "sequenceDiagram\n";
    script.line(&format!("title: {}", plain(title)));
    for (index, lane) in diagram.lanes.iter().enumerate() {
        script.line(&format!("participant n{index} as {}", plain(&lane.name)));
    }
    for at in diagram.from..=diagram.to {
        script.step(at);
    }
    for flight in diagram.flights.iter().filter(|flight| is_under_way(flight, diagram.to)) {
        script.message(flight, "--)", "picture-pending");
    }
    script.text
}

/// Whether a message is still under way after the last step.
fn is_under_way(flight: &Flight, to: usize) -> bool {
    let is_open = matches!(flight.end, End::Open { .. });
    flight.sent <= to && (is_open || flight.end.at().is_some_and(|at| at > to))
}

struct Script<'a> {
    diagram: &'a Diagram,
    terms: Terms,
    text: String,
}

impl Script<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str("    ");
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn note(&mut self, lane: usize, words: &str) {
        self.line(&format!("Note over n{lane}: {}", plain(words)));
    }

    fn note_all(&mut self, words: &str) {
        match self.diagram.lanes.len() {
            0 => (),
            1 => self.note(0, words),
            lanes => self.line(&format!("Note over n0,n{}: {}", lanes - 1, plain(words))),
        }
    }

    fn step(&mut self, at: usize) {
        let diagram = self.diagram;
        let here = |happening: &&Happening| happening.at == at;
        for band in &diagram.bands {
            self.band(band, at);
        }
        for sign in diagram.happenings.iter().filter(here).filter(|sign| sign.value.is_none()) {
            self.note(sign.lane, &sign.label);
        }
        for flight in &diagram.flights {
            match flight.end {
                End::Arrived(end) if end == at => self.message(flight, "->>", ""),
                End::Dropped(end) | End::AtCrashed(end) if end == at => {
                    self.message(flight, "-x", "picture-lost");
                }
                End::AcrossCut if flight.sent == at => self.message(flight, "-x", "picture-lost"),
                _ => (),
            }
        }
        for span in diagram.spans.iter().filter(|span| span.begins && span.from == at) {
            self.span(span);
        }
        for outcome in diagram.happenings.iter().filter(here).filter(|outcome| outcome.value.is_some()) {
            if outcome.is_choice {
                self.note_all(&outcome.label);
            } else {
                self.note(outcome.lane, &outcome.label);
            }
        }
    }

    fn band(&mut self, band: &Band, at: usize) {
        if band.to == at && at < self.diagram.to {
            self.note_all(&say("picture-band-over", &[("what", band.label.as_str().into())]));
        }
        if band.from == at {
            self.note_all(&band.label);
        }
    }

    fn span(&mut self, span: &Span) {
        let (field, holds) = match &span.kind {
            SpanKind::Promised { ballot, .. } => (FieldKey::Promised, ballot),
            SpanKind::Accepted { proposal, .. } => (FieldKey::Accepted, proposal),
            SpanKind::Down => return,
        };
        self.note(span.lane, &format!("{} = {holds}", self.terms.field(field)));
    }

    /// A message; `key` says what became of it, unless it simply arrived.
    fn message(&mut self, flight: &Flight, arrow: &str, key: &str) {
        let mut words = flight.label.clone();
        if flight.is_copy {
            words = say("picture-copy", &[("message", words.into())]);
        }
        if !key.is_empty() {
            words = say(key, &[("message", words.into())]);
        }
        self.line(&format!("n{}{arrow}n{}: {}", flight.from, flight.to, plain(&words)));
    }
}

/// Text in which Mermaid finds no syntax: what is neither a letter nor a harmless sign becomes its number.
fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => safe.push(' '),
            c if c.is_control() => safe.push('\u{fffd}'),
            c if c.is_alphanumeric() || " ()=,./–’≤×…".contains(c) => safe.push(c),
            c => safe.extend(["#", &u32::from(c).to_string(), ";"]),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn syntax_becomes_numbers() {
        for (text, safe) in [
            ("accept (1,A) foo", "accept (1,A) foo"),
            ("a;b#c:d", "a#59;b#35;c#58;d"),
            ("A₂\nend", "A₂ end"),
            ("<b>%%", "#60;b#62;#37;#37;"),
        ] {
            assert_eq!(plain(text), safe);
        }
    }
}
