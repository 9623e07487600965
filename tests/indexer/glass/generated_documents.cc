#include "tests/indexer/glass/generated_documents.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <string>

namespace dateline::testing {
namespace {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::vector<NumberedDocument> documents() {
    // Mostly few documents, so that thousands of seeds are affordable; some with lists of many chunks.
    const std::uint32_t count = one_in(12) ? below(3000) : one_in(8) ? below(3) : below(60);
    make_vocabulary();
    std::vector<NumberedDocument> documents;
    std::uint32_t docid = one_in(3) ? below(70000) : 0;
    const bool gaps = one_in(2);
    for (std::uint32_t i = 0; i < count; ++i) {
      docid += 1 + (gaps ? (one_in(50) ? below(40000) : below(4)) : 0);
      documents.emplace_back(docid, document(count > 200));
    }
    return documents;
  }

 private:
  std::uint32_t below(std::uint32_t n) { return n == 0 ? 0 : static_cast<std::uint32_t>(random_() % n); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

  std::string bytes(std::size_t size, std::uint32_t alphabet) {
    std::string out;
    while (out.size() < size)
      out.push_back(static_cast<char>(alphabet == 256 ? below(256) : 'a' + below(alphabet)));
    return out;
  }

  void make_vocabulary() {
    const std::uint32_t size = 1 + below(300);
    const bool long_terms = one_in(3);
    for (std::uint32_t i = 0; i < size; ++i) {
      std::string term;
      if (!terms_.empty() && one_in(3)) term = terms_[below(static_cast<std::uint32_t>(terms_.size()))];
      term += bytes(1 + below(long_terms ? 240 : 9), one_in(4) ? 256 : one_in(2) ? 2 : 26);
      if (one_in(20)) term.insert(below(static_cast<std::uint32_t>(term.size())), 1 + below(3), '\0');
      term.resize(std::min<std::size_t>(term.size(), 245));
      // Each NUL takes two bytes of the key.
      if (term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0')) > 245)
        term.resize(100);
      terms_.push_back(term);
    }
  }

  std::uint32_t position() {
    switch (below(6)) {
      case 0:
        return 0;
      case 1:
        return 0xFFFFFFFF - below(5);
      case 2:
        return below(1U << 31);
      default:
        return below(2000);
    }
  }

  indexer::IndexDocument document(bool small) {
    indexer::IndexDocument out;
    if (one_in(15)) return out;
    if (one_in(2)) out.add_term("everywhere", 1 + below(3));
    std::uint32_t occurrences = below(small ? 8 : 120);
    if (!small && one_in(10)) occurrences = below(5000);
    const bool wild = one_in(4);
    std::uint32_t running = 0;
    for (std::uint32_t i = 0; i < occurrences; ++i) {
      const std::string& term =
          terms_[one_in(2) ? below(5) % terms_.size() : below(static_cast<std::uint32_t>(terms_.size()))];
      running += 1 + (one_in(9) ? below(300) : 0);
      if (one_in(5)) {
        out.add_term(term, one_in(2) ? 0 : one_in(30) ? below(100000) : below(4));
      } else {
        out.add_posting(term, wild ? position() : running);
      }
    }
    const std::uint32_t values = one_in(3) ? below(12) : 0;
    for (std::uint32_t i = 0; i < values; ++i) {
      const std::uint32_t slot = one_in(8) ? below(0xFFFFFFFE) : one_in(3) ? 120 + below(20) : below(5);
      out.set_value(slot,
                    one_in(10) ? std::string() : bytes(below(one_in(40) ? 5000 : 20), one_in(2) ? 256 : 3));
    }
    out.set_data(data(small));
    return out;
  }

  std::string data(bool small) {
    switch (below(small ? 3 : 7)) {
      case 0:
        return {};
      case 1:
        return bytes(below(40), 26);
      case 2:
        return bytes(below(600), 4);
      case 3:
        return std::string(below(61000), 'x');
      case 4:
        return bytes(below(9000), 256);
      case 5: {
        const std::string paragraph = bytes(1 + below(700), 26);
        std::string out;
        for (std::uint32_t i = below(60); i > 0; --i) out += paragraph;
        return out;
      }
      default:
        return bytes(7900 + below(400), 3);
    }
  }

  std::mt19937_64 random_;
  std::vector<std::string> terms_;
};

}  // namespace

std::vector<NumberedDocument> generated_documents(std::uint64_t seed) { return Generator(seed).documents(); }

}  // namespace dateline::testing
