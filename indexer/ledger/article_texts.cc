#include "indexer/ledger/article_texts.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string_view>
#include <thread>

#include "common/index/stored_article.h"
#include "common/ledger/compare.h"
#include "common/ledger/compared_form.h"
#include "common/ledger/history.h"
#include "common/ledger/text_packer.h"
#include "common/start_thread.h"
#include "common/text/lexicon.h"

namespace dateline::indexer {
namespace {

using ledger::Event;
using ledger::KeptText;
using ledger::Record;

/// What is made for one article.
struct Made {
  struct Frame {
    std::uint64_t version = 0;
    std::string bytes;
    std::uint64_t base = 0;
  };
  struct Edit {
    Record record;
    std::vector<ledger::NameChange> names;
  };
  struct Anew {
    std::uint64_t version = 0;  ///< of which it is the text, as the rules of now read it
    std::uint64_t text = 0;     ///< version_hash
    std::string bytes;          ///< empty where it is the text of another version
  };
  std::vector<Frame> frames;
  std::vector<Anew> anew;
  std::vector<Edit> edits;
};

/// One per thread.
class Maker {
 public:
  Maker(const text::Lexicon& lexicon, const TextSpool& spool, const index::StoredDictionary* dictionary,
        std::uint8_t extractor)
      : comparer_(lexicon), spool_(spool), dictionary_(dictionary), extractor_(extractor) {}

  Status make(ArticleTexts& of, Made& out) {
    if (Status read = read_spooled(of); !read) return read;
    pack(of, out);
    const std::vector<ledger::SeenText> states = ledger::states_of(of.sightings);
    for (std::size_t i = 1; i < states.size(); ++i) {
      const std::pair pair{states[i - 1].text, states[i].text};
      const bool is_new = of.known_edits.insert(pair).second;
      if (!is_new && !of.not_comparable.contains(pair)) continue;
      if (Status compared = compare(of, states[i - 1], states[i], is_new, out); !compared) return compared;
    }
    return {};
  }

 private:
  Status read_spooled(ArticleTexts& of) const {
    for (ArticleTexts::Text& text : of.texts) {
      if (!text.bytes.empty()) continue;
      const Result<std::string> stored = spool_.get(text.spooled);
      if (!stored) return fail(stored.error());
      const Result<Article> article = index::decode_article(*stored, dictionary_);
      if (!article) return fail(article.error());
      text.bytes = ledger::encode_text(ledger::kept_text(*article));
    }
    return {};
  }

  /// Each with the one before it; those that are kept come first, as they need no others.
  void pack(const ArticleTexts& of, Made& out) {
    const ArticleTexts::Text* base = nullptr;
    for (const ArticleTexts::Text& text : of.texts) {
      if (text.kept) base = &text;
    }
    for (const ArticleTexts::Text& text : of.texts) {
      if (text.kept) continue;
      std::string frame = packer_.pack(text.bytes, base == nullptr ? std::string_view() : base->bytes);
      if (frame.empty()) continue;  // too long to be kept
      out.frames.push_back({text.version, std::move(frame), base == nullptr ? 0 : base->version});
      base = &text;
    }
  }

  /// A text as the rules of now read it; nullopt where it was made by others and cannot be read again.
  Result<std::optional<KeptText>> by_rules_of_now(const ArticleTexts& of, std::uint64_t version) const {
    if (const auto anew = of.anew.find(version); anew != of.anew.end()) return std::optional(anew->second);
    const auto same = of.read_as.find(version);
    const std::uint64_t read_as = same != of.read_as.end() ? same->second : version;
    const ArticleTexts::Text* text = of.find(read_as);
    if (of.extractors.at(read_as) != extractor_ || text == nullptr) return std::optional<KeptText>();
    Result<KeptText> read = ledger::decode_text(text->bytes);
    if (!read) return fail(read.error());
    return std::optional(std::move(*read));
  }

