// Arrows between folders, app → features → kit → api, and features never import each other: the rule is computed from the folder list.
import { readdirSync } from "node:fs";
import js from "@eslint/js";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const layers = ["api", "kit", "features", "app"];
const features = readdirSync(new URL("./src/features", import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

function forbid(files, forbidden, message) {
    return {
        files,
        rules: {
            "no-restricted-imports": [
                "error",
                {
                    patterns: [
                        { group: forbidden, message },
                        {
                            group: ["../*"],
                            message: "Import from src with @/, or from the same folder with ./",
                        },
                    ],
                },
            ],
        },
    };
}

const boundaries = [
    ...["api", "kit"].map((layer) =>
        forbid(
            [`src/${layer}/**`],
            layers.slice(layers.indexOf(layer) + 1).map((upper) => `@/${upper}/*`),
            `${layer} knows only what lies below it: app → features → kit → api.`,
        ),
    ),
    ...features.map((feature) =>
        forbid(
            [`src/features/${feature}/**`],
            [
                "@/app/*",
                ...features.filter((other) => other !== feature).map((other) => `@/features/${other}/*`),
            ],
            "A feature knows kit and api only; what two features need belongs in kit.",
        ),
    ),
    forbid(["src/app/**"], ["../*"], "Import from src with @/."),
];

export default tseslint.config(
    { ignores: ["dist", "node_modules", "src/api/schema.d.ts"] },
    js.configs.recommended,
    ...tseslint.configs.recommended,
    {
        files: ["src/**/*.{ts,tsx}"],
        extends: [...tseslint.configs.recommendedTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
        },
    },
    {
        files: ["**/*.{ts,tsx,js}"],
        plugins: { "import-x": importX, "react-hooks": reactHooks },
        settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
        rules: {
            "import-x/no-cycle": "error",
            "import-x/no-default-export": "error",
            "react-hooks/rules-of-hooks": "error",
            "react-hooks/exhaustive-deps": "error",
            "@typescript-eslint/no-explicit-any": "error",
            "@typescript-eslint/consistent-type-imports": "error",
            "no-restricted-syntax": [
                "error",
                { selector: "TSEnumDeclaration", message: "Use a union type." },
                { selector: "ExportAllDeclaration", message: "No barrel files." },
            ],
            eqeqeq: "error",
        },
    },
    {
        files: ["build/**", "*.js"],
        languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
    },
    ...boundaries,
);
