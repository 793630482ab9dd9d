//! Sheets over the page, and what one can do in the sheet Share.

use super::Session;
use crate::picture::{Form, Wanted};
use crate::protocol::is_letter_or_digit;
use crate::share::{LinkTooLong, Run, write_link, write_packed};
use crate::tools::{Errand, Picture, Writing};

/// A sheet over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The keys, and how to read the stage.
    Help,
    /// Links, files, pictures, traces.
    Share,
}

/// A file in which a run is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parcel {
    /// The run with all its branches: what this page opens again.
    Run,
    /// The line, for Apalache and Quint.
    Itf,
    /// The line with vector clocks, for `ShiViz`.
    ShiViz,
    /// The line, event by event.
    Events,
    /// A lesson's file, which is here already.
    Lesson,
    /// A picture.
    Picture(Wanted),
    /// A picture in pixels, which the page draws from the SVG.
    Png(Wanted),
}

impl Parcel {
    /// The file's name: letters and digits of the title stay, all else becomes a dash.
    pub fn file_name(self, title: &str) -> String {
        let words = title.split(|c: char| !is_letter_or_digit(c)).filter(|word| !word.is_empty());
        let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
        format!("{}.{}", if name.is_empty() { "run" } else { &name }, self.extension())
    }

    /// What the tools are asked for: a packed run as this file.
    pub(super) fn errand<'a>(self, title: &'a str, lanes: &'a str, run: &'a str) -> Errand<'a> {
        let draw = |wanted| Errand::Draw(Picture { wanted, lanes, title, run });
        match self {
            Parcel::Run | Parcel::Lesson => Errand::Write(Writing::File, run),
            Parcel::Itf => Errand::Write(Writing::Itf, run),
            Parcel::ShiViz => Errand::Write(Writing::ShiViz, run),
            Parcel::Events => Errand::Write(Writing::Events, run),
            Parcel::Picture(wanted) | Parcel::Png(wanted) => draw(wanted),
        }
    }

    /// The end of the file's name.
    fn extension(self) -> &'static str {
        match self {
            Parcel::Run => "json",
            Parcel::Lesson => "md",
            Parcel::Itf => "itf.json",
            Parcel::ShiViz => "log",
            Parcel::Events => "events.json",
            Parcel::Picture(Wanted { form: Form::Svg, .. }) => "svg",
            Parcel::Picture(Wanted { form: Form::Mermaid, .. }) => "mmd",
            Parcel::Picture(_) => "tex",
            Parcel::Png(_) => "png",
        }
    }
}

impl Session {
    /// The run with all its branches, as it is carried.
    pub fn run(&self) -> Run {
        Run::of(&self.history, self.terms, Some(self.player.clone()))
    }

    /// The line only.
    fn line(&self) -> Run {
        Run::of_line(&self.history, self.terms, Some(self.player.clone()))
    }

    /// The link to the line, from `#` on.
    pub fn link(&self) -> Result<String, LinkTooLong> {
        write_link(&self.line())
    }

    /// What is packed of the run for a file: all of it for one that is opened here again, or else the line.
    pub(super) fn packed(&self, parcel: Parcel) -> String {
        write_packed(&if parcel == Parcel::Run { self.run() } else { self.line() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_the_name_of_a_file_anywhere() {
        assert_eq!(Parcel::Run.file_name("Two proposers, one value"), "two-proposers-one-value.json");
        assert_eq!(Parcel::ShiViz.file_name("../../A₂ <b>"), "a₂-b.log");
        assert_eq!(Parcel::Itf.file_name("…"), "run.itf.json");
    }
}
