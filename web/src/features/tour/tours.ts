// The guided tours: which screen, what on it, what is said of it and what may be tried. The words are the tour's alone and come with it.
import type { Session, Words } from "@/api/types";

export const aRecord = "a record"; // any one: of the samples the first of the list

export type Step = {
    code: string;
    screen: string | null; // a path; null: wherever the reader is
    element: string | null; // its data-tour; null: the card alone
    title: Words;
    text: Words;
    tryIt?: Words;
    writes?: true; // what is to be tried is typed: never on real data
    absent?: Words; // why it may not be there
    needs?: string; // a right; without it the step is not part of this person's tour
};

export type TourName = "desk" | "chief" | "headquarters" | "administrator";

const keys: Words = {
    ja: "「次へ」か → キーで進み、← で戻ります。Esc でいつでも終われ、続きは右上の名前のメニューから始められます。画面を触ったあとは Alt+G でこの小窓に戻ります。",
    en: "“Next” or → goes on, ← goes back. Esc ends it at any time; go on later from the menu under your name. After using the screen, Alt+G leads back to this card.",
};

function welcome(title: Words, about: Words): Step {
    return {
        code: "welcome",
        screen: null,
        element: null,
        title,
        text: { ja: `${about.ja}${keys.ja}`, en: `${about.en} ${keys.en}` },
        writes: true,
    };
}

const farewell: Step = {
    code: "help",
    screen: null,
    element: "person-menu",
    title: { ja: "困ったときは", en: "When you are stuck" },
    text: {
        ja: "ここに「操作の手引き」(印刷用 PDF) と「キー操作」があります。この案内もここから何度でも始められます。入力欄の書き方は、欄の「?」か F1 キーで開きます。",
        en: "Here are the desk manual (a PDF to print) and the list of keys, and this tour starts from here again. How a field is filled in is told by the “?” beside it or F1.",
    },
    tryIt: {
        ja: "入力欄の外で ? キーを押すと、キー操作の一覧が出ます。",
        en: "Press ? outside a text field for the list of keys.",
    },
};

const nothingAccepted: Words = {
    ja: "見られる受理票がまだ一件もありません。",
    en: "There is no record yet that you may read.",
};

const actions: Step = {
    code: "record-actions",
    screen: aRecord,
    element: "record-actions",
    title: { ja: "報告・引継ぎ・印刷", en: "Report, hand over, print" },
    text: {
        ja: "受理票から先の動きは、右上の一列にまとまっています。出るのは、あなたの役割でできることだけです。押すと、あて先と連絡事項を確かめる画面が開き、送るまでは何も起きません。",
        en: "Whatever follows from a record stands in one row at the top right, as far as your role may do it. A dialog asks for recipients and message; nothing happens until you send.",
    },
    absent: nothingAccepted,
};
const clocks: Step = {
    code: "record-clocks",
    screen: aRecord,
    element: "record-clocks",
    title: { ja: "期限", en: "Duties" },
    text: {
        ja: "報告や見直しの期限です。赤は超過、黄は本日中です。済んだら「済」を押します。「目安」はこの装置の設定で、文書に定めた時間ではありません。",
        en: "What has to be done by when. Red is overdue, amber is due today. Mark it done when it is done. The time is a setting of this installation and stands in no document.",
    },
    absent: nothingAccepted,
};
const timeline: Step = {
    code: "record-timeline",
    screen: aRecord,
    element: "record-timeline",
    title: { ja: "経過", en: "Timeline" },
    text: {
        ja: "誰が、いつ、何をしたかが全部残ります。書き換えた欄は、前の内容に戻せます。",
        en: "Everything that was done, by whom and when. A field that was changed can be put back.",
    },
    absent: nothingAccepted,
};
const filters: Step = {
    code: "list-filters",
    screen: "/consultations",
    element: "list-filters",
    title: { ja: "受理一覧を絞る", en: "Narrow the list" },
    text: {
        ja: "言葉・日付・所属・進み具合・人物で絞れます。条件はアドレスに残るので、名前を付けて残したり、同僚に送ったりできます。それぞれの意味は、端の「?」で開きます。",
        en: "By words, days, unit, progress or person. The conditions stand in the address: keep them under a name or send them to a colleague. The “?” at the end says what each means.",
    },
    tryIt: {
        ja: "「進み具合」で「期限あり」を選んでみてください。",
        en: "Choose “With a clock” under progress.",
    },
};

