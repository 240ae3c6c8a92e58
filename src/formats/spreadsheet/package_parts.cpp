#include "formats/spreadsheet/package_parts.h"

#include "formats/archive/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace formats::spreadsheet {

namespace {

constexpr std::size_t most_tags = 4'000'000;  // '<' of one part: what its tree in memory costs
constexpr std::size_t most_attributes = 6'000'000;

std::string_view without_prefix(std::string_view name) noexcept {
    auto const colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::optional<base::Words> why_refused(std::string_view xml) {
    if (xml.find("<!DOCTYPE") != std::string_view::npos) {
        return base::Words{"文書型宣言（DOCTYPE）があるため読みません",
                           "it has a document type and is not read"};
    }
    if (static_cast<std::size_t>(std::ranges::count(xml, '<')) > most_tags ||
        static_cast<std::size_t>(std::ranges::count(xml, '=')) > most_attributes) {
        return base::Words{"要素が多すぎるため読みません", "it has too many elements and is not read"};
    }
    return std::nullopt;
}

// "../drawings/a.vml" seen from "xl/worksheets/sheet1.xml".
std::string resolved(std::string_view part, std::string_view target) {
    if (target.starts_with('/')) {
        return std::string(target.substr(1));
    }
    std::vector<std::string_view> steps;
    auto const folder = part.substr(0, part.rfind('/') == std::string_view::npos ? 0 : part.rfind('/'));
    for (auto const text : {folder, target}) {
        for (std::size_t at = 0; at <= text.size();) {
            auto const end = std::min(text.find('/', at), text.size());
            auto const step = text.substr(at, end - at);
            if (step == ".." && !steps.empty()) {
                steps.pop_back();
            } else if (!step.empty() && step != "." && step != "..") {
                steps.push_back(step);
            }
            at = end + 1;
        }
    }
    std::string path;
    for (auto const step : steps) {
        path += path.empty() ? "" : "/";
        path += step;
    }
    return path;
}

}  // namespace

std::string_view local_name(pugi::xml_node const& node) noexcept {
    return without_prefix(node.name());
}

pugi::xml_node child_of(pugi::xml_node const& node, std::string_view local) {
    for (auto const child : node.children()) {
        if (local_name(child) == local) {
            return child;
        }
    }
    return {};
}

std::string_view attribute_of(pugi::xml_node const& node, std::string_view local) {
    for (auto const attribute : node.attributes()) {
        if (without_prefix(attribute.name()) == local) {
            return attribute.value();
        }
    }
    return {};
}

void Package::load(std::vector<std::string> const& names) {
    std::vector<std::string> missing;
    std::ranges::copy_if(names, std::back_inserter(missing),
                         [&](auto const& name) { return !parts_.contains(name); });
    if (missing.empty()) {
        return;
    }
    archive::ReadLimits const limits{limits_.most_part_bytes,
                                     limits_.most_total_bytes - std::min(limits_.most_total_bytes, used_)};
    auto read = archive::read_entries(bytes_, missing, limits);
    if (!read) {
        warnings.push_back(read.violations().front());
        return;
    }
    std::ranges::move(read->violations, std::back_inserter(warnings));
    for (auto& [name, bytes] : read->entries) {
        used_ += bytes.size();
        parts_.emplace(name, std::move(bytes));
    }
}

std::unique_ptr<pugi::xml_document> Package::document(std::string const& name) {
    auto result = std::make_unique<pugi::xml_document>();
    load({name});
    auto const found = parts_.find(name);
    if (found == parts_.end()) {
        return result;
    }
    if (auto refusal = why_refused(found->second)) {
        warnings.push_back({name, std::move(*refusal)});
        return result;
    }
    auto const state = result->load_buffer(found->second.data(), found->second.size(),
                                           pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!state) {
        warnings.push_back({name,
                            {"XML が途中で壊れているため、読めた部分だけを使います",
                             "its XML is broken: what could be read is used"}});
    }
    return result;
}

std::string Package::relations_name(std::string const& part) {
    auto const slash = part.rfind('/');
    auto const folder = slash == std::string::npos ? std::string() : part.substr(0, slash + 1);
    auto const file = slash == std::string::npos ? part : part.substr(slash + 1);
    return folder + "_rels/" + file + ".rels";
}

std::map<std::string, Relation> Package::relations(std::string const& part) {
    std::map<std::string, Relation> found;
    auto const tree = document(relations_name(part));
    for (auto const node : tree->document_element().children()) {
        Relation relation;
        auto const type = attribute_of(node, "Type");
        relation.type = type.substr(type.rfind('/') == std::string_view::npos ? 0 : type.rfind('/') + 1);
        relation.external = attribute_of(node, "TargetMode") == "External";
        auto const target = attribute_of(node, "Target");
        relation.target = relation.external ? std::string(target) : resolved(part, target);
        found.emplace(attribute_of(node, "Id"), std::move(relation));
    }
    return found;
}

}  // namespace formats::spreadsheet
