#include "modules/manual/install.h"

#include "modules/manual/document.h"
#include "platform/access/guard.h"
#include "platform/documents/press.h"
#include "platform/tables/rules.h"

#include <memory>
#include <mutex>
#include <utility>

namespace modules::manual {

namespace {

// It takes a second to set and is the same all day: kept until the tables or the day change.
class Printed {
  public:
    Printed(platform::Platform const& platform, Parts parts)
        : platform_(platform), parts_(std::move(parts)) {}

    std::string pdf() {
        auto const tables = platform_.rules.current();
        auto const date = base::date_in_japan(platform_.time.now());
        std::scoped_lock const lock(mutex_);
        if (bytes_.empty() || tables->version != tables_ || date != date_) {
            Sources const sources{
                parts_.texts,    parts_.record, *tables->interviews, parts_.duties.all(), parts_.version,
                tables->version, date};
            bytes_ = press_.pdf(manual_document(press_, sources)).bytes;
            tables_ = tables->version;
            date_ = date;
        }
        return bytes_;
    }

  private:
    platform::Platform const& platform_;
    Parts const parts_;
    platform::documents::Press const press_;
    std::mutex mutex_;  // guards what follows
    std::string bytes_;
    std::string tables_;
    base::Date date_;
};

}  // namespace

void install(platform::Platform& platform, Parts parts) {
    auto const printed = std::make_shared<Printed>(platform, std::move(parts));
    platform::http::Route route;
    route.pattern = "/api/v1/manual.pdf";
    route.operation_id = "deskManual";
    route.summary = {"操作の手引き", "Desk manual"};
    platform.guard.add(platform.router, std::move(route), platform::access::Action::schema_read,
                       [printed](platform::access::Call const&) {
                           platform::http::Response response;
                           response.body = printed->pdf();
                           response.headers = {
                               {"Content-Type", "application/pdf"},
                               {"Content-Disposition", "inline; filename=\"renkei-manual.pdf\""}};
                           return response;
                       });
}

}  // namespace modules::manual
