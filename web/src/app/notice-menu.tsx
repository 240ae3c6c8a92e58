// 通知: what waits for this person, counted from the same answer as 担当業務; each line opens its list.
import { useQuery } from "@tanstack/react-query";
import { readWork } from "@/api/calls";
import type { Session } from "@/api/types";
import { Link } from "@/kit/address";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";
import { menuShape, useMenu } from "./person-menu";

export function NoticeMenu({ session }: { session: Session }) {
    const { w } = useWords();
    const { open, setOpen, element } = useMenu();
    const allowed = session.can["consultation.read"] === true;
    const work = useQuery({ queryKey: ["work"], queryFn: readWork, enabled: allowed });
    const lines = [
        {
            count: work.data?.counts.overdue ?? 0,
            text: w("overdueList"),
            to: "/work?list=overdue",
            late: true,
        },
        {
            count: work.data?.counts.receipts ?? 0,
            text: w("receiptsList"),
            to: "/work?list=receipts",
            late: false,
        },
        {
            count: work.data?.counts.approvals ?? 0,
            text: w("approvalsList"),
            to: "/work?list=approvals",
            late: false,
        },
    ].filter((line) => line.count > 0);
    const total = lines.reduce((sum, line) => sum + line.count, 0);
    const late = lines.some((line) => line.late);
    if (!allowed) return null;
    return (
        <div ref={element} className="relative">
            <button
                type="button"
                aria-expanded={open}
                onClick={() => setOpen(!open)}
                className="flex min-h-8 items-center gap-1 rounded-md px-2 whitespace-nowrap hover:bg-hovered max-md:min-h-11"
            >
                <Icon name="bell" />
                <span className="max-md:sr-only">{w("notices")}</span>
                {total > 0 && (
                    <span className={`figures font-bold ${late ? "text-late" : ""}`}>
                        {w("countItems", { n: total })}
                    </span>
                )}
            </button>
            {open && (
                <div className={menuShape}>
                    {lines.length === 0 && <p className="px-4 py-2 text-ink-soft">{w("noNotices")}</p>}
                    {lines.map((line) => (
                        <Link
                            key={line.to}
                            to={line.to}
                            onClick={() => setOpen(false)}
                            className="flex min-h-9 items-center justify-between gap-4 px-4 hover:bg-hovered max-md:min-h-11"
                        >
                            <span>{line.text}</span>
                            <span className={`figures font-bold ${line.late ? "text-late" : ""}`}>
                                {line.count}
                            </span>
                        </Link>
                    ))}
                </div>
            )}
        </div>
    );
}
