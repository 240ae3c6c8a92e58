#pragma once
// 添付: a file in a consultation or in a draft of one. Its bytes lie in the vault; what is written here is
// what people were told of it and what became of it.

#include "base/id.h"
#include "base/instant.h"
#include "record/enum_values.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace modules::intake {

BOOST_DEFINE_ENUM_CLASS(FileOrigin, upload, mail_part, import_)
consteval auto enum_labels(FileOrigin) {
    return record::labels<FileOrigin>({{FileOrigin::upload, "受理者が添付", "Attached by an officer"},
                                       {FileOrigin::mail_part, "メールの一部", "Part of a mail"},
                                       {FileOrigin::import_, "取込み", "Imported"}});
}

struct Attachment {
    std::string record_kind;  // consultation, draft
    base::Ulid record_id;
    std::int64_t ordinal = 0;  // 添付 N of its record, never given twice
    std::string name;          // as given
    std::string media_type;    // as found in the bytes
    std::int64_t size = 0;
    std::string sha256;
    FileOrigin origin = FileOrigin::upload;
    std::string origin_detail;  // which mail, which part of it
    bool restricted = false;    // never previewed
    std::string restricted_reason;
    std::optional<base::Instant> removed_at;
    base::Ulid removed_by;
    std::string removed_reason;
    bool operator==(Attachment const&) const = default;
};

extern record::Schema const attachment_schema;

}  // namespace modules::intake
