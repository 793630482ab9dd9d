//! The tools: what the page asks of them arrives, and they answer with the very text that the functions give.

mod common;
mod runs;

use paxoscope::lesson::library;
use paxoscope::picture::{Form, Motif, Subject, Theme, Wanted, export};
use paxoscope::protocol::{NodeId, Setup};
use paxoscope::scene::{Lanes, Stretch};
use paxoscope::share::{
    Qr, Run, default_cluster, parse_packed, write_events, write_file, write_itf, write_link, write_packed,
    write_shiviz,
};
use paxoscope::sim::{History, RandomSchedule, Schedule};
use paxoscope::text::Terms;
use paxoscope::tools::{
    Errand, Picture, Reply, Writing, answer, parse_reply, parse_request, write_reply, write_request,
};
use runs::{line, line_of, tree};
use std::rc::Rc;

/// What the tools say to an errand.
fn ask(errand: &Errand<'_>) -> Result<String, String> {
    let reply = answer(&write_request(7, errand)).expect("an answer");
    match parse_reply(&reply) {
        Some(Reply::Done(7, text)) => Ok(text.to_owned()),
        Some(Reply::Failed(7, words)) => Err(words.to_owned()),
        other => panic!("{other:?}"),
    }
}

fn stormy_tree(seed: u64) -> Run {
    let mut history = tree(&Rc::new(default_cluster()), seed, 40);
    history.set_name(history.cursor(), "here, “é”");
    Run::of(&history, Terms::Marshall, Some(Schedule::Random(RandomSchedule::stormy(seed))))
}

#[test]
fn what_is_written_is_read() {
    let wanted = |motif, form, theme| Wanted { motif, form, theme };
    let mut errands = vec![Errand::Code("a\nb"), Errand::Open("{\n}"), Errand::Open("")];
    for writing in [Writing::File, Writing::Itf, Writing::ShiViz, Writing::Events] {
        errands.push(Errand::Write(writing, "run"));
    }
    for form in [Form::Svg, Form::Tikz, Form::TikzDocument, Form::Mermaid] {
        for motif in [Motif::Stage(3), Motif::Diagram(Stretch { from: 2, to: 11 })] {
            for theme in [Theme::Light, Theme::Dark] {
                let wanted = wanted(motif, form, theme);
                errands.push(Errand::Draw(Picture { wanted, lanes: "1,-0,2", title: "a title", run: "run" }));
            }
        }
    }
    for errand in errands {
        assert_eq!(parse_request(&write_request(41, &errand)), Some((41, Some(errand))));
    }
    for reply in [Reply::Ready("0a1b"), Reply::Done(0, ""), Reply::Done(9, "a\nb"), Reply::Failed(1, "No.")] {
        assert_eq!(parse_reply(&write_reply(reply)), Some(reply));
    }
}

#[test]
fn what_is_not_understood_is_refused_and_breaks_nothing() {
    for request in ["", "7", "x code\ny", "code\ny", "-1 code\ny"] {
        assert_eq!(answer(request), None, "{request:?}");
    }
    for request in
        ["7 dance\n", "7 picture svg\n\n", "7 picture svg light stage x 0\n\n", "7 picture\n", "7 \n"]
    {
        let reply = answer(request).expect("it has a number");
        assert!(
            matches!(parse_reply(&reply), Some(Reply::Failed(7, words)) if words.contains("Reload")),
            "{reply}"
        );
    }
    for reply in ["", "7 done", "x done\n", "7 perhaps\n", "nothing"] {
        assert_eq!(parse_reply(reply), None, "{reply:?}");
    }
    for run in ["", "1", "1AAAA", "{}"] {
        let lost = ask(&Errand::Write(Writing::File, run)).expect_err("no run");
        assert!(lost.ends_with('.') && !lost.contains("[problem"), "{lost}");
    }
}

#[test]
fn every_run_comes_back_from_its_packed_form() {
    for seed in 0..12 {
        let run = stormy_tree(seed);
        assert_eq!(parse_packed(&write_packed(&run)), Ok(run));
    }
    for lesson in library().iter() {
        let played = paxoscope::lesson::run(lesson).expect("it is sound");
        let mut history = History::new(Rc::clone(&lesson.setup));
        for event in &played.events {
            history.act(event).expect("it is enabled");
        }
        let run = Run::of(&history, lesson.terms, None);
        assert_eq!(parse_packed(&write_packed(&run)), Ok(run), "{}", lesson.slug);
    }
    for key in Setup::KEYS {
        let setup = Rc::new(Setup::usual(key).expect("a usual cluster"));
        let run = Run::of(&tree(&setup, 5, 30), Terms::Standard, Some(Schedule::InOrder));
        assert_eq!(parse_packed(&write_packed(&run)), Ok(run), "{key}");
    }
}

