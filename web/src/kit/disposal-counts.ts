// How many records wait at each step of their disposal.
import { useQuery } from "@tanstack/react-query";
import { readDisposals } from "@/api/calls";
import type { DisposalList } from "@/api/types";

export function useDisposalCounts(enabled = true): Record<DisposalList, number> | undefined {
    const found = useQuery({
        queryKey: ["disposals", "counts"],
        queryFn: () => readDisposals("due", { limit: 1 }),
        select: (page) => page.counts,
        enabled,
    });
    return found.data;
}
