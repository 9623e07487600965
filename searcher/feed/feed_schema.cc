#include "searcher/feed/feed_schema.h"

#include <algorithm>
#include <string>

#include "common/json_writer.h"

namespace dateline::feed {
namespace {

std::string_view solr_type(FieldType type) {
  switch (type) {
    case FieldType::kValue:
      return "string";
    case FieldType::kText:
      return "text_general";
    case FieldType::kTokens:
      return "dateline_tokens";
    case FieldType::kDay:
      return "pdate";
    case FieldType::kSpan:
      return "dateline_span";
    case FieldType::kNumber:
      return "plong";
  }
  return {};
}

// "Schema API" and "Working with Dates" of the Solr Reference Guide. The field "id" is in every schema that
// Solr brings along.
void write_solr(JsonWriter& json) {
  const auto tokens = [&] {
    json.member("name", "dateline_tokens");
    json.member("class", "solr.TextField");
    json.object("analyzer", [&] {
      json.object("tokenizer", [&] { json.member("class", "solr.WhitespaceTokenizerFactory"); });
    });
  };
  const auto span = [&] {
    json.member("name", "dateline_span");
    json.member("class", "solr.DateRangeField");
  };
  json.object([&] {
    json.key("add-field-type");
    json.array(std::array{true, false}, [&](bool first) { json.object([&] { first ? tokens() : span(); }); });
    json.key("add-field");
    json.array(kFields, [&](const Field& field) {
      if (field.name == "id") return;
      json.object([&] {
        json.member("name", field.name);
        json.member("type", solr_type(field.type));
        json.member("indexed", true);
        json.member("stored", field.type != FieldType::kTokens);
        json.member("multiValued", field.many);
      });
    });
  });
}

// "Field types" of the OpenSearch documentation. A value that is too long to be a term is stored, but not
// found.
void write_opensearch(JsonWriter& json) {
  json.object([&] {
    json.object("mappings", [&] {
      json.member("dynamic", "strict");
      json.object("properties", [&] {
        for (const Field& field : kFields) {
          json.object(field.name, [&] {
            switch (field.type) {
              case FieldType::kValue:
                json.member("type", "keyword");
                json.member("ignore_above", 8191);
                break;
              case FieldType::kText:
                json.member("type", "text");
                break;
              case FieldType::kTokens:
                json.member("type", "text");
                json.member("analyzer", "whitespace");
                break;
              case FieldType::kDay:
                json.member("type", "date");
                json.member("format", "strict_date_time_no_millis");
                break;
              case FieldType::kSpan:
                json.member("type", "date_range");
                json.member("format", "strict_date");
                break;
              case FieldType::kNumber:
                json.member("type", "long");
                break;
            }
          });
        }
      });
    });
  });
}

// "Index configuration" of the Quickwit documentation. No field is the timestamp of the index, because every
// document would need it and not every article has a day. Spans are found as they are written.
void write_quickwit(JsonWriter& json, std::string_view index_name) {
  const auto type = [](const Field& field) {
    const std::string one = field.type == FieldType::kDay      ? "datetime"
                            : field.type == FieldType::kNumber ? "i64"
                                                               : "text";
    return field.many ? "array<" + one + ">" : one;
  };
  json.object([&] {
    json.member("version", "0.8");
    json.member("index_id", index_name);
    json.object("doc_mapping", [&] {
      json.member("mode", "strict");
      json.key("field_mappings");
      json.array(kFields, [&](const Field& field) {
        json.object([&] {
          json.member("name", field.name);
          json.member("type", type(field));
          switch (field.type) {
            case FieldType::kValue:
            case FieldType::kSpan:
              json.member("tokenizer", "raw");
              json.member("fast", true);
              break;
            case FieldType::kText:
              json.member("tokenizer", "default");
              json.member("record", "position");
              break;
            case FieldType::kTokens:
              json.member("tokenizer", "whitespace");
              json.member("record", "position");
              json.member("stored", false);
              break;
            case FieldType::kDay:
              json.key("input_formats");
              json.array(std::array{"rfc3339"});
              json.member("fast", true);
              break;
            case FieldType::kNumber:
              json.member("fast", true);
              break;
          }
        });
      });
    });
    json.object("search_settings", [&] {
      json.key("default_search_fields");
      json.array(std::array{"title", "body"});
    });
  });
}

}  // namespace

std::optional<Target> find_target(std::string_view name) {
  const auto found = std::find(kTargets.begin(), kTargets.end(), name);
  if (found == kTargets.end()) return std::nullopt;
  return static_cast<Target>(found - kTargets.begin());
}

std::string schema_of(Target target, std::string_view index_name) {
  JsonWriter json;
  switch (target) {
    case Target::kSolr:
      write_solr(json);
      break;
    case Target::kOpensearch:
      write_opensearch(json);
      break;
    case Target::kQuickwit:
      write_quickwit(json, index_name);
      break;
  }
  return json.line();
}

}  // namespace dateline::feed
