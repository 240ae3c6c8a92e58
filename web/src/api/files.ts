// Files: what the browser asks about attachments, and uploads that go on after a broken line (tus 1.0).
import { ask, askRaw } from "./client";
import { Problem } from "./problem";
import type { ConsultationFields, StaffRef, Words } from "./types";

const at = encodeURIComponent;

// Whose files: a record's or a draft's.
export type FileHolder = { kind: "consultations" | "drafts"; id: string };

export type Attachment = {
    id: string;
    ordinal: number;
    name: string;
    safe_name: string;
    media_type: string;
    size: number;
    sha256: string;
    origin_label: Words;
    origin_detail: string;
    attached_at: string;
    attached_by: StaffRef | null;
    restricted: boolean;
    restricted_reason: string;
    removed_at: string | null;
    removed_by: StaffRef | null;
    removed_reason: string;
    content: "text" | "picture" | "archive" | "mail" | "workbook" | "none";
    warnings: { code: string; words: Words }[];
};
export type Proposal = { fields: ConsultationFields };
export type Attached = { items: Attachment[]; proposal?: Proposal | null };

export type MailAddress = { name: string; address: string };
export type MailHop = {
    from: string;
    host: string;
    address: string;
    by: string;
    with: string;
    time: string | null;
    written: string;
};
export type MailReading = {
    subject: string;
    from: MailAddress[];
    sender: MailAddress[];
    reply_to: MailAddress[];
    to: MailAddress[];
    cc: MailAddress[];
    date: string | null;
    date_written: string;
    message_id: string;
    path: {
        hops: MailHop[];
        first_outside: number | null;
        reason: Words;
        origins: { field: string; value: string }[];
    };
    authentication: { method: string; result: string; domain: string; by: string }[];
    links: { shown: string; target: string; misleading: boolean }[];
    parts: {
        section: string;
        depth: number;
        type: string;
        name: string;
        size: number;
        container: boolean;
        deceptive_name: boolean;
    }[];
    parts_in_all: number;
};
export type ArchiveReading = {
    format: string;
    entries: {
        name: string;
        size: number | null;
        folder: boolean;
        encrypted: boolean;
        executable: boolean;
        archive: boolean;
        deceptive_name: boolean;
        outside_name: boolean;
    }[];
    entries_in_all: number;
    bomb: boolean;
    encrypted: boolean;
    complete: boolean;
};
export type SheetReading = {
    name: string;
    hidden: boolean;
    rows: { row: number; cells: { column: number; text: string; formula: boolean }[] }[];
};
export type FormReading = {
    name: Words;
    fields: { code: string; label: string; value: string; place: string }[];
    unrecognised: { label: string; value: string; place: string }[];
};
export type TableReading = {
    sheet: string;
    columns: { column: number; header: string; code: string }[];
    rows_in_all: number;
    refused_rows: number;
};
export type FilePreview = {
    kind: Attachment["content"];
    name: string;
    ordinal: number;
    texts?: { place: string; text: string }[];
    warnings?: { field: string; ja: string; en: string }[];
    mail?: MailReading;
    archive?: ArchiveReading;
    workbook?: { sheets: SheetReading[]; macros: boolean; external_links: boolean; complete: boolean };
    form?: FormReading;
    tables?: TableReading[];
    picture?: { width: number; height: number; codes?: { text: string; binary: boolean }[] };
};

function pathOf(holder: FileHolder): string {
    return `/${holder.kind}/${at(holder.id)}/attachments`;
}
export function readAttachments(holder: FileHolder): Promise<{ items: Attachment[] }> {
    return ask("GET", pathOf(holder));
}
export function attach(holder: FileHolder, upload: string): Promise<Attached> {
    return ask("POST", pathOf(holder), { body: { upload } });
}
export function previewAttachment(holder: FileHolder, id: string): Promise<FilePreview> {
    return ask("GET", `${pathOf(holder)}/${at(id)}/preview`);
}
export function pictureAddress(holder: FileHolder, id: string): string {
    return `/api/v1${pathOf(holder)}/${at(id)}/picture`;
}
export function downloadAddress(holder: FileHolder, id: string): string {
    return `/api/v1${pathOf(holder)}/${at(id)}/content`;
}
export function restrictAttachment(
    holder: FileHolder,
    id: string,
    restricted: boolean,
    reason: string,
): Promise<Attachment> {
    return ask("POST", `${pathOf(holder)}/${at(id)}/restriction`, { body: { restricted, reason } });
}
export function withdrawAttachment(holder: FileHolder, id: string, reason: string): Promise<Attachment> {
    return ask("POST", `${pathOf(holder)}/${at(id)}/removal`, { body: { reason } });
}
export function removeDraftFile(holder: FileHolder, id: string): Promise<void> {
    return ask("DELETE", `${pathOf(holder)}/${at(id)}`);
}

