#include "tests/common/dates/kcna_articles.h"

#include <zstd.h>

#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

namespace dateline::testing {

std::size_t for_each_article(const std::filesystem::path& file,
                             const std::function<bool(const KcnaArticle&)>& use) {
  const std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream(ZSTD_createDStream(),
                                                                             ZSTD_freeDStream);
  std::ifstream in(file, std::ios::binary);
  std::vector<char> packed(ZSTD_DStreamInSize());
  std::vector<char> plain(ZSTD_DStreamOutSize());
  std::string pending;
  std::size_t unreadable = 0;
  while (in) {
    in.read(packed.data(), static_cast<std::streamsize>(packed.size()));
    ZSTD_inBuffer input{packed.data(), static_cast<std::size_t>(in.gcount()), 0};
    while (input.pos < input.size) {
      ZSTD_outBuffer output{plain.data(), plain.size(), 0};
      if (ZSTD_isError(ZSTD_decompressStream(stream.get(), &output, &input)) != 0) return unreadable + 1;
      pending.append(plain.data(), output.pos);
      std::size_t at = 0;
      for (std::size_t end; (end = pending.find('\n', at)) != std::string::npos; at = end + 1) {
        const auto row =
            nlohmann::json::parse(pending.begin() + static_cast<std::ptrdiff_t>(at),
                                  pending.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
        if (!row.is_object()) {
          ++unreadable;
          continue;
        }
        const KcnaArticle article{row.value("id", ""), row.value("date", ""), row.value("url", ""),
                                  row.value("body", "")};
        if (!use(article)) return unreadable;
      }
      pending.erase(0, at);
    }
  }
  return unreadable;
}

}  // namespace dateline::testing
