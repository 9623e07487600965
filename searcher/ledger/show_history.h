#pragma once

#include <string>

#include "common/ledger/compare.h"
#include "searcher/ledger/article_history.h"
#include "searcher/ledger/edit_list.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

namespace dateline::show {

std::string history_text(const search::ArticleHistory& history, const Style& style);
std::string history_json(const search::ArticleHistory& history);
/// A TimeMap (RFC 7089) of the captures and of what was missing, as application/link-format.
std::string history_timemap(const search::ArticleHistory& history);

std::string edits_text(const search::EditList& list, const Style& style);
std::string edits_json(const search::EditList& list);
Table edits_table(const search::EditList& list);

/// "Jang Song Thaek 3 to 0".
std::string name_change_text(const ledger::NameChange& change);

}  // namespace dateline::show
