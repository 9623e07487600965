#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/dates/day.h"
#include "common/error.h"
#include "common/result.h"
#include "common/text/name_list.h"
#include "searcher/options.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"
#include "searcher/search/search_error.h"
#include "searcher/show/style.h"
#include "searcher/streams.h"

namespace dateline::search {

/// The civil day of the clock, in UTC.
dates::Day today();

/// The indexes that the arguments name, open: folders, or shards on other machines.
Result<Engine> open_engine(std::span<const std::filesystem::path> indexes, const OpenArguments& opening);

/// The request that the arguments stand for, or what is wrong with them.
Result<SearchRequest> request_of(const QueryArguments& arguments);

/// The lists in the files, null without any; an error where one cannot be read.
Result<std::shared_ptr<const std::vector<text::NameList>>> read_names(
    std::span<const std::filesystem::path> files);

/// `colour`: auto, always or never.
show::Style style_of(const std::string& colour, const Streams& streams);

/// Text as the output can show it: see show::ascii_only. Not for JSON and tables, which are data.
std::string on_screen(std::string text, const Streams& streams);

/// Prints what happened, for a query error with the place, and the remedy; gives the exit code.
ExitCode report_error(std::ostream& err, const SearchError& error);
ExitCode report_error(std::ostream& err, const Error& error);

/// Says that there is no article with that id or key.
ExitCode report_unknown_article(std::ostream& err, std::string_view id);

}  // namespace dateline::search
