// Light, dark, or as the system says; put on <html> before the first paint.
import { useSyncExternalStore } from "react";

export type Theme = "auto" | "light" | "dark";
const stored = "renkei-theme";
const listeners = new Set<() => void>();

function chosenTheme(): Theme {
    const value = window.localStorage.getItem(stored);
    return value === "light" || value === "dark" ? value : "auto";
}
function systemIsDark(): MediaQueryList {
    return window.matchMedia("(prefers-color-scheme: dark)");
}
function show(): void {
    const theme = chosenTheme();
    const dark = theme === "dark" || (theme === "auto" && systemIsDark().matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
}

export function startTheme(): void {
    show();
    systemIsDark().addEventListener("change", show);
}
export function chooseTheme(theme: Theme): void {
    window.localStorage.setItem(stored, theme);
    show();
    listeners.forEach((listener) => listener());
}
export function useTheme(): Theme {
    return useSyncExternalStore((listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
    }, chosenTheme);
}
