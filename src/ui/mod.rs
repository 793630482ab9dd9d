//! The browser interface: Yew components that draw what `scene/` describes and send what a person does to `app/`.
//! No decision is made here, and nothing outside this room touches the page.

mod app;
mod author;
mod banner;
mod browser;
mod check;
mod cluster;
mod desk;
mod dialog;
mod drawing;
mod fetching;
mod files;
mod hall;
mod help;
mod home;
mod icons;
mod in_flight;
mod inspector;
mod kept;
mod keys;
mod ladder;
mod lesson;
mod links;
mod memo;
mod neighbour;
mod offers;
mod paired;
mod print;
mod problem;
mod prose;
mod quiz;
mod remote;
mod rules;
mod run_to;
mod runs;
mod safety;
mod sandbox;
mod saving;
mod schedule;
mod share;
mod spacetime;
mod specification;
mod stage;
mod store;
mod tools;
mod transport;
mod words;
mod work;

/// Mounts the page.
pub fn start() {
    problem::install_panic_card();
    yew::Renderer::<app::App>::new().render();
}
