// The clock of danger to life: done once those in charge were told.
import { finishClock, readRecordClocks } from "@/api/calls";
import type { Clock } from "@/api/types";

const duty = "protect_life"; // data/clocks/duties.yaml

export function dangerClock(clocks: Clock[]): Clock | undefined {
    return clocks.find((clock) => clock.duty === duty && clock.state !== "done");
}

export async function finishDangerClock(record: string): Promise<void> {
    const clock = dangerClock((await readRecordClocks(record)).items);
    if (clock !== undefined) await finishClock(clock);
}
