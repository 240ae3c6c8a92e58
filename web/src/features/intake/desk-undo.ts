// What changed at the desk between two moments, and the way back: field by field, answers and decisions one by one.
import type { DraftContent } from "@/api/types";
import { sameJson, type Json } from "@/kit/journal-merge";

type Part = "consultation" | "decisions" | "answers" | "roles" | "dismissed";
export type Difference = { part: Part; name: string; was: unknown; is: unknown };

const byName = ["consultation", "decisions", "answers"] as const;
const whole = ["roles", "dismissed"] as const;

function differ(one: unknown, other: unknown): boolean {
    return one !== other && !sameJson((one ?? null) as Json, (other ?? null) as Json);
}

export function differences(before: DraftContent, after: DraftContent): Difference[] {
    const found: Difference[] = [];
    for (const part of byName) {
        const [was, is] = [before[part] as Record<string, unknown>, after[part] as Record<string, unknown>];
        for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
            if (differ(was[name], is[name])) found.push({ part, name, was: was[name], is: is[name] });
        }
    }
    for (const part of whole) {
        if (differ(before[part], after[part]))
            found.push({ part, name: part, was: before[part], is: after[part] });
    }
    return found;
}

// The content with these parts as they were (or as they became); whatever else was done since stays.
export function withParts(
    content: DraftContent,
    parts: readonly Difference[],
    side: "was" | "is",
): DraftContent {
    const result: Record<string, unknown> = { ...content };
    for (const each of parts) {
        if (each.part === "roles" || each.part === "dismissed") result[each.part] = each[side];
        else {
            const named = { ...(result[each.part] as Record<string, unknown>) };
            if (each[side] === undefined && each.part !== "consultation") delete named[each.name];
            else named[each.name] = each[side];
            result[each.part] = named;
        }
    }
    return result as DraftContent;
}
