//! Finding elements the way assistive technology presents them: by role and accessible name.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use crate::Session;

impl Session {
    /// The elements of a role with their accessible names, in the order of the document; hidden ones left out.
    pub async fn all_by_role(&self, role: &str) -> Result<Vec<(String, Element)>> {
        self.named(self.candidates(None, role, "").await?).await
    }

    /// The one element with this role and accessible name.
    pub async fn by_role(&self, role: &str, name: &str) -> Result<Element> {
        self.one_by_role(None, role, name).await
    }

    /// The one element with this role and accessible name within another one.
    pub async fn by_role_in(&self, parent: &Element, role: &str, name: &str) -> Result<Element> {
        self.one_by_role(Some(parent), role, name).await
    }

    /// Clicks the one element with this role and accessible name.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        self.by_role(role, name).await?.click().await?;
        Ok(())
    }

    /// The role that the browser presents an element with.
    pub async fn role_of(&self, element: &Element) -> Result<String> {
        self.computed(element, "role").await
    }

    /// The name that the browser presents an element with.
    pub async fn name_of(&self, element: &Element) -> Result<String> {
        self.computed(element, "label").await
    }

    async fn one_by_role(&self, parent: Option<&Element>, role: &str, name: &str) -> Result<Element> {
        // On a busy machine what the last key or tap brings may be a moment late.
        const TRIES: usize = 60;
        let mut matching = self.all_named(parent, role, name).await?;
        for _ in 0..TRIES {
            if !matching.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            matching = self.all_named(parent, role, name).await?;
        }
        match matching.len() {
            0 => {
                let all = self.named(self.candidates(parent, role, "").await?).await?;
                let names: Vec<String> = all.into_iter().map(|(name, _)| name).collect();
                bail!("there is no {role} named `{name}`; there are {names:?}")
            }
            1 => Ok(matching.remove(0)),
            _ => bail!("more than one {role} is named `{name}`"),
        }
    }

    async fn all_named(&self, parent: Option<&Element>, role: &str, name: &str) -> Result<Vec<Element>> {
        let mut matching = Vec::new();
        for (found, element) in self.named(self.candidates(parent, role, name).await?).await? {
            // An element that only looks like a region to a selector is none to those who can't see it.
            if found == name && self.role_of(&element).await? == role {
                matching.push(element);
            }
        }
        Ok(matching)
    }

    /// The visible elements that may have a role and a name. The browser is asked for the name of each, one by one;
    /// those that can't have it are left out first, since a page may hold hundreds.
    async fn candidates(&self, parent: Option<&Element>, role: &str, name: &str) -> Result<Vec<Element>> {
        const SCRIPT: &str = "const [selector, name, parent] = arguments;
            const squeeze = text => (text ?? '').replace(/\\s+/g, '');
            const byId = (element, attribute) =>
                (element.getAttribute(attribute) ?? '').split(' ').map(id => document.getElementById(id)?.textContent);
            const hints = element => [element.getAttribute('aria-label'), element.title, element.textContent,
                element.placeholder, element.value, byId(element, 'aria-labelledby').join(''),
                ...[...(element.labels ?? [])].map(label => label.textContent)];
            return [...(parent ?? document).querySelectorAll(selector)]
                .filter(element => element.checkVisibility({ visibilityProperty: true }))
                .filter(element => hints(element).some(hint => squeeze(hint).includes(squeeze(name))));";
        let parent = parent.map_or(Ok(Value::Null), serde_json::to_value)?;
        let found = self.client.execute(SCRIPT, vec![json!(selector(role)), json!(name), parent]).await?;
        let Value::Array(found) = found else { bail!("the elements are a list") };
        // An element is sent as an object with one entry: its id, under a name that the standard fixes.
        let element = |sent: &Value| {
            let id = sent.as_object().and_then(|entries| entries.values().next()).and_then(Value::as_str);
            let id = ElementRef::from(id.context("an element has an id")?.to_owned());
            Ok(Element::from_element_id(self.client.clone(), id))
        };
        found.iter().map(element).collect()
    }

    async fn named(&self, elements: Vec<Element>) -> Result<Vec<(String, Element)>> {
        let mut named = Vec::new();
        for element in elements {
            named.push((self.name_of(&element).await?, element));
        }
        Ok(named)
    }

    async fn computed(&self, element: &Element, what: &str) -> Result<String> {
        let found = self.get(format!("element/{}/computed{what}", &*element.element_id())).await?;
        Ok(found.as_str().unwrap_or_default().trim().to_owned())
    }
}

/// The elements that can have a role: those that have it by their nature, and those that are given it.
fn selector(role: &str) -> String {
    let natural = match role {
        "banner" => "header",
        "button" => "button:not([role]), input[type=button], input[type=submit], summary",
        "link" => "a[href]:not([role])",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "checkbox" => "input[type=checkbox]:not([role])",
        "radio" => "input[type=radio]",
        "region" => "section",
        "slider" => "input[type=range]",
        "spinbutton" => "input[type=number]",
        "textbox" => "input:not([type]), input[type=text], textarea",
        "combobox" => "select",
        "option" => "option",
        "dialog" => "dialog",
        "group" => "fieldset, details",
        "list" => "ul:not([role]), ol:not([role])",
        "listitem" => "li:not([role])",
        "img" => "img:not([role])",
        "main" => "main",
        "navigation" => "nav",
        "table" => "table",
        _ => "",
    };
    let given = format!("[role={role}]");
    if natural.is_empty() { given } else { format!("{natural}, {given}") }
}
