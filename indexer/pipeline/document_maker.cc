#include "indexer/pipeline/document_maker.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <utility>

#include "common/index/article_id.h"
#include "common/index/date_terms.h"
#include "common/index/juche_stamp.h"
#include "common/index/schema.h"
#include "common/index/serve_values.h"
#include "common/index/stored_article.h"
#include "common/text/ranking_recipe.h"
#include "common/text/word_count.h"

namespace dateline::indexer {
namespace {

using index::Field;

constexpr std::string_view kTitleStemPrefix = "ZS";  // as text::title_term has it

/// Marks of words in capitals, which small letters do not have.
void add_capitals(IndexDocument& out, const text::TokenList& tokens, std::string_view prefix,
                  std::uint32_t base, std::string& term) {
  for (const text::Token& token : tokens) {
    if (token.capitals != text::Capitals::kAll) continue;
    term.assign(prefix).append(text::kCapitalsPrefix).append(token.term);
    out.add_posting(term, base + token.position, 0);
  }
}

void add_boolean(IndexDocument& out, Field field, std::string_view value) {
  if (!value.empty()) out.add_term(index::boolean_term(field, value), 0);
}

/// Flags of the publication and of the stamps, without the size of a difference: "dateline_delta".
std::set<std::string> flags_of(const Article& article) {
  std::set<std::string> flags;
  for (const std::string& flag : article.publication.flags) {
    std::string name;
    for (const char c : flag) {
      if (c == '+' || c == '-' || (c >= '0' && c <= '9')) break;
      name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    flags.insert(std::move(name));
  }
  for (const Stamp& stamp : article.stamps) {
    for (const std::string_view flag : dates::flag_names(stamp.date.flags)) flags.emplace(flag);
  }
  for (const dates::DateMention& mention : article.mentions) {
    if (mention.flags.has(dates::Flag::kConflictYear)) flags.emplace("conflict_year");
    if (mention.flags.has(dates::Flag::kImpossible)) flags.emplace("impossible");
  }
  return flags;
}

/// Flags with the size of a difference, as they are printed but in small letters: "dateline_delta-1".
std::set<std::string> measured_flags_of(const Article& article) {
  std::set<std::string> flags;
  for (std::string flag : article.publication.flags) {
    if (flag.find_first_of("+-") == std::string::npos) continue;
    for (char& c : flag) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    flags.insert(std::move(flag));
  }
  return flags;
}

void add_dates(const Article& article, IndexDocument& out) {
  const dates::Publication& publication = article.publication;
  if (publication.confidence != dates::Confidence::kNone) {
    for (const auto& term : index::published_terms(publication.from, publication.precision))
      out.add_term(term, 0);
    out.set_value(index::kPublishedSlot, fmt::format("{:08}", dates::to_yyyymmdd(publication.from)));
    add_boolean(out, Field::kHas, "date");
  }
  for (const Stamp& stamp : article.stamps) {
    const dates::DateMention& date = stamp.date;
    const bool day_known = date.precision == dates::Precision::kDay;
    const bool month_known = day_known || date.precision == dates::Precision::kMonth;
    for (const auto& term : index::juche_terms(date.juche, month_known ? dates::month_of(date.from) : 0,
                                               day_known ? dates::day_of_month(date.from) : 0)) {
      out.add_term(term, 0);
    }
  }
  if (!article.stamps.empty()) add_boolean(out, Field::kHas, "stamp");
  for (const dates::DateMention& mention : article.mentions) {
    if (mention.kind != dates::Kind::kBody) continue;
    for (const auto& term : index::mention_terms(mention)) out.add_term(term, 0);
  }
  if (article.captured) {
    for (const auto& term : index::day_terms(Field::kCaptured, *article.captured)) out.add_term(term, 0);
    add_boolean(out, Field::kHas, "captured");
  }
  for (const std::string& flag : flags_of(article)) add_boolean(out, Field::kFlag, flag);
  for (const std::string& flag : measured_flags_of(article)) add_boolean(out, Field::kFlag, flag);
}

}  // namespace

void DocumentMaker::release() {
  title_ = {};
  body_ = {};
  data_ = {};
}

void DocumentMaker::use_dictionary(std::shared_ptr<const index::StoredDictionary> dictionary) {
  if (dictionary == dictionary_) return;
  packer_ = index::DataPacker(dictionary);
  dictionary_ = std::move(dictionary);
}

std::uint32_t DocumentMaker::make(const Article& article, IndexDocument& out, text::AnalysisCounts& counts) {
  out.clear();
  using Form = TextUse::Form;
  // The body's positions begin at 1 and the title's come behind them: so most positions are small numbers,
  // which take one byte in the index.
  analyzer_.analyze(article.body, article.language, body_, counts, text::Analyzer::Stems::kLater);
  analyzer_.analyze(article.title, article.language, title_, counts, text::Analyzer::Stems::kLater);
  const std::array<TextUse, 3> body_uses{{
      {.form = Form::kTerms},
      {.form = Form::kStems, .prefix = text::kStemPrefix},
      {.form = Form::kWords, .prefix = text::kLeadPrefix, .wdf = 0, .most = text::kLeadWords},
  }};
  // The lead stands for the title where there is none.
  out.add_text(body_, std::span(body_uses).first(title_.empty() ? 3 : 2));
  add_capitals(out, body_, {}, 0, term_);
  if (!title_.empty()) {
    const std::uint32_t base = body_.empty() ? 0 : body_.back().position + text::kTitleGap;
    const std::array<TextUse, 4> title_uses{{
        {.form = Form::kTerms, .prefix = text::kTitlePrefix},
        {.form = Form::kStems, .prefix = kTitleStemPrefix},
        {.form = Form::kTerms, .wdf = text::kTitleWdf, .base = base},
        {.form = Form::kStems, .prefix = text::kStemPrefix, .wdf = text::kTitleWdf},
    }};
    out.add_text(title_, title_uses);
    add_capitals(out, title_, text::kTitlePrefix, 0, term_);
    add_capitals(out, title_, {}, base, term_);
  }
  const std::uint32_t words = text::count_words(title_) + text::count_words(body_);

  add_boolean(out, Field::kId, to_string(article.id));
  add_boolean(out, Field::kKey, article.key);
  add_boolean(out, Field::kSource, article.source.slug);
  add_boolean(out, Field::kLanguage, article.language.code());
  add_boolean(out, Field::kConfidence, dates::name(article.publication.confidence));
  add_boolean(out, Field::kTopic, article.topic);
  if (!article.url.empty()) {
    add_boolean(out, Field::kUrl, index::canonical_url(article.url));
    add_boolean(out, Field::kHost, index::host_of(article.url));
    add_boolean(out, Field::kHas, "url");
  }
  for (const std::string& url : article.other_urls) {
    add_boolean(out, Field::kId, to_string(index::address_id(url)));
    add_boolean(out, Field::kUrl, index::canonical_url(url));
  }
  add_dates(article, out);
  index::encode_article(article, data_);
  const std::string_view packed = packer_.pack(data_);
  out.set_data(packed.empty() ? data_ : packed);
  return words;
}

void add_serve_values(const Article& article, std::uint64_t group, IndexDocument& out) {
  using index::Facet;
  const auto set = [&](Facet facet, std::string_view value) {
    if (!value.empty()) out.set_value(*index::serve_slot(facet), value);
  };
  set(Facet::kSource, article.source.slug);
  set(Facet::kLanguage, article.language.code());
  set(Facet::kTopic, article.topic);
  set(Facet::kHost, index::host_of(article.url));
  set(Facet::kConfidence, dates::name(article.publication.confidence));
  index::SortKey key{.id = article.id, .group = group};
  const dates::Publication& publication = article.publication;
  if (publication.confidence != dates::Confidence::kNone) {
    const std::string iso = dates::to_iso(publication.from);
    set(Facet::kMonth, publication.precision == dates::Precision::kYear ? index::kYearMark + iso.substr(0, 4)
                                                                        : iso.substr(0, 7));
    key.day = static_cast<std::uint32_t>(dates::to_yyyymmdd(publication.from));
  }
  if (const Stamp* stamp = index::juche_stamp(article))
    set(Facet::kJucheYear, index::juche_value(std::to_string(stamp->date.juche)));
  std::string flags;
  for (const std::string& flag : flags_of(article)) (flags += flag) += index::kFlagEnd;
  set(Facet::kFlag, flags);
  out.set_value(index::kGroupSlot, index::group_value(group));
  out.set_value(index::kNewestSlot, key.newest_first());
  out.set_value(index::kOldestSlot, key.oldest_first());
}

void add_columns(const Article& article, std::uint32_t docid, index::ColumnsBuilder& columns) {
  using index::Facet;
  columns.set_id(docid, article.id);
  for (const std::string& url : article.other_urls) columns.add_other_id(docid, index::address_id(url));
  columns.add(Facet::kSource, docid, article.source.slug);
  columns.add(Facet::kLanguage, docid, article.language.code());
  columns.add(Facet::kTopic, docid, article.topic);
  columns.add(Facet::kHost, docid, index::host_of(article.url));
  columns.add(Facet::kConfidence, docid, dates::name(article.publication.confidence));
  const dates::Publication& publication = article.publication;
  if (publication.confidence != dates::Confidence::kNone) {
    const std::string iso = dates::to_iso(publication.from);
    columns.add(Facet::kYear, docid, std::string_view(iso).substr(0, 4));
    if (publication.precision != dates::Precision::kYear) {
      columns.add(Facet::kMonth, docid, std::string_view(iso).substr(0, 7));
    }
    columns.set(index::NumberColumn::kPublished, docid,
                static_cast<std::uint32_t>(dates::to_yyyymmdd(publication.from)));
    columns.set(index::NumberColumn::kPublishedTo, docid,
                static_cast<std::uint32_t>(dates::to_yyyymmdd(publication.to)));
  }
  if (const Stamp* stamp = index::juche_stamp(article)) {
    columns.add(Facet::kJucheYear, docid, std::to_string(stamp->date.juche));
  }
  for (const std::string& flag : flags_of(article)) columns.add(Facet::kFlag, docid, flag);
}

}  // namespace dateline::indexer
