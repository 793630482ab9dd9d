//! Mouse and finger, moved to a place and pressed there, as a user does.

use anyhow::{Context, Result};
use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::Session;

/// What points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse.
    Mouse,
    /// A finger.
    Finger,
}

impl Pointer {
    fn name(self) -> &'static str {
        match self {
            Self::Mouse => "mouse",
            Self::Finger => "touch",
        }
    }
}

impl Session {
    /// Presses the middle of an element, wherever it is by now, if nothing else lies there.
    pub async fn press_on(&self, pointer: Pointer, element: &Element) -> Result<()> {
        let (x, y) = self.middle_of(element).await?;
        self.press_at(pointer, x, y).await
    }

    /// Presses a place of the viewport, in CSS pixels.
    pub async fn press_at(&self, pointer: Pointer, x: f64, y: f64) -> Result<()> {
        let press = json!([
            { "type": "pointerMove", "x": x, "y": y, "duration": 0 },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ]);
        self.point(pointer, press).await
    }

    /// Moves the mouse over an element.
    pub async fn hover(&self, element: &Element) -> Result<()> {
        let (x, y) = self.middle_of(element).await?;
        self.point(Pointer::Mouse, json!([{ "type": "pointerMove", "x": x, "y": y, "duration": 0 }])).await
    }

    async fn point(&self, pointer: Pointer, steps: Value) -> Result<()> {
        let actions = json!({ "actions": [{
            "type": "pointer", "id": pointer.name(), "parameters": { "pointerType": pointer.name() }, "actions": steps,
        }] });
        self.post("actions", actions).await?;
        self.settle().await
    }

    /// The middle of an element that lies in view, in whole pixels. It must be seen there, and stand still.
    async fn middle_of(&self, element: &Element) -> Result<(f64, f64)> {
        const SCRIPT: &str = "const [element, done] = arguments;
            element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
            const moving = () => element.getAnimations().some(animation => animation.playState === 'running');
            const look = () => {
                if (moving()) return requestAnimationFrame(look);
                const box = element.getBoundingClientRect();
                const at = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
                const top = document.elementFromPoint(...at);
                done(element.contains(top) ? at : `it is covered by ${top?.outerHTML.slice(0, 200)}`);
            };
            look();";
        let at = self.client.execute_async(SCRIPT, vec![serde_json::to_value(element)?]).await?;
        let coordinate = |index: usize| at[index].as_f64();
        coordinate(0).zip(coordinate(1)).with_context(|| format!("cannot point at the element: {at}"))
    }
}
