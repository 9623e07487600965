#include "searcher/feed/feed_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "common/json_writer.h"
#include "searcher/export/output_file.h"
#include "searcher/feed/feed_schema.h"

namespace dateline::feed {
namespace {

constexpr std::string_view kState = "feed.json";
constexpr std::string_view kSchema = "schema.json";

std::string part_name(std::uint64_t first, std::uint64_t last) {
  return fmt::format("documents-{:07}-{:07}.json", first, last);
}

struct PartRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

std::optional<PartRange> range_of(const std::string& name) {
  PartRange range;
  constexpr std::string_view kPrefix = "documents-";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  const char* const end = name.data() + name.size();
  const auto first = std::from_chars(name.data() + kPrefix.size(), end, range.first);
  if (first.ec != std::errc() || first.ptr == end) return std::nullopt;
  const auto last = std::from_chars(first.ptr + 1, end, range.last);
  if (last.ec != std::errc() || name != part_name(range.first, range.last)) return std::nullopt;
  return range;
}

/// Whether it is what is left of a part that was not finished (see search::OutputFile).
bool is_leftover(const std::string& name) { return name.find(".json.part-") != std::string::npos; }

std::string state_text(const FeedIdentity& identity, bool complete, std::uint64_t documents) {
  JsonWriter json;
  json.object([&] {
    json.member("for", name(identity.target));
    json.member("index_name", identity.index_name);
    std::string_view request = identity.request;
    while (request.ends_with('\n')) request.remove_suffix(1);
    json.key("request");
    json.json(request);
    json.member("complete", complete);
    if (complete) json.member("documents", documents);
  });
  return json.line();
}

tl::unexpected<Error> holds_another(const std::filesystem::path& folder, std::string_view what) {
  return fail(ErrorKind::kUsage, fmt::format("{} holds {}", folder.string(), what),
              "choose another folder, or remove this one");
}

struct Contents {
  std::vector<PartRange> parts;  ///< by first rank
  bool state = false;
  bool other = false;
};

Result<Contents> look_into(const std::filesystem::path& folder) {
  Contents out;
  std::error_code error;
  auto entry = std::filesystem::directory_iterator(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (const auto range = range_of(name)) {
      out.parts.push_back(*range);
    } else if (name == kState) {
      out.state = true;
    } else if (is_leftover(name)) {
      std::error_code ignored;
      std::filesystem::remove(entry->path(), ignored);
    } else if (name != kSchema) {
      out.other = true;
    }
  }
  if (error) {
    return fail(ErrorKind::kSystem, fmt::format("cannot read {}: {}", folder.string(), error.message()),
                "choose another folder");
  }
  std::sort(out.parts.begin(), out.parts.end(),
            [](const PartRange& a, const PartRange& b) { return a.first < b.first; });
  return out;
}

Result<std::string> read_state(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in)
    return fail(ErrorKind::kSystem, fmt::format("cannot read {}", file.string()), "choose another folder");
  return text;
}

}  // namespace

void PartText::add(std::string_view id, std::string_view document) {
  switch (target_) {
    case Target::kSolr:
      text_ += text_.empty() ? "[\n" : ",\n";
      text_ += document;
      break;
    case Target::kOpensearch:
      text_ += fmt::format("{{\"index\":{{\"_id\":\"{}\"}}}}\n", id);
      text_ += document;
      text_ += '\n';
      break;
    case Target::kQuickwit:
      text_ += document;
      text_ += '\n';
      break;
  }
  ++documents_;
}

std::string PartText::take() {
  if (target_ == Target::kSolr) text_ += text_.empty() ? "[]\n" : "\n]\n";
  documents_ = 0;
  return std::exchange(text_, {});
}

FeedFolder::FeedFolder(std::filesystem::path folder, FeedIdentity identity)
    : folder_(std::move(folder)), identity_(std::move(identity)), part_(identity_.target) {}

Result<FeedFolder> FeedFolder::open(const std::filesystem::path& folder, const FeedIdentity& identity) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(ErrorKind::kSystem, fmt::format("cannot create {}: {}", folder.string(), error.message()),
                "choose another folder");
  }
  const Result<Contents> contents = look_into(folder);
  if (!contents) return fail(contents.error());
  if (contents->other || (!contents->state && !contents->parts.empty()))
    return holds_another(folder, "files that are no part of a feed");
  FeedFolder out(folder, identity);
  if (contents->state) {
    const Result<std::string> state = read_state(folder / kState);
    if (!state) return fail(state.error());
    std::uint64_t last = 0;
    for (const PartRange& part : contents->parts) {
      if (part.first != last + 1 || part.last < part.first)
        return holds_another(folder, "a feed of which a part is missing");
      last = part.last;
    }
    if (*state != state_text(identity, false, 0) && *state != state_text(identity, true, last))
      return holds_another(folder,
                           "the feed of another query, of another state of the index, or for another engine");
    out.written_ = last;
    return out;
  }
  if (const Status said = out.write_state(false); !said) return fail(said.error());
  if (const Status told =
          search::write_file(folder / kSchema, schema_of(identity.target, identity.index_name));
      !told)
    return fail(told.error());
  return out;
}

Status FeedFolder::add(std::string_view id, std::string_view document) {
  if (part_.documents() > 0 && part_.bytes() + document.size() > kMaxPartBytes) {
    if (Status written = write_part(); !written) return written;
  }
  part_.add(id, document);
  return part_.documents() < kMaxPartDocuments ? Status() : write_part();
}

Status FeedFolder::write_part() {
  const std::uint64_t last = written_ + part_.documents();
  const std::filesystem::path file = folder_ / part_name(written_ + 1, last);
  if (Status written = search::write_file(file, part_.take()); !written) return written;
  written_ = last;
  return {};
}

Status FeedFolder::finish() {
  if (part_.documents() > 0) {
    if (Status written = write_part(); !written) return written;
  }
  return write_state(true);
}

Status FeedFolder::write_state(bool complete) {
  return search::write_file(folder_ / kState, state_text(identity_, complete, written_));
}

}  // namespace dateline::feed
