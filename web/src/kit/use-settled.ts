// Parts of a page come one after the other; shown as they come, each pushes the others about. Until the first of them are all there, or
// that has taken too long, the page keeps its place unseen.
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

const longest = 300; // ms that a page is kept back

export function useSettled(part: string, id: string): boolean {
    const client = useQueryClient();
    const fetching = useIsFetching({ queryKey: [part, id] });
    const [settled, setSettled] = useState("");
    useEffect(() => {
        // Asked of the client: what the parts below have begun in their own effects is not in this render yet.
        if (client.isFetching({ queryKey: [part, id] }) === 0) setSettled(id);
    }, [client, part, id, fetching]);
    useEffect(() => {
        const timer = setTimeout(() => setSettled(id), longest);
        return () => clearTimeout(timer);
    }, [id]);
    return settled === id;
}
