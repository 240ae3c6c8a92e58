// Commands about the journal: its key, and its proof.

#include "app/commands.h"
#include "app/data_folder.h"
#include "app/files.h"
#include "app/journal_key.h"
#include "base/problem.h"
#include "modules/intake/install.h"
#include "platform/files/kept_files.h"
#include "platform/journal/journal.h"
#include "platform/registry/record_kinds.h"
#include "platform/retention/finish.h"

#include <iostream>

namespace app {

namespace fs = std::filesystem;
namespace journal = platform::journal;

namespace {

void print(journal::Findings const& findings) {
    for (auto const& finding : findings.told()) {
        auto const& kind = journal::words(finding.kind);
        std::cerr << finding.table << " " << finding.seq << ": " << kind.ja << ": " << finding.what.ja
                  << " / " << kind.en << ": " << finding.what.en << "\n";
    }
    auto const told = static_cast<std::int64_t>(findings.told().size());
    if (findings.total() > told) {
        std::cerr << "… " << findings.total() - told << " more, " << findings.total() << " in all\n";
    }
}

void print(journal::Proof const& proof, journal::ProofOptions const& options) {
    std::cout << proof.entries << "\n";
    std::cerr << "journal " << proof.entries << ", contents " << proof.contents << ", disposed "
              << proof.disposed << ", access_log " << proof.access_entries << ", checkpoints "
              << proof.checkpoints;
    if (options.keys.empty()) {
        std::cerr << ", signatures not looked at (--public-key)";
    } else {
        std::cerr << ", signed " << proof.signatures;
    }
    if (!options.anchor.empty()) {
        std::cerr << ", anchored " << proof.anchored;
    }
    std::cerr << "\n";
    print(proof.findings);
}

journal::ProofOptions proof_options(VerifyOptions const& options) {
    journal::ProofOptions how;
    for (auto const& key : options.public_keys) {
        how.keys.push_back(public_key(key));
    }
    if (auto const own = journal_key(options.data, false)) {
        how.keys.push_back(own->public_key());
    }
    how.anchor = options.anchor.empty() ? anchor_file() : options.anchor;
    return how;
}

}  // namespace

bool verify_files(platform::store::Store& opened, fs::path const& data) {
    platform::files::FileProof proof;
    opened.read([&](platform::store::Reader& reader) {
        proof = platform::files::verify(reader, platform::files::Vault(data));
    });
    std::cerr << "files " << proof.files << ", wrong " << proof.wrong.size() << "\n";
    for (auto const& wrong : proof.wrong) {
        std::cerr << "files/" << wrong.field << ": " << wrong.reason.ja << " / " << wrong.reason.en << "\n";
    }
    return proof.wrong.empty();
}

int verify(VerifyOptions const& options) {
    auto const how = proof_options(options);
    auto const opened = open_store(options.data, 2, std::chrono::milliseconds(0));
    journal::Proof proof;
    opened->read([&](platform::store::Reader& reader) { proof = journal::verify(reader, how); });
    print(proof, how);
    bool const has_files = verify_files(*opened, options.data);
    check_memory(*opened, options.data);  // after the proof, which says more
    return proof.findings.empty() && has_files ? 0 : 1;
}

int replay_disposals(fs::path const& data, fs::path const& ledger) {
    namespace retention = platform::retention;
    auto const opened = open_store(data, 2, std::chrono::milliseconds(0));
    check_memory(*opened, data);
    platform::registry::RecordKinds kinds;
    kinds.add(modules::intake::record_kind());
    auto const replayed = retention::replay(*opened, kinds, ledger, base::SystemTime().now());
    // What a crash left undone is finished here too.
    retention::finish(*opened, kinds, platform::files::Vault(data), deletions_ledgers(data));
    remember(*opened, data);
    std::cout << "lines " << replayed.lines << ", erased " << replayed.erased << ", absent "
              << replayed.absent << ", refused " << replayed.refused.size() << "\n";
    for (auto const& violation : replayed.refused) {
        std::cerr << violation.field << ": " << violation.reason.ja << " / " << violation.reason.en << "\n";
    }
    return replayed.refused.empty() ? 0 : 1;
}

int new_key(fs::path const& file) {
    if (fs::exists(file)) {
        throw base::Problem(base::Problem::conflict, "既にあります。上書きしません: " + file.string(),
                            "exists already and is not overwritten: " + file.string());
    }
    auto const key = journal::SigningKey::make();
    replace_file(file, key.file());
    std::cout << key.public_key().text() << "\n";
    return 0;
}

}  // namespace app
