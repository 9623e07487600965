#pragma once

#include <cstdint>
#include <iosfwd>

#include "common/error.h"
#include "indexer/options.h"
#include "indexer/streams.h"

namespace dateline::indexer {

/// The commands. Each writes its answer and what went wrong to the streams and gives the exit code.
ExitCode run(const BuildArguments& arguments, const Streams& streams);
ExitCode run(const RemoveArguments& arguments, const Streams& streams);
ExitCode run(const MergeArguments& arguments, const Streams& streams);
ExitCode run(const UpgradeArguments& arguments, const Streams& streams);
ExitCode run(const InspectArguments& arguments, const Streams& streams);
ExitCode run(const KindsArguments& arguments, const Streams& streams);
ExitCode run(const DatesArguments& arguments, const Streams& streams);
ExitCode run(const InfoArguments& arguments, const Streams& streams);
ExitCode run(const CheckArguments& arguments, const Streams& streams);

/// What the clock says, in seconds since 1970-01-01 UTC.
std::int64_t now_seconds();

/// Prints what happened and the remedy; gives the exit code of its kind.
ExitCode report_error(std::ostream& err, const Error& error);

}  // namespace dateline::indexer
