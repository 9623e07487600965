#include "tests/indexer/packed.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

namespace dateline::testing {
namespace {

struct Writer {
  std::string out;
  archive* handle = archive_write_new();

  static la_ssize_t write(archive*, void* self, const void* bytes, std::size_t size) {
    static_cast<Writer*>(self)->out.append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
  }
  void open(const std::string& filter) {
    if (!filter.empty()) {
      EXPECT_EQ(archive_write_add_filter_by_name(handle, filter.c_str()), ARCHIVE_OK);
    }
    archive_write_set_bytes_in_last_block(handle, 1);
    EXPECT_EQ(archive_write_open(handle, this, nullptr, &Writer::write, nullptr), ARCHIVE_OK);
  }
  void add(const std::string& name, const std::string& bytes) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    EXPECT_EQ(archive_write_header(handle, entry), ARCHIVE_OK);
    EXPECT_EQ(archive_write_data(handle, bytes.data(), bytes.size()), static_cast<la_ssize_t>(bytes.size()));
    archive_entry_free(entry);
  }
  std::string close() {
    EXPECT_EQ(archive_write_close(handle), ARCHIVE_OK);
    archive_write_free(handle);
    return std::move(out);
  }
};

}  // namespace

std::string packed(const std::string& bytes, const std::string& filter) {
  Writer writer;
  archive_write_set_format_raw(writer.handle);
  writer.open(filter);
  writer.add("data", bytes);
  return writer.close();
}

std::string archive_of(const Members& members, const std::string& format, const std::string& filter) {
  Writer writer;
  if (format == "zip") {
    archive_write_set_format_zip(writer.handle);
  } else {
    archive_write_set_format_ustar(writer.handle);
  }
  writer.open(filter);
  for (const auto& [name, bytes] : members) writer.add(name, bytes);
  return writer.close();
}

}  // namespace dateline::testing
