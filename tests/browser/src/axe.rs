//! Accessibility faults, found by axe-core.

use std::fmt;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::Session;

/// A fault that keeps people from using the page.
#[derive(Debug)]
pub struct Violation {
    /// axe's name for the rule, such as `button-name`.
    pub rule: String,
    /// `serious` or `critical`.
    pub impact: String,
    /// What is wrong.
    pub help: String,
    /// Selectors of the elements.
    pub elements: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} ({}): {} at {}", self.rule, self.impact, self.help, self.elements.join(", "))
    }
}

impl Session {
    /// The serious and critical faults of the page as it stands.
    pub async fn axe(&self) -> Result<Vec<Violation>> {
        const RUN: &str = "const done = arguments[0];
            axe.run(document, { resultTypes: ['violations'] })
               .then(result => done(result.violations), error => done(String(error)));";
        if self.evaluate("window.axe === undefined").await? == Value::Bool(true) {
            let path = std::env::var_os("PAXOSCOPE_AXE");
            let path = path
                .context("PAXOSCOPE_AXE names no axe-core; run the browser tests with `cargo xtask test`")?;
            let source =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            self.client.execute(&source, Vec::new()).await?;
        }
        let Value::Array(violations) = self.client.execute_async(RUN, Vec::new()).await? else {
            bail!("axe failed");
        };
        Ok(violations.iter().map(violation).filter(is_grave).collect())
    }
}

fn is_grave(violation: &Violation) -> bool {
    ["serious", "critical"].contains(&violation.impact.as_str())
}

fn violation(json: &Value) -> Violation {
    let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    let nodes = json["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let elements = nodes.iter().map(|node| node["target"][0].as_str().unwrap_or("?").to_owned()).collect();
    Violation { rule: text("id"), impact: text("impact"), help: text("help"), elements }
}
