// Hashes, transactions and wallet addresses: long words of letters and digits, possibly cut by blanks or line
// ends.

#include "engine/observables/checks.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

constexpr std::size_t longest_word = 140;  // an XMR integrated address has 106 characters, SHA-512 128
constexpr std::size_t most_pieces = 24;

struct Word {
    std::string text;  // without the blanks inside
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Known {
    Type type{};
    std::string value;
    bool unverified = false;
};

bool base58_letters(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_alnum(c) && c != '0' && c != 'O' && c != 'I' && c != 'l'; });
}
bool all_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_hex);
}
bool mixed(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_digit) &&
           std::any_of(text.begin(), text.end(), is_lower) && std::any_of(text.begin(), text.end(), is_upper);
}

std::optional<Known> segwit(std::string_view text) {
    auto const lower = lowered(text);
    auto const split = lower.rfind('1');
    bool const bitcoin = lower.starts_with("bc1") && (lower.size() == 42 || lower.size() == 62);
    bool const litecoin = lower.starts_with("ltc1") && (lower.size() == 43 || lower.size() == 63);
    if ((!bitcoin && !litecoin) || split == std::string::npos) {
        return std::nullopt;
    }
    auto const valid = segwit_address(text).has_value();
    return Known{bitcoin ? Type::btc_address : Type::ltc_address, lower, !valid};
}

std::optional<Known> base58_address(std::string_view text) {
    auto const size = text.size();
    if (!base58_letters(text) || size < 26 || size > 35) {
        return std::nullopt;
    }
    if (auto const payload = base58check(text, Base58Alphabet::bitcoin); payload && payload->size() == 21) {
        switch (payload->front()) {
            case 0x00:
            case 0x05:
                return Known{Type::btc_address, std::string{text}};
            case 0x41:
                return Known{Type::trx_address, std::string{text}};
            case 0x30:
            case 0x32:
                return Known{Type::ltc_address, std::string{text}};
            default:
                return std::nullopt;
        }
    }
    if (text[0] == 'r' && base58check(text, Base58Alphabet::ripple)) {
        return Known{Type::xrp_address, std::string{text}};
    }
    // Copied wrongly, or made up: shape only.
    if (mixed(text) && text[0] == 'T' && size == 34) {
        return Known{Type::trx_address, std::string{text}, true};
    }
    if (mixed(text) && (text[0] == '1' || text[0] == '3') && size >= 32 && size <= 34) {
        return Known{Type::btc_address, std::string{text}, true};
    }
    return std::nullopt;
}

std::optional<Known> monero(std::string_view text) {
    bool const fits = (text.size() == 95 || text.size() == 106) && (text[0] == '4' || text[0] == '8') &&
                      base58_letters(text);
    return fits ? std::optional{Known{Type::xmr_address, std::string{text}, true}} : std::nullopt;
}

bool is_wallet(Type type) {
    return type == Type::btc_address || type == Type::eth_address || type == Type::trx_address;
}

// Whether 64 digits at a place are a payment rather than a file: by the words before, else by a wallet told.
bool is_transaction(Scan const& scan, Word const& word) {
    auto const hash = scan.words.before(word.begin, 200, std::array{Cue::file_hash});
    auto const transaction = scan.words.before(word.begin, 200, std::array{Cue::transaction});
    if (transaction && (!hash || transaction->begin >= hash->begin || transaction->end > hash->begin)) {
        return true;
    }
    if (hash) {
        return false;
    }
    auto const& found = scan.candidates();
    return scan.cue_before(word.begin, 120, {Cue::wallet}) ||
           scan.words.after(word.end, 60, std::array{Cue::transaction}).has_value() ||
           std::any_of(found.begin(), found.end(), [&](Candidate const& each) {
               return is_wallet(each.type) && each.end <= word.begin && word.begin - each.end < 600;
           });
}

std::optional<Known> hexadecimal(Scan const& scan, Word const& word) {
    std::string_view text = word.text;
    bool const prefixed = text.starts_with("0x") || text.starts_with("0X");
    auto const digits = prefixed ? text.substr(2) : text;
    if (!all_hex(digits)) {
        return std::nullopt;
    }
    bool const letters = std::any_of(digits.begin(), digits.end(), is_alpha);
    if (prefixed && digits.size() == 40) {
        bool const checked = std::any_of(digits.begin(), digits.end(), is_upper) &&
                             std::any_of(digits.begin(), digits.end(), is_lower);
        auto value = eip55(digits);
        bool const unverified = !checked || value.substr(2) != digits;
        return Known{Type::eth_address, std::move(value), unverified};
    }
    if (digits.size() == 64) {
        return Known{prefixed || is_transaction(scan, word) ? Type::txid : Type::sha256, std::string{digits}};
    }
    if (prefixed || (!letters && digits.size() != 128)) {
        return std::nullopt;
    }
    switch (digits.size()) {
        case 32:
            return Known{Type::md5, std::string{digits}};
        case 40:
            return Known{Type::sha1, std::string{digits}};
        case 128:
            return Known{Type::sha512, std::string{digits}};
        default:
            return std::nullopt;
    }
}

std::optional<Known> recognised(Scan const& scan, Word const& word) {
    if (auto found = hexadecimal(scan, word)) {
        return found;
    }
    if (auto found = segwit(word.text)) {
        return found;
    }
    if (auto found = base58_address(word.text)) {
        return found;
    }
    return monero(word.text);
}

bool is_further(Type type) {
    return type > Type::url;
}

// The word at `begin`: letters and digits only.
Word word_at(View const& view, std::size_t begin) {
    auto end = begin;
    while (is_alnum(view.at(end))) {
        ++end;
    }
    return {std::string{view.slice(begin, std::min(end, begin + longest_word))}, begin, end};
}

