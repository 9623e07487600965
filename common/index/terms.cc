#include "common/index/terms.h"

#include <algorithm>
#include <utility>

#include "common/index/terms_databases.h"
#include "common/index/word_forms.h"

namespace dateline::index {
namespace {

/// Goes along ascending docids that are left out, beside a list of ascending docids.
class LeftOut {
 public:
  explicit LeftOut(const std::vector<Docid>& docids) : at_(docids.begin()), end_(docids.end()) {}
  bool has(Docid docid) {
    while (at_ != end_ && *at_ < docid) ++at_;
    return at_ != end_ && *at_ == docid;
  }

 private:
  std::vector<Docid>::const_iterator at_;
  std::vector<Docid>::const_iterator end_;
};

/// A list this many times longer than the docids that are looked for is skipped through.
constexpr std::uint64_t kSkipFactor = 8;

/// The database of a docid, and the docid in it.
struct Own {
  Own(const Terms::Databases& databases, Docid joined)
      : Own(databases.parts()[databases.part_of(joined)], joined) {}
  Own(const Terms::Databases::Part& part, Docid joined)
      : database(part.database), docid(joined - part.base) {}
  const Xapian::Database& database;
  Docid docid;
};

/// Calls visit(docid, posting) for each posting of a term until it returns false.
template <class Visit>
void each_posting(const Terms::Databases& databases, const std::string& term, Visit&& visit) {
  for (const Terms::Databases::Part& part : databases.parts()) {
    const auto end = part.database.postlist_end(term);
    for (auto posting = part.database.postlist_begin(term); posting != end; ++posting) {
      if (!visit(part.base + static_cast<Docid>(*posting), posting)) return;
    }
  }
}

/// The same for those of `candidates`, which are ascending, that have the term.
template <class Visit>
void each_posting_among(const Terms::Databases& databases, const std::string& term,
                        std::span<const Docid> candidates, Visit&& visit) {
  auto candidate = candidates.begin();
  for (const Terms::Databases::Part& part : databases.parts()) {
    while (candidate != candidates.end() && *candidate <= part.base) ++candidate;  // 0
    if (candidate == candidates.end()) return;
    if (*candidate > part.last) continue;
    auto posting = part.database.postlist_begin(term);
    const auto end = part.database.postlist_end(term);
    for (; candidate != candidates.end() && *candidate <= part.last && posting != end; ++candidate) {
      const Docid own = *candidate - part.base;
      posting.skip_to(own);
      if (posting != end && *posting == own && !visit(*candidate, posting)) return;
    }
    candidate = std::upper_bound(candidate, candidates.end(), part.last);
  }
}

}  // namespace

struct TermCursor::State {
  Xapian::TermIterator at;
  Xapian::TermIterator end;
};

TermCursor::TermCursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
TermCursor::TermCursor(TermCursor&&) noexcept = default;
TermCursor& TermCursor::operator=(TermCursor&&) noexcept = default;
TermCursor::~TermCursor() = default;

bool TermCursor::at_end() const { return state_->at == state_->end; }
std::string TermCursor::term() const { return *state_->at; }
std::uint64_t TermCursor::max_document_frequency() const { return state_->at.get_termfreq(); }
void TermCursor::next() { ++state_->at; }
void TermCursor::skip_to(const std::string& term) { state_->at.skip_to(term); }

Terms::Databases::Databases(const std::vector<Xapian::Database>& parts, std::vector<Docid> left_out)
    : left_out_(std::move(left_out)) {
  Docid base = 0;
  for (const Xapian::Database& part : parts) {
    const Docid last = base + static_cast<Docid>(part.get_lastdocid());
    parts_.push_back({part, base, last});
    base = last;
  }
  if (parts.size() == 1) {
    all_ = parts.front();
  } else {
    for (const Xapian::Database& part : parts) all_.add_database(part);
  }
}

Terms terms_of(const std::vector<Xapian::Database>& parts, std::vector<Docid> left_out) {
  return Terms(std::make_shared<const Terms::Databases>(parts, std::move(left_out)));
}
Terms terms_of(const Xapian::Database& database) { return terms_of(std::vector{database}); }

Terms::Terms(std::shared_ptr<const Databases> databases) : databases_(std::move(databases)) {}

std::uint64_t Terms::articles() const {
  return databases_->all_.get_doccount() - databases_->left_out_.size();
}

Docid Terms::last_docid() const { return databases_->parts_.back().last; }

bool Terms::has_gaps() const { return articles() != last_docid(); }

const std::vector<Docid>& Terms::left_out() const { return databases_->left_out_; }

double Terms::mean_length() const {
  std::optional<double>& known = databases_->mean_length_;
  if (!known) {
    std::uint64_t sum = databases_->all_.get_total_length();
    for (const Docid docid : databases_->left_out_) sum -= length(docid);
    const std::uint64_t count = articles();
    known = count == 0 ? 1 : std::max(1.0, static_cast<double>(sum) / static_cast<double>(count));
  }
  return *known;
}

struct Terms::Counts {
  std::uint64_t articles = 0;
  std::uint64_t occurrences = 0;
};

/// Of a term in the articles that are left out.
Terms::Counts Terms::counts(const std::string& term) const {
  const std::vector<Docid>& left_out = databases_->left_out_;
  if (left_out.empty()) return {};
  const auto [known, is_new] = databases_->hidden_.try_emplace(term);
  if (is_new) {
    auto& [articles, occurrences] = known->second;
    const auto count = [&](const Xapian::PostingIterator& posting) {
      ++articles;
      occurrences += posting.get_wdf();
      return true;
    };
    if (left_out.size() * kSkipFactor < databases_->all_.get_termfreq(term)) {
      each_posting_among(*databases_, term, left_out,
                         [&](Docid, const Xapian::PostingIterator& posting) { return count(posting); });
    } else {
      LeftOut beside(left_out);
      each_posting(*databases_, term, [&](Docid docid, const Xapian::PostingIterator& posting) {
        return !beside.has(docid) || count(posting);
      });
    }
  }
  return {known->second.first, known->second.second};
}

std::uint64_t Terms::document_frequency(const std::string& term) const {
  return databases_->all_.get_termfreq(term) - counts(term).articles;
}

std::uint64_t Terms::document_frequency(std::span<const std::string> terms) const {
  std::uint64_t sum = 0;
  for (const std::string& term : terms) sum += document_frequency(term);
  return std::min(sum, articles());
}

std::uint64_t Terms::collection_frequency(const std::string& term) const {
  return databases_->all_.get_collection_freq(term) - counts(term).occurrences;
}

std::uint64_t Terms::max_document_frequency(const std::string& term) const {
  return databases_->all_.get_termfreq(term);
}

std::uint64_t Terms::max_document_frequency(std::span<const std::string> terms) const {
  std::uint64_t sum = 0;
  for (const std::string& term : terms) sum += databases_->all_.get_termfreq(term);
  return std::min<std::uint64_t>(sum, databases_->all_.get_doccount());
}

std::vector<std::string> Terms::forms(const std::string& term) const {
  const std::optional<StemTerm> asked = stem_term(term);
  if (!asked) return {term};
  std::vector<std::string> out{std::string(asked->prefix).append(asked->stem)};
  const std::string key = forms_key(asked->stem);
  for (const Databases::Part& part : databases_->parts_) {
    const std::string bytes = part.database.get_metadata(key);
    for (const std::string_view word : decode_forms(bytes)) {
      std::string form = std::string(asked->prefix).append(word);
      if (std::find(out.begin(), out.end(), form) == out.end()) out.push_back(std::move(form));
    }
  }
  return out;
}

std::vector<std::string> Terms::forms(std::span<const std::string> terms) const {
  std::vector<std::string> out;
  for (const std::string& term : terms) {
    for (std::string& form : forms(term)) {
      if (std::find(out.begin(), out.end(), form) == out.end()) out.push_back(std::move(form));
    }
  }
  return out;
}

Postings Terms::postings(const std::string& term) const {
  Postings out;
  const std::size_t size = databases_->all_.get_termfreq(term);
  out.docids.reserve(size);
  out.wdfs.reserve(size);
  LeftOut left_out(databases_->left_out_);
  each_posting(*databases_, term, [&](Docid docid, const Xapian::PostingIterator& posting) {
    if (!left_out.has(docid)) out.add(docid, posting.get_wdf());
    return true;
  });
  return out;
}

std::vector<Docid> Terms::docids(const std::string& term) const {
  std::vector<Docid> out;
  out.reserve(databases_->all_.get_termfreq(term));
  LeftOut left_out(databases_->left_out_);
  each_posting(*databases_, term, [&](Docid docid, const Xapian::PostingIterator&) {
    if (!left_out.has(docid)) out.push_back(docid);
    return true;
  });
  return out;
}

std::vector<Docid> Terms::docids_among(const std::string& term, std::span<const Docid> candidates) const {
  std::vector<Docid> out;
  LeftOut left_out(databases_->left_out_);
  each_posting_among(*databases_, term, candidates, [&](Docid docid, const Xapian::PostingIterator&) {
    if (!left_out.has(docid)) out.push_back(docid);
    return true;
  });
  return out;
}

std::optional<Docid> Terms::first_docid(const std::string& term) const {
  std::optional<Docid> first;
  LeftOut left_out(databases_->left_out_);
  each_posting(*databases_, term, [&](Docid docid, const Xapian::PostingIterator&) {
    if (!left_out.has(docid)) first = docid;
    return !first;
  });
  return first;
}

std::vector<std::uint32_t> Terms::positions(Docid docid, const std::string& term) const {
  std::vector<std::uint32_t> out;
  const Own own(*databases_, docid);
  const auto end = own.database.positionlist_end(own.docid, term);
  for (auto at = own.database.positionlist_begin(own.docid, term); at != end; ++at) out.push_back(*at);
  return out;
}

bool Terms::are_near(Docid docid, const std::string& a, const std::string& b, unsigned window) const {
  const Own own(*databases_, docid);
  auto at_a = own.database.positionlist_begin(own.docid, a);
  auto at_b = own.database.positionlist_begin(own.docid, b);
  const auto a_end = own.database.positionlist_end(own.docid, a);
  const auto b_end = own.database.positionlist_end(own.docid, b);
  // The one behind is moved on, so that the nearest pair is met.
  while (at_a != a_end && at_b != b_end) {
    const Xapian::termpos low = std::min(*at_a, *at_b);
    if (std::max(*at_a, *at_b) - low < window) return true;
    if (*at_a == low) {
      ++at_a;
    } else {
      ++at_b;
    }
  }
  return false;
}

std::uint32_t Terms::length(Docid docid) const {
  const Own own(*databases_, docid);
  return own.database.get_doclength(own.docid);
}

void Terms::each_term(Docid docid, const std::string& from, const TermVisit& visit) const {
  const Own own(*databases_, docid);
  auto term = own.database.termlist_begin(own.docid);
  const auto end = own.database.termlist_end(own.docid);
  if (!from.empty()) term.skip_to(from);
  for (; term != end; ++term) {
    if (!visit(*term, term.get_wdf())) return;
  }
}

TermCursor Terms::dictionary(const std::string& prefix) const {
  const Xapian::Database& all = databases_->all_;
  return TermCursor(std::make_unique<TermCursor::State>(
      TermCursor::State{all.allterms_begin(prefix), all.allterms_end(prefix)}));
}

}  // namespace dateline::index
