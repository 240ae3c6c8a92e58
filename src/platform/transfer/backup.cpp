#include "platform/transfer/backup.h"

#include "base/problem.h"
#include "platform/journal/journal.h"
#include "platform/store/migrations.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

namespace platform::transfer {

namespace {

constexpr std::string_view key_prefix = "renkei-backup-key:";
constexpr std::int64_t rows_between_reports = 500'000;

[[noreturn]] void refuse_header() {
    throw base::Problem(base::Problem::invalid, "控えの見出しが壊れています",
                        "the backup's header is damaged");
}

std::string text_in(boost::json::object const& members, std::string_view name) {
    auto const* value = members.if_contains(name);
    if (value == nullptr || !value->is_string()) {
        refuse_header();
    }
    return std::string(value->as_string());
}

std::int64_t number_in(boost::json::object const& members, std::string_view name) {
    auto const* value = members.if_contains(name);
    if (value == nullptr || !value->is_int64()) {
        refuse_header();
    }
    return value->as_int64();
}

base::Instant instant_in(boost::json::object const& members, std::string_view name) {
    auto const at = base::parse_instant(text_in(members, name));
    if (!at) {
        refuse_header();
    }
    return *at;
}

std::int64_t number_of_rows(std::vector<TableSum> const& sums, std::string_view table) {
    for (auto const& sum : sums) {
        if (sum.name == table) {
            return sum.rows;
        }
    }
    return 0;
}

// Compares only.
class Checker final : public ArchiveTaker {
  public:
    void begin_table(store::Table const&) override {}
    void row(store::Values const&) override {}
    void end_table(TableSum const& sum) override { sums.push_back(sum); }
    void begin_file(std::string const&) override {}
    void file_bytes(std::string_view) override {}
    void end_file() override {}

    std::vector<TableSum> sums;
};

class Restorer final : public ArchiveTaker {
  public:
    Restorer(store::Transaction& into, Tables tables, FileTaker& files, Progress const& progress)
        : tables_(std::move(tables)), filling_(into, tables_), files_(files), progress_(progress) {}

    void begin_table(store::Table const& table) override {
        Tables const theirs{table};
        Tables ours;
        for (auto const& candidate : tables_) {
            if (candidate.name == table.name) {
                ours.push_back(candidate);
            }
        }
        require_same_tables(theirs, ours);
        filling_.begin(table.name);
        rows_ = 0;
    }
    void row(store::Values const& row) override {
        filling_.add(row);
        if (++rows_ % rows_between_reports == 0 && progress_) {
            progress_("restoring", rows_);
        }
    }
    void end_table(TableSum const& sum) override {
        filling_.end(sum.counter);
        sums.push_back(sum);
    }
    void begin_file(std::string const& path) override { files_.begin(path); }
    void file_bytes(std::string_view bytes) override { files_.bytes(bytes); }
    void end_file() override { files_.end(); }
    void finish() {
        if (sums.size() != tables_.size()) {
            throw base::Problem(base::Problem::invalid, "控えに足りない表があります",
                                "the backup lacks a table");
        }
        filling_.finish(progress_);
    }

    std::vector<TableSum> sums;

  private:
    Tables tables_;
    Filling filling_;
    FileTaker& files_;
    Progress const& progress_;
    std::int64_t rows_ = 0;
};

void require_key(BackupFacts const& facts, std::string_view key) {
    if (facts.key != name_of_key(key)) {
        throw base::Problem(
            base::Problem::invalid,
            fmt::format("鍵が違います (この控えの鍵 {}、指定された鍵 {})", facts.key, name_of_key(key)),
            fmt::format("wrong key (the backup's is {}, the given one is {})", facts.key, name_of_key(key)));
    }
}

// Opens the backup behind its front.
struct OpenedBackup {
    OpenedBackup(Source const& source, std::string_view key)
        : front(read_front(source)), facts(parse_facts(front.header)) {
        require_key(facts, key);
        sealed = std::make_unique<SealedReader>(source, key, front);
    }
    [[nodiscard]] Source content() const {
        return [reader = sealed.get()](std::size_t length) { return reader->read(length); };
    }

