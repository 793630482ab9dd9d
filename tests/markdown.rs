//! The reader of Markdown against pulldown-cmark: what lessons understand means the same to both. What lessons refuse
//! is listed, place by place, and whatever they leave out is text.

mod oracle;

use oracle::{Piece, oracle};
use paxoscope::lesson::{BUILT_IN, Block, Inline, Item, Lesson, LessonError, parse};
use proptest::prelude::*;

const HEAD: &str = "---\ntitle: T\nsummary: S\nproposers: A wants foo from 8\nacceptors: top\n---\n";

/// A lesson with this body, in the pieces that the oracle finds.
fn ours(body: &str) -> Result<Vec<Piece>, LessonError> {
    parse("t", &format!("{HEAD}## P\n\n{body}")).map(|lesson| pieces(&lesson)[1..].to_vec())
}

fn pieces(lesson: &Lesson) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = lesson.intro.iter().cloned().map(Piece::Prose).collect();
    for part in &lesson.parts {
        let scenes =
            if part.scenes.is_empty() { String::new() } else { format!(" {{{}}}", part.scenes.join(", ")) };
        pieces.push(Piece::Heading(format!("{}{scenes}", part.title)));
        pieces.extend(part.items.iter().map(|item| match item {
            Item::Prose(block) => Piece::Prose(block.clone()),
            Item::Run(_) => Piece::Fence("run".to_owned()),
            Item::Ask(_) => Piece::Fence("ask".to_owned()),
        }));
    }
    pieces
}

/// Both readers' answers to a body, with the place of an error.
type Answer = Result<Vec<Piece>, (usize, usize, String)>;

fn answers(body: &str) -> (Answer, Answer) {
    let place = |error: LessonError| (error.line, error.column, error.message);
    let source = format!("{HEAD}## P\n\n{body}");
    let theirs = oracle(&source, HEAD.len()).map(|pieces| pieces[1..].to_vec());
    let squeezed = |pieces: Vec<Piece>| pieces.into_iter().map(squeezed).collect();
    (ours(body).map(squeezed).map_err(place), theirs.map(squeezed).map_err(place))
}

/// Within code the library keeps the white space that begins a line, which the specification strips. The page shows
/// neither.
fn squeezed(mut piece: Piece) -> Piece {
    if let Piece::Prose(block) = &mut piece {
        squeeze_block(block);
    }
    piece
}

fn squeeze_block(block: &mut Block) {
    match block {
        Block::Paragraph(content) => content.iter_mut().for_each(squeeze),
        Block::List(_, items) => items.iter_mut().flatten().for_each(squeeze_block),
        Block::Quote(blocks) => blocks.iter_mut().for_each(squeeze_block),
        Block::Code(_) => {}
    }
}

fn squeeze(inline: &mut Inline) {
    match inline {
        Inline::Text(_) => {}
        Inline::Code(text) => *text = text.split_inclusive(' ').filter(|word| *word != " ").collect(),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { text: content, .. } => {
            content.iter_mut().for_each(squeeze);
        }
    }
}

fn agree(body: &str) {
    let (ours, theirs) = answers(body);
    assert_eq!(ours, theirs, "{body:?}\n{body}");
}

/// Where a paragraph has several things wrong with it, each reader may name another one first.
fn agree_but_for_places(body: &str) {
    let (ours, theirs) = answers(body);
    assert_eq!(ours.map_err(|_| ()), theirs.map_err(|_| ()), "{body:?}\n{body}");
}

#[test]
fn the_built_in_lessons_mean_the_same() {
    for (slug, source) in BUILT_IN {
        let head = source[4..].find("---\n").expect("a lesson has a head") + 8;
        let lesson = parse(slug, source).expect("the built-in lessons hold");
        assert_eq!(Ok(pieces(&lesson)), oracle(source, head), "{slug}");
    }
}

/// Words, and everything that is a mark within a paragraph.
const INLINES: &str = "(a|b c|é|\u{2083}|→|—|1|8,A| |  |\\.|,|\\(|\\)|\\*|\\*\\*|\\*\\*\\*|_|__|`|``|` | `|\\[|\\]|!|\\]\\(https://x\\.y\\)|\\]\\(#a\\(b\\)\\)|\\]\\( #a \\)|\\]\\(javascript:a\\)|<https://x\\.y>|<3|<n,v>|</i>|\\\\|\\\\\\*|\n|  \n|\\\\\n)";

/// What a line may begin with, and what may follow.
const BLOCKS: &str = "(> |>|- |-|\\* |\\+ |1\\. |2\\. |3\\) | |  |   |    |```|````|~~~|```text|## |# |##|a|\\*b\\*|`c`|\n|\n\n|\n  |\n    |\n> |\n- |\n1\\. |===|---|\\* \\* \\*)";

fn soup(alphabet: &'static str, length: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(alphabet, 0..length).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn inline_content_means_the_same(body in soup(INLINES, 24)) {
        // The library drops the break of a line before the bracket that ends a link's text; the specification doesn't.
        let lines: Vec<&str> = body.lines().map(|line| line.trim_start_matches(' ')).collect();
        let body = lines.join("\n").replace("\n]", "]");
        agree_but_for_places(&format!("a{body}\n"));
    }

    #[test]
    fn blocks_mean_the_same(body in soup(BLOCKS, 16)) {
        agree(&format!("{body}\n"));
    }
}
