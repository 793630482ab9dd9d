//! Pictures for slides: an XML parser reads them, nothing that stands in them is lost, and what is hostile stays text.
//!
//! The goldens in `tests/pictures/` are of one small run. `UPDATE_GOLDENS=1 cargo test --test pictures` writes them
//! anew. What `pdflatex` and Mermaid make of pictures is tested by `cargo xtask test --only pictures`.

mod common;
mod source;

use common::{ALL, Run, cluster, two};
use paxoscope::lesson::{self, library};
use paxoscope::picture::{Form, Motif, Palette, STAGE_SIZE, Subject, Theme, Wanted, export, svg};
use paxoscope::scene::{Drawing, Lanes, Shape, Stretch, View, diagram, figure, stage, stage_sketch};
use paxoscope::sim::History;
use paxoscope::text::Terms;
use roxmltree::Document;
use std::rc::Rc;

/// The history of these events.
fn history(run: &Run) -> History {
    let mut history = History::from_world(paxoscope::sim::World::new(Rc::clone(run.world.setup())));
    for event in &run.events {
        history.act(event).expect("it happened before");
    }
    history
}

/// A small run with everything in it: a loss, a duplicate, a crash, a cut, a choice, and messages under way.
fn small() -> History {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "twice A>top prepare", "A>top prepare", "top>A promise", "A>mid prepare"]);
    run.play(&[
        "drop A>bot prepare",
        "crash bot",
        "mid>A promise",
        "A accepts?",
        "A>top accept",
        "A>mid accept",
    ]);
    run.play(&[
        "A>bot accept",
        "restart bot",
        "cut B bot",
        "B prepares 2",
        "hold B>mid prepare",
        "top>A accepted",
    ]);
    history(&run)
}

fn picture(history: &History, motif: Motif, form: Form, theme: Theme) -> String {
    let lanes = Lanes::default();
    let subject = Subject { history, terms: Terms::Standard, lanes: &lanes, title: "A small run" };
    export(subject, Wanted { motif, form, theme })
}

fn whole(history: &History) -> Motif {
    Motif::Diagram(Stretch::all(history))
}

/// The texts of a drawing, in order.
fn words(drawing: &Drawing) -> Vec<&str> {
    let texts = drawing.parts.iter().filter_map(|part| match &part.shape {
        Shape::Text(_, _, words) => Some(words.as_str()),
        _ => None,
    });
    texts.collect()
}

/// The texts that a reader of the XML finds, in order.
fn texts<'a>(document: &'a Document<'_>) -> Vec<&'a str> {
    let is_text = |node: &roxmltree::Node<'_, '_>| node.has_tag_name(("http://www.w3.org/2000/svg", "text"));
    document.descendants().filter(is_text).map(|node| node.text().unwrap_or_default()).collect()
}

/// Reads a drawing's SVG in both themes; all its words and titles must be there, and nothing from elsewhere.
fn check(drawing: &Drawing, name: &str) {
    for theme in [Theme::Light, Theme::Dark] {
        let text = svg(drawing, Palette::new(theme), name);
        let document = Document::parse(&text).unwrap_or_else(|why| panic!("{name}: {why}\n{text}"));
        let mut expected: Vec<String> = words(drawing).into_iter().map(legible).collect();
        let mut found: Vec<String> = texts(&document).into_iter().map(str::to_owned).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{name}");
        assert_is_alone(&document, name);
    }
}

/// What XML can hold of a text.
fn legible(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A picture names no file, runs nothing, and has only elements that draw.
fn assert_is_alone(document: &Document<'_>, name: &str) {
    let known = [
        "svg", "title", "desc", "style", "rect", "clipPath", "g", "text", "line", "polygon", "circle", "path",
    ];
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let element = node.tag_name().name();
        assert!(known.contains(&element), "{name}: <{element}>");
        for attribute in node.attributes() {
            let value = attribute.value();
            assert!(!attribute.name().contains("href") && !attribute.name().starts_with("on"), "{name}");
            assert!(!value.contains("url(") || value == "url(#w)", "{name}: {value}");
            assert!(!value.contains("NaN") && !value.contains("inf"), "{name}: {value}");
        }
        if element == "style" {
            let style = node.text().unwrap_or_default();
            assert!(!style.contains("@import") && !style.contains("url("), "{name}: {style}");
        }
    }
}

