// Sign-in; with `serve --demo` the demonstration accounts are listed and one click fills them in.
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { readDemoAccounts, signIn } from "@/api/calls";
import type { DemoAccount, Session } from "@/api/types";
import { Button } from "@/kit/button";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";
import { asProblem } from "@/kit/states";

export function SignInPage({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
    const { w, label, language, setLanguage } = useWords();
    const demo = useQuery({
        queryKey: ["demo-accounts"],
        queryFn: readDemoAccounts,
        retry: false,
        staleTime: Infinity,
    });
    const [account, setAccount] = useState("");
    const [password, setPassword] = useState("");
    const [own, setOwn] = useState<string | null>(null); // asked for with an issued password
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>(null);
    const errorId = useId();
    const accounts = demo.data?.items ?? [];

    async function enter() {
        setBusy(true);
        setError(null);
        try {
            onSignedIn(await signIn(account, password, own ?? ""));
        } catch (problem) {
            const { body } = asProblem(problem);
            if (body.violations?.some((violation) => violation.field === "new_password") === true)
                setOwn((before) => before ?? "");
            setError(problem);
            setBusy(false);
        }
    }
    function fill(chosen: DemoAccount) {
        setAccount(chosen.account);
        setPassword(chosen.password);
        setError(null);
        document.getElementById("sign-in")?.focus();
    }

    return (
        <main className="flex min-h-dvh flex-col items-center justify-center gap-6 p-4">
            <title>{`${w("signIn")} | Renkei`}</title>
            <div
                className={`grid w-full overflow-hidden rounded-xl border border-line bg-surface shadow-sm ${accounts.length > 0 ? "max-w-6xl lg:grid-cols-[20rem_1fr]" : "max-w-md"}`}
            >
                <form
                    className="flex flex-col gap-4 p-8 max-md:p-5"
                    onSubmit={(event) => {
                        event.preventDefault();
                        void enter();
                    }}
                >
                    <div className="flex items-center gap-3">
                        <img src="/mark.svg" alt="" className="size-10" />
                        <div>
                            <h1 className="text-24 leading-tight font-bold">Renkei</h1>
                            <p className="text-13 text-ink-soft">{w("productLine")}</p>
                        </div>
                    </div>
                    <label className="flex flex-col gap-1">
                        <span className="font-bold">{w("account")}</span>
                        <input
                            name="account"
                            autoFocus
                            autoComplete="username"
                            autoCapitalize="none"
                            spellCheck={false}
                            required
                            className="field-box h-11"
                            value={account}
                            aria-invalid={error !== null || undefined}
                            aria-describedby={error === null ? undefined : errorId}
                            onChange={(event) => setAccount(event.target.value)}
                        />
                    </label>
                    <label className="flex flex-col gap-1">
                        <span className="font-bold">{w("password")}</span>
                        <input
                            name="password"
                            type="password"
                            autoComplete="current-password"
                            required
                            className="field-box h-11"
                            value={password}
                            aria-invalid={error !== null || undefined}
                            onChange={(event) => setPassword(event.target.value)}
                        />
                    </label>
                    {own !== null && (
                        <label className="flex flex-col gap-1">
                            <span className="font-bold">{w("ownPassword")}</span>
                            <input
                                name="new_password"
                                type="password"
                                autoComplete="new-password"
                                autoFocus
                                required
                                className="field-box h-11"
                                value={own}
                                onChange={(event) => setOwn(event.target.value)}
                            />
                            <span className="text-13 text-ink-soft">{w("ownPasswordHint")}</span>
                        </label>
                    )}
                    {error !== null && <SignInError id={errorId} error={error} />}
                    <Button
                        id="sign-in"
                        type="submit"
                        look="primary"
                        disabled={busy}
                        className="h-11 text-16"
                    >
                        {w("signIn")}
                    </Button>
                    <div className="mt-auto flex gap-1">
                        <Button look="quiet" onClick={() => setLanguage(language === "ja" ? "en" : "ja")}>
                            {w("otherLanguage")}
                        </Button>
                    </div>
                </form>
                {accounts.length > 0 && (
                    <section className="border-l border-line bg-sunken p-6 max-lg:border-t max-lg:border-l-0 max-md:p-4">
                        <h2 className="font-bold">{w("demoAccounts")}</h2>
                        <p className="mb-3 text-13 text-ink-soft">{w("demoAccountsHint")}</p>
                        <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
                            {accounts.map((each) => (
                                <li key={each.account}>
                                    <button
                                        type="button"
                                        aria-pressed={account === each.account}
                                        onClick={() => fill(each)}
                                        className="flex h-full w-full flex-col justify-start rounded-md border border-line bg-surface px-3 py-2 text-left hover:border-act hover:bg-hovered aria-pressed:border-act aria-pressed:bg-chosen"
                                    >
                                        <strong>{label(each.role)}</strong>
                                        <span className="flex w-full flex-wrap justify-between gap-x-2 text-13 text-ink-soft">
                                            <span>{each.unit}</span>
                                            <span className="value">{each.account}</span>
                                        </span>
                                        <span className="block text-13">{label(each.what)}</span>
                                    </button>
                                </li>
                            ))}
                        </ul>
                    </section>
                )}
            </div>
        </main>
    );
}

export function SignInError({ id, error }: { id: string; error: unknown }) {
    const { w, label } = useWords();
    const { body, status } = asProblem(error);
    return (
        <p id={id} role="alert" className="flex items-start gap-2 rounded-md bg-late-ground p-2 text-late">
            <Icon name="alert" className="mt-0.5" />
            <span>
                {label(body.titles) || body.title}
                {(body.violations ?? []).map((violation) => (
                    <span key={violation.field + violation.reason.en} className="block">
                        {label(violation.reason)}
                    </span>
                ))}
                {status === 401 && <span className="block text-ink-soft">{w("signInHint")}</span>}
            </span>
        </p>
    );
}
