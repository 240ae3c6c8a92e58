// The shipped tables of data/triage and data/guidance on sentences of our own, one per internal type. None of
// them stands among the worked examples; what they share with those is the language only.

#include "base/ruby.h"
#include "base/utf8.h"
#include "engine/matching/assess.h"
#include "formats/rule_tables/parse.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::vector<formats::rule_tables::File> shipped_files() {
    std::vector<formats::rule_tables::File> files;
    for (auto const* const folder : {"data/triage", "data/guidance"}) {
        for (auto const& entry :
             std::filesystem::directory_iterator(std::filesystem::path(RENKEI_SOURCE_DIR) / folder)) {
            if (entry.path().extension() == ".yaml") {
                std::ifstream stream(entry.path(), std::ios::binary);
                files.push_back(
                    {entry.path().filename().string(), {std::istreambuf_iterator<char>(stream), {}}});
            }
        }
    }
    std::ranges::sort(files, {}, &formats::rule_tables::File::name);
    return files;
}

std::shared_ptr<engine::matching::RuleSet const> const& shipped_rules() {
    static auto const rules = [] {
        auto const tables = formats::rule_tables::parse(shipped_files());
        REQUIRE(tables);
        auto compiled = engine::matching::compile(*tables);
        REQUIRE(compiled);
        return *compiled;
    }();
    return rules;
}

engine::matching::Assessment assess(std::string_view text, std::string_view kind = "相談",
                                    std::string_view channel = "電話") {
    return engine::matching::assess(
        *shipped_rules(), {.text = text, .kind = kind, .channel = channel, .observables = {}, .answers = {}});
}

struct Sentence {
    std::string_view type;
    std::string_view text;
};

