// Layout of any text: bounded pages or a refusal, every line within its width, nothing off the page; drawn
// now and then.

#include "base/problem.h"
#include "platform/documents/clean_text.h"
#include "platform/documents/press.h"
#include "platform/documents/sheets.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace documents = platform::documents;

constexpr documents::Limits limits{
    .longest_text = 20'000, .most_blocks = 200, .most_columns = 6, .most_pages = 40};

struct Setup {
    documents::Fonts fonts;
    documents::Type type{fonts, documents::Language::ja};
    documents::Press press{limits};
};

// One block for each line of the input; its first byte says of which kind.
std::vector<documents::Block> blocks_of(std::string_view rest) {
    std::vector<documents::Block> blocks;
    while (!rest.empty() && blocks.size() < limits.most_blocks) {
        auto const end = rest.find('\f');
        auto const part = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        auto const kind = part.empty() ? 0U : static_cast<unsigned char>(part.front());
        auto const half = part.size() / 2;
        auto const text = documents::plain(part);
        documents::Run const word{std::string(part.substr(0, half)), std::string(part.substr(half))};
        switch (kind % 7) {
            case 0:
                blocks.push_back({documents::Heading{text, static_cast<int>(kind % 3)}});
                break;
            case 1:
                blocks.push_back({documents::Paragraph{.text = {word, {"です。"}}, .indent = double(kind)}});
                break;
            case 2:
                blocks.push_back({documents::List{{text, {word}}}});
                break;
            case 3:
                blocks.push_back({documents::Box{text, {{word}, text}}});
                break;
            case 4:
                blocks.push_back(
                    {documents::Table{{{std::string(part)}, {"b", double(kind)}}, {{text, {word}}, {}}}});
                break;
            case 5:
                blocks.push_back({documents::ApprovalBoxes{{std::string(part), "課長"}, {text}}});
                break;
            default:
                blocks.push_back(
                    {documents::Together{{{documents::Heading{text}}, {documents::Paragraph{text}}}}});
        }
    }
    return blocks;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static Setup setup;
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    auto const clean = documents::clean_text(input);
    BASE_ASSERT(documents::clean_text(clean) == clean);
    documents::Document document;
    document.blocks = blocks_of(input);
    document.header_left = std::string(input);
    try {
        auto const sheets = documents::lay_out(setup.type, document, limits);
        BASE_ASSERT(!sheets.empty() && sheets.size() <= limits.most_pages);
        for (auto const& sheet : sheets) {
            for (auto const& piece : sheet.pieces) {
                BASE_ASSERT(piece.x > 0.0 && piece.x < documents::page_width);
                BASE_ASSERT(piece.y > 0.0 && piece.y < documents::page_height);
            }
        }
        if (size % 8 == 0) {
            BASE_ASSERT(setup.press.pdf(document).pages == sheets.size());
        }
    } catch (base::Problem const& problem) {
        BASE_ASSERT(problem.kind() == base::Problem::too_large);
    }
    return 0;
}
