#include "platform/access/password_rules.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace platform::access {

namespace {

// Long enough to pass and still on every list that is tried first; compared without case, signs and blanks.
constexpr std::array<std::string_view, 40> common = {
    "passwordpassword", "password1234",     "password12345",      "password123456",  "administrator",
    "administrator1",   "qwertyuiopasdf",   "qwertyuiop123",      "qwertyuiop12",    "1qaz2wsx3edc",
    "1qaz2wsx3edc4rfv", "zaq12wsxcde3",     "letmeinletmein",     "iloveyou1234",    "welcome12345",
    "changeme1234",     "changemechangeme", "abcdefghijkl",       "abcd12345678",    "abc123abc123",
    "asdfghjklasdf",    "asdfghjkl123",     "trustno1trustno1",   "123qweasdzxc",    "q1w2e3r4t5y6",
    "1q2w3e4r5t6y",     "passw0rdpassw0rd", "adminadminadmin",    "miyagikenkei110", "miyagipolice",
    "keisatsu110110",   "cybercybercyber",  "himitsuhimitsu",     "testtesttest",    "sakurasakura",
    "dragondragon",     "monkeymonkey",     "superadministrator", "defaultpassword", "renkeirenkei",
};

std::string simplified(std::string_view text) {
    std::string plain;
    for (char const c : text) {
        if (c >= 'A' && c <= 'Z') {
            plain.push_back(static_cast<char>(c - 'A' + 'a'));
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                   static_cast<unsigned char>(c) >= 0x80) {
            plain.push_back(c);
        }
    }
    return plain;
}

// "aaaaaaaaaaaa", "121212121212", "123456789012", "abcdefghijklm".
bool is_a_pattern(std::string_view text) {
    std::set<char> const different(text.begin(), text.end());
    if (different.size() < 4) {
        return true;
    }
    auto const steps_by = [text](int step) {
        for (std::size_t i = 1; i < text.size(); ++i) {
            int const difference = text[i] - text[i - 1];
            bool const around =
                (text[i - 1] == '9' && text[i] == '0') || (text[i - 1] == '0' && text[i] == '9');
            if (difference != step && !around) {
                return false;
            }
        }
        return true;
    };
    return steps_by(1) || steps_by(-1);
}

base::Violation refused(std::string_view ja, std::string_view en) {
    return {"password", {std::string(ja), std::string(en)}};
}

}  // namespace

std::vector<base::Violation> password_violations(std::string_view password, std::string_view account_name) {
    std::vector<base::Violation> violations;
    auto const length = base::count_code_points(password);
    if (!length || password.size() > longest_password) {
        violations.push_back(refused("1024バイト以内の正しい文字 (UTF-8) にしてください",
                                     "must be valid UTF-8 text of at most 1024 bytes"));
        return violations;
    }
    if (*length < shortest_password) {
        violations.push_back(refused("12文字以上にしてください", "must have at least 12 characters"));
    }
    auto const plain = simplified(password);
    auto const account = simplified(account_name);
    if (account.size() >= 3 && plain.find(account) != std::string::npos &&
        plain.size() < account.size() + 8) {
        violations.push_back(
            refused("アカウント名をそのまま使わないでください", "must not be the account's name"));
    }
    if (std::ranges::find(common, plain) != common.end() || is_a_pattern(plain)) {
        violations.push_back(refused("よく使われるパスワード、又は単純な並びなので推測されます",
                                     "is a common password or a simple sequence and would be guessed"));
    }
    return violations;
}

}  // namespace platform::access
