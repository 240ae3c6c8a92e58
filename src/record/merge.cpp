#include "record/merge.h"

#include "base/problem.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace record {

namespace {

using Lines = std::vector<std::string_view>;
using LineSpan = std::span<std::string_view const>;

// Above this many pairs of differing lines the middle of a text counts as changed as a whole: time and memory
// stay bounded.
constexpr std::size_t largest_table = 4'000'000;

constexpr std::string_view mark_begin = "〔";
constexpr std::string_view mark_end = "〕";

std::string without_carriage_returns(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') {
            clean.push_back(text[i]);
        }
    }
    return clean;
}

Lines split(std::string_view text) {
    Lines lines;
    for (;;) {
        auto const end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return lines;
        }
        text.remove_prefix(end + 1);
    }
}

using Matches = std::vector<std::optional<std::size_t>>;

// Longest common subsequence of the middles, written into `matches` (base line → other line).
Matches with_common_lines(LineSpan base, LineSpan other, std::size_t offset, Matches matches) {
    auto const columns = other.size() + 1;
    std::vector<std::uint32_t> table((base.size() + 1) * columns, 0);
    for (std::size_t i = base.size(); i-- > 0;) {
        for (std::size_t j = other.size(); j-- > 0;) {
            table[i * columns + j] = base[i] == other[j]
                                         ? table[(i + 1) * columns + j + 1] + 1
                                         : std::max(table[(i + 1) * columns + j], table[i * columns + j + 1]);
        }
    }
    for (std::size_t i = 0, j = 0; i < base.size() && j < other.size();) {
        if (base[i] == other[j]) {
            matches[offset + i++] = offset + j++;
        } else if (table[(i + 1) * columns + j] >= table[i * columns + j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    return matches;
}

// For each line of the base: where it still stands in the other text.
Matches match(LineSpan base, LineSpan other) {
    Matches matches(base.size());
    std::size_t front = 0;
    while (front < base.size() && front < other.size() && base[front] == other[front]) {
        matches[front] = front;
        ++front;
    }
    std::size_t back = 0;
    while (back < base.size() - front && back < other.size() - front &&
           base[base.size() - 1 - back] == other[other.size() - 1 - back]) {
        ++back;
        matches[base.size() - back] = other.size() - back;
    }
    auto const base_middle = base.subspan(front, base.size() - front - back);
    auto const other_middle = other.subspan(front, other.size() - front - back);
    if (base_middle.empty() || other_middle.size() > largest_table / base_middle.size()) {
        return matches;
    }
    return with_common_lines(base_middle, other_middle, front, std::move(matches));
}

// What one side did around one line of the base: lines put in before it, and what became of it.
struct LineEdit {
    Lines inserted;
    enum class Fate : std::uint8_t { kept, replaced, deleted } fate = Fate::kept;
    std::string_view replacement;
};

// One edit for each line of the base and one for its end. In a changed block the lines are paired from the
// top, so that two people who changed neighbouring lines did not change the same one.
std::vector<LineEdit> edits_of(LineSpan base, LineSpan other) {
    auto const matches = match(base, other);
    std::vector<LineEdit> edits(base.size() + 1);
    std::size_t base_at = 0;
    std::size_t other_at = 0;
    auto const close_block = [&](std::size_t base_end, std::size_t other_end) {
        for (; base_at < base_end; ++base_at) {
            bool const has_partner = other_at < other_end;
            edits[base_at].fate = has_partner ? LineEdit::Fate::replaced : LineEdit::Fate::deleted;
            edits[base_at].replacement = has_partner ? other[other_at++] : std::string_view();
        }
        for (; other_at < other_end; ++other_at) {
            edits[base_end].inserted.push_back(other[other_at]);
        }
    };
    for (std::size_t i = 0; i < base.size(); ++i) {
        if (auto const other_end = matches[i]) {
            close_block(i, *other_end);
            base_at = i + 1;
            other_at = *other_end + 1;
        }
    }
    close_block(base.size(), other.size());
    return edits;
}

class LineMerger {
  public:
    LineMerger(std::string_view theirs_author, std::string_view mine_author)
        : theirs_author_(theirs_author), mine_author_(mine_author) {}

    void merge_insertions(LineSpan theirs, LineSpan mine) {
        if (theirs.empty() || std::ranges::equal(theirs, mine)) {
            keep_all(mine);
        } else if (mine.empty()) {
            keep_all(theirs);
        } else {
            keep_both(theirs, mine);
        }
    }

    void merge_line(std::string_view line, LineEdit const& theirs, LineEdit const& mine) {
        if (theirs.fate == LineEdit::Fate::kept) {
            keep_fate(line, mine);
        } else if (mine.fate == LineEdit::Fate::kept ||
                   (mine.fate == theirs.fate && mine.replacement == theirs.replacement)) {
            keep_fate(line, theirs);
        } else {
            keep_both(LineSpan(&theirs.replacement, 1), LineSpan(&mine.replacement, 1));
        }
    }

    [[nodiscard]] MergedText take() { return std::move(merged_); }

  private:
    void keep(std::string_view line) {
        merged_.text.append(is_first_ ? "" : "\n").append(line);
        is_first_ = false;
    }

    void keep_all(LineSpan lines) {
        for (auto const line : lines) {
            keep(line);
        }
    }

    void keep_fate(std::string_view line, LineEdit const& edit) {
        switch (edit.fate) {
            case LineEdit::Fate::kept:
                return keep(line);
            case LineEdit::Fate::replaced:
                return keep(edit.replacement);
            case LineEdit::Fate::deleted:
                return;
        }
    }

    // Lines that both wrote alike at the edges need no mark.
    void keep_both(LineSpan theirs, LineSpan mine) {
        while (!theirs.empty() && !mine.empty() && theirs.front() == mine.front()) {
            keep(theirs.front());
            theirs = theirs.subspan(1);
            mine = mine.subspan(1);
        }
        std::size_t back = 0;
        while (back < theirs.size() && back < mine.size() &&
               theirs[theirs.size() - 1 - back] == mine[mine.size() - 1 - back]) {
            ++back;
        }
        keep_marked(theirs.first(theirs.size() - back), theirs_author_);
        keep_marked(mine.first(mine.size() - back), mine_author_);
        keep_all(mine.last(back));
        merged_.kept_double = true;
    }

    void keep_marked(LineSpan lines, std::string_view author) {
        for (auto const line : lines) {
            if (line.empty()) {
                continue;  // an empty line says nothing that could be lost
            }
            std::string marked(mark_begin);
            marked.append(author).append(mark_end).append(line);
            keep(marked);
        }
    }

    std::string_view theirs_author_;
    std::string_view mine_author_;
    MergedText merged_;
    bool is_first_ = true;
};

std::string text_of(Value const& value) {
    auto const* const text = std::get_if<std::string>(&value.data);
    return text == nullptr ? std::string() : *text;
}

}  // namespace

MergedText merge_lines(std::string_view base, std::string_view theirs, std::string_view mine,
                       std::string_view theirs_author, std::string_view mine_author) {
    auto const base_text = without_carriage_returns(base);
    auto const theirs_text = without_carriage_returns(theirs);
    auto const mine_text = without_carriage_returns(mine);
    auto const base_lines = split(base_text);
    auto const theirs_lines = split(theirs_text);
    auto const mine_lines = split(mine_text);
    auto const their_edits = edits_of(base_lines, theirs_lines);
    auto const my_edits = edits_of(base_lines, mine_lines);
    LineMerger merger(theirs_author, mine_author);
    for (std::size_t i = 0; i < base_lines.size(); ++i) {
        merger.merge_insertions(their_edits[i].inserted, my_edits[i].inserted);
        merger.merge_line(base_lines[i], their_edits[i], my_edits[i]);
    }
    merger.merge_insertions(their_edits.back().inserted, my_edits.back().inserted);
    return merger.take();
}

std::vector<std::optional<std::size_t>> kept_lines(std::string_view before, std::string_view after) {
    auto const before_text = without_carriage_returns(before);
    auto const after_text = without_carriage_returns(after);
    auto const before_lines = split(before_text);
    auto const after_lines = split(after_text);
    Matches kept(after_lines.size());
    auto const matches = match(before_lines, after_lines);
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (auto const line = matches[i]) {
            kept[*line] = i;
        }
    }
    return kept;
}

std::vector<std::string> lines_of(std::string_view text) {
    auto const clean = without_carriage_returns(text);
    std::vector<std::string> lines;
    for (auto const line : split(clean)) {
        lines.emplace_back(line);
    }
    return lines;
}

std::optional<std::string_view> marked_words(std::string_view line) {
    auto const end = line.find(mark_end);
    if (!line.starts_with(mark_begin) || end == std::string_view::npos) {
        return std::nullopt;
    }
    return line.substr(end + mark_end.size());
}

Merged merge(View base, View theirs, View mine, Authors const& authors) {
    BASE_ASSERT(&base.schema() == &theirs.schema() && &base.schema() == &mine.schema());
    Merged merged{theirs.copy(), {}, {}};
    for (auto const& field : base.schema().fields) {
        auto before = base.get(field);
        auto their_value = theirs.get(field);
        auto my_value = mine.get(field);
        if (my_value == before || my_value == their_value) {
            continue;
        }
        if (their_value == before) {
            merged.record.set(field, std::move(my_value));
        } else if (field.kind == Kind::text && field.rules.multiline) {
            auto lines = merge_lines(text_of(before), text_of(their_value), text_of(my_value), authors.theirs,
                                     authors.mine);
            if (lines.kept_double) {
                merged.kept_double.push_back(&field);
            }
            merged.record.set(field, Value(std::move(lines.text)));
        } else {
            merged.conflicts.push_back(
                {&field, std::move(before), std::move(their_value), std::move(my_value)});
        }
    }
    return merged;
}

}  // namespace record
