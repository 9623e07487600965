#pragma once

#include <functional>
#include <string>

#include "common/error.h"
#include "common/result.h"
#include "indexer/commit/build_index.h"
#include "indexer/streams.h"

namespace dateline::indexer {

/// `add --watch`: adds what is in the folders `options.inputs`, and from then on what is written there, in
/// batches, until `streams.stop`. `add` is called with the files of a batch as inputs; it says what it has
/// done. A file that a program still writes is taken when that closes it. While another program writes the
/// index it waits. A batch that gives no article is reported, any other error ends it.
ExitCode watch_folders(BuildOptions& options, const std::function<Result<ExitCode>()>& add,
                       const Streams& streams, bool quiet);

}  // namespace dateline::indexer
