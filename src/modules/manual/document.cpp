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

struct Chapter {
    std::string title;
    std::vector<Block> blocks;
};

documents::Paragraph small(std::string_view text) {
    return {.text = plain(text), .size = 9.5};
}

Chapter tasks_chapter(Sources const& sources) {
    Chapter chapter{"よく行う作業", {}};
    std::size_t number = 0;
    for (auto const& task : sources.texts.tasks) {
        documents::List steps;
        for (auto const& step : task.steps) {
            steps.items.push_back(plain(step.ja));
        }
        documents::Together together;
        together.blocks.push_back(
            {documents::Heading{plain(fmt::format("{}. {}", ++number, task.title.ja))}});
        together.blocks.push_back({small(task.when.ja)});
        together.blocks.push_back({std::move(steps)});
        together.blocks.push_back({documents::Gap{6.0}});
        chapter.blocks.push_back({std::move(together)});
    }
    return chapter;
}

std::string marks_of(record::Field const& field) {
    if (field.rules.read_only) {
        return "自動";
    }
    return field.rules.required ? "必須" : field.rules.asked ? "聴取" : "";
}

std::string choices_of(record::Field const& field) {
    std::string choices;
    for (auto const& value : field.values) {
        choices.append(choices.empty() ? "選択肢: " : "、").append(value.ja);
    }
    return choices;
}

Chapter fields_chapter(Sources const& sources) {
    Chapter chapter{"入力欄の書き方", {}};
    chapter.blocks.push_back({documents::Paragraph{
        plain("必須＝ないと受理できない欄、聴取＝空いていると「聴取事項」に挙がる欄、自動＝"
              "プログラムが入れる欄、又は判断を確定して入る欄です。画面では欄の「?」か "
              "F1 キーで同じ説明を開けます。")}});
    std::string_view section;
    for (auto const& field : sources.record.fields) {
        if (field.rules.section_ja != section || chapter.blocks.size() == 1) {
            section = field.rules.section_ja;
            chapter.blocks.push_back({documents::Heading{plain(section)}});
            chapter.blocks.push_back({documents::Table{
                {{"欄", 2.2}, {"別", 0.9, documents::Align::center}, {"書き方", 8.0}}, {}}});
        }
        auto help = plain(field.rules.help_ja);
        if (auto const choices = choices_of(field); !choices.empty()) {
            help.push_back({"\n" + choices});
        }
        auto& table = std::get<documents::Table>(chapter.blocks.back().content);
        table.rows.push_back({bold(field.ja), plain(marks_of(field)), std::move(help)});
    }
    return chapter;
}

Chapter questions_chapter(Sources const& sources) {
    Chapter chapter{"聴取事項", {}};
    chapter.blocks.push_back({documents::Paragraph{
        plain("相談種別ごとの、聞く順の質問です。画面では、既に分かっていることを除き、答えに"
              "応じた質問を足して示します。")}});
    for (auto const& interview : sources.interviews.interviews) {
        documents::List questions;
        for (auto const& code : interview.ask) {
            if (auto const* const question = sources.interviews.question(code)) {
                questions.items.push_back(plain(question->ask.ja));
            }
        }
        chapter.blocks.push_back({documents::Heading{plain(interview.title.ja)}});
        chapter.blocks.push_back({std::move(questions)});
    }
    return chapter;
}

std::string span_of(formats::duty_rules::Due const& due) {
    if (due.end_of_day) {
        return "本日中";
    }
    if (due.working_days > 0) {
        return due.working_days == 1 ? "翌執務日の終業まで"
                                     : fmt::format("{}執務日後の終業まで", due.working_days);
    }
    return due.minutes % 60 == 0 && due.minutes > 0 ? fmt::format("{}時間", due.minutes / 60)
                                                    : fmt::format("{}分", due.minutes);
}

std::string urgency_of(std::string_view urgency) {
    return urgency == "immediate" ? "直ちに" : urgency == "same_day" ? "本日中" : "通常";
}

