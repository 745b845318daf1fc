import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// The script and the style sheet have no hash in their names, since pages name them; parts that come later have one.
export default defineConfig({
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: "../src/app/web/static/vendor/editor",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: {
      input: "editor/main.ts",
      output: { entryFileNames: "editor.js", chunkFileNames: "[name]-[hash].js", assetFileNames: "editor[extname]" },
    },
  },
  test: { include: ["editor/**/*.test.ts"] },
});
