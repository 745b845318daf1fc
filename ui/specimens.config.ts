import { defineConfig } from "vite";

// What brings the shipped editor to its states on the design system page: a script of its own, and no part of the editor.
export default defineConfig({
  build: {
    outDir: "../src/app/web/static/vendor/specimens",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    rolldownOptions: { input: "specimens/main.ts", output: { entryFileNames: "specimens.js" } },
  },
});
