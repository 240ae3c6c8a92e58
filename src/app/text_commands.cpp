// extract, triage and links on JSON Lines of texts: the same code paths as the program, without a data
// folder.

#include "app/commands.h"
#include "app/files.h"
#include "app/house.h"
#include "engine/links/rules.h"
#include "engine/observables/extract.h"
#include "formats/json_lines/json_lines.h"
#include "modules/intake/triage.h"
#include "modules/intelligence/warning_lists.h"
#include "platform/store/temporary_store.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>

namespace app {

namespace json = boost::json;

namespace {

constexpr std::size_t chunk_size = 256 * 1024;

struct TextItem {
    std::string id;
    std::string channel;
    std::string kind;
    std::string text;
};

std::string member(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// Calls `take` for every readable line; broken ones are named on standard error and counted.
std::size_t each_text(std::filesystem::path const& file, std::function<void(TextItem const&)> const& take) {
    std::ifstream opened;
    bool const standard_input = file == "-";
    if (!standard_input) {
        opened.open(file, std::ios::binary);
        if (!opened) {
            throw base::Problem(base::Problem::unavailable, "ファイルを読めません: " + file.string(),
                                "cannot read " + file.string());
        }
    }
    std::istream& stream = standard_input ? std::cin : opened;
    std::size_t refused = 0;
    auto const use = [&](std::vector<formats::json_lines::Line> const& lines) {
        for (auto const& line : lines) {
            if (!line.object) {
                ++refused;
                for (auto const& violation : line.object.violations()) {
                    std::cerr << violation.field << ": " << violation.reason.ja << " / "
                              << violation.reason.en << "\n";
                }
                continue;
            }
            TextItem const item{member(*line.object, "id"), member(*line.object, "channel"),
                                member(*line.object, "kind"), member(*line.object, "text")};
            if (item.text.empty()) {
                ++refused;
                std::cerr << "line " << line.number << "/text: 文章がありません / text is missing\n";
                continue;
            }
            take(item);
        }
    };
    formats::json_lines::Reader reader;
    std::string chunk(chunk_size, '\0');
    while (stream) {
        stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        use(reader.feed(std::string_view(chunk).substr(0, static_cast<std::size_t>(stream.gcount()))));
    }
    use(reader.finish());
    return refused;
}

// A key of its own: what these commands print holds no card number, and nothing is stored.
std::unique_ptr<platform::recognition::Recogniser> lone_recogniser() {
    platform::store::TemporaryStore folder;
    auto recogniser = make_recogniser(std::string(32, '\0'));
    folder.store().read([&](platform::store::Reader& reader) {
        recogniser->use_lists(
            modules::intelligence::load_warning_lists(reader, seed_folder() / "lists").matcher);
    });
    return recogniser;
}

engine::matching::Assessment assess(platform::tables::Active const& tables,
                                    platform::recognition::Recogniser const& recogniser,
                                    TextItem const& item) {
    engine::matching::CaseInput asked;
    asked.text = item.text;
    asked.kind = item.kind;
    asked.channel = item.channel;
    for (auto const& found : recogniser.recognise(item.text)) {
        asked.observables.push_back({found.key.type, found.role, found.key.value, found.start, found.end});
    }
    return engine::matching::assess(*tables.rules, asked);
}

json::array codes(engine::matching::Assessment const& assessment, std::string_view table) {
    json::array array;
    for (auto const code : assessment.codes(table)) {
        array.emplace_back(code);
    }
    return array;
}

// Of a table of one. Whoever asks for a whole file wants an answer for each text, so the default stands where
// the desk would still wait for more.
std::string_view answer(platform::tables::Active const& tables,
                        engine::matching::Assessment const& assessment, std::string_view table) {
    auto const proposed = assessment.first(table);
    auto const* const rule = tables.table(table);
    return proposed.empty() && rule != nullptr ? std::string_view(rule->default_code) : proposed;
}

json::object reasons(engine::matching::Assessment const& assessment) {
    json::object object;
    for (auto const& table : assessment.tables) {
        json::array list;
        for (auto const& proposal : table.ranked) {
            for (auto const& reason : proposal.reasons) {
                list.emplace_back(reason.words.ja);
            }
            if (table.choice == base::Choice::one) {
                break;
            }
        }
        object[table.table] = std::move(list);
    }
    return object;
}

}  // namespace

int extract(std::filesystem::path const& file, bool all_types) {
    auto const reference = banks_reference();
    engine::observables::Extractor const extractor(reference);
    auto const types = all_types ? engine::observables::Types::all : engine::observables::Types::labelled;
    each_text(file, [&](TextItem const& item) {
        json::array observables;
        for (auto const& found : extractor.extract(item.text, types)) {
            observables.push_back(
                json::object{{"type", engine::observables::type_name(found.type)},
                             {"value", found.value},
                             {"as_written", item.text.substr(found.start, found.end - found.start)},
                             {"start", found.start},
                             {"end", found.end}});
        }
        std::cout << json::serialize(json::object{{"id", item.id}, {"observables", std::move(observables)}})
                  << "\n";
    });
    return 0;
}

int triage(std::filesystem::path const& file) {
    auto const tables = shipped_rules();
    auto const recogniser = lone_recogniser();
    each_text(file, [&](TextItem const& item) {
        auto const assessment = assess(*tables, *recogniser, item);
        std::cout << json::serialize(
                         json::object{{"id", item.id},
                                      {"stat_category", answer(*tables, assessment, "stat_category")},
                                      {"internal_type", answer(*tables, assessment, "internal_type")},
                                      {"is_cyber_crime", assessment.first("is_cyber_crime")},
                                      {"class", assessment.first("class")},
                                      {"offences", codes(assessment, "offences")},
                                      {"urgency", assessment.first("urgency")},
                                      {"needs_specialist", assessment.first("needs_specialist") == "true"},
                                      {"guidance", codes(assessment, "guidance")},
                                      {"reasons", reasons(assessment)}})
                  << "\n";
    });
    return 0;
}

int links(std::filesystem::path const& file) {
    struct Holder {
        std::string id;
        std::string role;
    };
    auto const recogniser = lone_recogniser();
    std::map<platform::registry::ObservableKey, std::vector<Holder>> holders;
    each_text(file, [&](TextItem const& item) {
        for (auto const& seen :
             platform::recognition::Recogniser::seen(recogniser->recognise(item.text), item.text, "text")) {
            if (engine::links::links(seen.key.type, recogniser->is_listed(seen.key))) {
                holders[seen.key].push_back({item.id, seen.role});
            }
        }
    });
    std::map<std::pair<std::string, std::string>, std::vector<platform::registry::ObservableKey>> pairs;
    for (auto const& [key, list] : holders) {
        for (std::size_t a = 0; a < list.size(); ++a) {
            for (std::size_t b = a + 1; b < list.size(); ++b) {
                if (list[a].id == list[b].id || !engine::links::roles_link(list[a].role, list[b].role)) {
                    continue;
                }
                auto& shared = pairs[std::minmax(list[a].id, list[b].id)];
                if (std::find(shared.begin(), shared.end(), key) == shared.end()) {
                    shared.push_back(key);
                }
            }
        }
    }
    for (auto const& [pair, keys] : pairs) {
        json::array reasons;
        for (auto const& key : keys) {
            reasons.push_back(
                json::object{{"type", key.type}, {"value", platform::recognition::shown_value(key)}});
        }
        std::cout << json::serialize(
                         json::object{{"a", pair.first}, {"b", pair.second}, {"reasons", std::move(reasons)}})
                  << "\n";
    }
    return 0;
}

}  // namespace app
