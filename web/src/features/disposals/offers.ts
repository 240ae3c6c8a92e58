// Which deeds each list offers, and why a row cannot be chosen for them.
import type { DisposalAct, DisposalCandidate, DisposalList, Session, WaitingList } from "@/api/types";
import type { WordKey } from "@/kit/words";

const actsOf: Record<WaitingList, DisposalAct[]> = {
    due: ["propose", "hold"],
    proposed: ["approve", "return"],
    held: ["release"],
};
const actionOf: Record<DisposalAct, string> = {
    propose: "disposal.propose",
    approve: "disposal.approve",
    return: "disposal.approve",
    hold: "retention.hold",
    release: "retention.hold",
};

export const actWords: Record<DisposalAct, WordKey> = {
    propose: "propose",
    hold: "holdBack",
    approve: "approveDisposal",
    return: "returnDisposal",
    release: "releaseHold",
};

// The first is the primary one.
export function offersOf(list: WaitingList, session: Session): DisposalAct[] {
    return actsOf[list].filter((act) => session.can[actionOf[act]] === true);
}

export function whyNot(row: DisposalCandidate, offers: DisposalAct[], session: Session): WordKey | null {
    if (offers.some((act) => row.may.includes(act))) return null;
    const mine = row.proposal !== null && row.proposal.proposed_by?.id === session.staff?.id;
    return mine && offers.includes("approve") ? "ownProposal" : "notYours";
}

// Who only decides has the proposals to look at first.
export function firstList(session: Session): DisposalList {
    const decides = session.can["disposal.approve"] === true && session.can["disposal.propose"] !== true;
    return decides ? "proposed" : "due";
}
