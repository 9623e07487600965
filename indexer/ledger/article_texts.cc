#include "indexer/ledger/article_texts.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string_view>
#include <thread>

#include "common/index/stored_article.h"
#include "common/ledger/compare.h"
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
  std::vector<Frame> frames;
  std::vector<Edit> edits;
};

/// One per thread.
class Maker {
 public:
  Maker(const text::Lexicon& lexicon, const TextSpool& spool, const index::StoredDictionary* dictionary)
      : comparer_(lexicon), spool_(spool), dictionary_(dictionary) {}

  Status make(ArticleTexts& of, Made& out) {
    if (Status read = read_spooled(of); !read) return read;
    pack(of, out);
    const std::vector<ledger::SeenText> states = ledger::states_of(of.sightings);
    for (std::size_t i = 1; i < states.size(); ++i) {
      if (!of.known_edits.emplace(states[i - 1].text, states[i].text).second) continue;
      if (Status compared = compare(of, states[i - 1], states[i], out); !compared) return compared;
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

  Status compare(const ArticleTexts& of, const ledger::SeenText& before, const ledger::SeenText& after,
                 Made& out) {
    const ArticleTexts::Text* older = of.find(before.text);
    const ArticleTexts::Text* newer = of.find(after.text);
    if (older == nullptr || newer == nullptr) return {};
    Made::Edit edit;
    edit.record.event = Event::kEdit;
    edit.record.id = of.id;
    edit.record.other = before.text;
    edit.record.text = after.text;
    edit.record.day = after.first;
    edit.record.extractor = of.extractors.at(after.text);
    edit.record.how = of.extractors.at(before.text);
    if (edit.record.comparable()) {
      const Result<KeptText> a = ledger::decode_text(older->bytes);
      if (!a) return fail(a.error());
      const Result<KeptText> b = ledger::decode_text(newer->bytes);
      if (!b) return fail(b.error());
      ledger::Comparison found =
          comparer_.compare({a->title, a->body, text::Language::from_code(a->language)},
                            {b->title, b->body, text::Language::from_code(b->language)});
      edit.record.kinds = found.kinds.bits();
      edit.names = std::move(found.names);
    }
    out.edits.push_back(std::move(edit));
    return {};
  }

  ledger::Comparer comparer_;
  ledger::TextPacker packer_;
  const TextSpool& spool_;
  const index::StoredDictionary* dictionary_;
};

void add_made(const ArticleTexts& of, const Made& made, ledger::LedgerFileWriter& out) {
  for (const Made::Frame& frame : made.frames) {
    Record record;
    record.event = Event::kText;
    record.id = of.id;
    record.text = frame.version;
    record.extractor = of.extractors.at(frame.version);
    record.stored = out.text(frame.bytes, frame.base);
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
                           const index::StoredDictionary* dictionary, int threads,
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
    Maker maker(*lexicon, spool, dictionary);
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
  for (std::size_t i = 0; i < articles.size(); ++i) add_made(articles[i], made[i], out);
  return {};
}

}  // namespace dateline::indexer
