#include "formats/mail/mail.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace {

using formats::mail::Address;
using formats::mail::Limits;
using formats::mail::Mail;
using formats::mail::read;

bool warns(Mail const& mail, std::string_view en) {
    if (std::ranges::any_of(mail.messages, [&](Mail const& each) { return warns(each, en); })) {
        return true;
    }
    return std::ranges::any_of(mail.warnings, [&](auto const& each) {
        return each.reason.en.find(en) != std::string::npos && !each.reason.ja.empty();
    });
}

}  // namespace

TEST_CASE(
    "a Japanese mail in ISO-2022-JP is read, with characters that only Windows has and half-width kana") {
    auto const mail = read(
        "From: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <yamada@example.jp>\r\n"
        "To: =?iso-2022-jp?Q?=1B$B$*5R=1B(B?= =?iso-2022-jp?Q?=1B$BMM=1B(B?= <a@example.jp>, "
        "b@example.jp\r\n"
        "Subject: =?ISO-2022-JP?B?GyRCQEE1YSVhITwlayF6LSElPCVRGyhC?=\r\n"
        "Date: Sun, 22 Nov 2026 14:05:00 +0900\r\n"
        "Message-ID: <1@example.jp>\r\n"
        "Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n"
        "\x1B$B3t<0-j\x1B(B \x1B(I16E\x1B(B\r\n");
    CHECK(mail.from == std::vector<Address>{{"山田", "yamada@example.jp", ""}});
    REQUIRE(mail.to.size() == 2);
    CHECK(mail.to[0].name == "お客様");
    CHECK(mail.subject == "請求メール★①ゼパ");
    REQUIRE(mail.date);
    CHECK(base::to_iso(*mail.date) == "2026-11-22T05:05:00.000Z");
    CHECK(mail.message_id == "1@example.jp");
    CHECK(mail.body.text == "株式㈱ ｱｶﾅ\n");
    CHECK(mail.warnings.empty());
}

TEST_CASE("a wrong character set is seen, and the text is read as what it is") {
    auto const mail = read(
        "From: a@example.jp\nSubject: x\nContent-Type: text/plain; "
        "charset=Shift_JIS\n\n日本語の本文です。\n");
    CHECK(mail.body.text == "日本語の本文です。\n");
    CHECK(warns(mail, "does not fit"));
    auto const jis =
        read("From: a@example.jp\nContent-Type: text/plain; charset=us-ascii\n\n\x1B$BF|K\\8l\x1B(B\n");
    CHECK(jis.body.text == "日本語\n");
    auto const sjis =
        read("From: a@example.jp\nSubject: \x93\xFA\x96\x7B\x8C\xEA\x82\xCC\x8C\x8F\x96\xBC\n\nx\n");
    CHECK(sjis.subject == "日本語の件名");
    CHECK(warns(sjis, "guessed"));
}

TEST_CASE("a character cut between two encoded words is joined, a broken word is read as far as it goes") {
    auto const mail = read("From: a@example.jp\nSubject: =?UTF-8?B?5pel5pw=?= =?UTF-8?B?rOiqng==?=\n\nx\n");
    CHECK(mail.subject == "日本語");
    auto const broken = read("From: a@example.jp\nSubject: =?UTF-8?B?5pel5pys\n\nx\n");
    CHECK(broken.subject == "日本");
    CHECK(warns(broken, "encoding is broken"));
}

TEST_CASE("names of files come in RFC 2231, in encoded words and in raw bytes; deceptive ones are flagged") {
    auto const mail = read(
        "From: a@example.jp\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n本文\n"
        "--b\nContent-Type: application/pdf\nContent-Disposition: attachment;\n "
        "filename*0*=UTF-8''%E8%AB%8B%E6%B1%82;\n filename*1*=%E6%9B%B8.pdf\n\nx\n"
        "--b\nContent-Type: application/zip; "
        "name=\"=?ISO-2022-JP?B?GyRCQEE1YRsoQi56aXA=?=\"\nContent-Transfer-Encoding: base64\n\nUEsDBA==\n"
        "--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; "
        "filename=\"invoice\xE2\x80\xAE"
        "fdp.exe\"\n\nMZ\n--b--\n");
    REQUIRE(mail.parts.size() == 5);
    CHECK(mail.parts[0].container);
    CHECK(mail.parts[1].section == "1");
    CHECK_FALSE(mail.parts[1].attachment);
    CHECK(mail.parts[2].name == "請求書.pdf");
    CHECK(mail.parts[2].attachment);
    CHECK(mail.parts[3].name == "請求.zip");
    CHECK(mail.parts[3].bytes == "PK\x03\x04");
    CHECK(mail.parts[4].name == "invoice\u202Efdp.exe");
    CHECK(mail.parts[4].deceptive_name);
    CHECK(warns(mail, "turn its direction"));
    CHECK(warns(mail, "runs when opened"));
    CHECK(mail.body.text == "本文");
}

