// `renkei manual`: the desk manual as a file, without a data folder, from the tables that ship with the
// program.

#include "app/commands.h"
#include "app/files.h"
#include "app/house.h"
#include "base/problem.h"
#include "formats/duty_rules/duty_rules.h"
#include "formats/manual/manual.h"
#include "modules/intake/consultation.h"
#include "modules/manual/document.h"

#include <iostream>

namespace app {

namespace fs = std::filesystem;

namespace {

template <typename T>  // reason: whatever a parser of our own data gives
T shipped(base::Parsed<T> parsed, fs::path const& file) {
    if (!parsed) {
        throw base::Problem(base::Problem::invalid, "同梱データに誤りがあります: " + file.string(),
                            "the program's data is wrong: " + file.string(), parsed.violations());
    }
    return std::move(*parsed);
}

}  // namespace

int write_manual(fs::path const& file, std::string const& language) {
    if (fs::exists(file)) {
        throw base::Problem(base::Problem::invalid, "同じ名前のファイルがあります: " + file.string(),
                            "the file is there already: " + file.string());
    }
    auto const text_file = seed_folder() / "manual" / "desk.yaml";
    auto const duties_file = seed_folder() / "clocks" / "duties.yaml";
    auto const texts = shipped(formats::manual::parse(read_file(text_file)), text_file);
    auto const duties = shipped(formats::duty_rules::parse(read_file(duties_file)), duties_file);
    auto const tables = shipped_rules();
    platform::documents::Press const press;
    auto const document = modules::manual::manual_document(
        press, {texts, modules::intake::consultation_schema, *tables->interviews, duties, RENKEI_VERSION,
                tables->version, base::date_in_japan(base::SystemTime().now()),
                language == "en" ? platform::documents::Language::en : platform::documents::Language::ja});
    auto const pdf = press.pdf(document);
    replace_file(file, pdf.bytes);
    std::cout << file.string() << ": " << pdf.pages << "\n";
    return 0;
}

}  // namespace app
