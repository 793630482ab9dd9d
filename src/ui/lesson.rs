//! The region Lesson: narration, the open question, the list of parts.

use super::prose;
use super::store::{Dispatch, send, use_dispatch};
use super::words::{button, phrase, word};
use crate::app::{Action, LessonPage};
use crate::lesson::{Item, Part, Question};
use crate::text::{Arg, say};
use yew::prelude::*;

/// What the region shows.
#[derive(Clone, Properties)]
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
#[component]
pub fn LessonRegion(props: &LessonProps) -> Html {
    let dispatch = use_dispatch();
    let page = &props.page;
    let panel = use_node_ref();
    use_effect_with((panel.clone(), page.at().part), |(panel, _)| {
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
            <h2>{ &page.part().title }</h2>
            if page.at().part == 0 {
                { prose::blocks(&lesson.intro) }
            }
            { for page.visible().iter().enumerate().map(|(index, item)| item_html(&dispatch, page, index, item)) }
            if !page.is_on_path() {
                <div class="aside-note">
                    <p>{ word("lesson-off-path") }</p>
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
            <h3>{ word("lesson-steps") }</h3>
            { parts(&dispatch, &lesson.parts, page.at().part) }
        </section>
    }
}

fn item_html(dispatch: &Dispatch, page: &LessonPage, index: usize, item: &Item) -> Html {
    match item {
        Item::Prose(block) => prose::block(block),
        Item::Run(_) => Html::default(),
        Item::Ask(question) => quiz(dispatch, index, question, page.answer(index)),
    }
}

/// A question: answered by tap or by key, then explained.
fn quiz(dispatch: &Dispatch, item: usize, question: &Question, answer: Option<usize>) -> Html {
    html! {
        <div class="quiz" role="group" aria-label={phrase("quiz-label")}>
            <p class="quiz-question"><span class="predict">{ word("quiz-predict") }</span>{ prose::inlines(&question.text) }</p>
            for (index, choice) in question.choices.iter().enumerate() {
                <button type="button" disabled={answer.is_some()} onclick={send(dispatch, Action::Answer { item, choice: index })}
                    data-answer={answer.map(|given| verdict(choice.is_right, given == index))}>
                    <kbd>{ index + 1 }</kbd>
                    <span>{ prose::inlines(&choice.text) }</span>
                </button>
            }
            <div role="status">
                if let Some(given) = answer {
                    <p class="explanation">
                        <b>{ say(if question.choices[given].is_right { "quiz-right" } else { "quiz-wrong" }, &[]) }</b>
                        { " " }{ prose::inlines(&question.explanation) }
                    </p>
                }
            </div>
        </div>
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