const desk: readonly Step[] = [
    welcome(
        { ja: "受理の流れを一回りします", en: "Once around the desk" },
        {
            ja: "電話を受けてから報告するまでの画面を、順に開いて案内します。5分ほどです。",
            en: "From the call to the report, screen by screen. It takes about five minutes.",
        },
    ),
    {
        code: "work",
        screen: "/work",
        element: "work-tiles",
        title: { ja: "担当業務: まずここを見る", en: "My work: look here first" },
        text: {
            ja: "手元の受理票、期限の超過、本日期限、受領待ち、下書きの数です。押すと、下の一覧がそれに変わります。途中で閉じた入力は「下書き」に残っています。",
            en: "Your records, what is overdue, due today, to be received, and drafts. Press one to list it below. What you left unfinished is among the drafts.",
        },
        tryIt: { ja: "「期限超過」を押してみてください。", en: "Press “Overdue”." },
    },
    {
        code: "intake-head",
        screen: "/intake",
        element: "intake-head",
        title: { ja: "新規受理: 区分と受理方法", en: "New intake: kind and channel" },
        text: {
            ja: "電話が鳴ったら N キーでこの画面を開きます。区分と受理方法、受理日時だけ確かめて、すぐに聞き始めてください。必須の欄で手が止まることはありません。足りないものは後で挙がります。",
            en: "When the telephone rings, N opens this screen. Check kind, channel and time, then listen. No required field stops you; what is missing is listed later.",
        },
    },
    {
        code: "intake-caller",
        screen: "/intake",
        element: "intake-caller",
        title: { ja: "相談者と「?」", en: "The caller, and “?”" },
        text: {
            ja: "氏名と電話が分かれば先に入れます。名のらないときは空欄のままで構いません。どの欄にも書き方の説明があります。",
            en: "Enter name and telephone if you have them; leave them empty if the caller does not say. Every field explains itself.",
        },
        tryIt: {
            ja: "氏名の欄で F1 キーを押すと説明が開き、Esc で閉じます。",
            en: "Press F1 in the name; Escape closes the help.",
        },
    },
    {
        code: "intake-narrative",
        screen: "/intake",
        element: "intake-narrative",
        title: { ja: "相談の要旨: 話した順に書く", en: "The narrative: as it is told" },
        text: {
            ja: "聞いたとおりに書きます。URL・電話番号・口座番号は、書き方が崩れていても読み取られ、下線が付きます。書いたものは数秒ごとに下書きに残るので、途中で切れても消えません。",
            en: "Write what you hear. URLs, telephone numbers and accounts are recognised however they are written, and underlined. It is kept as a draft within seconds; nothing is lost when the line drops.",
        },
        tryIt: {
            ja: "「きのう宅配のSMSが来て、リンク先で口座番号と暗証番号を入れた。今朝30万円出ていた」と書いてみてください。",
            en: "Type 「きのう宅配のSMSが来て、リンク先で口座番号と暗証番号を入れた。今朝30万円出ていた」 (a parcel message, account and PIN entered, money gone).",
        },
        writes: true,
    },
    {
        code: "intake-hits",
        screen: "/intake",
        element: "intake-hits",
        title: { ja: "既存情報との一致", en: "Matches with what is known" },
        text: {
            ja: "書いた番号や URL が、過去の受理票や公開の警告と一致すると、書いている間にここに出ます。他署の受理票は中身ではなく照会先だけが出ます。",
            en: "Where a number or URL is known from an earlier record or a warning list, it says so while you type. Of another station's record you see whom to ask, never the content.",
        },
    },
    {
        code: "intake-proposals",
        screen: "/intake",
        element: "intake-proposals",
        title: { ja: "候補: 決めるのはあなた", en: "Proposals: you decide" },
        text: {
            ja: "種別・緊急度・報告先の候補が、理由とともに出ます。理由を読んで、Alt+数字で確定、Alt+Shift+数字で該当なしにします。確定しない限り、何も決まりません。",
            en: "Type, urgency and recipients are proposed with their reasons. Read the reason, then Alt and the digit confirms, Alt+Shift and the digit refuses. Nothing is decided until you do.",
        },
    },
    {
        code: "intake-questions",
        screen: "/intake",
        element: "intake-questions",
        title: { ja: "聴取事項: 次に聞くこと", en: "Questions: what to ask next" },
        text: {
            ja: "種別に合わせて、次に聞くことが順に並びます。要旨に書いてあることは聞きません。分からないと言われたら「分からない」を残します。",
            en: "What to ask next, in order, for this type of case. What the text already says is not asked. When the caller does not know, record that.",
        },
    },
    {
        code: "intake-guidance",
        screen: "/intake",
        element: "intake-guidance",
        title: { ja: "教示・助言", en: "Guidance for the caller" },
        text: {
            ja: "相談者に伝えることです。伝えたものに印を付けると、受理票に残ります。紙で渡す「御案内」もここから作れます（やさしい日本語、英語もあります）。",
            en: "What to tell the caller. Tick what you told; it stays with the record. The printed sheet is made here too, also in easy Japanese and English.",
        },
    },
    {
        code: "intake-accept",
        screen: "/intake",
        element: "intake-accept",
        title: { ja: "受理する", en: "Accept" },
        text: {
            ja: "Ctrl+Enter かこのボタンで受理します。受理番号が付き、受理票が開きます。空いている欄があっても受理でき、後から足せます。",
            en: "Ctrl+Enter or this button accepts it: it gets its number and the record opens. Empty fields do not stop it and can be filled in later.",
        },
    },
    filters,
    {
        code: "list",
        screen: "/consultations",
        element: "list",
        title: { ja: "一覧を手を離さずに", en: "Lists without the mouse" },
        text: {
            ja: "J・K か上下のキーで動き、Enter で開き、X で選びます。選んだものは、まとめて引き継げます。",
            en: "J and K or the arrow keys walk, Enter opens, X selects. What is selected can be handed over together.",
        },
        absent: nothingAccepted,
    },
    {
        code: "record-text",
        screen: aRecord,
        element: "record-text",
        title: { ja: "受理票", en: "The record" },
        text: {
            ja: "受理した後の全部がこの一枚にあります。欄を押すとその場で直せます。誰かが同時に直していても、欄ごと・行ごとに合わさり、消えることはありません。",
            en: "Everything about one matter. Press a field to change it where it stands. When somebody else changes it too, both are kept, field by field and line by line.",
        },
        absent: nothingAccepted,
    },
    actions,
    clocks,
    timeline,
    {
        code: "search",
        screen: null,
        element: "search-button",
        title: { ja: "どこからでも探す", en: "Find it from anywhere" },
        text: {
            ja: "Ctrl+K で、番号・氏名・言葉を1文字から探せます。画面の名前でも移れます。",
            en: "Ctrl+K finds a number, a name or a word from one character up, and goes to screens by name.",
        },
        needs: "search",
    },
    farewell,
];

