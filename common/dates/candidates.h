#pragma once

#include <string_view>
#include <vector>

#include "common/dates/candidate.h"
#include "common/dates/lexer.h"
#include "common/dates/normal_text.h"
#include "common/dates/year_expression.h"

namespace dateline::dates {

/// Finds every date in a text, as printed. Keeps its buffers from text to text; one per thread.
class CandidateFinder {
 public:
  explicit CandidateFinder(Coverage coverage = Coverage::kNearDigits) : coverage_(coverage) {}

  /// The dates of `text` in its order, without overlap. Valid until the next call. Linear.
  const std::vector<Candidate>& find(std::string_view text);

  /// The text as it was matched, and the way back to the original.
  const NormalText& normal() const { return normal_; }

 private:
  void find_document_dates();
  void find_other_dates();
  void relate();
  std::uint8_t languages_of(std::size_t begin, std::size_t end) const;

  Coverage coverage_;
  NormalText normal_;
  std::vector<Token> tokens_;
  std::vector<YearExpression> years_;
  struct Span {
    std::size_t begin;
    std::size_t end;
    Candidate candidate;
  };
  std::vector<Span> document_;  // dates of the document itself, as ranges of tokens
  std::vector<Candidate> candidates_;
};

}  // namespace dateline::dates
