#include "indexer/sources/batch_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "indexer/readers/supplement/supplement.h"
#include "indexer/sources/cutters.h"
#include "indexer/sources/kinds.h"
#include "indexer/sources/packing.h"
#include "indexer/sources/sniff.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kFilesPerBatch = 64;
constexpr std::uint64_t kFilesBytes = 512 * 1024;
constexpr std::size_t kMaxArchives = 2;  // one in another

/// Of a collection that ends before its first record: an empty file, or a header line alone.
constexpr std::string_view kNoRecord = "the file holds no record";
constexpr std::string_view kNoRecordRemedy = "was it saved whole? fetch or write it again";

bool is_blank(std::string_view lines) { return lines.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// Names of members are only shown; control characters in them must not reach a terminal.
std::string shown(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) c = '?';
  }
  return out;
}

/// A name of which a part begins with a dot, or that only the Finder of macOS knows.
bool is_hidden(std::string_view name) {
  while (!name.empty()) {
    const std::size_t slash = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, slash);
    if ((part.starts_with('.') && part != "." && part != "..") || part == "__MACOSX") return true;
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return false;
}

class FileSource final : public BatchSource {
 public:
  FileSource(InputList inputs, std::istream& in, const UnpackLimits& limits)
      : inputs_(std::move(inputs)), standard_input_(in), limits_(limits) {
    pending_.rejects = std::move(inputs_.rejects);
    pending_.skipped = std::move(inputs_.skipped);
    flush();
  }

  std::optional<Batch> next() override {
    for (;;) {
      if (!ready_.empty()) {
        Batch batch = std::move(ready_.front());
        ready_.pop_front();
        if (batch.files.empty()) batch.file_bytes = std::exchange(read_, 0);
        return batch;
      }
      if (cutter_) {
        if (auto batch = cutter_->next()) {
          cut_nothing_ = cut_nothing_ && batch->captures.empty() && batch->rejects.empty() &&
                         batch->skipped.empty() && is_blank(batch->lines);
          ready_.push_back(std::move(*batch));
        } else {
          cutter_.reset();
          if (cut_nothing_) reject(cut_path_, std::string(kNoRecord), std::string(kNoRecordRemedy));
        }
      } else if (!archives_.empty()) {
        next_member();
      } else if (position_ < inputs_.files.size()) {
        next_file();
      } else if (!flush()) {
        if (read_ == 0) return std::nullopt;
        ready_.emplace_back();  // tells what was read behind the last capture
      }
    }
  }

 private:
  struct OpenArchive {
    std::unique_ptr<Archive> archive;
    std::string path;
    bool wacz = false;
    std::uint64_t warcs = 0;  ///< of a WACZ
    bool empty = true;
  };

  /// Hands out what was gathered; false when there is nothing.
  bool flush() {
    if (pending_.captures.empty() && pending_.rejects.empty() && pending_.skipped.empty()) return false;
    ready_.push_back(std::exchange(pending_, {}));
    return true;
  }
  void flush_when_full() {
    if (pending_.captures.size() + pending_.rejects.size() >= kFilesPerBatch || pending_.bytes >= kFilesBytes)
      flush();
  }

  void reject(const std::string& path, std::string reason, std::string remedy) {
    pending_.rejects.push_back({Reject::Kind::kRejected, {path, 0}, std::move(reason), std::move(remedy)});
    flush_when_full();
  }

  /// Captures on disk are read by the workers, everything else here.
  static bool for_workers(const InputFile& file) {
    return file.path != "-" && file.format && !has_archive_ending(file.path) &&
           kind_of(*file.format).treatment != Treatment::kCollection;
  }

  void next_file() {
    const InputFile& file = inputs_.files[position_];
    if (for_workers(file)) return take_files();
    ++position_;
    if (file.path == "-") return descend(make_istream_stream(standard_input_, &read_), "-");
    const std::uint64_t read_before = read_;
    Result<std::unique_ptr<ByteStream>> stream = open_file_stream(file.path, &read_);
    if (!stream) return reject(file.path, stream.error().what, stream.error().hint);
    auto buffered = std::make_unique<BufferedStream>(std::move(*stream));
    const std::string_view head = buffered->peek(kSniffBytes);
    if (packing_of(head) == Packing::kZip && !document_in_zip(head, format_by_ending(file.path))) {
      read_ = read_before;
      return push(open_zip_file(file.path, file.bytes, &read_, limits_), file.path);
    }
    descend(std::move(buffered), file.path);
  }

  void take_files() {
    flush();
    Batch batch;
    batch.read_as = inputs_.format;
    while (position_ < inputs_.files.size() && for_workers(inputs_.files[position_]) &&
           batch.files.size() < kFilesPerBatch && batch.file_bytes < kFilesBytes) {
      batch.file_bytes += inputs_.files[position_].bytes;
      batch.files.push_back(inputs_.files[position_++].path);
    }
    batch.bytes = batch.file_bytes;
    ready_.push_back(std::move(batch));
  }

