#include "formats/misp/misp.h"

#include "formats/misp/event_handler.h"
#include "formats/text/encoding.h"
#include "formats/text/json_text.h"

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/format.h>

namespace formats::misp {

namespace {

namespace json = boost::json;

constexpr std::size_t judged_beginning = 64;

json::parse_options options() {
    json::parse_options options;
    options.max_depth = deepest_nesting;
    options.allow_invalid_utf8 = true;  // one broken text refuses its attribute, not the file
    return options;
}

std::string byte_field(std::uint64_t at) {
    return fmt::format("byte {}", at);
}

}  // namespace

struct Reader::Internal {
    json::basic_parser<EventHandler> parser{options()};
    bool ended = false;  // finished, broken or too large
    bool begun = false;
    std::string beginning;  // until it is clear that it is a text of one-byte units

    EventHandler& handler() { return parser.handler(); }
    void stop(std::uint64_t at, base::Words reason);
    void begin();
    void parse(std::string_view chunk);
};

void Reader::Internal::stop(std::uint64_t at, base::Words reason) {
    ended = true;
    handler().end();
    handler().violate(byte_field(at), std::move(reason));
}

void Reader::Internal::parse(std::string_view chunk) {
    if (ended || chunk.empty()) {
        return;
    }
    auto& bytes = handler().report().bytes;
    if (parser.done()) {
        auto const extra = chunk.find_first_not_of(" \t\r\n");
        if (extra != std::string_view::npos) {
            stop(bytes + extra + 1, text::json_error_words(json::error::extra_data, bytes + extra + 1));
        }
        bytes += chunk.size();
        return;
    }
    json::error_code error;
    auto const read = parser.write_some(true, chunk.data(), chunk.size(), error);
    bytes += read;
    if (error) {
        stop(bytes + 1, text::json_error_words(error, bytes + 1));
    } else if (read < chunk.size()) {
        parse(chunk.substr(read));
    }
}

// A byte order mark is passed over; UTF-16 is refused by name before JSON stumbles over it.
void Reader::Internal::begin() {
    begun = true;
    // Always of the same bytes, whatever the chunks.
    auto const guess = text::guess_encoding(std::string_view(beginning).substr(0, judged_beginning));
    if (text::is_wide(guess)) {
        auto const name = text::encoding_name(guess);
        stop(1, {fmt::format("文字コードが UTF-8 ではありません（{}）", name),
                 fmt::format("the encoding is not UTF-8 ({})", name)});
        return;
    }
    std::string_view rest = beginning;
    if (rest.starts_with(text::utf8_mark)) {
        rest.remove_prefix(text::utf8_mark.size());
        handler().report().bytes += text::utf8_mark.size();
    }
    parse(rest);
    beginning = {};
}

Reader::Reader() : internal_(std::make_unique<Internal>()) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

void Reader::feed(std::string_view chunk) {
    auto& in = *internal_;
    if (in.ended) {
        return;
    }
    if (in.handler().report().bytes + in.beginning.size() + chunk.size() > largest_file) {
        in.stop(largest_file, {fmt::format("ファイルが大きすぎます（上限は {} バイト）", largest_file),
                               fmt::format("the file is too large (the limit is {} bytes)", largest_file)});
        return;
    }
    if (in.begun) {
        in.parse(chunk);
        return;
    }
    in.beginning.append(chunk);
    if (in.beginning.size() >= judged_beginning) {
        in.begin();
    }
}

void Reader::finish() {
    auto& in = *internal_;
    if (!in.begun) {
        in.begin();
    }
    if (in.ended) {
        return;
    }
    auto const bytes = in.handler().report().bytes;
    if (!in.parser.done()) {
        json::error_code error;
        in.parser.write_some(false, "", 0, error);
        if (error) {
            in.stop(bytes + 1, text::json_error_words(error, bytes + 1));
        }
    }
    in.ended = true;
    if (in.handler().report().events == 0 && in.handler().report().violations.empty()) {
        in.handler().violate(byte_field(1), {"MISP のイベントがありません", "there is no MISP event in it"});
    }
}

std::vector<EventItems> Reader::take() {
    return internal_->handler().take();
}

Report const& Reader::report() const {
    return internal_->parser.handler().report();
}

}  // namespace formats::misp
