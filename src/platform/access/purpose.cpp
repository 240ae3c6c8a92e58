#include "platform/access/purpose.h"

#include <algorithm>
#include <iterator>

namespace platform::access {

namespace {

constexpr Screen all_screens[] = {
    {"work", "担当業務", "My work"},
    {"intake", "受理", "Intake"},
    {"register", "受理票一覧", "Intake records"},
    {"record", "受理票", "Record"},
    {"inbox", "受信箱", "Inbox"},
    {"search", "検索", "Search"},
    {"person", "人物", "Person"},
    {"look_up", "照会", "Look-up"},
    {"disposals", "保存期間と廃棄", "Retention and disposal"},
    {"export", "CSV出力", "CSV export"},
    {"print", "印刷", "Print"},
    {"audit", "監査", "Audit"},
    {"tables", "判断表", "Tables"},
    {"command_line", "コマンド", "Command line"},
};
constexpr std::string_view prefix = "screen:";

std::string all_codes() {
    std::string codes;
    for (auto const& screen : all_screens) {
        codes.append(codes.empty() ? "" : ", ").append(screen.code);
    }
    return codes;
}

}  // namespace

std::span<Screen const> screens() {
    return all_screens;
}

Screen const* screen_of(std::string_view code) {
    auto const* const found = std::ranges::find(all_screens, code, &Screen::code);
    return found == std::end(all_screens) ? nullptr : found;
}

std::string screen_purpose(std::string_view code) {
    BASE_ASSERT(screen_of(code) != nullptr);
    std::string purpose(prefix);
    return purpose.append(code);
}

std::optional<Screen> stored_screen(std::string_view purpose) {
    if (!purpose.starts_with(prefix)) {
        return std::nullopt;
    }
    auto const* const screen = screen_of(purpose.substr(prefix.size()));
    return screen == nullptr ? std::nullopt : std::optional(*screen);
}

std::string purpose_of(http::Request const& request, std::string_view usual) {
    auto const named = request.header("x-purpose").value_or("");
    if (named.empty()) {
        return screen_purpose(usual);
    }
    if (screen_of(named) == nullptr) {
        auto const codes = all_codes();
        throw base::Problem(base::Problem::bad_request, "閲覧の目的の指定に誤りがあります",
                            "the purpose has a fault",
                            {{"x-purpose", {"次のいずれかです: " + codes, "is one of: " + codes}}});
    }
    return screen_purpose(named);
}

}  // namespace platform::access