Chapter duties_chapter(Sources const& sources) {
    Chapter chapter{"期限", {}};
    chapter.blocks.push_back(
        {documents::Paragraph{plain("「文言」は根拠の文書の言葉です。「目安」の時間はこの装置の設定値で、文書"
                                    "に定めがあるものではありません。")}});
    documents::Table table{{{"期限", 3.2}, {"根拠", 3.0}, {"文言", 1.4}, {"目安", 3.4}}, {}};
    for (auto const& duty : sources.duties) {
        std::string spans;
        for (auto const& due : duty.due) {
            spans.append(spans.empty() ? "" : "\n")
                .append(urgency_of(due.urgency))
                .append(": ")
                .append(span_of(due));
        }
        table.rows.push_back({bold(duty.label.ja), plain(duty.basis), plain(duty.wording.ja), plain(spans)});
    }
    chapter.blocks.push_back({std::move(table)});
    return chapter;
}

Chapter keys_chapter(Sources const& sources) {
    Chapter chapter{"キー操作", {}};
    documents::Table table{{{"キー", 2.0}, {"はたらき", 5.0}}, {}};
    for (auto const& key : sources.texts.keys) {
        table.rows.push_back({bold(key.keys), plain(key.does.ja)});
    }
    chapter.blocks.push_back({std::move(table)});
    return chapter;
}

std::vector<Block> whole(std::size_t number, Chapter const& chapter) {
    std::vector<Block> blocks{{documents::PageBreak{}},
                              {documents::Heading{plain(fmt::format("第{} {}", number, chapter.title)), 1}}};
    blocks.insert(blocks.end(), chapter.blocks.begin(), chapter.blocks.end());
    return blocks;
}

documents::Document paper(Sources const& sources) {
    documents::Document document;
    document.title = "Renkei 操作の手引き";
    document.made_at = base::start_of_day_in_japan(sources.date);
    document.header_left = document.title;
    document.footer_left = sources.tables == "seed"
                               ? fmt::format("Renkei {}・同梱の判断表", sources.version)
                               : fmt::format("Renkei {}・判断表 第{}版", sources.version, sources.tables);
    document.footer_right = documents::both_dates(sources.date);
    return document;
}

}  // namespace

documents::Document manual_document(documents::Press const& press, Sources const& sources) {
    Chapter const chapters[] = {tasks_chapter(sources), fields_chapter(sources), questions_chapter(sources),
                                duties_chapter(sources), keys_chapter(sources)};
    documents::Table contents{{{"内容", 8.0}, {"頁", 1.0, documents::Align::right}}, {}};
    std::vector<Block> body;
    std::size_t page = 2;  // the contents are one page
    std::size_t number = 0;
    for (auto const& chapter : chapters) {
        contents.rows.push_back(
            {plain(fmt::format("第{} {}", ++number, chapter.title)), plain(std::to_string(page))});
        auto alone = paper(sources);
        alone.blocks = whole(number, chapter);
        page += press.pictures(alone, 72.0, 0).pages;
        body.insert(body.end(), alone.blocks.begin(), alone.blocks.end());
    }
    auto document = paper(sources);
    auto& blocks = document.blocks;
    blocks.push_back({documents::Heading{plain(document.title), 1}});
    blocks.push_back({documents::Paragraph{.text = plain(documents::both_dates(sources.date)),
                                           .align = documents::Align::center}});
    blocks.push_back(
        {documents::Paragraph{.text = plain(document.footer_left), .align = documents::Align::center}});
    blocks.push_back({documents::Gap{10.0}});
    blocks.push_back({documents::Paragraph{plain(sources.texts.intro.ja)}});
    blocks.push_back({documents::Gap{10.0}});
    blocks.push_back({documents::Heading{plain("目次")}});
    blocks.push_back({std::move(contents)});
    blocks.insert(blocks.end(), body.begin(), body.end());
    return document;
}

}  // namespace modules::manual
