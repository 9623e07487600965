#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "bench/peers/peer.h"

namespace dateline::bench {
namespace {

constexpr const char* kFile = "articles.sqlite";

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

class Fts5 : public Peer {
 public:
  std::string_view name() const override { return "SQLite FTS5"; }

  Status build(std::span<const Record> records, const std::filesystem::path& folder) override {
    if (Status opened = open_database(folder); !opened) return opened;
    Status made = execute(
        "pragma journal_mode=off; pragma synchronous=off;"
        "create virtual table t using fts5(title, body, date unindexed, source unindexed,"
        " tokenize='porter unicode61'); begin");
    if (!made) return made;
    const auto insert = prepare("insert into t values(?,?,?,?)");
    if (!insert) return fail(insert.error());
    for (const Record& record : records) {
      int column = 0;
      for (const std::string* text : {&record.title, &record.body, &record.date, &record.source}) {
        bind(**insert, ++column, *text);
      }
      if (sqlite3_step(insert->get()) != SQLITE_DONE) return failed();
      sqlite3_reset(insert->get());
    }
    return execute("commit");
  }

  Status open(const std::filesystem::path& folder) override {
    if (Status opened = open_database(folder); !opened) return opened;
    auto select = prepare("select title from t where t match ? order by rank limit 10");
    auto count = prepare("select count(*) from t where t match ?");
    if (!select || !count) return failed();
    select_ = std::move(*select);
    count_ = std::move(*count);
    return {};
  }

  Result<PeerAnswer> top_ten(const PeerQuery& query) override {
    bind_match(*select_, query);
    PeerAnswer answer;
    int stepped = 0;
    while ((stepped = sqlite3_step(select_.get())) == SQLITE_ROW) {
      ++answer.hits;
      answer.title_bytes += static_cast<std::uint64_t>(sqlite3_column_bytes(select_.get(), 0));
    }
    sqlite3_reset(select_.get());
    if (stepped != SQLITE_DONE) return fail(failed().error());
    return answer;
  }

  Result<std::uint64_t> count(const PeerQuery& query) override {
    bind_match(*count_, query);
    if (sqlite3_step(count_.get()) != SQLITE_ROW) return fail(failed().error());
    const auto found = static_cast<std::uint64_t>(sqlite3_column_int64(count_.get(), 0));
    sqlite3_reset(count_.get());
    return found;
  }

 private:
  Status open_database(const std::filesystem::path& folder) {
    select_.reset();
    count_.reset();
    sqlite3* opened = nullptr;
    const int code = sqlite3_open((folder / kFile).c_str(), &opened);
    database_.reset(opened);
    if (code != SQLITE_OK) return failed();
    return {};
  }

  Status failed() const {
    return fail(ErrorKind::kSystem, fmt::format("SQLite: {}", sqlite3_errmsg(database_.get())));
  }

  Status execute(const char* statement) {
    if (sqlite3_exec(database_.get(), statement, nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
    return {};
  }

  Result<Statement> prepare(const char* text) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_.get(), text, -1, &statement, nullptr) != SQLITE_OK) {
      return fail(failed().error());
    }
    return Statement(statement);
  }

  static void bind(sqlite3_stmt& statement, int column, const std::string& text) {
    sqlite3_bind_text(&statement, column, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }

  void bind_match(sqlite3_stmt& statement, const PeerQuery& query) {
    match_ = fmt::format("\"{}\"", fmt::join(query.words, query.any ? "\" OR \"" : "\" AND \""));
    bind(statement, 1, match_);
  }

  Database database_;
  Statement select_;
  Statement count_;
  std::string match_;
};

}  // namespace

std::unique_ptr<Peer> make_fts5() { return std::make_unique<Fts5>(); }

}  // namespace dateline::bench
