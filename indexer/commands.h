#pragma once

#include <chrono>
#include <iosfwd>

#include "common/error.h"
#include "indexer/commit/build_index.h"
#include "indexer/options.h"
#include "indexer/streams.h"

namespace dateline::indexer {

/// The commands. Each writes its answer and what went wrong to the streams and gives the exit code.
ExitCode run(const BuildArguments& arguments, const Streams& streams);
ExitCode run(const RemoveArguments& arguments, const Streams& streams);
ExitCode run(const MergeArguments& arguments, const Streams& streams);
ExitCode run(const UpgradeArguments& arguments, const Streams& streams);
ExitCode run(const AsOfArguments& arguments, const Streams& streams);
ExitCode run(const InspectArguments& arguments, const Streams& streams);
ExitCode run(const KindsArguments& arguments, const Streams& streams);
ExitCode run(const DatesArguments& arguments, const Streams& streams);
ExitCode run(const InfoArguments& arguments, const Streams& streams);
ExitCode run(const CheckArguments& arguments, const Streams& streams);

/// What the clock says.
std::chrono::sys_seconds now();

BuildOptions rewrite_options(const RewriteArguments& arguments, const Streams& streams);

/// The error of a command, or that it was interrupted when it was stopped.
Error failure_of(const Streams& streams, const Error& error);

/// Prints what happened and the remedy; gives the exit code of its kind.
ExitCode report_error(std::ostream& err, const Error& error);

}  // namespace dateline::indexer
