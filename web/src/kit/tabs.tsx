// Links that look like tabs, as on every screen.
import { Link } from "./address";

type Tab = { name: string; text: string; to: string; count?: number | "unknown" };

export function Tabs({ label, tabs, chosen }: { label: string; tabs: Tab[]; chosen: string }) {
    return (
        <div
            role="tablist"
            aria-label={label}
            className="flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-surface px-3 print:hidden"
        >
            {tabs.map((tab) => (
                <Link
                    key={tab.name}
                    to={tab.to}
                    role="tab"
                    aria-selected={chosen === tab.name}
                    data-tab={tab.name}
                    className="flex min-h-9 items-center gap-2 border-b-4 border-transparent px-3 whitespace-nowrap hover:bg-hovered aria-selected:border-act aria-selected:font-bold aria-selected:text-act max-md:min-h-11"
                >
                    {tab.text}
                    {tab.count !== undefined && (
                        <span className="figures text-13 font-normal text-ink-soft">
                            {tab.count === "unknown" ? "–" : tab.count.toLocaleString()}
                        </span>
                    )}
                </Link>
            ))}
        </div>
    );
}
