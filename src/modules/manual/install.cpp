#include "modules/manual/install.h"

#include "base/problem.h"
#include "modules/manual/document.h"
#include "platform/access/guard.h"
#include "platform/documents/press.h"
#include "platform/tables/rules.h"

#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace modules::manual {

namespace {

using platform::documents::Language;

// It takes a second to set and is the same all day: kept until the tables or the day change.
class Printed {
  public:
    Printed(platform::Platform const& platform, Parts parts)
        : platform_(platform), parts_(std::move(parts)) {}

    std::string pdf(Language language) {
        auto const tables = platform_.rules.current();
        auto const date = base::date_in_japan(platform_.time.now());
        std::scoped_lock const lock(mutex_);
        if (tables->version != tables_ || date != date_) {
            bytes_.clear();
            tables_ = tables->version;
            date_ = date;
        }
        auto& bytes = bytes_[language];
        if (bytes.empty()) {
            Sources const sources{parts_.texts,
                                  parts_.record,
                                  *tables->interviews,
                                  parts_.duties.all(),
                                  parts_.version,
                                  tables->version,
                                  date,
                                  language};
            bytes = press_.pdf(manual_document(press_, sources)).bytes;
        }
        return bytes;
    }

  private:
    platform::Platform const& platform_;
    Parts const parts_;
    platform::documents::Press const press_;
    std::mutex mutex_;  // guards what follows
    std::map<Language, std::string> bytes_;
    std::string tables_;
    base::Date date_;
};

// Named in the address, so that a link leads to one of them whatever the browser prefers.
Language language_asked(platform::http::Request const& request) {
    auto const asked = request.query_value("language").value_or("ja");
    if (asked != "ja" && asked != "en") {
        throw base::Problem(base::Problem::bad_request, "手引きの言語が正しくありません",
                            "there is no manual in this language",
                            {{"language", {"ja か en です", "is ja or en"}}});
    }
    return asked == "en" ? Language::en : Language::ja;
}

}  // namespace

void install(platform::Platform& platform, Parts parts) {
    auto const printed = std::make_shared<Printed>(platform, std::move(parts));
    platform::http::Route route;
    route.pattern = "/api/v1/manual.pdf";
    route.operation_id = "deskManual";
    route.summary = {"操作の手引き", "Desk manual"};
    platform.guard.add(
        platform.router, std::move(route), platform::access::Action::schema_read,
        [printed](platform::access::Call const& call) {
            auto const language = language_asked(call.request);
            platform::http::Response response;
            response.body = printed->pdf(language);
            response.headers = {
                {"Content-Type", "application/pdf"},
                {"Content-Disposition", language == Language::en ? "inline; filename=\"renkei-manual-en.pdf\""
                                                                 : "inline; filename=\"renkei-manual.pdf\""}};
            return response;
        });
}

}  // namespace modules::manual
