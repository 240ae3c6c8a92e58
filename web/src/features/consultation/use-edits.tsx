// What is typed into a record and not yet saved lives here, whatever happens to page, browser or computer: a draft bound to the
// record, which another tab or device goes on with.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import {
    createContext,
    useCallback,
    useContext,
    useEffect,
    useMemo,
    useRef,
    useState,
    type ReactNode,
} from "react";
import { deleteDraft } from "@/api/calls";
import { createDraft, readDraft, readDraftsOf, saveDraft, thisDevice } from "@/api/draft-calls";
import { Problem } from "@/api/problem";
import type { EditContent } from "@/api/draft-types";
import type { Consultation, Draft, FieldContent } from "@/api/types";
import { useNameOf } from "@/kit/chips";
import { useJournal } from "@/kit/journal-context";
import { DraftKeeper, type DraftState } from "@/kit/journal-keeper";
import { useKeeperEvents } from "@/kit/journal-page";
import { sameJson, type Names } from "@/kit/journal-merge";
import { composed, putText } from "@/kit/journal-text";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { useSession } from "@/kit/session";
import { hasOwnUndo } from "@/kit/undo";
import { useUndo } from "@/kit/use-undo";
import { contentOf, editsOf, isEmpty, meet, rebase, without, type Edit, type Edits } from "./edits";

export type EditDraft = Draft<EditContent>;

// The officer's own draft of this record; none for who may not write any.
export function useEditDraft(record: string): UseQueryResult<EditDraft | null> {
    return useQuery({
        queryKey: ["edit-draft", record],
        queryFn: async () => {
            try {
                const found = (await readDraftsOf(record)).items[0];
                return found === undefined ? null : await readDraft<EditContent>(found.id);
            } catch (error) {
                if (error instanceof Problem && [403, 404].includes(error.status)) return null;
                throw error;
            }
        },
        staleTime: Infinity,
        gcTime: 0,
    });
}

export type EditsHand = {
    edits: Edits;
    draft: DraftState;
    resumed: EditDraft | null;
    nameOf: (field: string) => string;
    taken: readonly string[]; // fields into which somebody's saved change was merged while they were typed
    begin: (field: string, value: FieldContent) => void;
    change: (field: string, value: FieldContent) => void;
    drop: (...fields: string[]) => void; // given up
    settle: (...fields: string[]) => void; // saved, or as it was
};

const EditsContext = createContext<EditsHand | null>(null);
export function useEdits(): EditsHand {
    const hand = useContext(EditsContext);
    if (hand === null) throw new Error("useEdits is used outside a record");
    return hand;
}

function beginning(content: EditContent): number {
    const versions = Object.values(content.versions);
    return versions.length === 0 ? 0 : Math.min(...versions);
}

function keeperOf(
    record: string,
    given: Omit<ConstructorParameters<typeof DraftKeeper<EditContent>>[0], "store" | "record">,
) {
    const of = (content: EditContent) => ({ record, record_version: beginning(content) });
    return new DraftKeeper<EditContent>({
        ...given,
        record,
        store: {
            create: (content, keepalive, key) => createDraft(content, { keepalive, key, of: of(content) }),
            save: (id, version, content, keepalive) =>
                saveDraft({ id, version }, content, keepalive, of(content)),
            load: (id) => readDraft<EditContent>(id),
            find: async () => (await readDraftsOf(record)).items[0]?.id ?? null,
            remove: (id) => deleteDraft(id),
        },
    });
}

// A long text that is on the screen: changed where it stands, under the caret.
function putInto(field: string, edit: Edit | undefined): void {
    const element = document.querySelector<HTMLTextAreaElement>(`textarea[data-field="${field}"]`);
    if (element !== null && typeof edit?.value === "string") putText(element, edit.value);
}

type Props = {
    record: Consultation;
    draft: EditDraft | null;
    nameOf: (field: string) => string;
    children: ReactNode;
};

