//! A static file server for the built page, of the plainest kind: what works here works on any host.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;

/// Where the page is served a second time, to show that it runs from any path.
pub const SUB_PATH: &str = "/any/sub/path/";

type Paths = Arc<Mutex<Vec<String>>>;

/// Serves the page at `/` and at `/any/sub/path/` until it is dropped.
pub struct PageServer {
    /// The address without a path, such as `http://127.0.0.1:4000`.
    pub origin: String,
    paths: Paths,
    task: JoinHandle<()>,
}

impl PageServer {
    /// Serves the folder that `PAXOSCOPE_DIST` names.
    pub async fn start() -> Result<Self> {
        let Some(folder) = std::env::var_os("PAXOSCOPE_DIST").map(PathBuf::from) else {
            bail!("PAXOSCOPE_DIST names no built page; run the browser tests with `cargo xtask test`");
        };
        if !folder.join("index.html").is_file() {
            bail!("{} holds no index.html; run `cargo xtask test`, which builds the page", folder.display());
        }
        Self::serve(&folder).await
    }

    /// Serves a folder.
    pub async fn serve(folder: &Path) -> Result<Self> {
        Self::serve_with(folder, &[]).await
    }

    /// Serves a folder, and others below paths of their own.
    pub async fn serve_with(folder: &Path, others: &[(&str, PathBuf)]) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("cannot listen on 127.0.0.1")?;
        let origin = format!("http://{}", listener.local_addr()?);
        let paths = Paths::default();
        let mut routes = Router::new();
        for (path, other) in others {
            routes = routes.nest_service(path, ServeDir::new(other));
        }
        let routes = routes
            .nest_service(SUB_PATH, ServeDir::new(folder))
            .fallback_service(ServeDir::new(folder))
            .layer(middleware::from_fn_with_state(Arc::clone(&paths), note_path))
            // Browsers ask every server for this, whatever the page says; its absence is no fault of the page.
            .route("/favicon.ico", get(async || StatusCode::NO_CONTENT));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, routes).await {
                eprintln!("the page is no longer served: {error}");
            }
        });
        Ok(Self { origin, paths, task })
    }

    /// The address of a path, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The paths that were asked for since the last call.
    pub fn take_paths(&self) -> Vec<String> {
        std::mem::take(&mut self.paths.lock().expect("no thread panics with the list in its hands"))
    }
}

impl Drop for PageServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn note_path(State(paths): State<Paths>, request: Request, next: Next) -> Response {
    paths.lock().expect("no thread panics with the list in its hands").push(request.uri().path().to_owned());
    next.run(request).await
}
