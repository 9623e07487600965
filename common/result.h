#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "common/error.h"

namespace dateline {

/// A value, or the error that a person is to read. `std::expected` of C++23, from libexpected-dev until then.
template <class T>
using Result = tl::expected<T, Error>;

/// Done, or the error.
using Status = Result<void>;

/// For `return fail(ErrorKind::kInput, "what happened", "what to do");`
inline tl::unexpected<Error> fail(ErrorKind kind, std::string what, std::string hint = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(what), std::move(hint)});
}

/// Hands an error on unchanged: `if (!x) return fail(x.error());`
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace dateline
