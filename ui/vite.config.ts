import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

type Told = readonly [said: string | RegExp, instead: string];

/** What never happens here, told to the bundler in the files of others: it leaves out what that was for. */
function without(name: string, id: RegExp, ...told: Told[]): Plugin {
  const handler = (code: string) => told.reduce((now, [said, instead]) => now.replace(said, instead), code);
  return { name: `without-${name}`, transform: { filter: { id }, handler } };
}

/** A file of others that does nothing for us but what these lines do. */
function instead(name: string, id: RegExp, ...lines: string[]): Plugin {
  return { name: `instead-of-${name}`, enforce: "pre", load: { filter: { id }, handler: () => lines.join("\n") } };
}

const SMALLER: readonly Plugin[] = [
  // Vite looks after the style sheets of a part before it is imported; here there is one for all.
  instead("preloads", /vite\/preload-helper/, "export const __vitePreload = (load) => load();"),
  // Things on the desk are replaced and never changed, so that nobody watches what is in them.
  instead(
    "proxies",
    /svelte\/src\/internal\/client\/proxy\.js/,
    "export const proxy = (value) => value;",
    "export const get_proxied_value = proxy;",
    "export const is = Object.is;",
  ),
  // Nothing here stands in for a component that throws or waits.
  instead(
    "boundaries",
    /svelte\/src\/internal\/client\/dom\/blocks\/boundary\.js/,
    'import { branch } from "../../reactivity/effects.js";',
    "export const boundary = (node, props, children) => branch(() => children(node));",
    "export const pending = () => 0;",
  ),
  // No component awaits anything.
  without(
    "waiting",
    /svelte\/src\/internal\/client\/reactivity\/(async|batch|deriveds|effects|sources)\.js/,
    ["async.length === 0 && pending.length === 0", "true"],
    [/\n\t((de)?activate|(in|de)crement|settled|(un)?skip_effect|on(commit|discard)|register_created_effect|#commit)\(.*{\n\t\t[^]*?\n\t}\n/g, ""],
    [/\n(\t+)for \(const .* of \w+\.(async_deriveds|#\w+_callbacks)[^\n]*({[^]*?\n\1}|;)/g, ""],
    [/(this\.#is_deferred\(\)|effect\.b\?\.is_pending|this\.#skipped_branches\.has\(effect\)|\w+\??\.is_fork)(?! =)/g, "false"],
    [/\n\t(is_fork|async_deriveds|#pending|#deferred|#decrement_queued|#new_effects) = .*;/g, ""],
    [/.*(#unskipped_branches|async_deriveds\.clear|#deferred\?|#\w+_callbacks|register_created_effect|this\.(#commit|oncommit)\().*\n/g, ""],
    [/ && !this\.async_deriveds\.has\(effect\)|this\.#pending === 0 && /g, ""],
  ),
  without("putting-off", /svelte\/src\/internal\/client\/dom\/blocks\/(branches|each)\.js/, [
    "var defer = should_defer_append()",
    "const defer = false",
  ]),
  // The editor takes a page's place and never wakes up one that Svelte wrote on a server.
  without(
    "hydration",
    /svelte\/src\/internal\/client\/dom\/hydration\.js/,
    ["export let hydrating = false", "export const hydrating = false"],
    ["hydrating = value;", ""],
  ),
  // Browsers that nobody uses any more, their own dragging, and a compiler's stand-ins for what all others have.
  without(
    "the-past",
    /sortable\.core\.esm\.js/,
    [/(IE11OrLess|Edge) = userAgent\(.*\);/g, "$1 = false;"],
    [/\b(_this|this)(\.sortable)?\.nativeDraggable(?! =)/g, "false"],
    [/function (_extends|_objectSpread2)\(.*\) \{[^]*?\n\}/g, "const $1 = Object.assign;"],
  ),
  // The draft keeps the order, and nobody asks a list for it, or anything else that pages may ask.
  without(
    "asking",
    /sortable\.core\.esm\.js/,
    [/\n  toArray: function [^]*?(?=\n  destroy: )/, ""],
    [/options\.store && options\.store\.get && .*/, ""],
    [/(this|putSortable && putSortable)\.save\(\);/g, ""],
    [/\nSortable\.utils = \{[^]*?\n\};/, ""],
  ),
];

/** State that would have to be watched deeply is not to be written by mistake. */
const onlyRawState: Plugin = {
  name: "only-raw-state",
  transform: {
    filter: { id: /\/editor\/.*\.svelte/, code: "$.proxy(" },
    handler() {
      this.error("$state of a thing would be watched deeply, which nothing here is: write $state.raw");
    },
  },
};

// The script and the style sheet have no hash in their names, since pages name them; parts that come later have one.
export default defineConfig({
  plugins: [
    ...SMALLER,
    svelte({
      configFile: false,
      compilerOptions: { runes: true, discloseVersion: false, fragments: "tree", cssHash: ({ hash, filename }) => `s${hash(filename).slice(0, 4)}` },
    }),
    onlyRawState,
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