constexpr std::array<Sentence, 46> sentences{{
    {"サポート詐欺",
     "母が動画を見ていたらブーッという音と警告が出て、表示の番号に電話し、遠隔操作で5万円分の電子マネーを払い"
     "ました。"},
    {"偽ショッピングサイト",
     "通販サイトで格安の自転車を注文し個人名義の口座へ払ったが、商品が届かずサイトも消えた。"},
    {"個人間取引トラブル", "フリマアプリで買った腕時計が偽物で、出品者が返品に応じない。"},
    {"返金詐欺", "注文した椅子が欠品なので○○ペイで返金すると言われ、指示どおり操作したら送金になっていた。"},
    {"SNS型投資詐欺", "株の先生のLINEグループに誘われ、投資アプリに600万円を振り込んだが出金できない。"},
    {"ロマンス詐欺",
     "マッチングアプリで知り合った外国人の男性と結婚の約束をし、渡航費として90万円を送った。"},
    {"副業・タスク詐欺",
     "スマホの副業で動画にいいねを押す作業をしたら、報酬を受け取るのに保証金20万円を払わされた。"},
    {"架空料金請求", "有料サイトの未納料金があり法的手続に入るというSMSが届き、連絡するよう書いてある。"},
    {"ワンクリック請求", "アダルトサイトで再生ボタンを押したら登録完了、12万円払えと出た。"},
    {"警察官等かたり・番号偽装",
     "警視庁の刑事を名乗る男から電話で、あなたの口座が犯罪に使われ逮捕状が出ていると言われた。"},
    {"BEC", "社長を名乗るメールでLINEグループを作るよう指示され、経理が取引先への支払いとして送金した。"},
    {"消費者契約トラブル", "初回お試しのつもりが定期購入の契約で、解約の電話がつながらない。"},
    {"誹謗中傷", "掲示板に店の悪口と事実でない書き込みを続けられ、客が減った。"},
    {"なりすましアカウント",
     "自分の名前と写真を使った偽アカウントがインスタに作られ、友達にフォロー申請している。"},
    {"個人情報暴露", "Xに自宅の住所と本名、電話番号を晒されて拡散されている。"},
    {"性的ディープフェイク", "SNSの顔写真を生成AIで裸に加工され、掲示板に投稿された。"},
    {"アカウント乗っ取り", "インスタのアカウントが乗っ取られ、ログインできず、勝手にDMを送られている。"},
    {"ネットバンキング不正送金", "インターネットバンキングから身に覚えのない送金が2回、合計198万円あった。"},
    {"証券・暗号資産口座不正", "証券口座に不正にログインされ、保有株を勝手に売られて知らない株を買われた。"},
    {"フィッシング", "宅配業者を装うSMSのリンクを開き、偽サイトにIDとパスワードを入力した。"},
    {"ランサムウェア", "サーバのファイルが暗号化され、拡張子が変わり、身代金を要求する脅迫文がある。"},
    {"マルウェア感染",
     "メールの添付ファイルを開いたらウイルスに感染し、社員の名前で不審なメールが出ている。"},
    {"ウェブ改ざん", "当社のホームページが書き換えられ、開くと海外の通販へ飛ばされる。"},
    {"サーバ侵入・情報漏えい", "会社のサーバに外部から侵入され、顧客情報5千件が流出したおそれがある。"},
    {"内部者不正アクセス", "退職した社員が在職中のIDで会社のクラウドに入り、顧客データを削除した。"},
    {"DDoS・サービス妨害", "会社のサイトに海外から大量のアクセスが集中し、つながらない状態が続いている。"},
    {"IoT・ルータ・無線LAN悪用", "家の見守りカメラが勝手に動き、スピーカーから知らない人の声がした。"},
    {"オンラインゲーム", "オンラインゲームのアカウントに入れなくなり、アイテムが全部なくなった。"},
    {"SIMスワップ", "スマホが急に圏外になり、知らない店舗でSIMが再発行されていた。"},
    {"カード・決済不正利用", "クレジットカードの明細に身に覚えのない海外の利用がある。"},
    {"EC加盟店被害", "当店の通販で他人のカードによる不正注文が続き、発送後にチャージバックになった。"},
    {"迷惑メール・SMS", "出会い系の迷惑メールが1日に何十通も届くので止めたい。"},
    {"ばらまき型脅迫メール",
     "カメラで恥ずかしい姿を録画した、ビットコインを払わないと知人に送るという英語のメールが来た。"},
    {"違法薬物広告", "Xで大麻を手押しで売るという投稿を見つけた。隠語と値段が書いてある。"},
    {"児童ポルノ・わいせつ", "児童ポルノの動画を販売しているサイトを見つけたので通報します。"},
    {"闇バイト", "SNSの闇バイトに応募し、シグナルで免許証を送ったら抜けられなくなった。"},
    {"口座・回線の譲渡・名義悪用", "SNSで口座を売ってしまい、通帳とキャッシュカードを郵送したら凍結された。"},
    {"違法オンラインギャンブル", "オンラインカジノの登録リンクを動画で宣伝している人がいる。"},
    {"著作権・商標侵害", "漫画を無断で全話掲載している海賊版サイトがある。"},
    {"自殺予告・誘引", "フォロワーがこれから死にます、さようならと投稿した。"},
    {"犯行予告・脅迫", "市役所に爆弾を仕掛けたというメールが届いた。"},
    {"セクストーション", "ビデオ通話で裸を見せたら録画され、ばらまかれたくなければ金を払えと脅されている。"},
    {"リベンジポルノ", "元交際相手が私の裸の写真をネットに載せると脅してくる。"},
    {"児童性被害", "中学生の娘がSNSで知り合った男に裸の自撮りを送らされた。"},
    {"ストーカー・位置情報", "別れた夫が私の車にGPSを取り付け、居場所を知られていた。"},
    {"その他・非サイバー", "近所の騒音がうるさいので注意してほしい。"},
}};

}  // namespace

TEST_CASE(
    "every internal type is found in a plain sentence about it, with a reason that points into the text") {
    for (auto const& sentence : sentences) {
        CAPTURE(std::string(sentence.text));
        auto const result = assess(sentence.text);
        CHECK(result.first("internal_type") == sentence.type);
        auto const& best = result.find("internal_type")->ranked.front();
        REQUIRE(!best.reasons.empty());
        for (auto const& reason : best.reasons) {
            CHECK(!reason.words.ja.empty());
            for (auto const& span : reason.spans) {
                CHECK(span.start < span.end);
                CHECK(span.end <= sentence.text.size());
            }
        }
        CHECK(!result.codes("guidance").empty());
        CHECK(result.codes("guidance").size() <= 8);
    }
}

