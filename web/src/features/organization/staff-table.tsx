// The staff of a unit or those that a search found, as they serve on the day; long lists page by page.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readStaff, type Member, type StaffAsked, type UnitDetail } from "@/api/organization";
import { Button } from "@/kit/button";
import { Chip, Day, UnitName } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { MoreButton } from "@/kit/more-button";
import { Panel } from "@/kit/page";
import { useTitle } from "@/kit/session";
import { Empty, Failure, Waiting } from "@/kit/states";
import { MemberPanel } from "./member-panel";

function useStaff(asked: Omit<StaffAsked, "cursor">) {
    return useInfiniteQuery({
        queryKey: ["staff-on", asked],
        queryFn: ({ pageParam }) => readStaff({ ...asked, cursor: pageParam }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (page) => page.next_cursor ?? undefined,
        placeholderData: (before) => before,
    });
}

type OfUnit = { unit: UnitDetail; asOf: string; manages: boolean; onAdd?: () => void };
export function StaffOfUnit({ unit, asOf, manages, onAdd }: OfUnit) {
    const { w } = useWords();
    const hasBelow = unit.kind === "station" || unit.kind === "division";
    const [whole, setWhole] = useState(hasBelow);
    const asked = whole ? { asOf, station: unit.id } : { asOf, unit: unit.id };
    return (
        <StaffList
            asked={asked}
            manages={manages}
            withUnit={whole}
            action={
                <>
                    {hasBelow && (
                        <Button look="quiet" onClick={() => setWhole(!whole)}>
                            {whole ? w("orgStaffOfUnit") : w("orgStaffOfStation")}
                        </Button>
                    )}
                    {onAdd !== undefined && manages && (
                        <Button icon="plus" onClick={onAdd}>
                            {w("orgAddStaff")}
                        </Button>
                    )}
                </>
            }
        />
    );
}

export function StaffFound({ asOf, q, manages }: { asOf: string; q: string; manages: boolean }) {
    return (
        <div className="p-4">
            <StaffList asked={{ asOf, q }} manages={manages} withUnit />
        </div>
    );
}

type ListProps = {
    asked: Omit<StaffAsked, "cursor">;
    manages: boolean;
    withUnit: boolean;
    action?: React.ReactNode;
};
function StaffList({ asked, manages, withUnit, action }: ListProps) {
    const { w } = useWords();
    const staff = useStaff(asked);
    const [open, setOpen] = useState<string | null>(null);
    const members = staff.data?.pages.flatMap((page) => page.items) ?? [];
    return (
        <Panel
            title={w("orgStaff")}
            count={staff.data === undefined ? undefined : members.length}
            action={action}
        >
            {staff.error !== null ? (
                <Failure error={staff.error} onRetry={() => void staff.refetch()} />
            ) : staff.data === undefined ? (
                <Waiting lines={4} />
            ) : members.length === 0 ? (
                <Empty title={w("orgNoStaff")} hint={w("orgNoStaffHint")} />
            ) : (
                <>
                    <div className="overflow-x-auto">
                        <table className="w-full text-left" data-staff>
                            <thead>
                                <tr className="border-b border-line text-13 text-ink-soft">
                                    <th className="px-3 py-1.5 font-normal">{w("orgPerson")}</th>
                                    <th className="px-3 py-1.5 font-normal">{w("orgRank")}</th>
                                    <th className="px-3 py-1.5 font-normal">{w("orgPost")}</th>
                                    {withUnit && <th className="px-3 py-1.5 font-normal">{w("orgUnit")}</th>}
                                    <th className="px-3 py-1.5 font-normal">{w("orgExtension")}</th>
                                    <th className="px-3 py-1.5 font-normal">{w("orgArrived")}</th>
                                    {manages && (
                                        <th className="px-3 py-1.5 font-normal">{w("orgAccount")}</th>
                                    )}
                                </tr>
                            </thead>
                            <tbody>
                                {members.map((member) => (
                                    <Row
                                        key={member.id}
                                        {...{ member, manages, withUnit }}
                                        onOpen={() => setOpen(member.id)}
                                    />
                                ))}
                            </tbody>
                        </table>
                    </div>
                    {staff.hasNextPage && (
                        <MoreButton
                            busy={staff.isFetchingNextPage}
                            onMore={() => void staff.fetchNextPage()}
                        />
                    )}
                </>
            )}
            {open !== null && <MemberPanel id={open} onClose={() => setOpen(null)} />}
        </Panel>
    );
}

type RowProps = { member: Member; manages: boolean; withUnit: boolean; onOpen: () => void };
function Row({ member, manages, withUnit, onOpen }: RowProps) {
    const { w, label } = useWords();
    const title = useTitle();
    return (
        <tr className="border-b border-line last:border-b-0 hover:bg-hovered">
            <td className="px-3 py-1 whitespace-nowrap">
                {manages ? (
                    <button
                        type="button"
                        className="min-h-8 text-act underline-offset-4 hover:underline max-md:min-h-11"
                        onClick={onOpen}
                    >
                        {member.name}
                    </button>
                ) : (
                    member.name
                )}
            </td>
            <td className="px-3 py-1 whitespace-nowrap">{title(member.rank)}</td>
            <td className="px-3 py-1 whitespace-nowrap">{title(member.post)}</td>
            {withUnit && (
                <td className="px-3 py-1 whitespace-nowrap">
                    <UnitName unit={member.unit} />
                </td>
            )}
            <td className="figures px-3 py-1">{member.extension ?? ""}</td>
            <td className="px-3 py-1 whitespace-nowrap">
                <Day day={member.valid_from} />
                {member.valid_to !== null && (
                    <span className="ml-2">
                        <Chip tone="due">
                            {w("orgLeft")} <Day day={member.valid_to} />
                        </Chip>
                    </span>
                )}
            </td>
            {manages && (
                <td className="px-3 py-1">
                    <span className="flex flex-wrap gap-x-2 gap-y-1">
                        {(member.accounts ?? []).map((account) => (
                            <span key={account.id} className="whitespace-nowrap">
                                <span className="value">{account.name}</span>{" "}
                                <span className="text-13 text-ink-soft">
                                    {account.roles.map((role) => label(role.name)).join(w("listComma"))}
                                </span>{" "}
                                {account.disabled && <Chip tone="late">{w("orgDisabled")}</Chip>}
                                {account.one_time_until !== null && (
                                    <Chip tone="due">{w("orgOneTimeWaits")}</Chip>
                                )}
                            </span>
                        ))}
                    </span>
                </td>
            )}
        </tr>
    );
}
