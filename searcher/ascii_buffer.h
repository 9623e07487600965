#pragma once

#include <streambuf>
#include <string_view>

#include "searcher/show/printable.h"

namespace dateline::search {

/// Lets everything through to `target` as show::ascii_only has it. Each write must hold whole characters.
/// `target` must outlive it.
class AsciiBuffer final : public std::streambuf {
 public:
  explicit AsciiBuffer(std::streambuf& target) : target_(target) {}

 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    const std::string plain = show::ascii_only(std::string_view(text, static_cast<std::size_t>(size)));
    const auto plain_size = static_cast<std::streamsize>(plain.size());
    return target_.sputn(plain.data(), plain_size) == plain_size ? size : 0;
  }
  int_type overflow(int_type c) override {
    return traits_type::eq_int_type(c, traits_type::eof()) ? traits_type::not_eof(c)
                                                           : target_.sputc(traits_type::to_char_type(c));
  }
  int sync() override { return target_.pubsync(); }

 private:
  std::streambuf& target_;
};

}  // namespace dateline::search
