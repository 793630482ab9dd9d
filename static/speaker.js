// The speaker's window. It shows what the page says of the moment that the hall sees, and hands keys on to it. All that
// comes is text. Either window may be loaded anew: this one asks again until somebody answers.

const name = location.hash.slice(1) || "paxoscope";
// A page that was opened from a file has neither a channel nor a storage of its own.
const attempt = (make) => {
  try {
    return make();
  } catch {
    return undefined;
  }
};
const channel = attempt(() => new BroadcastChannel(name));
const storage = attempt(() => sessionStorage) ?? { getItem: (key) => storage[key], setItem: (key, text) => (storage[key] = text) };
const at = (id) => document.getElementById(id);
// Whether the page answers over the channel: then nothing is said twice.
let isHeard = false;
const ask = (what, more = {}) => {
  const message = { to: "paxoscope", do: what, ...more };
  channel?.postMessage(message);
  if (isHeard) return;
  if (location.protocol !== "http:" && location.protocol !== "https:") opener?.postMessage(message, "*");
};

const fill = (id, texts, dress = () => {}) => {
  const rows = texts.map((text, index) => {
    const row = document.createElement("li");
    row.textContent = text;
    dress(row, index);
    return row;
  });
  at(id).replaceChildren(...rows);
};

function show(report) {
  at("waiting").hidden = true;
  at("trail").textContent = report.trail.join(" › ");
  at("place").textContent = `${report.at} / ${report.last}`;
  at("story").textContent = report.story;
  at("step").textContent = report.step;
  at("blank").setAttribute("aria-pressed", String(report.blank));
  fill("next", report.next);
  fill("notes", report.notes);
  at("question").hidden = !report.question;
  if (!report.question) return;
  at("asked").textContent = report.question;
  at("why").textContent = report.why;
  fill("answers", report.answers, (row, index) => {
    row.dataset.right = String(index === report.right);
    const hands = report.hands[index];
    if (hands > 0) row.append(` · ${hands}`);
    if (index === report.right) row.prepend("✓ ");
  });
}

const hear = (event) => {
  if (event.data?.from === "paxoscope") show(event.data);
};
channel?.addEventListener("message", (event) => {
  isHeard ||= event.data?.from === "paxoscope";
  hear(event);
});
addEventListener("message", hear);

const KEYS = ["PageDown", "PageUp", "ArrowRight", "ArrowLeft", "Home", "End", " ", "[", "]", "b", ".", "v", "n", "p"];
addEventListener("keydown", (event) => {
  const isButton = event.target instanceof HTMLButtonElement && event.key === " ";
  if (isButton || event.ctrlKey || event.altKey || event.metaKey) return;
  if (KEYS.includes(event.key) || /^[1-9]$/.test(event.key)) {
    event.preventDefault();
    ask("key", { key: event.key });
  }
});
at("prev").addEventListener("click", () => ask("prev"));
at("forth").addEventListener("click", () => ask("next"));
at("blank").addEventListener("click", () => ask("key", { key: "b" }));

// The clock goes on when the window is loaded anew.
const KEY = "paxoscope.speaker.began";
const begin = () => storage.setItem(KEY, String(Date.now()));
if (!storage.getItem(KEY)) begin();
at("reset").addEventListener("click", () => {
  begin();
  tick();
});
function tick() {
  const seconds = Math.floor((Date.now() - Number(storage.getItem(KEY))) / 1000);
  at("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
tick();
setInterval(tick, 1000);

ask("state");
const asking = setInterval(() => (at("waiting").hidden ? clearInterval(asking) : ask("state")), 1000);
