// Forms that put their fields where they like, and take what "?" says from the server's description all the same.
import { createContext, useContext, useId, type ReactNode } from "react";
import type { FieldDescription } from "@/api/types";
import { FieldHelp, useFieldHelp } from "./field-help";
import { fieldOf } from "./labels";
import { useSchema } from "./schema";

const Descriptions = createContext<(name: string) => FieldDescription | undefined>(() => undefined);

// `by`: whose fields are asked; what it does not know is looked for further out. `names`: fields that the form calls otherwise.
type Props = { by: string; names?: Record<string, string>; children: ReactNode };
export function Described({ by, names = {}, children }: Props) {
    const outer = useContext(Descriptions);
    const schema = useSchema(by).data;
    return (
        <Descriptions value={(name) => fieldOf(schema, names[name] ?? name) ?? outer(name)}>
            {children}
        </Descriptions>
    );
}

export function useDescription(name: string): FieldDescription | undefined {
    return useContext(Descriptions)(name);
}

type AskedProps = {
    name: string;
    label: string;
    id?: string; // of the control; without one the label names a group
    labelId?: string;
    look?: string;
    className?: string;
    children: ReactNode;
};

// A field with its label and its "?"; F1 anywhere in it opens the help.
export function Asked({
    name,
    label,
    id,
    labelId,
    look = "font-bold",
    className = "",
    children,
}: AskedProps) {
    const field = useDescription(name);
    const help = useFieldHelp();
    return (
        <div {...help.frame} data-asked={name} className={`min-w-0 ${className}`}>
            <div className="flex items-center gap-1">
                {id === undefined ? (
                    <span id={labelId} className={look}>
                        {label}
                    </span>
                ) : (
                    <label htmlFor={id} className={look}>
                        {label}
                    </label>
                )}
                {field !== undefined && <FieldHelp field={field} named={label} reachable={help.inside} />}
            </div>
            {children}
        </div>
    );
}

// Several controls that answer one question.
type GroupProps = Omit<AskedProps, "id" | "labelId">;
export function AskedGroup({ children, ...asked }: GroupProps) {
    const labelId = useId();
    return (
        <div role="group" aria-labelledby={labelId} className="min-w-0">
            <Asked {...asked} labelId={labelId}>
                {children}
            </Asked>
        </div>
    );
}
