//! The region Lesson: narration, the open question, the list of parts.

use super::memo::part;
use super::store::{Dispatch, send, use_dispatch};
use super::words::{button, leaf, phrase, word};
use super::work::use_work;
use super::{drawing, prose};
use crate::app::{Action, LessonPage};
use crate::lesson::{Figure, Item, Part, Question};
use crate::scene;
use crate::text::{Arg, Notation, say};
use yew::functional::Hook;
use yew::prelude::*;

/// What the region shows.
#[derive(Clone)]
pub struct LessonProps {
    /// The lesson.
    pub page: LessonPage,
}

impl PartialEq for LessonProps {
    /// The region depends on the stop, the answers and the path, not on the whole history.
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.page, &other.page);
        std::rc::Rc::ptr_eq(&a.course, &b.course)
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

fn item_html(dispatch: &Dispatch, page: &LessonPage, index: usize, item: &Item) -> Html {
    match item {
        Item::Prose(block) => prose::block(block),
        Item::Run(_) => Html::default(),
        Item::Figure(figure) => figure_html(page, *figure),
        Item::Ask(question) => quiz(dispatch, page, index, question),
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

/// A question: answered by tap or by key, then explained. Where the run itself answers it, that comes once it has.
pub(super) fn quiz(dispatch: &Dispatch, page: &LessonPage, item: usize, question: &Question) -> Html {
    let given = page.answer(item);
    let (right, is_undecided) = (page.right_answer(item), page.is_undecided(item));
    let is_told = !is_undecided && (given.is_some() || page.is_settled(item));
    let mark = |choice: usize| match (is_told, given == Some(choice)) {
        (true, is_given) => Some(verdict(right == Some(choice), is_given)),
        (false, true) => Some("given"),
        (false, false) => given.map(|_| "other"),
    };
    html! {
        <div class="quiz" role="group" aria-label={phrase("quiz-label")}>
            <p class="quiz-question">{ leaf("span", "predict", word("quiz-predict")) }{ prose::inlines(&question.text) }</p>
            for (index, choice) in question.choices.iter().enumerate() {
                <button type="button" disabled={is_told || given.is_some()} data-answer={mark(index)}
                    onclick={send(dispatch, Action::Answer { item, choice: index })}>
                    { leaf("kbd", "", index + 1) }
                    { leaf("span", "", prose::inlines(&choice.text)) }
                </button>
            }
            <div role="status">
                if is_told {
                    <p class="explanation"><b>{ outcome(given, right) }</b>{ " " }{ prose::inlines(&question.explanation) }</p>
                }
            </div>
        </div>
    }
}

/// Whether the answer was right; or which one is, if nobody has answered.
fn outcome(given: Option<usize>, right: Option<usize>) -> String {
    match (given, right) {
        (None, Some(right)) => {
            let number = u32::try_from(right + 1).unwrap_or(u32::MAX);
            say("quiz-shown", &[("number", number.into())])
        }
        (given, right) => say(if given == right { "quiz-right" } else { "quiz-wrong" }, &[]),
    }
}

fn verdict(is_right: bool, is_given: bool) -> &'static str {
    match (is_right, is_given) {
        (true, _) => "right",
        (false, true) => "wrong",
        (false, false) => "other",
    }
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