TEST_CASE("words of danger never wait") {
    CHECK(assess("娘が知らない男に監禁されているとLINEで助けを求めてきた").first("urgency") == "immediate");
    CHECK(assess("もう死にたい、今から飛び降りると言っている").first("urgency") == "immediate");
    CHECK(assess("住所は分かっている、家に火をつけるとDMが来た。帰宅が怖い").first("urgency") == "immediate");
    CHECK(assess("市民病院の電子カルテが暗号化され、救急の受け入れを停止している", "通報", "事業者")
              .first("urgency") == "immediate");
    CHECK(assess("迷惑メールの止め方を知りたい").first("urgency") == "normal");
}

TEST_CASE("danger told beside money stays danger") {
    constexpr std::string_view told =
        "警告画面が出て電話し、遠隔操作され、アップルのカードを10万円分買って番号を伝えた。今も電話がつながっ"
        "て"
        "いる。死にたい。";
    CHECK(assess(told).first("urgency") == "immediate");
    CHECK(assess(std::string(told) + "殺してやると言われた。").first("urgency") == "immediate");
    CHECK(assess(std::string(told) + "今日中に払えと言われている。").first("urgency") == "immediate");
}

// Every row of the shipped table under a switch of its own, so that any of them can hold together.
class UrgencyRows {
  public:
    UrgencyRows() {
        auto tables = tables_of(*shipped_rules());
        auto const found = std::ranges::find(tables.tables, "urgency", &base::TableRule::name);
        REQUIRE(found != tables.tables.end());
        base::TableRule table = *found;
        for (auto& row : table.rows) {
            row.all = {"answer " + row.id + " yes"};
            row.any.clear();
            row.none.clear();
            (row.codes == std::vector<std::string>{"immediate"} ? dangers : others).push_back(row.id);
        }
        tables.tables = {std::move(table)};
        tables.examples.clear();
        tables.guidance.clear();
        auto compiled = engine::matching::compile(tables);
        REQUIRE(compiled);
        rules_ = *compiled;
    }

    [[nodiscard]] std::string proposed(std::vector<std::string> const& holding) const {
        std::map<std::string, std::string> answers;
        for (auto const& row : holding) {
            answers.emplace(row, "yes");
        }
        auto const result = engine::matching::assess(
            *rules_,
            {.text = {}, .kind = {}, .channel = {}, .observables = {}, .answers = std::move(answers)});
        return std::string(result.first("urgency"));
    }

    std::vector<std::string> dangers;
    std::vector<std::string> others;

  private:
    std::shared_ptr<engine::matching::RuleSet const> rules_;
};

TEST_CASE("every row of danger wins, alone and against every other row at once") {
    UrgencyRows const rows;
    CHECK(rows.dangers.size() > 30);
    CHECK(rows.others.size() > 30);
    CHECK(rows.proposed(rows.others) != "immediate");
    for (auto const& danger : rows.dangers) {
        CAPTURE(danger);
        CHECK(rows.proposed({danger}) == "immediate");
        auto all = rows.others;
        all.push_back(danger);
        CHECK(rows.proposed(all) == "immediate");
        // One row or two beside it, and every other row but one: what a sum could turn round in either way.
        for (std::size_t i = 0; i < rows.others.size(); ++i) {
            CHECK(rows.proposed({danger, rows.others[i]}) == "immediate");
            CHECK(rows.proposed({danger, rows.others[i], rows.others[(i + 1) % rows.others.size()]}) ==
                  "immediate");
            auto but_one = all;
            but_one.erase(but_one.begin() + static_cast<std::ptrdiff_t>(i));
            CHECK(rows.proposed(but_one) == "immediate");
        }
    }
}

