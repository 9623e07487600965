#include "indexer/writer/inverter.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "common/index/word_forms.h"
#include "indexer/glass/run.h"

namespace dateline::indexer {
namespace {

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::size_t end) { return static_cast<std::uint32_t>(engine_() % end); }

 private:
  std::mt19937 engine_;
};

std::string all_bytes(glass::ByteSource& source) {
  std::string out;
  std::array<char, 777> piece{};
  for (;;) {
    const auto got = source.read(piece.data(), piece.size());
    if (!got || *got == 0) return out;
    out.append(piece.data(), *got);
  }
}

index::FormsByStem forms_of(const Inverter& inverter) {
  index::FormsByStem out;
  glass::RunReader run(inverter.run(), 4096);
  while (run.next_key() && run.kind() == glass::RunKind::kForms) {
    while (run.next_record()) {
      for (const std::string_view word : index::decode_forms(run.record().bytes))
        out[run.key()].emplace(word);
    }
  }
  return out;
}

/// A text of few different words, so that they come again; with words of one term and two stems, stems that
/// are no part of their term, words of a stem alone, and words longer than a prefix of 8 bytes.
void fill(text::TokenList& tokens, Random& random) {
  tokens.clear();
  const std::size_t count = random.below(60);
  for (std::size_t i = 0; i < count; ++i) {
    text::Token token;
    const std::string word = std::string(1 + random.below(12), static_cast<char>('a' + random.below(3))) +
                             static_cast<char>('a' + random.below(3));
    switch (random.below(5)) {
      case 0:
        token.term = tokens.store(word);
        break;
      case 1:
        token.stem = tokens.store(word);
        break;
      case 2:
        token.term = tokens.store(word);
        token.stem = tokens.store(word + "x");
        break;
      default:
        token.term = tokens.store(word);
        token.stem = token.term.substr(0, 1 + random.below(word.size()));
    }
    token.position = static_cast<std::uint32_t>(i + 1);
    tokens.push_back(token);
  }
}

std::vector<TextUse> some_uses(Random& random) {
  static constexpr std::array<std::string_view, 6> kPrefixes{"", "Z", "S", "ZS", "XL", "XABC"};
  std::vector<TextUse> uses;
  for (std::size_t i = 0; i < random.below(6); ++i) {
    TextUse use;
    using Form = TextUse::Form;
    static constexpr std::array<Form, 3> kForms{Form::kTerms, Form::kStems, Form::kWords};
    use.form = kForms[random.below(kForms.size())];
    use.prefix = kPrefixes[random.below(kPrefixes.size())];
    use.wdf = random.below(4);
    use.base = random.below(3) * 100;
    if (random.below(3) == 0) use.most = random.below(50);
    uses.push_back(use);
  }
  return uses;
}

TEST(Inverter, TextsGiveWhatTheirTermsGiveOneByOne) {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    Inverter by_text;
    Inverter by_term;
    std::array<text::TokenList, 2> tokens;
    IndexDocument document;
    IndexDocument spelt_out;
    index::FormsByStem forms;
    InvertedDocument a;
    InvertedDocument b;
    for (std::uint32_t docid = 1; docid <= 20; ++docid) {
      document.clear();
      for (text::TokenList& list : tokens) {
        fill(list, random);
        document.add_text(list, some_uses(random));
        for (const text::Token& token : list) {
          if (token.has_other_stem()) forms[std::string(token.stem)].emplace(token.term);
        }
      }
      if (random.below(2) == 0) document.add_posting("aab", random.below(50) + 1, 2);
      if (random.below(2) == 0) document.add_term("Qid", 0);
      spelt_out.clear();
      document.for_each_occurrence([&](std::string_view term, const IndexDocument::Occurrence& o) {
        if (o.has_position) {
          spelt_out.add_posting(term, o.position, o.wdf);
        } else {
          spelt_out.add_term(term, o.wdf);
        }
      });
      ASSERT_TRUE(by_text.add(docid, document, a));
      ASSERT_TRUE(by_term.add(docid, spelt_out, b));
      EXPECT_EQ(a.term_list, b.term_list);
      EXPECT_EQ(a.length, b.length);
    }
    by_text.sort();
    by_term.sort();
    const std::string spelt = all_bytes(*by_term.run());
    std::string all = all_bytes(*by_text.run());
    ASSERT_GE(all.size(), spelt.size());
    EXPECT_EQ(forms_of(by_text), forms);
    EXPECT_EQ(all.substr(all.size() - spelt.size()), spelt);  // the forms stand before
    EXPECT_EQ(all_bytes(*by_text.run(glass::RunPart::kPositions)),
              all_bytes(*by_term.run(glass::RunPart::kPositions)));
    EXPECT_EQ(by_text.position_lists(), by_term.position_lists());
  }
}

TEST(Inverter, GoesOnLikeANewOneAfterItGaveItsMemoryUp) {
  constexpr std::uint32_t kDocuments = 200;
  constexpr std::size_t kMuch = std::size_t{4} << 20;
  Random random(1948);
  Inverter used;
  Inverter fresh;
  InvertedDocument out;
  IndexDocument document;
  text::TokenList tokens;
  for (std::uint32_t docid = 1; docid <= kDocuments; ++docid) {
    document.clear();
    for (std::size_t i = 0; i < 300; ++i) document.add_term(std::to_string(docid * 1000 + i), 1);
    ASSERT_TRUE(used.add(docid, document, out));
  }
  EXPECT_GT(used.memory_bytes(), kMuch);
  used.sort();
  used.clear();
  EXPECT_GT(used.memory_bytes(), kMuch) << "kept for the next documents";
  used.release();
  EXPECT_LT(used.memory_bytes(), kMuch / 10);
  for (std::uint32_t docid = kDocuments + 1; docid <= 2 * kDocuments; ++docid) {
    document.clear();
    fill(tokens, random);
    document.add_text(tokens, some_uses(random));
    InvertedDocument expected;
    ASSERT_TRUE(used.add(docid, document, out));
    ASSERT_TRUE(fresh.add(docid, document, expected));
    EXPECT_EQ(out.term_list, expected.term_list);
  }
  used.sort();
  fresh.sort();
  EXPECT_TRUE(all_bytes(*used.run()) == all_bytes(*fresh.run()));
}

TEST(Inverter, RefusesWordsThatWouldBecomeTooLong) {
  text::TokenList tokens;
  text::Token token;
  token.term = tokens.store(std::string(243, 'w'));
  token.position = 1;
  tokens.push_back(token);
  Inverter inverter;
  InvertedDocument out;
  std::uint32_t docid = 0;
  for (const auto& [prefix, fits] : std::vector<std::pair<std::string_view, bool>>{
           {"", true}, {"S", true}, {"XL", true}, {"XLM", false}}) {
    IndexDocument document;
    const std::array<TextUse, 1> uses{{{.prefix = prefix}}};
    document.add_text(tokens, uses);
    EXPECT_EQ(inverter.add(++docid, document, out).has_value(), fits) << prefix;
  }
}

}  // namespace
}  // namespace dateline::indexer
