import { expect, it } from "vitest";
import { nextRole, showValue } from "./observables";

it("shows addresses so that nobody follows them by accident", () => {
    expect(showValue("url", "https://login-77bank.top/signin?a=1.2")).toBe(
        "hxxps://login-77bank[.]top/signin?a=1.2",
    );
    expect(showValue("domain", "h2-asset-pro.vip")).toBe("h2-asset-pro[.]vip");
    expect(showValue("email", "a.b@night.example")).toBe("a.b@night[.]example");
});

it("reads a bank account as one writes it", () => {
    expect(showValue("bank_account", "七十七銀行|本店営業部|普通|7654321|")).toBe(
        "七十七銀行 本店営業部 普通 7654321",
    );
});

it("goes round the three roles", () => {
    expect(nextRole(nextRole(nextRole("subject")))).toBe("subject");
    expect(nextRole("subject")).toBe("victim");
});