#[test]
fn every_picture_of_every_lesson_is_whole() {
    for lesson in library().iter() {
        let played = lesson::run(lesson).expect("lessons are tested");
        let mut history = History::new(Rc::clone(&lesson.setup));
        for event in &played.events {
            history.act(event).expect("it happened before");
        }
        for at in 0..history.line().len() {
            history.seek(at);
            let stage = stage(&View::of(&history, lesson.terms), STAGE_SIZE);
            check(&stage_sketch(&stage), &format!("{} {at}", lesson.slug));
        }
        let end = history.line().len() - 1;
        for stretch in [Stretch::all(&history), Stretch { from: end / 3, to: end / 2 }] {
            let seen = diagram(&history, lesson.terms, &Lanes::default(), stretch);
            check(&figure(&seen), &format!("{} {stretch:?}", lesson.slug));
        }
    }
}

#[test]
fn what_is_on_the_stage_is_in_its_picture() {
    let mut history = small();
    for at in 0..history.line().len() {
        history.seek(at);
        let stage = stage(&View::of(&history, Terms::Standard), STAGE_SIZE);
        let drawing = stage_sketch(&stage);
        let shown = words(&drawing);
        for placed in &stage.cards {
            assert!(shown.contains(&placed.card.name.as_str()), "{at}: {shown:?}");
        }
        for pill in stage.pills.iter().filter(|pill| stage.arrows.iter().any(|arrow| arrow.id == pill.id)) {
            let label = [pill.label.as_str(), pill.short.as_str()];
            assert!(label.iter().any(|label| shown.contains(label)), "{at}: {label:?} in {shown:?}");
        }
    }
}

/// Values and names that try to be something else.
const HOSTILE: [&str; 6] =
    ["<script>x()</script>", "\"'&lt;]]>", "a\u{1}b", "x;#35; %%{a", "\\input{x}$^", "中é→"];

#[test]
fn hostile_values_stay_text() {
    for value in HOSTILE {
        let mut run = Run::new(cluster(&[("A", value)], &["<b", "A2", "A3"], &["&l"]));
        run.play(&["A prepares 1", "A><b prepare", "<b>A promise", "A>A2 prepare", "A2>A promise"]);
        run.play(&["A accepts?", "A><b accept", "A>A2 accept"]);
        let mut history = history(&run);
        for at in 0..history.line().len() {
            history.seek(at);
            check(&stage_sketch(&stage(&View::of(&history, Terms::Standard), STAGE_SIZE)), value);
        }
        let drawing = figure(&diagram(&history, Terms::Standard, &Lanes::default(), Stretch::all(&history)));
        assert!(words(&drawing).iter().any(|words| words.contains(value)), "{value}");
        check(&drawing, value);
        let mermaid = picture(&history, whole(&history), Form::Mermaid, Theme::Light);
        for line in mermaid.lines().filter(|line| line.contains("->>")) {
            assert_eq!(line.matches(':').count(), 1, "{line}");
        }
        let tikz = picture(&history, whole(&history), Form::Tikz, Theme::Light);
        assert!(!tikz.contains("\\input{") && !tikz.contains('中'), "{tikz}");
    }
}

#[test]
fn a_chosen_range_is_cut_cleanly() {
    let history = small();
    let stretch = Stretch { from: 6, to: 10 };
    let drawing = figure(&diagram(&history, Terms::Standard, &Lanes::default(), stretch));
    let window = drawing.window.expect("a figure has one");
    let steps: Vec<&str> = words(&drawing).into_iter().filter(|words| words.parse::<u32>().is_ok()).collect();
    assert!(steps.contains(&"6") && !steps.contains(&"12") && !steps.contains(&"0"), "{steps:?}");
    for part in &drawing.parts {
        if let Shape::Line(from, to) = &part.shape {
            let reach = from.x.max(to.x) - from.x.min(to.x);
            assert!(reach <= window.width + 200.0, "{part:?}");
        }
    }
    let whole = figure(&diagram(&history, Terms::Standard, &Lanes::default(), Stretch::all(&history)));
    assert!(drawing.size.width < whole.size.width);
}

