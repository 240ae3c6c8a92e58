// Files on their way from this screen: sent one after the other, attached when they have arrived.
import { useCallback, useRef, useState } from "react";
import { attach, FileUpload, type Attached, type FileHolder, type UploadState } from "@/api/files";

export type Sending = {
    key: number;
    name: string;
    size: number;
    sent: number;
    state: UploadState | "reading" | "failed";
    error: unknown;
};

let lastKey = 0;

// `holder` is asked when the first file comes: a draft may have to be made for it.
export function useUploads(holder: () => Promise<FileHolder>, onAttached: (attached: Attached) => void) {
    const [sendings, setSendings] = useState<Sending[]>([]);
    const uploads = useRef(new Map<number, FileUpload>());
    const queue = useRef(Promise.resolve());

    const change = useCallback((key: number, part: Partial<Sending>) => {
        setSendings((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
    }, []);
    const drop = useCallback((key: number) => {
        uploads.current.delete(key);
        setSendings((all) => all.filter((one) => one.key !== key));
    }, []);

    const send = useCallback(
        async (key: number, upload: FileUpload) => {
            try {
                const to = await holder();
                const id = await upload.run();
                change(key, { state: "reading" });
                const attached = await attach(to, id);
                drop(key);
                onAttached(attached);
            } catch (error) {
                if (uploads.current.has(key)) change(key, { state: "failed", error });
            }
        },
        [holder, onAttached, change, drop],
    );

    const add = useCallback(
        (files: Iterable<File>) => {
            for (const file of files) {
                const key = ++lastKey;
                const upload = new FileUpload(file, (sent, state) => change(key, { sent, state }));
                uploads.current.set(key, upload);
                setSendings((all) => [
                    ...all,
                    { key, name: file.name, size: file.size, sent: 0, state: "sending", error: null },
                ]);
                queue.current = queue.current.then(() => send(key, upload));
            }
        },
        [change, send],
    );
    return {
        sendings,
        add,
        pause: (key: number) => uploads.current.get(key)?.pause(),
        resume: (key: number) => uploads.current.get(key)?.resume(),
        cancel: (key: number) => {
            const upload = uploads.current.get(key);
            drop(key);
            void upload?.cancel();
        },
    };
}
