// SPDX-License-Identifier: Apache-2.0
// Reading of capture files for pcap_file.cpp and pcapng_file.cpp.
#include "native/capture/file_window.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace sigwarden {
namespace {

std::string failure(const std::string& path, int error) {
  switch (error) {
  case ENOENT: return path + ": no such file";
  case EACCES: return path + ": not readable: permission denied";
  default: return path + ": cannot be read: " + std::strerror(error);
  }
}

/// As many of `length` octets as the file has; -1 with errno on failure.
int64_t read_fully(int descriptor, uint64_t offset, uint8_t* to, uint32_t length) {
  uint32_t done = 0;
  while (done < length) {
    const ssize_t n =
        pread(descriptor, to + done, length - done, static_cast<off_t>(offset + done));
    if (n == 0) break;
    if (n < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    done += static_cast<uint32_t>(n);
  }
  return done;
}

} // namespace

FileWindow::~FileWindow() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileWindow::FileWindow(FileWindow&& other) noexcept {
  *this = std::move(other);
}

FileWindow& FileWindow::operator=(FileWindow&& other) noexcept {
  std::swap(buffer_, other.buffer_);
  std::swap(size_, other.size_);
  std::swap(begin_, other.begin_);
  std::swap(held_, other.held_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(read_error_, other.read_error_);
  return *this;
}

bool FileWindow::open(const std::string& path, std::string& error) {
  // Non-blocking, since opening a named pipe without a writer would wait for ever.
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) {
    error = failure(path, errno);
    return false;
  }
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) {
    error = failure(path, errno);
    return false;
  }
  if (!S_ISREG(status.st_mode)) {
    error = path + ": not a regular file; save the capture to a file and give that";
    return false;
  }
  if (status.st_size == 0) {
    error = path + ": the file is empty";
    return false;
  }
  size_ = static_cast<uint64_t>(status.st_size);
  posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
  buffer_ = std::make_unique_for_overwrite<uint8_t[]>(kOctets);
  if (load(0, 1)) return true;
  error = path + ": cannot be read: " + (read_error_.empty() ? "it was truncated" : read_error_);
  return false;
}

bool FileWindow::load(uint64_t offset, uint32_t length) {
  const uint64_t end = begin_ + held_;
  // What is already here moves to the front; the rest is read behind it.
  const uint32_t kept = offset >= begin_ && offset < end ? static_cast<uint32_t>(end - offset) : 0;
  if (kept > 0) std::memmove(buffer_.get(), buffer_.get() + (offset - begin_), kept);
  begin_ = offset;
  held_ = kept;
  const uint64_t wanted = std::min<uint64_t>(kOctets - kept, behind(offset + kept));
  const int64_t n =
      read_fully(descriptor_, offset + kept, buffer_.get() + kept, static_cast<uint32_t>(wanted));
  if (n < 0)
    read_error_ = std::strerror(errno);
  else
    held_ += static_cast<uint32_t>(n);
  return held_ >= length;
}

bool FileWindow::read_at(uint64_t offset, uint8_t* to, uint32_t length) const {
  return read_fully(descriptor_, offset, to, length) == length;
}

} // namespace sigwarden
