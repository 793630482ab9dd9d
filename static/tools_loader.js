// Starts the tools (src/bin/tools.rs) in their worker. The query names the build, so that no cache mixes two of them.
// Trunk's own loader has no query, and a module that can't be had is nobody's error there: here the page hears of it.
const build = self.location.search;
importScripts("./tools.js" + build);
wasm_bindgen({ module_or_path: "./tools_bg.wasm" + build }).catch((error) => {
  setTimeout(() => { throw error; });
});
