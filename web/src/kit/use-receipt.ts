// 受領: one key, in one's own name and extension. Used wherever a referral waits.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { receive } from "@/api/calls";
import type { Referral } from "@/api/types";
import { useWords } from "./language";
import { useNotify } from "./notices";
import { useSession } from "./session";

export function isWaitingForReceipt(referral: Referral): boolean {
    return ["unapproved", "flash", "sent"].includes(referral.state) && !referral.received_at;
}

export function useReceipt() {
    const client = useQueryClient();
    const notify = useNotify();
    const { w } = useWords();
    const { account, staff } = useSession();
    return useMutation({
        mutationFn: (referral: Referral) => receive(referral, staff?.name ?? account, staff?.extension ?? ""),
        onSuccess: () => notify.told(w("received")),
        onError: (error) => notify.failed(error),
        onSettled: () =>
            Promise.all(
                ["inbox", "work", "consultation"].map((name) =>
                    client.invalidateQueries({ queryKey: [name] }),
                ),
            ),
    });
}
