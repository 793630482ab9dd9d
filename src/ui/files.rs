//! Files that leave the page and come back.

use super::browser;
use super::store::Dispatch;
use crate::app::{Action, Problem};
use crate::share::FILE_MAX;
use js_sys::{Array, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, Url,
};

/// Gives the browser a text to be saved under this name.
pub fn download(name: &str, text: &str) {
    if let Some(blob) = blob_of(text, "text/plain;charset=utf-8") {
        offer(name, &blob);
    }
}

fn blob_of(text: &str, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()
}

fn offer(name: &str, blob: &Blob) {
    let Some(document) = browser::window().document() else { return };
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    let link = document.create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}

/// How many pixels of a PNG stand for one of the picture's: sharp on a projector.
const PNG_SCALE: u32 = 2;

/// Draws an SVG picture on a canvas, and gives the browser the PNG to be saved.
pub fn download_png(name: String, svg: &str) {
    let Some(address) =
        blob_of(svg, "image/svg+xml").and_then(|blob| Url::create_object_url_with_blob(&blob).ok())
    else {
        return;
    };
    let Ok(image) = HtmlImageElement::new() else { return };
    let source = address.clone();
    let drawn = image.clone();
    let onload = Closure::once_into_js(move || {
        draw_png(name, &drawn);
        let _ = Url::revoke_object_url(&source);
    });
    image.set_onload(Some(onload.unchecked_ref()));
    image.set_src(&address);
}

fn draw_png(name: String, image: &HtmlImageElement) -> Option<()> {
    let canvas = browser::window().document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let (width, height) = (image.natural_width() * PNG_SCALE, image.natural_height() * PNG_SCALE);
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width.into(), height.into())
        .ok()?;
    let save = Closure::once_into_js(move |blob: JsValue| {
        if let Ok(blob) = blob.dyn_into::<Blob>() {
            offer(&name, &blob);
        }
    });
    canvas.to_blob(save.unchecked_ref()).ok()
}

/// Reads a file that somebody brought, and opens the run in it.
pub fn read_file(file: &File, dispatch: &Dispatch) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a file's size")]
    let size = file.size() as usize;
    if size > FILE_MAX {
        // A film is not worth the memory that reading it takes.
        dispatch.dispatch(Action::Fail(Problem::TooLarge(size)));
        return;
    }
    let dispatch = dispatch.clone();
    let read = Closure::once_into_js(move |buffer: JsValue| {
        let bytes = Uint8Array::new(&buffer).to_vec();
        // What is no text is no run: the reader of files says so.
        let text = String::from_utf8_lossy(&bytes);
        dispatch.dispatch(Action::OpenText(Rc::from(&*text)));
    });
    let _ = file.array_buffer().then_with_function(&read);
}

trait Then {
    fn then_with_function(&self, function: &JsValue) -> Result<JsValue, JsValue>;
}

impl Then for js_sys::Promise {
    /// Calls a function of JavaScript with what is promised. A promise that is broken changes nothing.
    fn then_with_function(&self, function: &JsValue) -> Result<JsValue, JsValue> {
        let then = js_sys::Reflect::get(self, &"then".into())?;
        then.unchecked_into::<js_sys::Function>().call1(self, function)
    }
}
