#include "indexer/glass/verify.h"

#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string>

#include "common/index/xapian_wall.h"

namespace dateline::indexer::glass {
namespace {

constexpr std::uint32_t kSample = 500;
/// Of a sampled document, one term in so many is looked up: opening a list costs far more than reading one.
constexpr std::uint32_t kTermStride = 16;

tl::unexpected<Error> contradiction(const std::string& what) {
  return fail(ErrorKind::kIndex, "the new database contradicts itself: " + what,
              "build again with --builder official, and report this as a defect of the program");
}

/// A sampled document: terms of its list have it in its postings, with the same frequency.
Status check_document(const Xapian::Database& database, Xapian::docid docid) {
  const std::string name = "document " + std::to_string(docid);
  std::uint64_t length = 0;
  Xapian::docid seen = docid;
  for (auto term = database.termlist_begin(docid); term != database.termlist_end(docid); ++term) {
    length += term.get_wdf();
    if (seen++ % kTermStride != 0) continue;
    auto posting = database.postlist_begin(*term);
    posting.skip_to(docid);
    if (posting == database.postlist_end(*term) || *posting != docid) {
      return contradiction(name + " is missing in the postings of " + *term);
    }
    if (posting.get_wdf() != term.get_wdf()) return contradiction("frequency of " + *term + " in " + name);
  }
  if (length != database.get_doclength(docid)) return contradiction("length of " + name);
  const Xapian::Document document = database.get_document(docid);
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    auto stream = database.valuestream_begin(value.get_valueno());
    stream.skip_to(docid);
    if (stream == database.valuestream_end(value.get_valueno()) || stream.get_docid() != docid ||
        *stream != *value) {
      return contradiction("slot " + std::to_string(value.get_valueno()) + " of " + name);
    }
  }
  document.get_data();
  return {};
}

/// A sampled term: some of its postings stand in the term lists of their documents.
Status check_term(const Xapian::Database& database, const std::string& term) {
  constexpr int kPostings = 2;
  int seen = 0;
  for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting) {
    if (++seen > kPostings) break;
    auto in_list = database.termlist_begin(*posting);
    in_list.skip_to(term);
    if (in_list == database.termlist_end(*posting) || *in_list != term) {
      return contradiction(term + " is missing in the term list of document " + std::to_string(*posting));
    }
  }
  return {};
}

Status check_terms(const Xapian::Database& database, std::uint64_t terms) {
  const std::uint64_t stride = std::max<std::uint64_t>(1, terms / kSample);
  std::uint64_t seen = 0;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    if (seen++ % stride != 0) continue;
    if (Status checked = check_term(database, *term); !checked) return checked;
  }
  if (seen != terms) return contradiction("number of terms");
  return {};
}

Status check_documents(const Xapian::Database& database) {
  std::uint64_t length = 0;
  std::uint32_t documents = 0;
  const Xapian::doccount stride = std::max<Xapian::doccount>(1, database.get_doccount() / kSample);
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
    length += posting.get_doclength();
    if (documents++ % stride != 0) continue;
    if (Status checked = check_document(database, *posting); !checked) return checked;
  }
  if (documents != database.get_doccount()) return contradiction("number of documents");
  if (length != database.get_total_length()) return contradiction("total length");
  return {};
}

}  // namespace

Status check_table(const std::filesystem::path& table) {
  const auto checked = index::guard([&]() -> Status {
    std::ostringstream report;
    const std::size_t errors = Xapian::Database::check(table.string(), 0, &report);
    if (errors == 0) return {};
    return fail(ErrorKind::kIndex,
                "the check of " + table.string() + " found " + std::to_string(errors) +
                    " errors: " + report.str().substr(0, 2000),
                "build again with --builder official, and report this as a defect of the program");
  });
  return checked ? *checked : fail(checked.error());
}

Status cross_check(const std::filesystem::path& path, std::uint64_t terms) {
  const auto checked = index::guard([&]() -> Status {
    const Xapian::Database database(path.string());
    if (Status documents = check_documents(database); !documents) return documents;
    return check_terms(database, terms);
  });
  return checked ? *checked : fail(checked.error());
}

}  // namespace dateline::indexer::glass
