//! The sheet Share: a link and its QR code, the run as a file, pictures for slides, traces for other tools.

use super::browser;
use super::dialog::{sheet, use_modal};
use super::files::read_file;
use super::kept::{Kept, use_kept};
use super::memo::part;
use super::problem::problem_html;
use super::store::{send, use_dispatch};
use super::words::{button, flag, leaf, phrase, word};
use super::work::use_work;
use crate::app::{Action, AuthorAction, Parcel, Problem, Session, ToolsAction};
use crate::picture::{Form, Motif, Theme, Wanted};
use crate::scene::Stretch;
use crate::share::{LinkTooLong, Qr};
use crate::text::say;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::functional::Hook;
use yew::prelude::*;

/// What the sheet is about.
pub struct ShareProps {
    /// The run.
    pub session: Rc<Session>,
    /// What it is called.
    pub title: String,
    /// The link to its line, whole, if it is short enough.
    pub link: Result<String, LinkTooLong>,
    /// The link's QR code, once it is drawn.
    pub code: Option<Rc<Qr>>,
    /// What is being prepared, in a sentence.
    pub preparing: Option<String>,
    /// What went wrong.
    pub problem: Option<Problem>,
}

impl PartialEq for ShareProps {
    /// Behind the sheet the run stands still: it is the one that was there when the sheet was opened.
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title
            && self.session.history.cursor() == other.session.history.cursor()
            && self.link == other.link
            && self.code == other.code
            && self.preparing == other.preparing
            && self.problem == other.problem
    }
}

/// What picture is wanted, as the sheet has it.
#[derive(Clone, Copy, PartialEq)]
struct Choice {
    is_stage: bool,
    form: usize,
    theme: Theme,
    from: usize,
    to: usize,
}

/// The form that the page draws by itself, from the SVG.
const PNG: &str = "png";

/// The forms of pictures: their keys, and the form that is exported for them.
const FORMS: [(&str, Form); 5] = [
    ("svg", Form::Svg),
    (PNG, Form::Svg),
    ("tikz", Form::Tikz),
    ("tikz-document", Form::TikzDocument),
    ("mermaid", Form::Mermaid),
];

/// The sheet Share.
pub fn share_sheet(props: ShareProps) -> Html {
    part("share-sheet", props, |context, props| use_share_sheet(props).run(context))
}

#[hook]
fn use_share_sheet(props: &ShareProps) -> Html {
    let dispatch = use_dispatch();
    let dialog = use_modal();
    let said = use_kept(String::new);
    let is_large = use_kept(|| false);
    let session = &props.session;
    let (position, last) = (session.history.position(), session.history.line().len() - 1);
    let choice = use_kept(|| Choice { is_stage: false, form: 0, theme: Theme::Light, from: 0, to: last });
    use_work(props.link.clone(), {
        let dispatch = dispatch.clone();
        move |link: &Result<String, LinkTooLong>| {
            if let Ok(link) = link {
                dispatch.dispatch(Action::Tools(ToolsAction::Code(Rc::from(&**link))));
            }
        }
    });
    let title: Rc<str> = Rc::from(&*props.title);
    let take = |parcel: Parcel| send(&dispatch, Action::Tools(ToolsAction::Take(parcel, Rc::clone(&title))));
    let parcel_button = |key: &str, parcel: Parcel| button("line", word(key), take(parcel));
    let onopen = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                read_file(&file, &dispatch);
                // The same file can be chosen again.
                input.set_value("");
            }
        })
    };
    let body = html! {
        <div class="share-body" tabindex="0" data-large={flag(*is_large)}>
            <section aria-label={phrase("share-link")}>
                { leaf("h3", "", word("share-link")) }
                {
                    match &props.link {
                        Ok(link) => link_html(link, props.code.as_deref(), props.problem.is_none(), &said, &is_large),
                        Err(error) => leaf("p", "quiet", error.words()),
                    }
                }
                <p role="status" class="quiet">{ &*said }</p>
            </section>
            <section aria-label={phrase("share-file")}>
                { leaf("h3", "", word("share-file")) }
                { leaf("p", "quiet", word("share-file-hint")) }
                <p class="actions">
                    { parcel_button("share-save", Parcel::Run) }
                    { button("line", word("share-record"), send(&dispatch, Action::Author(AuthorAction::Record(Rc::clone(&title))))) }
                    <label class="button line">{ word("share-open") }
                        <input type="file" class="visually-hidden" accept=".json,.itf,.md,application/json,text/markdown" onchange={onopen} />
                    </label>
                </p>
                { leaf("h3", "", word("share-picture")) }
                { picture_form(&choice, position, last, |parcel| parcel_button("share-download", parcel)) }
                { leaf("h3", "", word("share-trace")) }
                <p class="actions">
                    { parcel_button("share-itf", Parcel::Itf) }
                    { parcel_button("share-shiviz", Parcel::ShiViz) }
                    { parcel_button("share-events", Parcel::Events) }
                </p>
                <p role="status" class="quiet preparing">{ props.preparing.as_deref().unwrap_or_default() }</p>
                <div role="alert" class="problem">{ props.problem.as_ref().map(|problem| problem_html(&dispatch, problem)) }</div>
            </section>
        </div>
    };
    sheet(&dispatch, &dialog, "share", &say("share-title", &[]), body)
}

