//! Starts the tools, in a worker of the page.

fn main() {
    paxoscope::worker::start();
}
