//! The developer command line of Paxoscope: `cargo xtask help`.
//!
//! Everything a developer or a build machine does to this repository goes through here, on Linux, macOS and Windows
//! alike. Tools that the page needs (Trunk, wasm-bindgen, wasm-opt, `WebDriver`s) are installed into a cache of the
//! user's own, in the versions pinned in `versions`; nothing is installed into the system except browsers and
//! LaTeX, and those only where `apt-get` may be used without asking.

mod apt;
mod arguments;
mod bench;
mod browsers;
mod explore;
mod export;
mod lessons;
mod page;
mod pictures;
mod process;
mod shrink;
mod single;
mod size;
mod stages;
mod suite;
mod tlc;
mod tools;
mod versions;
mod wasm_opt;
mod workspace;

use std::process::ExitCode;

use arguments::Task;
use workspace::Workspace;

fn main() -> ExitCode {
    if let Some(module) = wasm_opt::called_by_trunk() {
        return wasm_opt::stand_in(&module);
    }
    let task = match arguments::parse(lexopt::Parser::from_env()) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("{error:#}\n\n{}", arguments::HELP);
            return ExitCode::from(2);
        }
    };
    match run(task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::find()?;
    match task {
        Task::Serve(options) => page::serve(&workspace, &options)?,
        Task::Dist(options) => page::dist(&workspace, &options)?,
        Task::Test(options) => return suite::run(&workspace, &options),
        Task::Shots(options) => page::shots(&workspace, &options)?,
        Task::Bench(options) => bench::run(&workspace, &options)?,
        Task::Lessons(options) => return lessons::run(&options),
        Task::PackLessons => lessons::pack(&workspace)?,
        Task::Shrink => shrink::run(&workspace)?,
        Task::Explore(options) => {
            let arguments: Vec<_> = std::env::args_os().skip(1).collect();
            return explore::run(&workspace, &options, &arguments);
        }
        Task::Export(options) => export::run(&options)?,
        Task::Help => println!("{}", arguments::HELP),
    }
    Ok(ExitCode::SUCCESS)
}
