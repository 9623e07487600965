// Any bytes: the query is read or refused at a place within it, the plan runs, and literal text never fails.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <xapian.h>

#include "common/index/terms_databases.h"
#include "common/text/analyzer.h"
#include "common/text/lexicon.h"
#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/xapian_query.h"

namespace {

using namespace dateline;

/// A small index, so that prefixes and fields find something.
struct World {
  World() : database("", Xapian::DB_BACKEND_INMEMORY), lexicon(*text::Lexicon::built_in(analyzer)) {
    Xapian::Document document;
    unsigned position = 0;
    for (const char* term : {"harbour", "harbours", "visit", "visits", "평양", "12"})
      document.add_posting(term, ++position);
    for (const char* term :
         {"Zharbour", "Zvisit", "XSRCkcna.kp-en", "Len", "Hexample.org", "BTrade", "Y2023"}) {
      document.add_boolean_term(term);
    }
    database.add_document(document);
  }
  text::Analyzer analyzer;
  Xapian::WritableDatabase database;
  text::Lexicon lexicon;
};

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  const auto ast = query::parse(query);
  if (!ast) {
    check(!ast.error().message.empty());
    check(ast.error().range.end() <= size);
    check(!query::caret_text(ast.error(), query).empty());
  } else {
    check(ast->root.range.end() <= size);
    query::dump(*ast);
    for (const query::Mode mode : {query::Mode::kAll, query::Mode::kAny, query::Mode::kMax}) {
      const auto plan = query::plan(*ast, query, index::terms_of(world.database), world.analyzer,
                                    {.mode = mode, .lexicon = &world.lexicon});
      if (!plan) {
        check(!query::caret_text(plan.error(), query).empty());
        continue;
      }
      Xapian::Enquire enquire(world.database);
      enquire.set_query(search::to_xapian(*plan, index::terms_of(world.database)));
      enquire.get_mset(0, 1);
    }
  }
  // Literal text and text in quotes only fail by their size.
  check(query::parse(query, {.literal = true}).has_value() || size > 1000);
  std::string quoted = "\"";
  for (const char c : query) {
    if (c != '"') quoted += c;
  }
  check(query::parse(quoted + "\"").has_value() || size > 60000);
  return 0;
}
