#pragma once
// The fonts of printed documents and how wide and high words are in them. Only the IPA fonts are used,
// whatever else the machine has: the same document looks the same everywhere. Thread rule: one thread at a
// time; Press lends each to one rendering.

#include "platform/documents/document.h"

#include <compare>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct _cairo;  // NOLINT(bugprone-reserved-identifier): cairo's own name, so that its headers stay in two
                // files

namespace platform::documents {

// Mincho for text, Gothic where it stands out: the fonts have no bold.
struct Face {
    bool gothic = false;
    double size = 10.5;  // points
    auto operator<=>(Face const&) const = default;
};

struct Metrics {
    double ascent = 0.0;
    double descent = 0.0;
    [[nodiscard]] double height() const { return ascent + descent; }
};

// What may happen before a character.
struct Break {
    bool of_line = false;
    bool of_letter = false;  // no mark that belongs to the letter before it
};

// Which file a family is set in on this machine.
struct FontInUse {
    std::string family;
    std::string file;      // that fontconfig gives for it; empty: none
    std::string expected;  // as Debian's package lays it down
    std::string package;
};
// Every font of ours, as it is now; of missing ones too. Thread rule: any thread.
[[nodiscard]] std::vector<FontInUse> fonts_in_use();

// The font files; shared by all Types. Thread rule: any thread.
class Fonts {
  public:
    // Problem::unavailable where they are not installed, naming the packages.
    Fonts();
    ~Fonts();
    Fonts(Fonts const&) = delete;
    Fonts& operator=(Fonts const&) = delete;

  private:
    friend class Type;
    struct Files;
    std::unique_ptr<Files> files_;
};

class Type {
  public:
    Type(Fonts const& fonts, Language language);
    ~Type();
    Type(Type const&) = delete;
    Type& operator=(Type const&) = delete;

    [[nodiscard]] double width(std::string_view text, Face const& face);
    [[nodiscard]] Metrics metrics(Face const& face);
    // At each character's number; one more than there are characters.
    [[nodiscard]] std::vector<Break> breaks(std::string_view text) const;
    // Draws one line of words with its baseline at (x, y).
    void draw(_cairo* cairo, std::string_view text, Face const& face, double x, double y);

  private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
    std::map<Face, Metrics> metrics_;
    std::map<Face, std::map<std::string, double, std::less<>>> widths_;  // of short words; cleared when many
    std::size_t remembered_ = 0;
};

}  // namespace platform::documents
