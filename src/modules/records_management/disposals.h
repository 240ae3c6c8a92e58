#pragma once
// What one does about the end of a record's 保存期間: hold it back, propose, return, approve. Rights are
// required() before. Thread rule: functions work on the Transaction that they are given.

#include "modules/records_management/standing.h"
#include "platform/retention/disposal.h"

#include <string>

namespace modules::records_management {

// Problem::conflict saying why it is not due, held back or proposed already.
void propose(store::Transaction& transaction, Standing const& standing, registry::Change change);
// By another than who proposed it, naming the record's number. The record is gone afterwards; the disposal.
base::Ulid approve(store::Transaction& transaction, Standing const& standing,
                   std::string const& confirmed_number, registry::Change change);
// Problem::conflict when nothing is proposed.
void give_back(store::Transaction& transaction, Standing const& standing, std::string const& reason,
               registry::Change change);

void hold(store::Transaction& transaction, Standing const& standing, std::string const& reason,
          registry::Change change);
// Problem::conflict when nothing holds it.
void release(store::Transaction& transaction, Standing const& standing, registry::Change change);

}  // namespace modules::records_management