  /// Texts of different rules are compared when both can be read by those of now; else it is noted, once,
  /// that they cannot be compared.
  Status compare(ArticleTexts& of, const ledger::SeenText& before, const ledger::SeenText& after, bool is_new,
                 Made& out) {
    const ArticleTexts::Text* older = of.find(before.text);
    const ArticleTexts::Text* newer = of.find(after.text);
    Made::Edit edit;
    edit.record.event = Event::kEdit;
    edit.record.id = of.id;
    edit.record.other = before.text;
    edit.record.text = after.text;
    edit.record.day = after.first;
    edit.record.extractor = of.extractors.at(after.text);
    edit.record.how = of.extractors.at(before.text);
    std::optional<KeptText> a;
    std::optional<KeptText> b;
    if (edit.record.comparable()) {
      if (older == nullptr || newer == nullptr) return {};
      Result<KeptText> read = ledger::decode_text(older->bytes);
      if (!read) return fail(read.error());
      a = std::move(*read);
      read = ledger::decode_text(newer->bytes);
      if (!read) return fail(read.error());
      b = std::move(*read);
    } else {
      Result<std::optional<KeptText>> anew = by_rules_of_now(of, before.text);
      if (!anew) return fail(anew.error());
      a = std::move(*anew);
      anew = by_rules_of_now(of, after.text);
      if (!anew) return fail(anew.error());
      b = std::move(*anew);
      if (a && b) {
        edit.record.extractor = edit.record.how = extractor_;
        if (a->language.empty()) a->language = b->language;
        if (b->language.empty()) b->language = a->language;
        for (const std::uint64_t version : {before.text, after.text}) keep_anew(of, version, out);
      } else if (!is_new || older == nullptr || newer == nullptr) {
        return {};
      }
    }
    if (edit.record.comparable()) {
      ledger::Comparison found =
          comparer_.compare({a->title, a->body, text::Language::from_code(a->language)},
                            {b->title, b->body, text::Language::from_code(b->language)});
      edit.record.kinds = found.kinds.bits();
      edit.names = std::move(found.names);
    }
    out.edits.push_back(std::move(edit));
    return {};
  }

  /// So that the two can be shown side by side later.
  void keep_anew(ArticleTexts& of, std::uint64_t version, Made& out) {
    const bool known = std::any_of(out.anew.begin(), out.anew.end(),
                                   [&](const Made::Anew& one) { return one.version == version; });
    if (known) return;
    if (const auto anew = of.anew.find(version); anew != of.anew.end()) {
      const std::uint64_t hash = ledger::version_hash(anew->second.title, anew->second.body);
      // Under one hash stands one text: others are packed with it.
      const bool is_kept = of.extractors.contains(hash) ||
                           std::any_of(out.anew.begin(), out.anew.end(),
                                       [hash](const Made::Anew& one) { return one.text == hash; });
      std::string bytes;
      if (!is_kept) bytes = packer_.pack(ledger::encode_text(anew->second), {});
      if (!is_kept && bytes.empty()) return;  // too long to be kept
      out.anew.push_back({version, hash, std::move(bytes)});
    } else if (const auto same = of.read_as.find(version); same != of.read_as.end()) {
      out.anew.push_back({version, same->second, {}});
    }
  }

  ledger::Comparer comparer_;
  ledger::TextPacker packer_;
  const TextSpool& spool_;
  const index::StoredDictionary* dictionary_;
  std::uint8_t extractor_;
};

void add_made(const ArticleTexts& of, const Made& made, std::uint8_t extractor,
              ledger::LedgerFileWriter& out) {
  for (const Made::Frame& frame : made.frames) {
    Record record;
    record.event = Event::kText;
    record.id = of.id;
    record.text = frame.version;
    record.extractor = of.extractors.at(frame.version);
    record.stored = out.text(frame.bytes, frame.base);
    out.add(record);
  }
  for (const Made::Anew& anew : made.anew) {
    Record record;
    record.event = Event::kText;
    record.id = of.id;
    record.text = anew.text;
    record.other = anew.version;
    record.extractor = extractor;
    if (!anew.bytes.empty()) record.stored = out.text(anew.bytes, 0);
    out.add(record);
  }
  for (const Made::Edit& edit : made.edits) {
    Record record = edit.record;
    record.names = out.names(edit.names);
    out.add(record);
  }
}

}  // namespace

const ArticleTexts::Text* ArticleTexts::find(std::uint64_t version) const {
  const auto found =
      std::find_if(texts.begin(), texts.end(), [&](const Text& text) { return text.version == version; });
  return found == texts.end() ? nullptr : &*found;
}

Status add_texts_and_edits(std::vector<ArticleTexts>& articles, const TextSpool& spool,
                           const index::StoredDictionary* dictionary, int threads, std::uint8_t extractor,
                           ledger::LedgerFileWriter& out) {
  if (articles.empty()) return {};
  text::Analyzer analyzer;
  const Result<text::Lexicon> lexicon = text::Lexicon::built_in(analyzer);
  if (!lexicon) return fail(lexicon.error());
  std::vector<Made> made(articles.size());
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  Status first_error;
  const auto do_some = [&] {
    Maker maker(*lexicon, spool, dictionary, extractor);
    for (std::size_t i = next++; i < articles.size(); i = next++) {
      Status done = maker.make(articles[i], made[i]);
      if (done) continue;
      const std::lock_guard lock(mutex);
      if (first_error) first_error = std::move(done);
      return;
    }
  };
  std::vector<std::thread> helpers;
  for (int worker = 1; worker < threads; ++worker) {
    if (!start_thread(helpers, do_some)) break;
  }
  do_some();
  for (std::thread& helper : helpers) helper.join();
  if (!first_error) return first_error;
  for (std::size_t i = 0; i < articles.size(); ++i) add_made(articles[i], made[i], extractor, out);
  return {};
}

}  // namespace dateline::indexer
