#include "engine/observables/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace engine::observables {
namespace {

struct Word {
    std::string_view spelling;  // lower case, width-folded
    Cue cue;
};

constexpr std::array vocabulary{
    Word{"x", Cue::x},
    Word{"twitter", Cue::x},
    Word{"ツイッター", Cue::x},
    Word{"ツイート", Cue::x},
    Word{"ツイッタ", Cue::x},
    Word{"リポスト", Cue::x},
    Word{"リツイート", Cue::x},
    Word{"instagram", Cue::instagram},
    Word{"インスタ", Cue::instagram},
    Word{"インスタグラム", Cue::instagram},
    Word{"ストーリーズ", Cue::instagram},
    Word{"tiktok", Cue::tiktok},
    Word{"ティックトック", Cue::tiktok},
    Word{"ティクトック", Cue::tiktok},
    Word{"facebook", Cue::facebook},
    Word{"フェイスブック", Cue::facebook},
    Word{"フェースブック", Cue::facebook},
    Word{"fb", Cue::facebook},
    Word{"messenger", Cue::facebook},
    Word{"メッセンジャー", Cue::facebook},
    Word{"youtube", Cue::youtube},
    Word{"ユーチューブ", Cue::youtube},
    Word{"ユーチューバー", Cue::youtube},
    Word{"チャンネル", Cue::video},
    Word{"動画", Cue::video},
    Word{"再生", Cue::video},
    Word{"配信", Cue::video},
    Word{"threads", Cue::threads},
    Word{"スレッズ", Cue::threads},
    Word{"bluesky", Cue::bluesky},
    Word{"ブルースカイ", Cue::bluesky},
    Word{"paypay", Cue::paypay},
    Word{"ペイペイ", Cue::paypay},
    Word{"コード決済", Cue::paypay},
    Word{"qr決済", Cue::paypay},
    Word{"スマホ決済", Cue::paypay},
    Word{"○○ペイ", Cue::paypay},
    Word{"〇〇ペイ", Cue::paypay},
    Word{"カカオトーク", Cue::kakao},
    Word{"カカオ", Cue::kakao},
    Word{"kakaotalk", Cue::kakao},
    Word{"kakao", Cue::kakao},
    Word{"カカオID", Cue::kakao},
    Word{"カトク", Cue::kakao},
    Word{"signal", Cue::signal},
    Word{"シグナル", Cue::signal},
    Word{"whatsapp", Cue::whatsapp},
    Word{"ワッツアップ", Cue::whatsapp},
    Word{"wechat", Cue::wechat},
    Word{"微信", Cue::wechat},
    Word{"ウィーチャット", Cue::wechat},
    Word{"skype", Cue::skype},
    Word{"スカイプ", Cue::skype},
    Word{"snapchat", Cue::snapchat},
    Word{"スナップチャット", Cue::snapchat},
    Word{"スナチャ", Cue::snapchat},
    Word{"フリマ", Cue::flea},
    Word{"メルカリ", Cue::flea},
    Word{"ラクマ", Cue::flea},
    Word{"ヤフオク", Cue::flea},
    Word{"オークション", Cue::flea},
    Word{"フリーマーケット", Cue::flea},
    Word{"出品者", Cue::flea},
    Word{"購入者", Cue::flea},
    Word{"落札者", Cue::flea},
    Word{"ジモティー", Cue::flea},
    Word{"口コミ", Cue::gmap},
    Word{"クチコミ", Cue::gmap},
    Word{"レビュー", Cue::gmap},
    Word{"グーグルマップ", Cue::gmap},
    Word{"googleマップ", Cue::gmap},
    Word{"google map", Cue::gmap},
    Word{"地図アプリ", Cue::gmap},
    Word{"地図サービス", Cue::gmap},
    Word{"グーグルの地図", Cue::gmap},
    Word{"rmt", Cue::rmt},
    Word{"リアルマネートレード", Cue::rmt},
    Word{"ルータ", Cue::router},
    Word{"管理画面", Cue::router},
    Word{"マッチングアプリ", Cue::dating},
    Word{"出会い系", Cue::dating},
    Word{"github", Cue::github},
    Word{"steam", Cue::steam},
    Word{"twitch", Cue::twitch},
    Word{"line", Cue::line},
    Word{"ライン", Cue::line},
    Word{"らいん", Cue::line},
    Word{"telegram", Cue::telegram},
    Word{"テレグラム", Cue::telegram},
    Word{"テレグラ", Cue::telegram},
    Word{"tg", Cue::telegram},
    Word{"discord", Cue::discord},
    Word{"ディスコード", Cue::discord},
    Word{"ディスコ", Cue::discord},
    Word{"ゲーム", Cue::game},
    Word{"オンラインゲーム", Cue::game},
    Word{"ソシャゲ", Cue::game},
    Word{"sns", Cue::social},
    Word{"dm", Cue::social},
    Word{"ダイレクトメッセージ", Cue::social},
    Word{"フォロワー", Cue::social},
    Word{"フォロー", Cue::social},
    Word{"投稿", Cue::social},
    Word{"アカウント名", Cue::account_word},
    Word{"アカウント", Cue::account_word},
    Word{"垢", Cue::account_word},
    Word{"アカ", Cue::account_word},
    Word{"account", Cue::account_word},
    Word{"ユーザー名", Cue::account_word},
    Word{"ユーザ名", Cue::account_word},
    Word{"ユーザーネーム", Cue::account_word},
    Word{"ユーザー", Cue::account_word},
    Word{"ユーザ", Cue::account_word},
    Word{"ハンドルネーム", Cue::account_word},
    Word{"ハンドル名", Cue::account_word},
    Word{"投稿者名", Cue::account_word},
    Word{"投稿者", Cue::account_word},
    Word{"投稿主", Cue::account_word},
    Word{"チャット名", Cue::account_word},
    Word{"表示名", Cue::account_word},
    Word{"プロフィール名", Cue::account_word},
    Word{"ログイン名", Cue::account_word},
    Word{"ニックネーム", Cue::account_word},
    Word{"利用者", Cue::account_word},
    Word{"会員名", Cue::account_word},
    Word{"チャンネル名", Cue::account_word},
    Word{"購入者", Cue::account_word},
    Word{"出品者", Cue::account_word},
    Word{"落札者", Cue::account_word},
    Word{"販売者", Cue::account_word},
    Word{"売り手", Cue::account_word},
    Word{"買い手", Cue::account_word},
    Word{"業者名", Cue::account_word},
    Word{"垢名", Cue::account_word},
    Word{"登録名", Cue::account_word},
    Word{"名前", Cue::person_word},
    Word{"相手方", Cue::person_word},
    Word{"相手", Cue::person_word},
    Word{"連絡先", Cue::person_word},
    Word{"犯人", Cue::person_word},
    Word{"加害者", Cue::person_word},
    Word{"やったのは", Cue::person_word},
    Word{"送信者", Cue::person_word},
    Word{"id", Cue::id_word},
    Word{"アイディー", Cue::id_word},
    Word{"アイディ", Cue::id_word},
    Word{"ユーザーid", Cue::id_word},
    Word{"電話番号", Cue::telephone},
    Word{"電話", Cue::telephone},
    Word{"携帯", Cue::telephone},
    Word{"tel", Cue::telephone},
    Word{"℡", Cue::telephone},
    Word{"☎", Cue::telephone},
    Word{"着信", Cue::telephone},
    Word{"発信", Cue::telephone},
    Word{"架電", Cue::telephone},
    Word{"sms", Cue::telephone},
    Word{"ショートメール", Cue::telephone},
    Word{"ショートメッセージ", Cue::telephone},
    Word{"fax", Cue::telephone},
    Word{"ファックス", Cue::telephone},
    Word{"折り返し", Cue::telephone},
    Word{"フリーダイヤル", Cue::telephone},
    Word{"スマホ", Cue::telephone},
    Word{"番号", Cue::telephone},
    Word{"表示", Cue::telephone},
    Word{"国際電話", Cue::telephone},
    Word{"phone", Cue::telephone},
    Word{"掛け", Cue::telephone},
    Word{"かけ", Cue::telephone},
    Word{"ダイヤル", Cue::telephone},
    Word{"コールセンター", Cue::telephone},
    Word{"ナンバー", Cue::telephone},
    Word{"注文番号", Cue::other_number},
    Word{"受付番号", Cue::other_number},
    Word{"会員番号", Cue::other_number},
    Word{"受注番号", Cue::other_number},
    Word{"注文id", Cue::other_number},
    Word{"取引番号", Cue::other_number},
    Word{"整理番号", Cue::other_number},
    Word{"管理番号", Cue::other_number},
    Word{"顧客番号", Cue::other_number},
    Word{"お客様番号", Cue::other_number},
    Word{"契約番号", Cue::other_number},
    Word{"請求番号", Cue::other_number},
    Word{"message-id", Cue::other_number},
    Word{"メッセージid", Cue::other_number},
    Word{"予約番号", Cue::other_number},
    Word{"郵便番号", Cue::other_number},
    Word{"免許証番号", Cue::other_number},
    Word{"マイナンバー", Cue::other_number},
    Word{"承認番号", Cue::other_number},
    Word{"登録番号", Cue::other_number},
    Word{"識別番号", Cue::other_number},
    Word{"証券番号", Cue::other_number},
    Word{"商品番号", Cue::other_number},
    Word{"型番", Cue::other_number},
    Word{"カード番号", Cue::card},
    Word{"クレジットカード", Cue::card},
    Word{"クレカ", Cue::card},
    Word{"カード", Cue::card},
    Word{"visa", Cue::card},
    Word{"mastercard", Cue::card},
    Word{"jcb", Cue::card},
    Word{"amex", Cue::card},
    Word{"デビット", Cue::card},
    Word{"マスターカード", Cue::card},
    Word{"口座番号", Cue::bank_number},
    Word{"口座", Cue::bank_number},
    Word{"振込先", Cue::bank_number},
    Word{"追跡番号", Cue::tracking},
    Word{"追跡", Cue::tracking},
    Word{"伝票番号", Cue::tracking},
    Word{"送り状番号", Cue::tracking},
    Word{"送り状", Cue::tracking},
    Word{"お問い合わせ番号", Cue::tracking},
    Word{"お問合せ番号", Cue::tracking},
    Word{"問い合わせ番号", Cue::tracking},
    Word{"問合せ番号", Cue::tracking},
    Word{"問合番号", Cue::tracking},
    Word{"荷物番号", Cue::tracking},
    Word{"配送番号", Cue::tracking},
    Word{"引受番号", Cue::tracking},
    Word{"tracking", Cue::tracking},
    Word{"伝票", Cue::tracking},
    Word{"発送番号", Cue::tracking},
    Word{"トラッキング", Cue::tracking},
    Word{"ギフトカード", Cue::gift},
    Word{"ギフト券", Cue::gift},
    Word{"ギフトコード", Cue::gift},
    Word{"ギフト", Cue::gift},
    Word{"電子マネー", Cue::gift},
    Word{"プリペイド", Cue::gift},
    Word{"itunes", Cue::gift},
    Word{"google play", Cue::gift},
    Word{"googleplay", Cue::gift},
    Word{"グーグルプレイ", Cue::gift},
    Word{"アップルカード", Cue::gift},
    Word{"アップルギフト", Cue::gift},
    Word{"ウェブマネー", Cue::gift},
    Word{"webmoney", Cue::gift},
    Word{"ビットキャッシュ", Cue::gift},
    Word{"bitcash", Cue::gift},
    Word{"アマギフ", Cue::gift},
    Word{"コード番号", Cue::gift},
    Word{"プリカ", Cue::gift},
    Word{"ニンテンドープリペイド", Cue::gift},
    Word{"imei", Cue::imei},
    Word{"製造番号", Cue::serial},
    Word{"シリアル番号", Cue::serial},
    Word{"シリアル", Cue::serial},
    Word{"s/n", Cue::serial},
    Word{"serial", Cue::serial},
    Word{"端末識別番号", Cue::imei},
    Word{"端末番号", Cue::imei},
    Word{"airtag", Cue::tag},
    Word{"エアタグ", Cue::tag},
    Word{"紛失防止タグ", Cue::tag},
    Word{"スマートタグ", Cue::tag},
    Word{"エアータグ", Cue::tag},
    Word{"忘れ物防止タグ", Cue::tag},
    Word{"紛失タグ", Cue::tag},
    Word{"ssid", Cue::ssid},
    Word{"essid", Cue::ssid},
    Word{"wi-fi名", Cue::ssid},
    Word{"wifi名", Cue::ssid},
    Word{"ネットワーク名", Cue::ssid},
    Word{"アクセスポイント名", Cue::ssid},
    Word{"wi-fiの名前", Cue::ssid},
    Word{"wifiの名前", Cue::ssid},
    Word{"電波の名前", Cue::ssid},
    Word{"txid", Cue::transaction},
    Word{"tx id", Cue::transaction},
    Word{"トランザクション", Cue::transaction},
    Word{"txハッシュ", Cue::transaction},
    Word{"取引id", Cue::transaction},
    Word{"取引ハッシュ", Cue::transaction},
    Word{"送金id", Cue::transaction},
    Word{"tx", Cue::transaction},
    Word{"transaction", Cue::transaction},
    Word{"txhash", Cue::transaction},
    Word{"送金ハッシュ", Cue::transaction},
    Word{"取引記録", Cue::transaction},
    Word{"送金記録", Cue::transaction},
    Word{"ブロックチェーン", Cue::transaction},
    Word{"sha256", Cue::file_hash},
    Word{"sha-256", Cue::file_hash},
    Word{"ハッシュ値", Cue::file_hash},
    Word{"ハッシュ", Cue::file_hash},
    Word{"検体", Cue::file_hash},
    Word{"md5", Cue::file_hash},
    Word{"ビットコイン", Cue::wallet},
    Word{"暗号資産", Cue::wallet},
    Word{"仮想通貨", Cue::wallet},
    Word{"ウォレット", Cue::wallet},
    Word{"btc", Cue::wallet},
    Word{"eth", Cue::wallet},
    Word{"usdt", Cue::wallet},
    Word{"trc20", Cue::wallet},
    Word{"erc20", Cue::wallet},
    Word{"イーサ", Cue::wallet},
    Word{"送金先", Cue::wallet},
    Word{"送付先", Cue::wallet},
    Word{"送り先", Cue::wallet},
    Word{"テザー", Cue::wallet},
    Word{"支払先", Cue::wallet},
    Word{"宛先", Cue::wallet},
    Word{"アドレス", Cue::wallet},
    Word{"wallet", Cue::wallet},
    Word{"bitcoin", Cue::wallet},
    Word{"トロン", Cue::wallet},
    Word{"添付", Cue::file_word},
    Word{"ファイル", Cue::file_word},
    Word{"file", Cue::file_word},
    Word{"展開", Cue::file_word},
    Word{"解凍", Cue::file_word},
    Word{"圧縮", Cue::file_word},
    Word{"zip", Cue::file_word},
    Word{"インストール", Cue::file_word},
    Word{"保存", Cue::file_word},
    Word{"実行", Cue::file_word},
    Word{"ダウンロード", Cue::file_word},
    Word{"拡張子", Cue::extension},
    Word{"末尾", Cue::extension},
    Word{"語尾", Cue::extension},
    Word{"暗号化", Cue::extension},
    Word{"ランサム", Cue::extension},
    Word{"アップル", Cue::gift},
    Word{"apple", Cue::gift},
    Word{"アマゾン", Cue::gift},
    Word{"amazon", Cue::gift},
    Word{"グーグル", Cue::gift},
    Word{"裏の番号", Cue::gift},
    Word{"コンビニ", Cue::gift},
    Word{"シリアルコード", Cue::gift},
    Word{"カードの番号", Cue::gift},
    Word{"サイト", Cue::site},
    Word{"ドメイン", Cue::site},
    Word{"url", Cue::site},
    Word{"ホスト", Cue::site},
    Word{"リンク", Cue::site},
    Word{"アクセス", Cue::site},
    Word{"ホームページ", Cue::site},
    Word{"サーバ", Cue::site},
    Word{"接続先", Cue::site},
    Word{"通信先", Cue::site},
    Word{"送信先", Cue::site},
    Word{"飛ば", Cue::site},
    Word{"転送", Cue::site},
    Word{"通販", Cue::site},
    Word{"ページ", Cue::site},
    Word{"domain", Cue::site},
    Word{"誘導先", Cue::site},
    Word{"アドレス", Cue::site},
    Word{"c2", Cue::site},
    Word{"ブラウザ", Cue::site},
    Word{"開いた", Cue::site},
    Word{"バージョン", Cue::version},
    Word{"version", Cue::version},
    Word{"ver", Cue::version},
    Word{"ファームウェア", Cue::version},
    Word{"ファームウエア", Cue::version},
    Word{"プレイヤーid", Cue::player},
    Word{"プレーヤーid", Cue::player},
    Word{"プレイヤー名", Cue::player},
    Word{"プレーヤー名", Cue::player},
    Word{"フレンドコード", Cue::player},
    Word{"フレンドid", Cue::player},
    Word{"ゲーム内id", Cue::player},
    Word{"ゲームid", Cue::player},
    Word{"キャラクター名", Cue::player},
    Word{"キャラ名", Cue::player},
    Word{"uid", Cue::player},
    Word{"ゲームのid", Cue::player},
    Word{"プレイヤー", Cue::player},
    Word{"プレーヤー", Cue::player},
    Word{"ゲーム内の名前", Cue::player},
    Word{"ゲーム内名", Cue::player},
    Word{"私の", Cue::own},
    Word{"自分の", Cue::own},
    Word{"本人の", Cue::own},
    Word{"当社の", Cue::own},
    Word{"弊社の", Cue::own},
    Word{"うちの", Cue::own},
    Word{"当方の", Cue::own},
    Word{"相談者の", Cue::own},
    Word{"息子の", Cue::own},
    Word{"娘の", Cue::own},
    Word{"母の", Cue::own},
    Word{"父の", Cue::own},
    Word{"こちらの", Cue::own},
    Word{"連絡は", Cue::own},
    Word{"日中の連絡先", Cue::own},
    Word{"当校の", Cue::own},
    Word{"本校の", Cue::own},
    Word{"妻の", Cue::own},
    Word{"夫の", Cue::own},
    Word{"僕の", Cue::own},
    Word{"俺の", Cue::own},
    Word{"わたしの", Cue::own},
    Word{"自社の", Cue::own},
    Word{"本物の", Cue::legitimate},
    Word{"正規の", Cue::legitimate},
    Word{"公式の", Cue::legitimate},
    Word{"実在の", Cue::legitimate},
    Word{"正しい", Cue::legitimate},
};

using Buckets = std::unordered_map<std::uint32_t, std::vector<Word>>;

std::uint32_t bucket_key(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    return is_ascii(text[0]) ? static_cast<std::uint32_t>(to_lower(text[0]))
                             : (byte(0) << 16U) | (byte(1) << 8U) | byte(2);
}

Buckets const& buckets() {
    static Buckets const built = [] {
        Buckets made;
        for (auto const& word : vocabulary) {
            made[bucket_key(word.spelling)].push_back(word);
        }
        for (auto& [key, words] : made) {
            std::stable_sort(words.begin(), words.end(), [](Word const& a, Word const& b) {
                return a.spelling.size() > b.spelling.size();
            });
        }
        return made;
    }();
    return built;
}

bool stands_here(View const& view, std::size_t place, std::string_view spelling) {
    if (view.size() - place < spelling.size()) {
        return false;
    }
    for (std::size_t i = 0; i < spelling.size(); ++i) {
        if (to_lower(view.at(place + i)) != spelling[i]) {
            return false;
        }
    }
    // A Latin word must stand alone: LINE, but not online.
    bool const latin_end = is_alnum(spelling.back());
    auto const next = view.at(place + spelling.size());
    return !latin_end || !(is_alpha(next) || (is_digit(next) && spelling.size() < 3));
}

// Not inside an address or a handle; a full-width sign separates.
bool begins_word(View const& view, std::size_t place) {
    static constexpr std::string_view ties{"@._-/"};
    auto const previous = view.before(place);
    return !is_alnum(previous) &&
           (previous == '\0' || ties.find(previous) == std::string_view::npos || view.wide(place - 1));
}

}  // namespace

