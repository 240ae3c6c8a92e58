#include "platform/store/postgresql_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace platform::store {

namespace {

constexpr std::size_t longest_reason = 600;  // bytes; the ends of many hosts' refusals
constexpr unsigned loopback_network = 127;

struct FreeOptions {
    void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

struct FreeMemory {
    void operator()(char* text) const noexcept { PQfreemem(text); }
};

std::string value_of(Options const& options, std::string_view keyword) {
    for (auto const* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (keyword == option->keyword) {
            return option->val == nullptr ? std::string() : std::string(option->val);
        }
    }
    return {};
}

Options parsed(std::string const& where) {
    return Options(PQconninfoParse(where.c_str(), nullptr));
}

// A quoted piece of a misread address may be a piece of the password.
bool may_hold_password(std::string_view where) {
    auto const scheme = where.find("://");
    auto const rest = scheme == std::string_view::npos ? where : where.substr(scheme + 3);
    auto const at = rest.find('@');
    bool const in_front =
        at != std::string_view::npos && rest.substr(0, at).find(':') != std::string_view::npos;
    return in_front || where.find("password") != std::string_view::npos;
}

[[noreturn]] void refuse_unreadable(std::string const& where, std::string_view reason) {
    auto const shown =
        may_hold_password(where) || reason.empty() ? std::string() : fmt::format(" ({})", reason);
    throw base::Problem(
        base::Problem::invalid,
        "データベースのアドレスを読み取れません。利用者名やパスワードの記号 (/ @ : ? # & %) は %40 "
        "のように符号化し、項目名の綴りを確認してください" +
            shown,
        "the database's address cannot be read: write / @ : ? # & % in a user name or password as %2F, %40 "
        "…, and check the names of its parameters" +
            shown);
}

std::vector<std::string> listed(std::string const& text) {
    std::vector<std::string> items;
    std::size_t from = 0;
    while (true) {
        auto const comma = text.find(',', from);
        items.push_back(text.substr(from, comma - from));
        if (comma == std::string::npos) {
            return items;
        }
        from = comma + 1;
    }
}

bool is_this_machine(std::string const& host) {
    if (host.empty() || host.front() == '/' || host.front() == '@' || host == "localhost") {
        return true;  // a socket of this machine, or its own name
    }
    in_addr four{};
    if (::inet_pton(AF_INET, host.c_str(), &four) == 1) {
        return (ntohl(four.s_addr) >> 24U) == loopback_network;
    }
    in6_addr six{};
    return ::inet_pton(AF_INET6, host.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six) != 0;
}

// The first one that is not this machine; empty when there is none.
std::string remote_host(Options const& given, Options const& defaults) {
    auto const or_default = [&](std::string_view keyword) {
        auto value = value_of(given, keyword);
        return value.empty() ? value_of(defaults, keyword) : value;
    };
    auto const names = listed(or_default("host"));
    auto const addresses = listed(or_default("hostaddr"));
    for (std::size_t i = 0; i < std::max(names.size(), addresses.size()); ++i) {
        bool const by_address = i < addresses.size() && !addresses[i].empty();
        auto host = by_address ? addresses[i] : i < names.size() ? names[i] : std::string();
        if (!is_this_machine(host)) {
            return host;
        }
    }
    // A service file may say another host.
    auto const service = value_of(given, "service");
    return service.empty() || !value_of(given, "host").empty() ? std::string() : "service " + service;
}

void refuse_misread(std::string const& where, Options const& given) {
    // "user:pa/ss@host" has been read as the host "user" with the port "pa".
    auto const ports = value_of(given, "port");
    bool const is_number =
        std::ranges::all_of(ports, [](char c) { return (c >= '0' && c <= '9') || c == ','; });
    auto const host = value_of(given, "host");
    bool const is_host = host.empty() || host.front() == '@' || host.find('@') == std::string::npos;
    if (!is_number || !is_host) {
        refuse_unreadable(where, is_number ? "host" : "port");
    }
}

struct Advice {
    std::string_view said;  // by libpq or, in English, by the server
    std::string_view ja;
    std::string_view en;
};
// The first that fits: with several addresses libpq tells of each, and TLS says more than a refused port.
constexpr std::array<Advice, 21> advices{{
    {"certificate verify failed",
     "サーバー証明書を信頼できません。sslrootcert の認証局と証明書の有効期限を確認してください",
     "the server's certificate is not trusted: check that sslrootcert is the authority that signed it, and "
     "its dates"},
    {"does not match host name",
     "サーバー証明書の名前が接続先のホスト名と一致しません。アドレスのホスト名と証明書の subjectAltName "
     "を確認してください",
     "the server's certificate is for another name: check the host of the address and the certificate's "
     "subjectAltName"},
    {"root certificate file", "認証局の証明書を読めません。sslrootcert のファイルを確認してください",
     "the authority's certificate cannot be read: check the file of sslrootcert"},
    {"does not support SSL",
     "サーバーが TLS を受け付けません。サーバーの ssl = on と証明書を確認してください",
     "the server does not speak TLS: check its ssl = on and its certificate"},
    {"private key file", "利用者の秘密鍵を使えません。sslkey のファイルと権限 (600) を確認してください",
     "the client's key cannot be used: check the file of sslkey and its mode (600)"},
    {"certificate file", "利用者の証明書を読めません。sslcert のファイルを確認してください",
     "the client's certificate cannot be read: check the file of sslcert"},
    {"SSL error", "TLS で接続できません。サーバーと利用者の証明書を確認してください",
     "TLS cannot be agreed on: check the certificates of both sides"},
    {"sslmode", "sslmode の値を確認してください (verify-full を推奨)",
     "check the value of sslmode (verify-full is best)"},
    {"password", "認証に失敗しました。利用者名とパスワード (~/.pgpass) を確認してください",
     "the account was refused: check the user and its password (~/.pgpass)"},
    {"pg_hba.conf", "サーバーがこの接続を許していません。pg_hba.conf を確認してください",
     "the server does not let this connection in: check its pg_hba.conf"},
    {"starting up", "データベースサーバーが起動中です", "the database server is starting up"},
    {"recovery", "データベースサーバーが復旧中です", "the database server is recovering"},
    {"shutting down", "データベースサーバーが停止中です", "the database server is shutting down"},
    {"accepting connections", "データベースサーバーが起動中です", "the database server is starting up"},
    {"too many", "データベースの接続数が上限に達しています", "the database has no connection left"},
    {"connection slots", "データベースの接続数が上限に達しています", "the database has no connection left"},
    {"could not translate host name", "ホスト名を解決できません。アドレスのホスト名を確認してください",
     "the host name is not known: check the host of the address"},
    {"does not exist", "データベース又は利用者がありません。アドレスを確認してください",
     "there is no such database or user: check the address"},
    {"Connection refused", "データベースサーバーが動いていません。ホスト名とポートを確認してください",
     "no database server answers there: check that it runs, and host and port"},
    {"No such file or directory", "データベースサーバーが動いていません。ソケットの場所を確認してください",
     "no database server answers there: check that it runs, and the socket's folder"},
    {"timeout expired", "データベースサーバーが応答しません", "the database server does not answer"},
}};

}  // namespace

std::string without_password(std::string const& where, std::string_view said) {
    std::string line;
    for (char const c : said.substr(0, longest_reason)) {
        if (c == '\n' || c == '\t') {
            line.append(line.empty() || line.back() == ' ' ? "" : " ");
        } else {
            line.push_back(c);
        }
    }
    while (!line.empty() && line.back() == ' ') {
        line.pop_back();
    }
    auto const password = value_of(parsed(where), "password");
    if (password.empty()) {
        return line;
    }
    for (auto at = line.find(password); at != std::string::npos; at = line.find(password, at + 3)) {
        line.replace(at, password.size(), "***");
    }
    return line;
}

base::Words why_not_connected(std::string const& where, std::string_view said) {
    for (auto const& advice : advices) {
        if (said.find(advice.said) != std::string_view::npos) {
            return {fmt::format("データベースに接続できません。{}", advice.ja),
                    fmt::format("cannot connect to the database: {}", advice.en)};
        }
    }
    auto const reason = without_password(where, said);
    return {"データベースに接続できません: " + reason, "cannot connect to the database: " + reason};
}

void check_address(std::string const& where) {
    char* said = nullptr;
    Options const given(PQconninfoParse(where.c_str(), &said));
    std::unique_ptr<char, FreeMemory> const reason(said);
    if (!given) {
        refuse_unreadable(where, without_password(where, reason ? reason.get() : ""));
    }
    refuse_misread(where, given);
    Options const defaults(PQconndefaults());
    auto const host = remote_host(given, defaults);
    if (host.empty()) {
        return;
    }
    auto mode = value_of(given, "sslmode");
    if (mode.empty() && value_of(given, "service").empty()) {
        mode = value_of(defaults, "sslmode");
    }
    if (mode == "require") {
        spdlog::warn("store: sslmode=require does not check who answers at {}; verify-full does", host);
    } else if (mode != "verify-ca" && mode != "verify-full") {
        throw base::Problem(
            base::Problem::invalid,
            fmt::format("データベース {} への通信が暗号化されません。アドレスに "
                        "sslmode=verify-full&sslrootcert=認証局の証明書 を付けてください (少なくとも "
                        "sslmode=require)",
                        host),
            fmt::format("records would cross the network to the database at {} in the clear: add "
                        "sslmode=verify-full&sslrootcert=FILE to its address (at the least sslmode=require)",
                        host));
    }
}

}  // namespace platform::store