    SealedFront front;
    BackupFacts facts;
    std::unique_ptr<SealedReader> sealed;
};

}  // namespace

void prove_journal(store::Reader& reader, BackupFacts const& facts) {
    auto const proof = journal::verify(reader);
    if (!proof.findings.empty()) {
        auto const& finding = proof.findings.told().front();
        throw base::Problem(base::Problem::invalid, "控えの記録の連鎖を証明できません",
                            "the journal in the backup cannot be proved",
                            {{fmt::format("{} {}", finding.table, finding.seq), finding.what}});
    }
    auto const head = reader.first("SELECT seq, hash FROM journal_head WHERE \"only\" = 1");
    bool const same =
        head ? head->integer(0) == facts.journal && base::to_hex(head->blob(1)) == facts.journal_hash
             : facts.journal == 0;
    if (!same) {
        throw base::Problem(base::Problem::invalid, "控えの見出しと記録の末尾が一致しません",
                            "the backup's header and the end of its journal do not agree");
    }
}

std::string spell(BackupFacts const& facts) {
    boost::json::object members{{"instance", facts.instance},
                                {"schema", facts.schema},
                                {"created_at", base::to_iso(facts.created)},
                                {"journal", facts.journal},
                                {"journal_hash", facts.journal_hash},
                                {"key", facts.key}};
    if (facts.expires) {
        members["expires_at"] = base::to_iso(*facts.expires);
    }
    return boost::json::serialize(members);
}

BackupFacts parse_facts(std::string_view header) {
    boost::json::error_code error;
    auto const parsed = boost::json::parse(header, error);
    auto const* members = parsed.if_object();
    if (error || members == nullptr) {
        refuse_header();
    }
    BackupFacts facts;
    facts.instance = text_in(*members, "instance");
    auto const schema = number_in(*members, "schema");
    constexpr std::int64_t most = 1'000'000;
    if (schema < 1 || schema > most || !base::parse_ulid(facts.instance)) {
        refuse_header();
    }
    facts.schema = static_cast<int>(schema);
    facts.created = instant_in(*members, "created_at");
    if (members->contains("expires_at")) {
        facts.expires = instant_in(*members, "expires_at");
    }
    facts.journal = number_in(*members, "journal");
    facts.journal_hash = text_in(*members, "journal_hash");
    facts.key = text_in(*members, "key");
    return facts;
}

std::string name_of_key(std::string_view key) {
    std::string text = "renkei backup key ";
    return base::to_hex(base::as_bytes(base::sha256(text.append(key)))).substr(0, 16);
}

std::string new_key_text() {
    std::string key(key_length, '\0');
    randombytes_buf(key.data(), key.size());
    std::string text(key_prefix);
    text.append(base::to_hex(key)).append("\n");
    sodium_memzero(key.data(), key.size());
    return text;
}

std::string parse_key(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    auto const key =
        text.starts_with(key_prefix) ? base::from_hex(text.substr(key_prefix.size())) : std::nullopt;
    if (!key || key->size() != key_length) {
        throw base::Problem(base::Problem::invalid, "控えの鍵ファイルではありません",
                            "this is no key of a backup");
    }
    return *key;
}

std::vector<TableSum> write_backup(store::Reader& reader, BackupFacts const& facts, std::string_view key,
                                   Sink const& sink, std::function<std::vector<KeptFile>()> const& files,
                                   Progress const& progress) {
    SealedWriter sealed(sink, key, spell(facts));
    ArchiveWriter archive([&sealed](std::string_view bytes) { sealed.write(bytes); });
    std::vector<TableSum> sums;
    for (auto const& table : tables_of_records(reader)) {
        std::int64_t rows = 0;
        archive.begin_table(table);
        each_row(reader, table, [&](store::Values const& row) {
            archive.row(row);
            if (++rows % rows_between_reports == 0 && progress) {
                progress("written " + table.name, rows);
            }
        });
        sums.push_back(archive.end_table(table.counts ? store::counter(reader, table) : 0));
    }
    for (auto const& file : files()) {
        archive.file(file.path, file.open());
    }
    archive.finish();
    sealed.finish();
    return sums;
}

std::vector<TableSum> restore_records(Source const& source, std::string_view key, store::Transaction& into,
                                      FileTaker& files, Progress const& progress) {
    OpenedBackup const backup(source, key);
    auto const tables = tables_of_records(into);
    Restorer restorer(into, tables, files, progress);
    read_archive(backup.content(), restorer);
    restorer.finish();
    for (auto const& sum : sums_of(into, tables, progress)) {
        if (std::ranges::find(restorer.sums, sum) == restorer.sums.end()) {
            throw base::Problem(base::Problem::invalid, "復元した表が控えと一致しません: " + sum.name,
                                "the restored table is not equal to the backup: " + sum.name);
        }
    }
    if (backup.facts.schema == store::migrations().back().number) {
        prove_journal(into, backup.facts);
    }
    return restorer.sums;
}

std::vector<TableSum> check_backup(Source const& source, std::string_view key) {
    OpenedBackup const backup(source, key);
    Checker checker;
    read_archive(backup.content(), checker);
    if (number_of_rows(checker.sums, "journal") == 0 && backup.facts.journal > 0) {
        throw base::Problem(base::Problem::invalid, "控えに足りない表があります", "the backup lacks a table");
    }
    return checker.sums;
}

}  // namespace platform::transfer
