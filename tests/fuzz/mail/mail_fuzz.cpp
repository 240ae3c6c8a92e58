// Mails: any bytes become storable texts within the limits, in bounded time.

#include "base/utf8.h"
#include "formats/mail/mail.h"
#include "formats/mail/mbox.h"

#include <cstdint>
#include <string_view>

namespace {

std::size_t checked_parts(formats::mail::Mail const& mail) {
    BASE_ASSERT(base::is_storable_text(mail.subject) && base::is_storable_text(mail.body.text));
    for (auto const& field : mail.headers) {
        BASE_ASSERT(base::is_storable_text(field.name) && base::is_storable_text(field.value));
    }
    for (auto const* const list : {&mail.from, &mail.to, &mail.cc, &mail.reply_to, &mail.sender}) {
        for (auto const& address : *list) {
            BASE_ASSERT(base::is_storable_text(address.name) && base::is_storable_text(address.address));
        }
    }
    for (auto const& link : mail.body.links) {
        BASE_ASSERT(base::is_storable_text(link.shown) && base::is_storable_text(link.target));
    }
    for (auto const& warning : mail.warnings) {
        BASE_ASSERT(base::is_storable_text(warning.field) && base::is_storable_text(warning.reason.ja) &&
                    base::is_storable_text(warning.reason.en));
    }
    auto count = mail.parts.size();
    for (auto const& part : mail.parts) {
        BASE_ASSERT(base::is_storable_text(part.name) && base::is_storable_text(part.type) &&
                    base::is_storable_text(part.charset) && base::is_storable_text(part.text.value_or("")));
        BASE_ASSERT(!part.message || *part.message < mail.messages.size());
    }
    for (auto const part : mail.body.parts) {
        BASE_ASSERT(part < mail.parts.size() && !mail.parts[part].attachment);
    }
    BASE_ASSERT(!mail.path.first_outside || *mail.path.first_outside < mail.path.hops.size());
    for (auto const& message : mail.messages) {
        count += checked_parts(message);
    }
    return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    formats::mail::Options options;
    options.limits.most_parts = 50;
    options.limits.deepest = 6;
    options.own_networks = {"example.jp", "10.0.0.0/8"};
    auto const mail = formats::mail::read(bytes, options);
    BASE_ASSERT(checked_parts(mail) <= 2 * options.limits.most_parts);
    BASE_ASSERT(mail.warnings.size() <= options.limits.most_warnings + 1);
    std::size_t held = 0;
    for (auto const& message : formats::mail::split_mbox(bytes)) {
        held += message.bytes.size();
        BASE_ASSERT(message.offset < bytes.size());
    }
    BASE_ASSERT(held <= bytes.size());
    BASE_ASSERT(formats::mail::without_from_quotes(bytes).size() <= bytes.size());
    return 0;
}
