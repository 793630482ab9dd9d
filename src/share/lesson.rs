//! A lesson as the page fetches it: what its reader sees, and the run, packed. The command line has read the lesson's
//! file and checked all that it expects, so the page carries no reader of lessons.
//!
//! It is a tree in text: [`OPEN`] and a letter begin a branch, [`CLOSE`] ends it, all else is text. The letters stand
//! where they are written and read, below.

use super::{Run as Carried, parse_packed, write_packed};
use crate::lesson::{
    Block, Choice, Entry, Figure, Inline, Item, Lesson, Part, Place, Question, Run, Stop, Verdict, decks,
};
use crate::sim::{History, MomentId};
use std::rc::Rc;

/// The version of this format. It stands in addresses, so that a page never takes an old text for a new one.
pub const PACKED_VERSION: u32 = 2;

/// The name in addresses of the lesson that somebody writes here, and no built-in one's.
pub const OWN: &str = "own";

/// Begins a branch; a letter follows.
const OPEN: char = '\u{1}';
/// Ends a branch.
const CLOSE: char = '\u{2}';
/// Branches in each other: no lesson has more.
const DEPTH_MAX: usize = 60;

/// Writes a lesson that was played.
pub fn pack_lesson(lesson: &Lesson, run: &Run, fingerprint: &str) -> String {
    let mut history = History::new(Rc::clone(&lesson.setup));
    for event in &run.events {
        history.act(event).expect("the lesson has just been run with these events");
    }
    let carried = Carried::of_line(&history, lesson.terms, None);
    let stops = run.stops.iter().flat_map(|stop| [stop.part, stop.events, stop.items]);
    let verdicts = run.verdicts.iter().flat_map(|v| [v.part, v.item, v.choice, v.events]);
    let mut tree = Writer::default();
    tree.text('v', &PACKED_VERSION.to_string());
    tree.text('o', fingerprint);
    tree.text('r', &write_packed(&carried));
    tree.text('n', &spaced(stops));
    tree.text('a', &spaced(verdicts));
    tree.branch('i', |tree| lesson.intro.iter().for_each(|block| write_block(tree, block)));
    for part in &lesson.parts {
        tree.branch('P', |tree| {
            tree.text('t', &part.title);
            tree.text('s', &part.scenes.join(" "));
            tree.text('N', &part.notes);
            tree.branch('i', |tree| part.items.iter().for_each(|item| write_item(tree, item)));
        });
    }
    tree.0
}

/// Writes a lesson that is not built in, and was played: its title and its summary stand before it.
pub fn pack_own_lesson(lesson: &Lesson, run: &Run) -> String {
    let title = [lesson.title.as_str(), &lesson.summary].map(|text| text.replace('\n', " "));
    [&title[0], "\n", &title[1], "\n", &pack_lesson(lesson, run, OWN)].concat()
}

/// Reads what [`pack_own_lesson`] wrote; nothing if it is not that.
pub fn unpack_own_lesson(text: &str) -> Option<(Lesson, Run)> {
    let mut lines = text.splitn(3, '\n');
    let (title, summary) = (lines.next()?, lines.next()?);
    unpack(&Head { slug: OWN, title, summary, deck: "none", chapter: "" }, OWN, lines.next()?)
}

/// Reads what [`pack_lesson`] wrote of the lesson of this entry; nothing if it is not that.
pub fn unpack_lesson(entry: &Entry, text: &str) -> Option<(Lesson, Run)> {
    let Entry { slug, title, summary, deck, chapter, .. } = *entry;
    unpack(&Head { slug, title, summary, deck, chapter }, &entry.fingerprint(), text)
}

/// What is known of a lesson before its text has come.
struct Head<'a> {
    slug: &'a str,
    title: &'a str,
    summary: &'a str,
    deck: &'a str,
    chapter: &'a str,
}

