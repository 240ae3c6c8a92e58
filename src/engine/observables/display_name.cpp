// Reviewers and sellers are known by display names, also Japanese ones: 投稿者「たかし888」, 投稿者名
// 麺太郎2026.

#include "engine/observables/scan.h"
#include "engine/observables/service.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

struct Name {
    std::size_t begin = 0;
    std::size_t end = 0;
};

constexpr std::size_t quotation = 3;  // bytes of 「

bool has_any(std::string_view text, auto const& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// 表示名は「白い巨塔」(gm_whitetower88), 表示名:白い巨塔、ID gm_whitetower88: the account itself comes
// behind.
bool has_handle_behind(View const& view, std::size_t end) {
    static constexpr std::array<std::string_view, 10> between{"」", "』", "(",  "、", " ",
                                                              ":",  "ID", "は", "/",  "アカウント"};
    auto at = end;
    bool parted = false;
    for (bool moved = true; moved;) {
        moved = false;
        for (auto const word : between) {
            if (view.starts_with(at, word)) {
                at += word.size();
                parted = parted || word == "(" || word == "ID";
                moved = true;
            }
        }
    }
    at += view.at(at) == '@' ? 1U : 0U;
    auto const begin = at;
    while (is_alnum(view.at(at)) || view.at(at) == '_' || view.at(at) == '.' || view.at(at) == '-') {
        ++at;
    }
    return parted && at >= begin + 4;
}

// A name in quotation marks, when it is no sentence.
std::optional<Name> quoted_name(View const& view, std::size_t at) {
    constexpr std::size_t longest_name = 60;
    if (!view.starts_with(at, "「") && !view.starts_with(at, "『")) {
        return std::nullopt;
    }
    auto const begin = at + quotation;
    auto const ahead = view.text().substr(begin, longest_name + quotation);
    auto const closing = ahead.find(view.starts_with(at, "「") ? "」" : "』");
    if (closing == std::string_view::npos || closing == 0 || has_handle_behind(view, begin + closing)) {
        return std::nullopt;
    }
    auto const name = ahead.substr(0, closing);
    static constexpr std::array<std::string_view, 6> verbs{"た", "ない", "です", "ます", "だ", "する"};
    static constexpr std::array<std::string_view, 3> stops{"。", "、", "\n"};
    bool const said = name.size() > 18 && std::any_of(verbs.begin(), verbs.end(), [&](std::string_view verb) {
                          return name.ends_with(verb);
                      });
    return said || has_any(name, stops) ? std::nullopt : std::optional{Name{begin, begin + closing}};
}

// Where the first of the signs that end a name stands.
std::size_t name_stop(View const& view, std::size_t begin, std::size_t longest) {
    static constexpr std::array<std::string_view, 8> stops{"。", "、", "\n", "「", "(", ")", " ", "」"};
    auto at = begin;
    while (at < view.size() && at - begin <= longest &&
           std::none_of(stops.begin(), stops.end(),
                        [&](std::string_view stop) { return view.starts_with(at, stop); })) {
        at += character_length(view, at);
    }
    return at;
}

// "投稿者名 麺太郎2026。", "投稿者名:カレー大好き": behind a label that ends in 名, up to the sentence's end.
std::optional<Name> bare_name(View const& view, Mention const& label) {
    constexpr std::size_t longest_name = 36;
    bool const labelled = view.slice(label.begin, label.end).ends_with("名");
    bool const parted = view.at(label.end) == ' ' || view.at(label.end) == ':';
    if (!labelled || !parted) {
        return std::nullopt;
    }
    auto const begin = label.end + 1;
    auto const end = name_stop(view, begin, longest_name);
    auto const name = view.slice(begin, end);
    static constexpr std::array<std::string_view, 20> sentence{
        "です",   "ます", "した", "ない", "という", "から", "ので", "では", "不明", "分から",
        "非公開", "匿名", "なし", "いる", "全員",   "複数", "同じ", "本名", "実名", "ある"};
    bool const japanese = std::any_of(name.begin(), name.end(), [](char c) { return !is_ascii(c); });
    bool const fits = japanese && name.size() >= 6 && name.size() <= longest_name &&
                      !has_any(name, sentence) && !has_handle_behind(view, end);
    return fits ? std::optional{Name{begin, end}} : std::nullopt;
}

void try_display_name(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto at = mention.end;
    for (std::string_view const word : {"の", "名", "は", ":", " "}) {
        at += view.starts_with(at, word) ? word.size() : 0;
    }
    auto const quoted = quoted_name(view, at);
    auto const name = quoted ? quoted : bare_name(view, mention);
    if (!name || !scan.is_free(name->begin, name->end)) {
        return;
    }
    auto const service = service_of(scan, name->begin, name->end, Sign::bare, mention);
    if (service && (*service == Cue::gmap || *service == Cue::flea || *service == Cue::rmt)) {
        auto const found = identity(*service, view.slice(name->begin, name->end), Sign::bare);
        scan.claim({found.type, found.value, name->begin, name->end});
    }
}

}  // namespace

void find_display_names(Scan& scan) {
    for (auto const& mention : scan.words.all()) {
        if (mention.cue == Cue::account_word) {
            try_display_name(scan, mention);
        }
    }
}

}  // namespace engine::observables
