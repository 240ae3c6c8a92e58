#include "formats/mail/html_text.h"

#include "base/text_fold.h"
#include "base/utf8.h"
#include "formats/mail/html_entities.h"
#include "formats/text/ascii.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace formats::mail {

namespace {

using text::lower;

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blank = " \t\r\n\f";
constexpr std::size_t most_attributes = 100;
constexpr std::size_t longest_shown = 2'000;
constexpr std::size_t longest_target = 8'192;

std::string_view trimmed(std::string_view text) noexcept {
    auto const begin = text.find_first_not_of(blank);
    return begin == npos ? std::string_view() : text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

struct Tag {
    std::string name;  // lower case; empty for a comment or a declaration
    bool closing = false;
    std::vector<std::pair<std::string, std::string_view>> attributes;
    std::size_t end = 0;  // offset behind it

    [[nodiscard]] std::string_view find(std::string_view attribute) const {
        for (auto const& [name_of, value] : attributes) {
            if (name_of == attribute) {
                return value;
            }
        }
        return {};
    }
};

void read_attributes(Tag& tag, std::string_view html, std::size_t at) {
    while (at < html.size() && html[at] != '>') {
        auto const begin = html.find_first_not_of(" \t\r\n\f/", at);
        if (begin == npos || html[begin] == '>') {
            at = std::min(begin, html.size());
            break;
        }
        auto end = std::min(html.find_first_of(" \t\r\n\f/>=", begin + 1), html.size());
        auto name = lower(html.substr(begin, end - begin));
        std::string_view value;
        auto const sign = html.find_first_not_of(blank, end);
        if (sign != npos && html[sign] == '=') {
            auto const start = std::min(html.find_first_not_of(blank, sign + 1), html.size());
            char const quote = start < html.size() ? html[start] : '>';
            if (quote == '"' || quote == '\'') {
                end = std::min(html.find(quote, start + 1), html.size());
                value = html.substr(start + 1, end - start - 1);
                end = std::min(end + 1, html.size());
            } else {
                end = std::min(html.find_first_of(" \t\r\n\f>", start), html.size());
                value = html.substr(start, end - start);
            }
        }
        if (tag.attributes.size() < most_attributes) {
            tag.attributes.emplace_back(std::move(name), value);
        }
        at = end;
    }
    tag.end = std::min(at + 1, html.size());
}

// The tag that begins at '<'; nothing where it is only a character.
std::optional<Tag> tag_at(std::string_view html, std::size_t at) {
    Tag tag;
    auto rest = html.substr(at + 1);
    if (rest.starts_with("!--")) {
        auto const end = html.find("-->", at + 4);
        tag.end = end == npos ? html.size() : end + 3;
        return tag;
    }
    if (rest.starts_with('!') || rest.starts_with('?')) {
        auto const end = html.find('>', at);
        tag.end = end == npos ? html.size() : end + 1;
        return tag;
    }
    tag.closing = rest.starts_with('/');
    auto const begin = at + (tag.closing ? 2U : 1U);
    auto const end = std::min(html.find_first_of(" \t\r\n\f/>", begin), html.size());
    tag.name = lower(html.substr(begin, std::min<std::size_t>(end - begin, 32)));
    if (tag.name.empty() || tag.name[0] < 'a' || tag.name[0] > 'z') {
        return std::nullopt;
    }
    read_attributes(tag, html, end);
    return tag;
}

template <std::size_t size>
bool is_one_of(std::string_view name, std::array<std::string_view, size> const& names) {
    return std::ranges::find(names, name) != names.end();
}

bool breaks_line(std::string_view name) {
    static constexpr std::array<std::string_view, 27> names = {
        "br",  "p",    "div",     "tr",      "table",  "li",     "ul",   "ol",     "h1",
        "h2",  "h3",   "h4",      "h5",      "h6",     "hr",     "dl",   "dt",     "dd",
        "pre", "form", "section", "article", "header", "footer", "body", "center", "blockquote"};
    return is_one_of(name, names);
}

// What stands inside is never shown to the reader.
bool is_unseen(std::string_view name) {
    static constexpr std::array<std::string_view, 7> names = {"script",   "style",  "head", "template",
                                                              "noscript", "object", "title"};
    return is_one_of(name, names);
}

std::string tidy_target(std::string_view written) {
    auto target = without_entities(trimmed(written).substr(0, longest_target));
    std::erase_if(target, [](char c) { return c == '\r' || c == '\n' || c == '\t'; });
    return target;
}

class Reader {
  public:
    Reader(std::string_view html, std::size_t most_text, std::size_t most_links)
        : html_(html), most_text_(most_text), most_links_(most_links) {}

    HtmlText read() {
        std::size_t at = 0;
        while (at < html_.size() && !result_.cut) {
            auto const open = std::min(html_.find('<', at), html_.size());
            text(html_.substr(at, open - at));
            if (open >= html_.size()) {
                break;
            }
            auto const tag = tag_at(html_, open);
            if (!tag) {
                text("<");
                at = open + 1;
                continue;
            }
            at = tag->end;
            if (!tag->name.empty()) {
                at = take(*tag, at);
            }
        }
        end_link();
        result_.text = std::string(trimmed(result_.text));
        return std::move(result_);
    }

  private:
    void text(std::string_view written) {
        if (written.empty()) {
            return;
        }
        for (char const c : without_entities(written)) {
            bool const space = blank.find(c) != npos;
            if (space && !preformatted_) {
                space_ = !at_line_start();
                continue;
            }
            if (std::exchange(space_, false) && !at_line_start()) {
                put(' ');
            }
            put(c);
        }
    }

    [[nodiscard]] bool at_line_start() const { return result_.text.empty() || result_.text.back() == '\n'; }

    void put(char c) {
        if (result_.text.size() >= most_text_) {
            result_.cut = true;
            return;
        }
        result_.text += c;
    }

    void line_break() {
        space_ = false;
        // At most one empty line in a row.
        if (!result_.text.empty() && !result_.text.ends_with("\n\n")) {
            put('\n');
        }
    }

    std::size_t take(Tag const& tag, std::size_t at) {
        if (is_unseen(tag.name) && !tag.closing) {
            return behind_closing(tag.name, at);
        }
        if (tag.name == "pre" || tag.name == "textarea") {
            preformatted_ = !tag.closing;
        }
        if (breaks_line(tag.name)) {
            line_break();
        } else if (tag.name == "td" || tag.name == "th") {
            space_ = !at_line_start();
        }
        if (tag.name == "a" || tag.name == "area") {
            end_link();
            if (!tag.closing) {
                begin_link(tag);
            }
        }
        if (!tag.closing) {
            note(tag);
        }
        return at;
    }

    void note(Tag const& tag) {
        auto const style = lower(tag.find("style").substr(0, 1'000));
        std::string narrow;
        std::ranges::copy_if(style, std::back_inserter(narrow), [](char c) { return c != ' '; });
        result_.hidden_text = result_.hidden_text || narrow.find("display:none") != std::string::npos ||
                              narrow.find("font-size:0") != std::string::npos ||
                              narrow.find("visibility:hidden") != std::string::npos;
        if (tag.name == "form") {
            result_.forms = true;
            add_link("", tidy_target(tag.find("action")));
        }
        auto const source = tag.find("src");
        bool const fetched = tag.name == "img" || tag.name == "iframe" || tag.name == "frame" ||
                             tag.name == "embed" || tag.name == "video" || tag.name == "audio";
        if (fetched && !source.empty()) {
            auto target = tidy_target(source);
            auto const scheme = lower(target.substr(0, 8));
            if ((scheme.starts_with("http:") || scheme.starts_with("https:") || scheme.starts_with("//")) &&
                result_.remote.size() < most_links_) {
                result_.remote.push_back(std::move(target));
            }
        }
        if (tag.name == "img" && !tag.find("alt").empty()) {
            text(tag.find("alt"));
        }
    }

    // Scripts may hold "</" and "<" as they like: only their own end counts. Each kind is looked for at most
    // once in vain.
    std::size_t behind_closing(std::string_view name, std::size_t at) {
        std::string closing = "</";
        closing += name;
        if (std::ranges::find(unclosed_, name) != unclosed_.end()) {
            return at;
        }
        for (auto open = html_.find("</", at); open != npos; open = html_.find("</", open + 2)) {
            if (lower(html_.substr(open, closing.size())) == closing) {
                auto const end = html_.find('>', open);
                return end == npos ? html_.size() : end + 1;
            }
        }
        unclosed_.emplace_back(name);
        // A head that is never closed ends where the body begins; a script hides the rest, as in a browser.
        return name == "head" || name == "object" || name == "noscript" ? at : html_.size();
    }

    void begin_link(Tag const& tag) {
        auto const target = tag.find("href");
        if (!target.empty()) {
            target_ = tidy_target(target);
            link_begin_ = result_.text.size();
        }
    }

    void end_link() {
        if (!target_) {
            return;
        }
        auto const target = std::exchange(target_, std::nullopt);
        auto const shown =
            trimmed(std::string_view(result_.text).substr(std::min(link_begin_, result_.text.size())));
        auto shown_text = std::string(shown.substr(0, longest_shown));
        bool const same = shown_text == *target || *target == "mailto:" + shown_text;
        add_link(base::repaired_text(shown_text), *target);
        if (!same && !target->starts_with('#')) {
            for (char const c : " <" + *target + ">") {
                put(c);
            }
        }
    }

    void add_link(std::string shown, std::string target) {
        if (target.empty() || target.starts_with('#') || result_.links.size() >= most_links_) {
            return;
        }
        bool const misleading = is_misleading(shown, target);
        result_.links.push_back({std::move(shown), std::move(target), misleading});
    }

    std::string_view html_;
    std::size_t most_text_;
    std::size_t most_links_;
    HtmlText result_;
    bool space_ = false;
    bool preformatted_ = false;
    std::optional<std::string> target_;
    std::size_t link_begin_ = 0;
    std::vector<std::string> unclosed_;
};

// "明細.pdf" is shown for a file, not for a host.
bool is_file_ending(std::string_view ending) {
    static constexpr std::array<std::string_view, 18> endings = {"pdf", "html", "htm", "zip", "doc",  "docx",
                                                                 "xls", "xlsx", "ppt", "csv", "txt",  "png",
                                                                 "jpg", "jpeg", "gif", "eml", "pptx", "mp4"};
    return is_one_of(ending, endings);
}

// "https://a.example/x", "a.example/x": the host in it, lower case; empty where it is none.
std::string host_in(std::string_view written) {
    auto folded = base::width_fold(written.substr(0, longest_shown)).text;
    auto text = trimmed(folded);
    bool scheme = false;
    if (auto const colon = text.find("://"); colon != npos && colon < 10) {
        text.remove_prefix(colon + 3);
        scheme = true;
    } else if (text.starts_with("//")) {
        text.remove_prefix(2);
        scheme = true;
    }
    auto host = text.substr(0, text.find_first_of("/?#\\ \t\n\"<>"));
    if (auto const at = host.rfind('@'); at != npos) {
        host = scheme ? host.substr(at + 1) : std::string_view();  // a mail address is no host
    }
    host = host.substr(0, host.find(':'));
    auto const dot = host.rfind('.');
    bool const name =
        dot != npos && dot + 2 < host.size() && dot > 0 && std::ranges::all_of(host, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                   c == '.' || static_cast<unsigned char>(c) >= 0x80;
        });
    if (name && !scheme && is_file_ending(lower(host.substr(dot + 1)))) {
        return {};
    }
    return name ? lower(host.starts_with("www.") ? host.substr(4) : host) : std::string();
}

}  // namespace

bool is_misleading(std::string_view shown, std::string_view target) {
    auto const scheme = lower(target.substr(0, 8));
    if (!scheme.starts_with("http:") && !scheme.starts_with("https:") && !scheme.starts_with("//")) {
        return false;
    }
    auto const shown_host = host_in(shown);
    if (shown_host.empty() || trimmed(shown).find_first_of(" \n\t") != npos) {
        return false;
    }
    auto const target_host = host_in(target);
    std::string below = ".";
    below += shown_host;
    return target_host != shown_host && !target_host.ends_with(below);
}

HtmlText read_html(std::string_view utf8, std::size_t most_text, std::size_t most_links) {
    auto result = Reader(utf8, most_text, most_links).read();
    result.text = base::repaired_text(result.text);
    return result;
}

}  // namespace formats::mail
