//! How the build script writes sentences down, and the catalogue reads them: as one text, in which these marks stand.
//! (Tables of parts with pointers would be a third of the page's data, and hardly compress.)
//!
//! An entry is `ENTRY key TEXT pattern`; in a pattern, an argument is `ARG name END`, and a choice is
//! `CHOICE name OPTION key TEXT pattern OPTION … END`, where the key of the default option begins with [`DEFAULT`]. A
//! deck's own pattern has the key `key.deck`. Entries are sorted by key.

/// Begins an entry.
pub const ENTRY: char = '\0';
/// Stands between a key and its pattern.
pub const TEXT: char = '\u{1}';
/// Begins an argument.
pub const ARG: char = '\u{2}';
/// Begins a choice.
pub const CHOICE: char = '\u{3}';
/// Begins an option of a choice.
pub const OPTION: char = '\u{4}';
/// Ends an argument or a choice; the last of the marks.
pub const END: char = '\u{5}';
/// Begins the key of an option that is taken if no other fits.
pub const DEFAULT: char = '*';
