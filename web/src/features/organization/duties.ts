// How the keys of 事務分掌 are called; a key that is not listed stands as it is.
import type { Words } from "@/api/types";

const duties: Record<string, Words> = {
    consultation: { ja: "警察相談", en: "Consultations" },
    cyber: { ja: "サイバー事案", en: "Cyber cases" },
    cyber_attack: { ja: "サイバー攻撃", en: "Cyber attacks" },
    stalking: { ja: "ストーカー・人身安全", en: "Stalking, personal safety" },
    missing_person: { ja: "行方不明者", en: "Missing persons" },
    child_protection: { ja: "児童の保護", en: "Child protection" },
    juvenile: { ja: "少年", en: "Juveniles" },
    consumer_offence: { ja: "生活経済", en: "Consumer offences" },
    intellectual_property: { ja: "知的財産権", en: "Intellectual property" },
    obscenity: { ja: "わいせつ物等", en: "Obscenity" },
    gambling: { ja: "賭博", en: "Gambling" },
    homicide: { ja: "殺人", en: "Homicide" },
    robbery: { ja: "強盗", en: "Robbery" },
    threat: { ja: "脅迫・恐喝", en: "Threats, extortion" },
    kidnapping: { ja: "略取・誘拐", en: "Kidnapping" },
    sexual_offence: { ja: "性犯罪", en: "Sexual offences" },
    fraud: { ja: "詐欺", en: "Fraud" },
    embezzlement: { ja: "横領", en: "Embezzlement" },
    defamation: { ja: "名誉毀損", en: "Defamation" },
    forgery: { ja: "偽造", en: "Forgery" },
    theft: { ja: "窃盗", en: "Theft" },
    organised_crime: { ja: "組織犯罪", en: "Organised crime" },
    drugs: { ja: "薬物", en: "Drugs" },
    firearms: { ja: "銃器", en: "Firearms" },
    traffic: { ja: "交通", en: "Traffic" },
    terrorism: { ja: "テロ対策", en: "Counter-terrorism" },
};

export function dutyName(key: string): Words {
    return duties[key] ?? { ja: key, en: key };
}
