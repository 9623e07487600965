#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "common/result.h"

namespace dateline::indexer {

struct PdfLimits {
  std::size_t memory_mib = 1024;
  unsigned cpu_seconds = 30;
  std::chrono::seconds wall{90};                      ///< the child is ended after it
  std::size_t output_bytes = std::size_t{256} << 20;  ///< of what it prints
};

/// The program that parses PDF: `dateline-pdf-text` beside the running program, as after a build, else in the
/// folder into which it is installed.
std::string pdf_program();

/// Runs the program on a PDF in a process of its own, which has no network, cannot write or start anything,
/// and, where the kernel has Landlock, may read nothing but that PDF, the tables of its library, fonts and
/// the libraries of the system. Gives what it printed. Input errors: it crashed, or reached a limit. System
/// errors: the program is missing or cannot be started. Thread-safe.
Result<std::string> run_pdf_program(const std::string& program, std::string_view pdf,
                                    const PdfLimits& limits = {});

}  // namespace dateline::indexer
