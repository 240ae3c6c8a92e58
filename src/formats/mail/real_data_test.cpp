// The mail fixtures named by the issue, by path: every one is read, and where the expected reading lies
// beside it, subject, addresses and parts agree. Where they do not, the reason stands in `differences`.

#include "base/utf8.h"
#include "formats/mail/mail.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using formats::mail::Address;
using formats::mail::Mail;
using formats::mail::Part;

fs::path mail_folder() {
    auto const* const named = std::getenv("RENKEI_REAL_DATA");
    auto const data =
        named != nullptr ? fs::path(named) : fs::path(RENKEI_SOURCE_DIR).parent_path() / "shared" / "data";
    return data / "mail";
}

bool absent(fs::path const& folder) {
    if (fs::is_directory(folder)) {
        return false;
    }
    MESSAGE("skipped: no real data in " << folder.string());
    return true;
}

std::string bytes_of(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_in(fs::path const& folder) {
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

void check_storable(Mail const& mail) {
    CHECK(base::is_storable_text(mail.subject));
    CHECK(base::is_storable_text(mail.body.text));
    for (auto const& field : mail.headers) {
        CHECK(base::is_storable_text(field.name));
        CHECK(base::is_storable_text(field.value));
    }
    for (auto const& part : mail.parts) {
        CHECK(base::is_storable_text(part.name));
        CHECK(base::is_storable_text(part.text.value_or("")));
    }
    std::ranges::for_each(mail.messages, check_storable);
}

// What is compared, as lines of text.
using Reading = std::map<std::string, std::string>;

std::string text_of(json::value const& value) {
    return value.is_string() ? std::string(value.get_string()) : std::string();
}

std::string tidy(std::string_view text) {
    std::string out;
    std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c != '\r'; });
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) {
        out.pop_back();
    }
    return out;
}

void add_expected_addresses(std::string& line, json::value const& list) {
    for (auto const& each : list.as_array()) {
        auto const& object = each.as_object();
        if (object.contains("addresses")) {
            add_expected_addresses(line, object.at("addresses"));
            continue;
        }
        line += text_of(object.at("name")) + " <" + text_of(object.at("address")) + ">\n";
    }
}

std::string expected_header(json::value const& value) {
    std::string line;
    if (!value.is_object()) {
        return line;
    }
    auto const& object = value.as_object();
    if (object.contains("Text")) {
        return tidy(text_of(object.at("Text")));
    }
    if (object.contains("Address")) {
        for (auto const& [kind, list] : object.at("Address").as_object()) {
            add_expected_addresses(line, list);
        }
    }
    return line;
}

std::string expected_part(json::object const& part, std::string_view fallback) {
    std::string line(fallback);
    for (auto const& header : part.at("headers").as_array()) {
        if (header.at("name") == "content_type" && header.at("value").is_object()) {
            auto const& type = header.at("value").at("ContentType").as_object();
            line = text_of(type.at("c_type")) + "/" +
                   (type.at("c_subtype").is_null() ? "" : text_of(type.at("c_subtype")));
        }
    }
    return line;
}

Reading expected(json::value const& mail, std::string const& prefix);

void expected_parts(Reading& reading, json::array const& parts, std::size_t index, std::string const& prefix,
                    std::size_t& number, std::string_view fallback) {
    auto const& part = parts.at(index).as_object();
    auto const& body = part.at("body").as_object();
    auto const type = expected_part(part, fallback);
    if (body.contains("Multipart")) {
        for (auto const& child : body.at("Multipart").as_array()) {
            expected_parts(reading, parts, child.to_number<std::size_t>(), prefix, number,
                           type == "multipart/digest" ? "message/rfc822" : "text/plain");
        }
        return;
    }
    auto const place = prefix + "part " + std::to_string(++number);
    reading[place + " type"] = type;
    if (body.contains("Message")) {
        reading.merge(expected(body.at("Message"), place + "/"));
    } else if (body.contains("Text") || body.contains("Html")) {
        reading[place + " text"] = tidy(text_of(body.begin()->value()));
    } else {
        std::string bytes;
        for (auto const& byte : body.begin()->value().as_array()) {
            bytes += static_cast<char>(byte.to_number<int>());
        }
        reading[place + " text"] = tidy(bytes);
    }
}

Reading expected(json::value const& mail, std::string const& prefix) {
    Reading reading;
    auto const& parts = mail.at("parts").as_array();
    for (auto const& header : parts.at(0).at("headers").as_array()) {
        auto const name = text_of(header.at("name"));
        if (name == "subject" || name == "from" || name == "to" || name == "cc" || name == "sender" ||
            name == "reply_to" || name == "message_id") {
            reading[prefix + name] = expected_header(header.at("value"));
        }
    }
    std::size_t number = 0;
    expected_parts(reading, parts, 0, prefix, number, "text/plain");
    return reading;
}

