#include <gtest/gtest.h>
#include <simdjson.h>
#include <xapian.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "common/index/word_forms.h"
#include "indexer/writer/bulk_builder.h"
#include "indexer/writer/official_builder.h"
#include "tests/indexer/glass/build_support.h"
#include "tests/indexer/glass/compare_databases.h"
#include "tests/support/shared.h"

namespace dateline::testing {
namespace {

namespace fs = std::filesystem;
using indexer::BulkOptions;
using indexer::IndexDocument;

/// More for a long run: DATELINE_SEEDS=5000.
std::uint64_t seed_count() {
  const char* given = std::getenv("DATELINE_SEEDS");
  return given ? std::strtoull(given, nullptr, 10) : 100;
}

/// Words with positions, and for each a term without one, as stems are.
void add_words(std::string_view text, const std::string& prefix, IndexDocument& out) {
  std::uint32_t position = 0;
  std::string word;
  for (const char c : std::string(text) + ' ') {
    if (c != ' ' && c != '\n' && word.size() < 60) {
      word.push_back(c);
    } else if (!word.empty()) {
      out.add_posting(prefix + word, ++position);
      out.add_term("Z" + prefix + word.substr(0, 5), 1);
      word.clear();
    }
  }
}

std::vector<NumberedDocument> read_articles(const fs::path& path) {
  std::vector<NumberedDocument> documents;
  simdjson::ondemand::parser parser;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const simdjson::padded_string padded(line);
    auto article = parser.iterate(padded);
    auto& [docid, document] = documents.emplace_back();
    docid = static_cast<std::uint32_t>(documents.size());
    std::string_view text;
    for (const char* field : {"title", "body", "text"}) {
      if (article.find_field_unordered(field).get_string().get(text) == simdjson::SUCCESS) {
        add_words(text, *field == 't' && field[1] == 'i' ? "S" : "", document);
      }
    }
    document.add_term("Q" + std::to_string(docid), 0);
    document.set_value(0, std::to_string(docid % 365));
    document.set_data(line);
  }
  return documents;
}

/// Changes a database as later additions do; the same seed makes the same changes.
void change(const fs::path& path, std::uint32_t seed) {
  std::mt19937 random(seed);
  Xapian::WritableDatabase database(path.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  const auto fresh = generated_documents(seed + 1000);
  std::size_t next = 0;
  for (int commit = 0; commit < 3; ++commit) {
    for (int i = 0; i < 25; ++i) {
      const Xapian::docid last = database.get_lastdocid();
      const Xapian::docid some = 1 + static_cast<Xapian::docid>(random() % (last + 5));
      Xapian::Document document;
      if (next < fresh.size()) document = to_xapian(fresh[next++].second);
      document.set_data("changed " + std::to_string(i));
      switch (random() % 4) {
        case 0:
          database.add_document(document);
          break;
        case 1:
          database.replace_document(some, document);
          break;
        case 2:
          database.replace_document("everywhere", document);
          break;
        default:
          try {
            database.delete_document(some);
          } catch (const Xapian::DocNotFoundError&) {  // equal in both databases
          }
      }
    }
    database.set_metadata("commit", std::to_string(commit));
    database.commit();
  }
}

TEST(BulkBuild, EqualsWhatTheLibraryWritesForHostileDocuments) {
  for (std::uint64_t seed = 1; seed <= seed_count(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const TemporaryFolder folder;
    const auto documents = generated_documents(seed);
    build_reference(folder / "reference", documents);
    BulkOptions options = options_for(folder, "bulk", 1 + static_cast<int>(seed % 3));
    options.deflate_level = static_cast<int>(seed % 10);
    const auto counts = build_bulk(options, documents);
    ASSERT_TRUE(counts) << counts.error().what;
    EXPECT_EQ(counts->documents, documents.size());
    ASSERT_EQ(check(options.directory), "");
    const Xapian::Database expected((folder / "reference").string());
    const Xapian::Database actual(options.directory.string());
    ASSERT_EQ(first_difference(expected, actual), "");
    ASSERT_EQ(data_difference(documents, actual), "");
  }
}

TEST(BulkBuild, LeavesOutWhatIsDropped) {
  constexpr std::uint64_t kSeeds = 60;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const TemporaryFolder folder;
    const auto documents = generated_documents(seed);
    // Most, few or none; the last document keeps the highest docid in use.
    const std::uint64_t stride = seed % 3 == 0 ? 2 : 2 + seed % 9;
    std::vector<NumberedDocument> kept;
    std::vector<std::uint32_t> dropped = {77777777};  // never added: of no effect
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const bool drop = i + 1 < documents.size() && (i % stride == 0) == (seed % 2 == 0);
      if (drop) {
        dropped.push_back(documents[i].first);
      } else {
        kept.push_back(documents[i]);
      }
    }
    build_reference(folder / "reference", kept);
    const BulkOptions options = options_for(folder, "bulk", 2);
    const auto counts = build_bulk(options, documents, dropped);
    ASSERT_TRUE(counts) << counts.error().what;
    EXPECT_EQ(counts->documents, kept.size());
    ASSERT_EQ(check(options.directory), "");
    const Xapian::Database actual(options.directory.string());
    ASSERT_EQ(first_difference(Xapian::Database((folder / "reference").string()), actual), "");
    ASSERT_EQ(data_difference(kept, actual), "");
  }
}

TEST(BulkBuild, MakesTheSameBytesForAnyNumberOfWorkersAndAnyMemory) {
  constexpr std::uint64_t kSeeds = 12;
  std::uint64_t spills = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const TemporaryFolder folder;
    const auto documents = generated_documents(seed);
    const auto counts = build_bulk(options_for(folder, "one", 1), documents);
    ASSERT_TRUE(counts) << counts.error().what;
    EXPECT_EQ(counts->spills, 0U);
    for (const int workers : {1, 2, 5}) {
      BulkOptions options = options_for(folder, "many" + std::to_string(workers), workers);
      options.memory_bytes = std::size_t{256} << 10;
      const auto others = build_bulk(options, documents);
      ASSERT_TRUE(others) << others.error().what;
      EXPECT_EQ(others->postings, counts->postings);
      spills += others->spills;
      for (const auto& file : fs::directory_iterator(folder / "one")) {
        const fs::path name = file.path().filename();
        EXPECT_TRUE(file_bytes(file.path()) == file_bytes(options.directory / name))
            << name << " by " << workers;
      }
    }
  }
  EXPECT_GT(spills, 20U) << "the small memory was not small enough to test spilling";
}

