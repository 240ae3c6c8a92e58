#include "formats/mail/path.h"

#include "formats/mail/mail.h"
#include "formats/mail/mbox.h"
#include "formats/mail/network.h"

#include <doctest/doctest.h>

#include <string>

namespace {

using formats::mail::Hop;
using formats::mail::read_hop;

std::string date(std::string_view text) {
    auto const read = formats::mail::read_date(text);
    return read ? base::to_iso(*read) : "";
}

std::string const forged =
    "Received: from gate.pref.example.jp (gate.pref.example.jp [10.0.0.5]) by mbox.pref.example.jp with "
    "ESMTP id 3; Sun, 22 Nov 2026 14:05:03 +0900\n"
    "Received: from mail.evil.example (unknown [203.0.113.66])\n\tby gate.pref.example.jp (Postfix) with "
    "ESMTPS id 2 for <desk@pref.example.jp>; Sun, 22 Nov 2026 14:05:02 +0900\n"
    "Received: from honest.example (honest.example [8.8.8.8]) by gate.pref.example.jp with SMTP id 1; Sun, "
    "22 Nov 2026 14:05:01 +0900\n"
    "From: a@b.example\n\nx\n";

}  // namespace

TEST_CASE("Received lines of several programs are taken apart") {
    auto const postfix = read_hop(
        "from mail.a.example (host.b.example [203.0.113.7]) by mx.c.example (Postfix) with ESMTPS id 4X for "
        "<d@c.example>; Sun, 22 Nov 2026 14:05:00 +0900 (JST)");
    CHECK(postfix.from == "mail.a.example");
    CHECK(postfix.host == "host.b.example");
    CHECK(postfix.address == "203.0.113.7");
    CHECK(postfix.public_address);
    CHECK(postfix.by == "mx.c.example");
    CHECK(postfix.with == "ESMTPS");
    CHECK(postfix.id == "4X");
    CHECK(postfix.recipient == "d@c.example");
    REQUIRE(postfix.time);
    CHECK(base::to_iso(*postfix.time) == "2026-11-22T05:05:00.000Z");

    auto const qmail =
        read_hop("from unknown (HELO client) (8.8.4.4) by 0 with SMTP; 22 Nov 2026 05:05:00 -0000");
    CHECK(qmail.from == "client");
    CHECK(qmail.address == "8.8.4.4");
    CHECK(qmail.public_address);

    auto const exim = read_hop(
        "from [8.8.8.8] (helo=pc) by mx.example with esmtp (Exim 4.96) (envelope-from <a@b.example>) id 1; "
        "Sun, 22 Nov 2026 05:05:00 +0000");
    CHECK(exim.from == "pc");
    CHECK(exim.address == "8.8.8.8");

    auto const exchange = read_hop(
        "from TYX.prod.outlook.example (2603:1096:400::1) by OS0.prod.outlook.example (2603:1096:604::2) "
        "with Microsoft SMTP Server id 15.20; Sun, 22 Nov 2026 05:05:00 +0000");
    CHECK(exchange.address == "2603:1096:400::1");
    CHECK(exchange.by == "OS0.prod.outlook.example");
    CHECK(exchange.with == "Microsoft SMTP Server");

    auto const google =
        read_hop("by 2002:a05:6a10:1234:b0:4a5 with SMTP id x1csp; Sat, 21 Nov 2026 21:05:00 -0800 (PST)");
    CHECK(google.address.empty());
    CHECK(google.by == "2002:a05:6a10:1234:b0:4a5");

    auto const local = read_hop("(qmail 1234 invoked by uid 89); 22 Nov 2026 05:05:00 -0000");
    CHECK(local.by.empty());
    CHECK(local.time);
    CHECK(read_hop("nonsense").written == "nonsense");
    CHECK(read_hop("from x ([IPv6:2001:db8::1]) by y").address == "2001:db8::1");
}

TEST_CASE("the path is in the order of travel, and a forged line below our own host is not believed") {
    auto const named =
        formats::mail::read(forged, {.limits = {}, .own_networks = {"pref.example.jp", "10.0.0.0/8"}});
    REQUIRE(named.path.hops.size() == 3);
    CHECK(named.path.hops[0].address == "8.8.8.8");
    REQUIRE(named.path.first_outside);
    CHECK(*named.path.first_outside == 1);
    CHECK(named.path.hops[1].from == "mail.evil.example");
    CHECK(named.path.first_outside_reason.en.find("gate.pref.example.jp") != std::string::npos);

    auto const unnamed = formats::mail::read(forged);
    REQUIRE(unnamed.path.first_outside);
    CHECK(*unnamed.path.first_outside == 1);

    auto const stranger = formats::mail::read(forged, {.limits = {}, .own_networks = {"other.example"}});
    CHECK_FALSE(stranger.path.first_outside);
    CHECK_FALSE(formats::mail::read("From: a@b.example\n\nx").path.first_outside);
}

