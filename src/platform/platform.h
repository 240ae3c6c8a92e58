#pragma once
// What a module is given when it is installed: references to the parts of the house, all living longer than
// the module.

#include "base/instant.h"

#include <string>

namespace platform {

namespace access {
class Guard;
}
namespace store {
class Store;
}
namespace http {
class Router;
}
namespace live {
class Feed;
}
namespace recognition {
class Recogniser;
}
namespace registry {
class RecordKinds;
class WorkingCalendar;
class LinkQuery;
}  // namespace registry
namespace tables {
class Rules;
}

struct Platform {
    store::Store& store;
    base::TimeSource const& time;
    http::Router& router;
    access::Guard& guard;
    live::Feed& live;
    recognition::Recogniser const& recogniser;
    tables::Rules const& rules;
    registry::RecordKinds& record_kinds;
    registry::WorkingCalendar const& calendar;
    std::string node;  // this machine, in access_log
    bool demo = false;
};

}  // namespace platform
