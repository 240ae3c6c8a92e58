// 判断表: what is in force, one table, changing it, and what is proposed. The address says which.
import { useAddress } from "@/kit/address";
import { ProposalPage } from "./proposal-page";
import { TableEditor } from "./table-editor";
import { TableList } from "./table-list";
import { TablePage } from "./table-page";

export function TablesPage() {
    const { path, query } = useAddress();
    const [, , place = "", rest = ""] = path.split("/");
    if (place === "" || (place === "proposals" && rest === "")) return <TableList which={place} />;
    if (place === "proposals") return <ProposalPage key={rest} id={rest} />;
    const table = decodeURIComponent(place);
    const proposal = query.get("proposal");
    if (rest === "edit")
        return <TableEditor key={`${table} ${proposal ?? ""}`} table={table} proposal={proposal} />;
    return <TablePage key={table} id={table} />;
}
