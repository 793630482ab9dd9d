//! Diagrams that stand beside others: two runs that are compared, the rung above or below, the parts of a lesson on paper.

use super::drawing::drawing;
use super::spacetime::{in_pieces, lane_name, shifted};
use super::store::Dispatch;
use super::words::phrase;
use crate::app::{Session, TimeView};
use crate::picture::{decimal, number as px};
use crate::scene::{self, Diagram, Marks, Metrics, Size};
use crate::sim::MomentId;
use yew::prelude::*;

/// The diagrams of two runs, one above the other, from where they part.
pub fn pair(dispatch: &Dispatch, session: &Session, time: &TimeView, a: MomentId, b: MomentId) -> Html {
    let paired = scene::paired(&session.history, session.terms, &session.lanes, (a, b));
    let parts_at = paired.parts_at;
    let one = |(diagram, title): (Diagram, String)| framed(dispatch, time, &diagram, &title, Some(parts_at));
    html! { <div class="pair-diagrams">{ for paired.diagrams.into_iter().map(one) }</div> }
}

/// A diagram that stands beside another one, with what it is called; from where they part it is marked.
pub fn framed(
    dispatch: &Dispatch,
    time: &TimeView,
    diagram: &Diagram,
    title: &str,
    parts_at: Option<usize>,
) -> Html {
    let metrics = Metrics::fitting(time.column(), Size { height: 0.0, ..time.size }, diagram.lanes.len());
    let sketch = scene::sketch(diagram, metrics);
    let (from, size) = (metrics.x(diagram.from), sketch.size);
    html! {
        <figure class="paired" style={format!("--u:{}", decimal(metrics.unit, 3))}>
            <figcaption>{ title }</figcaption>
            <div class="paired-window" tabindex="0" role="group" aria-label={phrase("runs-paired")}>
                <ul class="lane-names">
                    for (index, lane) in diagram.lanes.iter().enumerate() {
                        { lane_name(dispatch, lane, metrics.y(index), Marks::default()) }
                    }
                </ul>
                <div class="paired-plot" style={format!("width:{}px;height:{}px", px(size.width - from), px(size.height))}>
                    <div style={shifted(metrics.left - from)}>
                        { drawing(dispatch, &in_pieces(sketch), size, Marks::default()) }
                        { for parts_at.map(|step| html! { <div class="differs" style={shifted(metrics.x(step))}></div> }) }
                    </div>
                </div>
            </div>
        </figure>
    }
}
