#include "formats/interviews/reader.h"

#include "formats/interviews/condition.h"
#include "formats/interviews/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

namespace formats::interviews {

namespace {

using yaml::Node;

constexpr std::size_t max_violations = 200;
constexpr std::size_t longest_text = 400;  // bytes read aloud are short
constexpr int longest_life = 12'000;

constexpr std::array<std::pair<std::string_view, base::AnswerKind>, 9> answer_kinds{
    {{"text", base::AnswerKind::text},
     {"choice", base::AnswerKind::choice},
     {"yes_no", base::AnswerKind::yes_no},
     {"time", base::AnswerKind::time},
     {"money", base::AnswerKind::money},
     {"count", base::AnswerKind::count},
     {"account", base::AnswerKind::account},
     {"address", base::AnswerKind::address},
     {"person", base::AnswerKind::person}}};

constexpr std::array<std::string_view, 18> fields{
    "caller_name",     "caller_address", "caller_phone",   "caller_email", "caller_birth_date",
    "caller_relation", "punish_will",    "report_will",    "wishes",       "victim_name",
    "victim_industry", "victim_size",    "victim_contact", "occurred",     "noticed",
    "place",           "amount",         "evidence_state"};

}  // namespace

std::span<std::string_view const> record_fields() {
    return fields;
}

void Reader::read(Node const& root) {
    if (!expect_map(root, "file")) {
        return;
    }
    std::string const kind = text(root, "kind");
    required(root, "version");
    required(root, "source");
    auto const each = [&](std::string_view key, void (Reader::*take)(std::string const&, Node const&)) {
        Node const* map = root.find(key);
        if (map != nullptr && expect_map(*map, key)) {
            for (std::size_t i = 0; i < map->items.size(); ++i) {
                if (expect_map(map->items[i], map->keys[i])) {
                    (this->*take)(map->keys[i], map->items[i]);
                }
            }
        }
    };
    if (kind == "interviews") {
        allow_only(root, {"kind", "version", "source", "questions", "blocks", "interviews"});
        each("questions", &Reader::read_question);
        read_interviews(root);
    } else if (kind == "log_life") {
        allow_only(root, {"kind", "version", "source", "evidence"});
        each("evidence", &Reader::read_evidence);
    } else if (kind == "routes") {
        allow_only(root, {"kind", "version", "source", "wishes", "conflicts"});
        each("wishes", &Reader::read_route);
        each("conflicts", &Reader::read_conflict);
    } else {
        refuse(root.line, "kind は interviews, log_life, routes のいずれかです",
               "kind must be interviews, log_life or routes");
    }
}

void Reader::refuse(int line, std::string_view ja, std::string_view en) {
    if (violations_.size() < max_violations) {
        violations_.push_back({fmt::format("{} line {}", file_, line), {std::string(ja), std::string(en)}});
    }
}

void Reader::refuse_missing(Node const& map, std::string_view key) {
    refuse(map.line, fmt::format("{}がありません", key), fmt::format("{} is missing", key));
}

void Reader::allow_only(Node const& map, std::initializer_list<std::string_view> names) {
    for (std::size_t i = 0; i < map.keys.size(); ++i) {
        if (std::ranges::find(names, map.keys[i]) == names.end()) {
            refuse(map.items[i].line, fmt::format("「{}」という項目はありません", map.keys[i]),
                   fmt::format("unknown member {}", map.keys[i]));
        }
    }
}

bool Reader::expect_map(Node const& node, std::string_view name) {
    if (node.is_map()) {
        return true;
    }
    refuse(node.line, fmt::format("{}は見出しと値の組でなければなりません", name),
           fmt::format("{} must be a map", name));
    return false;
}

std::string Reader::text(Node const& map, std::string_view key) {
    Node const* node = map.find(key);
    if (node == nullptr || node->is_null) {
        return {};
    }
    if (!node->is_text()) {
        refuse(node->line, fmt::format("{}は文字でなければなりません", key),
               fmt::format("{} must be text", key));
        return {};
    }
    if (node->scalar.size() > longest_text * 3) {
        refuse(node->line, fmt::format("{}が長すぎます ({}字まで)", key, longest_text),
               fmt::format("{} is longer than {} characters", key, longest_text));
        return {};
    }
    return node->scalar;
}

std::string Reader::required(Node const& map, std::string_view key) {
    auto value = text(map, key);
    if (value.empty()) {
        refuse_missing(map, key);
    }
    return value;
}

base::Words Reader::words(Node const& map, std::string_view ja, std::string_view en) {
    return {required(map, ja), required(map, en)};
}

std::vector<std::string> Reader::texts(Node const& map, std::string_view key) {
    std::vector<std::string> result;
    Node const* node = map.find(key);
    if (node == nullptr) {
        return result;
    }
    if (node->is_text()) {
        result.push_back(node->scalar);
        return result;
    }
    for (Node const& item : node->items) {
        if (node->is_list() && item.is_text()) {
            result.push_back(item.scalar);
        }
    }
    if (!node->is_list() || result.size() != node->items.size()) {
        refuse(node->line, fmt::format("{}は文字の並びでなければなりません", key),
               fmt::format("{} must be a list of texts", key));
    }
    return result;
}

int Reader::number(Node const& map, std::string_view key) {
    auto const written = text(map, key);
    if (written.empty()) {
        return 0;
    }
    int value = 0;
    auto const* const end = written.data() + written.size();
    auto const [stop, error] = std::from_chars(written.data(), end, value);
    if (error != std::errc{} || stop != end || value < 0 || value > longest_life) {
        refuse(map.find(key)->line, fmt::format("{}は0〜{}の整数です", key, longest_life),
               fmt::format("{} must be an integer from 0 to {}", key, longest_life));
        return 0;
    }
    return value;
}

bool Reader::flag(Node const& map, std::string_view key) {
    auto const value = text(map, key);
    if (!value.empty() && value != "true" && value != "false") {
        refuse(map.find(key)->line, "true か false でなければなりません", "must be true or false");
    }
    return value == "true";
}

base::InterviewConditions Reader::conditions(Node const& map, std::string_view key) {
    base::InterviewConditions result;
    for (auto const& written : texts(map, key)) {
        if (auto condition = read_condition(written)) {
            result.push_back(std::move(*condition));
        } else {
            refuse(map.find(key)->line, fmt::format("条件「{}」が読めません", written),
                   fmt::format("unreadable condition {}", written));
        }
    }
    return result;
}

void Reader::read_interviews(Node const& root) {
    if (Node const* blocks = root.find("blocks"); blocks != nullptr && expect_map(*blocks, "blocks")) {
        for (std::size_t i = 0; i < blocks->items.size(); ++i) {
            Parts::Block block{texts(*blocks, blocks->keys[i]), place(blocks->items[i])};
            if (!parts_.blocks.emplace(blocks->keys[i], std::move(block)).second) {
                refuse(blocks->items[i].line, fmt::format("まとまり「{}」が二つあります", blocks->keys[i]),
                       fmt::format("block {} is there twice", blocks->keys[i]));
            }
        }
    }
    Node const* interviews = root.find("interviews");
    if (interviews == nullptr || !expect_map(*interviews, "interviews")) {
        return;
    }
    for (std::size_t i = 0; i < interviews->items.size(); ++i) {
        Node const& node = interviews->items[i];
        if (!expect_map(node, interviews->keys[i])) {
            continue;
        }
        allow_only(node, {"ja", "en", "types", "ask"});
        base::Interview interview;
        interview.code = interviews->keys[i];
        interview.title = words(node, "ja", "en");
        interview.types = texts(node, "types");
        interview.ask = texts(node, "ask");
        interview.place = place(node);
        if (interview.ask.empty()) {
            refuse_missing(node, "ask");
        }
        parts_.interviews.interviews.push_back(std::move(interview));
    }
}

void Reader::read_question(std::string const& code, Node const& node) {
    allow_only(node, {"ja", "en", "why_ja", "why_en", "answer", "choices", "answered_by", "when", "unless",
                      "sooner", "to", "need", "follow_ups"});
    base::InterviewQuestion question;
    question.code = code;
    question.place = place(node);
    question.ask = words(node, "ja", "en");
    question.why = words(node, "why_ja", "why_en");
    auto const kind = text(node, "answer");
    auto const* const known =
        std::ranges::find(answer_kinds, kind, [](auto const& pair) { return pair.first; });
    if (known != answer_kinds.end()) {
        question.answer = known->second;
    } else if (!kind.empty()) {
        refuse(node.find("answer")->line, fmt::format("answer「{}」という種類はありません", kind),
               fmt::format("there is no kind of answer {}", kind));
    }
    question.answered_by = conditions(node, "answered_by");
    question.when = conditions(node, "when");
    question.unless = conditions(node, "unless");
    question.sooner = conditions(node, "sooner");
    read_choices(question, node);
    read_destination(question, node);
    read_need(question, node);
    read_follow_ups(question, node);
    parts_.interviews.questions.push_back(std::move(question));
}

void Reader::read_choices(base::InterviewQuestion& question, Node const& node) {
    Node const* choices = node.find("choices");
    if (choices != nullptr && expect_map(*choices, "choices")) {
        for (std::size_t i = 0; i < choices->items.size(); ++i) {
            if (expect_map(choices->items[i], choices->keys[i])) {
                allow_only(choices->items[i], {"ja", "en"});
                question.choices.push_back({choices->keys[i], words(choices->items[i], "ja", "en")});
            }
        }
    }
    if ((question.answer == base::AnswerKind::choice) == question.choices.empty()) {
        refuse(node.line, "choices は answer: choice のときだけ書き、そのときは必ず書いてください",
               "choices go with answer: choice, and only with it");
    }
}

// "field amount", "narrative", "observable subject".
void Reader::read_destination(base::InterviewQuestion& question, Node const& node) {
    for (auto const& written : texts(node, "to")) {
        std::string_view const to = written;
        bool known = to == "narrative";
        question.to_narrative = question.to_narrative || known;
        if (to.starts_with("field ")) {
            question.to_field = to.substr(6);
            known = std::ranges::find(fields, question.to_field) != fields.end();
        } else if (to.starts_with("observable ")) {
            question.to_role = to.substr(11);
            known = question.to_role == "subject" || question.to_role == "victim" ||
                    question.to_role == "third_party";
        }
        if (!known) {
            refuse(node.find("to")->line, fmt::format("行き先「{}」はありません", written),
                   fmt::format("there is no such place as {}", written));
        }
    }
}

void Reader::read_need(base::InterviewQuestion& question, Node const& node) {
    Node const* need = node.find("need");
    if (need == nullptr || !expect_map(*need, "need")) {
        return;
    }
    allow_only(*need, {"ja", "en", "when", "must"});
    base::InterviewNeed wanted{words(*need, "ja", "en"), conditions(*need, "when"), text(*need, "must")};
    if (!wanted.must.empty() && !is_text_test(wanted.must)) {
        refuse(need->line, fmt::format("must「{}」という検査はありません", wanted.must),
               fmt::format("there is no test {}", wanted.must));
    }
    question.need = std::move(wanted);
}

void Reader::read_follow_ups(base::InterviewQuestion& question, Node const& node) {
    Node const* follow_ups = node.find("follow_ups");
    if (follow_ups == nullptr || !expect_map(*follow_ups, "follow_ups")) {
        return;
    }
    for (auto const& answer : follow_ups->keys) {
        bool const known = question.answer == base::AnswerKind::yes_no
                               ? answer == "yes" || answer == "no"
                               : std::ranges::find(question.choices, answer, &base::InterviewChoice::code) !=
                                     question.choices.end();
        if (!known) {
            refuse(follow_ups->line, fmt::format("「{}」という答えはこの質問にありません", answer),
                   fmt::format("{} is no answer to this question", answer));
        }
        question.follow_ups.push_back({answer, texts(*follow_ups, answer)});
    }
}

void Reader::read_evidence(std::string const& code, Node const& node) {
    allow_only(node, {"ja", "en", "what", "from_months", "to_months", "from_days", "to_days", "counts_from",
                      "when", "unless", "act_ja", "act_en", "source", "confirmed"});
    base::EvidenceLife life;
    life.code = code;
    life.place = place(node);
    life.label = words(node, "ja", "en");
    auto const what = text(node, "what");
    life.is_period = what == "period";
    life.from_months = number(node, "from_months");
    life.to_months = number(node, "to_months");
    life.from_days = number(node, "from_days");
    life.to_days = number(node, "to_days");
    if (auto const from = text(node, "counts_from"); !from.empty()) {
        life.counts_from = from;
    }
    life.when = conditions(node, "when");
    life.unless = conditions(node, "unless");
    life.act = words(node, "act_ja", "act_en");
    life.source = required(node, "source");
    life.confirmed = flag(node, "confirmed");
    if (!what.empty() && what != "period" && what != "evidence") {
        refuse(node.line, "what は evidence か period です", "what must be evidence or period");
    }
    bool const months = life.to_months > 0;
    if (months == (life.to_days > 0) || life.from_months > life.to_months || life.from_days > life.to_days) {
        refuse(node.line, "from_months・to_months か from_days・to_days を小さい順に書いてください",
               "write from_months and to_months, or from_days and to_days, the smaller first");
    }
    if (life.when.empty()) {
        refuse_missing(node, "when");
    }
    parts_.interviews.evidence.push_back(std::move(life));
}

void Reader::read_route(std::string const& wish, Node const& node) {
    allow_only(node, {"ja", "en", "steps"});
    base::WishRoute route;
    route.wish = wish;
    route.place = place(node);
    route.label = words(node, "ja", "en");
    if (!read_condition("wish " + wish)) {
        refuse(node.line, fmt::format("意向「{}」はありません", wish),
               fmt::format("there is no wish {}", wish));
    }
    Node const* steps = node.find("steps");
    if (steps == nullptr || !steps->is_list() || steps->items.empty()) {
        refuse_missing(node, "steps");
        return;
    }
    for (Node const& step : steps->items) {
        if (expect_map(step, "steps")) {
            allow_only(step, {"ja", "en", "when", "source", "confirmed"});
            route.steps.push_back({words(step, "ja", "en"), conditions(step, "when"),
                                   required(step, "source"), flag(step, "confirmed")});
        }
    }
    parts_.interviews.routes.push_back(std::move(route));
}

void Reader::read_conflict(std::string const& code, Node const& node) {
    allow_only(node, {"ja", "en", "all", "unless", "order"});
    base::WishConflict conflict;
    conflict.code = code;
    conflict.place = place(node);
    conflict.says = words(node, "ja", "en");
    conflict.all = conditions(node, "all");
    conflict.unless = conditions(node, "unless");
    if (conflict.all.empty()) {
        refuse_missing(node, "all");
    }
    Node const* order = node.find("order");
    if (order == nullptr || !order->is_list() || order->items.empty()) {
        refuse_missing(node, "order");
        return;
    }
    for (Node const& step : order->items) {
        if (expect_map(step, "order")) {
            allow_only(step, {"ja", "en"});
            conflict.order.push_back(words(step, "ja", "en"));
        }
    }
    parts_.interviews.conflicts.push_back(std::move(conflict));
}

}  // namespace formats::interviews
