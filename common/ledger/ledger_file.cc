#include "common/ledger/ledger_file.h"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>

#include "common/index/bytes.h"
#include "common/index/damaged.h"

namespace dateline::ledger {
namespace {

constexpr std::string_view kMagic = "DLLEDG01";
constexpr std::uint32_t kFormat = 2;
constexpr std::size_t kRowBytes = 56;
constexpr std::size_t kTextRowBytes = 24;
constexpr std::size_t kHeadBytes = 64;
/// So many records or text rows have a checksum together.
constexpr std::size_t kRowsOfABlock = 64;
/// So many lists of names are packed together.
constexpr std::size_t kNamesOfAFrame = 256;
/// They have a checksum, which is compared before they are unpacked.
constexpr std::uint64_t kMostTableBytes = std::uint64_t{1} << 34;
constexpr std::uint64_t kMostRows = std::uint64_t{1} << 32;

// The head: magic, u32 format, u32 0, then the sizes in bytes of rows, tables, text rows and frames, the hash
// of these sizes, of the tables and of the checksums, u64 0. Parts: rows, tables, text rows, checksums,
// frames.
struct Sizes {
  std::uint64_t rows = 0;
  std::uint64_t tables = 0;
  std::uint64_t texts = 0;
  std::uint64_t frames = 0;
  std::uint64_t hash = 0;
};

static_assert(std::endian::native == std::endian::little);

template <class Number>
Number at(std::string_view bytes, std::size_t offset) {
  Number number;
  std::memcpy(&number, bytes.data() + offset, sizeof number);
  return number;
}

std::string head_bytes(const Sizes& sizes) {
  index::ByteWriter out;
  out.fixed(kFormat);
  out.fixed(std::uint32_t{0});
  for (const std::uint64_t size : {sizes.rows, sizes.tables, sizes.texts, sizes.frames, sizes.hash})
    out.fixed(size);
  out.fixed(std::uint64_t{0});
  return std::string(kMagic) + out.take();
}

std::uint64_t hash_of(const Sizes& sizes, std::initializer_list<std::string_view> parts) {
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  const std::uint64_t numbers[4] = {sizes.rows, sizes.tables, sizes.texts, sizes.frames};
  XXH3_64bits_update(&state, numbers, sizeof numbers);
  for (const std::string_view part : parts) XXH3_64bits_update(&state, part.data(), part.size());
  return XXH3_64bits_digest(&state);
}

constexpr std::size_t blocks_of(std::size_t rows) { return (rows + kRowsOfABlock - 1) / kRowsOfABlock; }

/// The rows of a block.
std::string_view block_of(std::string_view rows, std::size_t row_bytes, std::size_t block) {
  return rows.substr(block * kRowsOfABlock * row_bytes, kRowsOfABlock * row_bytes);
}

void append_checks(std::string_view rows, std::size_t row_bytes, index::ByteWriter& out) {
  for (std::size_t block = 0; block < blocks_of(rows.size() / row_bytes); ++block) {
    const std::string_view bytes = block_of(rows, row_bytes, block);
    out.fixed(std::uint64_t{XXH3_64bits(bytes.data(), bytes.size())});
  }
}

void append(const Record& r, index::ByteWriter& out) {
  out.fixed(r.id);
  out.fixed(r.text);
  out.fixed(r.other);
  out.fixed(static_cast<std::uint32_t>(r.day));
  out.fixed(r.file);
  out.fixed(r.place);
  out.fixed(r.stored);
  out.fixed(r.names);
  out.fixed(r.kinds);
  out.fixed(r.status);
  out.byte(static_cast<std::uint8_t>(r.event));
  out.byte(r.extractor);
  out.byte(r.how);
  out.byte(0);
  out.fixed(r.age);
}

Event event_in(std::string_view row) {
  constexpr std::size_t kEventOffset = 48;
  const auto byte = static_cast<std::uint8_t>(row[kEventOffset]);
  return static_cast<Event>(std::min(byte, static_cast<std::uint8_t>(kEventCount - 1)));
}

void append(const LedgerHead& head, index::ByteWriter& out) {
  out.number(head.generation);
  out.signed_number(head.written);
  out.number(head.articles);
  out.byte(head.root ? 1 : 0);
  out.fixed(head.root.value_or(ContentRoot{}).low);
  out.fixed(head.root.value_or(ContentRoot{}).high);
  out.string(head.program);
  out.string(head.analyzer);
}

LedgerHead read_head(index::ByteReader& in) {
  LedgerHead head;
  head.generation = in.number();
  head.written = in.signed_number();
  head.articles = in.number();
  const bool has_root = in.byte() != 0;
  ContentRoot root;
  root.low = in.fixed<std::uint64_t>();
  root.high = in.fixed<std::uint64_t>();
  if (has_root) head.root = root;
  head.program = in.string();
  head.analyzer = in.string();
  return head;
}

tl::unexpected<Error> damaged_file(const std::filesystem::path& file) {
  return fail(ErrorKind::kIndex, fmt::format("the ledger file {} is damaged", file.string()), kRestoreLedger);
}

}  // namespace

std::string_view name(Missing missing) {
  constexpr std::string_view kNames[kMissingCount] = {"gone",  "redirect", "soft-gone", "blocked",
                                                      "there", "delisted", "listed"};
  return kNames[static_cast<std::size_t>(missing)];
}

std::uint32_t LedgerFileWriter::string(std::string_view text) {
  if (text.empty()) return 0;
  if (const auto known = numbers_.find(text); known != numbers_.end()) return known->second;
  strings_.emplace_back(text);
  const auto number = static_cast<std::uint32_t>(strings_.size());
  numbers_.emplace(std::string(text), number);
  return number;
}

std::uint32_t LedgerFileWriter::names(const std::vector<NameChange>& names) {
  if (names.empty()) return 0;
  names_.push_back(names);
  return static_cast<std::uint32_t>(names_.size());
}

std::uint32_t LedgerFileWriter::text(std::string_view frame, std::uint64_t base) {
  const std::uint64_t place = frames_.size();
  frames_ += frame;
  return add_text({Text::In::kFrames, place, frame.size(), base});
}

std::uint32_t LedgerFileWriter::text_there(std::string_view frame, std::uint64_t base) {
  return add_text({Text::In::kMemory, 0, frame.size(), base, frame.data()});
}

std::uint32_t LedgerFileWriter::text_later(std::uint64_t place, std::uint32_t bytes) {
  return add_text({Text::In::kElsewhere, place, bytes, 0});
}

std::uint32_t LedgerFileWriter::add_text(Text text) {
  text_bytes_ += text.bytes;
  texts_.push_back(text);
  return static_cast<std::uint32_t>(texts_.size());
}

/// The texts in their order, in large pieces.
Status LedgerFileWriter::write_texts(const index::Sink& sink) const {
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  std::string piece;
  for (const Text& text : texts_) {
    if (text.in == Text::In::kElsewhere) {
      const Result<std::string> bytes = read_later(text.place, static_cast<std::uint32_t>(text.bytes));
      if (!bytes) return fail(bytes.error());
      piece += *bytes;
    } else {
      const char* from = text.in == Text::In::kMemory ? text.memory : frames_.data() + text.place;
      piece.append(from, static_cast<std::size_t>(text.bytes));
    }
    if (piece.size() < kPiece) continue;
    if (Status done = sink(piece); !done) return done;
    piece.clear();
  }
  return sink(piece);
}

std::uint64_t LedgerFileWriter::bytes() const {
  constexpr std::uint64_t kBytesOfRecord = kRowBytes + 8;  // with what it names
  return kHeadBytes + records_.size() * kBytesOfRecord + texts_.size() * kTextRowBytes + text_bytes_;
}

/// The lists of a frame, the first of them `first`.
std::string LedgerFileWriter::names_from(std::size_t first) const {
  index::ByteWriter out;
  for (std::size_t i = first; i < std::min(first + kNamesOfAFrame, names_.size()); ++i) {
    index::ByteWriter list;
    list.number(names_[i].size());
    for (const NameChange& change : names_[i]) {
      list.string(change.name);
      list.number(change.before);
      list.number(change.after);
    }
    out.string(list.str());
  }
  return out.take();
}

Status LedgerFileWriter::write(const index::Sink& sink) {
  std::stable_sort(records_.begin(), records_.end(), [](const Record& a, const Record& b) {
    return std::tuple(a.id, b.age) < std::tuple(b.id, a.age);
  });
  index::ByteWriter rows;
  rows.reserve(records_.size() * kRowBytes);
  for (const Record& record : records_) append(record, rows);
  index::ByteWriter tables;
  append(head, tables);
  std::string name_frames;
  tables.number(strings_.size());
  for (const std::string& text : strings_) tables.string(text);
  tables.number(names_.size());
  for (std::size_t first = 0; first < names_.size(); first += kNamesOfAFrame) {
    const std::string frame = packer_.pack(names_from(first), {}, kMostTableBytes);
    tables.number(frame.size());
    name_frames += frame;
  }
  for (const LedgerHead& earlier : before) append(earlier, tables);
  const std::string packed = packer_.pack(tables.str(), {}, kMostTableBytes);
  index::ByteWriter texts;
  std::uint64_t offset = 0;
  for (const Text& text : texts_) {
    texts.fixed(offset);
    offset += text.bytes;
    texts.fixed(text.bytes);
    texts.fixed(text.base);
  }
  index::ByteWriter checks;
  append_checks(rows.str(), kRowBytes, checks);
  append_checks(texts.str(), kTextRowBytes, checks);
  Sizes sizes{rows.str().size(), packed.size(), texts.str().size(), text_bytes_ + name_frames.size(), 0};
  sizes.hash = hash_of(sizes, {packed, checks.str()});
  const std::string first = head_bytes(sizes);
  for (const std::string_view part :
       {std::string_view(first), std::string_view(rows.str()), std::string_view(packed),
        std::string_view(texts.str()), std::string_view(checks.str())}) {
    if (Status done = sink(part); !done) return done;
  }
  if (Status done = write_texts(sink); !done) return done;
  return sink(name_frames);
}

Result<LedgerFile> LedgerFile::open(const std::filesystem::path& file, LedgerChecks checks) {
  Result<index::MappedFile> mapped = index::map_file(file);
  if (!mapped) return fail(mapped.error());
  return open(std::move(*mapped), file, checks);
}

Result<LedgerFile> LedgerFile::open(index::MappedFile mapped, const std::filesystem::path& file,
                                    LedgerChecks checks) {
  LedgerFile out;
  out.mapped_ = std::move(mapped);
  const std::string_view bytes = out.mapped_.bytes;
  if (bytes.size() < kHeadBytes || !bytes.starts_with(kMagic)) return damaged_file(file);
  if (at<std::uint32_t>(bytes, 8) != kFormat) {
    return fail(ErrorKind::kIndex, fmt::format("the ledger file {} is of another format", file.string()),
                "use the version of dateline that wrote it");
  }
  const Sizes sizes{at<std::uint64_t>(bytes, 16), at<std::uint64_t>(bytes, 24), at<std::uint64_t>(bytes, 32),
                    at<std::uint64_t>(bytes, 40), at<std::uint64_t>(bytes, 48)};
  // Bytes that mean nothing yet are 0, so that damage to them is seen too.
  if (at<std::uint32_t>(bytes, 12) != 0 || at<std::uint64_t>(bytes, 56) != 0) return damaged_file(file);
  const std::uint64_t most = bytes.size();
  const bool may_fit = sizes.rows <= most && sizes.tables <= most && sizes.texts <= most &&
                       sizes.frames <= most && sizes.rows % kRowBytes == 0 &&
                       sizes.texts % kTextRowBytes == 0 && sizes.rows / kRowBytes <= kMostRows;
  if (!may_fit) return damaged_file(file);
  out.records_ = sizes.rows / kRowBytes;
  out.texts_ = sizes.texts / kTextRowBytes;
  const std::size_t blocks = blocks_of(out.records_) + blocks_of(out.texts_);
  if (kHeadBytes + sizes.rows + sizes.tables + sizes.texts + blocks * 8 + sizes.frames != most)
    return damaged_file(file);
  std::string_view rest = bytes.substr(kHeadBytes);
  const auto take = [&rest](std::uint64_t size) {
    const std::string_view part = rest.substr(0, static_cast<std::size_t>(size));
    rest.remove_prefix(part.size());
    return part;
  };
  out.rows_ = take(sizes.rows);
  const std::string_view packed_tables = take(sizes.tables);
  out.text_rows_ = take(sizes.texts);
  out.checks_ = take(blocks * 8);
  out.frames_ = take(sizes.frames);
  if (hash_of(sizes, {packed_tables, out.checks_}) != sizes.hash) return damaged_file(file);
  out.checked_ = std::make_shared<Checked>();
  out.checked_->blocks = std::make_unique<std::atomic<bool>[]>(blocks);
  if (!out.read_tables(packed_tables)) return damaged_file(file);
  if (checks == LedgerChecks::kWhenRead) return out;
  for (std::size_t block = 0; block < blocks; ++block) {
    if (!out.is_sound(block)) return damaged_file(file);
  }
  return out;
}

Status LedgerFile::read_tables(std::string_view packed) {
  TextPacker packer;
  Result<std::string> tables = packer.unpack(packed, {}, kMostTableBytes);
  if (!tables) return fail(tables.error());
  auto read = std::make_shared<Tables>();
  read->bytes = std::move(*tables);
  index::ByteReader in(read->bytes);
  heads_.push_back(read_head(in));
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) read->strings.push_back(in.string());
  read->names = in.number();
  const auto damaged = [] { return index::damaged("the tables of a ledger file are damaged"); };
  if (!in.ok() || read->names > kMostRows) return damaged();
  const std::size_t frames = (read->names + kNamesOfAFrame - 1) / kNamesOfAFrame;
  std::vector<std::uint64_t> bytes;
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < frames && in.ok() && all <= frames_.size(); ++i) {
    bytes.push_back(std::min<std::uint64_t>(in.number(), frames_.size() + 1));
    all += bytes.back();
  }
  if (!in.ok() || bytes.size() != frames || all > frames_.size()) return damaged();
  // They stand behind the texts.
  std::string_view rest = frames_.substr(frames_.size() - static_cast<std::size_t>(all));
  frames_.remove_suffix(rest.size());
  read->name_lists = std::make_unique<NameLists[]>(frames);
  for (std::size_t i = 0; i < frames; ++i) {
    read->name_lists[i].packed = rest.substr(0, static_cast<std::size_t>(bytes[i]));
    rest.remove_prefix(read->name_lists[i].packed.size());
  }
  while (in.ok() && !in.at_end()) heads_.push_back(read_head(in));
  if (!in.ok()) return damaged();
  tables_ = std::move(read);
  return {};
}

