// Asks for one text that must not be empty: a reason, an answer.
import { useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { useWords } from "./language";

type Props = {
    title: string;
    hint: string;
    done: string; // what the button says
    onClose: () => void;
    onDone: (text: string) => void;
};

export function TextDialog({ title, hint, done, onClose, onDone }: Props) {
    const { w } = useWords();
    const [text, setText] = useState("");
    return (
        <Dialog title={title} onClose={onClose}>
            <form
                className="flex flex-col gap-3"
                onSubmit={(event) => {
                    event.preventDefault();
                    onDone(text);
                }}
            >
                <p>{hint}</p>
                <textarea
                    autoFocus
                    rows={4}
                    aria-label={title}
                    className="field-box py-1"
                    value={text}
                    onChange={(event) => setText(event.target.value)}
                />
                <div className="flex justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button type="submit" look="primary" disabled={text.trim() === ""}>
                        {done}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}
