#include "formats/spreadsheet/check_boxes.h"

#include "base/utf8.h"
#include "formats/spreadsheet/package_parts.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace formats::spreadsheet {

namespace {

constexpr std::size_t most_check_boxes = 5'000;

// "2, 15, 4, 3, …": the third number is the row, the first the column, both from 0.
std::uint32_t number_at(std::string_view anchor, int index) {
    for (; index > 0; --index) {
        auto const comma = anchor.find(',');
        anchor = comma == std::string_view::npos ? std::string_view() : anchor.substr(comma + 1);
    }
    auto const begin = anchor.find_first_of("0123456789");
    std::uint32_t value = 0;
    if (begin != std::string_view::npos && begin < anchor.find(',')) {
        std::from_chars(anchor.data() + begin, anchor.data() + anchor.size(), value);
    }
    return std::min(value, 1'048'575U) + 1;
}

struct TextWalker final : pugi::xml_tree_walker {
    std::string text;
    bool for_each(pugi::xml_node& node) override {
        if (node.type() == pugi::node_pcdata) {
            text += node.value();
        }
        return true;
    }
};

}  // namespace

std::vector<CheckBox> read_check_boxes(pugi::xml_document const& drawing) {
    std::vector<CheckBox> boxes;
    for (auto const shape : drawing.document_element().children()) {
        auto const data = child_of(shape, "ClientData");
        if (attribute_of(data, "ObjectType") != "Checkbox" || boxes.size() >= most_check_boxes) {
            continue;
        }
        CheckBox box;
        std::string_view const anchor = child_of(data, "Anchor").text().get();
        box.column = number_at(anchor, 0);
        box.row = number_at(anchor, 2);
        box.checked = std::string_view(child_of(data, "Checked").text().get()) == "1";
        TextWalker walker;
        child_of(shape, "textbox").traverse(walker);
        auto const begin = walker.text.find_first_not_of(" \t\r\n");
        auto const end = walker.text.find_last_not_of(" \t\r\n");
        box.label =
            begin == std::string::npos ? "" : base::repaired_text(walker.text.substr(begin, end - begin + 1));
        boxes.push_back(std::move(box));
    }
    return boxes;
}

}  // namespace formats::spreadsheet
