//! What the command line says about lessons.

use super::{Item, Lesson, LessonError, Order, Part, SceneKind, examine, library, parse, scenes};
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
    let (mut lines, args) = failures(lessons);
    let holds = lines.is_empty();
    lines.push(say(if holds { "lessons-hold" } else { "lessons-fail" }, &args));
    Report { text: lines.join("\n"), holds }
}

/// Plays starts in the same way. A start is a lesson of one part, in which something happens and nothing is asked.
pub fn check_starts(starts: &[(&str, &str)]) -> Report {
    let (mut lines, args) = failures(starts);
    let is_start = |lesson: &Lesson| {
        let [part] = &lesson.parts[..] else { return false };
        let has = |is_meant: fn(&Item) -> bool| part.items.iter().any(is_meant);
        has(|item| matches!(item, Item::Run(_)))
            && has(|item| matches!(item, Item::Prose(_)))
            && !has(|item| matches!(item, Item::Ask(_) | Item::Figure(_)))
    };
    for (name, source) in starts {
        if parse(name, source).is_ok_and(|start| !is_start(&start)) {
            lines.push(say("start-shape", &[("name", (*name).into())]));
        }
    }
    let holds = lines.is_empty();
    lines.push(say(if holds { "starts-hold" } else { "starts-fail" }, &args));
    Report { text: lines.join("\n"), holds }
}

/// What does not hold, a line for each; and the numbers for the sentence about the whole.
fn failures(lessons: &[(&str, &str)]) -> (Vec<String>, [(&'static str, Arg); 4]) {
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
    let args = [
        ("lessons", number(lessons.len())),
        ("steps", number(steps)),
        ("expectations", number(expectations)),
        ("failures", number(lines.len())),
    ];
    (lines, args)
}

/// Says for every scene of every deck which built-in lessons bring it to life.
pub fn coverage() -> Report {
    let lessons = library();
    let (mut lines, mut covered, mut total) = (Vec::new(), 0, 0);
    for scene in scenes() {
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
        Item::Prose(_) | Item::Ask(_) | Item::Figure(_) => &[],
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
