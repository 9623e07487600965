#include "common/text/analyzer.h"

#include "common/text/chunks.h"
#include "common/text/fast_path.h"
#include "common/text/term_builder.h"
#include "common/text/utf8.h"
#include "common/text/word_breaks.h"

namespace dateline::text {

class Analyzer::Impl {
 public:
  explicit Impl(Path path) : path_(path) {}

  void analyze(std::string_view text, Language language, TokenList& out, AnalysisCounts& counts,
               Stems stems) {
    out.clear();
    builder_.start(text, language, stems, out, counts);
    ChunkScanner chunks(text, counts);
    for (;;) {
      if (path_ == Path::kFast) add_plain_words(chunks);
      const auto chunk = chunks.next();
      if (!chunk) break;
      if (!chunk->after_space) builder_.break_run();
      if (path_ == Path::kFast && add_fast(text, chunk->begin, chunk->end, chunk->ascii, builder_)) continue;
      breaks_.start(text.substr(chunk->begin, chunk->end - chunk->begin));
      const std::size_t size = chunk->end - chunk->begin;
      std::size_t begin = 0;
      for (std::size_t end = breaks_.next(); end <= size; end = breaks_.next()) {
        builder_.add_segment(chunk->begin + begin, chunk->begin + end);
        begin = end;
      }
    }
    builder_.finish();
  }

  void add_plain_words(ChunkScanner& chunks) {
    while (const auto word = chunks.next_plain_word()) {
      if (word->digits) {
        builder_.add_ascii_digits(word->begin, word->end);
      } else {
        builder_.add_ascii_letters(word->begin, word->end);
      }
    }
  }

  std::string_view stem(std::string_view term, Language language) {
    std::size_t i = 0;
    return builder_.stem(term, language, term.empty() ? Script::kOther : script_of(next_code_point(term, i)));
  }

 private:
  Path path_;
  TermBuilder builder_;
  WordBreaks breaks_;
};

Analyzer::Analyzer(Path path) : impl_(std::make_unique<Impl>(path)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::analyze(std::string_view text, Language language, TokenList& out, AnalysisCounts& counts,
                       Stems stems) {
  impl_->analyze(text, language, out, counts, stems);
}

std::string_view Analyzer::stem(std::string_view term, Language language) {
  return impl_->stem(term, language);
}

}  // namespace dateline::text
