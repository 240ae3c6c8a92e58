#include "formats/csv/csv.h"

#include "formats/text/lines.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace formats::csv {

namespace {

// Goes through the text once, row by row.
class Scanner {
  public:
    Scanner(std::string_view text, char separator) : text_(text), separator_(separator) {}

    [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }

    // The next row, or why it is refused; after a refusal the next line is read.
    [[nodiscard]] base::Parsed<Row> next() {
        Row row{line_, {}};
        for (;;) {
            bool const quoted = !at_end() && text_[at_] == '"';
            auto field = quoted ? read_quoted() : read_bare();
            if (field.refusal || field.text.size() > longest_field || row.fields.size() >= most_fields) {
                skip_line();
                return base::Violation{text::line_field(row.line),
                                       field.refusal ? *field.refusal : too_much()};
            }
            row.fields.push_back(std::move(field.text));
            if (at_end() || text_[at_] != separator_) {
                skip_line();
                return row;
            }
            ++at_;
        }
    }

  private:
    struct Field {
        std::string text;
        std::optional<base::Words> refusal;
    };

    [[nodiscard]] static base::Words too_much() {
        return {fmt::format("1 行の項目は {} 個、1 項目は {} バイトまでです", most_fields, longest_field),
                fmt::format("a row may have {} fields of {} bytes", most_fields, longest_field)};
    }

    [[nodiscard]] bool at_line_end() const noexcept {
        return at_end() || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
    }

    Field read_bare() {
        auto const start = at_;
        while (!at_line_end() && text_[at_] != separator_) {
            ++at_;
        }
        return {std::string(text_.substr(start, at_ - start)), std::nullopt};
    }

    Field read_quoted() {
        Field field;
        auto const start = at_;
        auto const start_line = line_;
        for (++at_; !at_end(); ++at_) {
            if (text_[at_] == '"' && text_.substr(at_, 2) != "\"\"") {
                ++at_;
                field.refusal = after_quote();
                return field;
            }
            at_ += text_[at_] == '"' ? 1U : 0U;
            line_ += text_[at_] == '\n' ? 1U : 0U;
            field.text += text_[at_];
        }
        at_ = start;  // the quote is never closed: only this line is lost, not the rest of the file
        line_ = start_line;
        field.refusal = base::Words{"引用符「\"」が閉じられていません", "a quote is never closed"};
        return field;
    }

    [[nodiscard]] std::optional<base::Words> after_quote() const {
        if (at_line_end() || text_[at_] == separator_) {
            return std::nullopt;
        }
        return base::Words{"閉じた引用符「\"」のあとに文字があります", "there is text after a closing quote"};
    }

    void skip_line() {
        auto const end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
        ++line_;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

}  // namespace

base::Parsed<Table> parse(std::string_view bytes, char separator) {
    if (bytes.size() > largest_file) {
        return base::Violation{"",
                               {fmt::format("ファイルが大きすぎます（上限は {} バイト）", largest_file),
                                fmt::format("the file is too large (the limit is {} bytes)", largest_file)}};
    }
    Table table;
    table.encoding = text::guess_encoding(bytes);
    auto const utf8 = text::to_utf8(bytes, table.encoding);
    if (!utf8) {
        auto const name = text::encoding_name(table.encoding);
        return base::Violation{
            "",
            {fmt::format("文字コードが読めません（{}）", name.empty() ? "不明" : name),
             fmt::format("the encoding cannot be read ({})", name.empty() ? "unknown" : name)}};
    }
    for (Scanner scanner(*utf8, separator); !scanner.at_end();) {
        auto row = scanner.next();
        if (!row) {
            ++table.refused;
            if (table.violations.size() < most_violations) {
                table.violations.push_back(row.violations().front());
            }
        } else if (row->fields.size() > 1 || !row->fields.front().empty()) {
            table.rows.push_back(std::move(*row));
        }
    }
    return table;
}

}  // namespace formats::csv
