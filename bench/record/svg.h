#pragma once

#include <string>
#include <string_view>

/// Pieces of drawings. Lengths are pixels from the upper left corner.
namespace dateline::bench::svg {

inline constexpr double kWidth = 900;  ///< of every drawing

/// `anchor`: which end of the text stands at x: start, middle or end.
std::string label(double x, double y, std::string_view anchor, std::string_view text,
                  std::string_view colour = "#333");
std::string line(double x1, double y1, double x2, double y2, std::string_view colour, double width);
std::string dot(double x, double y, std::string_view colour);
/// A whole file, white behind the content.
std::string page(double height, const std::string& content);

}  // namespace dateline::bench::svg
