"""What the generator builds sentences and names from. All invented; hosts end in .example, telephone numbers start 0A0-0 (never
assigned in Japan), IPv4 addresses are of 198.18.0.0/15 (RFC 2544, for measurements)."""

STATIONS = (
    "S-SENDAI-CHUO", "S-SENDAI-MINAMI", "S-SENDAI-KITA", "S-SENDAI-HIGASHI", "S-WAKABAYASHI", "S-IZUMI", "S-SHIOGAMA", "S-IWANUMA",
    "S-WATARI", "S-SHIROISHI", "S-KAKUDA", "S-OGAWARA", "S-TAIWA", "S-FURUKAWA", "S-NARUKO", "S-KAMI", "S-TODA", "S-KURIHARA",
    "S-TOME", "S-SANUMA", "S-ISHINOMAKI", "S-KAHOKU", "S-KESENNUMA", "S-MINAMISANRIKU",
)  # fmt: skip

# As written, and as the product's list of banks calls them.
BRANCHES = (
    ("七十七銀行", "本店営業部"), ("七十七銀行", "南町通支店"), ("七十七銀行", "名掛丁支店"), ("みずほ銀行", "東京営業部"),
    ("みずほ銀行", "丸の内中央支店"), ("みずほ銀行", "渋谷支店"), ("三井住友銀行", "神保町支店"), ("三井住友銀行", "春日部支店"),
    ("三井住友銀行", "新潟支店"), ("りそな銀行", "天理支店"), ("りそな銀行", "東生駒支店"), ("楽天銀行", "ジャズ支店"),
    ("楽天銀行", "ロック支店"), ("楽天銀行", "サンバ支店"),
)  # fmt: skip

CHANNELS = ("来署", "電話", "電話", "電話", "メール", "窓口フォーム", "交番", "#9110")
KINDS = ("相談", "相談", "相談", "通報", "情報提供")

CALLERS = (
    "20代女性会社員から。", "30代男性会社員。", "40代女性、パート従業員。", "50代男性自営業。", "60代女性、無職。", "70代男性、年金生活。",
    "市内の大学生（男性）から。", "高齢の母に代わり長女が来署。", "小売店の経営者から。", "町内の工務店の事務担当者。",
)  # fmt: skip

STORIES = (
    "SNSの広告から投資の勉強会に誘われ、指示どおりに入金を続けたが、出金を申し込むと手数料を先に払えと言われた。",
    "宅配業者を名乗るSMSが届き、案内のページを開いて住所と氏名を入力してしまった。",
    "パソコンの画面に突然警告が出て、表示された番号に電話したところ、片言の日本語の男に遠隔操作の設定をさせられた。",
    "通販サイトで家電を注文して代金を振り込んだが、商品が届かず、問い合わせにも返事がない。",
    "マッチングアプリで知り合った相手から、二人の将来のためと言われて送金を求められている。",
    "未納料金があるとのメールが届き、本日中に支払わなければ法的手続に入ると書かれていた。",
    "銀行を名乗る電話があり、口座が不正に使われていると言われて確認の手続を案内された。",
    "副業の募集に応募したところ、登録料と違約金の名目で何度も振り込まされた。",
    "チケットの譲渡をSNSで申し込み、代金を先に払ったが、その後に連絡が取れなくなった。",
    "会員登録が完了したという画面が出て、退会するには高額な料金がかかると表示された。",
)  # fmt: skip

DETAILS = (
    "被害額は約{amount}万円で、まだ誰にも相談していない。", "やりとりの画面は保存してある。", "相手は丁寧な口調で、急ぐように繰り返し求めてきた。",
    "家族に止められて不審に思い、相談に来た。", "同じ職場の知人にも似た連絡が来ているという。", "支払は{amount}万円を2回に分けて行った。",
    "警察に言えば返金できなくなると言われた。", "今後どうすればよいか教えてほしいとのこと。",
)  # fmt: skip

# How a value of the other side is told: {} is the value.
TOLD = {
    "phone": ("相手の電話番号は{}", "犯人からの着信は{}", "折り返すように言われた番号は{}"),
    "bank_account": ("振込先は{}", "指定された振込先口座は{}", "送金先として言われたのは{}"),
    "line_id": ("相手のLINE IDは{}", "連絡先のLINE IDは{}"),
    "telegram_id": ("相手のテレグラムは{}", "連絡先のテレグラムIDは{}"),
    "email": ("相手のメールアドレスは{}", "返信先のメールアドレスは{}"),
    "url": ("案内されたサイトは {}", "入力したページは {}", "相手から届いたURLは {}"),
}

SITE_WORDS = (
    "login", "secure", "pay", "bank", "account", "verify", "support", "update", "invest", "market", "trade", "card", "point", "parcel",
    "track", "mail", "cloud", "shop", "sale", "prize", "member", "portal", "notice", "refund", "tax",
)  # fmt: skip
PATH_WORDS = ("signin", "confirm", "pay", "jp", "item", "form", "check", "order", "mypage", "wallet", "top", "entry")
NAME_WORDS = ("kuro", "shiro", "haru", "natsu", "aki", "fuyu", "sora", "umi", "yama", "kawa", "hoshi", "tsuki", "kaze", "mori")

# Publishers of invented feeds: name, and how many parts of all events are theirs.
PUBLISHERS = (("BENCH-CERT", 5), ("Example Threat Exchange", 3), ("Invented Phishing Council", 2), ("Nowhere Sharing Group", 1))
