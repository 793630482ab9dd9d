//! The one command table: toolbar, keys, help sheet and a lecturer's remote all read it, so they can't disagree.

use super::{Action, AppState, CheckAction, Goal, HallAction, Page, Pointer, Sheet, TimeChange};
use crate::scene::{Target, Verb};
use crate::share::Route;
use crate::text::say;

/// Something that has a key, a word and a moment at which it makes sense.
#[derive(Clone, Copy)]
pub struct Command {
    /// Its key in the catalogue, behind `command-`.
    pub id: &'static str,
    /// The keys that give it, as the browser names them; `Shift+` and `Ctrl+` stand before.
    pub keys: &'static [&'static str],
    /// The keys as the help sheet shows them.
    pub shown: &'static str,
    /// Whether it makes sense now.
    enabled: fn(&AppState) -> bool,
    /// What it does, to what is focused.
    action: fn(Option<Target>, &KeyPress) -> Action,
}

/// A key that was pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPress {
    /// The key as the browser names it.
    pub key: String,
    /// Whether Ctrl, or Command on a Mac, is down.
    pub ctrl: bool,
    /// Whether Shift is down.
    pub shift: bool,
}

impl Command {
    /// What it is called.
    pub fn label(&self) -> String {
        say(&format!("command-{}", self.id), &[])
    }
}

const fn command(
    id: &'static str,
    keys: &'static [&'static str],
    shown: &'static str,
    enabled: fn(&AppState) -> bool,
    action: fn(Option<Target>, &KeyPress) -> Action,
) -> Command {
    Command { id, keys, shown, enabled, action }
}

const DIGITS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// All commands, in the order of the help sheet.
static COMMANDS: &[Command] = &[
    command("step", &["ArrowRight", "PageDown", "n"], "→ PgDn N", runs, |_, _| Action::Step),
    command("back", &["ArrowLeft", "PageUp", "p"], "← PgUp P", runs, |_, _| Action::Back),
    command("first", &["Home"], "Home", runs, |_, _| Action::First),
    command("last", &["End"], "End", runs, |_, _| Action::Last),
    command("play", &[" "], "Space", runs, |_, _| Action::Play),
    command("decide", &["Shift+ArrowRight"], "Shift →", runs, |_, _| Action::RunTo(Goal::Decision)),
    command("previous-part", &["["], "[", is_lesson, |_, _| Action::PreviousPart),
    command("next-part", &["]"], "]", is_lesson, |_, _| Action::NextPart),
    command("faster", &["+", "="], "+", runs, |_, _| Action::Faster),
    command("slower", &["-"], "−", runs, |_, _| Action::Slower),
    command("choose", DIGITS, "1 – 9", runs, |_, press| Action::Choose(press.key.parse().unwrap_or(0))),
    command("deliver", &["d"], "D", runs, |target, _| Action::Act(Verb::Deliver, target)),
    command("drop", &["x"], "X", runs, |target, _| Action::Act(Verb::Drop, target)),
    command("duplicate", &["u"], "U", runs, |target, _| Action::Act(Verb::Duplicate, target)),
    command("hold", &["h"], "H", runs, |target, _| Action::Act(Verb::Hold, target)),
    command("crash", &["c"], "C", runs, |target, _| Action::Act(Verb::Crash, target)),
    command("fire", &["t"], "T", runs, |target, _| Action::Act(Verb::Fire, target)),
    command("undo", &["Ctrl+z"], "Ctrl Z", can_undo, |_, _| Action::Undo),
    command("redo", &["Ctrl+Shift+z", "Ctrl+y"], "Ctrl Shift Z", can_redo, |_, _| Action::Redo),
    command("explore", &["e"], "E", is_lesson, |_, _| Action::Explore),
    command("return", &["r"], "R", can_return, |_, _| Action::Return),
    command("lessons", &["o"], "O", always, |_, _| Action::Go(Route::Home)),
    command("search", &["/"], "/", is_home, |_, _| Action::AskToSearch),
    command("time", &["g"], "G", runs, |_, _| Action::Time(TimeChange::Toggle)),
    command("check", &["k"], "K", always, |_, _| Action::Check(CheckAction::Open)),
    command("share", &["l"], "L", runs, |_, _| Action::Toggle(Sheet::Share)),
    command("guess", &["q"], "Q", runs, |_, _| Action::Guess),
    command("present", &["f"], "F", runs, |_, _| Action::Hall(HallAction::Present)),
    command("speaker", &["s"], "S", runs, |_, _| Action::Hall(HallAction::Speaker)),
    command("view", &["v"], "V", is_in_hall, |_, _| Action::Hall(HallAction::NextView)),
    command("blank", &["b", "."], "B  .", is_in_hall, |_, _| Action::Hall(HallAction::Blank)),
    command("spotlight", &["w"], "W", is_in_hall, |_, _| Action::Hall(HallAction::Point(Pointer::Spotlight))),
    command("pen", &["i"], "I", is_in_hall, |_, _| Action::Hall(HallAction::Point(Pointer::Pen))),
    // The button of a remote that begins a slide show sends F5, which would load the page anew before the hall's eyes.
    command("stay", &["F5", "Shift+F5"], "F5", is_presented, |_, _| Action::Hall(HallAction::Stay)),
    command("help", &["?"], "?", always, |_, _| Action::Toggle(Sheet::Help)),
    command("close", &["Escape"], "Esc", always, |_, _| Action::Close),
];

