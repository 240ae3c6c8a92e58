// Below a list that goes on: the next page.
import { Button } from "./button";
import { useWords } from "./language";

export function MoreButton({ busy, onMore }: { busy: boolean; onMore: () => void }) {
    const { w } = useWords();
    return (
        <div className="flex justify-center p-3 print:hidden">
            <Button disabled={busy} onClick={onMore}>
                {w("more")}
            </Button>
        </div>
    );
}
