import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { mockServer } from "./mock/plugin.ts";

const server = process.env.RENKEI_SERVER; // e.g. http://127.0.0.1:8080: develop against the real program instead of the mock

// eslint-disable-next-line import-x/no-default-export -- Vite reads its configuration as the default export.
export default defineConfig({
    plugins: [react(), tailwindcss(), ...(server === undefined && !process.env.VITEST ? [mockServer()] : [])],
    resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
    server: { proxy: server === undefined ? {} : { "/api": { target: server, changeOrigin: true } } },
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