/// Blocks of records come first, then those of text rows.
bool LedgerFile::is_sound(std::size_t block) const {
  std::atomic<bool>& checked = checked_->blocks[block];
  if (checked.load(std::memory_order_relaxed)) return true;
  const std::size_t of_records = blocks_of(records_);
  const std::string_view bytes = block < of_records ? block_of(rows_, kRowBytes, block)
                                                    : block_of(text_rows_, kTextRowBytes, block - of_records);
  if (XXH3_64bits(bytes.data(), bytes.size()) != at<std::uint64_t>(checks_, block * 8)) {
    checked_->damaged = true;
    return false;
  }
  checked.store(true, std::memory_order_relaxed);
  return true;
}

/// Nothing but zeros where it is damaged.
std::string_view LedgerFile::row(std::size_t i) const {
  static constexpr char kNothing[kRowBytes] = {};
  if (!is_sound(i / kRowsOfABlock)) return {kNothing, kRowBytes};
  return rows_.substr(i * kRowBytes, kRowBytes);
}

std::string_view LedgerFile::text_row(std::size_t i) const {
  if (!is_sound(blocks_of(records_) + i / kRowsOfABlock)) return {};
  return text_rows_.substr(i * kTextRowBytes, kTextRowBytes);
}

Record LedgerFile::record(std::size_t i) const {
  const std::string_view row = this->row(i);
  Record r;
  r.id = at<std::uint64_t>(row, 0);
  r.text = at<std::uint64_t>(row, 8);
  r.other = at<std::uint64_t>(row, 16);
  r.day = static_cast<std::int32_t>(at<std::uint32_t>(row, 24));
  r.file = at<std::uint32_t>(row, 28);
  r.place = at<std::uint32_t>(row, 32);
  r.stored = at<std::uint32_t>(row, 36);
  r.names = at<std::uint32_t>(row, 40);
  r.kinds = at<std::uint16_t>(row, 44);
  r.status = at<std::uint16_t>(row, 46);
  r.event = event_in(row);
  r.extractor = static_cast<std::uint8_t>(row[49]);
  r.how = static_cast<std::uint8_t>(row[50]);
  r.age = std::min(at<std::uint32_t>(row, 52), static_cast<std::uint32_t>(heads_.size() - 1));
  return r;
}

