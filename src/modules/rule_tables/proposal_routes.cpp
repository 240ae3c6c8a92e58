#include "base/problem.h"
#include "modules/rule_tables/catalogue.h"
#include "modules/rule_tables/proposals.h"
#include "modules/rule_tables/reading.h"
#include "modules/rule_tables/routes.h"
#include "modules/rule_tables/sent_proposal.h"
#include "platform/http/json_message.h"
#include "platform/http/members.h"
#include "platform/registry/json.h"
#include "platform/registry/refs.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <functional>

namespace modules::rule_tables {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
namespace registry = platform::registry;
namespace state = tables::proposal_state;
using access::Action;
using access::Call;

namespace {

constexpr std::size_t longest_reason = 1000;

platform::journal::Author author(Call const& call) {
    return {call.actor.staff, call.actor.unit};
}

base::Instant now(Parts const& parts) {
    return parts.platform.time.now();
}

json::value text_or_null(std::optional<std::string> const& text) {
    return text ? json::value(*text) : json::value();
}

json::object summary(tables::Proposal const& of, std::vector<std::string> const& files,
                     registry::Refs& refs) {
    json::array named;
    for (auto const& file : files) {
        named.push_back(
            json::object{{"table", table_id(file)}, {"title", registry::to_json(words_of(file).title)}});
    }
    return {{"id", base::to_string(of.id)},
            {"version", of.version},
            {"kind", of.kind},
            {"state", of.state},
            {"reason", of.reason},
            {"tables", std::move(named)},
            {"base_version", of.base_version},
            {"made_by", refs.staff(of.made_by)},
            {"made_at", base::to_iso(of.made_at)},
            {"changed_at", base::to_iso(of.changed_at)},
            {"proposed_at", registry::to_json(of.proposed_at)},
            {"decided_by", refs.staff(of.decided_by)},
            {"decided_at", registry::to_json(of.decided_at)},
            {"decision", of.decision},
            {"in_force_from", registry::to_json(of.in_force_from)},
            {"made_version", of.made_version ? json::value(*of.made_version) : json::value()},
            {"fault", of.fault}};
}

std::vector<std::string> names_of(std::vector<tables::FileChange> const& files) {
    std::vector<std::string> names;
    names.reserve(files.size());
    for (auto const& change : files) {
        names.push_back(change.file);
    }
    return names;
}

json::array violations_json(std::vector<base::Violation> const& violations) {
    json::array made;
    for (auto const& violation : violations) {
        made.push_back(
            json::object{{"field", violation.field}, {"reason", registry::to_json(violation.reason)}});
    }
    return made;
}

// The whole proposal as it stands, validated for those who may do something about it. Compiles then.
http::Response shown(Parts const& parts, Call const& call, base::Ulid const& id, int status) {
    Outlook found;
    json::object answer;
    parts.platform.store.read([&](store::Reader& reader) {
        found = outlook(reader, id);
        registry::Refs refs(reader, base::date_in_japan(parts.platform.time.now()));
        answer = summary(found.proposal, names_of(found.files), refs);
    });
    json::array files;
    for (auto const& change : found.files) {
        files.push_back(json::object{
            {"table", table_id(change.file)},
            {"file", change.file},
            {"title", registry::to_json(words_of(change.file).title)},
            {"text", text_or_null(change.text)},
            {"base", text_or_null(change.base)},
            {"conflict", change.is_conflict},
            {"other", text_or_null(change.shipped)},
            {"changes", difference(change.base.value_or(""), change.text.value_or(""))},
            {"other_changes", change.is_conflict ? json::value(difference(change.base.value_or(""),
                                                                          change.shipped.value_or("")))
                                                 : json::value()}});
    }
    answer["files"] = std::move(files);
    bool const is_open = found.proposal.is_open();
    answer["outdated"] = is_open && found.is_outdated();
    auto const names = may(found, call.actor);
    // Who can do nothing about faults only looks: that compiles nothing.
    answer["violations"] = names.empty() ? json::array{} : violations_json(violations_of(parts, found));
    json::array allowed;
    for (auto const name : names) {
        allowed.emplace_back(name);
    }
    answer["may"] = std::move(allowed);
    return http::with_etag(call.request, http::json_response(status, answer),
                           http::version_etag(found.proposal.version));
}

http::Response list_proposals(Parts const& parts, Call const& call) {
    auto const which = call.request.query_value("state").value_or("open");
    if (which != "open" && which != "closed") {
        throw base::Problem(base::Problem::bad_request, "一覧の指定に誤りがあります",
                            "the list parameters have a fault",
                            {{"state", {"open か closed です", "is open or closed"}}});
    }
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        registry::Refs refs(reader, base::date_in_japan(parts.platform.time.now()));
        for (auto const& proposal :
             tables::proposals(reader, which == "open" ? tables::Which::open : tables::Which::closed)) {
            items.push_back(summary(proposal, tables::file_names_of(reader, proposal.id), refs));
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response get_proposal(Parts const& parts, Call const& call) {
    return shown(parts, call, path_id(call.request), 200);
}

// Going back is a proposal as every other: this table as it stood in `return_to`.
std::vector<tables::FileChange> returning(store::Reader& reader, tables::Files const& current,
                                          std::string_view table, std::int64_t number) {
    auto const older = tables::version(reader, number);
    if (!older) {
        not_found();
    }
    auto const name = file_of(older->files, table);
    return {{name, tables::text_of(current, name), tables::text_of(older->files, name), std::nullopt}};
}

http::Response create_proposal(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request, {.max_depth = 8, .max_size = std::size_t{12} << 20U});
    http::Members members(body);
    auto const reason = members.text("reason", longest_reason);
    auto const* const back = members.value("return_to");
    auto const table = members.text("table", 200);
    std::optional<std::int64_t> base_version;
    std::vector<SentFile> sent;
    if (back == nullptr) {
        base_version = sent_base(members, true);
        sent = sent_files(members);
    } else if (!back->is_int64() || table.empty()) {
        members.refuse("return_to", "table と版の番号が要ります", "needs table and the number of a version");
    }
    members.finish();
    tables::Proposal made;
    std::vector<tables::FileChange> changes;
    // Versions never change: what was read of them holds while it is written.
    parts.platform.store.read([&](store::Reader& reader) {
        if (base_version) {
            changes = changes_of(sent, {}, files_opened(reader, *base_version));
            made.base_version = *base_version;
        } else if (auto const current = tables::newest_version(reader)) {
            changes = returning(reader, current->files, table, back->as_int64());
            made.base_version = current->version.number;
        } else {
            not_found();
        }
    });
    made.kind = base_version ? "edit" : "return";
    made.state = state::draft;
    made.reason = reason;
    made.made_by = call.actor.staff;
    made.made_at = made.changed_at = now(parts);
    parts.platform.store.write([&](store::Transaction& transaction) {
        made = tables::insert(transaction, made, changes, author(call), "draft_tables");
    });
    return shown(parts, call, made.id, 201);
}

Outlook read_outlook(Parts const& parts, Call const& call) {
    Outlook found;
    parts.platform.store.read([&](store::Reader& reader) { found = outlook(reader, path_id(call.request)); });
    return found;
}

// Reads the proposal, lets `act` change it, off the writer, which waits for nobody who parses, merges or
// compiles; then writes it when nobody wrote between, neither it nor a version. `act` throws when it may not
// be.
using Act = std::function<std::optional<std::vector<tables::FileChange>>(Outlook&)>;
using Check = std::function<void(store::Reader&, Outlook const&)>;
void write_change(Parts const& parts, Call const& call, std::string_view action, Act const& act,
                  Check const& check = {}) {
    auto found = read_outlook(parts, call);
    auto const files = act(found);
    found.proposal.changed_at = now(parts);
    parts.platform.store.write([&](store::Transaction& transaction) {
        if (tables::newest_number(transaction) != found.current.version.number) {
            throw base::Problem(base::Problem::conflict,
                                "その間に判断表の版が変わりました。開き直してください",
                                "the tables changed meanwhile; open it again");
        }
        if (check) {
            check(transaction, found);
        }
        tables::update(transaction, found.proposal, files, author(call), action);
    });
}

http::Response change(Parts const& parts, Call const& call, std::string_view action, Act const& act) {
    write_change(parts, call, action, act);
    return shown(parts, call, path_id(call.request), 200);
}

// What was checked is what is decided: nobody wrote between.
void require_version(Outlook const& found, std::int64_t seen) {
    if (found.proposal.version != seen) {
        throw base::Problem(base::Problem::stale, "その間に変更されました。開き直してください",
                            "it changed meanwhile; open it again");
    }
}

void require_current(Outlook const& found) {
    if (found.is_outdated()) {
        throw base::Problem(base::Problem::conflict, "元にした版が変わっています。現行版に合わせてください",
                            "the tables changed since it was begun; put it upon the present version");
    }
}

http::Response change_proposal(Parts const& parts, Call const& call) {
    auto const version = http::required_version(call.request);
    auto const body = http::json_body(call.request, {.max_depth = 8, .max_size = std::size_t{12} << 20U});
    http::Members members(body);
    auto const reason = members.text("reason", longest_reason);
    auto const base_version = sent_base(members, false);
    auto const sent = sent_files(members);
    members.finish();
    std::optional<tables::Files> opened;
    if (base_version) {
        parts.platform.store.read(
            [&](store::Reader& reader) { opened = files_opened(reader, *base_version); });
    }
    return change(parts, call, "change_draft", [&](Outlook& found) {
        require_writable(found, call.actor);
        require_version(found, version);
        // Whoever changes the program's own proposal makes it his; what was put forward is a draft again.
        found.proposal.made_by = call.actor.staff;
        found.proposal.state = state::draft;
        found.proposal.proposed_at.reset();
        found.proposal.reason = reason;
        found.proposal.fault.clear();
        return std::optional(changes_of(sent, found.files, opened));
    });
}

http::Response rebase_proposal(Parts const& parts, Call const& call) {
    return change(parts, call, "rebase_tables", [&](Outlook& found) {
        require_writable(found, call.actor);
        rebase(found);
        found.proposal.made_by = call.actor.staff;
        found.proposal.state = state::draft;
        found.proposal.proposed_at.reset();
        return std::optional(found.files);
    });
}

http::Response propose(Parts const& parts, Call const& call) {
    return change(parts, call, "propose_tables", [&](Outlook& found) {
        require_writable(found, call.actor);
        require_state(found, state::draft);
        auto violations = violations_of(parts, found);
        if (found.proposal.reason.empty()) {
            violations.push_back({"reason", {"改正の理由を書いてください", "say why"}});
        }
        require_valid(violations);
        require_current(found);
        found.proposal.state = state::proposed;
        found.proposal.proposed_at = now(parts);
        return std::nullopt;
    });
}

http::Response approve(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const at = now(parts);
    auto const from = asked_time(members, at);
    auto const words = members.text("decision", longest_reason);
    auto const seen = seen_version(members);
    members.finish();
    auto const decide = [&](Outlook& found) {
        require_other_eyes(found, call.actor);
        require_state(found, state::proposed);
        require_version(found, seen);
        require_current(found);
        require_valid(violations_of(parts, found));
        found.proposal.state = state::approved;
        found.proposal.base_version = found.current.version.number;  // upon which it was found sound
        found.proposal.decided_by = call.actor.staff;
        found.proposal.decided_at = at;
        found.proposal.decision = words;
        found.proposal.fault.clear();
        found.proposal.in_force_from = from && *from > at ? *from : at;
        return std::nullopt;
    };
    write_change(parts, call, "approve_tables", decide, &require_nothing_waiting);
    parts.keeper.refresh(now(parts));
    return shown(parts, call, path_id(call.request), 200);
}

http::Response refuse(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const reason = members.required_text("reason", longest_reason);
    auto const seen = seen_version(members);
    members.finish();
    return change(parts, call, "refuse_tables", [&](Outlook& found) {
        require_other_eyes(found, call.actor);
        require_version(found, seen);
        require_refusable(found);
        found.proposal.state = state::refused;
        found.proposal.in_force_from.reset();
        found.proposal.decided_by = call.actor.staff;
        found.proposal.decided_at = now(parts);
        found.proposal.decision = reason;
        return std::nullopt;
    });
}

http::Response withdraw(Parts const& parts, Call const& call) {
    return change(parts, call, "withdraw_tables", [&](Outlook& found) {
        require_withdrawable(found, call.actor);
        found.proposal.state = state::withdrawn;
        return std::nullopt;
    });
}

}  // namespace

void add_proposal_routes(Parts const& parts) {
    using enum http::Method;
    constexpr std::string_view one = "/table-proposals/{id}";
    auto const add = [&parts](http::Method method, std::string const& path, std::string_view id,
                              base::Words words, Action action, RouteHandler handler) {
        add_route(parts, {method, path, id, std::move(words), action}, handler);
    };
    auto const below = [one](std::string_view rest) { return std::string(one).append(rest); };
    add(get, "/table-proposals", "listTableProposals", {"改正案の一覧", "Proposed changes"},
        Action::tables_read, &list_proposals);
    add(post, "/table-proposals", "createTableProposal", {"改正案を作成する", "Draft a change"},
        Action::tables_propose, &create_proposal);
    add(get, below(""), "getTableProposal", {"改正案", "A proposed change"}, Action::tables_read,
        &get_proposal);
    add(put, below(""), "changeTableProposal", {"改正案を変更する", "Change a draft"}, Action::tables_propose,
        &change_proposal);
    add(post, below("/rebase"), "rebaseTableProposal", {"現行版に合わせる", "Put upon the present version"},
        Action::tables_propose, &rebase_proposal);
    add(post, below("/submission"), "proposeTableChange", {"改正を起案する", "Put forward"},
        Action::tables_propose, &propose);
    add(post, below("/withdrawal"), "withdrawTableProposal", {"改正案を取り下げる", "Withdraw"},
        Action::tables_propose, &withdraw);
    add(post, below("/approval"), "approveTableChange", {"改正を承認する", "Approve"}, Action::tables_approve,
        &approve);
    add(post, below("/refusal"), "refuseTableChange", {"改正を不承認とする", "Refuse"},
        Action::tables_approve, &refuse);
}

}  // namespace modules::rule_tables
