// Starts the tools on the page's own thread, where no worker can be had. What they say goes through a port that the page
// has left under a name; a module that can't be had says "lost".
(() => {
  const build = new URL(document.currentScript.src).search;
  const lost = () => paxoscopePort.postMessage("lost");
  const begin = () => wasm_bindgen({ module_or_path: "./tools_bg.wasm" + build }).catch(lost);
  const script = document.createElement("script");
  script.src = "./tools.js" + build;
  script.onload = begin;
  script.onerror = lost;
  document.head.append(script);
})();
