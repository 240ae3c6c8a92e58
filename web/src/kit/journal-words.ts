// What a journal entry says was done, by what was written and how.
import type { WordKey } from "./words";

const actionWords: Record<string, WordKey> = {
    "consultation accept": "didAccept",
    "consultation import": "didImport",
    "consultation edit": "didEdit",
    "decision propose": "didPropose",
    "decision decide": "didDecide",
    "decision take_back": "didTakeBack",
    "restriction restrict": "didRestrict",
    "sighting decide_role": "didDecideRole",
    "referral report": "didReport",
    "referral support": "didAskSupport",
    "referral hand_over": "didHandOver",
    "referral hand_back": "didReturn",
    "referral approve": "didApprove",
    "referral receive": "didReceive",
    "referral answer": "didAnswer",
    "referral return": "didReturn",
    "referral withdraw": "didWithdraw",
    "clock withdraw_clock": "didWithdrawClock",
    "clock start_clock": "didStartClock",
    "clock finish_clock": "didFinishClock",
    "clock waive_clock": "didWaiveClock",
    "assignment lead": "didLead",
    "assignment merge_lead": "didMergeLead",
    "assignment unmerge_lead": "didUnmergeLead",
    "assignment succeed_lead": "didSucceedLead",
    "guidance tell_guidance": "didTell",
    "consultation interview": "didInterview",
    "retention_hold hold": "didHold",
    "retention_hold release_hold": "didReleaseHold",
    "disposal propose_disposal": "didProposeDisposal",
    "disposal return_disposal": "didReturnDisposal",
    "disposal approve_disposal": "didApproveDisposal",
    "disposal replay_disposal": "didReplayDisposal",
    "attachment attach": "didAttach",
    "attachment restrict_attachment": "didRestrictFile",
    "attachment lift_attachment": "didLiftFile",
    "attachment remove_attachment": "didWithdrawFile",
    "attachment take_table": "didTakeTable",
    "consultation dispose": "didDispose",
};

export function actionWord(entry: { kind: string; action: string }): WordKey | undefined {
    return actionWords[`${entry.kind} ${entry.action}`];
}
