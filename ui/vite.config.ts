import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Vite looks after the style sheets of a part before it is imported; here there is one for all. */
const withoutPreloads: Plugin = {
  name: "without-preloads",
  enforce: "pre",
  load: { filter: { id: /vite\/preload-helper/ }, handler: () => "export const __vitePreload = (load) => load();" },
};

/** The editor takes a page's place and never wakes up one that Svelte wrote on a server: code for that goes. */
const withoutHydration: Plugin = {
  name: "without-hydration",
  transform: {
    filter: { id: /svelte\/src\/internal\/client\/dom\/hydration\.js/ },
    handler: (code) => code.replace("export let hydrating = false", "export const hydrating = false").replace("hydrating = value;", ""),
  },
};

// The script and the style sheet have no hash in their names, since pages name them; parts that come later have one.
export default defineConfig({
  plugins: [
    withoutPreloads,
    withoutHydration,
    svelte({
      configFile: false,
      compilerOptions: { runes: true, discloseVersion: false, cssHash: ({ hash, filename }) => `s${hash(filename).slice(0, 4)}` },
    }),
  ],
  build: {
    outDir: "../src/app/web/static/vendor/editor",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: {
      input: "editor/main.ts",
      output: { entryFileNames: "editor.js", chunkFileNames: "[name]-[hash].js", assetFileNames: "editor[extname]" },
      checks: { pluginTimings: false },
      // Nobody makes a custom element of a component here.
      treeshake: { moduleSideEffects: [{ test: /svelte\/src\/.*\/(custom-element|legacy-client)\.js/, sideEffects: false }] },
    },
  },
  // No test leaves anything behind in its module, so that one worker does for many files.
  test: { include: ["editor/**/*.test.ts"], pool: "threads", isolate: false },
});
