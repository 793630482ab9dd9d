//! What is drawn anew only when what it is drawn from has changed, and what remembers something. One component for all of
//! it, since every component costs kilobytes.

use std::any::Any;
use std::rc::Rc;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// Draws facts, unless the same view of equal facts stands here already. The key tells apart what stands side by side.
pub fn memo<T: PartialEq + 'static>(key: u64, facts: T, view: fn(&T) -> Html) -> Html {
    let sight: Rc<dyn Sight> = Rc::new(FactsInView { facts, view });
    html! { <Memo {sight} {key} /> }
}

/// A view with hooks.
type HookedView<T> = fn(&mut HookContext, &T) -> Html;

/// Draws facts by a view with hooks, which is told apart from others in its place by its key.
pub fn part<T: PartialEq + 'static>(key: &str, facts: T, view: HookedView<T>) -> Html {
    let sight: Rc<dyn Sight> = Rc::new(Part { facts, view });
    html! { <Memo {sight} key={key.to_owned()} /> }
}

trait Sight: Any {
    fn html(&self, context: &mut HookContext) -> Html;
    fn is_same(&self, other: &dyn Sight) -> bool;
}

struct FactsInView<T> {
    facts: T,
    view: fn(&T) -> Html,
}

impl<T: PartialEq + 'static> Sight for FactsInView<T> {
    fn html(&self, _: &mut HookContext) -> Html {
        (self.view)(&self.facts)
    }

    fn is_same(&self, other: &dyn Sight) -> bool {
        let other = (other as &dyn Any).downcast_ref::<Self>();
        other.is_some_and(|other| std::ptr::fn_addr_eq(self.view, other.view) && self.facts == other.facts)
    }
}

struct Part<T> {
    facts: T,
    view: HookedView<T>,
}

impl<T: PartialEq + 'static> Sight for Part<T> {
    fn html(&self, context: &mut HookContext) -> Html {
        (self.view)(context, &self.facts)
    }

    fn is_same(&self, other: &dyn Sight) -> bool {
        let other = (other as &dyn Any).downcast_ref::<Self>();
        other.is_some_and(|other| std::ptr::fn_addr_eq(self.view, other.view) && self.facts == other.facts)
    }
}

/// Draws what is in sight, as a hook, which may use others.
struct Drawn<'a>(&'a dyn Sight);

impl Hook for Drawn<'_> {
    type Output = Html;

    fn run(self, context: &mut HookContext) -> Html {
        self.0.html(context)
    }
}

fn use_sight(sight: &dyn Sight) -> Drawn<'_> {
    Drawn(sight)
}

#[derive(Properties)]
struct MemoProps {
    sight: Rc<dyn Sight>,
}

impl PartialEq for MemoProps {
    fn eq(&self, other: &Self) -> bool {
        self.sight.is_same(&*other.sight)
    }
}

#[component]
fn Memo(props: &MemoProps) -> Html {
    use_sight(&*props.sight)
}