#[test]
fn labels_of_a_small_run_do_not_cover_each_other() {
    let history = small();
    let drawing = figure(&diagram(&history, Terms::Standard, &Lanes::default(), Stretch::all(&history)));
    let labels: Vec<(f32, f32, f32)> = drawing
        .parts
        .iter()
        .filter_map(|part| match (&part.shape, part.ink) {
            (Shape::Text(at, _, words), paxoscope::scene::Ink::Label) => {
                Some((at.x, at.y, 7.0 * f32::from(u8::try_from(words.chars().count()).expect("short"))))
            }
            _ => None,
        })
        .collect();
    assert!(labels.len() > 5);
    for (index, (x, y, width)) in labels.iter().enumerate() {
        assert!(x - width / 2.0 > 0.0 && x + width / 2.0 < drawing.size.width, "cut off at the edge");
        for (other_x, other_y, other_width) in &labels[..index] {
            let apart = (x - other_x).abs() - (width + other_width) / 2.0;
            assert!(apart > -8.0 || (y - other_y).abs() > 11.0, "{labels:?}");
        }
    }
}

#[test]
fn themes_differ_in_colours_only() {
    let history = small();
    for form in [Form::Svg, Form::Tikz] {
        let [light, dark] = [Theme::Light, Theme::Dark].map(|theme| {
            let picture = picture(&history, whole(&history), form, theme);
            picture.lines().filter(|line| !line.contains("definecolor")).map(colourless).collect::<String>()
        });
        assert_eq!(light, dark);
    }
    assert_ne!(
        picture(&history, whole(&history), Form::Svg, Theme::Light),
        picture(&history, whole(&history), Form::Svg, Theme::Dark)
    );
}

/// A line without the digits of its colours; TikZ has another name for a dark ground.
fn colourless(line: &str) -> String {
    let mut rest = line.replace("paxobg", "paxopanel");
    while let Some(at) = rest.find('#').filter(|at| rest.len() >= at + 7 && !rest[at + 1..].starts_with('w'))
    {
        rest.replace_range(at..at + 7, "");
    }
    rest
}

#[test]
fn pictures_are_what_they_were() {
    let history = small();
    let stage = Motif::Stage(history.position());
    for (file, motif, form, theme) in [
        ("stage.svg", stage, Form::Svg, Theme::Light),
        ("diagram.svg", whole(&history), Form::Svg, Theme::Dark),
        ("stage.tex", stage, Form::TikzDocument, Theme::Dark),
        ("diagram.tex", whole(&history), Form::Tikz, Theme::Light),
        ("diagram.mmd", whole(&history), Form::Mermaid, Theme::Light),
    ] {
        let path = format!("{}/tests/pictures/{file}", env!("CARGO_MANIFEST_DIR"));
        let found = picture(&history, motif, form, theme);
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&path, &found).expect("a place to write to");
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path}: {why}"));
        assert!(
            found == expected.replace("\r\n", "\n"),
            "{file} has changed; UPDATE_GOLDENS=1 writes it anew"
        );
    }
}

#[test]
fn a_long_run_stays_within_what_tex_can_count() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", ALL);
    let mut history = history(&run);
    for _ in 0..1500 {
        for event in [
            paxoscope::sim::Event::Crash(paxoscope::protocol::NodeId(0)),
            paxoscope::sim::Event::Restart(paxoscope::protocol::NodeId(0)),
        ] {
            history.act(&event).expect("it can happen");
        }
    }
    let late = Motif::Diagram(Stretch { from: 2990, to: 3000 });
    let tikz = picture(&history, late, Form::Tikz, Theme::Light);
    let drawn = tikz.lines().filter(|line| !line.contains("definecolor"));
    let numbers = drawn.flat_map(|line| line.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')));
    let most = numbers.filter_map(|number| number.parse::<f32>().ok()).fold(0.0, f32::max);
    assert!(most < 3100.0, "{most}");
}

#[test]
fn drawings_are_made_of_sums_and_roots_only() {
    // These may differ in the last digit between machines, and a picture is the same text on all of them.
    let uneven = ["hypot", "powf", "sin", "cos", "tan", "atan2", "exp", "ln", "mul_add"];
    for file in source::files(&["src/scene", "src/picture"], &[".rs"]) {
        let code = source::code(&file.text);
        for name in uneven {
            assert!(!code.contains(&format!(".{name}(")), "{}: {name}", file.path);
        }
    }
}
