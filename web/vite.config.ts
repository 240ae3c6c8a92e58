import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The program to develop against: `make run` in another terminal.
const server = process.env.RENKEI_SERVER ?? "http://127.0.0.1:8280";

export default defineConfig({
    plugins: [react(), tailwindcss()],
    resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
    server: { proxy: { "/api": { target: server, changeOrigin: true } } },
    build: {
        target: "es2022",
        assetsInlineLimit: 0, // the content security policy allows no data: fonts or scripts
        sourcemap: false,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 600,
    },
    test: {
        restoreMocks: true,
        projects: [
            { extends: true, test: { name: "plain", environment: "node", include: ["src/**/*.test.ts"] } },
            {
                extends: true,
                test: {
                    name: "screens",
                    environment: "jsdom",
                    include: ["src/**/*.test.tsx"],
                    setupFiles: ["src/kit/test-setup.ts"],
                },
            },
        ],
    },
});
