#include "formats/yaml/tree.h"

#include "base/utf8.h"
#include "formats/text/encoding.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace formats::yaml {

namespace {

// Leaves yaml-cpp's parser early; never leaves this file.
struct Refused : std::runtime_error {
    Refused(YAML::Mark const& mark, base::Words why)
        : std::runtime_error("refused"), line(mark.line + 1), reason(std::move(why)) {}
    int line;
    base::Words reason;
};

class TreeBuilder : public YAML::EventHandler {
  public:
    explicit TreeBuilder(Limits limits) : limits_(limits) {}

    void OnDocumentStart(YAML::Mark const& mark) override {
        if (++documents_ > 1) {
            throw Refused(mark, {"文書は1つだけにしてください", "only one document is allowed"});
        }
    }
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        Node node;
        node.is_null = true;
        add_scalar(mark, {}, anchor, std::move(node));
    }
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override {
        throw Refused(mark, {"別名 (*) は使えません", "aliases (*) are not allowed"});
    }
    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override {
        // An escape ("\0") can make what the bytes themselves may not hold.
        if (!base::is_storable_text(value)) {
            throw Refused(mark, {"文字として扱えないものを含んでいます", "holds what is not text"});
        }
        Node node;
        node.scalar = value;
        add_scalar(mark, tag, anchor, std::move(node));
    }
    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::list);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::map);
    }
    void OnMapEnd() override { close(); }

    [[nodiscard]] Node take() { return std::move(root_); }

  private:
    struct Open {
        Node node;
        std::optional<std::string> key;
        std::set<std::string> keys;

        [[nodiscard]] bool awaits_key() const { return node.is_map() && !key; }
    };

    void count(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor) {
        if (++items_ > limits_.most_items) {
            throw Refused(mark, {"項目が多すぎます", "too many items"});
        }
        if (anchor != YAML::NullAnchor) {
            throw Refused(mark, {"アンカー (&) は使えません", "anchors (&) are not allowed"});
        }
        if (!tag.empty() && tag != "?" && tag != "!") {
            throw Refused(mark, {"型タグ (!) は使えません", "tags (!) are not allowed"});
        }
    }

    void add_scalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor, Node node) {
        count(mark, tag, anchor);
        if (!open_.empty() && open_.back().awaits_key()) {
            auto& map = open_.back();
            if (!map.keys.insert(node.scalar).second) {
                throw Refused(mark, {fmt::format("「{}」が二重にあります", node.scalar),
                                     fmt::format("duplicate key {}", node.scalar)});
            }
            map.key = std::move(node.scalar);
            return;
        }
        node.line = mark.line + 1;
        place(std::move(node));
    }

    void open(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor, Node::Kind kind) {
        count(mark, tag, anchor);
        if (open_.size() >= limits_.deepest) {
            throw Refused(mark, {"入れ子が深すぎます", "nested too deeply"});
        }
        if (!open_.empty() && open_.back().awaits_key()) {
            throw Refused(mark, {"見出しには文字だけが使えます", "a key must be plain text"});
        }
        Open next;
        next.node.kind = kind;
        next.node.line = mark.line + 1;
        open_.push_back(std::move(next));
    }

    void close() {
        Node node = std::move(open_.back().node);
        open_.pop_back();
        place(std::move(node));
    }

    void place(Node node) {
        if (open_.empty()) {
            root_ = std::move(node);
            return;
        }
        auto& parent = open_.back();
        if (parent.node.is_map()) {
            parent.node.keys.push_back(*std::exchange(parent.key, std::nullopt));
        }
        parent.node.items.push_back(std::move(node));
    }

    Limits limits_;
    std::vector<Open> open_;
    Node root_{.is_null = true, .line = 1, .scalar = {}, .items = {}, .keys = {}};
    std::size_t items_ = 0;
    int documents_ = 0;
};

std::optional<base::Violation> refuse_bytes(std::string_view bytes, Limits const& limits) {
    if (bytes.size() > limits.largest) {
        return at_line(1, fmt::format("ファイルが大きすぎます（上限は {} バイト）", limits.largest),
                       fmt::format("the file is too large (the limit is {} bytes)", limits.largest));
    }
    auto const line_at = [bytes](std::size_t at) {
        return static_cast<int>(std::ranges::count(bytes.substr(0, at), '\n')) + 1;
    };
    if (auto const wrong = text::first_invalid_utf8(bytes)) {
        return at_line(line_at(*wrong), fmt::format("UTF-8 として読めません（{} バイト目）", *wrong + 1),
                       fmt::format("not valid UTF-8 (byte {})", *wrong + 1));
    }
    if (auto const nul = bytes.find('\0'); nul != std::string_view::npos) {
        return at_line(line_at(nul), "NUL 文字を含んでいます", "contains a NUL character");
    }
    return std::nullopt;
}

}  // namespace

Node const* Node::find(std::string_view key) const {
    auto const found = std::ranges::find(keys, key);
    return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

base::Violation at_line(int line, std::string_view ja, std::string_view en) {
    return {fmt::format("line {}", line), {std::string(ja), std::string(en)}};
}

base::Parsed<Node> read(std::string_view bytes, Limits limits) {
    if (auto refused = refuse_bytes(bytes, limits)) {
        return std::move(*refused);
    }
    std::istringstream stream{std::string(bytes)};
    TreeBuilder builder(limits);
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (Refused const& refused) {
        return at_line(refused.line, refused.reason.ja, refused.reason.en);
    } catch (YAML::Exception const& error) {
        return at_line(error.mark.is_null() ? 1 : error.mark.line + 1,
                       fmt::format("YAML として読めません（{}）", error.msg),
                       fmt::format("not readable as YAML ({})", error.msg));
    }
    return builder.take();
}

}  // namespace formats::yaml
