//! Addresses: what stands behind the `#` of the page's URL.

use super::{ClusterError, parse_cluster, write_cluster};
use crate::protocol::Setup;

/// A place to go to.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// Where a visit starts.
    Home,
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
    /// The sandbox with this cluster.
    Sandbox(Setup),
}

/// Why an address leads nowhere.
#[derive(Clone, Debug, PartialEq)]
pub enum RouteError {
    /// There is no such page.
    Page(String),
    /// A stop is a number.
    Stop(String),
    /// The cluster can't be read or built.
    Cluster(ClusterError),
}

/// Reads an address, with or without its `#`. Nothing at all is home.
pub fn parse_route(hash: &str) -> Result<Route, RouteError> {
    let path = hash.trim_start_matches('#').trim_start_matches('/');
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        [""] => Ok(Route::Home),
        ["sandbox"] => parse_cluster(query).map(Route::Sandbox).map_err(RouteError::Cluster),
        ["lesson", slug] => Ok(Route::Lesson { slug: slug.to_owned(), stop: 0 }),
        ["lesson", slug, stop] => Ok(Route::Lesson { slug: slug.to_owned(), stop: parse_stop(stop)? }),
        ["explore", slug, stop] => Ok(Route::Explore { slug: slug.to_owned(), stop: parse_stop(stop)? }),
        _ => Err(RouteError::Page(path.to_owned())),
    }
}

fn parse_stop(text: &str) -> Result<usize, RouteError> {
    text.parse().map_err(|_| RouteError::Stop(text.to_owned()))
}

/// Writes an address, with its `#`.
pub fn write_route(route: &Route) -> String {
    match route {
        Route::Home => "#/".to_owned(),
        Route::Lesson { slug, stop } => format!("#/lesson/{slug}/{stop}"),
        Route::Explore { slug, stop } => format!("#/explore/{slug}/{stop}"),
        Route::Sandbox(setup) => format!("#/sandbox?{}", write_cluster(setup)),
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
        for route in [Route::Home, lesson, explore, Route::Sandbox(default_cluster())] {
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
