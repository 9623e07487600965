#include "indexer/readers/jsonl.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "common/byte_order_mark.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/json_articles.h"
#include "indexer/readers/json_text.h"
#include "indexer/readers/raw_capture.h"
#include "indexer/readers/record_fields.h"

namespace dateline::indexer {
namespace {

namespace dom = simdjson::dom;

/// True when `text` has four hexadecimal digits at `at` that are a surrogate: `second` of a pair or first.
bool is_surrogate(std::string_view text, std::size_t at, bool second) {
  if (text.size() < at + 4 || (text[at] | 0x20) != 'd') return false;
  const char third = static_cast<char>(text[at + 1] | 0x20);
  return second ? third >= 'c' && third <= 'f' : third == '8' || third == '9' || third == 'a' || third == 'b';
}

/// Replaces escapes of lone surrogates, which are no characters, by the escape of U+FFFD, in place; true when
/// there were any. Programs that cut a text after so many UTF-16 units leave them.
bool mend_surrogates(std::string& json) {
  bool mended = false;
  for (std::size_t at = json.find('\\'); at != std::string::npos && at + 1 < json.size();
       at = json.find('\\', at)) {
    if (json[at + 1] != 'u') {
      at += 2;
      continue;
    }
    const bool first = is_surrogate(json, at + 2, false);
    const bool paired = first && json.compare(at + 6, 2, "\\u") == 0 && is_surrogate(json, at + 8, true);
    if (!paired && (first || is_surrogate(json, at + 2, true))) {
      json.replace(at + 2, 4, "FFFD");
      mended = true;
    }
    at += paired ? 12 : 6;
    if (at >= json.size()) break;
  }
  return mended;
}

/// A file may be written again with other line ends.
std::string_view without_line_end(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

}  // namespace

struct JsonlReader::Parser {
  explicit Parser(FieldMap map) : fields(fields_of(map)), articles(std::move(map)) {}

  dom::parser parser;
  std::string fields;
  std::string padded;  ///< a line with the bytes behind it that simdjson may read
  JsonArticles articles;
};

JsonlReader::JsonlReader(FieldMap map) : parser_(std::make_unique<Parser>(std::move(map))) {}
JsonlReader::~JsonlReader() = default;
JsonlReader::JsonlReader(JsonlReader&&) noexcept = default;
JsonlReader& JsonlReader::operator=(JsonlReader&&) noexcept = default;

void JsonlReader::read(std::string_view lines, const Origin& first, PageSink& sink) {
  Origin origin = first;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (origin.record == 1) line = without_byte_order_mark(line);
    const std::size_t before = sink.pages.size();
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) read_line(line, origin, sink);
    note_raw(sink, before,
             {.kind = "jsonl", .header = {}, .map = parser_->fields, .bytes = without_line_end(line)});
    ++origin.record;
  }
}

void JsonlReader::read_line(std::string_view line, const Origin& origin, PageSink& sink) {
  const auto report = [&](Reject::Kind kind, std::string reason, std::string remedy) {
    sink.rejects.push_back({kind, origin, std::move(reason), std::move(remedy)});
  };
  std::string& padded = parser_->padded;
  padded.reserve(line.size() + simdjson::SIMDJSON_PADDING);
  padded.assign(line);
  dom::element root;
  auto error = parser_->parser.parse(padded.data(), line.size(), false).get(root);
  if (error == simdjson::STRING_ERROR && mend_surrogates(padded)) {
    error = parser_->parser.parse(padded.data(), line.size(), false).get(root);
    if (!error) {
      report(Reject::Kind::kWarning, "a string has half of a character (a lone surrogate)",
             "it is read as U+FFFD");
    }
  }
  if (error) {
    return report(Reject::Kind::kRejected,
                  fmt::format("the line is not JSON: {}", simdjson::error_message(error)),
                  "one JSON object on each line");
  }
  dom::object object;
  if (root.get(object) != simdjson::SUCCESS) {
    return report(Reject::Kind::kRejected, "the line is JSON but no object", "one JSON object on each line");
  }

  std::vector<JsonArticle> found = parser_->articles.find(object);
  if (found.empty()) found.push_back({object, {}, {}, {}});  // reported as what it is
  const bool several = found.size() > 1;
  Origin place = origin;
  if (several && origin.record == 1) place.record = 0;  // one value holds them all: they are counted
  for (JsonArticle& article : found) {
    if (several && origin.record == 1) ++place.record;
    read_article(article, place, sink);
  }
}

void JsonlReader::read_article(JsonArticle& article, const Origin& origin, PageSink& sink) {
  JsonFields fields = parser_->articles.read(article);
  Page page;
  page.origin = origin;
  for (const auto [name, value] : article.object) {
    if (std::ranges::find(fields.members, name) != fields.members.end()) continue;
    if (auto text = json_kept(value)) page.extra.emplace_back(name, std::move(*text));
  }
  const bool no_text = !fields.fields[static_cast<std::size_t>(Target::kBody)];
  for (const std::string& member : fields.odd) {
    if (!no_text && fields.is_article()) continue;
    sink.rejects.push_back({Reject::Kind::kWarning, origin,
                            fmt::format("the member '{}' holds an object where text is expected",
                                        one_line(member).substr(0, 40)),
                            fmt::format("name the text in it, for example with --map body={}.text",
                                        one_line(member).substr(0, 40))});
  }
  add_record(fields.fields, std::move(page), sink);
}

}  // namespace dateline::indexer
