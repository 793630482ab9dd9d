//! What leaves the page and comes back: the address of a page, so far. Files, exported traces and pictures join
//! this room later.

mod cluster;
mod route;

pub use cluster::{ClusterError, default_cluster, parse_cluster, write_cluster};
pub use route::{Route, RouteError, parse_route, write_route};
