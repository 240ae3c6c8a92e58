#include "app/journal_key.h"

#include "app/files.h"
#include "base/problem.h"

#include <sys/stat.h>

namespace app {

namespace fs = std::filesystem;
namespace journal = platform::journal;

namespace {

[[noreturn]] void refuse(std::string_view ja, std::string_view en, fs::path const& file) {
    throw base::Problem(base::Problem::invalid, std::string(ja) + ": " + file.string(),
                        std::string(en) + ": " + file.string());
}

bool lies_inside(fs::path const& file, fs::path const& folder) {
    auto const inner = fs::weakly_canonical(fs::absolute(file));
    auto const outer = fs::weakly_canonical(fs::absolute(folder));
    auto const relative = inner.lexically_relative(outer);
    return !relative.empty() && *relative.begin() != "..";
}

// DATA.journal-key
std::string key_beside(fs::path const& data) {
    auto const whole = fs::weakly_canonical(fs::absolute(data));
    return (whole.has_filename() ? whole : whole.parent_path()).string() + ".journal-key";
}

// `forbidden`: bits of the mode that nobody may have.
journal::SigningKey read_key(fs::path const& file, fs::path const& data, mode_t forbidden) {
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0) {
        refuse("ジャーナルの鍵ファイルがありません (renkei key new で作成できます)",
               "the journal's key file is not there (renkei key new makes one)", file);
    }
    if (lies_inside(file, data)) {
        refuse("ジャーナルの鍵はデータフォルダーの外に置いてください",
               "the journal's key must lie outside the data folder", file);
    }
    if ((status.st_mode & forbidden) != 0) {
        refuse("ジャーナルの鍵が他の利用者から読めます。chmod 600 してください",
               "the journal's key can be read by others: chmod 600", file);
    }
    auto key = journal::SigningKey::parse(read_file(file));
    if (!key) {
        refuse("ジャーナルの鍵ファイルの形式が違います", "this is not a key file of the journal", file);
    }
    return std::move(*key);
}

}  // namespace

std::optional<journal::SigningKey> journal_key(fs::path const& data, bool demo) {
    constexpr mode_t of_others = 077;
    constexpr mode_t of_the_world = 007;  // systemd gives its credentials to the service by an ACL
    if (auto const named = environment("RENKEI_JOURNAL_KEY"); !named.empty()) {
        return read_key(named, data, of_others);
    }
    if (auto const folder = fs::path(environment("CREDENTIALS_DIRECTORY"));
        !folder.empty() && fs::exists(folder / "journal-key")) {
        return read_key(folder / "journal-key", data, of_the_world);
    }
    if (!demo) {
        return std::nullopt;
    }
    auto const beside = key_beside(data);
    if (!fs::exists(beside)) {
        replace_file(beside, journal::SigningKey::make().file());
    }
    return read_key(beside, data, of_others);
}

bool has_journal_key(fs::path const& data, bool demo) {
    bool const is_named = !environment("RENKEI_JOURNAL_KEY").empty();
    auto const folder = fs::path(environment("CREDENTIALS_DIRECTORY"));
    bool const is_given = !folder.empty() && fs::exists(folder / "journal-key");
    return is_named || is_given || (demo && fs::exists(key_beside(data)));
}

journal::PublicKey public_key(std::string const& file_or_text) {
    std::error_code error;
    bool const is_file = fs::is_regular_file(file_or_text, error);
    auto const text = is_file ? read_file(file_or_text) : file_or_text;
    if (auto const key = journal::SigningKey::parse(text)) {
        return key->public_key();
    }
    auto key = journal::PublicKey::parse(text);
    if (!key) {
        refuse("公開鍵ではありません (16進64文字、又はそのファイル)",
               "not a public key (64 hexadecimal characters, or a file of them)", file_or_text);
    }
    return std::move(*key);
}

std::vector<fs::path> deletions_ledgers(fs::path const& data) {
    std::vector<fs::path> ledgers{data / "deletions.jsonl"};
    if (auto const anchor = anchor_file(); !anchor.empty()) {
        ledgers.emplace_back(anchor.string() + ".deletions");
    }
    return ledgers;
}

fs::path anchor_file() {
    return environment("RENKEI_ANCHOR");
}

}  // namespace app
