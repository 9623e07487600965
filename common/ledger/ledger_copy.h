#pragma once

#include <cstddef>

#include "common/index/write_file.h"
#include "common/ledger/ledger_file.h"
#include "common/result.h"

namespace dateline::ledger {

/// Adds a record of `file`, with the text and whatever else it names there. An Index error when that is
/// damaged. The file must be there until `out` is written.
Status copy_record(const LedgerFile& file, Record record, LedgerFileWriter& out);

/// Adds all records of a file that was written before what `out` has, as those of the commits before; it
/// must be there until `out` is written.
Status put_before(const LedgerFile& file, LedgerFileWriter& out);

/// The bytes of a file that tells what the first `commits` of a file told, 1 or more.
Status write_first(const LedgerFile& file, std::size_t commits, const index::Sink& sink);

}  // namespace dateline::ledger