TEST_CASE("how soon follows from what happened, not from the words alone") {
    for (std::string_view const text :
         {"中2の息子がゲームで知り合った大人の女に会いに名古屋へ行くと置き手紙をして、新幹線に乗ったようです"
          "。",
          "バイトの指示役から『もう現場に着け、行かないと親の店を燃やす』と電話が鳴り止みません。闇バイトの応"
          "募で免許証の写真を送ってあります。",
          "駅の公式アカウントに『18時の快速でサリンをまく』とのリプライ。爆破予告も続いている。",
          "グループチャットで後輩が『今までありがとう。ベランダにいる。下見たら意外と高い』と。"}) {
        CAPTURE(std::string(text));
        CHECK(assess(text).first("urgency") == "immediate");
    }
    for (std::string_view const text : {"父が今、郵便局の窓口で300万をレターパックに入れて送ろうとしています"
                                        "。警察の人と電話していると言って聞きません。",
                                        "取引先を装うメールで昨日の夕方、海外の口座へ1200万円を送金してしまい"
                                        "ました。銀行に組戻しを頼んでいます。",
                                        "インスタを乗っ取られて、友達にPayPayで送金してというDMが今も送られて"
                                        "います。2人が払ってしまいました。"}) {
        CAPTURE(std::string(text));
        CHECK(assess(text).first("urgency") == "same_day");
    }
    for (std::string_view const text :
         {"中傷の書き込みで眠れません。死にたいとまでは思わないそうです。掲示板は大学のものです。",
          "サポート詐欺の画面が出て電話したが、遠隔操作は断って切った。お金は払っていない。",
          "爆弾低気圧で荷物が遅れているというSMSのリンクを押したが何も入力していない。",
          "メルカリで包丁を買いましたが、刃こぼれした物が届きました。出品者は返金しません。"}) {
        CAPTURE(std::string(text));
        CHECK(assess(text).first("urgency") == "normal");
    }
}

TEST_CASE("danger is heard in spoken words, and what is over or never was is not") {
    for (std::string_view const text :
         {"ネットで知り合った男の部屋から出してもらえないと、妹から小さい声で電話がありました。",
          "弟が「もう疲れたから終わりにする」とだけ送ってきて、車ごといなくなりました。携帯は切れています。",
          "抜けるなら弟の学校に行くと指示役に言われ、今夜も現場に行けと車が迎えに来ます。闇バイトです。",
          "別れた夫に首を絞められ、逃げてきました。位置を共有されていて、もうすぐ来ると思います。"}) {
        CAPTURE(std::string(text));
        CHECK(assess(text).first("urgency") == "immediate");
    }
    for (std::string_view const text :
         {"娘が「会おう」と誘われたが断って、写真も送っていません。ゲームで知り合った人です。",
          "炎上して電話が鳴りやまないが、危害を加えるとは書かれていない。",
          "ダイエット薬を通販で飲んだら気持ち悪くなった。返金してほしい。"}) {
        CAPTURE(std::string(text));
        CHECK(assess(text).first("urgency") != "immediate");
    }
}

TEST_CASE("danger follows from the situation: a tracker and a pursuer, a locked door, a body, a patient") {
    for (std::string_view const text :
         {"車の下から小さい発信機が出てきました。先月別れた人が、行ってもいないはずの私の予定を全部言い当てま"
          "す。今は友"
          "達の家にいます。",
          "交際を断った元同僚が、私の車に発信器をつけていたのを整備の人が見つけた。家の前を何度も通る。",
          "アプリで会った男の家で、帰ると言ったら鍵を掛けられました。トイレから電話しています。",
          "元彼から「職場の出口で待ってる、顔を切ってやる」と来ました。いま会社から出られません。",
          "20代女性。断った客から毎晩つけられ、玄関に体液のついた手紙が置かれた。昨夜はベランダに足跡。SNSに"
          "部屋の灯"
          "りの写真を上げられている。",
          "さっきから弟のライブ配信で、睡眠薬を机に並べて一つずつ飲んでるんです。"}) {
        CAPTURE(std::string(text));
        CHECK(assess(text).first("urgency") == "immediate");
    }
    for (std::string_view const text :
         {"夫のDVから逃げてきたのに、子どものタブレットの共有で場所がばれて、さっき夫の車がシェルターの近くに"
          "来ました。",
          "会社の後輩のことです。昨夜のグループに『明日の朝礼には出ません、みなさんお元気で』と書いて抜け、今"
          "朝は無断で休"
          "んでいます。呼んでも返事がありません。",
          "ネットの掲示板に、うちの娘の学校と名前と『下校で拾う、縄も用意した』とあります。",
          "辞めたいと言ったら、実家の写真と『火の用心しとけ』という文が闇バイトの指示役から届いた。母が一人で"
          "家にいる。",
          "県立高校です。匿名の質問箱に『2年の○組を消す。ボウガン買った』とありました。登校を止めるか検討中で"
          "す。",
          "配信を始めてから、同じ男がマンションの入口で待つようになり、今日はエレベーターに一緒に乗り込まれた"
          "。"}) {
        CAPTURE(std::string(text));
        CHECK(assess(text).first("urgency") == "immediate");
    }
    CHECK(assess("透析のクリニックです。全部の端末が動かなくなり、きょうの患者さんの透析条件が出せません。身"
                 "代金の文が"
                 "出ています。",
                 "通報", "事業者")
              .first("urgency") == "immediate");
    for (
        std::string_view const text :
        {"車に忘れ物の札がついていたと思ったら、夫が鍵をなくさないように入れた物でした。設定の仕方を教えて。",
         "ゲームの通信でよく『殺す』『死ね』と言われます。相手の名前は分かりません。腹が立つのでどうにかなり"
         "ませんか"
         "。",
         "自殺の方法を書いた古い頁が検索に出ます。消してもらえませんか。十年前の記事です。",
         "サポートの窓口を名乗る画面に三万円払いました。情けなくて消えてしまいたい気持ちですが、大丈夫です。",
         "娘が家出したが、友人宅にいると分かり、もう帰ってきた。SNSで知り合った人ではない。",
         "三年前に自殺した息子の名義が使われていて、親戚に連絡が来ます。",
         "別れた彼から『元気でね、さようなら』と最後のLINEが来てブロックされた。写真を消してほしい。",
         "サイトが書き換えられ『お前たちを破壊する』と英語が出ている。自分たちのページだけのことだ。"}) {
        CAPTURE(std::string(text));
        CHECK(assess(text).first("urgency") != "immediate");
    }
}

