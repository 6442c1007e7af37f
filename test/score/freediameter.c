// SPDX-License-Identifier: Apache-2.0
// Diameter messages as freeDiameter encodes them: reads messages as names and values, a line each,
// and prints their octets in hexadecimal. Codes, vendors, flags and types of AVPs are those of its
// own dictionaries; defined here are only those of TS 29.172 and TS 29.338, which it has not. Built
// and run by freediameter.ts where the library is installed; reads no message and talks to no peer.
//
//   message FLAGS CODE APPLICATION HOP-BY-HOP END-TO-END
//   NAME VALUE     a text, a number, or x and hexadecimal octets, as the type of the AVP wants
//   NAME (         a group, up to a line of )
//   send
#include <dlfcn.h>
#include <freeDiameter/freeDiameter-host.h>
#include <freeDiameter/libfdcore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_OCTETS = 4096, DEPTH_MAX = 8, VENDOR_3GPP = 10415 };

static struct dictionary* dictionary;

static void fail(const char* what, const char* name) {
  fprintf(stderr, "%s: %s\n", what, name);
  exit(1);
}

/** Dictionary extensions of Debian's freediameter-extensions, each after what it rests on. */
static const char* const extensions[] = {"dict_nasreq", "dict_dcca", "dict_dcca_3gpp"};

static void load_extension(const char* name) {
  char path[256];
  snprintf(path, sizeof path, "/usr/lib/freeDiameter/%s.fdx", name);
  void* library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (library == NULL) fail("cannot load", dlerror());
  int (*init)(int, int, char*);
  *(void**)&init = dlsym(library, "fd_ext_init");
  if (init == NULL || init(FD_PROJECT_VERSION_MAJOR, FD_PROJECT_VERSION_MINOR, NULL) != 0)
    fail("does not start", path);
}

static const struct {
  avp_code_t code;
  char* name;
  enum dict_avp_basetype type;
} missing[] = {
    {2500, "SLg-Location-Type", AVP_TYPE_INTEGER32}, // TS 29.172 §7.4.2
    {2501, "LCS-EPS-Client-Name", AVP_TYPE_GROUPED}, // §7.4.3
    {3300, "SC-Address", AVP_TYPE_OCTETSTRING},      // TS 29.338 §5.3.3, §6.3.3
    {3301, "SM-RP-UI", AVP_TYPE_OCTETSTRING},        {3308, "SM-RP-MTI", AVP_TYPE_INTEGER32},
    {3310, "SRR-Flags", AVP_TYPE_UNSIGNED32},
};

static void define_missing(void) {
  const uint8_t flags = AVP_FLAG_VENDOR | AVP_FLAG_MANDATORY;
  for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
    struct dict_avp_data data = {missing[i].code, VENDOR_3GPP, missing[i].name,
                                 flags,           flags,       missing[i].type};
    if (fd_dict_new(dictionary, DICT_AVP, &data, NULL, NULL) != 0)
      fail("cannot define", missing[i].name);
  }
}

static struct avp* avp_named(const char* name, enum dict_avp_basetype* type) {
  struct dict_object* model = NULL;
  struct dict_avp_data data;
  struct avp* avp = NULL;
  if (fd_dict_search(dictionary, DICT_AVP, AVP_BY_NAME_ALL_VENDORS, name, &model, ENOENT) != 0)
    fail("no dictionary has", name);
  if (fd_dict_getval(model, &data) != 0 || fd_msg_avp_new(model, 0, &avp) != 0)
    fail("cannot make", name);
  *type = data.avp_basetype;
  return avp;
}

/** Octets of a text, or of `x` and pairs of hexadecimal digits; in place. */
static size_t octets_of(char* value, uint8_t** octets) {
  *octets = (uint8_t*)value;
  if (value[0] != 'x') return strlen(value);
  size_t count = 0;
  for (char* at = value + 1; at[0] != '\0' && at[1] != '\0'; at += 2) {
    char pair[3] = {at[0], at[1], '\0'};
    (*octets)[count++] = (uint8_t)strtoul(pair, NULL, 16);
  }
  return count;
}

static void set_value(struct avp* avp, enum dict_avp_basetype type, char* value, const char* name) {
  union avp_value held = {0};
  if (type == AVP_TYPE_OCTETSTRING)
    held.os.len = octets_of(value, &held.os.data);
  else if (type == AVP_TYPE_UNSIGNED32 || type == AVP_TYPE_INTEGER32)
    held.u32 = (uint32_t)strtoul(value, NULL, 10);
  else
    fail("no value of this type is written here", name);
  if (fd_msg_avp_setvalue(avp, &held) != 0) fail("cannot set", name);
}

static struct msg* message_of(const char* line) {
  unsigned flags, code, application, hop, end;
  struct msg* message = NULL;
  struct msg_hdr* head = NULL;
  if (sscanf(line, "message %x %u %u %u %u", &flags, &code, &application, &hop, &end) != 5)
    fail("cannot read", line);
  if (fd_msg_new(NULL, 0, &message) != 0 || fd_msg_hdr(message, &head) != 0)
    fail("cannot make", line);
  head->msg_flags = (uint8_t)flags;
  head->msg_code = code;
  head->msg_appl = application;
  head->msg_hbhid = hop;
  head->msg_eteid = end;
  return message;
}

static void print_message(struct msg* message) {
  uint8_t* octets = NULL;
  size_t length = 0;
  if (fd_msg_bufferize(message, &octets, &length) != 0) fail("cannot encode", "the message");
  for (size_t i = 0; i < length; i++)
    printf("%02x", octets[i]);
  putchar('\n');
  free(octets);
  fd_msg_free(message);
}

int main(void) {
  // Its log goes to standard output, which is for the messages.
  fd_g_debug_lvl = FD_LOG_FATAL;
  if (fd_core_initialize() != 0) fail("does not start", "libfdcore");
  dictionary = fd_g_config->cnf_dict;
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    load_extension(extensions[i]);
  define_missing();
  msg_or_avp* parents[DEPTH_MAX];
  size_t depth = 0;
  char line[LINE_MAX_OCTETS];
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "message ", 8) == 0) {
      parents[0] = message_of(line);
      depth = 1;
    } else if (depth == 1 && strcmp(line, "send") == 0) {
      print_message(parents[0]);
      depth = 0;
    } else if (depth > 1 && strcmp(line, ")") == 0) {
      depth--;
    } else {
      char* value = strchr(line, ' ');
      if (depth == 0 || depth == DEPTH_MAX || value == NULL) fail("cannot read", line);
      *value++ = '\0';
      enum dict_avp_basetype type;
      struct avp* avp = avp_named(line, &type);
      if (fd_msg_avp_add(parents[depth - 1], MSG_BRW_LAST_CHILD, avp) != 0)
        fail("cannot add", line);
      if (strcmp(value, "(") == 0)
        parents[depth++] = avp;
      else
        set_value(avp, type, value, line);
    }
  }
  return 0;
}
