#include "modules/intake/requests.h"

#include "base/hash.h"
#include "base/problem.h"
#include "modules/intake/interview_writing.h"
#include "platform/access/policy.h"
#include "platform/http/json_message.h"
#include "platform/http/members.h"
#include "platform/http/paging.h"
#include "record/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <charconv>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;

namespace {

constexpr std::size_t most_fields = 60;

[[noreturn]] void refuse_query(std::string_view name, std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::bad_request, "一覧の指定に誤りがあります",
                        "the list parameters have a fault",
                        {{std::string(name), {std::string(ja), std::string(en)}}});
}

std::vector<RoleChoice> read_roles(http::Members& members) {
    std::vector<RoleChoice> roles;
    auto const* value = members.value("roles");
    auto const* array = value != nullptr ? value->if_array() : nullptr;
    if (value != nullptr && (array == nullptr || array->size() > 500)) {
        members.refuse("roles", "一覧の形が違うか、多すぎます", "is not a list, or too long");
        return roles;
    }
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        http::Members one((*array)[i], "roles/" + std::to_string(i));
        RoleChoice choice{one.required_text("type", 60), one.required_text("value"),
                          one.required_text("role", 20)};
        if (choice.role != "subject" && choice.role != "victim" && choice.role != "third_party") {
            one.refuse("role", "subject・victim・third_party のいずれかです",
                       "is subject, victim or third_party");
        }
        one.finish();
        roles.push_back(std::move(choice));
    }
    return roles;
}

// A code or a list of codes.
std::vector<std::string> read_codes(http::Members& members, std::string_view table,
                                    json::value const& value) {
    if (value.is_string()) {
        return {std::string(value.as_string())};
    }
    if (value.is_bool()) {
        return {value.as_bool() ? "true" : "false"};
    }
    std::vector<std::string> codes;
    for (auto const& code : value.is_array() ? value.as_array() : json::array{nullptr}) {
        if (!code.is_string() || codes.size() >= 50) {
            members.refuse("decisions", "「" + std::string(table) + "」の値が正しくありません",
                           "the value for " + std::string(table) + " is not a code");
            return {};
        }
        codes.emplace_back(code.as_string());
    }
    return codes;
}

Choices read_decisions(http::Members& members) {
    Choices choices;
    auto const* value = members.value("decisions");
    if (value == nullptr) {
        return choices;
    }
    if (!value->is_object() || value->as_object().size() > 50) {
        members.refuse("decisions", "判断表ごとの値を指定してください", "must be an object of tables");
        return choices;
    }
    for (auto const& member : value->as_object()) {
        choices[std::string(member.key())] = read_codes(members, member.key(), member.value());
    }
    return choices;
}

// What stands in a form that is still being filled in: what cannot be read yet is as if it were empty.
Consultation read_fields(json::value const* value) {
    record::Record fields(consultation_schema);
    auto const* object = value == nullptr ? nullptr : value->if_object();
    if (object == nullptr || object->size() > most_fields) {
        return {};
    }
    for (auto const& member : *object) {
        auto patched =
            record::patch_json(fields, json::object{{member.key(), member.value()}}, record::Source::client);
        if (patched) {
            fields = std::move(*patched);
        }
    }
    return fields.as<Consultation>();
}

template <typename E>
E read_enum(http::Members& members, std::string_view name, E fallback) {
    auto const text = members.text(name, 40);
    if (text.empty()) {
        return fallback;
    }
    auto const value = record::parse_enum<E>(text);
    if (!value) {
        members.refuse(name, "選択肢にありません", "is not one of the choices");
    }
    return value.value_or(fallback);
}

}  // namespace

Consultation read_told(http::Members& members) {
    auto told = read_fields(members.value("fields"));
    told.kind = read_enum(members, "kind", Kind::consultation);
    told.channel = read_enum(members, "channel", Channel::phone);
    told.interview = answers_of(read_answers(members));
    return told;
}

