/// libFuzzer target: any bytes as what a shard on another machine sends. The first byte says as what.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/index/manifest.h"
#include "common/index/serve_values.h"
#include "common/index/stored_article.h"
#include "common/index/stored_data.h"
#include "common/index/word_forms.h"
#include "common/text/name_list.h"
#include "searcher/remote/address.h"
#include "searcher/remote/shard.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace index = dateline::index;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 8) {
    case 0:
      if (const auto shard = index::parse_shard_name(bytes)) {
        if (shard->count > index::kMaxShards || shard->number > shard->count) __builtin_trap();
      }
      break;
    case 1:
      (void)index::parse_manifest(bytes, "shard", index::kSchemaVersion);
      break;
    case 2:
      (void)index::StoredDictionary::load(bytes);
      break;
    case 3:
      (void)index::decode_article(bytes, nullptr, dateline::remote::SizeLimits::kArticle);
      break;
    case 4:
      for (const std::string_view word : index::decode_forms(bytes)) {
        if (word.empty() || word.size() > 255) __builtin_trap();
      }
      break;
    case 5:
      if (const auto key = index::SortKey::of_newest(bytes)) {
        if (key->newest_first() != bytes && key->day != 0) __builtin_trap();
      }
      (void)index::SortKey::of_oldest(bytes);
      break;
    case 6:
      (void)dateline::text::decode_name_lists(bytes);
      break;
    default:
      if (const auto read = dateline::remote::parse_addresses(bytes)) {
        for (const auto& address : *read) {
          if (address.host.empty() || address.host.front() == '-') __builtin_trap();
          const std::string arguments = dateline::remote::ssh_arguments(address, 5);
          if (arguments.find('\n') != std::string::npos || arguments.find("  ") != std::string::npos)
            __builtin_trap();
        }
      }
  }
  return 0;
}
