// What was typed and the server has not got yet, in this browser's IndexedDB: batches are added as they come and the older ones of
// the same text taken away. Locked with a key that only the officer's own session is given (docs/decisions/0012): on a shared
// computer nobody else can open them.

export type Batch = { subject: string; tab: string; content: unknown };
export type Kept = Batch & { number: number };
type Stored = {
    number?: number;
    staff: string;
    subject: string;
    tab: string;
    iv: Uint8Array;
    sealed: ArrayBuffer;
};

const databaseName = "renkei-journal";
const storeName = "batches";

export type JournalTrouble = "unavailable" | "full";

function asked<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error ?? new Error("IndexedDB"));
    });
}
function finished(transaction: IDBTransaction): Promise<void> {
    return new Promise((done, failed) => {
        transaction.oncomplete = () => done();
        transaction.onabort = () => failed(transaction.error ?? new Error("IndexedDB"));
        transaction.onerror = () => failed(transaction.error ?? new Error("IndexedDB"));
    });
}
function openDatabase(): Promise<IDBDatabase> {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => {
        const store = request.result.createObjectStore(storeName, { keyPath: "number", autoIncrement: true });
        store.createIndex("staff", "staff");
    };
    return asked(request);
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export class JournalStore {
    readonly #staff: string;
    readonly #database: IDBDatabase;
    readonly #key: CryptoKey;

    private constructor(staff: string, database: IDBDatabase, key: CryptoKey) {
        this.#staff = staff;
        this.#database = database;
        this.#key = key;
    }

    // Rejects where the browser has no IndexedDB (private window, switched off) or no cryptography (a page that is not secure).
    static async open(staff: string, hexKey: string): Promise<JournalStore> {
        const key = await crypto.subtle.importKey("raw", bytesOf(hexKey), "AES-GCM", false, [
            "encrypt",
            "decrypt",
        ]);
        return new JournalStore(staff, await openDatabase(), key);
    }

    // On the disk when it resolves; the older batches of the same text by the same tab are gone then.
    async add(batch: Batch): Promise<number> {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify(batch.content));
        const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.#key, plain);
        const transaction = this.#database.transaction(storeName, "readwrite", { durability: "strict" });
        const done = finished(transaction);
        const store = transaction.objectStore(storeName);
        const { subject, tab } = batch;
        const row: Stored = { staff: this.#staff, subject, tab, iv, sealed };
        const number = Number(await asked(store.add(row)));
        await this.#forgetBefore(store, batch, number);
        await done;
        return number;
    }

    // The server has everything up to this batch.
    async forget(batch: Pick<Batch, "subject" | "tab">, upTo: number): Promise<void> {
        const transaction = this.#database.transaction(storeName, "readwrite");
        const done = finished(transaction);
        await this.#forgetBefore(transaction.objectStore(storeName), batch, upTo + 1);
        await done;
    }

    // The newest batch of each text and tab of this officer; what another officer typed is not even looked at.
    async waiting(): Promise<Kept[]> {
        const newest = new Map<string, Kept>();
        for (const row of await this.#rows()) {
            try {
                const plain = await crypto.subtle.decrypt(
                    { name: "AES-GCM", iv: new Uint8Array(row.iv) },
                    this.#key,
                    row.sealed,
                );
                const content: unknown = JSON.parse(new TextDecoder().decode(plain));
                const { subject, tab, number = 0 } = row;
                newest.set(`${tab} ${subject}`, { subject, tab, number, content });
            } catch {
                continue; // of an earlier key of the server: nobody can open it any more
            }
        }
        return [...newest.values()];
    }

    close(): void {
        this.#database.close();
    }

    #rows(): Promise<Stored[]> {
        const store = this.#database.transaction(storeName).objectStore(storeName);
        return asked(store.index("staff").getAll(this.#staff) as IDBRequest<Stored[]>);
    }

    async #forgetBefore(
        store: IDBObjectStore,
        { subject, tab }: Pick<Batch, "subject" | "tab">,
        number: number,
    ): Promise<void> {
        const rows = await asked(store.index("staff").getAll(this.#staff) as IDBRequest<Stored[]>);
        for (const row of rows) {
            const isOlder = row.number !== undefined && row.number < number;
            if (isOlder && row.subject === subject && row.tab === tab) store.delete(row.number ?? 0);
        }
    }
}
