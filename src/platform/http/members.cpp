#include "platform/http/members.h"

#include "base/utf8.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace platform::http {

namespace {

boost::json::object const& object_of(boost::json::value const& json) {
    auto const* object = json.if_object();
    if (object == nullptr) {
        throw base::Problem(base::Problem::bad_request, "JSON オブジェクトを送ってください",
                            "send a JSON object");
    }
    return *object;
}

}  // namespace

Members::Members(boost::json::value const& json, std::string path)
    : object_(object_of(json)), path_(std::move(path)) {}

std::string Members::path_of(std::string_view name) const {
    auto path = path_;
    if (!path.empty()) {
        path.push_back('/');
    }
    return path.append(name);
}

void Members::refuse(std::string_view name, std::string_view ja, std::string_view en) {
    violations_.push_back({path_of(name), {std::string(ja), std::string(en)}});
}

boost::json::value const* Members::value(std::string_view name) {
    asked_.emplace(name);
    auto const* found = object_.if_contains(name);
    return found == nullptr || found->is_null() ? nullptr : found;
}

std::string Members::text(std::string_view name, std::size_t longest) {
    auto const* found = value(name);
    if (found == nullptr) {
        return {};
    }
    auto const* string = found->if_string();
    if (string == nullptr) {
        refuse(name, "文字列を指定してください", "must be a text");
        return {};
    }
    auto const length = base::count_code_points(*string);
    if (!length || string->find('\0') != boost::json::string::npos) {
        refuse(name, "文字として読めません", "is not valid text");
        return {};
    }
    if (*length > longest) {
        refuse(name, "長すぎます (" + std::to_string(longest) + "文字まで)",
               "is too long (at most " + std::to_string(longest) + " characters)");
        return {};
    }
    return std::string(*string);
}

std::string Members::required_text(std::string_view name, std::size_t longest) {
    auto const before = violations_.size();
    auto found = text(name, longest);
    if (found.empty() && violations_.size() == before) {
        refuse(name, "入力してください", "is required");
    }
    return found;
}

bool Members::flag(std::string_view name) {
    auto const* found = value(name);
    if (found != nullptr && !found->is_bool()) {
        refuse(name, "true か false を指定してください", "must be true or false");
        return false;
    }
    return found != nullptr && found->as_bool();
}

std::optional<base::Ulid> Members::id(std::string_view name) {
    auto const found = text(name);
    auto const id = base::parse_ulid(found);
    if (!found.empty() && !id) {
        refuse(name, "識別子の形が違います", "is not an id");
    }
    return id;
}

std::vector<std::string> Members::texts(std::string_view name, std::size_t most) {
    std::vector<std::string> texts;
    auto const* found = value(name);
    if (found == nullptr) {
        return texts;
    }
    auto const* array = found->if_array();
    if (array == nullptr || array->size() > most) {
        refuse(name, "一覧の形が違うか、多すぎます", "is not a list, or too long");
        return texts;
    }
    for (auto const& element : *array) {
        if (!element.is_string()) {
            refuse(name, "文字列の一覧を指定してください", "must be a list of texts");
            return {};
        }
        texts.emplace_back(element.as_string());
    }
    return texts;
}

std::vector<base::Ulid> Members::ids(std::string_view name, std::size_t most) {
    std::vector<base::Ulid> ids;
    for (auto const& text : texts(name, most)) {
        if (auto const id = base::parse_ulid(text)) {
            ids.push_back(*id);
        } else {
            refuse(name, "識別子の形が違います", "is not an id");
        }
    }
    return ids;
}

void Members::finish() {
    for (auto const& member : object_) {
        if (!asked_.contains(std::string_view(member.key()))) {
            refuse(member.key(), "この項目はありません", "is not a known member");
        }
    }
    if (!violations_.empty()) {
        throw base::Problem(base::Problem::invalid, "入力に誤りがあります", "the request has faults",
                            std::move(violations_));
    }
}

}  // namespace platform::http
