#include "formats/mail/body.h"

#include "base/utf8.h"
#include "formats/mail/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace formats::mail {

namespace {

constexpr auto npos = std::string_view::npos;

bool is_blank(std::string_view text) noexcept {
    return text.find_first_not_of(" \t\r\n") == npos;
}

// A multipart without parts is read as text.
bool is_plain(Part const& part) {
    return part.type == "text/plain" || part.type.starts_with("multipart/");
}

bool is_html(Part const& part) {
    return part.type == "text/html" || part.type == "application/xhtml+xml" || part.type == "text/enriched";
}

class Chooser {
  public:
    explicit Chooser(Mail& mail) : mail_(mail), children_(mail.parts.size()) {
        for (std::size_t i = 0; i < mail.parts.size(); ++i) {
            if (auto const parent = mail.parts[i].parent) {
                children_[*parent].push_back(i);
            }
        }
    }

    // The parts of the text, in order. Every part that is a body in some form is put into `shown`.
    std::vector<std::size_t> choose(std::size_t index, bool first, bool in_related) {
        auto const& part = mail_.parts[index];
        if (!part.container) {
            bool const text = part.text && (is_plain(part) || is_html(part));
            bool const body =
                text && part.disposition != "attachment" && (first || (!in_related && part.name.empty()));
            if (body) {
                shown.insert(index);
            }
            return body ? std::vector{index} : std::vector<std::size_t>();
        }
        if (part.type == "multipart/alternative") {
            return best(index);
        }
        std::vector<std::size_t> chosen;
        bool const related = part.type == "multipart/related";
        for (auto const child : children_[index]) {
            auto const more = choose(child, child == children_[index].front(), related);
            chosen.insert(chosen.end(), more.begin(), more.end());
        }
        return chosen;
    }

    std::set<std::size_t> shown;

  private:
    // Plain text says what HTML says without disguise; where it is blank, the last form that is not counts.
    std::vector<std::size_t> best(std::size_t index) {
        std::vector<std::size_t> best;
        for (auto const child : children_[index]) {
            auto chosen = choose(child, true, false);
            bool const plain =
                std::ranges::all_of(chosen, [&](std::size_t i) { return is_plain(mail_.parts[i]); });
            bool const blank =
                std::ranges::all_of(chosen, [&](std::size_t i) { return is_blank(*mail_.parts[i].text); });
            if (blank) {
                continue;
            }
            if (plain) {
                return finish(index, child, std::move(chosen));
            }
            best = std::move(chosen);
        }
        return best;
    }

    // The other forms are bodies too, not attachments.
    std::vector<std::size_t> finish(std::size_t index, std::size_t taken, std::vector<std::size_t> chosen) {
        for (auto const child : children_[index]) {
            if (child > taken) {
                static_cast<void>(choose(child, true, false));
            }
        }
        return chosen;
    }

    Mail& mail_;
    std::vector<std::vector<std::size_t>> children_;
};

void warn_of_html(Mail& mail, HtmlText const& html, std::string const& place) {
    auto const warn = [&](std::string_view ja, std::string_view en) {
        mail.warnings.push_back({place, {std::string(ja), std::string(en)}});
    };
    if (html.forms) {
        warn("本文に入力欄（フォーム）があります", "the body has a form that asks for input");
    }
    if (html.hidden_text) {
        warn("本文に画面では見えない文字があります", "the body has text that a reader does not see");
    }
    if (!html.remote.empty()) {
        warn(fmt::format("開くと外部から取得される画像などが {} 件あります（取得していません）",
                         html.remote.size()),
             fmt::format("{} pictures would be fetched when it is opened (they were not)",
                         html.remote.size()));
    }
    auto const misleading = std::ranges::count_if(html.links, &Link::misleading);
    if (misleading > 0) {
        warn(fmt::format("表示と異なる宛先のリンクが {} 件あります", misleading),
             fmt::format("{} links show another address than they lead to", misleading));
    }
}

}  // namespace

std::string tidy_text(std::string_view text, bool flowed, bool delete_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\r') {
            bool const pair = at + 1 < text.size() && text[at + 1] == '\n';
            if (!pair) {
                out += '\n';
            }
            continue;
        }
        if (text[at] != '\n' || !flowed || !out.ends_with(' ') || out.ends_with("\n-- ")) {
            out += text[at];
            continue;
        }
        if (delete_space) {
            out.pop_back();
        }
        // The next line's stuffed space is no text.
        at += at + 1 < text.size() && text[at + 1] == ' ' ? 1U : 0U;
    }
    return out;
}

void read_body(Mail& mail, Limits const& limits) {
    if (mail.parts.empty()) {
        return;
    }
    Chooser chooser(mail);
    mail.body.parts = chooser.choose(0, true, false);
    std::size_t left = limits.most_text;
    for (std::size_t i = 0; i < mail.parts.size(); ++i) {
        auto& part = mail.parts[i];
        part.attachment = !part.container && !chooser.shown.contains(i);
        bool const html = is_html(part);
        bool const chosen = std::ranges::find(mail.body.parts, i) != mail.body.parts.end();
        if (part.attachment || !part.text || (!html && !chosen)) {
            continue;
        }
        std::string text;
        if (html) {
            auto read = read_html(*part.text, std::max<std::size_t>(left, 1'024), limits.most_links);
            warn_of_html(mail, read, "part " + part.section);
            auto const room = limits.most_links - std::min(limits.most_links, mail.body.links.size());
            auto const count = static_cast<std::ptrdiff_t>(std::min(room, read.links.size()));
            mail.body.links.insert(mail.body.links.end(), read.links.begin(), read.links.begin() + count);
            text = std::move(read.text);
        } else {
            text = *part.text;
        }
        if (!chosen) {
            continue;
        }
        mail.body.from_html = mail.body.from_html || html;
        if (text.size() > left) {
            mail.warnings.push_back(
                {"part " + part.section,
                 {fmt::format("本文は {} バイトまでを読みました", limits.most_text),
                  fmt::format("only the first {} bytes of the text were taken", limits.most_text)}});
            text = base::first_code_points(std::string_view(text).substr(0, left), left);
        }
        left -= text.size();
        bool const gap = !mail.body.text.empty() && !mail.body.text.ends_with('\n');
        mail.body.text += gap ? "\n" : "";
        mail.body.text += text;
    }
}

}  // namespace formats::mail
