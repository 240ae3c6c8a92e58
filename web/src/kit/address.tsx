// The address bar as the state of a screen: paths, filters and sort order can be bookmarked, sent and walked back.
import { useCallback, useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from "react";

const changed = "renkei:address";

function subscribe(listener: () => void): () => void {
    window.addEventListener("popstate", listener);
    window.addEventListener(changed, listener);
    return () => {
        window.removeEventListener("popstate", listener);
        window.removeEventListener(changed, listener);
    };
}

export function go(to: string, options: { replace?: boolean } = {}): void {
    if (to === window.location.pathname + window.location.search) return;
    if (options.replace === true) window.history.replaceState(null, "", to);
    else {
        window.history.pushState(null, "", to);
        window.scrollTo(0, 0);
    }
    window.dispatchEvent(new Event(changed));
}

export function useAddress(): { path: string; query: URLSearchParams } {
    const whole = useSyncExternalStore(subscribe, () => window.location.pathname + window.location.search);
    const [path = "/", query = ""] = whole.split("?");
    return { path, query: new URLSearchParams(query) };
}

export function useSetQuery(): (changes: Record<string, string | null>) => void {
    return useCallback((changes) => {
        const query = new URLSearchParams(window.location.search);
        for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === "") query.delete(name);
            else query.set(name, value);
        }
        const text = query.toString();
        go(window.location.pathname + (text === "" ? "" : `?${text}`), { replace: true });
    }, []);
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & { to: string };
export function Link({ to, onClick, ...rest }: LinkProps) {
    function follow(event: MouseEvent<HTMLAnchorElement>) {
        onClick?.(event);
        const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
        if (event.defaultPrevented || elsewhere) return;
        event.preventDefault();
        go(to);
    }
    return <a href={to} onClick={follow} {...rest} />;
}