const pieceSize = 1024 * 1024;
const waits = [1_000, 2_000, 5_000, 10_000];
const tus = { "Tus-Resumable": "1.0.0" };

function nameInHeader(name: string): string {
    const bytes = new TextEncoder().encode(name);
    return `filename ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

function numberIn(response: Response, header: string): number {
    const number = Number.parseInt(response.headers.get(header) ?? "", 10);
    return Number.isFinite(number) ? number : 0;
}

// Whether trying again later may help: no line, or a server that is starting again.
function passes(error: unknown): boolean {
    return error instanceof Problem && (error.status === 0 || error.status === 409 || error.status >= 502);
}

export type UploadState = "sending" | "waiting" | "paused" | "done";

// One file on its way. After a broken line it asks how far the server is and goes on from there.
export class FileUpload {
    readonly file: File;
    readonly #told: (sent: number, state: UploadState) => void;
    #id: string | null = null;
    #sent = 0;
    #paused = false;
    #resume: (() => void) | null = null;
    readonly #stop = new AbortController();

    constructor(file: File, told: (sent: number, state: UploadState) => void) {
        this.file = file;
        this.#told = told;
    }

    // The upload's id when all of it is there.
    async run(): Promise<string> {
        let failures = 0;
        for (;;) {
            try {
                if (this.#paused) await this.#rest();
                this.#id ??= await this.#create();
                if (failures > 0) await this.#askOffset(this.#id);
                if (this.#sent >= this.file.size) break;
                this.#told(this.#sent, "sending");
                await this.#sendPiece(this.#id);
                failures = 0;
            } catch (error) {
                if (!passes(error)) throw error;
                this.#told(this.#sent, "waiting");
                await this.#wait(waits[Math.min(failures, waits.length - 1)] ?? 10_000);
                failures += 1;
            }
        }
        this.#told(this.#sent, "done");
        return this.#id;
    }

    pause(): void {
        this.#paused = true;
        this.#told(this.#sent, "paused");
    }
    resume(): void {
        this.#paused = false;
        this.#resume?.();
    }
    async cancel(): Promise<void> {
        this.#stop.abort();
        this.resume();
        if (this.#id !== null) await ask("DELETE", `/uploads/${at(this.#id)}`).catch(() => undefined);
    }

    #rest(): Promise<void> {
        return new Promise((resolve) => {
            this.#resume = resolve;
        });
    }
    async #wait(time: number): Promise<void> {
        await new Promise<void>((resolve) => {
            this.#resume = resolve;
            setTimeout(resolve, time);
        });
        this.#stop.signal.throwIfAborted();
    }
    async #create(): Promise<string> {
        const response = await askRaw("POST", "/uploads", {
            headers: {
                ...tus,
                "Upload-Length": String(this.file.size),
                "Upload-Metadata": nameInHeader(this.file.name),
            },
            signal: this.#stop.signal,
        });
        const made = (await response.json()) as { id: string };
        return made.id;
    }
    async #askOffset(id: string): Promise<void> {
        const response = await askRaw("HEAD", `/uploads/${at(id)}`, {
            headers: tus,
            signal: this.#stop.signal,
        });
        this.#sent = numberIn(response, "Upload-Offset");
    }
    async #sendPiece(id: string): Promise<void> {
        const piece = await this.file.slice(this.#sent, this.#sent + pieceSize).arrayBuffer();
        const response = await askRaw("PATCH", `/uploads/${at(id)}`, {
            headers: {
                ...tus,
                "Upload-Offset": String(this.#sent),
                "Content-Type": "application/offset+octet-stream",
            },
            body: piece,
            signal: this.#stop.signal,
        });
        this.#sent = numberIn(response, "Upload-Offset");
    }
}
