//! The text of rules, which the page fetches beside the first run that is looked at: why each rule was applied and where
//! it comes from, and the pseudo-code. The sentences of Paxos itself are in the page, so that runs of it never wait.

use super::{AppState, Page, Problem, TimeTab};
use crate::protocol::Setup;
use crate::text::{RULES_FINGERPRINT, learn_rules};

/// What has become of the text of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RulesText {
    /// It has not come yet.
    #[default]
    Awaited,
    /// It can't be had, as far as was tried.
    Lost,
    /// It is here.
    Here,
}

impl RulesText {
    /// Where it lies, seen from the page. The address changes with the text, so that no old copy is taken for it.
    pub fn address() -> String {
        format!("text/rules.txt?v={RULES_FINGERPRINT}")
    }
}

impl AppState {
    /// Whether the page that is open can't be shown yet, since its rules are not known.
    pub fn lacks_rules(&self) -> bool {
        let setup = self.session().map(|session| &**session.history.world().setup());
        let speaks = setup.is_some_and(|setup| !matches!(setup, Setup::Synod(_)));
        self.rules != RulesText::Here && (speaks || matches!(self.page, Page::Ladder))
    }

    /// Whether the text of rules is to be fetched: with the first run, and again when it is to be shown and nothing has
    /// been said about that yet.
    pub fn wants_rules(&self) -> bool {
        match self.rules {
            RulesText::Here => false,
            RulesText::Awaited => {
                self.session().is_some()
                    || self.shelf.awaited().is_some()
                    || matches!(self.page, Page::Ladder)
            }
            RulesText::Lost => self.needs_rules() && self.problem != Some(Problem::NoRules),
        }
    }

    fn needs_rules(&self) -> bool {
        let is_code_shown = self.time.is_open && matches!(self.time.tab, TimeTab::Rules | TimeTab::Spec);
        self.lacks_rules() || (is_code_shown && self.session().is_some())
    }

    /// The text of rules has come, or can't be had.
    pub(super) fn receive_rules(&mut self, text: Option<&str>) {
        if text.is_some_and(learn_rules) {
            self.rules = RulesText::Here;
            return;
        }
        self.rules = RulesText::Lost;
        if self.needs_rules() {
            self.problem = Some(Problem::NoRules);
        }
    }
}
