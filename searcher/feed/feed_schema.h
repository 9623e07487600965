#pragma once

#include <string>
#include <string_view>

#include "searcher/feed/feed_field.h"

namespace dateline::feed {

/// What an engine must be told before it takes the documents, as JSON ended by '\n':
///   solr        commands of the Schema API, for POST /solr/NAME/schema
///   opensearch  settings and mappings, for PUT /NAME (Elasticsearch 7 and later take the same)
///   quickwit    the configuration of an index, for POST /api/v1/indexes
std::string schema_of(Target target, std::string_view index_name);

}  // namespace dateline::feed
