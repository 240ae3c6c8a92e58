#pragma once
// One mail of bytes as plain values: who wrote to whom, the path it took, its text, its parts, and what was
// malformed in it. Everything here was written by strangers: nothing is executed, fetched or believed.
// Thread rule: the functions may be called from any thread.

#include "base/instant.h"
#include "base/problem.h"
#include "formats/mail/path.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formats::mail {

// What is beyond a limit is left out with a warning; the rest is read.
struct Limits {
    std::size_t most_bytes = std::size_t{64} << 20U;  // of the whole mail; the rest of it is not looked at
    std::size_t most_header_fields = 2'000;           // of each message
    std::size_t longest_header_field = std::size_t{64} << 10U;
    std::size_t most_parts = 2'000;                 // over all depths and nested messages together
    std::size_t deepest = 24;                       // parts within parts, messages within messages
    std::size_t most_addresses = 2'000;             // of one field
    std::size_t most_text = std::size_t{4} << 20U;  // bytes of the body's text
    std::size_t most_links = 2'000;
    std::size_t most_warnings = 200;
};

struct Options {
    Limits limits;
    // The receiver's own domains ("pref.miyagi.jp" with all below it) and networks ("10.0.0.0/8",
    // "203.0.113.7"): what stands in Received lines above the boundary is believed to be ours.
    std::vector<std::string> own_networks;
};

struct Address {
    std::string name;     // decoded; may be empty
    std::string address;  // "local@domain"; empty where only a name was written
    std::string group;    // of "Group: a@x, b@y;"
    bool operator==(Address const&) const = default;
};

struct HeaderField {
    std::string name;   // as written
    std::string value;  // unfolded and decoded
    bool operator==(HeaderField const&) const = default;
};

// A link of the body's HTML. In phishing the shown text and the target differ.
struct Link {
    std::string shown;
    std::string target;  // as written, never opened
    // The shown text itself looks like an address of another host than the target's.
    bool misleading = false;
    bool operator==(Link const&) const = default;
};

struct Body {
    std::string text;  // UTF-8 without NUL, line ends "\n"
    bool from_html = false;
    std::vector<Link> links;         // only of HTML; also those that `text` was not made from
    std::vector<std::size_t> parts;  // those it was made of: indices of Mail::parts
};

struct Part {
    std::string section;                // "1.2": counted from 1 at every depth; "1" for a mail without parts
    std::size_t depth = 0;              // 0 = the mail's own body
    std::optional<std::size_t> parent;  // index in Mail::parts
    bool container = false;             // multipart/*: no bytes of its own
    std::string type;                   // "text/plain", lower case; what the bytes claim to be
    std::string charset;                // as declared
    std::string transfer_encoding;      // as declared, lower case
    std::string name;                   // of the file, decoded, without folders' names being removed
    // The name holds characters that turn the direction of writing ("\u202E": exe.pdf shown for fdp.exe) or
    // that cannot be seen.
    bool deceptive_name = false;
    std::string disposition;  // "attachment", "inline" or as written, lower case
    std::string content_id;   // without the brackets
    std::string description;
    std::string location;                // Content-Location
    std::string bytes;                   // decoded from the transfer encoding; of a text in its own charset
    std::optional<std::string> text;     // of text/*: in UTF-8
    std::optional<std::size_t> message;  // of message/rfc822: index in Mail::messages
    // Meant to be kept as a file: not a part of the shown body, not a container.
    bool attachment = false;
};

struct Mail {
    std::string subject;
    std::vector<Address> from;
    std::vector<Address> sender;
    std::vector<Address> reply_to;
    std::vector<Address> to;
    std::vector<Address> cc;
    std::vector<Address> bcc;
    std::optional<base::Instant> date;
    std::string date_written;
    std::string message_id;  // without the brackets
    std::vector<std::string> in_reply_to;
    std::vector<std::string> references;

    Path path;
    std::vector<Authentication> authentication;

    Body body;
    std::vector<HeaderField> headers;  // all of them, in order
    std::vector<Part> parts;           // in the order of the mail, containers before what they hold
    std::vector<Mail> messages;        // the nested ones

    // What was malformed, suspicious or left out, and how it was read. `field` is the header's name ("Date"),
    // "part 1.2", "line 12" or "".
    std::vector<base::Violation> warnings;
};

// Reads whatever it is given; bytes that are no mail at all give a Mail of one text part and a warning.
[[nodiscard]] Mail read(std::string_view bytes, Options const& options = {});

// Begins with header fields, one of them such as a mail has (From, To, Subject, Received, Date, Message-ID
// …).
[[nodiscard]] bool looks_like_mail(std::string_view bytes);

}  // namespace formats::mail
