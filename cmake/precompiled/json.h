// Precompiled for the layers that speak JSON: record, platform, modules, app.
#pragma once
#include "standard.h"

#include <boost/describe/enum.hpp>
#include <boost/json.hpp>
