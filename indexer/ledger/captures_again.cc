#include "indexer/ledger/captures_again.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <unordered_map>

#include "common/index/article_id.h"
#include "indexer/readers/raw_capture.h"
#include "indexer/sources/batch_reader.h"
#include "indexer/sources/inputs.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

/// The page of that article among those of one record.
const Page* page_of(const std::vector<Page>& pages, const CaptureWanted& wanted) {
  std::vector<const Page*> found;
  for (const Page& page : pages) {
    if (page.raw.hash == wanted.hash && page.origin.record == wanted.record) found.push_back(&page);
  }
  if (found.size() > 1) {
    std::erase_if(found, [&](const Page* page) {
      Page original;
      original.url = page->url;
      leave_archive(original);
      return index::address_id(original.url).value != wanted.id;
    });
  }
  return found.size() == 1 ? found.front() : nullptr;
}

void take(const std::vector<Page>& pages, const CaptureWanted& wanted, TextsAnew& out) {
  if (const Page* page = page_of(pages, wanted); page != nullptr)
    out[{wanted.id, wanted.version}] = {page->title, page->body, page->url, page->language};
}

Status read_kept(const CaptureWanted& wanted, std::string_view kept, TextsAnew& out) {
  const Result<RawRecord> record = decode_raw(kept);
  if (!record) return fail(record.error());
  const std::optional<Format> format = format_by_name(record->kind);
  const Result<FieldMap> map = map_of_fields(record->map);
  if (!format || !map) return {};
  Batch batch;
  if (*format == Format::kJsonl || *format == Format::kCsv) {
    batch.format = *format;
    batch.first = {wanted.file, wanted.record};
    batch.lines = record->bytes;
    batch.csv_header = std::make_shared<const std::string>(record->header);
  } else {
    batch.captures.push_back({{wanted.file, wanted.record}, *format, std::string(record->bytes)});
  }
  PageSink sink;
  BatchReader(*map).read(batch, sink);
  take(sink.pages, wanted, out);
  return {};
}

/// The file on disk that has it: of a member of an archive, "pages.tar!a/b.html", the archive.
std::optional<std::string> on_disk(const std::string& file) {
  std::error_code unknown;
  for (std::size_t end = file.size(); end != std::string::npos && end > 0; end = file.rfind('!', end - 1)) {
    std::string path = file.substr(0, end);
    if (fs::is_regular_file(path, unknown)) return path;
  }
  return std::nullopt;
}

void read_file(const std::string& path, const std::vector<const CaptureWanted*>& wanted,
               const Reading& reading, TextsAnew& out) {
  std::unordered_map<std::uint64_t, std::vector<const CaptureWanted*>> by_hash;
  for (const CaptureWanted* one : wanted) by_hash[one->hash].push_back(one);
  std::istringstream nothing;
  const auto source = make_file_source(list_inputs({path}, reading.format, {}), nothing);
  BatchReader reader(reading.map);
  while (const std::optional<Batch> batch = source->next()) {
    PageSink sink;
    reader.read(*batch, sink);
    std::erase_if(sink.pages, [&](const Page& page) { return !by_hash.contains(page.raw.hash); });
    for (const Page& page : sink.pages) {
      for (const CaptureWanted* one : by_hash.at(page.raw.hash)) take(sink.pages, *one, out);
    }
  }
}

}  // namespace

Result<TextsAnew> read_captures_again(const std::vector<CaptureWanted>& wanted, const ledger::Ledger& known,
                                      const Reading& reading) {
  TextsAnew out;
  std::map<std::string, std::vector<const CaptureWanted*>> files;
  for (const CaptureWanted& one : wanted) {
    const Result<std::optional<std::string>> kept = known.capture(one.id, one.version);
    if (!kept) return fail(kept.error());
    if (*kept) {
      if (Status read = read_kept(one, **kept, out); !read) return fail(read.error());
    }
    if (out.contains({one.id, one.version})) continue;
    if (const auto path = on_disk(one.file)) files[*path].push_back(&one);
  }
  for (const auto& [path, of] : files) read_file(path, of, reading, out);
  return out;
}

}  // namespace dateline::indexer