fn unpack(entry: &Head<'_>, fingerprint: &str, text: &str) -> Option<(Lesson, Run)> {
    let tree = read_tree(text)?;
    let branch = |letter: char| find(&tree, letter);
    if number(branch('v')?)? != u64::from(PACKED_VERSION) || plain(branch('o')?)? != fingerprint {
        return None;
    }
    let carried = parse_packed(plain(branch('r')?)?).ok()?;
    // A lesson's events follow each other.
    let is_line = |(before, (parent, _)): (u32, &(MomentId, _))| parent.0 == before;
    if !(0..).zip(&carried.events).all(is_line) {
        return None;
    }
    let stop = |[part, events, items]: [usize; 3]| Stop { part, events, items };
    let verdict = |[part, item, choice, events]: [usize; 4]| Verdict { part, item, choice, events };
    let run = Run {
        stops: rows(branch('n')?)?.into_iter().map(stop).collect(),
        events: carried.events.into_iter().map(|(_, event)| event).collect(),
        expectations: 0,
        verdicts: rows(branch('a')?)?.into_iter().map(verdict).collect(),
    };
    let parts = tree.iter().filter_map(|node| node.inside('P'));
    let lesson = Lesson {
        slug: entry.slug.to_owned(),
        title: entry.title.to_owned(),
        deck: decks().iter().find(|deck| deck.key == entry.deck),
        summary: entry.summary.to_owned(),
        chapter: (!entry.chapter.is_empty()).then(|| entry.chapter.to_owned()),
        setup: carried.setup,
        terms: carried.terms,
        intro: read_blocks(branch('i')?)?,
        parts: parts.map(read_part).collect::<Option<_>>()?,
    };
    is_sound(&lesson, &run).then_some((lesson, run))
}

/// Whether all stops are within the lesson, so that nobody who goes to one falls out of it.
fn is_sound(lesson: &Lesson, run: &Run) -> bool {
    let fits = |stop: &Stop| {
        let part = lesson.parts.get(stop.part);
        part.is_some_and(|part| stop.items <= part.items.len()) && stop.events <= run.events.len()
    };
    !run.stops.is_empty() && run.stops.iter().all(fits)
}

fn read_part(nodes: &[Node]) -> Option<Part> {
    Some(Part {
        title: plain(find(nodes, 't')?)?.to_owned(),
        scenes: plain(find(nodes, 's')?)?.split_whitespace().map(str::to_owned).collect(),
        items: find(nodes, 'i')?.iter().map(read_item).collect::<Option<_>>()?,
        notes: plain(find(nodes, 'N')?)?.to_owned(),
    })
}

/// Writes an item. Scripts have been played; only their places remain, since stops count items.
fn write_item(tree: &mut Writer, item: &Item) {
    match item {
        Item::Prose(block) => write_block(tree, block),
        Item::Run(_) => tree.text('x', ""),
        Item::Figure(figure) => tree.text('g', &figure.words()),
        Item::Ask(question) => tree.branch('Q', |tree| {
            tree.branch('h', |tree| write_inlines(tree, &question.text));
            tree.branch('w', |tree| write_inlines(tree, &question.explanation));
            for choice in &question.choices {
                tree.branch(if choice.is_right { 'R' } else { 'C' }, |tree| {
                    write_inlines(tree, &choice.text);
                });
            }
        }),
    }
}

fn read_item(node: &Node) -> Option<Item> {
    match node {
        Node::Branch('x', _) => Some(Item::Run(Vec::new())),
        Node::Branch('g', words) => Figure::of_words(plain(words)?).map(Item::Figure),
        Node::Branch('Q', nodes) => {
            let choice = |node: &Node| match node {
                Node::Branch(letter @ ('R' | 'C'), text) => {
                    let text = read_inlines(text);
                    Some(text.map(|text| Choice { text, is_right: *letter == 'R', facts: Vec::new() }))
                }
                _ => None,
            };
            Some(Item::Ask(Question {
                place: Place::default(),
                text: read_inlines(find(nodes, 'h')?)?,
                choices: nodes.iter().filter_map(choice).collect::<Option<_>>()?,
                explanation: read_inlines(find(nodes, 'w')?)?,
            }))
        }
        node => read_block(node).map(Item::Prose),
    }
}

fn write_block(tree: &mut Writer, block: &Block) {
    match block {
        Block::Paragraph(text) => tree.branch('p', |tree| write_inlines(tree, text)),
        Block::List(start, items) => tree.branch('l', |tree| {
            tree.text('f', &start.map_or_else(String::new, |start| start.to_string()));
            for item in items {
                tree.branch('m', |tree| item.iter().for_each(|block| write_block(tree, block)));
            }
        }),
        Block::Quote(content) => {
            tree.branch('q', |tree| content.iter().for_each(|block| write_block(tree, block)));
        }
        Block::Code(text) => tree.text('c', text),
    }
}

fn read_blocks(nodes: &[Node]) -> Option<Vec<Block>> {
    nodes.iter().map(read_block).collect()
}