TEST(BulkBuild, KeepsToWhatOthersLeaveOfTheMemory) {
  constexpr std::size_t kMemory = std::size_t{1} << 20;
  const TemporaryFolder folder;
  const auto documents = generated_documents(1);
  std::vector<std::uint64_t> spills;
  for (const std::size_t elsewhere : {std::size_t{0}, kMemory, 100 * kMemory}) {
    BulkOptions options = options_for(folder, "elsewhere" + std::to_string(spills.size()), 1);
    options.memory_bytes = kMemory;
    auto builder = indexer::BulkBuilder::create(options);
    ASSERT_TRUE(builder) << builder.error().what;
    for (const auto& [docid, document] : documents) {
      ASSERT_TRUE((*builder)->add(0, docid, document));
      (*builder)->leave_room(elsewhere);
    }
    const auto counts = (*builder)->finish();
    ASSERT_TRUE(counts) << counts.error().what;
    spills.push_back(counts->spills);
    for (const auto& file : fs::directory_iterator(folder / "elsewhere0")) {
      const fs::path name = file.path().filename();
      EXPECT_TRUE(file_bytes(file.path()) == file_bytes(options.directory / name)) << name;
    }
  }
  EXPECT_EQ(spills[0], 0U);
  EXPECT_GT(spills[1], 0U);
  EXPECT_LT(spills[1], documents.size() / 2) << "a little is left for each run";
  EXPECT_EQ(spills[2], spills[1]);
}