TEST_CASE("a few words are no case yet: no type is proposed, the words of danger are still heard") {
    for (std::string_view const text :
         {"", "相談したい", "佐藤花子", "折り返し電話がほしい", "スマホのことで。"}) {
        CAPTURE(std::string(text));
        auto const result = assess(text);
        CHECK(result.first("internal_type").empty());
        CHECK(result.first("stat_category").empty());
        CHECK(result.first("urgency") == "normal");
    }
    CHECK(assess("死にたい").first("urgency") == "immediate");
    CHECK(assess("ランサムウェアに感染した").first("internal_type") == "ランサムウェア");
}

TEST_CASE("headquarters hears of what happened, not of what was stopped in time") {
    auto const is_reported = [](std::string_view text) {
        return assess(text).first("needs_specialist") == "true";
    };
    CHECK(is_reported("会社の口座から、知らない会社にネットの銀行で九十万円が三回振り込まれていた。"));
    CHECK(!is_reported("銀行をかたる電話で番号を伝えたが、支店が振込を止めてくれて残高は動いていません。"));
    CHECK(is_reported("知らない店で番号が別の端末に機種変更され、圏外になり銀行の口座から抜かれた。"));
    CHECK(
        !is_reported("eSIMの再発行の知らせが来たが、店に止めてもらい手続は途中で止まって電話は使えている。"));
}

TEST_CASE(
    "headquarters hears of systems and organisations, of what must be analysed, not of one person's "
    "account") {
    auto const is_reported = [](std::string_view text, std::string_view channel = "電話") {
        return assess(text, "相談", channel).first("needs_specialist") == "true";
    };
    CHECK(is_reported(
        "当院の受付の端末に警告が出て職員が電話し、遠隔で画面を触られました。患者の名簿が入っています。払って"
        "はいません。"));
    CHECK(!is_reported(
        "母のパソコンに警告が出て電話し、遠隔で画面を触られました。電子マネーを三万円分払いました。"));
    CHECK(
        is_reported("学生の一人が先生の合言葉で成績の仕組みに入り、点を書き換えていました。本人は認めています"
                    "。高校の教頭で"
                    "す。"));
    CHECK(!is_reported(
        "ネットの銀行から母の貯金四十万円が知らない人の口座に出ていました。銀行には届けました。"));
    CHECK(is_reported(
        "入れた覚えのないアプリがスマホの位置情報とマイクに許可されていて、行く先で別れた夫に会う。"));
    CHECK(is_reported("わいせつ電磁的記録に該当すると判断した投稿を送付します。児童ポルノの販売。", "IHC"));
    CHECK(!is_reported("フリマで買った靴が偽物だった。出品者はブロックした。"));
}