std::string address_lines(std::vector<Address> const& addresses) {
    std::string lines;
    for (auto const& address : addresses) {
        lines += address.name + " <" + address.address + ">\n";
    }
    return lines;
}

Reading ours(Mail const& mail, std::string const& prefix) {
    Reading reading;
    auto const add = [&](std::string const& name, std::string value) {
        if (!value.empty()) {
            reading[prefix + name] = std::move(value);
        }
    };
    add("subject", mail.subject);
    add("from", address_lines(mail.from));
    add("to", address_lines(mail.to));
    add("cc", address_lines(mail.cc));
    add("sender", address_lines(mail.sender));
    add("reply_to", address_lines(mail.reply_to));
    add("message_id", mail.message_id);
    std::size_t number = 0;
    for (auto const& part : mail.parts) {
        if (part.container) {
            continue;
        }
        auto const place = prefix + "part " + std::to_string(++number);
        reading[place + " type"] = part.type;
        if (part.message) {
            reading.merge(ours(mail.messages[*part.message], place + "/"));
        } else {
            reading[place + " text"] = tidy(part.text.value_or(part.bytes));
        }
    }
    return reading;
}

// Fixture → why our reading differs from the one beside it.
std::map<std::string, std::string> const differences = {
    {"malformed/000.eml",
     "three parts without an empty line behind their header: we keep them, the other reader drops them"},
    {"malformed/001.eml",
     "the inner boundary \"a\" begins the outer \"ab\": GMime closes the inner multipart at the outer "
     "boundary"},
    {"malformed/004.eml",
     "no line is the declared boundary: we keep the whole as text, the other reader cuts at \"--ab\""},
    {"malformed/007.eml",
     "the header of the inner multipart ends at \"--ab\" without an empty line: GMime reads a text"},
    {"malformed/009.eml",
     "the inner multipart is never closed: the outer boundary ends it, and the third part is a part"},
    {"malformed/011.eml", "as 009"},
    {"malformed/012.eml", "as 009, with messages"},
    {"malformed/016.eml",
     "three boundaries that begin each other: GMime takes the longest for the end; the text stands in the "
     "part before"},
};

}  // namespace

TEST_CASE("every mail fixture of the two repositories is read") {
    auto const folder = mail_folder();
    if (absent(folder)) {
        return;
    }
    std::size_t read = 0;
    for (auto const& path : files_in(folder)) {
        auto const bytes = bytes_of(path);
        auto const mail = formats::mail::read(bytes);
        CAPTURE(path.string());
        check_storable(mail);
        if (path.extension() == ".eml") {
            CHECK_FALSE(mail.headers.empty());
            ++read;
        }
    }
    CHECK(read >= 130);
}

TEST_CASE("subject, addresses and parts agree with the expected reading beside a fixture") {
    auto const folder = mail_folder();
    if (absent(folder)) {
        return;
    }
    std::size_t compared = 0;
    std::size_t differing = 0;
    for (auto const& path : files_in(folder)) {
        auto beside = path;
        beside.replace_extension(".json");
        if (path.extension() != ".eml" || !fs::exists(beside)) {
            continue;
        }
        auto const name = path.parent_path().filename().string() + "/" + path.filename().string();
        auto wanted = expected(json::parse(bytes_of(beside)), "");
        std::erase_if(wanted,
                      [](auto const& each) { return each.second.empty() && !each.first.ends_with("text"); });
        auto const got = ours(formats::mail::read(bytes_of(path)), "");
        ++compared;
        bool const equal = wanted == got;
        differing += equal ? 0U : 1U;
        if (differences.contains(name)) {
            CHECK_MESSAGE(!equal, name << ": agrees now; take it out of `differences`");
            continue;
        }
        for (auto const& [key, value] : wanted) {
            auto const found = got.find(key);
            CHECK_MESSAGE((found != got.end() && found->second == value),
                          name << ": " << key << "\n expected: " << value
                               << "\n is: " << (found == got.end() ? "(nothing)" : found->second));
        }
        for (auto const& [key, value] : got) {
            CHECK_MESSAGE(wanted.contains(key), name << ": " << key << " is only in our reading: " << value);
        }
    }
    MESSAGE("compared " << compared << " fixtures with their expected reading, " << differing
                        << " differ for a stated reason");
    CHECK(compared >= 33);
}
