//! What the page asks its tools for, and the files that come of it. If they can't be had, the page says so and goes on.

use super::desk::{News, Wanted, use_desk};
use super::files::{download, download_png};
use super::store::Dispatch;
use super::words::word;
use super::work::use_work;
use crate::app::{Action, AppState, CheckAction, Parcel, ToolsAction};
use crate::tools::Reply;
use std::rc::Rc;
use yew::prelude::*;

/// Has the tools do what is wanted, and gives the browser the files that have come. Searches have a desk of their own:
/// they take long, and are ended by ending their worker.
#[hook]
pub fn use_tools(state: &AppState, dispatch: &Dispatch) {
    let errands = &state.errands;
    let waiting = errands.waiting().iter().map(|waiting| (waiting.id, Rc::clone(&waiting.request)));
    let wanted = Wanted { waiting: waiting.collect(), calls: errands.calls(), is_here: false };
    use_desk(wanted, dispatch, |dispatch, news| {
        dispatch.dispatch(Action::Tools(match news {
            News::Said(Reply::Done(id, text)) => ToolsAction::Reply(*id, Ok((*text).into())),
            News::Said(Reply::Failed(id, words)) => ToolsAction::Reply(*id, Err((*words).into())),
            News::Lost => ToolsAction::Lost,
            // Nothing that is asked for here reports on the way.
            News::Other | News::Said(_) => ToolsAction::Other,
        }));
    });
    let checker = &state.checker;
    let wanted = Wanted {
        waiting: checker.waiting().into_iter().collect(),
        calls: checker.calls(),
        is_here: checker.is_here(),
    };
    use_desk(wanted, dispatch, |dispatch, news| {
        dispatch.dispatch(Action::Check(match news {
            News::Said(Reply::Done(id, report) | Reply::Progress(id, report)) => {
                CheckAction::Report(*id, (*report).into())
            }
            News::Said(Reply::Failed(id, words)) => CheckAction::Refused(*id, (*words).into()),
            News::Lost => CheckAction::Lost,
            News::Other | News::Said(_) => CheckAction::Other,
        }));
    });
    use_work(errands.finished().last().map(|finished| finished.id), {
        let (finished, dispatch) = (errands.finished().to_vec(), dispatch.clone());
        move |last: &Option<u32>| {
            for file in finished {
                match file.parcel {
                    Parcel::Png(_) => download_png(file.name, &file.text),
                    _ => download(&file.name, &file.text),
                }
            }
            if let Some(last) = *last {
                dispatch.dispatch(Action::Tools(ToolsAction::Offered(last)));
            }
        }
    });
}

/// A button that calls the tools again.
pub fn again_button(dispatch: &Dispatch) -> Html {
    super::words::button(
        "line",
        word("tools-again"),
        super::store::send(dispatch, Action::Tools(ToolsAction::Again)),
    )
}
