// Accounts of one person: issue, roles, stop, and the password that is shown once.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
    changeAccount,
    issueAccount,
    issuePassword,
    type Account,
    type Issued,
    type Member,
} from "@/api/organization";
import { Button } from "@/kit/button";
import { Chip } from "@/kit/chips";
import { AskedGroup, Described } from "@/kit/described";
import { useWords } from "@/kit/language";
import { showMoment } from "@/kit/moments";
import { useNotify } from "@/kit/notices";
import { Refusal, TextField, violationsOf } from "./fields";
import { roles } from "./roles";

export function Accounts({ member }: { member: Member }) {
    const { w } = useWords();
    const [issued, setIssued] = useState<Issued | null>(null);
    const [adding, setAdding] = useState(false);
    const accounts = member.accounts ?? [];
    return (
        <section>
            <Described by="account_form">
                <h3 className="font-bold">{w("orgAccount")}</h3>
                {issued !== null && <OneTime issued={issued} onDone={() => setIssued(null)} />}
                <ul className="flex flex-col gap-2">
                    {accounts.map((account) => (
                        <li key={account.id}>
                            <OneAccount key={account.version} account={account} onIssued={setIssued} />
                        </li>
                    ))}
                </ul>
                {adding ? (
                    <IssueForm
                        member={member}
                        onIssued={(made) => {
                            setIssued(made);
                            setAdding(false);
                        }}
                        onCancel={() => setAdding(false)}
                    />
                ) : (
                    accounts.length === 0 && (
                        <Button icon="plus" onClick={() => setAdding(true)}>
                            {w("orgIssue")}
                        </Button>
                    )
                )}
            </Described>
        </section>
    );
}

function OneTime({ issued, onDone }: { issued: Issued; onDone: () => void }) {
    const { w, language } = useWords();
    return (
        <div role="status" className="my-2 rounded-md border border-due-line bg-due-ground p-3">
            <p className="font-bold">{w("orgOneTime")}</p>
            <p data-one-time className="value my-1 text-20 select-all">
                {issued.one_time_password}
            </p>
            <p className="text-13">{w("orgOneTimeHint", { until: showMoment(issued.until, language) })}</p>
            <div className="mt-2 flex justify-end">
                <Button onClick={onDone}>{w("orgShown")}</Button>
            </div>
        </div>
    );
}

function OneAccount({ account, onIssued }: { account: Account; onIssued: (issued: Issued) => void }) {
    const { w } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const [chosen, setChosen] = useState(account.roles.map((role) => role.id));
    const saved = () => {
        notify.told(w("orgSaved"));
        void client.invalidateQueries();
    };
    const change = useMutation({
        mutationFn: (changes: { roles?: string[]; disabled?: boolean }) => changeAccount(account, changes),
        onSuccess: saved,
        onError: notify.failed,
    });
    const issue = useMutation({
        mutationFn: () => issuePassword(account),
        onSuccess: (issued) => {
            onIssued(issued);
            void client.invalidateQueries();
        },
        onError: notify.failed,
    });
    const isChanged =
        chosen.toSorted().join() !==
        account.roles
            .map((role) => role.id)
            .toSorted()
            .join();
    return (
        <div className="rounded border border-line p-3">
            <p className="flex flex-wrap items-center gap-2">
                <span className="value font-bold">{account.name}</span>
                {account.disabled && <Chip tone="late">{w("orgDisabled")}</Chip>}
                {account.one_time_until !== null && <Chip tone="due">{w("orgOneTimeWaits")}</Chip>}
            </p>
            <RoleChoice chosen={chosen} onChange={setChosen} />
            <div className="mt-2 flex flex-wrap gap-2">
                <Button
                    disabled={!isChanged || chosen.length === 0 || change.isPending}
                    onClick={() => change.mutate({ roles: chosen })}
                >
                    {w("orgSaveRoles")}
                </Button>
                <Button disabled={issue.isPending} onClick={() => issue.mutate()}>
                    {w("orgNewPassword")}
                </Button>
                <Button
                    look={account.disabled ? "secondary" : "danger"}
                    disabled={change.isPending}
                    onClick={() => change.mutate({ disabled: !account.disabled })}
                >
                    {account.disabled ? w("orgEnable") : w("orgDisable")}
                </Button>
            </div>
        </div>
    );
}

function RoleChoice({ chosen, onChange }: { chosen: string[]; onChange: (roles: string[]) => void }) {
    const { w, label } = useWords();
    return (
        <AskedGroup name="roles" label={w("orgRoles")} look="text-13 text-ink-soft">
            <div className="grid grid-cols-3 gap-x-4 max-md:grid-cols-1">
                {roles.map((role) => (
                    <label key={role.id} className="flex min-h-8 items-center gap-2 max-md:min-h-11">
                        <input
                            type="checkbox"
                            className="size-4 accent-act"
                            value={role.id}
                            checked={chosen.includes(role.id)}
                            onChange={(event) =>
                                onChange(
                                    event.target.checked
                                        ? [...chosen, role.id]
                                        : chosen.filter((each) => each !== role.id),
                                )
                            }
                        />
                        {label(role.name)}
                    </label>
                ))}
            </div>
        </AskedGroup>
    );
}

type IssueProps = { member: Member; onIssued: (issued: Issued) => void; onCancel: () => void };
function IssueForm({ member, onIssued, onCancel }: IssueProps) {
    const { w } = useWords();
    const client = useQueryClient();
    const [name, setName] = useState("");
    const [chosen, setChosen] = useState<string[]>([]);
    const issue = useMutation({
        mutationFn: () => issueAccount(member.id, name, chosen),
        onSuccess: (issued) => {
            onIssued(issued);
            void client.invalidateQueries();
        },
    });
    const violations = violationsOf(issue.error);
    return (
        <form
            className="flex flex-col gap-2 rounded border border-line p-3"
            onSubmit={(event) => {
                event.preventDefault();
                issue.mutate();
            }}
        >
            <TextField
                name="account"
                label={w("orgAccountName")}
                value={name}
                onChange={setName}
                {...{ violations }}
            />
            <RoleChoice chosen={chosen} onChange={setChosen} />
            <Refusal error={issue.error} shown={["account"]} />
            <div className="flex justify-end gap-2">
                <Button onClick={onCancel}>{w("cancel")}</Button>
                <Button type="submit" look="primary" disabled={issue.isPending}>
                    {w("orgIssue")}
                </Button>
            </div>
        </form>
    );
}