  /// Follows a stream into what is packed in it, down to what a reader reads.
  void descend(std::unique_ptr<ByteStream> stream, const std::string& path) {
    auto buffered = std::make_unique<BufferedStream>(std::move(stream));
    Packing packing = packing_of(buffered->peek(kPackingHead));
    if (packing != Packing::kNone && !is_archive(packing)) {
      buffered = std::make_unique<BufferedStream>(unpack_stream(std::move(buffered), packing, limits_));
      packing = packing_of(buffered->peek(kPackingHead));
      if (packing != Packing::kNone && !is_archive(packing)) {
        return reject(path, fmt::format("{} data are packed in packed data", name(packing)),
                      "unpack it once yourself");
      }
    }
    const std::string_view head = buffered->peek(kSniffBytes);
    // Tar files of before 1988 have no sign of their own.
    if (packing == Packing::kNone && has_archive_ending(path) && tell(head, std::nullopt) == Format::kBinary)
      packing = Packing::kTar;
    if (packing == Packing::kZip && document_in_zip(head, format_by_ending(path))) packing = Packing::kNone;
    if (is_archive(packing)) {
      if (archives_.size() == kMaxArchives) {
        return reject(path, "an archive in an archive in an archive", "unpack the outer ones yourself");
      }
      return push(open_archive(std::move(buffered), packing, limits_), path);
    }
    read_leaf(std::move(buffered), path);
  }

  void push(Result<std::unique_ptr<Archive>> archive, const std::string& path) {
    if (!archive) return reject(path, archive.error().what, archive.error().hint);
    archives_.push_back({std::move(*archive), path, path.ends_with(".wacz"), 0});
  }

  void next_member() {
    OpenArchive& open = archives_.back();
    Result<std::optional<Archive::Member>> member = open.archive->next();
    if (!member) {
      reject(open.path, member.error().what, member.error().hint);
      archives_.pop_back();
      return;
    }
    if (!*member) {
      if (open.empty) {
        reject(open.path, "the archive holds nothing", "was it saved whole? fetch or pack it again");
      } else if (open.wacz && open.warcs == 0) {
        reject(open.path, "the WACZ holds no WARC file below archive/", "is it a WACZ? else call it .zip");
      }
      archives_.pop_back();
      return;
    }
    open.empty = false;
    const std::string& name = (*member)->name;
    const std::string path = open.path + "!" + shown(name);
    if ((*member)->link) {
      ++pending_.skipped["link in an archive"];
      return;
    }
    if (!(*member)->file) return;
    if (is_hidden(name)) {
      ++pending_.skipped["hidden file in an archive"];
      return;
    }
    const std::optional<Format> by_name = format_by_ending(name);
    const bool web_archive =
        name.starts_with("archive/") && (by_name == Format::kWarc || by_name == Format::kArc);
    // A WACZ may be made of several.
    if (open.wacz && !web_archive && !name.ends_with(".wacz")) {
      ++pending_.skipped["file of a WACZ that is no WARC"];
      return;
    }
    open.warcs += open.wacz ? 1 : 0;
    descend(open.archive->contents(), path);
  }

  void read_leaf(std::unique_ptr<BufferedStream> stream, const std::string& path) {
    const Format format =
        inputs_.format ? *inputs_.format : tell_file(stream->peek(kSniffBytes), format_by_ending(path));
    if (format == Format::kCsv && !archives_.empty() && is_metadata_table(*stream, path)) {
      ++pending_.skipped["list that describes files"];
      pending_.rejects.push_back({Reject::Kind::kWarning,
                                  {path, 0},
                                  "the metadata table lies in an archive and is not used",
                                  "unpack it and give it with --metadata"});
      return flush_when_full();
    }
    const Kind& kind = kind_of(format);
    switch (kind.treatment) {
      case Treatment::kCapture:
        return gather(*stream, path, format);
      case Treatment::kCollection:
        return begin(make_cutter(format, std::move(stream), path, pending_.rejects), path);
      case Treatment::kSkipped:
        ++pending_.skipped[std::string(kind.name)];
        return flush_when_full();
      case Treatment::kNotRead:
        return reject(path, not_read(kind), std::string(kind.remedy));
    }
  }

  /// By its name and header line.
  static bool is_metadata_table(BufferedStream& stream, std::string_view path) {
    if (path.substr(path.find_last_of("/!") + 1) != kSidecarName) return false;
    const std::string_view head = stream.peek(kSniffBytes);
    const auto table = parse_metadata_table(head.substr(0, head.rfind('\n')), std::string(path), false);
    return table && !table->has_texts;
  }

  void begin(std::unique_ptr<Cutter> cutter, const std::string& path) {
    flush();
    cutter_ = std::move(cutter);
    cut_path_ = path;
    cut_nothing_ = true;
  }

  void gather(ByteStream& stream, const std::string& path, Format format) {
    Whole whole =
        format == Format::kHtml ? read_page(stream, kMaxCaptureBytes) : read_whole(stream, kMaxCaptureBytes);
    if (whole.damage) return reject(path, whole.damage->what, whole.damage->hint);
    if (whole.too_long) return reject(path, std::string(kTooLong), std::string(kTooLongRemedy));
    pending_.bytes += whole.bytes.size();
    pending_.captures.push_back({{path, 0}, format, std::move(whole.bytes)});
    flush_when_full();
  }

  InputList inputs_;
  std::istream& standard_input_;
  UnpackLimits limits_;
  std::size_t position_ = 0;
  std::uint64_t read_ = 0;  // since the last batch
  std::deque<Batch> ready_;
  Batch pending_;
  std::vector<OpenArchive> archives_;
  std::unique_ptr<Cutter> cutter_;
  std::string cut_path_;     ///< of what `cutter_` cuts
  bool cut_nothing_ = true;  ///< neither a record nor a reject yet
};

}  // namespace

std::unique_ptr<BatchSource> make_file_source(InputList inputs, std::istream& standard_input,
                                              const UnpackLimits& limits) {
  return std::make_unique<FileSource>(std::move(inputs), standard_input, limits);
}

}  // namespace dateline::indexer