export function EditsProvider({ record, draft, nameOf, children }: Props) {
    const { w } = useWords();
    const notify = useNotify();
    const journal = useJournal();
    const { staff } = useSession();
    const [edits, setEdits] = useState<Edits>(() => (draft === null ? {} : editsOf(draft.content, record)));
    const [taken, setTaken] = useState<readonly string[]>([]);
    const latest = useRef(edits);
    const version = useRef(record.version);

    const show = useCallback((next: Edits) => {
        latest.current = next;
        setEdits(next);
    }, []);
    const [keeper] = useState(() => {
        const names = { theirs: w("mergeOther"), mine: w("mergeHere") };
        async function meetOther(base: EditContent | null, theirs: EditContent): Promise<EditContent> {
            await composed();
            const both = meet(base, theirs, latest.current, names);
            show(both.edits);
            Object.entries(both.edits).forEach(([field, edit]) => putInto(field, edit));
            for (const { field, theirs: value } of both.clashes)
                notify.failed(w("clashed", { field, theirs: JSON.stringify(value) }));
            return contentOf(both.edits);
        }
        return keeperOf(record.id, { opened: draft, meet: meetOther, journal });
    });
    const state = useKeeperEvents(keeper);

    const put = useCallback(
        (next: Edits) => {
            const before = contentOf(latest.current);
            show(next);
            const content = contentOf(next);
            if (!isEmpty(content)) keeper.changed(content);
            else if (!isEmpty(before) || keeper.state().id !== null)
                void keeper.discard().catch((error: unknown) => notify.failed(error));
        },
        [keeper, notify, show],
    );

    // Everything that the draft held was saved in the record before the page could say so.
    useEffect(() => {
        if (draft !== null && isEmpty(contentOf(latest.current)))
            void keeper.discard().catch((error: unknown) => notify.failed(error));
    }, [draft, keeper, notify]);

    const theirs = useNameOf()(record.changed_by);
    const own = staff === null ? "" : `${staff.rank} ${staff.name}`;
    useEffect(() => {
        version.current = record.version;
        const names: Names = { theirs, mine: own };
        let isHere = true;
        void composed().then(() => {
            if (!isHere) return;
            const next = rebase(latest.current, record, names);
            if (Object.entries(next.edits).every(([field, edit]) => edit === latest.current[field])) return;
            put(next.edits);
            next.taken.forEach((field) => putInto(field, next.edits[field]));
            if (next.taken.length > 0) setTaken(next.taken);
        });
        return () => {
            isHere = false;
        };
    }, [record, theirs, own, put]);

    const { stack } = useUndo();
    const hand = useMemo<EditsHand>(() => {
        function set(field: string, edit: Edit | undefined): boolean {
            put(edit === undefined ? without(latest.current, [field]) : { ...latest.current, [field]: edit });
            putInto(field, edit);
            return true;
        }
        function step(field: string, before: Edit | undefined, after: Edit | undefined) {
            const isTyping = after !== undefined && hasOwnUndo(document.activeElement);
            stack.push({
                name: nameOf(field),
                of: field,
                key: isTyping ? `typed:${field}` : undefined,
                undo: () => set(field, before),
                redo: () => set(field, after),
            });
        }
        function settle(...fields: string[]) {
            put(without(latest.current, fields));
            setTaken((all) => all.filter((field) => !fields.includes(field)));
        }
        return {
            edits,
            draft: state,
            resumed: draft,
            nameOf,
            taken,
            begin: (field, value) =>
                put({ ...latest.current, [field]: { value, base: value, version: version.current } }),
            change: (field, value) => {
                const edit = latest.current[field];
                if (edit === undefined || sameJson(edit.value, value)) return;
                put({ ...latest.current, [field]: { ...edit, value } });
                step(field, edit, { ...edit, value });
            },
            drop: (...fields) => {
                const before = latest.current;
                settle(...fields);
                for (const field of fields) {
                    const edit = before[field];
                    if (edit !== undefined && !sameJson(edit.value, edit.base)) step(field, edit, undefined);
                }
            },
            settle: (...fields) => {
                settle(...fields);
                stack.settle(fields);
            },
        };
    }, [edits, state, draft, taken, put, stack, nameOf]);
    return <EditsContext value={hand}>{children}</EditsContext>;
}

// 「別の端末(3F2A)で入力中だった」: which device a draft comes from.
export function isElsewhere(draft: EditDraft): boolean {
    return draft.device !== "" && draft.device !== thisDevice();
}