Acceptance read_acceptance(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    Acceptance acceptance;
    acceptance.roles = read_roles(members);
    acceptance.decisions = read_decisions(members);
    acceptance.answers = read_answers(members);
    acceptance.draft = members.id("draft");
    auto const* consultation = members.value("consultation");
    if (consultation == nullptr || !consultation->is_object()) {
        members.refuse("consultation", "受理票の内容がありません", "must be an object of fields");
    } else {
        auto parsed = record::from_json(consultation_schema, *consultation, record::Source::client);
        if (!parsed) {
            throw base::Problem(base::Problem::invalid, "受理できない項目があります",
                                "some fields are refused", parsed.violations());
        }
        acceptance.consultation = parsed->as<Consultation>();
    }
    members.finish();
    if (auto const key = request.header("idempotency-key")) {
        if (key->empty() || key->size() > 200) {
            throw base::Problem(base::Problem::bad_request, "Idempotency-Key が正しくありません",
                                "bad Idempotency-Key",
                                {{"Idempotency-Key", {"1〜200文字です", "1 to 200 characters"}}});
        }
        acceptance.idempotency_key = *key;
        acceptance.request_digest = std::string(base::as_bytes(base::sha256(request.body)));
    }
    return acceptance;
}

AssessmentRequest read_assessment(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    AssessmentRequest asked;
    asked.text = members.text("text", longest_assessed_text);
    asked.fields = read_told(members);
    asked.internal_type = members.text("internal_type", 60);
    asked.caller_phone = members.text("caller_phone", 60);
    asked.caller_name = members.text("caller_name", 120);
    asked.roles = read_roles(members);
    asked.draft = members.id("draft");
    asked.record = members.id("record");
    members.finish();
    return asked;
}

Sending read_sending(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    Sending sending;
    sending.purpose = read_enum(members, "purpose", registry::Purpose::report);
    sending.to = members.ids("to");
    sending.message = members.text("message");
    sending.flash = members.text("urgency", 20) == "flash" || members.flag("flash");
    if (sending.purpose == registry::Purpose::hand_back) {
        members.refuse("purpose", "差戻しは受け取った引継ぎに対して行います",
                       "hand back the referral that was received");
    }
    members.finish();
    return sending;
}

registry::PageRequest read_page(http::Request const& request, record::Schema const& schema,
                                std::string_view default_sort) {
    registry::PageRequest page;
    auto const sort = request.query_value("sort").value_or(default_sort);
    page.order.descending = sort.starts_with('-');
    auto const column = record::sortable_column(schema, page.order.descending ? sort.substr(1) : sort);
    if (!column) {
        refuse_query("sort", "並べ替えできない項目です", "cannot be sorted by this");
    }
    page.order.column = *column;
    page.limit = http::page_size(request, page.limit);
    if (auto const cursor = request.query_value("cursor"); cursor && !cursor->empty()) {
        page.cursor = std::string(*cursor);
    }
    for (auto const& [name, value] : request.query) {
        if (!name.starts_with("filter[") || !name.ends_with("]")) {
            continue;
        }
        auto const term =
            record::filter_term(schema, std::string_view(name).substr(7, name.size() - 8), value);
        if (!term) {
            throw base::Problem(base::Problem::bad_request, "絞り込みの指定に誤りがあります",
                                "a filter has a fault", term.violations());
        }
        page.conditions.push_back({"r." + term->column + " = ?", {term->value}});
    }
    return page;
}

record::StoredRecord allowed(platform::store::Reader& reader, platform::access::Call const& call,
                             platform::access::Action action) {
    auto const id = path_id(call.request);
    platform::access::require(reader, call.actor, action, {consultation_schema, id});
    return registry::get(reader, consultation_schema, id);
}

record::StoredRecord allowed_part(platform::store::Reader& reader, platform::access::Call const& call,
                                  record::Schema const& schema, platform::access::Action action) {
    auto const id = path_id(call.request);
    std::string sql("SELECT record_id FROM ");
    auto const row =
        reader.first(sql.append(schema.plural).append(" WHERE id = ?"), {platform::store::id_value(id)});
    platform::access::require(reader, call.actor, action,
                              {consultation_schema, row ? row->id(0) : base::Ulid{}});
    return registry::get(reader, schema, id);
}

base::Ulid path_id(http::Request const& request, std::string_view name) {
    auto const id = base::parse_ulid(request.path_parameter(name));
    if (!id) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    return *id;
}

}  // namespace modules::intake
