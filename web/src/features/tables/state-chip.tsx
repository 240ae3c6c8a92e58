// How a proposal stands.
import type { ProposalState } from "@/api/tables";
import { Chip, type Tone } from "@/kit/chips";
import { useWords } from "@/kit/language";

const tones: Record<ProposalState, Tone> = {
    draft: "grey",
    proposed: "due",
    approved: "known",
    in_force: "known",
    refused: "late",
    withdrawn: "grey",
};

export function StateChip({ state }: { state: ProposalState }) {
    const { w } = useWords();
    return <Chip tone={tones[state]}>{w(`state_${state}`)}</Chip>;
}