// How an address or hash begins, so that words cut by blanks are only put together where that may help.
bool may_begin(std::string_view piece) {
    if (piece.empty()) {
        return false;
    }
    auto const lower = lowered(piece);
    bool const wallet = lower.starts_with("bc1") || lower.starts_with("ltc1") || lower.starts_with("0x") ||
                        piece[0] == 'T' || piece[0] == '1' || piece[0] == '3' || piece[0] == 'r' ||
                        piece[0] == 'L';
    return wallet || (piece.size() >= 4 && all_hex(piece));
}

// The words that follow over single blanks or line ends, put together.
std::optional<Word> with_next_piece(View const& view, Word word) {
    auto next = word.end;
    while (is_blank(view.at(next)) && next < word.end + 3) {
        ++next;
    }
    // A hyphen at the end of a line is the typist's.
    if (next == word.end && view.at(next) == '-' && view.at(next + 1) == '\n') {
        next += 2;
    }
    auto const piece = word_at(view, next);
    if (next == word.end || piece.text.empty() || word.text.size() + piece.text.size() > longest_word) {
        return std::nullopt;
    }
    word.text += piece.text;
    word.end = piece.end;
    return word;
}

// Whether pieces may be believed to be one value: only where a check says so, or the shape is unmistakable.
bool proves_pieces(std::string_view text, Known const& known) {
    if (std::all_of(text.begin(), text.end(), is_digit)) {
        return false;
    }
    bool const segwit_shape = known.type == Type::btc_address && to_lower(text[0]) == 'b';
    return !known.unverified || known.type == Type::eth_address || segwit_shape;
}

// "SHA256 <32 digits> <32 digits>", "取引の番号 <32 digits> <32 digits>": one value in two pieces.
bool says_longer(Scan const& scan, std::size_t place) {
    auto const before = lowered(scan.view.slice(place > 60 ? place - 60 : 0, place));
    if (before.find("md5") != std::string::npos) {
        return false;
    }
    return before.find("sha") != std::string::npos ||
           scan.cue_before(place, 60, {Cue::transaction, Cue::wallet});
}

// 32 digits, a blank and 32 more: the halves of one value, when no MD5 is told of and no third follows.
bool is_first_half(View const& view, Word const& word) {
    constexpr std::size_t half = 32;
    auto const hex_at = [&](std::size_t begin) {
        auto const piece = word_at(view, begin);
        return piece.text.size() == half && all_hex(piece.text);
    };
    auto const from = word.begin > 60 ? word.begin - 60 : 0;
    bool const told = lowered(view.slice(from, word.begin)).find("md5") != std::string::npos;
    auto const second = word.end + 1;
    auto const third = second + half + 1;
    bool const more = is_blank(view.at(third - 1)) && hex_at(third);
    return !told && view.at(word.end) == ' ' && hex_at(second) && !is_alnum(view.at(third - 1)) && !more;
}

// Joins pieces until a proved value appears; what is said to be longer is not done at half its length.
std::optional<std::pair<Word, Known>> joined(Scan const& scan, Word const& first) {
    if (!may_begin(first.text)) {
        return std::nullopt;
    }
    bool const longer = says_longer(scan, first.begin) || is_first_half(scan.view, first);
    std::optional<std::pair<Word, Known>> half;
    auto word = std::optional{first};
    for (std::size_t pieces = 1; pieces < most_pieces; ++pieces) {
        word = with_next_piece(scan.view, *std::move(word));
        if (!word) {
            break;
        }
        auto const known = word->text.size() >= 26 ? recognised(scan, *word) : std::nullopt;
        if (known && proves_pieces(word->text, *known)) {
            auto const found = std::pair{*word, *known};
            if (!longer || (known->type != Type::md5 && known->type != Type::sha1)) {
                return found;
            }
            half = half ? half : found;
        }
    }
    return half;
}

// A label of a host, a file's stem, part of a longer code: not a value of its own.
bool is_part(View const& view, Word const& word) {
    auto const next = view.at(word.end);
    auto const previous = view.before(word.begin);
    bool const tied_behind = (next == '.' || next == '-' || next == '@') && is_alnum(view.at(word.end + 1));
    bool const tied_before = (previous == '.' || previous == '-' || previous == '@') && word.begin > 1 &&
                             is_alnum(view.at(word.begin - 2));
    return previous == '_' || next == '_' || tied_behind || tied_before;
}

void claim_known(Scan& scan, Word const& word, Known const& known) {
    if (is_further(known.type) && scan.types == Types::labelled) {
        scan.block(word.begin, word.end);
        return;
    }
    scan.claim({known.type, known.value, word.begin, word.end, known.unverified});
}

// What the word is alone or with the words that follow; where the reading goes on.
std::size_t read_word(Scan& scan, Word const& word) {
    auto const alone =
        !is_part(scan.view, word) && word.text.size() >= 26 ? recognised(scan, word) : std::nullopt;
    bool const half = alone && alone->type == Type::md5 &&
                      (says_longer(scan, word.begin) || is_first_half(scan.view, word));
    auto const pieces = alone && !half ? std::nullopt : joined(scan, word);
    if (pieces) {
        claim_known(scan, pieces->first, pieces->second);
        return pieces->first.end;
    }
    if (alone) {
        claim_known(scan, word, *alone);
    }
    return word.end;
}

}  // namespace

void find_crypto(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at < view.size();) {
        if (!is_alnum(view.at(at))) {
            ++at;
            continue;
        }
        auto const word = word_at(view, at);
        bool const readable = word.end - word.begin <= longest_word && scan.is_free(word.begin, word.end);
        at = readable ? read_word(scan, word) : word.end;
    }
}

}  // namespace engine::observables
