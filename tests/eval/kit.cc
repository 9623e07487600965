#include "tests/eval/kit.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

#include "common/text/analyzer.h"
#include "common/text/ranking_recipe.h"
#include "tests/eval/recipe_query.h"

namespace dateline::eval {

namespace {

std::ifstream open(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return file;
}

// `text` without its first `characters`.
std::string drop_characters(const std::string& text, std::size_t characters) {
  std::size_t at = 0;
  for (; characters > 0 && at < text.size(); --characters) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return text.substr(at);
}

void read_articles(const std::filesystem::path& path,
                   const std::unordered_map<std::string, std::size_t>& offsets,
                   std::vector<KitDocument>& documents) {
  std::unordered_map<std::string, KitDocument*> by_id;
  for (KitDocument& document : documents) by_id.emplace(document.id, &document);
  std::ifstream lines = open(path);
  for (std::string line; std::getline(lines, line);) {
    const auto record = nlohmann::json::parse(line);
    const auto found = by_id.find(record.at("id").get<std::string>());
    if (found == by_id.end()) continue;
    found->second->title = record.at("title").get<std::string>();
    found->second->body = drop_characters(record.at("body").get<std::string>(), offsets.at(found->first));
  }
}

// Adds the terms of one field; positions follow `position`, which moves to the field's last.
void add_field(const text::TokenList& tokens, bool title, Xapian::termpos& position,
               Xapian::Document& document) {
  const Xapian::termpos before = position;
  const Xapian::termcount wdf = title ? text::kTitleWdf : 1;
  std::uint32_t stems = 0;
  for (const text::Token& token : tokens) {
    if (!token.term.empty()) {
      const std::string term(token.term);
      document.add_posting(term, before + token.position, wdf);
      if (title) document.add_posting(text::title_term(term), token.position);
      position = before + token.position;
    }
    if (token.stem.empty()) continue;
    const std::string stem = std::string(text::kStemPrefix).append(token.stem);
    document.add_term(stem, wdf);
    if (title) {
      document.add_term(text::title_term(stem));
    } else if (++stems <= text::kLeadWords) {
      document.add_boolean_term(std::string(text::kLeadPrefix).append(token.stem));
    }
  }
}

}  // namespace

Kit read_kit(const std::filesystem::path& folder, const std::filesystem::path& articles) {
  Kit kit;
  std::unordered_map<std::string, std::size_t> offsets;
  std::ifstream docs = open(folder / "docs.jsonl");
  for (std::string line; std::getline(docs, line);) {
    const auto record = nlohmann::json::parse(line);
    KitDocument& document = kit.documents.emplace_back();
    document.id = record.at("id").get<std::string>();
    document.title = record.value("title", "");
    document.body = record.value("body", "");
    document.month = record.value("date", "").substr(0, 7);
    offsets[document.id] = record.value("body_offset", std::size_t{0});
  }
  if (!articles.empty()) read_articles(articles, offsets, kit.documents);
  std::ifstream queries = open(folder / "queries.tsv");
  for (std::string line; std::getline(queries, line);) {
    std::istringstream fields(line);
    KitQuery& query = kit.queries.emplace_back();
    std::getline(fields, query.id, '\t');
    std::getline(fields, query.text, '\t');
    std::getline(fields, query.month, '\t');
  }
  std::ifstream grades = open(folder / "qrels.txt");
  std::string query;
  std::string iteration;
  std::string document;
  for (int grade = 0; grades >> query >> iteration >> document >> grade;) kit.grades[query][document] = grade;
  return kit;
}

KitIndex::KitIndex(const Kit& kit, bool titles, const std::filesystem::path& folder)
    : database_(folder.empty()
                    ? Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY)
                    : Xapian::WritableDatabase(folder.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC)),
      titled_(titles) {
  text::Analyzer analyzer;
  text::TokenList tokens;
  text::AnalysisCounts counts;
  for (const KitDocument& each : kit.documents) {
    const text::Language language = text::detect_language(titles ? each.title : "", each.body);
    if (std::find(languages_.begin(), languages_.end(), language) == languages_.end())
      languages_.push_back(language);
    Xapian::Document document;
    document.set_data(each.id);
    if (!each.month.empty()) document.add_boolean_term("M" + each.month);
    Xapian::termpos position = 0;
    if (titles) {
      analyzer.analyze(each.title, language, tokens, counts);
      add_field(tokens, true, position, document);
      position += text::kTitleGap;
    }
    analyzer.analyze(each.body, language, tokens, counts);
    add_field(tokens, false, position, document);
    database_.add_document(document);
  }
  database_.commit();
}

std::vector<std::pair<std::string, double>> KitIndex::search(const KitQuery& query,
                                                             Xapian::doccount depth) const {
  text::Analyzer analyzer;
  const text::Recipe recipe = text::ranking_recipe(query.text, languages_, analyzer);
  Xapian::Query wanted = recipe_query(recipe, titled_);
  if (!query.month.empty())
    wanted = Xapian::Query(Xapian::Query::OP_FILTER, wanted, Xapian::Query("M" + query.month));
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(recipe_weight(recipe.weighting));
  enquire.set_query(wanted);
  std::vector<std::pair<std::string, double>> hits;
  const Xapian::MSet matches = enquire.get_mset(0, depth);
  for (auto hit = matches.begin(); hit != matches.end(); ++hit) {
    hits.emplace_back(hit.get_document().get_data(), hit.get_weight());
  }
  return hits;
}

}  // namespace dateline::eval
