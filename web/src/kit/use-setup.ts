// What the installation still needs, for those who run it.
import { useQuery } from "@tanstack/react-query";
import { readSetup } from "@/api/setup";

export function useSetup(enabled: boolean) {
    return useQuery({ queryKey: ["setup"], queryFn: readSetup, enabled, staleTime: 60_000 });
}
