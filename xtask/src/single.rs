//! `cargo xtask dist --single-file`: the page as one file, which opens from `file://`.
//!
//! Everything that lies beside `index.html` is packed into an element of it; `static/single.js` unpacks it in the browser.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use flate2::{Compression, write::GzEncoder};

use crate::workspace::Workspace;

/// The largest file that is written, in bytes: what a mail takes, and a course page.
const BYTES_MAX: usize = 1_200_000;

/// The signs of the packed text, by value: 85 that mean nothing in HTML or in a script.
const SIGNS: &[u8; 85] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^_{}";

/// Writes the page in a folder as one file beside it, and says how large it is.
pub fn write(workspace: &Workspace, folder: &Path) -> Result<()> {
    let loader = workspace.root.join("static").join("single.js");
    let loader = fs::read_to_string(&loader).with_context(|| format!("cannot read {}", loader.display()))?;
    let page = single(folder, &loader)?;
    let file = folder.join("paxoscope.html");
    ensure!(
        page.len() <= BYTES_MAX,
        "the single file would have {} bytes, and {BYTES_MAX} are allowed",
        page.len()
    );
    fs::write(&file, &page).with_context(|| format!("cannot write {}", file.display()))?;
    println!("{} has {} bytes and opens without a server.", file.display(), page.len());
    Ok(())
}

/// The page with all its files in it.
fn single(folder: &Path, loader: &str) -> Result<String> {
    let index = fs::read_to_string(folder.join("index.html")).context("there is no index.html")?;
    let main =
        between(&index, "import init, * as bindings from './", ".js'").context("no module is started")?;
    let mut files = Vec::new();
    gather(folder, folder, &mut files)?;
    files.retain(|(name, _)| !["index.html", "paxoscope.html"].contains(&name.as_str()));
    let icon = files.iter().find(|(name, _)| name.starts_with("icon-"));
    let icon = icon.map(|(_, bytes)| {
        String::from_utf8_lossy(bytes).replace('%', "%25").replace('#', "%23").replace('"', "'")
    });
    let mut page = String::with_capacity(BYTES_MAX);
    let mut rest = index.as_str();
    // What would ask for other files is left out.
    while let Some((before, tag)) = rest.split_once('<') {
        page.push_str(before);
        let is_script = tag.starts_with("script type=\"module\">");
        let end = if is_script { "</script>" } else { ">" };
        let (tag, after) = tag.split_once(end).context("a tag has no end")?;
        let asks = ["link rel=\"modulepreload", "link rel=\"preload", "link rel=\"icon"];
        match icon.as_ref() {
            _ if is_script => {}
            Some(icon) if tag.starts_with(asks[2]) => {
                page.extend(["<link rel=\"icon\" href=\"data:image/svg+xml,", icon, "\">"]);
            }
            _ if asks.iter().any(|start| tag.starts_with(start)) => {}
            _ if tag == "/body" => {
                page.extend(["<script type=\"text/plain\" id=\"archive\" data-main=\"", main, "\">"]);
                page.push_str(&signed(&packed(&files)?));
                page.extend(["</script><script type=\"module\">", loader, "</script></body>"]);
            }
            _ => page.extend(["<", tag, end]),
        }
        rest = after;
    }
    page.push_str(rest);
    if page.matches("id=\"archive\"").count() != 1 {
        bail!("index.html has no end of its body");
    }
    Ok(page)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(found, _)| found)
}

/// All files below a folder with their names from there, sorted.
fn gather(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        files.push((name, fs::read(&path)?));
    }
    Ok(())
}

/// Lines "length name", an empty line, and the files one after the other, compressed.
fn packed(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let lines: Vec<String> = files.iter().map(|(name, bytes)| format!("{} {name}", bytes.len())).collect();
    packer.write_all(lines.join("\n").as_bytes())?;
    packer.write_all(b"\n\n")?;
    for (_, bytes) in files {
        packer.write_all(bytes)?;
    }
    Ok(packer.finish()?)
}

/// Bytes as signs: how many there are, a space, and five signs for every four of them.
fn signed(bytes: &[u8]) -> String {
    let mut text = format!("{} ", bytes.len());
    for group in bytes.chunks(4) {
        let mut word = [0; 4];
        word[..group.len()].copy_from_slice(group);
        let mut number = u32::from_be_bytes(word);
        let mut signs = [0; 5];
        for sign in signs.iter_mut().rev() {
            *sign = SIGNS[(number % 85) as usize];
            number /= 85;
        }
        text.extend(signs.map(char::from));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_different_and_mean_nothing_in_html() {
        let mut signs = SIGNS.to_vec();
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), 85);
        assert!(!signs.iter().any(|sign| b"<>&\"'`\\ ".contains(sign)));
    }

    #[test]
    fn packer_and_loader_agree_on_the_signs() {
        let loader = include_str!("../../static/single.js");
        assert!(loader.contains(&format!("\"{}\"", String::from_utf8_lossy(SIGNS))));
    }

    #[test]
    fn five_signs_are_four_bytes() {
        assert_eq!(signed(&[]), "0 ");
        assert_eq!(signed(&[0, 0, 0, 84]), "4 0000}");
        assert_eq!(signed(&[0xff; 4]), "4 _NsC0");
    }

    #[test]
    fn what_would_be_fetched_is_left_out_and_the_archive_stands_in_the_body() {
        let folder = std::env::temp_dir().join(format!("paxoscope-single-{}", std::process::id()));
        fs::create_dir_all(folder.join("text")).expect("a folder");
        let index = "<html><head><link rel=\"icon\" href=\"./icon-1.svg\"/><style>a{}</style><script type=\"module\">\n\
            import init, * as bindings from './paxoscope-1.js';\n</script><link rel=\"modulepreload\" href=\"x\"></head>\
            <body><noscript>No.</noscript></body></html>";
        fs::write(folder.join("index.html"), index).expect("a file");
        fs::write(folder.join("icon-1.svg"), "<svg fill=\"#123\"/>").expect("a file");
        fs::write(folder.join("text").join("a.txt"), "a").expect("a file");
        let page = single(&folder, "LOADER").expect("a page");
        fs::remove_dir_all(&folder).expect("it was there");
        assert!(!page.contains("modulepreload") && !page.contains("import init"), "{page}");
        assert!(page.contains("href=\"data:image/svg+xml,<svg fill='%23123'/>\""), "{page}");
        assert!(page.contains("data-main=\"paxoscope-1\""), "{page}");
        assert!(page.ends_with("<script type=\"module\">LOADER</script></body></html>"), "{page}");
    }
}
