#include "modules/intelligence/feed_value.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace modules::intelligence {

namespace recognition = platform::recognition;
using recognition::Recognised;

namespace {

// Not looked for in reports, where they would find too much; a value that stands alone may be one.
constexpr std::array<std::string_view, 10> further_types = {
    "sha1", "sha512", "cidr", "mac", "cve", "asn", "attack_id", "ltc_address", "xmr_address", "xrp_address"};

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_port(std::string_view rest) {
    return rest.size() >= 2 && rest.size() <= 6 && rest.front() == ':' &&
           std::all_of(rest.begin() + 1, rest.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The one that is the whole value; a part of it would be another value. An address may carry a port.
std::optional<Recognised> whole(std::vector<Recognised> found, std::string_view value) {
    for (auto& one : found) {
        if (one.start != 0) {
            continue;
        }
        bool const is_host = one.key.type == "domain" || one.key.type == "ipv4" || one.key.type == "ipv6";
        if (one.end == value.size() || (is_host && is_port(value.substr(one.end)))) {
            return std::move(one);
        }
    }
    return std::nullopt;
}

std::optional<base::Words> wrong_text(std::string_view value) {
    if (value.empty()) {
        return base::Words{"空です", "it is empty"};
    }
    if (value.size() > longest_feed_value) {
        return base::Words{
            fmt::format("長すぎます（{} バイト。上限は {} バイト）", value.size(), longest_feed_value),
            fmt::format("too long ({} bytes; the limit is {})", value.size(), longest_feed_value)};
    }
    if (!base::is_storable_text(value)) {
        return base::Words{"UTF-8 の文字列ではないか、NUL を含みます", "not UTF-8, or it has a NUL"};
    }
    return std::nullopt;
}

FeedValue to_value(Recognised recognised) {
    return {std::move(recognised.key), std::move(recognised.hosts), std::move(recognised.listed), {}, {}};
}

std::optional<Recognised> of_further_type(recognition::Recogniser const& recogniser, std::string_view value) {
    for (auto const type : further_types) {
        if (auto found = whole(recogniser.recognise_value(type, value), value)) {
            return found;
        }
    }
    return std::nullopt;
}

// In a report a name like invoice.zip is a file and 32 hexadecimal digits are a hash; here the feed says that
// it is a host, so it is read where only a host can stand.
std::optional<Recognised> as_domain(recognition::Recogniser const& recogniser, std::string_view value) {
    constexpr std::string_view before = "https://";
    if (value.find_first_of(" /") != std::string_view::npos) {
        return std::nullopt;
    }
    auto const url = std::string(before).append(value).append("/");
    auto found = whole(recogniser.recognise_value("url", url), url);
    if (!found || !found->key.value.starts_with(before)) {
        return std::nullopt;
    }
    auto host = found->key.value.substr(before.size());
    host.resize(std::min(host.find_first_of("/:"), host.size()));
    if (host.find_first_not_of("0123456789.") == std::string::npos || host.find('.') == std::string::npos) {
        return std::nullopt;
    }
    found->key = {"domain", std::move(host)};
    found->hosts.clear();
    return found;
}

// What a sentence would not have as part of an address (a masked id, a wildcard) belongs to it in a feed.
std::optional<Recognised> as_url(recognition::Recogniser const& recogniser, std::string_view value) {
    for (auto& found : recogniser.recognise_value("url", value)) {
        if (found.start == 0) {
            found.key.value.append(value.substr(found.end));
            return std::move(found);
        }
    }
    return std::nullopt;
}

// The feed's word for the type decides where the value has more than one reading.
std::optional<Recognised> as_told(recognition::Recogniser const& recogniser, std::string_view type,
                                  std::string_view value) {
    if (type == "domain") {
        return as_domain(recogniser, value);
    }
    if (type == "url") {
        return as_url(recogniser, value);
    }
    if (type == "filename") {
        Recognised found;
        found.key = {std::string(type), std::string(value)};
        return found;
    }
    return std::nullopt;
}

// "bad.example/gate.php", as lists of trails write an address.
std::optional<Recognised> without_scheme(recognition::Recogniser const& recogniser, std::string_view value) {
    if (value.find("://") != std::string_view::npos ||
        value.find_first_of(blanks) != std::string_view::npos) {
        return std::nullopt;
    }
    if (value.find('/') == std::string_view::npos) {
        return as_domain(recogniser, value);
    }
    auto const url = std::string("https://").append(value);
    return whole(recogniser.recognise_value("url", url), url);
}

}  // namespace

base::Parsed<FeedValue> typed_value(recognition::Recogniser const& recogniser, std::string_view type,
                                    std::string_view value) {
    value = trimmed(value);
    if (auto const wrong = wrong_text(value)) {
        return base::Violation{"value", *wrong};
    }
    if (auto found = whole(recogniser.recognise_value(type, value), value)) {
        return to_value(std::move(*found));
    }
    if (auto found = as_told(recogniser, type, value)) {
        return to_value(std::move(*found));
    }
    auto const label = recognition::type_label(type);
    return base::Violation{
        "value",
        {fmt::format("{}として読めません", label.ja), fmt::format("cannot be read as {}", label.en)}};
}

base::Parsed<FeedValue> untyped_value(recognition::Recogniser const& recogniser, std::string_view value) {
    value = trimmed(value);
    if (auto const wrong = wrong_text(value)) {
        return base::Violation{"value", *wrong};
    }
    if (auto found = whole(recogniser.recognise(value), value)) {
        return to_value(std::move(*found));
    }
    if (auto found = of_further_type(recogniser, value)) {
        return to_value(std::move(*found));
    }
    if (auto found = without_scheme(recogniser, value)) {
        return to_value(std::move(*found));
    }
    return base::Violation{"value",
                           {"観測情報（アドレス、番号、ハッシュ値など）として読めません",
                            "cannot be read as an observable (address, number, hash …)"}};
}

std::vector<Recognised> look_up_values(recognition::Recogniser const& recogniser, std::string_view text) {
    auto found = recogniser.recognise(text);
    if (found.empty()) {
        if (auto further = of_further_type(recogniser, trimmed(text))) {
            found.push_back(std::move(*further));
        }
    }
    return found;
}

std::string kept_comment(std::string_view comment) {
    return base::repaired_text(base::first_code_points(comment, longest_feed_comment));
}

void count_taken(ImportReport& report, FeedValue const& value) {
    ++report.items_taken;
    report.hosts_derived += value.hosts.size();
    report.items_listed += value.listed.empty() ? 0U : 1U;
    for (auto const& list : value.listed) {
        ++report.listed_by[list];
    }
}

}  // namespace modules::intelligence
