// Ranks and posts that staff may hold.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addPost, editPost, readPosts, type Post } from "@/api/organization";
import { Button } from "@/kit/button";
import { Chip, Day } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";
import { DayField, SelectField, TextField } from "./fields";
import { isoDay, SavingDialog, TwoColumns, useSaving, useTexts } from "./saving-dialog";

export function PostsTab({ manages }: { manages: boolean }) {
    const { w } = useWords();
    const posts = useQuery({ queryKey: ["posts"], queryFn: readPosts });
    const [open, setOpen] = useState<Post | "new" | null>(null);
    if (posts.error !== null) return <Failure error={posts.error} onRetry={() => void posts.refetch()} />;
    if (posts.data === undefined) return <Waiting />;
    const of = (kind: Post["kind"]) => posts.data.items.filter((post) => post.kind === kind);
    return (
        <div className="min-h-0 flex-1 overflow-y-auto p-4">
            {manages && (
                <Button look="primary" icon="plus" className="mb-3" onClick={() => setOpen("new")}>
                    {w("orgAddPost")}
                </Button>
            )}
            <div className="grid gap-4 md:grid-cols-2">
                <PostList
                    title={w("orgPostKindRank")}
                    posts={of("rank")}
                    onOpen={manages ? setOpen : undefined}
                />
                <PostList
                    title={w("orgPostKindPost")}
                    posts={of("post")}
                    onOpen={manages ? setOpen : undefined}
                />
            </div>
            {open !== null && (
                <PostDialog post={open === "new" ? undefined : open} onClose={() => setOpen(null)} />
            )}
        </div>
    );
}

type ListProps = { title: string; posts: Post[]; onOpen?: (post: Post) => void };
function PostList({ title, posts, onOpen }: ListProps) {
    const { w } = useWords();
    return (
        <Panel title={title} count={posts.length} className="self-start">
            <ul className="divide-y divide-line">
                {posts.map((post) => (
                    <li key={post.id} className="flex min-h-9 flex-wrap items-center gap-x-3 px-3">
                        <span className="flex-1">
                            {post.name.ja} <span className="text-13 text-ink-soft">{post.name.en}</span>
                        </span>
                        {post.valid_to !== null && (
                            <Chip tone="due">
                                {w("orgTo")} <Day day={post.valid_to} />
                            </Chip>
                        )}
                        {onOpen !== undefined && (
                            <Button
                                look="quiet"
                                aria-label={`${w("orgCorrect")}: ${post.name.ja}`}
                                onClick={() => onOpen(post)}
                            >
                                {w("orgCorrect")}
                            </Button>
                        )}
                    </li>
                ))}
            </ul>
        </Panel>
    );
}

function PostDialog({ post, onClose }: { post?: Post; onClose: () => void }) {
    const { w } = useWords();
    const { texts, bind } = useTexts({
        name: post?.name.ja ?? "",
        name_en: post?.name.en ?? "",
        code: post?.code ?? "",
        kind: post?.kind ?? "post",
        position: String(post?.position ?? 100),
        valid_to: post?.valid_to ?? "",
    });
    const saving = useSaving(() => {
        const { code, kind, ...rest } = texts;
        const fields = {
            ...rest,
            position: Number(texts.position),
            valid_to: texts.valid_to.trim() === "" ? null : isoDay(texts.valid_to),
        };
        return post === undefined ? addPost({ ...fields, code, kind }) : editPost(post, fields);
    }, onClose);
    const field = bind(saving.error);
    return (
        <SavingDialog
            title={post?.name.ja ?? w("orgAddPost")}
            describedBy="post"
            {...{ saving, texts, onClose }}
        >
            <TwoColumns>
                <TextField first label={w("orgName")} {...field("name")} />
                <TextField label={w("orgNameEn")} {...field("name_en")} />
                {post === undefined && (
                    <>
                        <TextField label={w("orgCode")} {...field("code")} />
                        <SelectField
                            label={w("orgKind")}
                            choices={[
                                { value: "post", text: w("orgPostKindPost") },
                                { value: "rank", text: w("orgPostKindRank") },
                            ]}
                            {...field("kind")}
                        />
                    </>
                )}
                <TextField label={w("orgPosition")} {...field("position")} />
                <DayField label={w("orgTo")} {...field("valid_to")} />
            </TwoColumns>
        </SavingDialog>
    );
}
