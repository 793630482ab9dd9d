//! A lesson on paper: every part with its text, its questions, and the diagram of its steps.

use super::lesson::item_html;
use super::paired::framed;
use super::prose;
use super::store::Dispatch;
use super::words::leaf;
use crate::app::{LessonPage, TimeView};
use crate::lesson::Item;
use crate::scene::{self, Stretch};
use yew::prelude::*;

/// How wide a diagram is on paper, in CSS pixels: an A4 page between its margins, on its side.
const WIDTH: f32 = 960.0;

/// The lesson on paper. Answers are those that were given; the questions are there for those who were not.
pub fn lesson_on_paper(dispatch: &Dispatch, page: &LessonPage) -> Html {
    let lesson = &page.course.lesson;
    let part = |(index, part): (usize, &crate::lesson::Part)| {
        html! {
            <section>
                { leaf("h2", "", format!("{}. {}", index + 1, part.title)) }
                for (place, item) in part.items.iter().enumerate().filter(|(_, item)| !matches!(item, Item::Run(_))) {
                    { item_html(dispatch, page, place, item) }
                }
                { steps(dispatch, page, index) }
            </section>
        }
    };
    html! {
        <main class="paper">
            { leaf("h1", "", &lesson.title) }
            if let Some(deck) = lesson.deck {
                { leaf("p", "quiet", format!("{} · {}", deck.title, deck.by)) }
            }
            { prose::blocks(&lesson.intro) }
            { for lesson.parts.iter().enumerate().map(part) }
        </main>
    }
}

/// The diagram of a part's steps; nothing if nothing happens in it.
fn steps(dispatch: &Dispatch, page: &LessonPage, part: usize) -> Html {
    let stops = || page.course.run.stops.iter().enumerate().filter(|(_, stop)| stop.part == part);
    let before = page.first_stop(part).checked_sub(1).map_or(0, |stop| page.course.run.stops[stop].events);
    let Some((last, stop)) = stops().next_back() else { return Html::default() };
    if stop.events == before {
        return Html::default();
    }
    let mut run = page.course.history.clone();
    run.travel(page.course.moment(last));
    run.leave_line();
    let stretch = Stretch { from: before, to: stop.events };
    let diagram = scene::diagram(&run, page.course.lesson.terms, &page.session.lanes, stretch);
    let mut time = TimeView::default();
    time.size.width = WIDTH;
    framed(dispatch, &time, &diagram, "", None)
}
