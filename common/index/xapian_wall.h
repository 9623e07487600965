#pragma once

#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

#include "common/result.h"

namespace dateline::index {

/// An Error on its way through code that throws; the wall gives it back as it is.
class Failure : public std::exception {
 public:
  explicit Failure(Error error) : error_(std::move(error)) {}
  const Error& error() const { return error_; }
  const char* what() const noexcept override { return error_.what.c_str(); }

 private:
  Error error_;
};

/// For a catch block: the exception that is being handled, when it is of Xapian or of the standard
/// library, as an Error, so that a person reads what happened and what to do. Others are thrown on.
/// `index_changed`, where it is given, becomes true when the database was replaced while it was read
/// (Xapian::DatabaseModifiedError).
Error error_in_flight(bool* index_changed);

/// The wall between Xapian's exceptions and our errors: runs `f`; an exception of Xapian or of the standard
/// library becomes an Error. Nothing else in the project names Xapian::Error. `index_changed` as above.
template <class F>
auto guard(F&& f, bool* index_changed = nullptr) -> Result<std::invoke_result_t<F>> {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
      std::invoke(f);
      return {};
    } else {
      return std::invoke(f);
    }
  } catch (...) {
    return fail(error_in_flight(index_changed));
  }
}

}  // namespace dateline::index
