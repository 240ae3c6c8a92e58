#include "engine/observables/extract.h"

#include "engine/observables/reference.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace engine::observables {
namespace {

// "type value <as written>" of every finding, one a line.
std::string told(std::string_view text, Types types = Types::labelled) {
    static Extractor const extractor{nullptr};
    std::string lines;
    for (auto const& found : extractor.extract(text, types)) {
        lines += type_name(found.type);
        lines += ' ';
        lines += found.value;
        lines += " <";
        lines += text.substr(found.start, found.end - found.start);
        lines += ">\n";
    }
    return lines;
}

std::filesystem::path real_data() {
    auto const* const named =
        std::getenv("RENKEI_REAL_DATA");  // NOLINT(concurrency-mt-unsafe): tests read it on one thread
    return named != nullptr ? std::filesystem::path{named}
                            : std::filesystem::path{RENKEI_SOURCE_DIR} / "../shared/data";
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) {
        text += piece;
    }
    return text;
}

}  // namespace

TEST_CASE("URLs are found defanged, in full width and spaced out") {
    CHECK(told("リンクはhxxps://a-b[.]example[.]top/x?id=1です") ==
          "url https://a-b.example.top/x?id=1 <hxxps://a-b[.]example[.]top/x?id=1>\n");
    CHECK(told("ｈｔｔｐｓ：／／ａ．ｔｏｐ／ｑ７」発信") ==
          "url https://a.top/q7 <ｈｔｔｐｓ：／／ａ．ｔｏｐ／ｑ７>\n");
    CHECK(told("「h t t p s : // sbq-a.com/ETGate」") ==
          "url https://sbq-a.com/ETGate <h t t p s : // sbq-a.com/ETGate>\n");
    CHECK(told("リンク先https://b.click/acc（11/19時点）") ==
          "url https://b.click/acc <https://b.click/acc>\n");
}

TEST_CASE("telephone numbers are given in E.164") {
    CHECK(told("電話0120-983-440へ") == "phone +81120983440 <0120-983-440>\n");
    CHECK(told("０９０－８８４０－２２１７の") == "phone +819088402217 <０９０－８８４０－２２１７>\n");
    CHECK(told("0101-844-555-0188に電話") == "phone +18445550188 <0101-844-555-0188>\n");
    CHECK(told("+1 (844) 555-0170と出た") == "phone +18445550170 <+1 (844) 555-0170>\n");
    CHECK(told("〇九〇の一二三四の五六七八から") == "phone +819012345678 <〇九〇の一二三四の五六七八>\n");
}

TEST_CASE("every sanctioned wallet address of the real list is recognised whole") {
    auto const folder = real_data() / "crypto-ofac";
    if (!std::filesystem::exists(folder)) {
        MESSAGE("skipped: no ", folder.string());
        return;
    }
    using Pair = std::pair<char const*, Type>;
    for (auto const& [coin, type] :
         {Pair{"XBT", Type::btc_address}, Pair{"ETH", Type::eth_address}, Pair{"TRX", Type::trx_address},
          Pair{"LTC", Type::ltc_address}, Pair{"XMR", Type::xmr_address}, Pair{"XRP", Type::xrp_address}}) {
        std::ifstream lines{folder / ("sanctioned_addresses_" + std::string{coin} + ".txt")};
        Extractor const extractor{nullptr};
        std::size_t count = 0;
        for (std::string line; std::getline(lines, line);) {
            auto const text = "送金先は" + line + "です";
            auto const found = extractor.extract(text, Types::all);
            CAPTURE(line);
            REQUIRE(found.size() == 1);
            // The list files one TRON address under Bitcoin.
            bool const tron = type == Type::btc_address && line.starts_with('T');
            CHECK(found[0].type == (tron ? Type::trx_address : type));
            CHECK(text.substr(found[0].start, found[0].end - found[0].start) == line);
            ++count;
        }
        CHECK(count > 0);
    }
}

TEST_CASE("further types are given only when asked for") {
    auto const text =
        "CVE-2024-3400 T1566.001 AS64500 00:1A:2B:3C:4D:5E 198.51.100.0/24 "
        "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    CHECK(told(text) == "ipv4 198.51.100.0 <198.51.100.0>\n");
    CHECK(told(text, Types::all) ==
          "cve CVE-2024-3400 <CVE-2024-3400>\nattack_id T1566.001 <T1566.001>\nasn AS64500 <AS64500>\n"
          "mac 00:1a:2b:3c:4d:5e <00:1A:2B:3C:4D:5E>\ncidr 198.51.100.0/24 <198.51.100.0/24>\n"
          "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709 <da39a3ee5e6b4b0d3255bfef95601890afd80709>\n");
}

TEST_CASE("a value is told once, and nothing inside a longer one") {
    CHECK(told("https://a.example/x と https://a.example/x、info@b.example") ==
          "url https://a.example/x <https://a.example/x>\nemail info@b.example <info@b.example>\n");
}

TEST_CASE("the role is proposed from the words before") {
    Extractor const extractor{nullptr};
    auto const role = [&](std::string_view text) {
        auto const found = extractor.extract(text);
        REQUIRE(found.size() == 1);
        return found[0].role;
    };
    CHECK(role("私の携帯は090-1234-5678です") == Role::victim);
    CHECK(role("相手の携帯は090-1234-5678です") == Role::subject);
    CHECK(role("正規のサイトはhttps://a.example/です") == Role::third_party);
    CHECK(role("カード番号4012888888881881を入力") == Role::victim);
}

TEST_CASE("unknown banks and unchecked wallets are marked unverified") {
    Extractor const extractor{nullptr};
    auto const account = extractor.extract("あおば銀行 南支店 普通 7654321");
    REQUIRE(account.size() == 1);
    CHECK(account[0].unverified);
    auto const wallet = extractor.extract("送付先1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
    REQUIRE(wallet.size() == 1);
    CHECK_FALSE(wallet[0].unverified);
}

TEST_CASE("hostile repetition yields a bounded result") {
    for (std::string_view const piece : {"7", "0-", "@", "http://", "[.]", "a.", "1.", "普通", "LINE",
                                         "アカウント「", "東京都", "a_b ", ".exe", "〇九", "GB82 "}) {
        CAPTURE(piece);
        CHECK(told(repeated(piece, 20'000)).size() < 100'000);
    }
    CHECK(told(repeated("7", 1'000'000)).empty());
}

TEST_CASE("long texts are read in blocks and offsets stay those of the whole") {
    auto text = repeated("これは長い相談の記録です。\n", 20'000);
    auto const place = text.size() + std::string_view{"連絡先は"}.size();
    text += "連絡先は090-1234-5678です。";
    Extractor const extractor{nullptr};
    auto const found = extractor.extract(text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].start == place);
    CHECK(found[0].end == place + 13);
}

TEST_CASE("a bank list says which line is wrong") {
    auto const wrong = Reference::parse("bank\t0125\t七十七\tシチ\nbranch\t1\tx\ty\n");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.violations()[0].field == "line 2");
    auto const right = Reference::parse("bank\t0125\t七十七\tシチ\nbranch\t100\t本店営業部\tホンテン\n");
    REQUIRE(right);
    CHECK(right->bank("七十七銀行") == right->bank("0125"));
    CHECK(right->bank("七十七") == right->bank("0125"));
    CHECK(right->bank("八十八") == nullptr);
}

}  // namespace engine::observables