const chief: readonly Step[] = [
    welcome(
        { ja: "署の状況を5分で見る", en: "The station in five minutes" },
        {
            ja: "朝に見るところと、決裁するところを案内します。3分ほどです。",
            en: "Where to look in the morning and where to approve. It takes about three minutes.",
        },
    ),
    {
        code: "board-sentences",
        screen: "/board",
        element: "board-sentences",
        title: { ja: "今日の署を文で", en: "Today in sentences" },
        text: {
            ja: "署の今の様子が、数を入れた文で並びます。赤い文は期限を過ぎています。押すと、その一覧が開きます。",
            en: "The station in a few sentences with numbers. Red means overdue. Each opens its list.",
        },
        tryIt: { ja: "一つ押して、戻るキーで戻ってみてください。", en: "Open one and go back." },
    },
    {
        code: "board-numbers",
        screen: "/board",
        element: "board-numbers",
        title: { ja: "数と、8週間の動き", en: "Numbers" },
        text: {
            ja: "どの数も、押せば元の受理票の一覧になります。上の所属を選ぶと、課ごとに見られます。",
            en: "Every number opens the records behind it. Choose a unit at the top for one section.",
        },
    },
    {
        code: "board-shares",
        screen: "/board",
        element: "board-shares",
        title: { ja: "誰がどれだけ持っているか", en: "Who has how much" },
        text: {
            ja: "担当者と課ごとの、終結前と期限超過の件数です。偏りを見て、引継ぎを指示できます。",
            en: "Open and overdue records by officer and section, to see where to move work.",
        },
    },
    {
        code: "work",
        screen: "/work",
        element: "work-tiles",
        title: { ja: "決裁を待つもの", en: "Waiting for you" },
        text: {
            ja: "「決裁待ち」に、あなたの決裁を待つ報告が並びます。速報は、先に届いてから決裁を受けるものです。",
            en: "Reports that wait for your approval. A flash report was delivered before.",
        },
        tryIt: { ja: "「決裁待ち」を押してみてください。", en: "Press “To approve”." },
    },
    filters,
    actions,
    clocks,
    timeline,
    farewell,
];

