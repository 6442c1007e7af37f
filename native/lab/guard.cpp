// SPDX-License-Identifier: Apache-2.0
#include "native/lab/guard.hpp"

#include <dirent.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <vector>

namespace sigwarden::lab {
namespace {

constexpr const char* kNamespaces = "/run/netns";
constexpr std::string_view kNamespacePrefix = "sw-";
constexpr std::string_view kInterfacePrefix = "sw";
constexpr ino_t kFirstNamespace = 0xEFFFFFF9; ///< NS_NET_INIT_INO

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool is_lab_namespace(const struct stat& own) {
  DIR* directory = opendir(kNamespaces);
  if (directory == nullptr) return false;
  bool found = false;
  while (const dirent* entry = readdir(directory)) {
    if (std::string_view(entry->d_name).substr(0, 3) != kNamespacePrefix) continue;
    struct stat mounted;
    const std::string path = std::string(kNamespaces) + "/" + entry->d_name;
    if (stat(path.c_str(), &mounted) == 0 && is_same(mounted, own)) found = true;
  }
  closedir(directory);
  return found;
}

/// The machine's own: by its fixed number (Linux 6.17), or because process 1 lives there, which not
/// everyone may see.
bool is_of_machine(const struct stat& own) {
  struct stat first;
  return own.st_ino == kFirstNamespace ||
         (stat("/proc/1/ns/net", &first) == 0 && is_same(first, own));
}

/// Nothing but the loopback and ends of veth pairs of the lab.
bool holds_only_lab_interfaces() {
  struct if_nameindex* list = if_nameindex();
  if (list == nullptr) return false;
  bool only = true;
  for (const struct if_nameindex* one = list; one->if_name != nullptr; one++) {
    const std::string_view name = one->if_name;
    if (name != "lo" && !name.starts_with(kInterfacePrefix)) only = false;
  }
  if_freenameindex(list);
  return only;
}

bool is_namespace_of_lab(std::string& error) {
  struct stat own;
  if (stat("/proc/self/ns/net", &own) == 0 && !is_of_machine(own) && is_lab_namespace(own) &&
      holds_only_lab_interfaces())
    return true;
  error = "this is no network namespace of the lab: nothing is ever sent outside of one";
  return false;
}

/// One ethtool request; any socket will do, and this one cannot send.
bool ethtool(const std::string& name, void* request) {
  const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return false;
  ifreq wanted{};
  name.copy(wanted.ifr_name, IFNAMSIZ - 1);
  wanted.ifr_data = static_cast<char*>(request);
  const bool ok = ioctl(descriptor, SIOCETHTOOL, &wanted) == 0;
  close(descriptor);
  return ok;
}

bool is_veth(const std::string& name) {
  ethtool_drvinfo info{};
  info.cmd = ETHTOOL_GDRVINFO;
  return ethtool(name, &info) && std::strcmp(info.driver, "veth") == 0;
}

/// The interface's statistics by name, each queue's summed up where the name holds a number.
void read_ethtool(const std::string& name, InterfaceCounts& counts) {
  ethtool_drvinfo info{};
  info.cmd = ETHTOOL_GDRVINFO;
  if (!ethtool(name, &info)) return;
  const size_t count = info.n_stats;
  std::vector<char> names(sizeof(ethtool_gstrings) + count * ETH_GSTRING_LEN);
  auto* strings = reinterpret_cast<ethtool_gstrings*>(names.data());
  strings->cmd = ETHTOOL_GSTRINGS;
  strings->string_set = ETH_SS_STATS;
  strings->len = static_cast<uint32_t>(count);
  std::vector<uint64_t> values(1 + count);
  auto* stats = reinterpret_cast<ethtool_stats*>(values.data());
  stats->cmd = ETHTOOL_GSTATS;
  stats->n_stats = static_cast<uint32_t>(count);
  if (!ethtool(name, strings) || !ethtool(name, stats)) return;
  for (size_t i = 0; i < count; i++) {
    const char* start = names.data() + sizeof(ethtool_gstrings) + i * ETH_GSTRING_LEN;
    const std::string_view stat(start, strnlen(start, ETH_GSTRING_LEN));
    if (!stat.starts_with("tx_queue_")) continue;
    if (stat.ends_with("_xdp_xmit")) counts.xdp_sent += values[1 + i];
    if (stat.ends_with("_xdp_xmit_errors")) counts.xdp_errors += values[1 + i];
  }
}

} // namespace

bool accept_interface(const std::string& name, LabInterface& accepted, std::string& error) {
  if (!name.starts_with(kInterfacePrefix)) {
    error = name + ": the lab sends only on interfaces that it made, whose names begin with sw";
    return false;
  }
  if (!is_namespace_of_lab(error)) return false;
  const uint32_t index = if_nametoindex(name.c_str());
  if (index == 0) {
    error = name + ": there is no such interface in this namespace";
    return false;
  }
  if (!is_veth(name)) {
    error = name + ": is no end of a veth pair, so the lab did not make it";
    return false;
  }
  accepted = {name, index};
  return true;
}

InterfaceCounts read_counts(const LabInterface& interface) {
  InterfaceCounts counts;
  read_ethtool(interface.name, counts);
  FILE* file = std::fopen("/proc/self/net/dev", "re");
  if (file == nullptr) return counts;
  char line[512];
  const std::string wanted = interface.name + ":";
  while (std::fgets(line, sizeof line, file) != nullptr) {
    const char* found = std::strstr(line, wanted.c_str());
    if (found == nullptr) continue;
    // Eight columns of reception, then octets, packets, errors and drops of sending.
    std::sscanf(found + wanted.size(),
                "%*u %*u %*u %*u %*u %*u %*u %*u %*u %" SCNu64 " %*u %" SCNu64, &counts.sent,
                &counts.dropped);
  }
  std::fclose(file);
  return counts;
}

} // namespace sigwarden::lab
