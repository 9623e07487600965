#include "indexer/readers/mail/mail_capture.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "common/counted.h"
#include "common/dates/zones.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/html/fragment.h"
#include "indexer/readers/html/machine_day.h"
#include "indexer/readers/html_capture.h"
#include "indexer/readers/jsonl.h"
#include "indexer/readers/leftovers.h"
#include "indexer/readers/mail/mail_text.h"
#include "indexer/readers/mail/mime.h"
#include "indexer/readers/sound_text.h"
#include "indexer/readers/web_address.h"

namespace dateline::indexer {
namespace {

std::optional<dates::Day> day_of(std::string_view printed) {
  if (const auto day = html::parse_machine_day(printed)) return day;
  const auto given = parse_field_date(printed);
  return given && given->precision == dates::Precision::kDay ? std::optional(given->day) : std::nullopt;
}

std::string in_utf8(const MimePart& part) {
  const CaptureText decoded = decode_capture(part.bytes, {part.charset, {}});
  return sound_text(decoded.converted ? *decoded.converted : part.bytes);
}

/// The texts of one mail.
struct Texts {
  const MimePart* page = nullptr;
  std::string plain;
  std::vector<const MimePart*> files;  ///< pages beside the text

  bool empty() const { return page == nullptr && tidy_paragraphs(plain).empty(); }
};

Texts texts_of(const Mail& mail, std::size_t message) {
  Texts texts;
  for (const MimePart& part : mail.parts) {
    if (part.message != message) continue;
    if (part.type == "text/html") {
      if (part.attachment) {
        texts.files.push_back(&part);
      } else if (texts.page == nullptr) {
        texts.page = &part;
      }
    } else if (!part.attachment) {
      const std::string text = unquoted(in_utf8(part), part.flowed, part.delete_space);
      if (!texts.plain.empty()) texts.plain += "\n\n";
      texts.plain += text;
    }
  }
  return texts;
}

class MessageReader {
 public:
  MessageReader(const MailHead& head, const Origin& origin, PageSink& sink)
      : head_(head), origin_(origin), sink_(sink), sent_(day_of(head.date)) {}

  void read(const Texts& texts) {
    if (texts.empty()) return reject_empty();
    html::FragmentMass mass;
    PageSink found;
    if (texts.page != nullptr) mass = read_page(*texts.page, found);
    if (const std::size_t links = listed_links(texts, mass); links > 0) {
      return reject(fmt::format("the mail lists {} and holds no article", counted(links, "link", "links")),
                    "save the pages that it names");
    }
    Page page = take_page(found);
    if (tidy_paragraphs(page.text).size() * 2 < tidy_paragraphs(texts.plain).size()) page.text = texts.plain;
    page.origin = origin_;
    page.title = bare_subject(head_.subject);
    page.captured = sent_;
    take_forwarded(page);
    finish(std::move(page));
  }

 private:
  void reject(std::string reason, std::string remedy) {
    sink_.rejects.push_back({Reject::Kind::kRejected, origin_, std::move(reason), std::move(remedy)});
  }

  void reject_empty() { reject("the mail holds no text", "save what is attached to it as files"); }

  /// Number of links of a mail that only lists them, else 0.
  std::size_t listed_links(const Texts& texts, const html::FragmentMass& mass) const {
    constexpr std::size_t kArticle = 600;  // mass of the prose of one, where the sender is known for lists
    const bool alert = head_.from_address.find("alert") != std::string::npos;
    if (texts.page != nullptr) {
      const bool list = mass.prose == 0 && mass.links >= 2 && mass.links >= mass.texts;
      return list || (alert && mass.prose < kArticle) ? mass.links : 0;
    }
    const std::size_t links = count_links(texts.plain);
    return is_list_of_links(texts.plain) || (alert && links >= 2) ? links : 0;
  }

  html::FragmentMass read_page(const MimePart& part, PageSink& found) const {
    CaptureContext context;
    context.captured = sent_;
    context.charset = part.charset;
    html::FragmentMass mass;
    read_html_capture(part.bytes, origin_, found, context, &mass);
    return mass;
  }

