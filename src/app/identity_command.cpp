// identify: pairs of parties as told, on JSON Lines, compared by the same code as the program, without a data
// folder.

#include "app/commands.h"
#include "app/house.h"
#include "engine/identity/compare.h"
#include "formats/json_lines/json_lines.h"
#include "modules/intake/told_parties.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>

namespace app {

namespace json = boost::json;
namespace identity = engine::identity;

namespace {

constexpr std::size_t chunk_size = 256 * 1024;

std::string member(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

identity::Told told(platform::recognition::Recogniser const& recogniser, json::value const* side) {
    auto const* const object = side == nullptr ? nullptr : side->if_object();
    if (object == nullptr) {
        return {};
    }
    bool const is_company = member(*object, "kind") == "organization";
    modules::intake::Consultation consultation;
    if (is_company) {
        consultation.victim_type = modules::intake::VictimType::organization;
        consultation.victim_name = member(*object, "name");
        consultation.victim_contact = member(*object, "phone") + " " + member(*object, "mail") + " " +
                                      member(*object, "corporate_number");
    } else {
        consultation.caller_name = member(*object, "name");
        consultation.caller_kana = member(*object, "kana");
        consultation.caller_address = member(*object, "address");
        consultation.caller_phone = member(*object, "phone");
        consultation.caller_email = member(*object, "mail");
        consultation.caller_birth_date = base::parse_date(member(*object, "birth_date"));
    }
    auto parties = modules::intake::told_parties(recogniser, consultation);
    auto found = parties.empty() ? identity::Told{} : std::move(parties.back().told);
    if (is_company) {
        found.address = member(*object, "address");
    }
    return found;
}

json::object compared(platform::recognition::Recogniser const& recogniser, json::object const& pair) {
    auto const a = identity::fold(told(recogniser, pair.if_contains("a")));
    auto const b = identity::fold(told(recogniser, pair.if_contains("b")));
    auto const keys = identity::keys_of(a).keys;
    auto const other = identity::keys_of(b).keys;
    bool const is_found = std::ranges::any_of(
        keys, [&](std::int64_t key) { return std::ranges::find(other, key) != other.end(); });
    auto const comparison = identity::compare(a, b);
    json::array reasons;
    for (auto const& reason : comparison.reasons) {
        reasons.push_back(json::object{{"points", reason.points}, {"ja", reason.sentence.ja}});
    }
    return {{"id", member(pair, "id")},
            {"found", is_found},
            {"suggested", is_found && comparison.suggested},
            {"score", comparison.score},
            {"reasons", std::move(reasons)}};
}

}  // namespace

int identify(std::filesystem::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        throw base::Problem(base::Problem::unavailable, "ファイルを読めません: " + file.string(),
                            "cannot read " + file.string());
    }
    auto const recogniser = make_recogniser(std::string(32, '\0'));
    auto const print = [&](std::vector<formats::json_lines::Line> const& lines) {
        for (auto const& line : lines) {
            if (line.object) {
                std::cout << json::serialize(compared(*recogniser, *line.object)) << "\n";
                continue;
            }
            for (auto const& violation : line.object.violations()) {
                std::cerr << violation.field << ": " << violation.reason.ja << " / " << violation.reason.en
                          << "\n";
            }
        }
    };
    formats::json_lines::Reader reader;
    std::string chunk(chunk_size, '\0');
    while (stream) {
        stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        print(reader.feed(std::string_view(chunk).substr(0, static_cast<std::size_t>(stream.gcount()))));
    }
    print(reader.finish());
    return 0;
}

}  // namespace app
