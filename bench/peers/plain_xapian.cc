#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

#include <utility>

#include "bench/peers/peer.h"
#include "common/index/xapian_wall.h"

namespace dateline::bench {
namespace {

constexpr Xapian::valueno kSourceSlot = 0;
constexpr Xapian::valueno kYearSlot = 1;
constexpr Xapian::doccount kHits = 10;
constexpr std::size_t kYearDigits = 4;

class PlainXapian : public Peer {
 public:
  std::string_view name() const override { return "plain Xapian"; }

  Status build(std::span<const Record> records, const std::filesystem::path& folder) override {
    return index::guard([&] {
      Xapian::WritableDatabase database((folder / "db").string(), Xapian::DB_CREATE_OR_OVERWRITE);
      Xapian::TermGenerator generator;
      generator.set_stemmer(Xapian::Stem("en"));
      for (const Record& record : records) {
        Xapian::Document document;
        generator.set_document(document);
        generator.index_text(record.title, 1, "S");
        generator.index_text(record.title);
        generator.increase_termpos();
        generator.index_text(record.body);
        document.set_data(record.title);
        document.add_value(kSourceSlot, record.source);
        document.add_value(kYearSlot, record.date.substr(0, kYearDigits));
        database.add_document(document);
      }
      database.commit();
    });
  }

  Status open(const std::filesystem::path& folder) override {
    return index::guard([&] {
      database_ = Xapian::Database((folder / "db").string());
      parser_.set_stemmer(Xapian::Stem("en"));
      parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
      parser_.set_database(database_);
    });
  }

  Result<PeerAnswer> top_ten(const PeerQuery& query) override {
    return index::guard([&] {
      Xapian::Enquire enquire(database_);
      enquire.set_query(parse(query));
      return read_titles(enquire.get_mset(0, kHits));
    });
  }

  bool counts_facets() const override { return true; }

  Result<PeerAnswer> top_ten_with_facets(const PeerQuery& query) override {
    return index::guard([&] {
      Xapian::Enquire enquire(database_);
      enquire.set_query(parse(query));
      Xapian::ValueCountMatchSpy sources(kSourceSlot);
      Xapian::ValueCountMatchSpy years(kYearSlot);
      enquire.add_matchspy(&sources);
      enquire.add_matchspy(&years);
      return read_titles(enquire.get_mset(0, kHits, database_.get_doccount()));
    });
  }

  Result<std::uint64_t> count(const PeerQuery& query) override {
    return index::guard([&]() -> std::uint64_t {
      Xapian::Enquire enquire(database_);
      enquire.set_query(parse(query));
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      return enquire.get_mset(0, database_.get_doccount()).size();
    });
  }

 private:
  Xapian::Query parse(const PeerQuery& query) {
    parser_.set_default_op(query.any ? Xapian::Query::OP_OR : Xapian::Query::OP_AND);
    return parser_.parse_query(fmt::to_string(fmt::join(query.words, " ")));
  }

  static PeerAnswer read_titles(const Xapian::MSet& hits) {
    PeerAnswer answer;
    for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
      ++answer.hits;
      answer.title_bytes += hit.get_document().get_data().size();
    }
    return answer;
  }

  Xapian::Database database_;
  Xapian::QueryParser parser_;
};

}  // namespace

std::unique_ptr<Peer> make_plain_xapian() { return std::make_unique<PlainXapian>(); }

}  // namespace dateline::bench
