#pragma once
// The structs that the files of this folder misuse, one way each.

#include "record/described_all.h"
#include "record/field.h"
#include "record/record.h"

#include <boost/describe/enum.hpp>

#include <string>
#include <vector>

BOOST_DEFINE_ENUM_CLASS(Encryption, unknown, wpa2)
consteval auto enum_labels(Encryption) {
    return record::labels<Encryption>(
        {{Encryption::unknown, "不明", "Unknown"}, {Encryption::wpa2, "WPA2", "WPA2"}});
}

struct Visit {
    std::string note;
};
inline constexpr record::Field visit_fields[] = {record::field<&Visit::note>("記録", "Note")};
inline constexpr auto visit_schema = record::schema<Visit>("visit", "", "訪問", "Visit", visit_fields);

struct Person {
    std::string name;
    std::string order;
    std::string id;
};
struct Site {
    std::string name;
    Encryption encryption = Encryption::unknown;
    base::Id<Person> owner;
    std::vector<Visit> visits;
};