/// Words of few letters; stems are what they begin with.
std::vector<text::TokenList> generated_texts(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<text::TokenList> texts(400);
  for (text::TokenList& tokens : texts) {
    for (std::uint32_t position = 1; position <= 30; ++position) {
      std::string word;
      for (auto left = 1 + random() % 4; left > 0; --left)
        word.push_back(static_cast<char>('a' + random() % 5));
      text::Token token;
      token.term = tokens.store(word);
      token.stem = token.term.substr(0, 1 + random() % word.size());
      token.position = position;
      tokens.push_back(token);
    }
  }
  return texts;
}

TEST(EveryBuilder, WritesTheWordsOfAStemWhicheverDocumentsHaveThem) {
  const auto texts = generated_texts(1);
  static constexpr std::array<indexer::TextUse, 1> kUses{};
  std::vector<NumberedDocument> documents;
  index::FormsByStem expected;
  for (const text::TokenList& tokens : texts) {
    auto& [docid, document] = documents.emplace_back();
    docid = static_cast<std::uint32_t>(documents.size());
    document.add_text(tokens, kUses);
    for (const text::Token& token : tokens) {
      if (token.has_other_stem()) expected[std::string(token.stem)].emplace(token.term);
    }
  }
  const auto forms_of = [](const Xapian::Database& database) {
    index::FormsByStem forms;
    for (auto key = database.metadata_keys_begin(index::forms_key("")); key != database.metadata_keys_end();
         ++key) {
      const std::string bytes = database.get_metadata(*key);
      for (const std::string_view word : index::decode_forms(bytes)) {
        forms[(*key).substr(index::forms_key("").size())].emplace(word);
      }
    }
    return forms;
  };
  const TemporaryFolder folder;
  for (const int workers : {1, 3}) {
    BulkOptions options = options_for(folder, "bulk" + std::to_string(workers), workers);
    options.memory_bytes = std::size_t{256} << 10;
    const auto counts = build_bulk(options, documents, {3, 77, 400});
    ASSERT_TRUE(counts) << counts.error().what;
    EXPECT_GT(counts->spills, 0U);
    EXPECT_EQ(check(options.directory), "");
    EXPECT_EQ(forms_of(Xapian::Database(options.directory.string())), expected);
  }
  const auto official = indexer::make_official_builder(folder / "official", folder / "parts", 2);
  ASSERT_TRUE(run_builder(*official, 2, documents));
  EXPECT_EQ(forms_of(Xapian::Database((folder / "official").string())), expected);
}

TEST(BulkBuild, CanBeChangedAndCompactedByTheLibraryAfterwards) {
  for (std::uint32_t seed = 1; seed <= 25; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const TemporaryFolder folder;
    const auto documents = generated_documents(seed);
    build_reference(folder / "reference", documents);
    const BulkOptions options = options_for(folder, "bulk", 2);
    ASSERT_TRUE(build_bulk(options, documents));
    for (std::uint32_t round = 0; round < 2; ++round) {
      change(folder / "reference", seed + round);
      change(options.directory, seed + round);
      ASSERT_EQ(check(options.directory), "");
      const Xapian::Database expected((folder / "reference").string());
      ASSERT_EQ(first_difference(expected, Xapian::Database(options.directory.string())), "");
    }
    const std::string compacted = (folder / "compacted").string();
    Xapian::Database(options.directory.string()).compact(compacted, Xapian::DBCOMPACT_NO_RENUMBER);
    ASSERT_EQ(check(compacted), "");
    ASSERT_EQ(first_difference(Xapian::Database(options.directory.string()), Xapian::Database(compacted)),
              "");
  }
}

