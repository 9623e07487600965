#include "searcher/feed/feed_document.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <string_view>
#include <vector>

#include "common/index/article_id.h"
#include "common/index/date_terms.h"
#include "common/index/juche_stamp.h"
#include "common/json_writer.h"
#include "common/ledger/compared_form.h"
#include "searcher/show/printable.h"

namespace dateline::feed {
namespace {

std::string moment(dates::Day day) { return dates::to_iso(day) + "T00:00:00Z"; }

struct Names {
  std::set<std::string> persons;
  std::set<std::string> organisations;
  std::set<std::string> places;
};

/// Writes members, leaving out those without a value, and values that no engine takes.
class Members {
 public:
  explicit Members(JsonWriter& json) : json_(json) {}

  void value(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    if (text.size() > kMaxValueBytes) return left_out_.push_back(name);
    json_.member(name, show::printable(text));
  }
  template <class Range>
  void values(std::string_view name, const Range& range) {
    std::vector<std::string> sound;
    for (const auto& text : range) {
      if (std::string_view(text).size() > kMaxValueBytes) {
        left_out_.push_back(name);
      } else if (!std::string_view(text).empty()) {
        sound.push_back(show::printable(text));
      }
    }
    if (!sound.empty()) json_.array(name, sound);
  }
  void day(std::string_view name, const std::optional<dates::Day>& day) {
    if (day) json_.member(name, moment(*day));
  }
  void end() {
    if (!left_out_.empty()) json_.array("left_out", left_out_);
  }

 private:
  JsonWriter& json_;
  std::vector<std::string_view> left_out_;
};

void write_publication(JsonWriter& json, Members& members, const dates::Publication& published) {
  if (published.confidence == dates::Confidence::kNone) {
    members.values("published_flags", published.flags);
    return;
  }
  members.day("published", published.from);
  members.day("published_last", published.to);
  json.member("published_text", dates::publication_text(published));
  json.member("published_precision", dates::name(published.precision));
  json.member("published_confidence", dates::name(published.confidence));
  members.value("published_by", published.by);
  members.values("published_flags", published.flags);
}

void write_span(JsonWriter& json, Target target, dates::Day from, dates::Day to) {
  const std::string first = dates::to_iso(from);
  const std::string last = dates::to_iso(to);
  switch (target) {
    case Target::kSolr:
      return json.value(from == to ? first : fmt::format("[{} TO {}]", first, last));
    case Target::kOpensearch:
      return json.object([&] {
        json.member("gte", first);
        json.member("lte", last);
      });
    case Target::kQuickwit:
      return json.value(from == to ? first : fmt::format("{}/{}", first, last));
  }
}

/// The dates of the text that a query with "mentions:" finds, each once, in the order of the days.
void write_mentions(JsonWriter& json, Target target, const Article& article) {
  std::set<std::pair<dates::Day, dates::Day>> spans;
  for (const dates::DateMention& mention : article.mentions) {
    if (mention.kind != dates::Kind::kBody || index::mention_terms(mention).empty()) continue;
    spans.emplace(mention.from, mention.to);
  }
  if (spans.empty()) return;
  json.array("mentions", spans, [&](const auto& span) { write_span(json, target, span.first, span.second); });
}

void add_word(std::string& words, std::string_view word) {
  if (word.empty()) return;
  if (!words.empty()) words += ' ';
  words += word;
}

}  // namespace

std::string DocumentMaker::document(const Article& article, std::uint64_t group, std::size_t versions) {
  Names names;
  std::string words;
  std::string stems;
  text::AnalysisCounts ignored;
  for (const std::string* text : {&article.title, &article.body}) {
    analyzer_.analyze(*text, article.language, tokens_, ignored);
    for (const text::Token& token : tokens_) {
      add_word(words, token.term);
      add_word(stems, token.stem.empty() ? token.term : token.stem);
    }
    for (const text::LexiconMatch& match : lexicon_->find(tokens_)) {
      const text::LexiconGroup& named = lexicon_->group(match.group);
      if (named.kind == text::LexiconGroup::Kind::kPerson) names.persons.insert(named.spellings.front());
      if (named.kind == text::LexiconGroup::Kind::kPlace) names.places.insert(named.spellings.front());
      if (named.kind == text::LexiconGroup::Kind::kOrganisation)
        names.organisations.insert(named.spellings.front());
    }
  }

  JsonWriter json;
  json.object([&] {
    Members members(json);
    json.member("id", to_string(article.id));
    members.value("key", article.key);
    json.member("title", show::printable(article.title));
    json.member("body", article.body);
    members.value("url", article.url);
    members.values("other_urls", article.other_urls);
    members.value("host", index::host_of(article.url));
    members.value("source", article.source.slug);
    members.value("source_name", article.source.name);
    members.value("language", article.language.code());
    members.value("topic", article.topic);
    write_publication(json, members, article.publication);
    if (const Stamp* stamp = index::juche_stamp(article)) {
      json.member("juche_year", stamp->date.juche);
      members.value("juche_stamp", stamp->printed);
    }
    write_mentions(json, target_, article);
    members.day("captured", article.captured);
    members.day("first_captured", article.first_captured);
    json.member("captures", article.captures);
    members.values("persons", names.persons);
    members.values("organisations", names.organisations);
    members.values("places", names.places);
    json.member("group", fmt::format("{:016x}", group));
    json.member("text_hash", fmt::format("{:016x}", article.body_hash));
    json.member("version", fmt::format("{:016x}", ledger::version_hash(article)));
    json.member("versions", versions);
    json.member("tokens", words);
    json.member("stems", stems);
    members.value("path", article.origin.path);
    json.member("record", article.origin.record);
    members.end();
  });
  return std::string(json.text());
}

}  // namespace dateline::feed
