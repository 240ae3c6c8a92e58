#include "base/problem.h"
#include "platform/files/child.h"
#include "platform/files/kept_files.h"
#include "platform/files/media_type.h"
#include "platform/files/upload_routes.h"
#include "platform/files/uploads.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <utime.h>

#include <fstream>

namespace platform::files {

namespace fs = std::filesystem;

namespace {

struct Place {
    store::TemporaryStore folder;
    Vault vault{folder.folder()};
    base::Ulid record = base::new_ulid();
    base::Ulid owner = base::new_ulid();

    store::Store& store() { return folder.store(); }
    StoredFile keep(std::string_view bytes) {
        auto const stored = vault.put(source_of(bytes));
        store().write([&](store::Transaction& tx) { name_file(tx, vault, stored, record, {1}); });
        return stored;
    }
    FileProof proof() {
        FileProof proof;
        store().read([&](store::Reader& reader) { proof = verify(reader, vault); });
        return proof;
    }
};

void age(fs::path const& file, std::int64_t seconds) {
    utimbuf const times{seconds, seconds};
    ::utime(file.c_str(), &times);
}

std::vector<std::string> codes(std::string_view name, std::string_view type) {
    std::vector<std::string> found;
    for (auto const& warning : name_warnings(name, type)) {
        found.push_back(warning.code);
    }
    return found;
}

}  // namespace

TEST_CASE("a file lies under its hash for its owner alone and is read back in pieces") {
    Place place;
    std::string const bytes(700'000, 'x');
    auto const stored = place.keep(bytes);
    CHECK(stored.size == 700'000);
    CHECK(stored.media_type == "text/plain");
    CHECK(place.vault.put(source_of(bytes)) == stored);
    struct stat about {};
    REQUIRE(::stat(place.vault.path_of(stored.sha256).c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    CHECK(place.vault.read(stored.sha256, bytes.size() + 1) == bytes);
    CHECK(place.vault.read(stored.sha256, 10) == "xxxxxxxxxx");
    auto const source = place.vault.open(stored.sha256);
    CHECK(source(1'000'000).size() <= 256 * 1024);
    CHECK(fs::is_empty(place.folder.folder() / "files" / "incoming"));
}

TEST_CASE("a missing or changed file is named by verify and by who opens it") {
    Place place;
    auto const first = place.keep("first");
    auto const second = place.keep("second");
    CHECK(place.proof().wrong.empty());
    fs::remove(place.vault.path_of(first.sha256));
    std::ofstream(place.vault.path_of(second.sha256)) << "secund";
    auto const proof = place.proof();
    CHECK(proof.files == 2);
    REQUIRE(proof.wrong.size() == 2);
    CHECK_THROWS_WITH_AS(static_cast<void>(place.vault.open(first.sha256)),
                         doctest::Contains(first.sha256.c_str()), base::Problem);
    // The row's bytes come back with the next put of the same.
    static_cast<void>(place.vault.put(source_of("second")));
    CHECK(place.proof().wrong.size() == 1);
}

TEST_CASE("what nobody names goes from the folder, but not while it is copied") {
    Place place;
    auto const stored = place.keep("only here");
    auto const other = base::new_ulid();
    place.store().write([&](store::Transaction& tx) { name_file(tx, place.vault, stored, other, {1}); });
    place.store().write([&](store::Transaction& tx) { forget_files(tx, place.record); });
    CHECK(remove_forgotten(place.store(), place.vault) == 0);
    place.store().write([&](store::Transaction& tx) { forget_files(tx, other); });
    {
        auto const copying = place.vault.hold(Vault::Hold::copying);
        REQUIRE(copying);
        CHECK(remove_forgotten(place.store(), place.vault) == 0);
        CHECK(place.vault.holds(stored.sha256));
    }
    CHECK(remove_forgotten(place.store(), place.vault) == 1);
    CHECK_FALSE(place.vault.holds(stored.sha256));
    CHECK_THROWS_AS(place.store().write([&](store::Transaction& tx) {
        name_file(tx, place.vault, stored, place.record, {1});
    }),
                    base::Problem);
}

TEST_CASE("bytes without a row are swept after a day and no earlier") {
    Place place;
    auto const kept = place.keep("kept");
    auto const orphan = place.vault.put(source_of("orphan"));
    base::Instant const now{10'000'000'000};
    age(place.vault.path_of(kept.sha256), 1);
    age(place.vault.path_of(orphan.sha256), now.milliseconds / 1000 - 86'000);
    CHECK(sweep_orphans(place.store(), place.vault, now) == 0);
    age(place.vault.path_of(orphan.sha256), now.milliseconds / 1000 - 87'000);
    CHECK(sweep_orphans(place.store(), place.vault, now) == 1);
    CHECK(place.vault.holds(kept.sha256));
    CHECK_FALSE(place.vault.holds(orphan.sha256));
}

TEST_CASE("an upload goes on where the store says it is, whatever lies beyond") {
    Place place;
    Uploads uploads(place.store(), place.vault, place.folder.folder());
    base::Instant const now{1'000'000};
    auto const upload = uploads.create(place.owner, "a.txt", 10, now);
    CHECK(uploads.append(upload.id, place.owner, 0, "01234", now).received == 5);
    // As after a kill between the write and the row: bytes that were never acknowledged.
    std::ofstream(place.folder.folder() / "uploads" / (base::to_string(upload.id) + ".part"), std::ios::app)
        << "garbage";
    CHECK_THROWS_AS(static_cast<void>(uploads.append(upload.id, place.owner, 12, "x", now)), base::Problem);
    CHECK_THROWS_AS(static_cast<void>(uploads.append(upload.id, place.owner, 5, "567890", now)),
                    base::Problem);
    CHECK_THROWS_AS(static_cast<void>(uploads.get(upload.id, base::new_ulid(), now)), base::Problem);
    auto const whole = uploads.append(upload.id, place.owner, 5, "56789", now);
    CHECK(place.vault.read(whole.sha256, 100) == "0123456789");
    CHECK_FALSE(fs::exists(place.folder.folder() / "uploads" / (base::to_string(upload.id) + ".part")));
    place.store().write([&](store::Transaction& tx) {
        auto const taken = uploaded_file(tx, upload.id, place.owner);
        CHECK(taken.name == "a.txt");
        name_file(tx, place.vault, taken.file, place.record, now);
        finish_upload(tx, upload.id);
    });
    CHECK(remove_forgotten(place.store(), place.vault) == 0);
    CHECK(place.vault.holds(whole.sha256));
}

TEST_CASE("an upload that is left lying expires with its bytes, and one has a quota") {
    Place place;
    UploadLimits limits;
    limits.most_open = 2;
    limits.most_bytes = 100;
    limits.largest = 80;
    Uploads uploads(place.store(), place.vault, place.folder.folder(), limits);
    base::Instant const now{1'000'000};
    auto const upload = uploads.create(place.owner, "a.txt", 5, now);
    auto const whole = uploads.append(upload.id, place.owner, 0, "01234", now);
    CHECK_THROWS_AS(static_cast<void>(uploads.create(place.owner, "b", 81, now)), base::Problem);
    CHECK_THROWS_AS(static_cast<void>(uploads.create(place.owner, "b", 0, now)), base::Problem);
    CHECK_THROWS_AS(static_cast<void>(uploads.create(place.owner, "", 1, now)), base::Problem);
    static_cast<void>(uploads.create(place.owner, "b", 60, now));
    CHECK_THROWS_AS(static_cast<void>(uploads.create(place.owner, "c", 1, now)), base::Problem);
    base::Instant const later{now.milliseconds + limits.life};
    CHECK_THROWS_AS(static_cast<void>(uploads.get(upload.id, place.owner, later)), base::Problem);
    CHECK(uploads.sweep(later) == 2);
    CHECK(remove_forgotten(place.store(), place.vault) == 1);
    CHECK_FALSE(place.vault.holds(whole.sha256));
}

TEST_CASE("a file is what stands in it, and its name says when it hides something") {
    CHECK(media_type_of("%PDF-1.7") == "application/pdf");
    CHECK(media_type_of(std::string_view("MZ\x90\0", 4)) == "application/vnd.microsoft.portable-executable");
    CHECK(media_type_of("<!DOCTYPE html><html>") == "text/html");
    CHECK(media_type_of("") == "application/octet-stream");
    CHECK(media_type_of(std::string_view("a\0b", 3)) == "application/octet-stream");
    CHECK(codes("請求書.pdf.exe", "application/vnd.microsoft.portable-executable") ==
          std::vector<std::string>{"double_extension", "program"});
    CHECK(codes("写真\u202Egpj.exe", "text/plain") == std::vector<std::string>{"direction", "program"});
    CHECK(codes("a.pdf", "image/png") == std::vector<std::string>{"other_type"});
    CHECK(codes("通帳.png", "image/png").empty());
    CHECK(safe_name("a/b\\c\u202E\n.txt") == "a_b_c__.txt");
    CHECK(safe_name("..") == "file");
    CHECK(disposition("あ\".txt") == "attachment; filename=\"____.txt\"; filename*=UTF-8''%E3%81%82_.txt");
    CHECK(filename_in("filetype dGV4dA==,filename YS50eHQ=") == "a.txt");
    CHECK(filename_in("filename /w==") == "");
}

TEST_CASE(
    "a child that says nothing right, too much or nothing in time leaves the file readable as nothing") {
    Place place;
    auto const stored = place.keep("bytes");
    ChildLimits limits;
    limits.longest = std::chrono::milliseconds(300);
    limits.most_output = 10'000;
    auto const kind = [&](std::string const& script) {
        ReadingChild const child({"/bin/sh", "-c", script, "child"}, limits);
        return std::string(
            child.read(place.vault, stored.sha256, Wish::picture).reading.at("kind").as_string());
    };
    CHECK(kind(R"(printf '0000000f{"kind":"text"}')") == "text");
    CHECK(kind(R"(printf '0000000f{"kind":"text"}'; exit 1)") == "none");
    CHECK(kind("printf '000000ff{}'") == "none");
    CHECK(kind("sleep 30") == "none");
    CHECK(kind("yes | head -c 50000") == "none");
    CHECK(kind("kill -9 $$") == "none");
}

}  // namespace platform::files
