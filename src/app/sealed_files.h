#pragma once
// Files that backups are made of and restored to: written under another name until they are whole.

#include "platform/transfer/backup.h"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace app {

// Reads the file from its beginning. Problem::unavailable when it cannot be read.
[[nodiscard]] platform::transfer::Source source_of(std::filesystem::path const& file);

// The key in a file that its owner alone may read. Problem::invalid when others may, or when it is none.
[[nodiscard]] std::string read_backup_key(std::filesystem::path const& file);
// Problem::conflict when the file is there.
void write_backup_key(std::filesystem::path const& file, std::string_view text);

// A file that gets its name when it is whole and on the disk; until then it is FILE.new, which goes when this
// goes.
class NewFile {
  public:
    // Problem::conflict when there is a file of that name.
    explicit NewFile(std::filesystem::path file);
    ~NewFile();
    NewFile(NewFile const&) = delete;
    NewFile& operator=(NewFile const&) = delete;

    void write(std::string_view bytes);
    // Never replaces a file that came meanwhile.
    void keep();

  private:
    std::filesystem::path file_;
    std::filesystem::path unfinished_;
    int descriptor_ = -1;
};

[[nodiscard]] bool same_content(std::filesystem::path const& one, std::filesystem::path const& other);
// A new file of the same content, and the folders above it.
void copy_whole_file(std::filesystem::path const& from, std::filesystem::path const& to);

// Files of a backup beside their folder's own, until they are wanted.
class StagedFiles final : public platform::transfer::FileTaker {
  public:
    explicit StagedFiles(std::filesystem::path data);
    ~StagedFiles() override;
    StagedFiles(StagedFiles const&) = delete;
    StagedFiles& operator=(StagedFiles const&) = delete;

    // Forgets what was staged.
    void start();
    void begin(std::string const& path) override;
    void bytes(std::string_view bytes) override;
    void end() override;
    // Into their places. Problem::conflict when the folder has other files already.
    void settle();

  private:
    std::filesystem::path data_;
    std::filesystem::path staged_;
    std::unique_ptr<NewFile> open_;
};

}  // namespace app
