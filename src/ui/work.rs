//! Work that is done when something has changed. For Yew all of it is of one type, since every type of effect costs more
//! than half a kilobyte of generated code.

use std::any::Any;
use std::rc::Rc;
use yew::functional::TearDown;
use yew::prelude::*;

/// What work waits for.
struct Facts(Rc<dyn Fact>);

trait Fact: Any {
    fn is_same(&self, other: &dyn Fact) -> bool;
}

impl<T: PartialEq + 'static> Fact for T {
    fn is_same(&self, other: &dyn Fact) -> bool {
        (other as &dyn Any).downcast_ref::<T>().is_some_and(|other| self == other)
    }
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&*other.0)
    }
}

type Work = Box<dyn FnOnce(&Facts) -> Box<dyn FnOnce()>>;

/// Does this work after the first drawing, and again after each before which the facts have changed. What the work
/// returns is done before it is done again, and at the end.
#[hook]
pub fn use_work<T, D, W>(facts: T, work: W)
where
    T: PartialEq + 'static,
    D: TearDown + 'static,
    W: FnOnce(&T) -> D + 'static,
{
    let facts = Rc::new(facts);
    let seen = Rc::clone(&facts);
    let work: Work = Box::new(move |_| {
        let done = work(&seen);
        Box::new(move || done.tear_down())
    });
    use_effect_with(Facts(facts), work);
}
