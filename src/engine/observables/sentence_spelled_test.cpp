// Observables inside sentences whose words touch them, and such told in an unusual order: one line per
// spelling.

#include "engine/observables/spelling_check.h"

#include <doctest/doctest.h>

namespace engine::observables {
namespace {

// clang-format off
constexpr Spelling accounts[] = {
    {"潮見野信用組合の川口支店に三万円送ってしまった（普通 5512043）",
     "bank_account 潮見野信用組合|川口支店|普通|5512043 <潮見野信用組合の川口支店に三万円送ってしまった（普通 5512043>\n"},
    {"ひろせ中央銀行 二日町支店 普通 №7700318 名義：カ）エーワントレード",
     "bank_account ひろせ中央銀行|二日町支店|普通|7700318|カ)エーワントレード <ひろせ中央銀行 二日町支店 普通 №7700318 名義：カ）エーワントレード>\n"},
    {"東灯信用金庫 本店 (普) #0093317 ヤマムラ ケン",
     "bank_account 東灯信用金庫|本店|普通|0093317|ヤマムラ ケン <東灯信用金庫 本店 (普) #0093317 ヤマムラ ケン>\n"},
    {"東邦信金 中央支店 当座 0012208 カ)エヌケー企画へ",
     "bank_account 東邦信金|中央支店|当座|0012208|カ)エヌケー企画 <東邦信金 中央支店 当座 0012208 カ)エヌケー企画>\n"},
    {"東邦信金 中央支店 当座 0012208 カ)エヌケー宛に",
     "bank_account 東邦信金|中央支店|当座|0012208|カ)エヌケー <東邦信金 中央支店 当座 0012208 カ)エヌケー>\n"},
    {"東邦あお銀行の「はやぶさ支店」の普通口座「1234567」に",
     "bank_account 東邦あお銀行|はやぶさ支店|普通|1234567 <東邦あお銀行の「はやぶさ支店」の普通口座「1234567>\n"},
    {"口座番号は7731902、普通、こまくさ銀行の北支店、名義はアライ ユキです。",
     "bank_account こまくさ銀行|北支店|普通|7731902|アライ ユキ <7731902、普通、こまくさ銀行の北支店、名義はアライ ユキ>\n"},
    {"普通の7731902でこまくさ銀行北支店、アライ ユキ宛に",
     "bank_account こまくさ銀行|北支店|普通|7731902|アライ ユキ <普通の7731902でこまくさ銀行北支店、アライ ユキ>\n"},
    {"1234567(普通)こまくさ銀行 泉支店",
     "bank_account こまくさ銀行|泉支店|普通|1234567 <1234567(普通)こまくさ銀行 泉支店>\n"},
    {"番号は1234567、種別は普通、銀行はこまくさ銀行、支店は北支店です",
     "bank_account こまくさ銀行|北支店|普通|1234567 <1234567、種別は普通、銀行はこまくさ銀行、支店は北支店>\n"},
    {"普通預金1234567、こまくさ銀行本店営業部 普通 7654321",
     "bank_account こまくさ銀行|本店営業部|普通|7654321 <こまくさ銀行本店営業部 普通 7654321>\n"},
    {"銀行の窓口で普通1234567に", ""},
    {"東灯信用金庫の泉支店にある普通預金口座1234567に",
     "bank_account 東灯信用金庫|泉支店|普通|1234567 <東灯信用金庫の泉支店にある普通預金口座1234567>\n"},
    {"あゆみ銀行 本店 ﾌﾂｳ 9013372 ﾌｱﾑ ﾊﾞﾝ",
     "bank_account あゆみ銀行|本店|普通|9013372|フアム バン <あゆみ銀行 本店 ﾌﾂｳ 9013372 ﾌｱﾑ ﾊﾞﾝ>\n"},
    {"あゆみ銀行 本店 トウザ 9013372", "bank_account あゆみ銀行|本店|当座|9013372 <あゆみ銀行 本店 トウザ 9013372>\n"},
    {"資金を調べると言われ東灯信用金庫の本店、普通で0093317",
     "bank_account 東灯信用金庫|本店|普通|0093317 <東灯信用金庫の本店、普通で0093317>\n"},
    {"指示に従い東灯信用金庫本店の普通0093317に",
     "bank_account 東灯信用金庫|本店|普通|0093317 <東灯信用金庫本店の普通0093317>\n"},
    {"担当者に勧められ東灯信用金庫泉支店の普通預金口座0093317へ",
     "bank_account 東灯信用金庫|泉支店|普通|0093317 <東灯信用金庫泉支店の普通預金口座0093317>\n"},
    {"電話で急かされ東灯信用金庫泉支店の普通0093317に",
     "bank_account 東灯信用金庫|泉支店|普通|0093317 <東灯信用金庫泉支店の普通0093317>\n"},
    {"言われるまま東灯信用金庫泉支店の普通0093317に",
     "bank_account 東灯信用金庫|泉支店|普通|0093317 <東灯信用金庫泉支店の普通0093317>\n"},
    {"母が慌て東灯信用金庫泉支店の普通0093317に",
     "bank_account 東灯信用金庫|泉支店|普通|0093317 <東灯信用金庫泉支店の普通0093317>\n"},
    {"一度送金し東灯信用金庫泉支店の普通0093317に",
     "bank_account 東灯信用金庫|泉支店|普通|0093317 <東灯信用金庫泉支店の普通0093317>\n"},
    {"星が丘銀行の北支店 普通 1234567",
     "bank_account 星が丘銀行|北支店|普通|1234567 <星が丘銀行の北支店 普通 1234567>\n"},
    {"きたの杜銀行 本店 普通 1234567",
     "bank_account きたの杜銀行|本店|普通|1234567 <きたの杜銀行 本店 普通 1234567>\n"},
};
constexpr Spelling addresses[] = {
    {"https : // kimono-outlet . example / sale で着物を注文",
     "url https://kimono-outlet.example/sale <https : // kimono-outlet . example / sale>\n"},
    {"http : // a-b . example / x / index . html を開いた",
     "url http://a-b.example/x/index.html <http : // a-b . example / x / index . html>\n"},
    {"https://a-b.example / 受付", "url https://a-b.example <https://a-b.example>\n"},
    {"https://a-b.example / tel は後で", "url https://a-b.example <https://a-b.example>\n"},
    {"動画サイトはdoga-zanmai.example/entry.php?uid=20881でした",
     "url https://doga-zanmai.example/entry.php?uid=20881 <doga-zanmai.example/entry.php?uid=20881>\n"},
    {"アカウントはdoga.example:8080/u?id=taro_99です",
     "url https://doga.example:8080/u?id=taro_99 <doga.example:8080/u?id=taro_99>\n"},
    {"ギフトの頁doga.example/gift/ABCD-1234-EFGH-5678を",
     "url https://doga.example/gift/ABCD-1234-EFGH-5678 <doga.example/gift/ABCD-1234-EFGH-5678>\n"},
    {"SDKは2.15.30.1でした", ""},
    {"管理画面は3.2.1.7というバージョン", ""},
    {"Chrome 120.0.0.0と表示", ""},
    {"手引き3.2.1.4項を参照", ""},
    {"接続元は203.0.113.7です", "ipv4 203.0.113.7 <203.0.113.7>\n"},
};
constexpr Spelling handles[] = {
    {"ホットラインセンターより。投稿者@mizu_no_soko_3。", "account x:@mizu_no_soko_3 <@mizu_no_soko_3>\n"},
    {"オンライン会議で@taro_99を名乗る", "account x:@taro_99 <@taro_99>\n"},
    {"商品のラインナップを載せた@shop_99", "account x:@shop_99 <@shop_99>\n"},
    {"ラインの@shop_99から", "line_id line:@shop_99 <@shop_99>\n"},
    {"hxxps://tiktok[.]example/@koharu_77/video/1 の@koharu_77、LINEで拡散",
     "url https://tiktok.example/@koharu_77/video/1 <hxxps://tiktok[.]example/@koharu_77/video/1>\naccount tiktok:@koharu_77 <@koharu_77>\n"},
    {"動画サイトの投稿者@kokosei_ch、再生は31万", "account youtube:@kokosei_ch <@kokosei_ch>\n"},
    {"LINEが勝手に使われ、PayPayで3万と。払い先はharu-kk-55。", "account paypay:haru-kk-55 <haru-kk-55>\n"},
};
// clang-format on

}  // namespace

TEST_CASE("a bank account is told apart from the sentence before it and read in any order") {
    check_spellings(accounts);
}

TEST_CASE("an address set apart by blanks is closed up and a version is no address") {
    check_spellings(addresses);
}

TEST_CASE("a handle belongs to the service that the page or the nearest whole word names") {
    check_spellings(handles);
}

}  // namespace engine::observables