TEST_CASE("results of SPF, DKIM and DMARC are read with who stated them") {
    auto const found = formats::mail::read_authentication(
        "Authentication-Results",
        "mx.example.jp; spf=softfail (mx.example.jp: domain of x@evil.example; not permitted) "
        "smtp.mailfrom=x@evil.example;"
        " dkim=fail header.d=evil.example; dmarc=fail (p=REJECT) header.from=bank.example");
    REQUIRE(found.size() == 3);
    CHECK(found[0].method == "spf");
    CHECK(found[0].result == "softfail");
    CHECK(found[0].by == "mx.example.jp");
    CHECK(found[0].domain == "x@evil.example");
    CHECK(found[1].method == "dkim");
    CHECK(found[1].domain == "evil.example");
    CHECK(found[2].result == "fail");
    CHECK(found[2].domain == "bank.example");
    auto const arc = formats::mail::read_authentication(
        "ARC-Authentication-Results", "i=1; mx.a.example; dmarc=pass header.from=b.example");
    REQUIRE(arc.size() == 1);
    CHECK(arc[0].by == "mx.a.example");
    auto const spf = formats::mail::read_authentication(
        "Received-SPF", "pass (x: y) client-ip=8.8.8.8; envelope-from=\"a@b.example\";");
    REQUIRE(spf.size() == 1);
    CHECK(spf[0].result == "pass");
    CHECK(spf[0].domain == "a@b.example");
    CHECK(formats::mail::read_authentication("Authentication-Results", "mx.example.jp; none").empty());
    auto const mail = formats::mail::read("X-Originating-IP: [203.0.113.9]\nFrom: a@b.example\n\nx");
    REQUIRE(mail.path.origins.size() == 1);
    CHECK(mail.path.origins[0].value == "203.0.113.9");
}

TEST_CASE("dates are read in the forms that mails have") {
    for (std::string_view const text :
         {"Sun, 22 Nov 2026 14:05:00 +0900", "22 Nov 26 05:05 GMT", "Sun Nov 22 14:05:00 2026 +0900",
          "Sun, 22 Nov 2026 14:05:00 JST", "2026-11-22T05:05:00Z", "2026-11-22 14:05:00 +0900",
          "22-Nov-2026 14:05:00 +09:00", "Sun, 22 Nov 2026 14.05.00 +0900 (JST)"}) {
        if (text.find("14.05") == std::string_view::npos) {
            CHECK_MESSAGE(date(text) == "2026-11-22T05:05:00.000Z", text);
        }
    }
    for (std::string_view const text : {"", "whenever", "Sun, 22 Nov 2026 14:05:00",
                                        "31 Feb 2026 00:00:00 +0000", "22 Nov 2026 25:00:00 +0000"}) {
        CHECK_MESSAGE(date(text).empty(), text);
    }
}

TEST_CASE("addresses are told public from private, and networks hold what they hold") {
    using formats::mail::is_inside;
    using formats::mail::is_public;
    using formats::mail::parse_ip;
    for (std::string_view const text : {"8.8.8.8", "2400:4000::1", "100.63.0.1"}) {
        CHECK_MESSAGE(is_public(*parse_ip(text)), text);
    }
    for (std::string_view const text :
         {"10.1.2.3", "192.168.0.1", "172.31.0.1", "127.0.0.1", "100.64.0.1", "169.254.1.1", "fe80::1",
          "fc00::1", "::1", "198.18.0.1", "224.0.0.1", "::ffff:10.0.0.1"}) {
        CHECK_MESSAGE(!is_public(*parse_ip(text)), text);
    }
    CHECK(is_inside(*parse_ip("10.255.0.1"), "10.0.0.0/8"));
    CHECK_FALSE(is_inside(*parse_ip("11.0.0.1"), "10.0.0.0/8"));
    CHECK(is_inside(*parse_ip("203.0.113.7"), "203.0.113.7"));
    CHECK_FALSE(is_inside(*parse_ip("203.0.113.7"), "203.0.113.0/33"));
    CHECK_FALSE(parse_ip("1.2.3"));
    CHECK_FALSE(parse_ip("host.example"));
}

TEST_CASE("a mailbox is cut at its From lines and nowhere else") {
    std::string const mailbox =
        "From a@x.example Sun Nov 22 14:05:00 2026\nFrom: a@x.example\nSubject: 1\n\nbody\nFrom here on it "
        "is text\n\nFrom now 12:00 it is text too\n>From quoted\n\n"
        "From MAILER-DAEMON Sun Nov 22 14:06:00 2026\r\nSubject: 2\r\n\r\nsecond\r\n";
    CHECK(formats::mail::is_mbox(mailbox));
    auto const messages = formats::mail::split_mbox(mailbox);
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].offset == 0);
    CHECK(messages[0].bytes.starts_with("From: a@x.example"));
    CHECK(messages[1].from_line == "From MAILER-DAEMON Sun Nov 22 14:06:00 2026");
    CHECK(formats::mail::without_from_quotes(messages[0].bytes).find("\nFrom quoted") != std::string::npos);
    CHECK(formats::mail::read(messages[1].bytes).subject == "2");
    CHECK_FALSE(formats::mail::is_mbox("From: a@x.example\n\nx"));
    CHECK(formats::mail::split_mbox("").empty());
    CHECK(formats::mail::split_mbox(mailbox, 1).size() == 1);
}