fn always(_: &AppState) -> bool {
    true
}

fn runs(state: &AppState) -> bool {
    state.session().is_some()
}

fn is_in_hall(state: &AppState) -> bool {
    runs(state) && state.hall.is_seen()
}

fn is_presented(state: &AppState) -> bool {
    runs(state) && state.hall.is_on
}

fn is_home(state: &AppState) -> bool {
    matches!(state.page, Page::Home)
}

fn is_lesson(state: &AppState) -> bool {
    matches!(state.page, Page::Lesson(_))
}

fn can_undo(state: &AppState) -> bool {
    state.session().is_some_and(|session| session.history.can_undo())
        || matches!(&state.page, Page::Sandbox(sandbox) if sandbox.previous.is_some())
}

fn can_redo(state: &AppState) -> bool {
    state.session().is_some_and(|session| session.history.can_redo())
        || matches!(&state.page, Page::Sandbox(sandbox) if sandbox.next.is_some())
}

fn can_return(state: &AppState) -> bool {
    match &state.page {
        Page::Home | Page::Ladder => false,
        Page::Lesson(page) => !page.is_on_path(),
        Page::Sandbox(sandbox) => sandbox.origin.is_some(),
    }
}

/// All commands, in the order of the help sheet.
pub fn commands() -> &'static [Command] {
    COMMANDS
}

/// Whether the command with this id makes sense now.
pub fn is_enabled(state: &AppState, id: &str) -> bool {
    COMMANDS.iter().any(|command| command.id == id && (command.enabled)(state))
}

/// What a key does now, to what is focused; nothing if it does nothing.
pub fn command_for(state: &AppState, press: &KeyPress, focused: Option<Target>) -> Option<Action> {
    // Behind a sheet the page stands still; its own key and Escape close it.
    let closes = |sheet: Sheet| match sheet {
        Sheet::Help => "?",
        Sheet::Share => "l",
    };
    if state.sheet.is_some_and(|sheet| !["Escape", closes(sheet)].contains(&press.key.as_str())) {
        return None;
    }
    let command = COMMANDS.iter().find(|command| command.keys.iter().any(|key| matches_key(key, press)))?;
    (command.enabled)(state).then(|| (command.action)(focused, press))
}

fn matches_key(pattern: &str, press: &KeyPress) -> bool {
    let (ctrl, rest) = pattern.strip_prefix("Ctrl+").map_or((false, pattern), |rest| (true, rest));
    let (shift, key) = rest.strip_prefix("Shift+").map_or((false, rest), |rest| (true, rest));
    // A single character says by itself whether Shift was needed for it: `?` is `?` on every keyboard.
    let is_character = key.chars().count() == 1;
    let shift_fits = press.shift == shift || (is_character && !ctrl);
    ctrl == press.ctrl && shift_fits && key.eq_ignore_ascii_case(&press.key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str, ctrl: bool, shift: bool) -> KeyPress {
        KeyPress { key: key.to_owned(), ctrl, shift }
    }

    #[test]
    fn no_two_commands_share_a_key() {
        let mut keys: Vec<&str> = COMMANDS.iter().flat_map(|command| command.keys).copied().collect();
        keys.sort_unstable();
        let count = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }

    #[test]
    fn every_command_has_its_word() {
        for command in COMMANDS {
            assert!(crate::text::has(&format!("command-{}", command.id)), "{}", command.id);
        }
    }

    #[test]
    fn shift_tells_arrows_apart_but_not_characters() {
        assert!(matches_key("ArrowRight", &press("ArrowRight", false, false)));
        assert!(!matches_key("ArrowRight", &press("ArrowRight", false, true)));
        assert!(matches_key("Shift+ArrowRight", &press("ArrowRight", false, true)));
        assert!(matches_key("?", &press("?", false, true)));
        assert!(matches_key("d", &press("D", false, true)));
        assert!(!matches_key("d", &press("d", true, false)), "the browser's own shortcuts stay its own");
        assert!(matches_key("Ctrl+z", &press("z", true, false)));
        assert!(!matches_key("Ctrl+z", &press("z", true, true)));
        assert!(matches_key("Ctrl+Shift+z", &press("Z", true, true)));
    }
}
