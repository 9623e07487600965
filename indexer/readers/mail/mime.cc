#include "indexer/readers/mail/mime.h"

#include <gmime/gmime.h>
#include <strings.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "indexer/readers/clean.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/sound_text.h"
#include "indexer/readers/web_address.h"

namespace dateline::indexer {
namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

std::string text_of(const char* text) { return text == nullptr ? std::string() : std::string(text); }

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

/// A field of a head. Letters beyond ASCII that no encoding is named for are told by what they spell.
std::string field(GMimeObject* object, const char* name) {
  GMimeHeader* header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
  if (header == nullptr) return {};
  const std::string raw = text_of(g_mime_header_get_raw_value(header));
  const bool bare = std::ranges::any_of(raw, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  std::string value;
  if (bare) {
    const auto encoding = find_encoding(raw);
    value = to_utf8(raw, encoding ? encoding->name : "UTF-8").text;
  } else {
    value = text_of(g_mime_header_get_value(header));
  }
  // What a broken encoded word left is no UTF-8.
  return one_line(sound_text(std::move(value)));
}

class Taker {
 public:
  explicit Taker(const MimeLimits& limits) : limits_(limits) {}

  void take_message(GMimeMessage* message, std::size_t depth) {
    GMimeObject* object = GMIME_OBJECT(message);
    MailHead head;
    head.subject = field(object, "Subject");
    head.date = field(object, "Date");
    take_sender(message, head);
    GMimeObject* part = g_mime_message_get_mime_part(message);
    for (const char* name : {"Snapshot-Content-Location", "Content-Location", "X-RSS-URL", "Content-Base"}) {
      if (head.address.empty()) head.address = web_field(object, name);
      if (head.address.empty() && part != nullptr) head.address = web_field(part, name);
    }
    for (const char* name : {"List-Id", "List-Unsubscribe", "List-Post"})
      head.list = head.list || !field(object, name).empty();
    mail_.heads.push_back(std::move(head));
    if (part == nullptr) return;
    const std::size_t outer = message_;
    message_ = mail_.heads.size() - 1;
    if (message_ == 0)
      mail_.start = in_brackets(text_of(g_mime_object_get_content_type_parameter(part, "start")));
    take(part, depth);
    message_ = outer;
  }

  Mail take_mail() { return std::move(mail_); }

 private:
  static std::string web_field(GMimeObject* object, const char* name) {
    std::string value = field(object, name);
    std::erase(value, ' ');  // long ones were folded
    return is_web_address(value) ? value : std::string();
  }

  static std::string in_brackets(std::string id) {
    std::erase_if(id, [](char c) { return c == '<' || c == '>' || c == ' '; });
    return id;
  }

  static void take_sender(GMimeMessage* message, MailHead& head) {
    InternetAddressList* from = g_mime_message_get_from(message);
    if (from == nullptr || internet_address_list_length(from) == 0) return;
    InternetAddress* first = internet_address_list_get_address(from, 0);
    head.from_name = one_line(sound_text(text_of(internet_address_get_name(first))));
    if (INTERNET_ADDRESS_IS_MAILBOX(first))
      head.from_address = lower(text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first))));
  }

  void take(GMimeObject* object, std::size_t depth) {
    if (depth >= limits_.depth) {
      mail_.cut = true;
      return;
    }
    if (GMIME_IS_MULTIPART(object)) {
      GMimeMultipart* parts = GMIME_MULTIPART(object);
      const int count = g_mime_multipart_get_count(parts);
      for (int i = 0; i < count && !mail_.cut; ++i) take(g_mime_multipart_get_part(parts, i), depth + 1);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      if (GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)); inner != nullptr)
        take_message(inner, depth + 1);
    } else if (GMIME_IS_PART(object)) {
      take_part(GMIME_PART(object));
    }
  }

  static std::string subtype(GMimeObject* object) {
    return lower(text_of(g_mime_content_type_get_media_subtype(g_mime_object_get_content_type(object))));
  }

  void take_part(GMimePart* object) {
    GMimeObject* base = GMIME_OBJECT(object);
    const std::string family =
        lower(text_of(g_mime_content_type_get_media_type(g_mime_object_get_content_type(base))));
    MimePart part;
    part.type = family + "/" + subtype(base);
    if (part.type == "application/xhtml+xml") part.type = "text/html";
    if (part.type != "text/html" && part.type != "text/plain") {
      ++mail_.others;
      return;
    }
    GMimeDataWrapper* content = g_mime_part_get_content(object);
    if (content == nullptr) return;
    if (mail_.parts.size() >= limits_.parts) {
      mail_.cut = true;
      return;
    }
    part.message = message_;
    part.charset = lower(text_of(g_mime_object_get_content_type_parameter(base, "charset")));
    part.flowed = lower(text_of(g_mime_object_get_content_type_parameter(base, "format"))) == "flowed";
    part.delete_space = lower(text_of(g_mime_object_get_content_type_parameter(base, "delsp"))) == "yes";
    part.location = field(base, "Content-Location");
    std::erase(part.location, ' ');
    part.content_id = in_brackets(text_of(g_mime_object_get_content_id(base)));
    part.attachment = lower(text_of(g_mime_object_get_disposition(base))) == "attachment";
    const Owned<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, out.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
    if (bytes_ + bytes->len > limits_.bytes) {
      mail_.cut = true;
      return;
    }
    bytes_ += bytes->len;
    part.bytes.assign(reinterpret_cast<const char*>(bytes->data), bytes->len);
    mail_.parts.push_back(std::move(part));
  }

  MimeLimits limits_;
  Mail mail_;
  std::size_t message_ = 0;
  std::size_t bytes_ = 0;
};

/// A mail within a mail has no line of its own where it begins.
bool starts_content_type(std::string_view line) {
  constexpr std::string_view kName = "content-type:";
  return line.size() >= kName.size() && ::strncasecmp(line.data(), kName.data(), kName.size()) == 0;
}

/// How much of a mail may be given to the library, which keeps some 2,000 bytes for each part and 200 for
/// each line of a head.
std::size_t length_within(std::string_view mail, const MimeLimits& limits) {
  std::size_t boundaries = 0;
  std::size_t fields = 0;
  bool in_head = true;
  for (std::size_t at = 0; at < mail.size();) {
    const std::size_t end = std::min(mail.find('\n', at), mail.size() - 1) + 1;
    const std::string_view line = mail.substr(at, end - at);
    const bool begins_part = line.starts_with("--") || starts_content_type(line);
    if (begins_part && ++boundaries > limits.boundaries) return at;
    if (line.starts_with("--")) {
      in_head = true;
    } else if (line == "\n" || line == "\r\n") {
      in_head = false;
    } else if (in_head && ++fields > limits.fields) {
      return at;
    }
    at = end;
  }
  return mail.size();
}

}  // namespace

void tell_cut(const Mail& mail, const Origin& origin, PageSink& sink) {
  if (!mail.cut) return;
  sink.rejects.push_back({Reject::Kind::kWarning, origin,
                          "there are more parts or longer heads than a mail can have",
                          "what was found before is read"});
}

Mail parse_mime(std::string_view bytes, const MimeLimits& limits) {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
  const std::size_t length = length_within(bytes, limits);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), length));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  Taker taker(limits);
  if (message != nullptr) taker.take_message(message.get(), 0);
  Mail mail = taker.take_mail();
  mail.cut = mail.cut || length < bytes.size();
  return mail;
}

}  // namespace dateline::indexer