/// A browser may have kept it for years.
#[test]
fn a_run_that_was_packed_once_is_read_for_ever() {
    let run = stormy_tree(3);
    assert_eq!(write_packed(&run), PACKED);
    assert_eq!(parse_packed(PACKED), Ok(run));
    let newer = PACKED.replacen('1', "2", 1);
    assert_eq!(parse_packed(&newer), Err(paxoscope::share::LinkError::Newer));
}

const PACKED: &str = "18nah6YEWB6KdHvN8xvuoW4Ga3u44KczjO76FSt41mBPwLuFHtoDock0MrkylhBxQE5h1PFAToA";

#[test]
fn a_packed_run_that_was_altered_is_refused() {
    let packed = write_packed(&stormy_tree(1));
    for at in 0..packed.len() {
        let mut bytes = packed.clone().into_bytes();
        bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
        let altered = String::from_utf8(bytes).expect("signs");
        assert!(parse_packed(&altered).is_err(), "{at}");
        assert!(parse_packed(&packed[..at]).is_err(), "{at}");
    }
}

#[test]
fn files_are_those_of_the_functions_byte_for_byte() {
    for seed in 0..6 {
        let run = stormy_tree(seed);
        let packed = write_packed(&run);
        assert_eq!(ask(&Errand::Write(Writing::File, &packed)), Ok(write_file(&run)));
        let history = run.history().expect("it has happened");
        let line = Run::of_line(&history, run.terms, run.schedule.clone());
        let packed = write_packed(&line);
        for (writing, write) in [
            (Writing::Itf, write_itf as fn(&Run) -> String),
            (Writing::ShiViz, write_shiviz),
            (Writing::Events, write_events),
        ] {
            assert_eq!(ask(&Errand::Write(writing, &packed)), Ok(write(&line)), "{writing:?}");
        }
    }
}

/// The page sends the line only, and lanes as text; what is drawn is the same as from the whole tree.
#[test]
fn pictures_are_those_of_the_functions_byte_for_byte() {
    for seed in 0..6 {
        let mut history = tree(&Rc::new(default_cluster()), seed, 40);
        history.set_name(history.cursor(), "here");
        let setup = Rc::clone(history.world().setup());
        let mut lanes = Lanes::default();
        lanes.shift(&setup, NodeId(2), true);
        lanes.toggle(&setup, NodeId(4));
        let line = write_packed(&Run::of_line(&history, Terms::Marshall, None));
        let last = history.line().len() - 1;
        let motifs = [
            Motif::Stage(history.position()),
            Motif::Stage(last),
            Motif::Diagram(Stretch { from: 0, to: last }),
            Motif::Diagram(Stretch { from: last / 3, to: last / 2 }),
        ];
        for motif in motifs {
            for form in [Form::Svg, Form::Tikz, Form::TikzDocument, Form::Mermaid] {
                for lanes in [&Lanes::default(), &lanes] {
                    let wanted = Wanted { motif, form, theme: Theme::Dark };
                    let subject =
                        Subject { history: &history, terms: Terms::Marshall, lanes, title: "A & B" };
                    let words = lanes.write(&setup);
                    let picture = Picture { wanted, lanes: &words, title: "A & B", run: &line };
                    assert_eq!(ask(&Errand::Draw(picture)), Ok(export(subject, wanted)), "{seed} {wanted:?}");
                }
            }
        }
    }
}

#[test]
fn a_code_is_that_of_its_text_and_there_is_none_for_a_text_too_long() {
    let text = "https://paxoscope.example/#/run/1Hmee6YOAAA";
    let code = ask(&Errand::Code(text)).expect("a code");
    assert!(Qr::of(text).is_some());
    assert_eq!(Qr::parse(&code), Qr::of(text));
    assert_eq!(ask(&Errand::Code(&"x".repeat(3000))), Ok(String::new()));
    assert_eq!(Qr::parse(""), None);
}

#[test]
fn whatever_holds_a_run_is_opened() {
    let config = default_cluster().apart().expect("roles are apart").clone();
    let run = line_of(config, Terms::Standard, &line(&Schedule::InOrder, 14));
    let link = write_link(&run).expect("short");
    for text in [write_file(&run), write_itf(&run), link.clone(), format!("  https://x.example/y{link}\n")] {
        let packed = ask(&Errand::Open(&text)).expect("a run");
        assert_eq!(parse_packed(&packed).as_ref(), Ok(&run));
    }
    for (text, words) in [
        ("", "not JSON"),
        ("{}", "no run of Paxoscope"),
        ("{\"paxoscope\": 99}", "newer"),
        ("#/run/1AAAAAAAA", "incomplete or was altered"),
        ("{\"states\": [{}]}", "cluster"),
    ] {
        let found = ask(&Errand::Open(text)).expect_err("no run");
        assert!(found.contains(words), "{text}: {found}");
    }
}
