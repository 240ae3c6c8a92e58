#include "modules/manual/document.h"

#include <fmt/format.h>

#include <utility>

namespace modules::manual {

namespace documents = platform::documents;
using documents::Block;
using documents::bold;
using documents::plain;
using documents::Text;

namespace {

using documents::Language;

struct Chapter {
    std::string title;
    std::vector<Block> blocks;
};

// What the manual itself says. Japanese where a table has no English.
std::string said(Sources const& sources, base::Words const& words) {
    return sources.language == Language::en && !words.en.empty() ? words.en : words.ja;
}
std::string said(Sources const& sources, std::string_view ja, std::string_view en) {
    return std::string(sources.language == Language::en && !en.empty() ? en : ja);
}

documents::Paragraph small(std::string_view text) {
    return {.text = plain(text), .size = 9.5};
}

Chapter tasks_chapter(Sources const& sources) {
    Chapter chapter{said(sources, "よく行う作業", "Common tasks"), {}};
    std::size_t number = 0;
    for (auto const& task : sources.texts.tasks) {
        documents::List steps;
        for (auto const& step : task.steps) {
            steps.items.push_back(plain(said(sources, step)));
        }
        documents::Together together;
        together.blocks.push_back(
            {documents::Heading{plain(fmt::format("{}. {}", ++number, said(sources, task.title)))}});
        together.blocks.push_back({small(said(sources, task.when))});
        together.blocks.push_back({std::move(steps)});
        together.blocks.push_back({documents::Gap{6.0}});
        chapter.blocks.push_back({std::move(together)});
    }
    return chapter;
}

std::string mark_of(Sources const& sources, record::Field const& field) {
    if (field.rules.read_only) {
        return said(sources, "自動", "Set");
    }
    if (field.rules.required) {
        return said(sources, "必須", "Must");
    }
    return field.rules.asked ? said(sources, "聴取", "Ask") : "";
}

std::string choices_of(Sources const& sources, record::Field const& field) {
    std::string choices;
    for (auto const& value : field.values) {
        choices.append(choices.empty() ? said(sources, "選択肢: ", "Choices: ") : said(sources, "、", ", "))
            .append(said(sources, value.ja, value.en));
    }
    return choices;
}

Chapter fields_chapter(Sources const& sources) {
    Chapter chapter{said(sources, "入力欄の書き方", "How fields are filled in"), {}};
    chapter.blocks.push_back({documents::Paragraph{plain(
        said(sources,
             "必須＝ないと受理できない欄、聴取＝空いていると「聴取事項」に挙がる欄、自動＝"
             "プログラムが入れる欄、又は判断を確定して入る欄です。画面では欄の「?」か "
             "F1 キーで同じ説明を開けます。",
             "Must: nothing is accepted without it. Ask: listed among the questions while it is empty. Set: "
             "filled in by the program, or by confirming a decision. On the screen the same text opens "
             "with “?” at the field or F1."))}});
    std::string section;
    for (auto const& field : sources.record.fields) {
        auto const heading = said(sources, field.rules.section_ja, field.rules.section_en);
        if (heading != section || chapter.blocks.size() == 1) {
            section = heading;
            chapter.blocks.push_back({documents::Heading{plain(section)}});
            chapter.blocks.push_back(
                {documents::Table{{{said(sources, "欄", "Field"), 2.2},
                                   {said(sources, "別", "Mark"), 0.9, documents::Align::center},
                                   {said(sources, "書き方", "What to write"), 8.0}},
                                  {}}});
        }
        auto help = plain(said(sources, field.rules.help_ja, field.rules.help_en));
        if (auto const choices = choices_of(sources, field); !choices.empty()) {
            help.push_back({"\n" + choices});
        }
        auto& table = std::get<documents::Table>(chapter.blocks.back().content);
        table.rows.push_back(
            {bold(said(sources, field.ja, field.en)), plain(mark_of(sources, field)), std::move(help)});
    }
    return chapter;
}

Chapter questions_chapter(Sources const& sources) {
    Chapter chapter{said(sources, "聴取事項", "Questions to ask"), {}};
    chapter.blocks.push_back({documents::Paragraph{plain(
        said(sources,
             "相談種別ごとの、聞く順の質問です。画面では、既に分かっていることを除き、答えに"
             "応じた質問を足して示します。",
             "For each type the questions in the order in which they are asked. The screen leaves out what "
             "is known already and adds what follows from an answer."))}});
    for (auto const& interview : sources.interviews.interviews) {
        documents::List questions;
        for (auto const& code : interview.ask) {
            if (auto const* const question = sources.interviews.question(code)) {
                questions.items.push_back(plain(said(sources, question->ask)));
            }
        }
        chapter.blocks.push_back({documents::Heading{plain(said(sources, interview.title))}});
        chapter.blocks.push_back({std::move(questions)});
    }
    return chapter;
}

std::string span_of(Sources const& sources, formats::duty_rules::Due const& due) {
    if (due.end_of_day) {
        return said(sources, "本日中", "the same day");
    }
    if (due.working_days > 0) {
        return due.working_days == 1
                   ? said(sources, "翌執務日の終業まで", "end of the next working day")
                   : fmt::format("{}{}", due.working_days,
                                 said(sources, "執務日後の終業まで", " working days later, by the end"));
    }
    bool const whole_hours = due.minutes % 60 == 0 && due.minutes > 0;
    return whole_hours ? fmt::format("{}{}", due.minutes / 60, said(sources, "時間", " h"))
                       : fmt::format("{}{}", due.minutes, said(sources, "分", " min"));
}

std::string urgency_of(Sources const& sources, std::string_view urgency) {
    if (urgency == "immediate") {
        return said(sources, "直ちに", "At once");
    }
    return urgency == "same_day" ? said(sources, "本日中", "Same day") : said(sources, "通常", "Normal");
}

Chapter duties_chapter(Sources const& sources) {
    Chapter chapter{said(sources, "期限", "Duties"), {}};
    chapter.blocks.push_back({documents::Paragraph{
        plain(said(sources,
                   "「文言」は根拠の文書の言葉です。「目安」の時間はこの装置の設定値で、文書"
                   "に定めがあるものではありません。",
                   "The wording is that of the document named as basis. The time is a setting of this "
                   "installation and stands in no document."))}});
    documents::Table table{{{said(sources, "期限", "Duty"), 3.2},
                            {said(sources, "根拠", "Basis"), 3.0},
                            {said(sources, "文言", "Wording"), 1.4},
                            {said(sources, "目安", "Time"), 3.4}},
                           {}};
    for (auto const& duty : sources.duties) {
        std::string spans;
        for (auto const& due : duty.due) {
            spans.append(spans.empty() ? "" : "\n")
                .append(urgency_of(sources, due.urgency))
                .append(": ")
                .append(span_of(sources, due));
        }
        table.rows.push_back({bold(said(sources, duty.label)), plain(duty.basis),
                              plain(said(sources, duty.wording)), plain(spans)});
    }
    chapter.blocks.push_back({std::move(table)});
    return chapter;
}

Chapter keys_chapter(Sources const& sources) {
    Chapter chapter{said(sources, "キー操作", "Keys"), {}};
    documents::Table table{
        {{said(sources, "キー", "Key"), 2.0}, {said(sources, "はたらき", "What it does"), 5.0}}, {}};
    for (auto const& key : sources.texts.keys) {
        table.rows.push_back({bold(key.keys), plain(said(sources, key.does))});
    }
    chapter.blocks.push_back({std::move(table)});
    return chapter;
}

std::string numbered(Sources const& sources, std::size_t number, std::string const& title) {
    return sources.language == Language::en ? fmt::format("{}. {}", number, title)
                                            : fmt::format("第{} {}", number, title);
}

std::vector<Block> whole(Sources const& sources, std::size_t number, Chapter const& chapter) {
    std::vector<Block> blocks{{documents::PageBreak{}},
                              {documents::Heading{plain(numbered(sources, number, chapter.title)), 1}}};
    blocks.insert(blocks.end(), chapter.blocks.begin(), chapter.blocks.end());
    return blocks;
}

std::string day_of(Sources const& sources) {
    return sources.language == Language::en ? base::to_iso(sources.date)
                                            : documents::both_dates(sources.date);
}

documents::Document paper(Sources const& sources) {
    documents::Document document;
    document.title = said(sources, "Renkei 操作の手引き", "Renkei desk manual");
    document.language = sources.language;
    document.made_at = base::start_of_day_in_japan(sources.date);
    document.header_left = document.title;
    bool const english = sources.language == Language::en;
    if (sources.tables == "seed") {
        document.footer_left = fmt::format("Renkei {}{}", sources.version,
                                           said(sources, "・同梱の判断表", ", tables as shipped"));
    } else {
        document.footer_left =
            english ? fmt::format("Renkei {}, tables version {}", sources.version, sources.tables)
                    : fmt::format("Renkei {}・判断表 第{}版", sources.version, sources.tables);
    }
    document.footer_right = day_of(sources);
    return document;
}

}  // namespace

documents::Document manual_document(documents::Press const& press, Sources const& sources) {
    Chapter const chapters[] = {tasks_chapter(sources), fields_chapter(sources), questions_chapter(sources),
                                duties_chapter(sources), keys_chapter(sources)};
    documents::Table contents{{{said(sources, "内容", "Contents"), 8.0},
                               {said(sources, "頁", "Page"), 1.0, documents::Align::right}},
                              {}};
    std::vector<Block> body;
    std::size_t page = 2;  // the contents are one page
    std::size_t number = 0;
    for (auto const& chapter : chapters) {
        contents.rows.push_back(
            {plain(numbered(sources, ++number, chapter.title)), plain(std::to_string(page))});
        auto alone = paper(sources);
        alone.blocks = whole(sources, number, chapter);
        page += press.pictures(alone, 72.0, 0).pages;
        body.insert(body.end(), alone.blocks.begin(), alone.blocks.end());
    }
    auto document = paper(sources);
    auto& blocks = document.blocks;
    blocks.push_back({documents::Heading{plain(document.title), 1}});
    blocks.push_back(
        {documents::Paragraph{.text = plain(day_of(sources)), .align = documents::Align::center}});
    blocks.push_back(
        {documents::Paragraph{.text = plain(document.footer_left), .align = documents::Align::center}});
    blocks.push_back({documents::Gap{10.0}});
    blocks.push_back({documents::Paragraph{plain(said(sources, sources.texts.intro))}});
    blocks.push_back({documents::Gap{10.0}});
    blocks.push_back({documents::Heading{plain(said(sources, "目次", "Contents"))}});
    blocks.push_back({std::move(contents)});
    blocks.insert(blocks.end(), body.begin(), body.end());
    return document;
}

}  // namespace modules::manual
