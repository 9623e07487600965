#include "indexer/watch_folders.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "common/index/index_folder.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/sources/folder_watch.h"
#include "indexer/sources/inputs.h"

namespace dateline::indexer {
namespace {

constexpr std::chrono::milliseconds kLockPause{200};

/// Calls `add` as soon as no other program writes the index.
Result<ExitCode> when_free(const std::function<Result<ExitCode>()>& add, const Streams& streams, bool quiet) {
  for (bool said = false;;) {
    Result<ExitCode> done = add();
    if (done || !index::is_locked(done.error())) return done;
    if (*streams.stop) return fail(stopped_error());
    if (!said && !quiet) fmt::print(streams.err, "note: {}; waiting\n", text::visible(done.error().what));
    said = true;
    std::this_thread::sleep_for(kLockPause);
  }
}

/// The files of `news` that are to be read now.
std::vector<std::string> ready(const BuildOptions& options, const std::vector<std::string>& folders,
                               const FolderWatch::News& news) {
  InputList list =
      list_inputs(folders, options.format, options.leave_out, news.is_all ? nullptr : &news.files);
  for (const Reject& reject : list.rejects) {
    if (options.on_reject) options.on_reject(reject);
  }
  std::vector<std::string> files;
  for (InputFile& file : list.files) {
    // When it is closed there is news of it.
    if (!is_being_written(file.path)) files.push_back(std::move(file.path));
  }
  return files;
}

}  // namespace

ExitCode watch_folders(BuildOptions& options, const std::function<Result<ExitCode>()>& add,
                       const Streams& streams, bool quiet) {
  const std::vector<std::string> folders = options.inputs;
  Result<FolderWatch> watch = FolderWatch::begin(folders, options.index);
  if (!watch) return report_error(streams.err, watch.error());
  Result<FolderWatch::News> news = FolderWatch::News{.files = {}, .is_all = true};
  for (bool first = true;; first = false) {
    options.inputs = ready(options, folders, *news);
    if (!options.inputs.empty()) {
      const Result<ExitCode> done = when_free(add, streams, quiet);
      if (!done && done.error().kind == ErrorKind::kStopped) return ExitCode::kDone;
      if (!done) {
        const ExitCode code = report_error(streams.err, done.error());
        if (done.error().kind != ErrorKind::kInput) return code;
      }
      streams.out.flush();
    }
    if (first && !quiet) streams.err << "note: the folders are watched until Ctrl-C\n" << std::flush;
    news = watch->wait(*streams.stop);
    if (!news) return report_error(streams.err, news.error());
    if (*streams.stop) return ExitCode::kDone;
  }
}

}  // namespace dateline::indexer
