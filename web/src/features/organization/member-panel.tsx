// One member of staff as the administrator sees them: service, what is planned, accounts, and what can be done.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readMember, withdrawMove, type Member } from "@/api/organization";
import { Button } from "@/kit/button";
import { Chip, Day, UnitName } from "@/kit/chips";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Failure, Waiting } from "@/kit/states";
import { Accounts } from "./accounts";
import { CorrectMemberDialog } from "./member-dialogs";
import { MoveDialog } from "./move-dialog";

type Asked = "correct" | "transfer" | "leaving" | null;

export function MemberPanel({ id, onClose }: { id: string; onClose: () => void }) {
    const { w } = useWords();
    const member = useQuery({ queryKey: ["member", id], queryFn: () => readMember(id) });
    const [asked, setAsked] = useState<Asked>(null);
    const { data } = member;
    const back = () => setAsked(null);
    if (data !== undefined && asked === "correct")
        return <CorrectMemberDialog member={data} onClose={back} />;
    if (data !== undefined && (asked === "transfer" || asked === "leaving"))
        return <MoveDialog member={data} how={asked} onClose={back} />;
    return (
        <Dialog
            wide
            title={data === undefined ? w("orgStaff") : `${data.rank} ${data.name}`}
            onClose={onClose}
        >
            {member.error !== null ? (
                <Failure error={member.error} onRetry={() => void member.refetch()} />
            ) : data === undefined ? (
                <Waiting lines={6} />
            ) : (
                <div className="flex flex-col gap-4">
                    <dl className="grid grid-cols-[auto_1fr_auto_1fr] gap-x-4 gap-y-1 max-md:grid-cols-[auto_1fr]">
                        <Fact name={w("orgUnit")}>
                            <UnitName unit={data.unit} />
                        </Fact>
                        <Fact name={w("orgPost")}>{data.post}</Fact>
                        <Fact name={w("orgKana")}>{data.kana ?? ""}</Fact>
                        <Fact name={w("orgExtension")}>
                            <span className="figures">{data.extension ?? ""}</span>
                        </Fact>
                        <Fact name={w("orgNumber")}>
                            <span className="figures">{data.employee_number ?? ""}</span>
                        </Fact>
                    </dl>
                    <div className="flex flex-wrap gap-2">
                        <Button onClick={() => setAsked("correct")}>{w("orgCorrect")}</Button>
                        {data.valid_to === null && (
                            <>
                                <Button data-first look="primary" onClick={() => setAsked("transfer")}>
                                    {w("orgTransfer")}
                                </Button>
                                <Button look="danger" onClick={() => setAsked("leaving")}>
                                    {w("orgLeave")}
                                </Button>
                            </>
                        )}
                    </div>
                    <Service member={data} />
                    <Accounts member={data} />
                </div>
            )}
        </Dialog>
    );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
    return (
        <>
            <dt className="text-13 text-ink-soft">{name}</dt>
            <dd>{children}</dd>
        </>
    );
}

function Service({ member }: { member: Member }) {
    const { w } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const periods = member.periods ?? [];
    const withdraw = useMutation({
        mutationFn: (day: string) => withdrawMove(member, day),
        onSuccess: () => {
            notify.told(w("orgWithdrawn"));
            void client.invalidateQueries();
        },
        onError: notify.failed,
    });
    return (
        <section>
            <h3 className="font-bold">{w("orgHistory")}</h3>
            <ol className="divide-y divide-line rounded border border-line">
                {periods.toReversed().map((period) => (
                    <li key={period.from} className="flex flex-wrap items-center gap-x-3 px-3 py-1">
                        <span className="whitespace-nowrap text-13">
                            <Day day={period.from} />–{period.to !== null && <Day day={period.to} />}
                        </span>
                        <span className="min-w-0 flex-1">
                            <UnitName unit={period.unit} /> {period.rank} {period.post}
                        </span>
                        {period.by_merger && <Chip>{w("orgByMerger")}</Chip>}
                        {period.planned && <Chip tone="due">{w("orgPlanned")}</Chip>}
                        {period.planned && !period.by_merger && period !== periods[0] && (
                            <Button
                                look="quiet"
                                disabled={withdraw.isPending}
                                onClick={() => withdraw.mutate(period.from)}
                            >
                                {w("orgWithdraw")}
                            </Button>
                        )}
                    </li>
                ))}
            </ol>
            {member.valid_to !== null && (
                <p className="mt-1 flex items-center gap-2">
                    <span>{w("orgLeft")}</span> <Day day={member.valid_to} />
                    <Button
                        look="quiet"
                        disabled={withdraw.isPending}
                        onClick={() => withdraw.mutate(member.valid_to ?? "")}
                    >
                        {w("orgWithdraw")}
                    </Button>
                </p>
            )}
        </section>
    );
}
