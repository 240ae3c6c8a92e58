import { expect, it } from "vitest";
import type { DisposalAct, DisposalCandidate, Session } from "@/api/types";
import { firstList, offersOf, whyNot } from "./offers";

function session(...actions: string[]): Session {
    const can = Object.fromEntries(actions.map((action) => [action, true]));
    return { can, staff: { id: "ME" } } as unknown as Session;
}
function row(may: DisposalAct[], proposer?: string): DisposalCandidate {
    const proposal =
        proposer === undefined ? null : { id: "P", proposed_by: { id: proposer }, proposed_at: "" };
    return { may, proposal } as unknown as DisposalCandidate;
}
const section = session("disposal.propose", "disposal.approve", "retention.hold");

it("offers what the role may do, the primary deed first", () => {
    expect(offersOf("due", section)).toEqual(["propose", "hold"]);
    expect(offersOf("due", session("retention.hold"))).toEqual(["hold"]);
    expect(offersOf("proposed", session("disposal.propose"))).toEqual([]);
    expect(offersOf("held", section)).toEqual(["release"]);
});

it("says of one's own proposal that somebody else must approve", () => {
    const offers = offersOf("proposed", section);
    expect(whyNot(row([], "ME"), offers, section)).toBe("ownProposal");
    expect(whyNot(row([], "OTHER"), offers, section)).toBe("notYours");
    expect(whyNot(row(["approve", "return"], "OTHER"), offers, section)).toBeNull();
});

it("lets a row be chosen for the only thing that may be done with it", () => {
    expect(whyNot(row(["hold"]), offersOf("due", section), section)).toBeNull();
});

it("shows first what waits for this person", () => {
    expect(firstList(session("disposal.approve"))).toBe("proposed");
    expect(firstList(section)).toBe("due");
});
