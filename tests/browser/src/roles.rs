//! Finding elements the way assistive technology presents them: by role and accessible name.

use anyhow::{Result, bail};
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::Value;

use crate::Session;

impl Session {
    /// The elements of a role with their accessible names, in the order of the document; hidden ones left out.
    pub async fn all_by_role(&self, role: &str) -> Result<Vec<(String, Element)>> {
        let mut found = Vec::new();
        for element in self.client.find_all(Locator::Css(&selector(role))).await? {
            if element.is_displayed().await? {
                let id = element.element_id();
                let name = self.get(format!("element/{}/computedlabel", &*id)).await?;
                found.push((name.as_str().unwrap_or_default().trim().to_owned(), element));
            }
        }
        Ok(found)
    }

    /// The one element with this role and accessible name.
    pub async fn by_role(&self, role: &str, name: &str) -> Result<Element> {
        let all = self.all_by_role(role).await?;
        let names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
        let mut matching = all.into_iter().filter(|(found, _)| found == name);
        match (matching.next(), matching.next()) {
            (Some((_, element)), None) => Ok(element),
            (None, _) => bail!("there is no {role} named `{name}`; there are {names:?}"),
            (Some(_), Some(_)) => bail!("more than one {role} is named `{name}`"),
        }
    }

    /// Clicks the one element with this role and accessible name.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        self.by_role(role, name).await?.click().await?;
        Ok(())
    }

    /// The role that the browser presents an element with.
    pub async fn role_of(&self, element: &Element) -> Result<String> {
        let role: Value = self.get(format!("element/{}/computedrole", &*element.element_id())).await?;
        Ok(role.as_str().unwrap_or_default().to_owned())
    }
}

/// The elements that can have a role: those that have it by their nature, and those that are given it.
fn selector(role: &str) -> String {
    let natural = match role {
        "button" => "button:not([role]), input[type=button], input[type=submit], summary",
        "link" => "a[href]:not([role])",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "checkbox" => "input[type=checkbox]:not([role])",
        "radio" => "input[type=radio]",
        "slider" => "input[type=range]",
        "textbox" => "input:not([type]), input[type=text], textarea",
        "combobox" => "select",
        "option" => "option",
        "dialog" => "dialog",
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
