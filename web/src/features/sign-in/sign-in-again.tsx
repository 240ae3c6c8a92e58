// The session ended while somebody was at work: the same person signs in again in a dialog, and the page is as it was. Somebody else
// gets a page of his own; what was typed stays for its writer.
import { useId, useState } from "react";
import { signIn } from "@/api/calls";
import type { Session } from "@/api/types";
import { Button } from "@/kit/button";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { SignInError } from "./sign-in-page";

type Props = { session: Session; onBack: (session: Session) => void };

export function SignInAgain({ session, onBack }: Props) {
    const { w } = useWords();
    const [account, setAccount] = useState<string | null>(null); // another one; null: the same
    const [password, setPassword] = useState("");
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>(null);
    const errorId = useId();
    async function enter() {
        setBusy(true);
        setError(null);
        try {
            onBack(await signIn(account ?? session.account, password));
        } catch (problem) {
            setError(problem);
            setBusy(false);
        }
    }
    return (
        <Dialog title={w("signInAgain")} onClose={() => undefined} mustAnswer>
            <form
                data-sign-in-again
                className="flex flex-col gap-4"
                onSubmit={(event) => {
                    event.preventDefault();
                    void enter();
                }}
            >
                <p>{w("signInAgainHint")}</p>
                <label className="flex flex-col gap-1">
                    <span className="font-bold">{w("account")}</span>
                    <input
                        name="account"
                        autoComplete="username"
                        autoCapitalize="none"
                        spellCheck={false}
                        required
                        readOnly={account === null}
                        className="field-box h-11 read-only:bg-sunken"
                        value={account ?? session.account}
                        onChange={(event) => setAccount(event.target.value)}
                    />
                </label>
                <label className="flex flex-col gap-1">
                    <span className="font-bold">{w("password")}</span>
                    <input
                        name="password"
                        type="password"
                        data-first
                        autoComplete="current-password"
                        required
                        className="field-box h-11"
                        value={password}
                        aria-invalid={error !== null || undefined}
                        aria-describedby={error === null ? undefined : errorId}
                        onChange={(event) => setPassword(event.target.value)}
                    />
                </label>
                {error !== null && <SignInError id={errorId} error={error} />}
                <div className="flex flex-wrap justify-end gap-2">
                    {account === null && (
                        <Button
                            look="quiet"
                            onClick={() => {
                                setAccount("");
                                setPassword("");
                            }}
                        >
                            {w("signInOther")}
                        </Button>
                    )}
                    <Button type="submit" look="primary" disabled={busy}>
                        {w("signIn")}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}
