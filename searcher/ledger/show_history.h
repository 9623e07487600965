#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

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

/// In `versions`, that whose text the index has; nullopt for an article that is not in it.
std::optional<std::size_t> current_version(const search::ArticleHistory& of);
/// Why an article is not in the index any more, as a clause.
std::string_view withdrawn_text(ledger::Withdrawn why);
/// The kinds of an edit and the names in it; that it is none, or why it is not known.
std::string edit_text(const ledger::Edit& edit);
/// "gone: last seen 2023-09-14, first missing 2023-10-02".
std::string absence_text(const ledger::Absence& absence);
/// "Jang Song Thaek 3 to 0".
std::string name_change_text(const ledger::NameChange& change);

}  // namespace dateline::show
