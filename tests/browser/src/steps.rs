//! What a user does to bring the page into a state, as data.

use std::time::Duration;

use anyhow::Result;

use crate::Session;

/// One thing a user does.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Presses a key or chord; see [`Session::press`].
    Press(&'static str),
    /// Clicks the element with this role and accessible name.
    Click(&'static str, &'static str),
    /// Runs a script, for what a user could do but not in reasonable time.
    Script(&'static str),
    /// Waits, in milliseconds.
    Wait(u64),
}

impl Session {
    /// Does the steps, each after the one before has been drawn.
    pub async fn perform(&self, steps: &[Step]) -> Result<()> {
        for step in steps {
            match *step {
                Step::Press(chord) => self.press(chord).await?,
                Step::Click(role, name) => self.click(role, name).await?,
                Step::Script(script) => self.client.execute(script, Vec::new()).await.map(drop)?,
                Step::Wait(milliseconds) => tokio::time::sleep(Duration::from_millis(milliseconds)).await,
            }
            self.settle().await?;
        }
        Ok(())
    }
}