Words::Words(View const& view) {
    auto const& index = buckets();
    for (std::size_t at = 0; at < view.size();) {
        auto const length = character_length(view, at);
        bool const latin = length == 1 && is_alnum(view.at(at));
        bool const starts = length == 3 || (latin && begins_word(view, at));
        auto const found = starts ? index.find(bucket_key(view.text().substr(at))) : index.end();
        if (found != index.end()) {
            std::size_t taken = 0;
            for (auto const& word : found->second) {
                // Only the longest spelling here counts, but it may mean several things.
                if (word.spelling.size() < taken) {
                    break;
                }
                if (stands_here(view, at, word.spelling)) {
                    taken = word.spelling.size();
                    mentions_.push_back({at, at + taken, word.cue});
                }
            }
        }
        at += length;
    }
}

std::optional<Mention> Words::before(std::size_t place, std::size_t reach, std::span<Cue const> cues) const {
    auto const first_after =
        std::upper_bound(mentions_.begin(), mentions_.end(), place,
                         [](std::size_t at, Mention const& mention) { return at < mention.begin; });
    for (auto at = first_after; at != mentions_.begin();) {
        --at;
        if (at->begin + reach < place) {
            break;
        }
        if (at->end <= place && std::find(cues.begin(), cues.end(), at->cue) != cues.end()) {
            return *at;
        }
    }
    return std::nullopt;
}

std::optional<Mention> Words::after(std::size_t place, std::size_t reach, std::span<Cue const> cues) const {
    auto at = std::lower_bound(mentions_.begin(), mentions_.end(), place,
                               [](Mention const& mention, std::size_t from) { return mention.begin < from; });
    for (; at != mentions_.end() && at->begin <= place + reach; ++at) {
        if (std::find(cues.begin(), cues.end(), at->cue) != cues.end()) {
            return *at;
        }
    }
    return std::nullopt;
}

bool Words::near_before(std::size_t place, std::size_t reach, Cue cue) const {
    return before(place, reach, std::span{&cue, 1}).has_value();
}

}  // namespace engine::observables