  /// The main text of the page of a mail; its head gives the title.
  Page take_page(PageSink& found) {
    for (Reject& told : found.rejects) {
      if (told.kind == Reject::Kind::kWarning) sink_.rejects.push_back(std::move(told));
    }
    if (found.pages.empty()) return {};
    Page page = std::move(found.pages.front());
    page.source_name.clear();  // the publisher of the page is not known
    return page;
  }

  void take_forwarded(Page& page) {
    const std::optional<Forwarded> passed_on = find_forwarded(page.text);
    if (!passed_on) return;
    page.text.erase(0, passed_on->begin);
    if (!passed_on->subject.empty()) page.title = bare_subject(passed_on->subject);
    if (passed_on->date.empty()) return;
    const std::optional<dates::Day> day = day_of(passed_on->date);
    const bool earlier = day && (!page.captured || *day < *page.captured);
    if (earlier) page.captured = day;
    page.marks.push_back({"Date of the mail that is passed on " + passed_on->date,
                          day ? dates::to_iso(*day) : std::string(), "not counted: when that mail was sent"});
  }

  void finish(Page page) {
    // A text of KCNA Watch in a mail has the parts that it has in a file.
    const dates::CaptureLayout layout = dates::split_zones(page.title + "\n\n" + page.text);
    if (layout.header_date) page.header_date = layout.header_date;
    if (!layout.source_name.empty()) page.source_name = layout.source_name;
    page.text.resize(dates::teasers_begin(page.text));
    page.body = tidy_paragraphs(page.text);
    if (page.url.empty()) page.url = head_.address;
    if (page.source_name.empty() && page.url.empty() && head_.list) page.source_name = head_.from_name;
    if (!head_.date.empty()) {
      page.marks.push_back(
          {"Date of the mail " + head_.date, sent_ ? dates::to_iso(*sent_) : std::string(),
           sent_ ? "not counted: when the mail was sent" : "not counted: it cannot be read"});
    }
    if (page.title.empty() && page.body.empty()) return reject_empty();
    if (page.body.empty())
      sink_.rejects.push_back(
          {Reject::Kind::kWarning, origin_, "the mail has no text of its own", "its subject is indexed"});
    mend_page(page, sink_.rejects);
    sink_.pages.push_back(std::move(page));
  }

  const MailHead& head_;
  Origin origin_;
  PageSink& sink_;
  std::optional<dates::Day> sent_;
};

}  // namespace

void read_mail_capture(std::string_view bytes, const Origin& origin, PageSink& sink) {
  const Mail mail = parse_mime(bytes);
  if (mail.heads.empty()) {
    sink.rejects.push_back(
        {Reject::Kind::kRejected, origin, "the mail cannot be read", "save it again as .eml"});
    return;
  }
  std::uint64_t record = 0;  // of what else a mail of its own holds
  const auto next_origin = [&] {
    ++record;
    return origin.record != 0 || record == 1 ? origin : Origin{origin.path, record};
  };
  for (std::size_t message = 0; message < mail.heads.size(); ++message) {
    const MailHead& head = mail.heads[message];
    const Texts texts = texts_of(mail, message);
    const bool inside =
        std::ranges::any_of(mail.parts, [&](const MimePart& part) { return part.message > message; });
    // A mail without a word of its own that only carries others is no article, and no loss.
    if (!(texts.empty() && (inside || !texts.files.empty())))
      MessageReader(head, next_origin(), sink).read(texts);
    for (const MimePart* file : texts.files) {
      CaptureContext context;
      context.url = is_web_address(file->location) ? file->location : std::string();
      context.captured = day_of(head.date);
      context.charset = file->charset;
      read_html_capture(file->bytes, next_origin(), sink, context);
    }
  }
  if (mail.others > 0) sink.skipped["file attached to a mail"] += mail.others;
  tell_cut(mail, origin, sink);
}

}  // namespace dateline::indexer