/// The best documents of each of some terms and of pairs of them, with their weights, as the matcher has
/// them.
std::string matches(const Xapian::Database& database) {
  constexpr std::size_t kTerms = 40;
  const std::vector<std::string> terms(database.allterms_begin(), database.allterms_end());
  std::vector<Xapian::Query> queries{
      {Xapian::Query::OP_PHRASE, Xapian::Query("the"), Xapian::Query("river")}};
  for (std::size_t i = 1; i < terms.size(); i += terms.size() / kTerms + 1) {
    queries.emplace_back(terms[i]);
    for (const Xapian::Query::op op : {Xapian::Query::OP_AND, Xapian::Query::OP_OR})
      queries.emplace_back(op, Xapian::Query(terms[i - 1]), Xapian::Query(terms[i]));
  }
  std::string out;
  for (const Xapian::Query& query : queries) {
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    const Xapian::MSet found = enquire.get_mset(0, 100, database.get_doccount());
    out += query.get_description() + ' ' + std::to_string(found.get_matches_estimated()) + ':';
    for (auto hit = found.begin(); hit != found.end(); ++hit)
      out += ' ' + std::to_string(*hit) + '=' + std::to_string(hit.get_weight());
    out += '\n';
  }
  return out;
}

TEST(BulkBuild, MayBeginAtAnyDocidAndBeJoinedToItsNeighbour) {
  constexpr std::uint32_t kFirst = 1'000'001;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const TemporaryFolder folder;
    std::vector<NumberedDocument> lower = generated_documents(seed);
    std::vector<NumberedDocument> upper = generated_documents(seed + 1000);
    for (const char* text : {"ferries cross the river", "the river rose", "the harbour by the river"}) {
      auto& [docid, document] = upper.emplace_back();
      docid = upper.size() > 1 ? upper[upper.size() - 2].first + 1 : 1;
      add_words(text, "", document);
    }
    const std::uint32_t from = upper.front().first;
    for (auto& [docid, document] : upper) docid = kFirst + docid - from;
    std::vector<NumberedDocument> both = lower;
    both.insert(both.end(), upper.begin(), upper.end());
    build_reference(folder / "reference", upper);
    build_reference(folder / "whole", both);
    ASSERT_TRUE(build_bulk(options_for(folder, "lower", 1), lower));
    ASSERT_TRUE(build_bulk(options_for(folder, "upper", 2), upper));

    ASSERT_EQ(check(folder / "upper"), "");
    const Xapian::Database expected((folder / "reference").string());
    const Xapian::Database actual((folder / "upper").string());
    EXPECT_EQ(*actual.postlist_begin(""), kFirst);
    ASSERT_EQ(first_difference(expected, actual), "");
    ASSERT_EQ(data_difference(upper, actual), "");
    ASSERT_EQ(matches(expected), matches(actual));

    const std::string compacted = (folder / "compacted").string();
    Xapian::Database(actual).compact(compacted, Xapian::DBCOMPACT_NO_RENUMBER);
    ASSERT_EQ(check(compacted), "");
    ASSERT_EQ(first_difference(actual, Xapian::Database(compacted)), "");

    Xapian::Database neighbours((folder / "lower").string());
    neighbours.add_database(actual);
    const std::string joined = (folder / "joined").string();
    neighbours.compact(joined, Xapian::DBCOMPACT_NO_RENUMBER);
    ASSERT_EQ(check(joined), "");
    const Xapian::Database whole((folder / "whole").string());
    ASSERT_EQ(first_difference(whole, Xapian::Database(joined)), "");
    ASSERT_EQ(data_difference(both, Xapian::Database(joined)), "");
    ASSERT_EQ(matches(whole), matches(Xapian::Database(joined)));
  }
}

TEST(BulkBuild, EqualsWhatTheLibraryWritesForRealArticles) {
  const char* given = std::getenv("DATELINE_ARTICLES");
  const fs::path path = given ? fs::path(given) : shared_file("data/kcna_kp_2024.jsonl");
  DATELINE_NEED_SHARED(path);
  const auto documents = read_articles(path);
  ASSERT_GT(documents.size(), 100U);
  const TemporaryFolder folder;
  build_reference(folder / "reference", documents);
  const BulkOptions options = options_for(folder, "bulk", 2);
  const auto counts = build_bulk(options, documents);
  ASSERT_TRUE(counts) << counts.error().what;
  ASSERT_EQ(check(options.directory), "");
  const Xapian::Database actual(options.directory.string());
  ASSERT_EQ(first_difference(Xapian::Database((folder / "reference").string()), actual), "");
  ASSERT_EQ(data_difference(documents, actual), "");
}

}  // namespace
}  // namespace dateline::testing
