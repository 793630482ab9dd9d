// Lets the fragments of a slide drive the Paxoscope in its frame: <span class="fragment" data-step="7"></span> goes to
// step 7 when it is shown, and to the step of the fragment before it, or the first one, when it is hidden again.

export function drive(deck) {
  const frame = () => deck.getCurrentSlide()?.querySelector("iframe[data-paxoscope]");
  const say = (message) => frame()?.contentWindow.postMessage({ to: "paxoscope", ...message }, "*");
  const follow = () => {
    const shown = deck.getCurrentSlide()?.querySelectorAll(".fragment.visible[data-step]") ?? [];
    const last = [...shown].at(-1);
    say({ do: "goto", at: Number(last?.dataset.step ?? 0) });
  };
  for (const event of ["fragmentshown", "fragmenthidden", "slidechanged"]) deck.on(event, follow);
  // A page that has just been loaded says where it is: then it is told where it should be.
  let heard = new WeakSet();
  addEventListener("message", ({ data, source }) => {
    if (data?.from === "paxoscope" && source === frame()?.contentWindow && !heard.has(source)) {
      heard.add(source);
      follow();
    }
  });
  say({ do: "state" });
}
