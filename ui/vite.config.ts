import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// One script and one style sheet without a hash in their names: the service marks addresses by content itself.
export default defineConfig({
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: "../src/app/web/static/vendor/editor",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: "editor/main.ts",
      output: { entryFileNames: "editor.js", assetFileNames: "editor[extname]" },
    },
  },
  test: { include: ["editor/**/*.test.ts"] },
});
