#pragma once

#include "common/error.h"
#include "searcher/options.h"
#include "searcher/streams.h"

namespace dateline::search {

/// The commands. Each writes its answer and what went wrong to the streams and gives the exit code.
ExitCode run(const QueryArguments& arguments, const Streams& streams);
ExitCode run(const ExplainArguments& arguments, const Streams& streams);
ExitCode run(const ShowArguments& arguments, const Streams& streams);
ExitCode run(const InfoArguments& arguments, const Streams& streams);
ExitCode run(const ExportArguments& arguments, const Streams& streams);
ExitCode run(const BatchArguments& arguments, const Streams& streams);
ExitCode run(const ReplArguments& arguments, const Streams& streams);
ExitCode run(const KwicArguments& arguments, const Streams& streams);
ExitCode run(const SimilarArguments& arguments, const Streams& streams);
ExitCode run(const WordsArguments& arguments, const Streams& streams);
ExitCode run(const TimelineArguments& arguments, const Streams& streams);
ExitCode run(const ServeArguments& arguments, const Streams& streams);
ExitCode run(const SilencesArguments& arguments, const Streams& streams);
ExitCode run(const TitlesArguments& arguments, const Streams& streams);
ExitCode run(const NgramsArguments& arguments, const Streams& streams);
ExitCode run(const TwinsArguments& arguments, const Streams& streams);
ExitCode run(const ReferenceArguments& arguments, const Streams& streams);
ExitCode run(const HistoryArguments& arguments, const Streams& streams);
ExitCode run(const DiffArguments& arguments, const Streams& streams);
ExitCode run(const EditsArguments& arguments, const Streams& streams);
ExitCode run(const CiteArguments& arguments, const Streams& streams);
ExitCode run(const RecheckArguments& arguments, const Streams& streams);
ExitCode run(const IssueArguments& arguments, const Streams& streams);
ExitCode run(const CalendarArguments& arguments, const Streams& streams);
ExitCode run(const SavedArguments& arguments, const Streams& streams);
ExitCode run(const TagArguments& arguments, const Streams& streams);
ExitCode run(const NoteArguments& arguments, const Streams& streams);
ExitCode run(const CompleteArguments& arguments, const Streams& streams);

}  // namespace dateline::search
