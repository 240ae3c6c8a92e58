#pragma once
// What a list of consultations is narrowed to beyond the filters of its fields: words and values, a period, a
// unit with all below it, whose it is, a person, and what is still to be done.

#include "modules/intake/requests.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace modules::intake {

// Parameters of a list by name, as they stand in an address.
using ListQuery = std::map<std::string, std::string, std::less<>>;

// What makes the conditions of
//   q         words, or values in whatever writing
//   from, to  days of receipt, both included, in any writing of a day
//   unit      taken in or led by the unit, by one below it, or by one that these took over from
//   officer   open and in the hand of this officer
//   person    an identity, or a name, reading, telephone number or mail in any writing
//   open      "true": not closed
//   due       "overdue", "today", "any": an open clock that is over, ends today, or is there at all
//   waiting   "receipt": sent and received by nobody; "approval": a report that nobody has approved
// Others are not looked at. Problem::bad_request names the parameter.
// `Wanted` changes nothing of what is found, only the way: all of it at once, or looking through record by
// record, which is for a few.
enum class Wanted { all, by_record };
[[nodiscard]] std::vector<registry::Condition> narrowed(Parts const& parts,
                                                        platform::access::Actor const& actor,
                                                        ListQuery const& query, Wanted wanted = Wanted::all);

void narrow(Parts const& parts, platform::access::Call const& call, registry::PageRequest& page,
            Wanted wanted = Wanted::all);

// The page that `asked` asks for. Newest first, the last weeks are looked through record by record before all
// that hold the words are found, and more of the past while that gives hope: for a common word it is enough.
// How far depends on the day and on what the reader sees, never on what he may not.
[[nodiscard]] registry::Page page_found(platform::store::Reader& reader, Parts const& parts,
                                        platform::access::Call const& call,
                                        std::function<registry::PageRequest(Wanted)> const& asked);

// What of `query` stands in the record as an observable, as it is written there: to be marked like its words.
[[nodiscard]] std::string written_values(platform::store::Reader& reader, Parts const& parts,
                                         std::string_view query, base::Ulid const& record);

}  // namespace modules::intake