fn read_block(node: &Node) -> Option<Block> {
    let Node::Branch(letter, nodes) = node else { return None };
    Some(match letter {
        'p' => Block::Paragraph(read_inlines(nodes)?),
        'l' => {
            let items = nodes.iter().filter_map(|node| node.inside('m')).map(read_blocks);
            Block::List(number(find(nodes, 'f')?), items.collect::<Option<_>>()?)
        }
        'q' => Block::Quote(read_blocks(nodes)?),
        'c' => Block::Code(plain(nodes)?.to_owned()),
        _ => return None,
    })
}

fn write_inlines(tree: &mut Writer, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => tree.add(text),
            Inline::Emphasis(content) => tree.branch('e', |tree| write_inlines(tree, content)),
            Inline::Strong(content) => tree.branch('s', |tree| write_inlines(tree, content)),
            Inline::Code(text) => tree.text('k', text),
            Inline::Link { to, text } => tree.branch('a', |tree| {
                tree.text('u', to);
                tree.branch('t', |tree| write_inlines(tree, text));
            }),
        }
    }
}

fn read_inlines(nodes: &[Node]) -> Option<Vec<Inline>> {
    nodes.iter().map(read_inline).collect()
}

fn read_inline(node: &Node) -> Option<Inline> {
    let (letter, nodes) = match node {
        Node::Text(text) => return Some(Inline::Text(text.clone())),
        Node::Branch(letter, nodes) => (letter, nodes),
    };
    Some(match letter {
        'e' => Inline::Emphasis(read_inlines(nodes)?),
        's' => Inline::Strong(read_inlines(nodes)?),
        'k' => Inline::Code(plain(nodes)?.to_owned()),
        'a' => {
            let to = plain(find(nodes, 'u')?)?;
            // As in the lesson's file: nothing else is ever made a link.
            let is_allowed = ["https://", "http://", "#"].iter().any(|start| to.starts_with(start));
            let text = read_inlines(find(nodes, 't')?)?;
            return is_allowed.then(|| Inline::Link { to: to.to_owned(), text });
        }
        _ => return None,
    })
}

/// A tree that is written.
#[derive(Default)]
struct Writer(String);

impl Writer {
    fn add(&mut self, text: &str) {
        self.0.extend(text.chars().filter(|c| ![OPEN, CLOSE].contains(c)));
    }

    fn branch(&mut self, letter: char, inside: impl FnOnce(&mut Self)) {
        self.0.extend([OPEN, letter]);
        inside(self);
        self.0.push(CLOSE);
    }

    fn text(&mut self, letter: char, text: &str) {
        self.branch(letter, |tree| tree.add(text));
    }
}

/// A piece of a tree.
enum Node {
    Text(String),
    Branch(char, Vec<Node>),
}

impl Node {
    /// What is inside, if this is a branch with this letter.
    fn inside(&self, wanted: char) -> Option<&[Node]> {
        match self {
            Node::Branch(letter, nodes) if *letter == wanted => Some(nodes),
            _ => None,
        }
    }
}

fn find(nodes: &[Node], letter: char) -> Option<&[Node]> {
    nodes.iter().find_map(|node| node.inside(letter))
}

/// The text of a branch that holds nothing else.
fn plain(nodes: &[Node]) -> Option<&str> {
    match nodes {
        [] => Some(""),
        [Node::Text(text)] => Some(text),
        _ => None,
    }
}

fn number(nodes: &[Node]) -> Option<u64> {
    plain(nodes)?.parse().ok()
}

fn spaced(numbers: impl Iterator<Item = usize>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}

/// Numbers, so many to a row.
fn rows<const N: usize>(nodes: &[Node]) -> Option<Vec<[usize; N]>> {
    let numbers = plain(nodes)?.split_whitespace().map(|number| number.parse().ok());
    let numbers: Vec<usize> = numbers.collect::<Option<_>>()?;
    numbers.chunks(N).map(|row| row.try_into().ok()).collect()
}

fn read_tree(text: &str) -> Option<Vec<Node>> {
    let mut open: Vec<(char, Vec<Node>)> = vec![(' ', Vec::new())];
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        let (before, mark) = rest.split_at(at);
        let (_, inside) = open.last_mut()?;
        if !before.is_empty() {
            inside.push(Node::Text(before.to_owned()));
        }
        let mut marks = mark.chars();
        if marks.next() == Some(OPEN) {
            open.push((marks.next()?, Vec::new()));
            if open.len() > DEPTH_MAX {
                return None;
            }
        } else {
            let (letter, nodes) = open.pop()?;
            open.last_mut()?.1.push(Node::Branch(letter, nodes));
        }
        rest = marks.as_str();
    }
    let (_, nodes) = open.pop()?;
    (open.is_empty() && rest.is_empty()).then_some(nodes)
}
