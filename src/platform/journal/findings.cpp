#include "platform/journal/findings.h"

namespace platform::journal {

namespace {

constexpr std::size_t most_told = 100;

}  // namespace

base::Words const& words(Tampering kind) {
    static base::Words const changed{"変更", "changed"};
    static base::Words const removed{"削除", "removed"};
    static base::Words const inserted{"挿入", "inserted"};
    static base::Words const reordered{"並べ替え", "reordered"};
    static base::Words const truncated{"末尾の切捨て", "truncated"};
    static base::Words const content_missing{"内容の欠落", "content missing"};
    static base::Words const content_differs{"内容の変更", "content differs"};
    static base::Words const content_returned{"廃棄済みの内容", "content returned"};
    static base::Words const rewritten{"書換え", "rewritten"};
    static base::Words const not_signed{"署名不正", "not signed"};
    static base::Words const unreadable{"読取不能", "unreadable"};
    static base::Words const unknown_table{"未知の表", "unknown table"};
    switch (kind) {
        case Tampering::changed:
            return changed;
        case Tampering::removed:
            return removed;
        case Tampering::inserted:
            return inserted;
        case Tampering::reordered:
            return reordered;
        case Tampering::truncated:
            return truncated;
        case Tampering::content_missing:
            return content_missing;
        case Tampering::content_differs:
            return content_differs;
        case Tampering::content_returned:
            return content_returned;
        case Tampering::rewritten:
            return rewritten;
        case Tampering::not_signed:
            return not_signed;
        case Tampering::unreadable:
            return unreadable;
        case Tampering::unknown_table:
            return unknown_table;
    }
    return changed;
}

void Findings::add(std::string_view table, std::int64_t seq, Tampering kind, base::Words what) {
    ++total_;
    if (told_.size() < most_told) {
        told_.push_back({std::string(table), seq, kind, std::move(what)});
    }
}

}  // namespace platform::journal