TEST_CASE("HTML becomes text with the targets of its links, and what deceives is said") {
    auto const mail = read(
        "From: \"support@bank.example\" <x@evil.example>\nContent-Type: text/html; charset=utf-8\n\n"
        "<html><head><style>p{}</style></head><body><p>お客様&#12384; "
        "<b>至急</b></p><script>alert('x')</script>"
        "<a href=\"https://evil.example/login?a=1&amp;b=2\">https://www.bank.example/login</a><br>"
        "<a href='https://ok.example/'>こちら</a><div style=\"display: none\">隠し</div><img "
        "src=\"https://track.example/p.png\">"
        "<form action='https://evil.example/post'></form></body></html>");
    CHECK(mail.body.from_html);
    CHECK(
        mail.body.text.starts_with("お客様だ 至急\nhttps://www.bank.example/login "
                                   "<https://evil.example/login?a=1&b=2>\nこちら <https://ok.example/>"));
    CHECK(mail.body.text.find("alert") == std::string::npos);
    REQUIRE(mail.body.links.size() == 3);
    CHECK(mail.body.links[0].misleading);
    CHECK_FALSE(mail.body.links[1].misleading);
    CHECK(mail.body.links[2].target == "https://evil.example/post");
    CHECK(warns(mail, "another address than they lead to"));
    CHECK(warns(mail, "asks for input"));
    CHECK(warns(mail, "does not see"));
    CHECK(warns(mail, "would be fetched"));
    CHECK(warns(mail, "another address than the sender's"));
}

TEST_CASE("of alternatives the plain text is taken, a blank one is not, and links come from the HTML") {
    std::string const front =
        "From: a@example.jp\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: "
        "text/plain\n\n";
    std::string const back =
        "\n--b\nContent-Type: text/html\n\n<p>HTML <a href='https://a.example/'>x</a></p>\n--b--\n";
    auto const mail = read(front + "plain" + back);
    CHECK(mail.body.text == "plain");
    CHECK(mail.body.links.size() == 1);
    CHECK(std::ranges::none_of(mail.parts, &formats::mail::Part::attachment));
    auto const blank = read(front + "  " + back);
    CHECK(blank.body.text == "HTML x <https://a.example/>");
}

TEST_CASE("a mail within a mail is a mail of its own, and its bytes are kept as they were sent") {
    std::string const inner =
        "From: b@example.jp\nSubject: inner\nReceived: from x ([198.51.100.7]) by y; Sun, 22 Nov 2026 "
        "00:00:00 +0000\n\ntext";
    auto const mail = read(
        "From: a@example.jp\nSubject: outer\nContent-Type: multipart/mixed; "
        "boundary=b\n\n--b\n\nsee\n--b\nContent-Type: message/rfc822\n\n" +
        inner + "\n--b--\n");
    REQUIRE(mail.messages.size() == 1);
    CHECK(mail.messages[0].subject == "inner");
    CHECK(mail.messages[0].path.hops.size() == 1);
    CHECK(mail.messages[0].body.text == "text");
    REQUIRE(mail.parts.size() == 3);
    CHECK(mail.parts[2].message == 0);
    CHECK(mail.parts[2].attachment);
    CHECK(mail.parts[2].bytes == inner);
}

TEST_CASE("a mail of ten thousand parts is read up to the limit, with a warning") {
    std::string bytes = "From: a@example.jp\nContent-Type: multipart/mixed; boundary=b\n\n";
    for (int i = 0; i < 10'000; ++i) {
        bytes += "--b\nContent-Type: text/plain; name=\"" + std::to_string(i) +
                 ".txt\"\nContent-Disposition: attachment\n\nx\n";
    }
    auto const mail = read(bytes);
    CHECK(mail.parts.size() == Limits{}.most_parts);
    CHECK(warns(mail, "parts"));
}

