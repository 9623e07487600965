#include "common/index/terms.h"

#include <algorithm>
#include <utility>

#include "common/index/damaged.h"
#include "common/index/terms_databases.h"
#include "common/index/word_forms.h"
#include "common/index/xapian_wall.h"

namespace dateline::index {
namespace {

/// Goes along ascending docids that are left out, beside a list of ascending docids.
class LeftOut {
 public:
  explicit LeftOut(const std::vector<Docid>& docids) : at_(docids.begin()), end_(docids.end()) {}
  bool has(Docid docid) {
    if (at_ != end_ && *at_ < docid) skip_to(docid);
    return at_ != end_ && *at_ == docid;
  }

 private:
  void skip_to(Docid docid) {
    std::ptrdiff_t step = 1;
    while (step < end_ - at_ && at_[step] < docid) {
      at_ += step;
      step *= 2;
    }
    at_ = std::lower_bound(at_, at_ + std::min(step, end_ - at_), docid);
  }

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

/// Calls visit(docid, posting) for each posting of a term in a part until it returns false; whether it
/// always returned true. Throws Failure where a list does not ascend within the part: it is damaged, and
/// docids are places in tables to those who ask.
template <class Visit>
bool each_posting_in(const Terms::Databases::Part& part, const std::string& term, Visit&& visit) {
  const auto end = part.database.postlist_end(term);
  const Docid last = part.last - part.base;
  Docid before = part.first - part.base - 1;
  for (auto posting = part.database.postlist_begin(term); posting != end; ++posting) {
    const Docid own = *posting;
    if (own <= before || own > last)
      throw Failure(damaged("a posting list names articles that the index does not have").value());
    before = own;
    if (!visit(part.base + own, posting)) return false;
  }
  return true;
}

/// The same in all parts.
template <class Visit>
void each_posting(const Terms::Databases& databases, const std::string& term, Visit&& visit) {
  for (const Terms::Databases::Part& part : databases.parts()) {
    if (!each_posting_in(part, term, visit)) return;
  }
}

/// Those of ascending docids that belong to a part.
std::span<const Docid> docids_in(const Terms::Databases::Part& part, std::span<const Docid> docids) {
  const auto begin = std::lower_bound(docids.begin(), docids.end(), part.first);
  const auto end = std::upper_bound(begin, docids.end(), part.last);
  return {begin, end};
}

/// The same for those of `candidates`, which are ascending and belong to the part, that have the term.
template <class Visit>
bool each_posting_among(const Terms::Databases::Part& part, const std::string& term,
                        std::span<const Docid> candidates, Visit&& visit) {
  if (candidates.empty()) return true;
  auto posting = part.database.postlist_begin(term);
  const auto end = part.database.postlist_end(term);
  for (auto candidate = candidates.begin(); candidate != candidates.end() && posting != end; ++candidate) {
    const Docid own = *candidate - part.base;
    posting.skip_to(own);
    if (posting != end && *posting == own && !visit(*candidate, posting)) return false;
  }
  return true;
}

}  // namespace

Terms::Databases::Databases(std::vector<Part> parts, std::vector<Docid> left_out)
    : parts_(std::move(parts)), left_out_(std::move(left_out)) {
  if (parts_.size() == 1) {
    all_ = parts_.front().database;
  } else {
    for (const Part& part : parts_) all_.add_database(part.database);
  }
  articles_ = all_.get_doccount() - left_out_.size();
}

Terms terms_of(std::vector<Terms::Databases::Part> parts, std::vector<Docid> left_out) {
  return Terms(std::make_shared<const Terms::Databases>(std::move(parts), std::move(left_out)));
}

Terms terms_of(const std::vector<Xapian::Database>& databases, std::vector<Docid> left_out) {
  std::vector<Terms::Databases::Part> parts;
  Docid base = 0;
  for (const Xapian::Database& database : databases) {
    const Docid last = base + static_cast<Docid>(database.get_lastdocid());
    parts.push_back({database, base, base + 1, last});
    base = last;
  }
  return terms_of(std::move(parts), std::move(left_out));
}

Terms terms_of(const Xapian::Database& database) { return terms_of(std::vector{database}); }

Terms::Terms(std::shared_ptr<const Databases> databases) : databases_(std::move(databases)) {}

std::uint64_t Terms::articles() const { return databases_->articles_; }

Docid Terms::last_docid() const { return databases_->parts_.back().last; }

const std::vector<Docid>& Terms::left_out() const { return databases_->left_out_; }

std::vector<DocidRange> Terms::living() const {
  std::vector<DocidRange> out;
  const auto add = [&out](Docid first, Docid last) {
    if (first > last) return;
    if (!out.empty() && out.back().last + 1 == first) {
      out.back().last = last;
    } else {
      out.push_back({first, last});
    }
  };
  for (const Databases::Part& part : databases_->parts_) {
    const std::span<const Docid> left_out = docids_in(part, databases_->left_out_);
    if (part.database.get_doccount() == part.last - part.first + 1) {
      Docid first = part.first;
      for (const Docid docid : left_out) {
        add(first, docid - 1);
        first = docid + 1;
      }
      add(first, part.last);
    } else {
      LeftOut beside(databases_->left_out_);
      each_posting_in(part, {}, [&](Docid docid, const Xapian::PostingIterator&) {
        if (!beside.has(docid)) add(docid, docid);
        return true;
      });
    }
  }
  return out;
}

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
  const auto [known, is_new] = with_room(databases_->hidden_).try_emplace(term);
  if (is_new) {
    auto& sums = known->second;
    const auto count = [&sums](const Xapian::PostingIterator& posting) {
      ++sums.first;
      sums.second += posting.get_wdf();
      return true;
    };
    LeftOut beside(left_out);
    for (const Databases::Part& part : databases_->parts_) {
      const std::span<const Docid> own = docids_in(part, left_out);
      if (own.empty()) continue;
      if (own.size() * kSkipFactor < part.database.get_termfreq(term)) {
        each_posting_among(part, term, own,
                           [&](Docid, const Xapian::PostingIterator& posting) { return count(posting); });
      } else {
        each_posting_in(part, term, [&](Docid docid, const Xapian::PostingIterator& posting) {
          return !beside.has(docid) || count(posting);
        });
      }
    }
  }
  return {known->second.first, known->second.second};
}

std::uint64_t Terms::document_frequency(const std::string& term) const {
  return max_document_frequency(term) - counts(term).articles;
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
  if (databases_->source_ != nullptr) return databases_->source_->frequency(term);
  const auto known = databases_->frequencies_.find(term);
  if (known != databases_->frequencies_.end()) return known->second;
  const std::uint64_t frequency = databases_->all_.get_termfreq(term);
  with_room(databases_->frequencies_).emplace(term, frequency);
  return frequency;
}

std::uint64_t Terms::max_document_frequency(std::span<const std::string> terms) const {
  std::uint64_t sum = 0;
  for (const std::string& term : terms) sum += max_document_frequency(term);
  return std::min<std::uint64_t>(sum, databases_->all_.get_doccount());
}

bool Terms::has(const std::string& term) const {
  if (databases_->source_ != nullptr) return databases_->source_->frequency(term) > 0;
  if (databases_->left_out_.empty()) return databases_->all_.term_exists(term);
  LeftOut beside(databases_->left_out_);
  return std::any_of(databases_->parts_.begin(), databases_->parts_.end(), [&](const Databases::Part& part) {
    if (docids_in(part, databases_->left_out_).empty()) return part.database.term_exists(term);
    return !each_posting_in(part, term, [&](Docid docid, const Xapian::PostingIterator&) {
      return beside.has(docid);  // to the first that is not
    });
  });
}

std::vector<std::string> Terms::forms(const std::string& term) const {
  const std::optional<StemTerm> asked = stem_term(term);
  if (!asked) return {term};
  const TermSource* source = databases_->source_;
  if (const auto known = databases_->forms_.find(term);
      source == nullptr && known != databases_->forms_.end())
    return known->second;
  std::vector<std::string> words;
  if (source != nullptr) {
    words = source->words_of_stem(asked->stem);
  } else {
    const std::string key = forms_key(asked->stem);
    for (const Databases::Part& part : databases_->parts_) {
      const std::string bytes = part.database.get_metadata(key);
      for (const std::string_view word : decode_forms(bytes)) words.emplace_back(word);
    }
  }
  if (databases_->parts_.size() > 1) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
  }
  std::vector<std::string> out{std::string(asked->prefix).append(asked->stem)};
  for (const std::string& word : words) {
    if (word == asked->stem || (!databases_->left_out_.empty() && !has(word))) continue;
    out.push_back(std::string(asked->prefix).append(word));
  }
  if (source == nullptr) with_room(databases_->forms_).emplace(term, out);
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
  const std::size_t size = max_document_frequency(term);
  out.docids.reserve(size);
  out.wdfs.reserve(size);
  LeftOut left_out(databases_->left_out_);
  Counts hidden;
  each_posting(*databases_, term, [&](Docid docid, const Xapian::PostingIterator& posting) {
    if (left_out.has(docid)) {
      ++hidden.articles;
      hidden.occurrences += posting.get_wdf();
    } else {
      out.add(docid, posting.get_wdf());
    }
    return true;
  });
  if (!databases_->left_out_.empty())
    with_room(databases_->hidden_).try_emplace(term, hidden.articles, hidden.occurrences);
  return out;
}

std::vector<Docid> Terms::docids(const std::string& term) const {
  std::vector<Docid> out;
  out.reserve(max_document_frequency(term));
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
  for (const Databases::Part& part : databases_->parts_) {
    each_posting_among(part, term, docids_in(part, candidates),
                       [&](Docid docid, const Xapian::PostingIterator&) {
                         if (!left_out.has(docid)) out.push_back(docid);
                         return true;
                       });
  }
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

}  // namespace dateline::index
