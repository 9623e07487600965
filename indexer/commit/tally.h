#pragma once

#include "common/article.h"
#include "common/index/columns.h"
#include "common/index/columns_builder.h"
#include "common/index/index_counts.h"
#include "indexer/pipeline/report.h"

/// The counts of an index, kept up to date by what comes and goes.
namespace dateline::indexer {

/// An article of the index is counted, except in groups.
void put_in(const index::Columns& columns, index::Docid docid, index::IndexCounts& counts);
/// The same of one that is not in an index.
void put_in(const Article& article, index::IndexCounts& counts);

/// An article goes: it is counted no more, except in groups.
void take_out(const index::Columns& columns, index::Docid docid, index::IndexCounts& counts);

/// What a run has read and skipped is added, and the articles and groups of its new columns, which `report`
/// counts. Of two names of a source the new one stays.
void add_run(const BuildReport& report, index::IndexCounts& counts);

/// Articles, groups, undated and the counts by source, language and confidence become those of the index.
void report_index(const index::IndexCounts& counts, BuildReport& report);

}  // namespace dateline::indexer
