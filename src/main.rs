//! Starts the page.

fn main() {
    paxoscope::ui::start();
}
