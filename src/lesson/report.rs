//! What the command line says about lessons.

use super::{Item, Lesson, LessonError, Order, Part, SceneKind, decks, examine, library, parse};
use crate::text::{Arg, say};

/// A report for the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What is printed.
    pub text: String,
    /// Whether all is well: the exit status.
    pub holds: bool,
}

/// Plays lessons, given as file names and sources, and reports everything that does not hold.
pub fn check(lessons: &[(&str, &str)]) -> Report {
    let mut lines = Vec::new();
    let (mut steps, mut expectations) = (0, 0);
    for (name, source) in lessons {
        let failures = match parse(name, source) {
            Ok(lesson) => {
                let (run, failures) = examine(&lesson);
                steps += run.events.len();
                expectations += run.expectations;
                failures
            }
            Err(error) => vec![error],
        };
        lines.extend(failures.iter().map(|failure: &LessonError| format!("{name}:{failure}")));
    }
    let holds = lines.is_empty();
    let args = [
        ("lessons", number(lessons.len())),
        ("steps", number(steps)),
        ("expectations", number(expectations)),
        ("failures", number(lines.len())),
    ];
    lines.push(say(if holds { "lessons-hold" } else { "lessons-fail" }, &args));
    Report { text: lines.join("\n"), holds }
}

/// Says for every scene of every deck which built-in lessons bring it to life.
pub fn coverage() -> Report {
    let lessons = library();
    let scenes = decks().iter().flat_map(|deck| &deck.scenes);
    let (mut lines, mut covered, mut total) = (Vec::new(), 0, 0);
    for scene in scenes {
        total += 1;
        let mut places = Vec::new();
        let mut expectations = 0;
        for lesson in lessons.iter() {
            let parts = parts_of(lesson, scene.id);
            expectations += parts.iter().map(|&(_, part)| expectations_of(part)).sum::<usize>();
            if !parts.is_empty() {
                let numbers: Vec<usize> = parts.iter().map(|&(number, _)| number).collect();
                places.push(place(lesson, &numbers));
            }
        }
        // A run that nothing is expected of shows nothing that could be wrong.
        let is_covered = !places.is_empty() && (scene.kind == SceneKind::Concept || expectations > 0);
        covered += usize::from(is_covered);
        let what = if is_covered {
            let args = [("places", places.join("; ").into()), ("count", number(expectations))];
            say("coverage-scene", &args)
        } else {
            say("coverage-missing", &[])
        };
        lines.push(format!("{}  {what}", scene.id));
    }
    let args = [("covered", number(covered)), ("total", number(total))];
    lines.push(say("coverage-total", &args));
    Report { text: lines.join("\n"), holds: covered == total }
}

/// The parts of a lesson that cover a scene, numbered from 1.
fn parts_of<'a>(lesson: &'a Lesson, scene: &str) -> Vec<(usize, &'a Part)> {
    let covers = |(_, part): &(usize, &Part)| part.scenes.iter().any(|id| id == scene);
    (1..).zip(&lesson.parts).filter(covers).collect()
}

fn expectations_of(part: &Part) -> usize {
    let lines = part.items.iter().flat_map(|item| match item {
        Item::Run(lines) => &lines[..],
        Item::Prose(_) | Item::Ask(_) => &[],
    });
    lines.filter(|line| matches!(line.order, Order::Expect(_))).count()
}

/// `two-proposers, steps 1–9`.
fn place(lesson: &Lesson, parts: &[usize]) -> String {
    let spans: Vec<String> = parts
        .chunk_by(|a, b| a + 1 == *b)
        .map(|span| match span {
            [only] => only.to_string(),
            _ => format!("{}–{}", span[0], span[span.len() - 1]),
        })
        .collect();
    let args = [
        ("lesson", lesson.slug.as_str().into()),
        ("count", number(parts.len())),
        ("parts", spans.join(", ").into()),
    ];
    say("coverage-place", &args)
}

fn number(count: usize) -> Arg {
    Arg::Number(u32::try_from(count).unwrap_or(u32::MAX))
}
