// The told text line by line with who wrote each line and when.
import { useQuery } from "@tanstack/react-query";
import { readAuthorship } from "@/api/draft-calls";
import type { LineAuthor } from "@/api/draft-types";
import type { Consultation } from "@/api/types";
import { Moment } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { showMoment } from "@/kit/moments";
import { Failure, Waiting } from "@/kit/states";

function nameOf(author: LineAuthor | undefined): string {
    return author?.by === null || author === undefined ? "" : `${author.by.rank} ${author.by.name}`;
}

export function AuthoredText({ record }: { record: Consultation }) {
    const { w, label, language } = useWords();
    const authorship = useQuery({
        queryKey: ["consultation", record.id, "authorship"],
        queryFn: () => readAuthorship(record.id),
    });
    if (authorship.error !== null)
        return <Failure error={authorship.error} onRetry={() => void authorship.refetch()} />;
    if (authorship.data === undefined) return <Waiting lines={4} />;
    const lines = record.narrative.replaceAll("\r\n", "\n").split("\n");
    // Until both are of the same version nothing is said of whose a line is.
    const authors = authorship.data.lines.length === lines.length ? authorship.data.lines : [];
    return (
        <ol data-authorship className="text-15 leading-7">
            {lines.map((line, index) => {
                const author = authors[index];
                const before = authors[index - 1];
                const isNew = author !== undefined && (before?.version !== author.version || index === 0);
                const who = nameOf(author) || w("bySystem");
                const title =
                    author === undefined
                        ? undefined
                        : `${label(author.by?.unit?.name)} ${who} ${showMoment(author.at, language)}`;
                return (
                    <li
                        key={index}
                        tabIndex={0}
                        title={title}
                        data-author={nameOf(author)}
                        className={`grid grid-cols-[11.5rem_1fr] gap-x-3 rounded hover:bg-hovered focus-visible:bg-hovered max-md:grid-cols-1 ${isNew && index > 0 ? "border-t border-dotted border-line" : ""}`}
                    >
                        <span className="truncate text-12 text-ink-soft">
                            {isNew ? (
                                <>
                                    {who} <Moment at={author.at} short />
                                </>
                            ) : (
                                <span className="sr-only">{author === undefined ? "" : who}</span>
                            )}
                        </span>
                        <span className="min-h-7 break-words whitespace-pre-wrap">{line}</span>
                    </li>
                );
            })}
        </ol>
    );
}