TEST_CASE("an attempt or a mere suspicion is doubtful, a letter or a call alone is no cyber crime") {
    CHECK(assess("パソコンに警告と電話番号が出ましたが、掛けていません。お金も払っていません。")
              .first("is_cyber_crime") == "doubtful");
    CHECK(assess("別れた彼から写真をばらまくとラインが来ます。まだ出されてはいません。")
              .first("is_cyber_crime") == "doubtful");
    CHECK(assess("別れた彼が私の裸の動画をサイトに載せました。").first("is_cyber_crime") == "yes");
    CHECK(assess("訴訟の最終告知という架空請求のはがきが届きました。電話していません。")
              .first("is_cyber_crime") == "no");
}

TEST_CASE("received is unwanted mail, entered is unauthorised access") {
    CHECK(assess("銀行をかたるメールが届いた。リンクは開いていません。").first("stat_category") ==
          "迷惑メール関係");
    CHECK(assess("銀行をかたるメールのリンクから暗証番号を入力してしまった。").first("stat_category") ==
          "不正アクセス・ウイルス関係");
}

TEST_CASE("nobody is told to pay or to destroy evidence") {
    auto const& tables = engine::matching::tables_of(*shipped_rules());
    REQUIRE(tables.guidance.size() == 50);
    for (auto const& guidance : tables.guidance) {
        CAPTURE(guidance.code);
        CHECK(!guidance.text.en.empty());
        for (std::string_view const harmful :
             {"払ってください", "払いましょう", "送金してください", "証拠を消し", "会いに行"}) {
            CHECK(guidance.text.ja.find(harmful) == std::string::npos);
            CHECK(base::without_ruby(guidance.easy_text).find(harmful) == std::string::npos);
        }
    }
}

// Kanji outside a word with its reading would stand alone where readings are printed.
bool every_kanji_is_read(std::string const& marked) {
    auto const runs = base::parse_ruby(marked);
    REQUIRE(runs);
    return std::ranges::none_of(*runs, [](base::RubyRun const& run) {
        for (std::size_t at = 0; run.reading.empty() && at < run.text.size();) {
            auto const point = base::decode_utf8(run.text, at);
            if (point.value >= 0x3400 && point.value <= 0x9FFF) {
                return true;
            }
            at += point.length;
        }
        return false;
    });
}

TEST_CASE("every text for callers has its readings and an easy version, and names types that exist") {
    auto const rules = shipped_rules();
    auto const& tables = engine::matching::tables_of(*rules);
    auto const types = std::ranges::find(tables.tables, "internal_type", &base::TableRule::name);
    REQUIRE(types != tables.tables.end());
    for (auto const& guidance : tables.guidance) {
        CAPTURE(guidance.code);
        CHECK(!guidance.easy_text.empty());
        CHECK(every_kanji_is_read(guidance.marked_title));
        CHECK(every_kanji_is_read(guidance.marked_text));
        CHECK(every_kanji_is_read(guidance.easy_title));
        CHECK(every_kanji_is_read(guidance.easy_text));
        for (auto const& contact : guidance.contacts) {
            CHECK(every_kanji_is_read(contact.marked_name));
        }
        for (auto const& type : guidance.when.types) {
            CHECK(std::ranges::find(types->codes, type, &base::CodeRule::code) != types->codes.end());
        }
    }
}

TEST_CASE("what is handed over speaks to the caller, never to an officer") {
    for (auto const& text : tables_of(*shipped_rules()).guidance) {
        CAPTURE(text.code);
        auto const easy = base::without_ruby(text.easy_text);
        for (auto const* const words : {&text.title.ja, &text.text.ja, &easy}) {
            for (auto const* const officer :
                 {"本人・保護者に", "相談者", "教示", "当直", "意思確認", "即報"}) {
                CHECK(words->find(officer) == std::string::npos);
            }
        }
        for (auto const* const words : {&text.title.en, &text.text.en}) {
            CHECK(words->find("the caller") == std::string::npos);
            CHECK(words->find("duty officer") == std::string::npos);
        }
        for (auto const& contact : text.contacts) {
            CHECK(contact.source.find("domain.md") == std::string::npos);
        }
    }
}
