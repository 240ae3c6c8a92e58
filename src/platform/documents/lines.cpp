#include "platform/documents/lines.h"

#include "base/utf8.h"

#include <algorithm>
#include <utility>

namespace platform::documents {

namespace {

constexpr double ruby_share = 0.5;      // of the size of the words below
constexpr double ruby_overhang = 0.25;  // of that size, over kana that stand beside it

// The smallest stretch that is moved to the next line as a whole.
struct Atom {
    std::string text;
    std::string reading;
    bool bold = false;
    bool may_begin_line = false;
    bool begins_line = false;  // a line break was asked for
    double width = 0.0;        // that it takes in the line
    double text_width = 0.0;
    double reading_width = 0.0;
};

bool is_kana(std::string_view text, std::size_t at) {
    auto const value = base::decode_utf8(text, at).value;
    return value >= 0x3041 && value <= 0x30FC;
}

bool ends_in_kana(Atom const& atom) {
    std::size_t last = atom.text.size();
    while (last > 0 && !base::is_character_boundary(atom.text, --last)) {
    }
    return atom.reading.empty() && !atom.text.empty() && is_kana(atom.text, last);
}

bool starts_with_kana(Atom const& atom) {
    return atom.reading.empty() && !atom.begins_line && !atom.text.empty() && is_kana(atom.text, 0);
}

class Setter {
  public:
    Setter(Type& type, Setting const& setting) : type_(type), setting_(setting) {}

    Lines set(Text const& text) {
        cut(text);
        measure();
        Lines result;
        bool const has_readings =
            std::ranges::any_of(atoms_, [](Atom const& atom) { return !atom.reading.empty(); });
        auto const metrics = type_.metrics(face(false));
        double const extra = metrics.height() * (setting_.spacing - 1.0);
        double const ruby_room =
            has_readings ? std::max(0.0, type_.metrics(ruby_face()).height() * 0.9 - extra) : 0.0;
        result.ascent = extra * 0.6 + ruby_room + metrics.ascent;
        result.advance = metrics.height() + extra + ruby_room;
        fill(result);
        return result;
    }

  private:
    [[nodiscard]] Face face(bool bold) const { return {setting_.gothic || bold, setting_.size}; }
    [[nodiscard]] Face ruby_face() const { return {setting_.gothic, setting_.size * ruby_share}; }

    // Breaks are looked for in the whole text, so that a 。 after a word with its reading does not begin a
    // line.
    void cut(Text const& text) {
        std::string whole;
        for (auto const& run : text) {
            whole += run.text;
        }
        auto attributes = type_.breaks(whole);
        if (setting_.words_apart) {
            keep_words_whole(whole, attributes);
        }
        std::size_t character = 0;
        for (auto const& run : text) {
            if (run.reading.empty()) {
                cut_run(run, attributes, character);
            } else {
                atoms_.push_back({run.text, run.reading, run.bold, attributes[character].of_line});
                character += base::count_code_points(run.text).value_or(0);
            }
        }
    }

    static void keep_words_whole(std::string_view whole, std::vector<Break>& attributes) {
        std::string_view before;
        std::size_t character = 0;
        for (std::size_t at = 0; at < whole.size(); ++character) {
            if (before != " " && before != "。" && before != "、" && before != "」") {
                attributes[character].of_line = false;
            }
            auto const length = base::decode_utf8(whole, at).length;
            before = whole.substr(at, length);
            at += length;
        }
    }

    void cut_run(Run const& run, std::vector<Break> const& attributes, std::size_t& character) {
        bool starts = true;
        bool new_line = false;
        for (std::size_t at = 0; at < run.text.size(); ++character) {
            auto const length = base::decode_utf8(run.text, at).length;
            auto const bytes = std::string_view(run.text).substr(at, length);
            at += length;
            if (bytes == "\n") {
                // Two in a row leave an empty line between them.
                if (new_line) {
                    atoms_.push_back({"", "", run.bold, true, true});
                }
                new_line = true;
                continue;
            }
            bool const may_break = attributes[character].of_line;
            if (starts || may_break || new_line) {
                atoms_.push_back({"", "", run.bold, may_break || new_line, new_line});
            }
            starts = new_line = false;
            atoms_.back().text += bytes;
        }
        if (new_line) {
            atoms_.push_back({"", "", run.bold, true, true});
        }
    }

