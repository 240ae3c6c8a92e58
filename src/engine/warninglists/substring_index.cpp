#include "engine/warninglists/substring_index.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace engine::warninglists {

namespace {

constexpr std::uint32_t few_children = 8;

}  // namespace

void SubstringIndex::add(std::string text, std::uint32_t list) {
    patterns_.push_back({std::move(text), list});
}

void SubstringIndex::build() {
    std::sort(patterns_.begin(), patterns_.end(), [](Pattern const& a, Pattern const& b) {
        return std::tie(a.text, a.list) < std::tie(b.text, b.list);
    });
    grow_trie();
    link();
}

// Level by level: the patterns below a node are a range of the sorted ones.
void SubstringIndex::grow_trie() {
    struct Range {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    nodes_.assign(1, {});
    labels_.assign(1, 0);
    std::vector<Range> level = {{0, static_cast<std::uint32_t>(patterns_.size())}};
    std::uint32_t level_begin = root;
    for (std::size_t depth = 0; !level.empty(); ++depth) {
        std::vector<Range> below;
        for (std::size_t i = 0; i < level.size(); ++i) {
            auto [at, end] = level[i];
            auto const node = level_begin + static_cast<std::uint32_t>(i);
            nodes_[node].first_pattern = at;
            while (at < end && patterns_[at].text.size() == depth) {
                ++at;
            }
            nodes_[node].patterns = at - nodes_[node].first_pattern;
            nodes_[node].first_child = static_cast<std::uint32_t>(nodes_.size());
            while (at < end) {
                auto const label = patterns_[at].text[depth];
                auto const begin = at;
                while (at < end && patterns_[at].text[depth] == label) {
                    ++at;
                }
                nodes_.emplace_back();
                labels_.push_back(static_cast<unsigned char>(label));
                below.push_back({begin, at});
            }
            nodes_[node].children = static_cast<std::uint32_t>(nodes_.size()) - nodes_[node].first_child;
        }
        level_begin += static_cast<std::uint32_t>(level.size());
        level = std::move(below);
    }
}

void SubstringIndex::link() {
    from_root_.fill(root);
    for (std::uint32_t i = 0; i < nodes_[root].children; ++i) {
        auto const node = nodes_[root].first_child + i;
        from_root_[labels_[node]] = node;
    }
    for (std::uint32_t parent = root; parent < nodes_.size(); ++parent) {
        auto const [first, children] = std::pair(nodes_[parent].first_child, nodes_[parent].children);
        for (auto node = first; node < first + children; ++node) {
            auto const fail = parent == root ? root : step(nodes_[parent].fail, labels_[node]);
            nodes_[node].fail = fail;
            nodes_[node].shorter = nodes_[fail].patterns > 0 ? fail : nodes_[fail].shorter;
        }
    }
}

std::uint32_t SubstringIndex::child(std::uint32_t node, unsigned char label) const noexcept {
    if (node == root) {
        return from_root_[label];
    }
    auto const& from = nodes_[node];
    auto const begin = labels_.begin() + from.first_child;
    auto const end = begin + from.children;
    auto const found =
        from.children <= few_children ? std::find(begin, end, label) : std::lower_bound(begin, end, label);
    return found != end && *found == label ? static_cast<std::uint32_t>(found - labels_.begin()) : root;
}

std::uint32_t SubstringIndex::step(std::uint32_t node, unsigned char label) const noexcept {
    for (;; node = nodes_[node].fail) {
        auto const next = child(node, label);
        if (next != root || node == root) {
            return next;
        }
    }
}

std::vector<std::uint32_t> SubstringIndex::inside(std::string_view value) const {
    std::vector<std::uint32_t> lists;
    if (nodes_.size() < 2) {
        return lists;
    }
    auto node = root;
    for (char const c : value) {
        node = step(node, static_cast<unsigned char>(c));
        for (auto at = nodes_[node].patterns > 0 ? node : nodes_[node].shorter; at != root;
             at = nodes_[at].shorter) {
            for (std::uint32_t i = 0; i < nodes_[at].patterns; ++i) {
                auto const list = patterns_[nodes_[at].first_pattern + i].list;
                if (std::find(lists.begin(), lists.end(), list) == lists.end()) {
                    lists.push_back(list);
                }
            }
        }
    }
    std::sort(lists.begin(), lists.end());
    return lists;
}

}  // namespace engine::warninglists