const headquarters: readonly Step[] = [
    welcome(
        { ja: "本部の受信箱から回ります", en: "Around from the inbox" },
        {
            ja: "署から届いたものを受けて答えるまでを案内します。3分ほどです。",
            en: "From what the stations send to your answer. It takes about three minutes.",
        },
    ),
    {
        code: "inbox",
        screen: "/inbox",
        element: "inbox-columns",
        title: { ja: "受信箱", en: "Inbox" },
        text: {
            ja: "届いた報告・支援要請・引継ぎが、期限超過、本日、明日以降の順に並びます。各欄の二行目が、届いた理由です。R キーか「受領」で受け、送った側に氏名と日時が伝わります。",
            en: "Reports, requests and hand-overs by clock: overdue, today, later. Each says why it is here. R or the button receives it, and the sender learns who and when.",
        },
        needs: "inbox.work",
    },
    {
        code: "board-numbers",
        screen: "/board",
        element: "board-numbers",
        title: { ja: "県下の数", en: "Numbers" },
        text: {
            ja: "どの数も、押せば元の一覧になります。上の所属を選ぶと、署ごとに見られます。",
            en: "Every number opens its list. Choose a unit at the top for one station.",
        },
    },
    filters,
    {
        code: "record-links",
        screen: aRecord,
        element: "record-links",
        title: { ja: "既存情報との一致", en: "What else is known" },
        text: {
            ja: "同じ番号・口座・URL を持つほかの受理票が、理由とともに出ます。人が同じかどうかは、機械は決めません。",
            en: "Other records with the same number, account or URL, each with its reason. Whether two people are one is never decided by the machine.",
        },
        absent: nothingAccepted,
    },
    actions,
    timeline,
    {
        code: "search-box",
        screen: "/search",
        element: "search-box",
        title: { ja: "値で探す", en: "Search by value" },
        text: {
            ja: "番号や URL は、どの書き方でも同じ値として探します。右に、その値について分かっていることが出ます。",
            en: "A number or URL is found in any writing. What is known about the value stands on the right.",
        },
        needs: "search",
    },
    farewell,
];

const administrator: readonly Step[] = [
    welcome(
        { ja: "管理の画面を回ります", en: "Around administration" },
        {
            ja: "導入の残り、所属と職員、名簿の取込みを案内します。3分ほどです。",
            en: "What the installation still needs, units and staff, and staff lists. It takes about three minutes.",
        },
    ),
    {
        code: "setup",
        screen: "/setup",
        element: "setup-list",
        title: { ja: "導入の確認", en: "Setup" },
        text: {
            ja: "動いているプログラムが自分で調べた、この装置の今の状態です。未了が上に並び、どの画面で、又はどのコマンドで済ませるかが出ます。",
            en: "The state of this installation as the running program finds it. What is to do stands first, with the screen or the command for it.",
        },
    },
    {
        code: "organization",
        screen: "/organization",
        element: "organization-units",
        title: { ja: "所属と職員", en: "Units and staff" },
        text: {
            ja: "基準日の組織です。所属を選ぶと、その日の職員と、訂正・改称・廃止が右に出ます。将来の日の異動や統合も、前もって登録できます。",
            en: "The organisation on a day. Choose a unit for its people and for correcting, renaming and closing it. Transfers and mergers can be entered ahead.",
        },
        tryIt: { ja: "署を一つ選び、職員を開いてみてください。", en: "Choose a station and open somebody." },
    },
    {
        code: "organization-tabs",
        screen: "/organization/mergers",
        element: "organization-tabs",
        title: { ja: "統合・改称、階級・職", en: "Mergers, ranks and posts" },
        text: {
            ja: "署の統合は、何が起きるかを確かめてから登録し、その日の前なら取り消せます。階級と職の一覧もここにあります。",
            en: "A merger shows what follows before it is entered and can be taken back until its day. Ranks and posts are here too.",
        },
    },
    {
        code: "import",
        screen: "/organization/import",
        element: "import-form",
        title: { ja: "職員名簿の取込み", en: "Staff lists" },
        text: {
            ja: "CSV を試しに読み込み、行ごとの結果を見てから取り込みます。試すだけでは何も変わりません。",
            en: "A CSV is tried first and told line by line; trying changes nothing.",
        },
    },
    farewell,
];

export const tours: Readonly<Record<TourName, readonly Step[]>> = {
    desk,
    chief,
    headquarters,
    administrator,
};

// Administering comes first, then commanding: whoever holds several roles sees the rest of the screens by themselves.
export function tourOf(session: Session): TourName {
    if (session.can["organization.manage"] === true) return "administrator";
    const holds = (is: (role: string) => boolean) => session.roles.some((role) => is(role.id));
    if (holds((role) => role === "station_chief")) return "chief";
    return holds((role) => role.startsWith("hq_")) ? "headquarters" : "desk";
}

export function stepsFor(session: Session): Step[] {
    return tours[tourOf(session)].filter(
        (step) => step.needs === undefined || session.can[step.needs] === true,
    );
}
