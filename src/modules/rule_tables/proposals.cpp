#include "modules/rule_tables/proposals.h"

#include "base/problem.h"
#include "modules/rule_tables/routes.h"
#include "platform/access/policy.h"
#include "platform/tables/rules.h"

#include <algorithm>

namespace modules::rule_tables {

namespace access = platform::access;
namespace state = tables::proposal_state;
using access::Action;

namespace {

bool is_shipped(tables::Proposal const& of) {
    return of.kind == "shipped";
}

bool is_refusable(tables::Proposal const& of) {
    return of.state == state::proposed || of.state == state::approved ||
           (of.state == state::draft && is_shipped(of));
}

}  // namespace

bool Outlook::is_outdated() const {
    return std::ranges::any_of(files, [this](tables::FileChange const& change) {
        return tables::text_of(current.files, change.file) != change.base;
    });
}

bool Outlook::has_conflicts() const {
    return std::ranges::any_of(files, [](tables::FileChange const& change) { return change.is_conflict; });
}

Outlook outlook(store::Reader& reader, base::Ulid const& id) {
    auto proposal = tables::find_proposal(reader, id);
    auto current = tables::newest_version(reader);
    if (!proposal || !current) {
        not_found();
    }
    return {std::move(*proposal), tables::files_of(reader, id), std::move(*current)};
}

std::vector<base::Violation> violations_of(Parts const& parts, Outlook const& outlook) {
    auto const changed = std::ranges::any_of(
        outlook.files, [](tables::FileChange const& change) { return change.text != change.base; });
    if (!changed && !outlook.has_conflicts()) {
        return {{"files", {"現行版と同じ内容です", "nothing differs from the present version"}}};
    }
    std::vector<base::Violation> violations;
    for (auto const& change : outlook.files) {
        if (change.is_conflict) {
            violations.push_back(
                {change.file,
                 {"同じ箇所を双方が変えています。見比べて本文を決め、「双方を確認した」としてください",
                  "both sides changed the same lines: compare, settle the text and mark it as settled"}});
        }
    }
    if (!violations.empty()) {
        return violations;
    }
    auto const compiled = parts.keeper.workshop().compiled(outlook.result(), parts.platform.rules.current());
    return compiled ? violations : compiled.violations();
}

void require_state(Outlook const& outlook, std::string_view wanted) {
    if (outlook.proposal.state != wanted) {
        throw base::Problem(base::Problem::conflict, "この改正案は既に別の状態です。開き直してください",
                            "the proposal is in another state by now; open it again");
    }
}

void require_writable(Outlook const& outlook, access::Actor const& actor) {
    auto const& of = outlook.proposal;
    if (!of.made_by.is_nil() && of.made_by != actor.staff) {
        throw base::Problem(base::Problem::forbidden, "改正案は作成者だけが変更できます",
                            "only who made the proposal changes it");
    }
    if (of.state != state::draft && of.state != state::proposed) {
        require_state(outlook, state::draft);
    }
}

void require_other_eyes(Outlook const& outlook, access::Actor const& actor) {
    if (outlook.proposal.made_by == actor.staff) {
        throw base::Problem(base::Problem::forbidden, "起案者とは別の者が決裁してください",
                            "somebody else than who proposed it must decide");
    }
}

void require_refusable(Outlook const& outlook) {
    if (!is_refusable(outlook.proposal)) {
        require_state(outlook, state::proposed);
    }
}

void require_withdrawable(Outlook const& outlook, access::Actor const& actor) {
    if (is_shipped(outlook.proposal)) {
        throw base::Problem(base::Problem::forbidden,
                            "同梱の更新は取り下げられません。承認者が不承認とします",
                            "what came with the program is not withdrawn; an approver refuses it");
    }
    if (outlook.proposal.made_by != actor.staff) {
        throw base::Problem(base::Problem::forbidden, "取下げは作成者だけができます",
                            "only who made the proposal withdraws it");
    }
    if (!outlook.proposal.is_open()) {
        require_state(outlook, state::draft);
    }
}

void require_valid(std::vector<base::Violation> const& violations) {
    if (!violations.empty()) {
        throw base::Problem(base::Problem::invalid, "改正案に誤りがあります", "the proposal has faults",
                            violations);
    }
}

void require_nothing_waiting(store::Reader& reader, Outlook const& outlook) {
    for (auto const& open : tables::open_files(reader)) {
        bool const same = std::ranges::any_of(
            outlook.files, [&](tables::FileChange const& change) { return change.file == open.file; });
        if (same && open.state == state::approved && open.proposal != outlook.proposal.id) {
            throw base::Problem(
                base::Problem::conflict,
                "同じ表の承認済みの改正が施行を待っています。施行後に現行版へ合わせてください",
                "an approved change of the same table waits for its time; rebase after it");
        }
    }
}

std::vector<std::string_view> may(Outlook const& outlook, access::Actor const& actor) {
    std::vector<std::string_view> allowed;
    auto const& of = outlook.proposal;
    bool const is_mine = of.made_by == actor.staff;
    bool const is_proposer = access::may(actor, Action::tables_propose);
    bool const is_draft = of.state == state::draft;
    bool const is_proposed = of.state == state::proposed;
    if (is_proposer && (is_mine || of.made_by.is_nil()) && (is_draft || is_proposed)) {
        allowed.insert(allowed.end(), {"change", "rebase"});
        if (is_draft) {
            allowed.emplace_back("propose");
        }
    }
    if (is_proposer && is_mine && !is_shipped(of) && of.is_open()) {
        allowed.emplace_back("withdraw");
    }
    if (access::may(actor, Action::tables_approve) && !is_mine) {
        if (is_proposed) {
            allowed.emplace_back("approve");
        }
        if (is_refusable(of)) {
            allowed.emplace_back("refuse");
        }
    }
    return allowed;
}

void rebase(Outlook& outlook) {
    for (auto& change : outlook.files) {
        auto const now = tables::text_of(outlook.current.files, change.file);
        if (now == change.base) {
            continue;
        }
        if (now == change.text) {
            change.base = now;
            continue;
        }
        auto merged = now && change.base && change.text ? tables::merge_text(*change.base, *change.text, *now)
                                                        : std::nullopt;
        if (merged) {
            change.text = std::move(merged);
        } else {
            change.shipped = now;
            change.is_conflict = true;
        }
        change.base = now;
    }
    outlook.proposal.base_version = outlook.current.version.number;
    outlook.proposal.fault.clear();
}

}  // namespace modules::rule_tables
