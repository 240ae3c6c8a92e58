// The server's description of a record; asked for once per session.
import { useQuery } from "@tanstack/react-query";
import { readSchema } from "@/api/calls";

export function useSchema(name: string) {
    return useQuery({ queryKey: ["schema", name], queryFn: () => readSchema(name), staleTime: Infinity });
}
