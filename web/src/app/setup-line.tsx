// One line that leads an administrator to what the installation still needs.
import type { Session } from "@/api/types";
import { Link, useAddress } from "@/kit/address";
import { useWords } from "@/kit/language";
import { useSetup } from "@/kit/use-setup";

export function SetupLine({ session }: { session: Session }) {
    const { w } = useWords();
    const { path } = useAddress();
    const manages = session.can["organization.manage"] === true;
    const todo = useSetup(manages).data?.counts.todo ?? 0;
    if (!manages || todo === 0 || path === "/setup") return null;
    return (
        <p role="status" className="border-b border-due-line bg-due-ground px-4 py-1 text-due print:hidden">
            {w("setupLine", { todo })}{" "}
            <Link to="/setup" className="font-bold underline underline-offset-4">
                {w("setupGo")}
            </Link>
        </p>
    );
}
