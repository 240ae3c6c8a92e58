// Asks again after a change, one request at a time: a change that comes while an answer is on its way is asked for after it.
// Breaking off the one under way instead would leave a list unanswered for as long as changes come faster than answers.
export function refresher(ask: () => Promise<unknown>): () => void {
    let isAsking = false;
    let isStale = false;
    const answered = () => {
        isAsking = false;
        if (!isStale) return;
        isStale = false;
        refresh();
    };
    function refresh(): void {
        if (isAsking) {
            isStale = true;
            return;
        }
        isAsking = true;
        ask().then(answered, answered);
    }
    return refresh;
}
