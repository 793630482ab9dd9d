//! What leaves the page and comes back: addresses, links to runs, files, and traces for other tools. Everything that
//! is read here may have been written by anybody, so it is checked, and limited, before it is believed.

mod base64;
mod bits;
mod cluster;
mod cluster_bits;
mod escape;
mod file;
mod itf;
mod json;
mod keys;
mod lesson;
mod own_link;
mod link;
mod packed;
mod qr;
mod route;
mod run;
mod sentences;
mod trace;
mod words;

pub use base64::{Signs, decode, encode};
pub use cluster::{ClusterError, default_cluster, parse_cluster, write_cluster};
pub use escape::escaped;
pub use file::{EVENTS_MAX, FILE_MAX, FileError, MOMENT_NAME_MAX, parse_file, write_file};
pub use itf::{STATES_MAX, TraceError, parse_itf, write_itf};
pub use json::NotJson;
pub use lesson::{OWN, PACKED_VERSION, pack_lesson, pack_own_lesson, unpack_lesson, unpack_own_lesson};
pub use link::{LINK_MAX, LinkError, LinkTooLong, parse_link, write_link};
pub use own_link::{OWN_LINK, parse_own_link, write_own_link};
pub use packed::{parse_packed, write_packed};
pub use qr::Qr;
pub use route::{Route, RouteError, parse_route, write_route};
pub use run::{Run, RunError};
pub use sentences::{shortened, too_large_words};
pub use trace::{write_events, write_shiviz};
pub use words::BadMember;

/// The longest name of a node that is read, in characters.
pub const NAME_MAX: usize = 24;
