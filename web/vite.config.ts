import { defineConfig } from "vite";

// One script, one sheet, one document: the build embeds them in the program.
export default defineConfig({
    base: "./",
    build: {
        outDir: process.env.DATELINE_PAGE ?? "dist",
        emptyOutDir: true,
        target: "es2021",
        cssCodeSplit: false,
        modulePreload: false,
        assetsInlineLimit: 0,
        rollupOptions: {
            output: {
                entryFileNames: "page.js",
                assetFileNames: (a) => (a.names?.[0]?.endsWith(".json") ? "world[extname]" : "page[extname]"),
                inlineDynamicImports: true,
            },
        },
    },
});
