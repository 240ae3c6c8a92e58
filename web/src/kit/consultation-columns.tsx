// The columns of every list of consultations; headers and values in the server's words.
import { useMemo } from "react";
import type { ConsultationSummary, FormDescription } from "@/api/types";
import { Link } from "./address";
import { Chip, ClockChip, Moment, UnitName, UrgencyMark } from "./chips";
import { fieldOf, valueLabel } from "./labels";
import { useWords } from "./language";
import type { Column } from "./register-table";

export function addressOf(row: { id: string }): string {
    return `/consultations/${row.id}`;
}

export function useConsultationColumns(schema: FormDescription | undefined): Column<ConsultationSummary>[] {
    const { w, label } = useWords();
    return useMemo(() => {
        const header = (name: string) => label(fieldOf(schema, name)?.label) || name;
        const sortable = (name: string) => fieldOf(schema, name)?.sortable === true;
        const value = (name: string, code: unknown) => label(valueLabel(schema, name, code));
        return [
            {
                id: "number",
                header: header("number"),
                sortable: sortable("number"),
                className: "figures w-40 whitespace-nowrap",
                cell: (row) => (
                    <Link
                        to={addressOf(row)}
                        tabIndex={-1}
                        className="text-act hover:underline underline-offset-2"
                    >
                        {row.number}
                    </Link>
                ),
            },
            {
                id: "clock",
                header: w("clock"),
                className: "w-28",
                cell: (row) => (row.clock ? <ClockChip clock={row.clock} /> : null),
            },
            {
                id: "urgency",
                header: header("urgency"),
                sortable: sortable("urgency"),
                className: "w-24 whitespace-nowrap",
                cell: (row) => <UrgencyMark urgency={row.urgency} text={value("urgency", row.urgency)} />,
            },
            {
                id: "subject",
                header: header("subject"),
                className: "max-w-0 w-full max-md:order-first max-md:w-full! max-md:max-w-full",
                cell: (row) => (
                    <span className="flex items-center gap-2">
                        <span className="truncate font-medium" title={row.subject || row.excerpt}>
                            {row.subject || row.excerpt || w("noSubject")}
                        </span>
                        {row.needs_specialist === true && <Chip>{w("specialist")}</Chip>}
                    </span>
                ),
            },
            {
                id: "kind",
                header: header("kind"),
                className: "w-20 whitespace-nowrap",
                cell: (row) => value("kind", row.kind),
            },
            {
                id: "channel",
                header: header("channel"),
                className: "w-24 whitespace-nowrap max-xl:hidden",
                cell: (row) => value("channel", row.channel),
            },
            {
                id: "status",
                header: header("status"),
                sortable: sortable("status"),
                className: "w-20 whitespace-nowrap",
                cell: (row) => value("status", row.status),
            },
            {
                id: "owner_unit",
                header: w("owner"),
                className: "w-40 whitespace-nowrap",
                cell: (row) => <UnitName unit={row.owner_unit} />,
            },
            {
                id: "receiver",
                header: header("receiver"),
                className: "w-28 whitespace-nowrap max-md:hidden 2xl:table-cell md:hidden",
                cell: (row) => (row.receiver === null ? "" : `${row.receiver.rank} ${row.receiver.name}`),
            },
            {
                id: "received_at",
                header: header("received_at"),
                sortable: sortable("received_at"),
                align: "right",
                className: "w-28",
                cell: (row) => <Moment at={row.received_at} short />,
            },
        ];
    }, [schema, w, label]);
}