fn link_html(
    link: &str,
    code: Option<&Qr>,
    is_expected: bool,
    said: &Kept<String>,
    is_large: &Kept<bool>,
) -> Html {
    let copy = {
        let (link, said) = (link.to_owned(), said.clone());
        Callback::from(move |_: MouseEvent| {
            // The field shows what is copied, and is there to copy from where the browser does not let us.
            browser::select_field("#share-link");
            let said = said.clone();
            browser::copy(&link, move |is_done| {
                said.set(say(if is_done { "share-copied" } else { "share-copy-by-hand" }, &[]));
            });
        })
    };
    let hand_on = {
        let link = link.to_owned();
        Callback::from(move |_: MouseEvent| browser::hand_on(&link))
    };
    let size = {
        let is_large = is_large.clone();
        Callback::from(move |_: MouseEvent| is_large.set(!*is_large))
    };
    html! {
        <>
            { leaf("p", "quiet", word("share-link-hint")) }
            <p class="actions">
                <input id="share-link" type="text" readonly={true} value={link.to_owned()} aria-label={phrase("share-link-field")} />
                { button("solid", word("share-copy"), copy) }
                if browser::can_hand_on() {
                    { button("line", word("share-system"), hand_on) }
                }
            </p>
            if code.is_none() && is_expected {
                <div class="qr qr-waiting"></div>
            }
            if let Some(qr) = code {
                { qr_html(qr) }
                <button type="button" class="line small" aria-pressed={flag(**is_large)} onclick={size}>
                    { say(if **is_large { "share-qr-small" } else { "share-qr-large" }, &[]) }
                </button>
            }
        </>
    }
}

fn qr_html(qr: &Qr) -> Html {
    let (quiet, all) = (-Qr::QUIET, qr.size + 2 * Qr::QUIET);
    html! {
        <svg class="qr" role="img" aria-label={phrase("share-qr")} viewBox={format!("{quiet} {quiet} {all} {all}")}
            shape-rendering="crispEdges">
            <rect class="qr-ground" x={quiet.to_string()} y={quiet.to_string()} width={all.to_string()} height={all.to_string()} />
            <path class="qr-dark" d={qr.path.clone()} />
        </svg>
    }
}

/// A choice of the form: what it is about, what can be chosen, what is chosen, and what choosing does.
type Options<'a> = (&'a str, &'a [(&'a str, String)], usize, fn(&mut Choice, usize));

fn picture_form(
    choice: &Kept<Choice>,
    position: usize,
    last: usize,
    download: impl Fn(Parcel) -> Html,
) -> Html {
    let chosen = **choice;
    let motif = if chosen.is_stage {
        Motif::Stage(position)
    } else {
        Motif::Diagram(Stretch { from: chosen.from.min(chosen.to), to: chosen.to })
    };
    let (key, form) = FORMS[chosen.form];
    let wanted = Wanted { motif, form, theme: chosen.theme };
    let parcel = if key == PNG { Parcel::Png(wanted) } else { Parcel::Picture(wanted) };
    let motifs = [("stage", say("share-motif-stage", &[])), ("diagram", say("share-motif-diagram", &[]))];
    let forms = FORMS.map(|(key, _)| (key, say(&format!("share-form-{key}"), &[])));
    let themes = [("light", say("theme-light", &[])), ("dark", say("theme-dark", &[]))];
    let selects: [Options<'_>; 3] = [
        ("share-motif", &motifs, usize::from(!chosen.is_stage), |choice, at| choice.is_stage = at == 0),
        ("share-form", &forms, chosen.form, |choice, at| choice.form = at),
        ("share-theme", &themes, usize::from(chosen.theme == Theme::Dark), |choice, at| {
            choice.theme = if at == 1 { Theme::Dark } else { Theme::Light };
        }),
    ];
    html! {
        <div class="picture-form">
            { for selects.into_iter().map(|options| select_html(choice, options)) }
            if !chosen.is_stage {
                { step_field(choice, "share-from", chosen.from, last, |choice, at| choice.from = at) }
                { step_field(choice, "share-to", chosen.to, last, |choice, at| choice.to = at) }
            }
            { download(parcel) }
        </div>
    }
}

fn select_html(choice: &Kept<Choice>, (key, options, at, set): Options<'_>) -> Html {
    let choice = choice.clone();
    let onchange = Callback::from(move |event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let Some(index) = select.and_then(|select| usize::try_from(select.selected_index()).ok()) else {
            return;
        };
        let mut next = *choice;
        set(&mut next, index);
        choice.set(next);
    });
    html! {
        <label class="field">{ leaf("span", "", say(key, &[])) }
            <select {onchange}>
                for (index, (_, words)) in options.iter().enumerate() {
                    <option selected={index == at}>{ words }</option>
                }
            </select>
        </label>
    }
}

fn step_field(choice: &Kept<Choice>, key: &str, at: usize, last: usize, set: fn(&mut Choice, usize)) -> Html {
    let choice = choice.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let mut next = *choice;
        set(&mut next, input.value().trim().parse().unwrap_or(at).min(last));
        choice.set(next);
    });
    html! {
        <label class="field">{ leaf("span", "", say(key, &[])) }
            <input type="number" min="0" max={last.to_string()} value={at.to_string()} {onchange} />
        </label>
    }
}
