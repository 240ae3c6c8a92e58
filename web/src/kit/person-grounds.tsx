// What speaks for two being one, and what against, one sentence each.
import type { Ground } from "@/api/identity";
import { useWords } from "./language";

export function Grounds({ grounds }: { grounds: Ground[] }) {
    const { w, label } = useWords();
    return (
        <ul className="text-13">
            {grounds.map((ground) => (
                <li key={ground.sentence.ja} className={ground.points < 0 ? "text-late" : "text-known"}>
                    {ground.points < 0 && <strong>{w("groundsAgainst")}: </strong>}
                    {label(ground.sentence)}
                </li>
            ))}
        </ul>
    );
}
