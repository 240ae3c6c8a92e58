// Commands about the journal: its key, and its proof.

#include "app/commands.h"
#include "app/data_folder.h"
#include "app/files.h"
#include "app/journal_key.h"
#include "base/problem.h"
#include "platform/journal/journal.h"

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

int verify(VerifyOptions const& options) {
    auto const how = proof_options(options);
    auto const opened = open_store(options.data, 2, std::chrono::milliseconds(0));
    journal::Proof proof;
    opened->read([&](platform::store::Reader& reader) { proof = journal::verify(reader, how); });
    print(proof, how);
    check_memory(*opened, options.data);  // after the proof, which says more
    return proof.findings.empty() ? 0 : 1;
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
