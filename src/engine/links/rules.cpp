#include "engine/links/rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace engine::links {

namespace {

using Weight = std::pair<std::string_view, double>;
constexpr std::array<Weight, 21> weights = {{
    {"bank_account", 0.98}, {"btc_address", 0.98}, {"eth_address", 0.98}, {"trx_address", 0.98},
    {"txid", 0.98},         {"sha256", 0.97},      {"md5", 0.95},         {"onion", 0.97},
    {"gift_code", 0.95},    {"card_number", 0.95}, {"url", 0.95},         {"email", 0.92},
    {"phone", 0.92},        {"line_id", 0.92},     {"telegram_id", 0.92}, {"discord_id", 0.92},
    {"device_id", 0.92},    {"account", 0.90},     {"ipv4", 0.60},        {"ipv6", 0.70},
    {"filename", 0.40},
}};
// Path segments after which services put the number of a post or thread; the second group is used elsewhere
// too.
constexpr std::array<std::string_view, 9> post_words = {"status", "statuses", "thread",   "threads", "topic",
                                                        "topics", "comment",  "comments", "read.cgi"};
constexpr std::array<std::string_view, 7> loose_words = {"t", "s", "p", "bbs", "board", "post", "posts"};
// 掲示板・スレッド・書き込み・投稿・つぶやき
constexpr std::array<std::string_view, 6> told_words = {"掲示板", "スレ", "書き込", "書込", "投稿", "つぶや"};
constexpr std::size_t fewest_digits = 4;

bool is_number(std::string_view segment) noexcept {
    auto const digits = std::min(segment.find_first_not_of("0123456789"), segment.size());
    return digits >= fewest_digits && (digits == segment.size() || segment[digits] == '-');
}

constexpr double any_other = 0.50;
constexpr double by_host = 0.75;

}  // namespace

bool links(std::string_view type, bool listed) noexcept {
    if (type == "domain" || type == "ipv4" || type == "ipv6" || type == "email") {
        // An address of one mailbox is not the provider's; a listed host is everybody's.
        return type == "email" || !listed;
    }
    return true;
}

bool roles_link(std::string_view a, std::string_view b) noexcept {
    return a == "subject" || b == "subject";
}

bool is_post(std::string_view url, std::string_view told) noexcept {
    auto const contains = [](auto const& words, std::string_view word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    bool const told_so = std::any_of(told_words.begin(), told_words.end(), [told](std::string_view word) {
        return told.find(word) != std::string_view::npos;
    });
    auto const scheme = url.find("://");
    auto path = url.substr(scheme == std::string_view::npos ? 0 : scheme + 3);
    path = path.substr(0, path.find_first_of("?#"));
    std::string_view before;
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        path.remove_prefix(slash + 1);
        auto const segment = path.substr(0, path.find('/'));
        if (is_number(segment) &&
            (contains(post_words, before) || (told_so && contains(loose_words, before)))) {
            return true;
        }
        before = segment;
    }
    return false;
}

double weight(std::string_view type, By by) noexcept {
    if (by == By::host) {
        return by_host;
    }
    auto const* const found = std::find_if(weights.begin(), weights.end(),
                                           [type](Weight const& weight) { return weight.first == type; });
    return found == weights.end() ? any_other : found->second;
}

double rarity_weight(double weight, std::int64_t records) noexcept {
    return weight / (1.0 + 0.25 * std::log2(static_cast<double>(std::max<std::int64_t>(records, 1))));
}

double combine(double strength, double weight) noexcept {
    return 1.0 - (1.0 - strength) * (1.0 - weight);
}

}  // namespace engine::links
