// Buttons after the Digital Agency design system: one filled button per screen, outlined for the rest, quiet inside lists.
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon, type IconName } from "./icons";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";
const looks: Record<ButtonLook, string> = {
    primary:
        "bg-act text-act-ink font-bold hover:bg-act-hovered disabled:bg-line-strong disabled:text-surface border border-transparent",
    secondary:
        "border border-act text-act bg-surface hover:bg-hovered disabled:text-ink-faint disabled:border-line-strong",
    quiet: "text-act hover:bg-hovered underline-offset-4 hover:underline disabled:text-ink-faint",
    danger: "border border-late text-late bg-surface hover:bg-late-ground disabled:border-line-strong disabled:bg-surface disabled:text-ink-faint",
};
export const buttonShape =
    "inline-flex min-h-8 max-md:min-h-11 items-center justify-center gap-1.5 rounded-md px-3 whitespace-nowrap text-14 no-underline";

export function lookOf(look: ButtonLook): string {
    return `${buttonShape} ${looks[look]}`;
}

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
    look?: ButtonLook;
    icon?: IconName;
    keys?: string;
    children?: ReactNode;
};
export function Button({ look = "secondary", icon, keys, className = "", children, ...rest }: Props) {
    return (
        <button
            type="button"
            aria-keyshortcuts={keys?.replace("Ctrl", "Control")}
            className={`${lookOf(look)} ${className}`}
            {...rest}
        >
            {icon !== undefined && <Icon name={icon} />}
            {children}
            {keys !== undefined && <KeyMark keys={keys} />}
        </button>
    );
}

export function KeyMark({ keys }: { keys: string }) {
    return (
        <kbd
            aria-hidden="true"
            className="ml-1 rounded-sm border border-current/35 px-1 font-sans text-12 font-normal opacity-85 max-md:hidden print:hidden"
        >
            {keys}
        </kbd>
    );
}
