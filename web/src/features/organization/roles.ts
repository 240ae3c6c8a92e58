// The roles that an account may hold, in the order of docs/rights.md; ids as the server checks them.
import type { Words } from "@/api/types";

export const roles: readonly { id: string; name: Words }[] = [
    { id: "intake_officer", name: { ja: "受理者", en: "Intake officer" } },
    { id: "station_coordinator", name: { ja: "署生安課", en: "Station coordinator" } },
    { id: "case_section", name: { ja: "署事件担当課", en: "Case section" } },
    { id: "station_chief", name: { ja: "署長・副署長", en: "Station chief" } },
    { id: "hq_policy", name: { ja: "サイバーセキュリティ推進係", en: "HQ policy" } },
    { id: "hq_guidance", name: { ja: "サイバー犯罪捜査指導係", en: "HQ case guidance" } },
    { id: "hq_analyst", name: { ja: "分析担当", en: "HQ analyst" } },
    { id: "hq_offence_section", name: { ja: "本部事件主管課", en: "HQ offence section" } },
    { id: "hq_related_section", name: { ja: "本部関係課", en: "HQ related section" } },
    { id: "personnel", name: { ja: "警務課", en: "Personnel" } },
    { id: "auditor", name: { ja: "監察", en: "Auditor" } },
    { id: "administrator", name: { ja: "システム管理者", en: "Administrator" } },
];
