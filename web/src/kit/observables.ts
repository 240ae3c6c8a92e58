// How observables are shown and told apart.
import type { ObservableRole } from "@/api/types";

export const roles: readonly ObservableRole[] = ["subject", "victim", "third_party"];

export function nextRole(role: ObservableRole): ObservableRole {
    return roles[(roles.indexOf(role) + 1) % roles.length] ?? "subject";
}

const addressTypes = new Set(["url", "domain", "email", "onion", "ipv4"]);

// Addresses of the other side are shown so that nobody clicks or pastes them by accident: login-77bank[.]top
export function showValue(type: string, value: string): string {
    if (type === "bank_account")
        return value
            .split("|")
            .filter((part) => part !== "")
            .join(" ");
    if (!addressTypes.has(type)) return value;
    const scheme = /^[a-z]+:\/\//.exec(value)?.[0] ?? "";
    const [host = "", ...path] = value.slice(scheme.length).split("/");
    const lastDot = host.lastIndexOf(".");
    const safe = lastDot < 0 ? host : `${host.slice(0, lastDot)}[.]${host.slice(lastDot + 1)}`;
    return [scheme.replace(/^http/, "hxxp") + safe, ...path].join("/");
}

export function observableKey(observable: { type: string; value: string }): string {
    return `${observable.type}\u0000${observable.value}`;
}