TEST_CASE("endless nesting, endless headers and endless lines are read up to the limits") {
    std::string nested;
    for (int i = 0; i < 3'000; ++i) {
        nested += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" +
                  std::to_string(i) + "\n";
    }
    auto const deep = read("From: a@example.jp\n" + nested);
    CHECK(deep.parts.size() <= Limits{}.deepest + 1);
    CHECK_FALSE(deep.warnings.empty());

    std::string messages = "From: a@example.jp\n";
    for (int i = 0; i < 200; ++i) {
        messages += "Content-Type: message/rfc822\n\nSubject: x\n";
    }
    CHECK(warns(read(messages), "nested too deeply"));

    std::string headers = "From: a@example.jp\n";
    for (int i = 0; i < 50'000; ++i) {
        headers += "X-Field: value\n";
    }
    auto const many = read(headers + "\nbody");
    CHECK(many.headers.size() == Limits{}.most_header_fields);
    CHECK(many.body.text == "body");
    CHECK(warns(many, "too many header fields"));

    auto const wide = read("From: a@example.jp\nSubject: " + std::string(200'000, 'a') + "\n\nbody");
    CHECK(wide.subject.size() <= Limits{}.longest_header_field);
    CHECK(wide.subject.size() > 60'000);
    CHECK(warns(wide, "too long"));

    auto const large = read("From: a@example.jp\n\n" + std::string(10'000, 'x'),
                            {.limits = {.most_bytes = 1'000}, .own_networks = {}});
    CHECK(large.body.text.size() < 1'000);
    CHECK(warns(large, "too large"));
}

TEST_CASE("NUL bytes never reach a text, and bytes that are no mail are read as one text") {
    using namespace std::string_view_literals;
    auto const mail = read("From: a@example.jp\nSubject: a\0b\n\nx\0y\n"sv);
    CHECK(mail.subject == "a?b");
    CHECK(mail.body.text == "x\uFFFDy\n");
    auto const none = read("\x89PNG\r\n\x1A\n");
    CHECK(warns(none, "no header"));
    CHECK(read("").parts.size() <= 1);
    CHECK_FALSE(formats::mail::looks_like_mail("this is a letter\nand no mail\n"));
    CHECK(formats::mail::looks_like_mail("Received: from a by b; now\nSubject: x\n\n"));
}

TEST_CASE("addresses are read as they are written in the world") {
    auto const to = [](std::string const& written) { return read("To: " + written + "\n\nx").to; };
    CHECK(to("undisclosed-recipients:;").empty());
    CHECK(to("Team: a@x.example, B <b@x.example>;, c@x.example") ==
          std::vector<Address>{
              {"", "a@x.example", "Team"}, {"B", "b@x.example", "Team"}, {"", "c@x.example", ""}});
    CHECK(to("\"Yamada, Taro\" <t@x.example>") == std::vector<Address>{{"Yamada, Taro", "t@x.example", ""}});
    CHECK(to("t@x.example (Taro)") == std::vector<Address>{{"Taro", "t@x.example", ""}});
    CHECK(to("a@x.example; b@x.example").size() == 2);
    CHECK(to("\"=?UTF-8?B?5pel5pys?=\" <a@x.example>") == std::vector<Address>{{"日本", "a@x.example", ""}});
    CHECK(to("a..b.@docomo.ne.jp") == std::vector<Address>{{"", "a..b.@docomo.ne.jp", ""}});
    CHECK(to("Taro <t@x.example") == std::vector<Address>{{"Taro", "t@x.example", ""}});
}

TEST_CASE("each hop writes a Received of its own; two subjects are a fault") {
    std::string const two_hops =
        "Received: from b (b [10.0.0.5]) by c; Mon, 23 Nov 2026 09:00:07 +0900\r\n"
        "Received: from a (a [198.51.100.20]) by b; Mon, 23 Nov 2026 09:00:05 +0900\r\n"
        "From: a@example.jp\r\nDate: Mon, 23 Nov 2026 09:00:00 +0900\r\nMessage-ID: <1@example.jp>\r\n";
    auto const ordinary = read(two_hops + "Subject: a\r\n\r\nb\r\n");
    CHECK(ordinary.path.hops.size() == 2);
    CHECK(ordinary.warnings.empty());
    CHECK(warns(read(two_hops + "Subject: a\r\nSubject: z\r\n\r\nb\r\n"), "several values"));
}
