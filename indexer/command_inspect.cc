#include <memory>

#include "indexer/commands.h"
#include "indexer/inspect.h"
#include "indexer/readers/field_map.h"
#include "indexer/sources/batch_source.h"
#include "indexer/sources/format.h"
#include "indexer/sources/inputs.h"
#include "indexer/sources/supplements.h"

namespace dateline::indexer {

ExitCode run(const InspectArguments& arguments, const Streams& streams) {
  const Result<FieldMap> map = FieldMap::parse(arguments.map);
  if (!map) return report_error(streams.err, map.error());
  InputList list = list_inputs({arguments.file}, format_by_name(arguments.read_as));
  if (Status taken = take_supplements(list, {arguments.metadata, arguments.date_from}); !taken)
    return report_error(streams.err, taken.error());
  const auto supplements = list.supplements;
  const std::unique_ptr<BatchSource> source = make_file_source(std::move(list), streams.in);
  const Inspection inspection = inspect(*source, *map, supplements);
  if (arguments.output == "json") {
    streams.out << inspection_json(inspection, arguments.file, arguments.body) << '\n';
  } else {
    streams.out << inspection_text(inspection, arguments.body);
  }
  return inspection.records.empty() ? ExitCode::kInput : ExitCode::kDone;
}

}  // namespace dateline::indexer
