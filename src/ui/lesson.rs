//! The region Lesson: narration, the open question, the list of parts.

use super::author::{author_bar, author_field};
use super::memo::part;
use super::store::{Dispatch, send, use_dispatch};
use super::words::{button, leaf, phrase, word};
use super::work::use_work;
use super::{drawing, prose, quiz};
use crate::app::{Action, Author, LessonPage};
use crate::lesson::{Figure, Item, Part};
use crate::scene;
use crate::text::{Arg, Notation, say};
use yew::functional::Hook;
use yew::prelude::*;

/// What the region shows.
#[derive(Clone)]
pub struct LessonProps {
    /// The lesson.
    pub page: LessonPage,
    /// What its author does, if it is the lesson that somebody writes here.
    pub author: Option<Author>,
}

impl PartialEq for LessonProps {
    /// The region depends on the stop, the answers and the path, not on the whole history.
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.page, &other.page);
        self.author == other.author
            && std::rc::Rc::ptr_eq(&a.course, &b.course)
            && (a.stop, a.is_on_path(), &a.answers) == (b.stop, b.is_on_path(), &b.answers)
    }
}

/// The region Lesson.
pub fn lesson_region(props: LessonProps) -> Html {
    part("lesson-region", props, |context, props| use_lesson_region(props).run(context))
}

#[hook]
fn use_lesson_region(props: &LessonProps) -> Html {
    let dispatch = use_dispatch();
    let page = &props.page;
    let panel = use_node_ref();
    use_work((panel.clone(), page.at().part), |(panel, _)| {
        if let Some(panel) = panel.cast::<web_sys::Element>() {
            panel.set_scroll_top(0);
        }
    });
    let lesson = &page.course.lesson;
    let at = [
        ("part", Arg::from((page.at().part + 1).to_string())),
        ("parts", Arg::from(lesson.parts.len().to_string())),
    ];
    let by =
        lesson.deck.map_or_else(|| lesson.title.clone(), |deck| say("lesson-by", &[("by", deck.by.into())]));
    // Where the lecture is about the duel.
    let can_duel = page.part().scenes.iter().any(|scene| scene == "R-duel");
    html! {
        <section class="panel lesson" aria-label={phrase("region-lesson")} ref={panel}>
            <p class="eyebrow">{ by }{ " · " }{ say("lesson-place", &at) }</p>
            { leaf("h2", "", &page.part().title) }
            if let Some(author) = &props.author {
                { author_bar(&dispatch, author) }
            }
            if let Some(author) = props.author.as_ref().filter(|author| author.is_open) {
                { author_field(&dispatch, author) }
            }
            if page.at().part == 0 {
                { prose::blocks(&lesson.intro) }
            }
            { for page.visible().iter().enumerate().map(|(index, item)| item_html(&dispatch, page, index, item)) }
            if !page.is_on_path() {
                <div class="aside-note">
                    { leaf("p", "", word("lesson-off-path")) }
                    <button type="button" class="line" onclick={send(&dispatch, Action::Return)}>
                        { word("command-return") }<kbd aria-hidden="true">{ "R" }</kbd>
                    </button>
                </div>
            }
            <p class="actions">
                <button type="button" class="line" onclick={send(&dispatch, Action::Explore)}>
                    { word("command-explore") }<kbd aria-hidden="true">{ "E" }</kbd>
                </button>
                if can_duel {
                    { button("line", word("keep-duelling"), send(&dispatch, Action::KeepDuelling)) }
                }
            </p>
            { leaf("h3", "", word("lesson-steps")) }
            { parts(&dispatch, &lesson.parts, page.at().part) }
        </section>
    }
}

pub(super) fn item_html(dispatch: &Dispatch, page: &LessonPage, index: usize, item: &Item) -> Html {
    match item {
        Item::Prose(block) => prose::block(block),
        Item::Run(_) => Html::default(),
        Item::Figure(figure) => figure_html(page, *figure),
        Item::Ask(question) => quiz::of_lesson(dispatch, page, index, question),
    }
}

fn figure_html(page: &LessonPage, figure: Figure) -> Html {
    let lesson = &page.course.lesson;
    let notation = Notation { setup: &lesson.setup, terms: lesson.terms };
    let figure = match figure {
        Figure::Majorities(nodes) => scene::majorities(nodes),
        Figure::Failures(nodes) => scene::failures(nodes),
        Figure::Roles => scene::roles(&notation),
        Figure::Office => scene::office_chart(),
    };
    drawing::illustration(&figure)
}

/// The list of parts.
fn parts(dispatch: &Dispatch, parts: &[Part], at: usize) -> Html {
    html! {
        <ol class="steps">
            for (index, part) in parts.iter().enumerate() {
                <li data-state={match index.cmp(&at) {
                    std::cmp::Ordering::Less => "done",
                    std::cmp::Ordering::Equal => "now",
                    std::cmp::Ordering::Greater => "next",
                }}>
                    <button type="button" aria-current={(index == at).then_some("step")}
                        onclick={send(dispatch, Action::Part(index))}>{ &part.title }</button>
                </li>
            }
        </ol>
    }
}