    void measure() {
        std::vector<Atom> fitting;
        for (auto& atom : atoms_) {
            atom.text_width = type_.width(atom.text, face(atom.bold));
            if (atom.text_width <= setting_.width) {
                fitting.push_back(std::move(atom));
            } else {
                tear(atom, fitting);
            }
        }
        atoms_ = std::move(fitting);
        for (std::size_t i = 0; i < atoms_.size(); ++i) {
            auto& atom = atoms_[i];
            atom.width = atom.text_width;
            if (atom.reading.empty()) {
                continue;
            }
            atom.reading_width = type_.width(atom.reading, ruby_face());
            double overhang = 0.0;
            overhang += i > 0 && ends_in_kana(atoms_[i - 1]) ? ruby_overhang : 0.0;
            overhang += i + 1 < atoms_.size() && starts_with_kana(atoms_[i + 1]) ? ruby_overhang : 0.0;
            atom.width = std::max(atom.text_width, atom.reading_width - overhang * setting_.size);
        }
    }

    // What is wider than a whole line is torn between its letters; a reading for it would find no place.
    void tear(Atom const& atom, std::vector<Atom>& fitting) {
        auto const attributes = type_.breaks(atom.text);
        std::size_t character = 0;
        bool first = true;
        for (std::size_t at = 0; at < atom.text.size(); ++character) {
            auto const length = base::decode_utf8(atom.text, at).length;
            if (first || attributes[character].of_letter) {
                fitting.push_back(
                    {"", "", atom.bold, !first || atom.may_begin_line, first && atom.begins_line});
            }
            first = false;
            fitting.back().text.append(atom.text, at, length);
            at += length;
            fitting.back().text_width = type_.width(fitting.back().text, face(atom.bold));
        }
    }

    void fill(Lines& result) {
        result.lines.emplace_back();
        for (std::size_t first = 0; first < atoms_.size();) {
            std::size_t end = first + 1;
            double width = atoms_[first].width;
            while (end < atoms_.size() && !atoms_[end].may_begin_line) {
                width += atoms_[end++].width;
            }
            bool const is_too_wide = result.lines.back().width + width > setting_.width;
            if (atoms_[first].begins_line || (is_too_wide && result.lines.back().width > 0.0)) {
                result.lines.emplace_back();
            }
            for (; first < end; ++first) {
                // A group wider than a line breaks where it must.
                if (result.lines.back().width + atoms_[first].width > setting_.width &&
                    result.lines.back().width > 0.0) {
                    result.lines.emplace_back();
                }
                append(result.lines.back(), atoms_[first]);
            }
        }
    }

    void append(Line& line, Atom const& atom) {
        double const x = line.width;
        line.width += atom.width;
        if (!atom.reading.empty()) {
            line.pieces.push_back(
                {x + (atom.width - atom.text_width) / 2.0, 0.0, face(atom.bold), atom.text});
            append_reading(line, atom, x);
            has_open_piece_ = false;
            return;
        }
        if (has_open_piece_ && !line.pieces.empty() && line.pieces.back().face == face(atom.bold)) {
            line.pieces.back().text += atom.text;
            return;
        }
        line.pieces.push_back({x, 0.0, face(atom.bold), atom.text});
        has_open_piece_ = true;
    }

    // Spread over the word where it is shorter, centred where it is longer.
    void append_reading(Line& line, Atom const& atom, double x) {
        double const y = -type_.metrics(face(atom.bold)).ascent * 0.98;
        if (atom.reading_width >= atom.width) {
            line.pieces.push_back(
                {x + (atom.width - atom.reading_width) / 2.0, y, ruby_face(), atom.reading});
            return;
        }
        auto const count = static_cast<double>(base::count_code_points(atom.reading).value_or(1));
        double const gap = (atom.width - atom.reading_width) / count;
        double at = x + gap / 2.0;
        for (std::size_t i = 0; i < atom.reading.size();) {
            auto const length = base::decode_utf8(atom.reading, i).length;
            auto const kana = std::string_view(atom.reading).substr(i, length);
            line.pieces.push_back({at, y, ruby_face(), std::string(kana)});
            at += type_.width(kana, ruby_face()) + gap;
            i += length;
        }
    }

    Type& type_;
    Setting const setting_;
    std::vector<Atom> atoms_;
    bool has_open_piece_ = false;  // the last piece of the line is plain words that may go on
};

}  // namespace

Lines set_lines(Type& type, Text const& text, Setting const& setting) {
    return Setter(type, setting).set(text);
}

}  // namespace platform::documents
