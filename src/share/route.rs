//! Addresses: what stands behind the `#` of the page's URL.

use super::link::parse_payload;
use super::own_link::OWN_LINK;
use super::{ClusterError, LinkError, Run, parse_cluster, write_cluster, write_link};
use crate::protocol::Setup;

/// A place to go to.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// Where a visit starts.
    Home,
    /// All rungs of the ladder from one server to Multi-Paxos.
    Ladder,
    /// A lesson, at one of its stops.
    Lesson {
        /// The lesson's name in addresses.
        slug: String,
        /// The stop, from 0.
        stop: usize,
    },
    /// The sandbox that was opened from a lesson, at the state that the lesson has there.
    Explore {
        /// The lesson's name in addresses.
        slug: String,
        /// The stop, from 0.
        stop: usize,
    },
    /// The sandbox at the end of a prepared run.
    Start {
        /// The start's name in addresses.
        slug: String,
    },
    /// The sandbox with this cluster.
    Sandbox(Setup),
    /// The sandbox with this run.
    Run(Box<Run>),
    /// A lesson that is not built in; its source, compressed. The tools read it.
    Own(String),
}

impl Route {
    /// The name of the lesson or start whose text the place needs.
    pub fn text(&self) -> Option<&str> {
        match self {
            Route::Lesson { slug, .. } | Route::Explore { slug, .. } | Route::Start { slug } => Some(slug),
            Route::Home | Route::Ladder | Route::Sandbox(_) | Route::Run(_) | Route::Own(_) => None,
        }
    }
}

/// An address that is longer, in bytes, leads nowhere: none that this page writes is.
const LENGTH_MAX: usize = 4000;

/// Why an address leads nowhere.
#[derive(Clone, Debug, PartialEq)]
pub enum RouteError {
    /// There is no such page.
    Page(String),
    /// A stop is a number.
    Stop(String),
    /// The cluster can't be read or built.
    Cluster(ClusterError),
    /// The run can't be read.
    Link(LinkError),
}

/// Reads an address, with or without its `#`. Nothing at all is home.
pub fn parse_route(hash: &str) -> Result<Route, RouteError> {
    if hash.len() > LENGTH_MAX && !hash.starts_with("#/run/") && !hash.starts_with(OWN_LINK) {
        // What it was, from its beginning.
        let page = hash.chars().filter(|&c| c != '#').take(LENGTH_MAX).collect();
        return Err(RouteError::Page(page));
    }
    let path = hash.trim_start_matches('#').trim_start_matches('/');
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    if let Some(payload) = path.strip_prefix("run/") {
        return parse_payload(payload).map(|run| Route::Run(Box::new(run))).map_err(RouteError::Link);
    }
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        [""] => Ok(Route::Home),
        ["ladder"] => Ok(Route::Ladder),
        ["own", code] => Ok(Route::Own(code.to_owned())),
        ["sandbox"] => parse_cluster(query).map(Route::Sandbox).map_err(RouteError::Cluster),
        ["start", slug] => Ok(Route::Start { slug: slug.to_owned() }),
        ["lesson", slug] => Ok(Route::Lesson { slug: slug.to_owned(), stop: 0 }),
        ["lesson", slug, stop] => Ok(Route::Lesson { slug: slug.to_owned(), stop: parse_stop(stop)? }),
        ["explore", slug, stop] => Ok(Route::Explore { slug: slug.to_owned(), stop: parse_stop(stop)? }),
        _ => Err(RouteError::Page(path.to_owned())),
    }
}

fn parse_stop(text: &str) -> Result<usize, RouteError> {
    text.parse().map_err(|_| RouteError::Stop(text.to_owned()))
}

/// Writes an address, with its `#`. A run that is too long for a link has the address of its cluster.
pub fn write_route(route: &Route) -> String {
    match route {
        Route::Home => "#/".to_owned(),
        Route::Ladder => "#/ladder".to_owned(),
        Route::Lesson { slug, stop } => format!("#/lesson/{slug}/{stop}"),
        Route::Explore { slug, stop } => format!("#/explore/{slug}/{stop}"),
        Route::Start { slug } => format!("#/start/{slug}"),
        Route::Sandbox(setup) => format!("#/sandbox?{}", write_cluster(setup)),
        Route::Own(code) => [OWN_LINK, code].concat(),
        Route::Run(run) => {
            write_link(run).unwrap_or_else(|_| format!("#/sandbox?{}", write_cluster(&run.setup)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::default_cluster;

    #[test]
    fn every_route_survives_being_written_and_read() {
        let lesson = Route::Lesson { slug: "duel".to_owned(), stop: 7 };
        let explore = Route::Explore { slug: "duel".to_owned(), stop: 7 };
        let start = Route::Start { slug: "minority-crash".to_owned() };
        for route in [Route::Home, Route::Ladder, lesson, explore, start, Route::Sandbox(default_cluster())] {
            assert_eq!(parse_route(&write_route(&route)), Ok(route));
        }
    }

    #[test]
    fn a_bare_address_is_home() {
        for hash in ["", "#", "#/", "/"] {
            assert_eq!(parse_route(hash), Ok(Route::Home));
        }
    }

    #[test]
    fn a_broken_address_says_what_is_wrong() {
        assert_eq!(parse_route("#/nowhere"), Err(RouteError::Page("nowhere".to_owned())));
        assert_eq!(parse_route("#/lesson/duel/x"), Err(RouteError::Stop("x".to_owned())));
        assert_eq!(parse_route("#/lesson/a/b/c"), Err(RouteError::Page("lesson/a/b/c".to_owned())));
    }
}
