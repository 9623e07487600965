#include <fmt/format.h>

#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/export/reference.h"
#include "searcher/export/writers.h"
#include "searcher/search/engine.h"
#include "searcher/show/wrap.h"

namespace dateline::search {

ExitCode run(const ReferenceArguments& arguments, const Streams& streams) {
  Result<Engine> engine = Engine::open(arguments.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const std::string state = engine->reader().state();
  std::string out;
  for (const std::string& id : arguments.ids) {
    const auto shown = engine->show(id);
    if (!shown) return report_error(streams.err, shown.error());
    if (!*shown) return report_unknown_article(streams.err, id);
    const Article& article = (*shown)->article;
    if (arguments.format == "ris") {
      out += ris_entry(article, state);
    } else if (arguments.format == "bibtex") {
      out += bibtex_entry(article, state);
    } else if (arguments.format == "csl-json") {
      out += (out.empty() ? "[\n" : ",\n") + csl_item(article, state);
    } else {
      out += footnote(article) + "\n";
    }
  }
  if (arguments.format == "csl-json") out += "\n]\n";
  streams.out << (arguments.format == "text" ? on_screen(out, streams) : out);
  return ExitCode::kDone;
}

}  // namespace dateline::search
