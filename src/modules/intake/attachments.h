#pragma once
// Files become attachments: read by the child before any transaction, then written with their observables in
// one. Thread rule: functions work on the Transaction or Reader they are given; read_file may be called from
// any thread.

#include "modules/intake/attachment.h"
#include "modules/intake/parts.h"
#include "platform/registry/records.h"
#include "platform/registry/sightings.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::intake {

struct NewFile {
    platform::files::StoredFile stored;
    std::string name;
    FileOrigin origin = FileOrigin::upload;
    std::string origin_detail;
};

// A file, what the child read in it (card numbers masked), and what stands in it. Of a mail also its parts,
// which are in the vault by then.
struct ReadFile {
    NewFile file;
    boost::json::object reading;
    std::vector<platform::registry::Seen> seen;  // `field`: the place within the file ("body", "qr")
    std::vector<ReadFile> parts;
};
// `known_sender`: an address that is the caller's own; other senders of a mail are taken for the other side.
[[nodiscard]] ReadFile read_file(Parts const& parts, NewFile file, std::string_view known_sender,
                                 platform::files::Sync sync = platform::files::Sync::each);

// Whose the file becomes.
struct Holder {
    base::Ulid record;
    base::Ulid owner_unit;
    base::Ulid origin_unit;
};
// The ids of the attachment and of its parts. Problem::conflict when the record has too many already.
std::vector<base::Ulid> attach(platform::store::Transaction& transaction, Parts const& parts,
                               Holder const& holder, ReadFile const& read,
                               platform::registry::Change const& change);
// The same for a draft: unjournaled like the draft itself.
std::vector<base::Ulid> attach_to_draft(platform::store::Transaction& transaction, Parts const& parts,
                                        Holder const& draft, ReadFile const& read,
                                        platform::registry::Change const& change);
// 受理: what lay in the draft belongs to the record now.
void take_over_draft_files(platform::store::Transaction& transaction, Parts const& parts,
                           base::Ulid const& draft, Holder const& holder,
                           platform::registry::Change const& change);
void remove_draft_files(platform::store::Transaction& transaction, base::Ulid const& draft);
void remove_draft_file(platform::store::Transaction& transaction, base::Ulid const& draft,
                       base::Ulid const& attachment);

[[nodiscard]] std::vector<record::StoredRecord> attachments_of(platform::store::Reader& reader,
                                                               base::Ulid const& record);
// Problem::not_found when it is not that record's.
[[nodiscard]] record::StoredRecord attachment_of(platform::store::Reader& reader, base::Ulid const& record,
                                                 base::Ulid const& attachment);
[[nodiscard]] std::optional<boost::json::object> reading_of(platform::store::Reader& reader,
                                                            base::Ulid const& attachment);

// Sightings in attachments stay when the record's own texts are read anew.
void keep_attached(platform::store::Reader& reader, base::Ulid const& record,
                   std::vector<platform::registry::Seen>& seen);
// What stood in this attachment stands there no longer.
void forget_sightings(platform::store::Transaction& transaction, base::Ulid const& record,
                      std::int64_t ordinal, base::Instant at);

}  // namespace modules::intake
