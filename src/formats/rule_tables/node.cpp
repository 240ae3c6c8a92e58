#include "formats/rule_tables/node.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace formats::rule_tables {

namespace {

constexpr std::size_t max_bytes = 1U << 20U;
constexpr std::size_t max_events = 200'000;
constexpr std::size_t max_depth = 32;

// Leaves yaml-cpp's parser early; never leaves this file.
struct Refused : std::runtime_error {
    Refused(int at, base::Words why) : std::runtime_error("refused"), line(at), reason(std::move(why)) {}
    int line;
    base::Words reason;
};

class TreeBuilder : public YAML::EventHandler {
  public:
    void OnDocumentStart(YAML::Mark const& mark) override {
        if (++documents_ > 1) {
            throw Refused(line_of(mark), {"文書は1つだけにしてください", "only one document is allowed"});
        }
    }
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override { scalar(mark, "", anchor, {}); }
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override {
        throw Refused(line_of(mark), {"別名 (*) は使えません", "aliases (*) are not allowed"});
    }
    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override {
        scalar(mark, tag, anchor, value);
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

    [[nodiscard]] std::optional<Node> take() { return std::move(root_); }

  private:
    struct Open {
        Node node;
        std::optional<std::string> key;
    };

    static int line_of(YAML::Mark const& mark) { return mark.line + 1; }

    void count(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor) {
        if (++events_ > max_events) {
            throw Refused(line_of(mark), {"項目が多すぎます", "too many items"});
        }
        if (anchor != YAML::NullAnchor) {
            throw Refused(line_of(mark), {"アンカー (&) は使えません", "anchors (&) are not allowed"});
        }
        if (!tag.empty() && tag != "?" && tag != "!") {
            throw Refused(line_of(mark), {"型タグ (!) は使えません", "tags (!) are not allowed"});
        }
    }

    void scalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                std::string const& value) {
        count(mark, tag, anchor);
        bool const awaits_key =
            !open_.empty() && open_.back().node.kind == Node::Kind::map && !open_.back().key;
        if (awaits_key) {
            auto& map = open_.back();
            if (std::ranges::find(map.node.keys, value) != map.node.keys.end()) {
                throw Refused(line_of(mark), {"「" + value + "」が二重にあります", "duplicate key " + value});
            }
            map.key = value;
            return;
        }
        Node node;
        node.line = line_of(mark);
        node.scalar = value;
        place(std::move(node));
    }

    void open(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor, Node::Kind kind) {
        count(mark, tag, anchor);
        if (open_.size() >= max_depth) {
            throw Refused(line_of(mark), {"入れ子が深すぎます", "nested too deeply"});
        }
        if (!open_.empty() && open_.back().node.kind == Node::Kind::map && !open_.back().key) {
            throw Refused(line_of(mark), {"見出しには文字だけが使えます", "a key must be plain text"});
        }
        Open next;
        next.node.kind = kind;
        next.node.line = line_of(mark);
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
        if (parent.node.kind == Node::Kind::map) {
            parent.node.keys.push_back(std::move(*parent.key));
            parent.key.reset();
        }
        parent.node.items.push_back(std::move(node));
    }

    std::vector<Open> open_;
    std::optional<Node> root_;
    std::size_t events_ = 0;
    int documents_ = 0;
};

}  // namespace

Node const* Node::find(std::string_view key) const {
    auto const found = std::ranges::find(keys, key);
    return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

base::Violation violation_at(std::string const& file, int line, std::string_view ja, std::string_view en) {
    std::string field = file;
    field += " line ";
    field += std::to_string(line);
    return {std::move(field), {std::string(ja), std::string(en)}};
}

base::Parsed<Node> read_yaml(std::string const& file, std::string_view bytes) {
    if (bytes.size() > max_bytes) {
        return violation_at(file, 1, "1 MiBを超えています", "larger than 1 MiB");
    }
    if (bytes.find('\0') != std::string_view::npos) {
        return violation_at(file, 1, "NUL文字を含んでいます", "contains a NUL character");
    }
    std::istringstream stream{std::string(bytes)};
    TreeBuilder builder;
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (Refused const& refused) {
        return violation_at(file, refused.line, refused.reason.ja, refused.reason.en);
    } catch (YAML::Exception const& error) {
        return violation_at(file, error.mark.line + 1, "YAMLとして読めません: " + error.msg,
                            "not readable as YAML: " + error.msg);
    }
    auto root = builder.take();
    if (!root) {
        return violation_at(file, 1, "中身がありません", "the file is empty");
    }
    return std::move(*root);
}

}  // namespace formats::rule_tables
