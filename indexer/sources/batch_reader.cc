#include "indexer/sources/batch_reader.h"

#include <fmt/format.h>

#include "indexer/readers/html_capture.h"
#ifdef DATELINE_MAIL
#include "indexer/readers/mail/mail_capture.h"
#endif
#ifdef DATELINE_XML
#include "indexer/readers/office/office_capture.h"
#include "indexer/readers/xml/feed_capture.h"
#endif
#ifdef DATELINE_PDF
#include "indexer/readers/pdf/pdf_capture.h"
#endif
#include "indexer/readers/raw_capture.h"
#include "indexer/readers/text_capture.h"
#include "indexer/readers/warc_capture.h"
#include "indexer/sources/cutters.h"
#include "indexer/sources/kinds.h"
#include "indexer/sources/packing.h"
#include "indexer/sources/sniff.h"

namespace dateline::indexer {
namespace {

/// The reader of each kind that is read as a whole, or record by record.
struct CaptureReader {
  Format format;
  void (*read)(std::string_view bytes, const Origin& origin, PageSink& sink);
};
constexpr CaptureReader kCaptureReaders[] = {
    {Format::kText, [](std::string_view bytes, const Origin& origin,
                       PageSink& sink) { read_text_capture(bytes, origin, sink); }},
    {Format::kHtml, [](std::string_view bytes, const Origin& origin,
                       PageSink& sink) { read_html_capture(bytes, origin, sink); }},
    {Format::kWarc, read_warc_capture},
    {Format::kArc, read_arc_capture},
#ifdef DATELINE_MAIL
    {Format::kMhtml, read_mhtml_capture},
    {Format::kMail, read_mail_capture},
    {Format::kMbox, read_mail_capture},
#endif
#ifdef DATELINE_PDF
    {Format::kPdf, read_pdf_capture},
#endif
#ifdef DATELINE_XML
    {Format::kRss, read_feed_capture},
    {Format::kAtom, read_feed_capture},
    {Format::kSitemap, read_sitemap},
    {Format::kKcnaXml, read_kcna_xml},
    {Format::kDocx, read_docx_capture},
    {Format::kOdt, read_odt_capture},
    {Format::kEpub, read_epub_capture},
#endif
};

void read_capture(std::string_view bytes, Format format, const Origin& origin, PageSink& sink) {
  for (const CaptureReader& reader : kCaptureReaders) {
    if (reader.format != format) continue;
    const std::size_t before = sink.pages.size();
    reader.read(bytes, origin, sink);
    return note_raw(sink, before, {.kind = kind_of(format).name, .header = {}, .map = {}, .bytes = bytes});
  }
  const std::string_view library = missing_library(format);
  sink.rejects.push_back({Reject::Kind::kRejected, origin,
                          fmt::format("{} is not read: it is not built in", kind_of(format).what),
                          fmt::format("build the program again with {}", library)});
}

/// Runs `read`, which appends pages of one kind, and counts them.
template <class Read>
void counted(Format format, PageSink& sink, Read read) {
  const std::size_t before = sink.pages.size();
  read();
  if (const std::size_t pages = sink.pages.size() - before; pages > 0)
    sink.read_as[std::string(kind_of(format).name)] += pages;
}

}  // namespace

void BatchReader::read_file(const std::string& path, std::optional<Format> read_as, PageSink& sink) {
  const auto reject = [&](std::string reason, std::string remedy) {
    sink.rejects.push_back({Reject::Kind::kRejected, {path, 0}, std::move(reason), std::move(remedy)});
  };
  Result<std::unique_ptr<ByteStream>> file = open_file_stream(path);
  if (!file) return reject(file.error().what, file.error().hint);
  Whole whole = read_page(**file, kMaxCaptureBytes);
  const std::optional<Format> hint = read_as ? read_as : format_by_ending(path);
  Packing packing = packing_of(whole.bytes);
  if (packing == Packing::kZip && document_in_zip(whole.bytes, hint)) packing = Packing::kNone;
  if (is_archive(packing)) {
    return reject(fmt::format("the file is a {} archive by its content", name(packing)),
                  fmt::format("call it .{}", name(packing)));
  }
  if (packing != Packing::kNone && !whole.damage && !whole.too_long) {
    const std::string packed = std::move(whole.bytes);
    whole = read_page(*unpack_stream(make_memory_stream(packed), packing, limits_), kMaxCaptureBytes);
  }
  if (whole.damage) return reject(whole.damage->what, whole.damage->hint);
  const Format format = read_as ? *read_as : tell_file(whole.bytes, hint);
  const Kind& kind = kind_of(format);
  if (kind.treatment == Treatment::kSkipped) {
    ++sink.skipped[std::string(kind.name)];
    return;
  }
  if (kind.treatment == Treatment::kNotRead) return reject(not_read(kind), std::string(kind.remedy));
  if (whole.too_long) return reject(std::string(kTooLong), std::string(kTooLongRemedy));
  if (kind.treatment == Treatment::kCapture)
    return counted(format, sink, [&] { read_capture(whole.bytes, format, {path, 0}, sink); });
  // A collection by another name, in memory already.
  const auto cutter = make_cutter(format, std::make_unique<BufferedStream>(make_memory_stream(whole.bytes)),
                                  path, sink.rejects);
  while (const auto batch = cutter->next()) read_all(*batch, sink);
}

void BatchReader::read(const Batch& batch, PageSink& sink) {
  const std::size_t before = sink.pages.size();
  read_all(batch, sink);
  if (supplements_ == nullptr) return;
  for (std::size_t i = before; i < sink.pages.size(); ++i) supplements_->apply(sink.pages[i]);
}

void BatchReader::read_all(const Batch& batch, PageSink& sink) {
  sink.rejects.insert(sink.rejects.end(), batch.rejects.begin(), batch.rejects.end());
  for (const auto& [reason, count] : batch.skipped) sink.skipped[reason] += count;
  for (const std::string& path : batch.files) read_file(path, batch.read_as, sink);
  for (const Capture& capture : batch.captures) {
    counted(capture.format, sink, [&] { read_capture(capture.bytes, capture.format, capture.origin, sink); });
  }
  if (batch.lines.empty()) return;
  counted(batch.format, sink, [&] {
    if (batch.format == Format::kJsonl) jsonl_.read(batch.lines, batch.first, sink);
    if (batch.format == Format::kCsv) csv_.read(*batch.csv_header, batch.lines, batch.first, sink);
  });
}

}  // namespace dateline::indexer
