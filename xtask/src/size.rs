//! How large the page is, as files and as a visitor downloads it.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The size of one file in bytes.
#[derive(Clone, Copy, Default)]
pub struct Size {
    /// As it lies on the disk.
    pub raw: usize,
    /// Compressed by gzip at level 9.
    pub gzipped: usize,
}

/// The sizes of all files of a folder.
pub struct Report {
    /// Paths inside the folder, with their sizes.
    pub files: Vec<(String, Size)>,
}

impl Report {
    /// Measures a folder.
    pub fn of(folder: &Path) -> Result<Self> {
        let measure = |file: PathBuf| {
            let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
            Ok((name, Size { raw: bytes.len(), gzipped: gzipped(&bytes)? }))
        };
        Ok(Self { files: files(folder)?.into_iter().map(measure).collect::<Result<_>>()? })
    }

    /// What is downloaded together, each with what it is called: what every visitor downloads, the tools, and the
    /// lessons, each of which is downloaded when it is opened.
    pub fn sums(&self) -> [(Size, &'static str); 3] {
        [Part::Page, Part::Tools, Part::Lessons].map(|part| (self.sum(part), part.name()))
    }

    fn sum(&self, part: Part) -> Size {
        let meant = self.files.iter().filter(|(name, _)| Part::of(name) == part);
        meant.fold(Size::default(), |sum, (_, size)| Size {
            raw: sum.raw + size.raw,
            gzipped: sum.gzipped + size.gzipped,
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{:>11} {:>11}  file", "bytes", "gzipped")?;
        for (name, size) in &self.files {
            writeln!(f, "{:>11} {:>11}  {name}", grouped(size.raw), grouped(size.gzipped))?;
        }
        for (sum, what) in self.sums() {
            writeln!(f, "{:>11} {:>11}  {what}", grouped(sum.raw), grouped(sum.gzipped))?;
        }
        Ok(())
    }
}

/// When a file of the page is downloaded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// On every visit.
    Page,
    /// When something is first asked of the tools.
    Tools,
    /// When it is opened, or first needed.
    Lessons,
    /// Never by the page itself.
    Apart,
}

impl Part {
    /// Where a file belongs, by its path inside the folder.
    fn of(name: &str) -> Self {
        match name {
            _ if name.starts_with("lessons") || name.starts_with("text") => Part::Lessons,
            "tools.js" | "tools_bg.wasm" | "tools_loader.js" | "tools_here.js" => Part::Tools,
            // A window that is opened, and a page of its own.
            _ if name.starts_with("speaker.") || name == "paxoscope.html" => Part::Apart,
            _ => Part::Page,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Part::Page => "the page",
            Part::Tools => "tools, loaded on demand",
            Part::Lessons => "lessons, starts and rules, fetched one by one",
            Part::Apart => "what is opened by itself",
        }
    }
}

/// All files in a folder and the folders in it, in a fixed order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// A number with its digits in groups of three.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1 000"), (1_234_567, "1 234 567")] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn every_file_is_counted_where_it_is_downloaded() {
        for (name, part) in [
            ("index.html", Part::Page),
            ("paxoscope-0123_bg.wasm", Part::Page),
            ("icon-0123.svg", Part::Page),
            ("tools_bg.wasm", Part::Tools),
            ("tools_loader.js", Part::Tools),
            ("tools_here.js", Part::Tools),
            ("speaker.js", Part::Apart),
            ("paxoscope.html", Part::Apart),
            ("lessons/duel.md", Part::Lessons),
            ("text/rules.txt", Part::Lessons),
        ] {
            assert_eq!(Part::of(name), part, "{name}");
        }
    }

    #[test]
    fn repetition_compresses() {
        assert!(gzipped(&[b'x'; 10_000]).unwrap() < 100);
    }
}
