// The list as a file: why, and in which form. The purpose stands in the log of reads.
import { useId, useState } from "react";
import { exportAddress, type ListQuery } from "@/api/calls";
import { Button } from "@/kit/button";
import { Asked, AskedGroup, Described } from "@/kit/described";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";

export function ExportDialog({ query, onClose }: { query: ListQuery; onClose: () => void }) {
    const { w } = useWords();
    const [purpose, setPurpose] = useState("");
    const purposeId = useId();
    const [format, setFormat] = useState<"csv" | "xlsx">("xlsx");
    function fetchFile() {
        const link = document.createElement("a");
        link.href = exportAddress({ ...query, format, purpose: purpose.trim() });
        link.download = "";
        link.click();
        onClose();
    }
    return (
        <Dialog title={w("exportTitle")} onClose={onClose}>
            <form
                className="flex flex-col gap-3"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (purpose.trim() !== "") fetchFile();
                }}
            >
                <p>{w("exportHint")}</p>
                <Described by="export_form">
                    <Asked name="purpose" label={w("exportPurpose")} id={purposeId}>
                        <input
                            id={purposeId}
                            data-first
                            className="field-box"
                            maxLength={300}
                            placeholder={w("exportPurposeHint")}
                            value={purpose}
                            onChange={(event) => setPurpose(event.target.value)}
                        />
                    </Asked>
                    <AskedGroup name="format" label={w("exportFormat")}>
                        <div className="flex flex-wrap gap-4">
                            {(["xlsx", "csv"] as const).map((each) => (
                                <label key={each} className="flex min-h-8 items-center gap-2 max-md:min-h-11">
                                    <input
                                        type="radio"
                                        name="format"
                                        className="size-4 accent-act"
                                        checked={format === each}
                                        onChange={() => setFormat(each)}
                                    />
                                    {w(each === "xlsx" ? "exportXlsx" : "exportCsvFormat")}
                                </label>
                            ))}
                        </div>
                    </AskedGroup>
                </Described>
                <div className="flex justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button type="submit" look="primary" disabled={purpose.trim() === ""}>
                        {w("exportGo")}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}
