// Starts the page that is one file. All its other files lie packed in the element "archive"; whatever the page asks for by its
// relative address comes from there, so that nothing is fetched and `file://` is enough. (`xtask/src/single.rs` packs.)

const SIGNS = /* in the order of their value, as the packer has them */ "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^_{}";
const TYPES = { wasm: "application/wasm", js: "text/javascript", html: "text/html", css: "text/css", svg: "image/svg+xml" };

// Five signs are four bytes; how many bytes there are in all stands before them.
function unsigned(text) {
  const value = new Uint8Array(128);
  for (let at = 0; at < SIGNS.length; at += 1) value[SIGNS.charCodeAt(at)] = at;
  const begin = text.indexOf(" ") + 1;
  const length = Number(text.slice(0, begin));
  const bytes = new Uint8Array(Math.ceil(length / 4) * 4);
  const view = new DataView(bytes.buffer);
  for (let from = begin, to = 0; to < length; from += 5, to += 4) {
    let word = 0;
    for (let at = from; at < from + 5; at += 1) word = word * 85 + value[text.charCodeAt(at)];
    view.setUint32(to, word);
  }
  return bytes.subarray(0, length);
}

// Lines "length name", an empty line, and the files one after the other.
async function unpack(text) {
  const stream = new Blob([unsigned(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const all = new Uint8Array(await new Response(stream).arrayBuffer());
  const head = new TextDecoder().decode(all.subarray(0, all.findIndex((byte, at) => byte === 10 && all[at + 1] === 10)));
  let at = new TextEncoder().encode(head).length + 2;
  const files = new Map();
  for (const line of head.split("\n")) {
    const [length, name] = [Number(line.slice(0, line.indexOf(" "))), line.slice(line.indexOf(" ") + 1)];
    files.set(name, all.subarray(at, at + length));
    at += length;
  }
  return files;
}

const files = await unpack(document.getElementById("archive").textContent);
const folder = new URL(".", document.baseURI).href;
// The file that a relative address means, if it is one of ours.
const named = (address) => {
  const url = new URL(address, document.baseURI).href.split(/[?#]/)[0];
  const name = url.startsWith(folder) ? url.slice(folder.length) : "";
  return files.has(name) ? name : null;
};
const typed = (name) => TYPES[name.split(".").pop()] ?? "text/plain;charset=utf-8";
const addresses = new Map();
const addressOf = (name) => {
  if (!addresses.has(name)) addresses.set(name, URL.createObjectURL(new Blob([files.get(name)], { type: typed(name) })));
  return addresses.get(name);
};
const textOf = (name) => new TextDecoder().decode(files.get(name));

const fetchElsewhere = globalThis.fetch;
globalThis.fetch = (asked, options) => {
  const name = typeof asked === "string" || asked instanceof URL ? named(asked) : null;
  if (name === null) return fetchElsewhere(asked, options);
  return Promise.resolve(new Response(files.get(name), { headers: { "content-type": typed(name) } }));
};

// The loader of the tools asks for its files by its own address, which a worker of ours does not have: it is handed them.
const WorkerElsewhere = globalThis.Worker;
globalThis.Worker = function (address, options) {
  if (named(address) !== "tools_loader.js") return new WorkerElsewhere(address, options);
  const start = `;addEventListener("message", (event) => {
    event.stopImmediatePropagation();
    wasm_bindgen({ module_or_path: event.data }).catch((reason) => setTimeout(() => { throw reason; }));
  }, { once: true });`;
  const worker = new WorkerElsewhere(URL.createObjectURL(new Blob([textOf("tools.js"), start], { type: TYPES.js })), options);
  worker.postMessage(files.get("tools_bg.wasm").slice().buffer);
  return worker;
};

const source = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, "src");
const placed = (address) => {
  const name = named(address);
  return name === null ? address : addressOf(name);
};
Object.defineProperty(HTMLScriptElement.prototype, "src", { ...source, set(address) { source.set.call(this, placed(address)); } });
const setAttribute = Element.prototype.setAttribute;
HTMLScriptElement.prototype.setAttribute = function (key, value) {
  setAttribute.call(this, key, key === "src" ? placed(value) : value);
};

// The speaker's window is a page of its own: with its style and its script in it.
const openElsewhere = window.open;
window.open = (address, ...more) => {
  if (named(address) !== "speaker.html") return openElsewhere.call(window, address, ...more);
  const page = textOf("speaker.html")
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${textOf("speaker.css")}</style>`)
    .replace(/<script type="module"[^>]*>/, () => `<script type="module">${textOf("speaker.js")}`);
  const made = URL.createObjectURL(new Blob([page], { type: TYPES.html }));
  return openElsewhere.call(window, made + new URL(address, document.baseURI).hash, ...more);
};

const main = document.getElementById("archive").dataset.main;
const { default: init } = await import(addressOf(`${main}.js`));
await init({ module_or_path: files.get(`${main}_bg.wasm`) });