std::uint64_t LedgerFile::hash() const { return XXH3_64bits(mapped_.bytes.data(), mapped_.bytes.size()); }

std::uint64_t LedgerFile::id(std::size_t i) const { return at<std::uint64_t>(row(i), 0); }

Event LedgerFile::event(std::size_t i) const { return event_in(row(i)); }

std::pair<std::size_t, std::size_t> LedgerFile::range(std::uint64_t wanted) const {
  std::size_t low = 0;
  std::size_t high = records_;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (id(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  std::size_t end = low;
  while (end < records_ && id(end) == wanted) ++end;
  return {low, end};
}

Result<std::string> LedgerFile::string(std::uint32_t number) const {
  if (number == 0) return std::string();
  if (number > tables_->strings.size()) return index::damaged("a record of the ledger is damaged");
  return std::string(tables_->strings[number - 1]);
}

Result<std::vector<NameChange>> LedgerFile::names(std::uint32_t number) const {
  if (number == 0) return std::vector<NameChange>();
  const auto damaged = [] { return index::damaged("a record of the ledger is damaged"); };
  if (number > tables_->names) return damaged();
  NameLists& some = tables_->name_lists[(number - 1) / kNamesOfAFrame];
  std::call_once(some.once, [&some] {
    TextPacker packer;
    Result<std::string> bytes = packer.unpack(some.packed, {}, kMostTableBytes);
    if (!bytes) return;
    some.bytes = std::move(*bytes);
    index::ByteReader all(some.bytes);
    while (all.ok() && !all.at_end()) some.lists.push_back(all.string());
    if (!all.ok()) some.lists.clear();
  });
  const std::size_t place = (number - 1) % kNamesOfAFrame;
  if (place >= some.lists.size()) return damaged();
  std::vector<NameChange> names;
  index::ByteReader in(some.lists[place]);
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    NameChange change{std::string(in.string()), 0, 0};
    change.before = static_cast<std::uint32_t>(in.number());
    change.after = static_cast<std::uint32_t>(in.number());
    names.push_back(std::move(change));
  }
  if (!in.ok() || !in.at_end()) return index::damaged("a record of the ledger is damaged");
  return names;
}

Result<LedgerFile::Frame> LedgerFile::frame(std::uint32_t number) const {
  if (number == 0 || number > texts_) return index::damaged("a record of the ledger is damaged");
  const std::string_view row = text_row(number - 1);
  if (row.empty()) return index::damaged("a record of the ledger is damaged");
  const auto offset = at<std::uint64_t>(row, 0);
  const auto bytes = at<std::uint64_t>(row, 8);
  if (offset > frames_.size() || bytes > frames_.size() - offset)
    return index::damaged("a record of the ledger is damaged");
  return Frame{frames_.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(bytes)),
               at<std::uint64_t>(row, 16)};
}

}  // namespace dateline::ledger
