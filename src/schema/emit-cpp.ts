// SPDX-License-Identifier: Apache-2.0
// Writes the C++ twins of the schema tables. Output depends on the tables alone: no dates, no
// paths, stable order, so that a stale file shows as a difference.
import { countersOf } from './counters.ts';
import { avpKey } from './diameter-avps.ts';
import { facts } from './facts/index.ts';
import { guardFields } from './guard.ts';
import { limits } from './limits.ts';
import { sccp } from './protocols/sccp.ts';
import { recordHeader, recordHeaderOctets, recordVersion } from './record.ts';
import { tables } from './tables.ts';
import { messageCounter, technologiesOf, technologySpecs } from './technologies.ts';
import {
  type AvpSpec,
  type AvpType,
  anomalyBits,
  type CarrierSpec,
  type ContextSpec,
  type FieldSpec,
  firstOperation,
  type OperationSpec,
  operationIds,
  type ProtocolSpec,
  type Subsystem,
} from './types.ts';

/** Files to write under native/generated, by name. */
export function emitCpp(
  protocols: readonly ProtocolSpec[],
  extra: ExtraTables,
): Map<string, string> {
  const files = new Map<string, string>([
    ['tables.hpp', emitTables(protocols)],
    ['limits.hpp', emitLimits()],
    ['counters.hpp', emitCounters(protocols)],
    ['facts.hpp', emitFacts()],
    ['record.hpp', emitRecord()],
    ['fields.hpp', emitFields(protocols)],
    ['faults.hpp', emitFaults(protocols)],
    ['anomalies.hpp', emitAnomalies(protocols)],
    ['operations.hpp', emitOperations(protocols)],
    ['dispatch.hpp', emitDispatch(protocols)],
    ['technologies.hpp', emitTechnologies(protocols)],
  ]);
  for (const protocol of protocols) {
    files.set(`${protocol.name}.hpp`, emitProtocol(protocol));
    if (protocol.avps)
      files.set(`${protocol.name}_avps.hpp`, emitAvps(protocol.name, protocol.avps));
  }
  for (const [name, table] of Object.entries(extra))
    files.set(`${name}.hpp`, emitExtra(name, table));
  return files;
}

/**
 * Further tables of plain numbers (images, programs): each group becomes a namespace of constants.
 */
export type ExtraTables = Readonly<
  Record<string, Readonly<Record<string, number | Readonly<Record<string, number>>>>>
>;

const keywords = new Set([
  'continue',
  'default',
  'delete',
  'export',
  'import',
  'new',
  'operator',
  'private',
  'protected',
  'public',
  'register',
  'return',
  'switch',
  'this',
  'typename',
  'union',
  'and',
  'or',
  'not',
  'xor',
  'int',
  'char',
  'short',
  'long',
  'float',
  'double',
  'bool',
  'true',
  'false',
  'class',
  'struct',
  'enum',
  'for',
  'if',
  'else',
  'while',
  'do',
  'goto',
  'static',
  'const',
  'void',
  'signed',
  'unsigned',
  'template',
  'namespace',
  'using',
  'virtual',
  'auto',
  'break',
  'case',
  'catch',
  'throw',
  'try',
  'null',
  'NULL',
  'errno',
]);

/** A schema name as a C++ identifier. */
export function identifier(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9_]/g, '_');
  if (keywords.has(clean)) return `${clean}_`;
  return /^[0-9]/.test(clean) ? `n${clean}` : clean;
}

function pascal(name: string): string {
  return name.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}

function file(body: string): string {
  return [
    '// SPDX-License-Identifier: Apache-2.0',
    '// Written by `make gen` from src/schema. Do not edit.',
    '#pragma once',
    '',
    '#include <cstdint>',
    '',
    'namespace sigwarden {',
    '',
    body.trimEnd(),
    '',
    '} // namespace sigwarden',
    '',
  ].join('\n');
}

const quote = (text: string) => JSON.stringify(text);

function emitTables(protocols: readonly ProtocolSpec[]): string {
  const bitTables = new Set(['purpose', 'requested', 'disclosed', 'layer']);
  const parts: string[] = [];
  // Those of the protocols that were found, which the registry may not list yet.
  const all = { ...tables, technology: technologiesOf(protocols) };
  for (const [name, members] of Object.entries(all)) {
    const type = pascal(name);
    if (bitTables.has(name)) {
      const rows = Object.entries(members).map(
        ([key, value]) => `constexpr uint32_t ${identifier(key)} = ${value};`,
      );
      parts.push(
        `namespace ${identifier(name)} {\n${rows.join('\n')}\n} // namespace ${identifier(name)}\n`,
      );
      continue;
    }
    const rows = Object.entries(members).map(([key, value]) => `  ${identifier(key)} = ${value},`);
    parts.push(`enum class ${type} : uint8_t {\n${rows.join('\n')}\n};`);
    parts.push(`constexpr uint32_t k${type}Count = ${Object.keys(members).length};`);
    parts.push(
      nameFunction(
        type,
        Object.keys(members).map((key) => [`${type}::${identifier(key)}`, key] as const),
      ),
    );
  }
  return file(parts.join('\n'));
}

function nameFunction(type: string, rows: readonly (readonly [string, string])[]): string {
  const cases = rows.map(([value, name]) => `  case ${value}: return ${quote(name)};`);
  return lines(
    `constexpr const char* name_of(${type} value) {`,
    '  switch (value) {',
    cases,
    '  default: return "?";',
    '  }',
    '}',
    '',
  );
}

/** Lines, those of lists among them, as one text. */
function lines(...parts: readonly (string | readonly string[])[]): string {
  return parts.flat().join('\n');
}

function emitLimits(): string {
  const rows = Object.entries(limits).map(
    ([name, limit]) =>
      `/// ${limit.title}, ${limit.unit}.\nconstexpr uint32_t ${identifier(name)} = ${limit.value};`,
  );
  return file(`namespace limits {\n\n${rows.join('\n')}\n\n} // namespace limits`);
}

function emitCounters(protocols: readonly ProtocolSpec[]): string {
  const names = Object.keys(countersOf(protocols));
  const rows = names.map((name) => `  ${identifier(name)},`);
  return file(
    lines(
      'enum class Counter : uint8_t {',
      rows,
      '};',
      `constexpr uint32_t kCounterCount = ${names.length};`,
      nameFunction(
        'Counter',
        names.map((n) => [`Counter::${identifier(n)}`, n] as const),
      ),
    ),
  );
}

function emitFacts(): string {
  const entries = Object.entries(facts).sort((a, b) => a[1].id - b[1].id);
  const rows = entries.map(
    ([name, fact]) => `  ${identifier(name)} = ${fact.id}, // ${fact.title}`,
  );
  const last = Math.max(...entries.map(([, fact]) => fact.id));
  const kinds = [
    'bool',
    'number',
    'duration',
    'party',
    'operator',
    'territory',
    'operation',
    'enum',
    'bits',
  ];
  const kindOf = Array.from({ length: last + 1 }, (_, id) => {
    const fact = entries.find(([, spec]) => spec.id === id)?.[1];
    return `FactKind::${identifier(fact?.type.replace(/:.*/, '') ?? 'number')}`;
  });
  return file(
    lines(
      'enum class Fact : uint8_t {',
      rows,
      '};',
      `constexpr uint32_t kFactCount = ${last + 1};`,
      nameFunction(
        'Fact',
        entries.map(([n]) => [`Fact::${identifier(n)}`, n] as const),
      ),
      `enum class FactKind : uint8_t { ${kinds.map(identifier).join(', ')} };`,
      `constexpr FactKind kFactKinds[kFactCount] = {${kindOf.join(', ')}};`,
      '/// Of a screening fact: the value v is bit `shift + v` of word `word` of the guard.',
      'struct GuardField { Fact fact; uint8_t word, shift, width; };',
      'namespace guard {',
      guardFields.map(({ name, word, shift, width }) => {
        const member = identifier(name);
        return `constexpr GuardField ${member}{Fact::${member}, ${word}, ${shift}, ${width}};`;
      }),
      '} // namespace guard',
      'constexpr GuardField kGuardFields[] = {',
      guardFields.map(({ name }) => `  guard::${identifier(name)},`),
      '};',
    ),
  );
}

function emitRecord(): string {
  const type = { 1: 'uint8_t', 2: 'uint16_t', 4: 'uint32_t', 8: 'uint64_t' } as const;
  const entries = Object.entries(recordHeader).sort((a, b) => a[1].offset - b[1].offset);
  const rows = entries.map(([name, field]) =>
    field.octets === 16
      ? `  uint8_t ${identifier(name)}[16]; ///< ${field.title}`
      : `  ${type[field.octets]} ${identifier(name)}; ///< ${field.title}`,
  );
  const checks = entries.map(
    ([name, field]) =>
      `static_assert(__builtin_offsetof(RecordHeader, ${identifier(name)}) == ${field.offset});`,
  );
  return file(
    lines(
      `constexpr uint8_t kRecordVersion = ${recordVersion};`,
      '',
      'struct RecordHeader {',
      rows,
      '};',
      `static_assert(sizeof(RecordHeader) == ${recordHeaderOctets});`,
      checks,
    ),
  );
}

function allFields(protocols: readonly ProtocolSpec[]): [string, FieldSpec, ProtocolSpec][] {
  return protocols.flatMap((protocol) =>
    Object.entries(protocol.fields).map(
      ([key, field]) =>
        [`${protocol.name}_${key}`, field, protocol] as [string, FieldSpec, ProtocolSpec],
    ),
  );
}

function emitFields(protocols: readonly ProtocolSpec[]): string {
  const rows = allFields(protocols);
  const format = (field: FieldSpec) => `Format::${identifier(field.format)}`;
  const parts = [
    `enum class Protocol : uint8_t {\n  none,\n${protocols.map((p) => `  ${identifier(p.name)},`).join('\n')}\n};`,
    nameFunction(
      'Protocol',
      protocols.map((p) => [`Protocol::${identifier(p.name)}`, p.name] as const),
    ),
    `constexpr uint32_t kProtocolCount = ${protocols.length + 1};`,
    'enum class Format : uint8_t { dec, hex, bytes, digits, text, oid, bool_, ipv4, ipv6, ether, time, label };',
    `enum class Field : uint16_t {\n  none,\n${rows.map(([name]) => `  ${identifier(name)},`).join('\n')}\n};`,
    'struct FieldInfo {\n  const char* name;\n  Format format;\n  uint8_t width;\n  Protocol protocol;\n};',
    `constexpr FieldInfo kFields[] = {\n  {"", Format::label, 0, Protocol::none},\n${rows
      .map(
        ([, field, p]) =>
          `  {${quote(field.name)}, ${format(field)}, ${field.width ?? 0}, Protocol::${identifier(p.name)}},`,
      )
      .join('\n')}\n};`,
    'constexpr const FieldInfo& info_of(Field field) { return kFields[static_cast<uint16_t>(field)]; }',
  ];
  return file(parts.join('\n'));
}

function emitFaults(protocols: readonly ProtocolSpec[]): string {
  const rows = protocols.flatMap((p) =>
    Object.entries(p.faults).map(([key, title]) => [p.name, key, title] as const),
  );
  const members = rows.map(([p, key, title]) => `  ${identifier(`${p}_${key}`)}, // ${title}`);
  const infos = rows.map(([p, key]) => `  {${quote(p)}, ${quote(key)}},`);
  return file(
    lines(
      'enum class Fault : uint16_t {',
      '  none,',
      members,
      '};',
      '',
      'struct FaultInfo {',
      '  const char* layer;',
      '  const char* name;',
      '};',
      'constexpr FaultInfo kFaults[] = {',
      '  {"", "none"},',
      infos,
      '};',
      `constexpr uint32_t kFaultCount = ${rows.length + 1};`,
      `constexpr const FaultInfo& info_of(Fault fault) { return kFaults[static_cast<uint16_t>(fault)]; }`,
    ),
  );
}

function emitAnomalies(protocols: readonly ProtocolSpec[]): string {
  const rows = protocols.flatMap((p) =>
    Object.entries(p.anomalies).map(([key, spec]) => [p.name, key, spec] as const),
  );
  rows.sort((a, b) => a[2].bit - b[2].bit);
  const constants = rows.map(
    ([p, key, spec]) =>
      `/// ${spec.title} (${spec.clause}).\n` +
      `constexpr Anomalies ${identifier(`${p}_${key}`)} = Anomalies{1} << ${spec.bit};`,
  );
  const strong = rows
    .filter(([, , spec]) => spec.strength === 'strong')
    .map(([p, key]) => identifier(`${p}_${key}`));
  const ruled = rows
    .filter(([, , spec]) => spec.hasRule === true)
    .map(([p, key]) => identifier(`${p}_${key}`));
  const names = Array.from({ length: anomalyBits }, (_, bit) => {
    const row = rows.find(([, , spec]) => spec.bit === bit);
    return row ? quote(`${row[0]}.${row[1]}`) : 'nullptr';
  });
  return file(
    lines(
      '/// A set of anomalies, a bit each. Aligned as its halves are: where it stands, room is counted.',
      'using Anomalies [[gnu::aligned(8)]] = unsigned __int128;',
      '',
      'namespace anomaly {',
      '',
      constants,
      '',
      `constexpr Anomalies kStrong = ${strong.join(' | ') || '0'};`,
      '/// Those that a rule of their own names.',
      `constexpr Anomalies kHasRule = ${ruled.join(' | ') || '0'};`,
      `constexpr uint32_t kBits = ${anomalyBits};`,
      `constexpr const char* kNames[kBits] = {${names.join(', ')}};`,
      '',
      '} // namespace anomaly',
    ),
  );
}

function emitOperations(protocols: readonly ProtocolSpec[]): string {
  const rows: OperationSpec[] = protocols
    .flatMap((p) => [...(p.operations ?? [])])
    .sort((a, b) => a.id - b.id);
  const members = rows.map((op) => `  ${identifier(op.name)} = ${op.id},`);
  const commands = rows.filter((op) => op.application !== undefined);
  const table = commands.map(
    (op) => `  {${op.application}u, ${op.code}u, OperationId::${identifier(op.name)}},`,
  );
  return file(
    lines(
      'enum class OperationId : uint16_t {',
      members,
      '  unknown = 65535,',
      '};',
      `constexpr uint32_t kOperationIdMax = ${operationIds};`,
      `constexpr uint32_t kCamelFirst = ${firstOperation.camel}, kDiameterFirst = ${firstOperation.diameter};`,
      nameFunction(
        'OperationId',
        rows.map((op) => [`OperationId::${identifier(op.name)}`, op.name] as const),
      ),
      'struct DiameterCommand {',
      '  uint32_t application;',
      '  uint32_t code;',
      '  OperationId id;',
      '};',
      `constexpr uint32_t kDiameterCommandCount = ${commands.length};`,
      'constexpr DiameterCommand kDiameterCommands[] = {',
      table.length > 0 ? table : '  {0, 0, OperationId::unknown},',
      '};',
    ),
  );
}

/** Which decoder a datagram goes to, by its ports. */
function emitDispatch(protocols: readonly ProtocolSpec[]): string {
  const rows = carriers(protocols);
  const names = [...new Set(rows.map(([name]) => name))];
  const recognised = protocols.filter((p) => p.isRecognised).map((p) => identifier(p.name));
  const call = (name: string) => `decode_${name}(d, datagram), true;`;
  const cases = (list: readonly (readonly [string, CarrierSpec])[]) =>
    list.map(([name, { port }]) => `  case ${port}: return ${call(name)}`);
  return file(
    lines(
      'struct Bytes;',
      'class Cursor;',
      'template <class Sink> struct Decoding;',
      names.map((name) => `template <class Sink> void decode_${name}(Decoding<Sink>&, Cursor);`),
      recognised.map((name) => `bool looks_like_${name}(Bytes);`),
      '',
      '/// Hands a datagram, a Cursor, to the protocol of its port, or to the one that its octets look',
      '/// like. False, and nothing done, when there is none.',
      'template <class Sink, class Octets>',
      'bool decode_datagram(Decoding<Sink>& d, Octets datagram, uint32_t source,',
      '                     uint32_t destination) {',
      '  switch (destination) {',
      cases(rows),
      '  default: break;',
      '  }',
      '  switch (source) {',
      cases(rows.filter(isSignalling)),
      '  default: break;',
      '  }',
      recognised.map((name) => `  if (looks_like_${name}(datagram.rest())) return ${call(name)}`),
      '  return false;',
      '}',
    ),
  );
}

function carriers(protocols: readonly ProtocolSpec[]): (readonly [string, CarrierSpec])[] {
  return protocols.flatMap((p) =>
    (p.carriedBy ?? []).map((carrier) => [identifier(p.name), carrier] as const),
  );
}

function isSignalling([, { end }]: readonly [string, CarrierSpec]): boolean {
  return end === 'either';
}

/** What parts that decode nothing know of protocols: their ports, and what counts their messages. */
function emitTechnologies(protocols: readonly ProtocolSpec[]): string {
  const ports = carriers(protocols)
    .filter(isSignalling)
    .map(([, { port }]) => port);
  const counted = technologySpecs(protocols).map(
    ({ name }) =>
      `  case Technology::${identifier(name)}: return Counter::${messageCounter(name)};`,
  );
  return file(
    lines(
      '/// UDP ports of signalling, on either side of a datagram.',
      `constexpr uint16_t kSignallingPorts[] = {${ports.join(', ')}};`,
      '',
      'constexpr Counter message_counter(Technology technology) {',
      '  switch (technology) {',
      counted,
      '  }',
      '  return Counter::messages_management;',
      '}',
    ),
  ).replace(
    '#include <cstdint>',
    [
      '#include <cstdint>',
      '',
      '#include "native/generated/counters.hpp"',
      '#include "native/generated/tables.hpp"',
    ].join('\n'),
  );
}

function emitProtocol(protocol: ProtocolSpec): string {
  const parts = Object.entries(protocol.constants).map(([table, members]) => {
    const rows = Object.entries(members).map(
      ([key, value]) => `constexpr uint32_t ${identifier(key)} = ${value}u;`,
    );
    return `namespace ${identifier(table)} {\n${rows.join('\n')}\n} // namespace ${identifier(table)}`;
  });
  if (protocol.contexts) parts.push(contextTable(protocol.contexts));
  const answered = (protocol.operations ?? []).filter(({ answer }) => answer !== undefined);
  if (answered.length > 0) parts.push(exchangeFunction(protocol.operations ?? []));
  const text = file(
    `namespace ${identifier(protocol.name)} {\n\n${parts.join('\n\n')}\n\n} // namespace ${identifier(protocol.name)}`,
  );
  if (answered.length === 0) return text;
  const include = '#include <cstdint>\n\n#include "native/generated/operations.hpp"';
  return text.replace('#include <cstdint>', include);
}

/** The operation of a message type, and on which side of it the message stands. */
function exchangeFunction(operations: readonly OperationSpec[]): string {
  const row = (code: number, { name }: OperationSpec, isAnswer: boolean, hasAnswer: boolean) =>
    `  case ${code}: return {OperationId::${identifier(name)}, ${isAnswer}, ${hasAnswer}};`;
  return lines(
    '/// What a message type asks or answers; `unknown` when it is none of these.',
    'struct Exchange {\n  OperationId id;\n  bool is_answer;\n  bool has_answer;\n};',
    'constexpr Exchange exchange_of(uint32_t message_type) {',
    '  switch (message_type) {',
    operations.map((one) => row(one.code, one, false, one.answer !== undefined)),
    operations.flatMap((one) =>
      one.answer === undefined ? [] : [row(one.answer, one, true, true)],
    ),
    '  default: return {OperationId::unknown, false, false};',
    '  }',
    '}',
  );
}

/**
 * Subsystem numbers as bits: those below 16, and behind them those from 144 to 159. The twin is
 * subsystem_bit() in native/screen/roles.hpp.
 */
function subsystemSet(names: readonly Subsystem[]): string {
  let bits = 0;
  for (const name of names) {
    const number = sccp.constants.ssn[name];
    bits |= 1 << (number < 16 ? number : number - 144 + 16);
  }
  return `0x${(bits >>> 0).toString(16)}u`;
}

/** Allowed operations as two words of bits, code 0 in bit 0 of the first. */
function contextTable(contexts: readonly ContextSpec[]): string {
  const word = (codes: readonly number[], from: number) => {
    let bits = 0n;
    for (const code of codes) {
      if (code < 0 || code > 127) throw new RangeError(`operation code ${code} is not 0-127`);
      if (code >= from && code < from + 64) bits |= 1n << BigInt(code - from);
    }
    return `0x${bits.toString(16)}ULL`;
  };
  const side = (codes: readonly number[]) => `{${word(codes, 0)}, ${word(codes, 64)}}`;
  const pairs = Math.max(...contexts.map((c) => c.roles?.length ?? 0));
  const rolesOf = (c: ContextSpec) =>
    Array.from({ length: pairs }, (_, index) => {
      const [from, to] = c.roles?.[index] ?? [[], []];
      return `{${subsystemSet(from)}, ${subsystemSet(to)}}`;
    }).join(', ');
  const rows = contexts.map(
    (c) =>
      `  {${c.number}, ${c.version}, ${side(c.initiator)}, ${side(c.responder)}, {${rolesOf(c)}}}, // ${c.name}`,
  );
  return [
    '/// Subsystems of the two sides, as sets of subsystem_bit() (native/screen/roles.hpp).',
    'struct Roles {\n  uint32_t initiator;\n  uint32_t responder;\n};',
    `constexpr uint32_t kRolePairs = ${pairs};`,
    '/// Application contexts and the operation codes that each side may invoke, a bit a code.',
    'struct Context {\n  uint8_t number;\n  uint8_t version;\n  uint64_t initiator[2];\n  uint64_t responder[2];\n  Roles roles[kRolePairs]; ///< pairs that may be; empty ones last, all empty where that is open\n};',
    `constexpr uint32_t kContextCount = ${contexts.length};`,
    `constexpr Context kContexts[kContextCount] = {\n${rows.join('\n')}\n};`,
  ].join('\n');
}

/** How many AVPs may be single: a bit each in two words of the decoder, bit 0 for the others. */
const SINGLE_MAX = 127;

function emitAvps(protocol: string, avps: readonly AvpSpec[]): string {
  const key = (avp: AvpSpec) => identifier(avpKey(avp.name));
  const types: readonly AvpType[] = [
    'octets',
    'text',
    'unsigned',
    'signed',
    'unsigned64',
    'signed64',
    'float',
    'address',
    'digits',
    'time',
    'group',
    'secret',
  ];
  const singles = avps.filter((avp) => avp.single);
  if (singles.length > SINGLE_MAX) throw new RangeError(`${singles.length} AVPs are single`);
  const rows = avps.map((avp) => {
    const type = `AvpType::${identifier(avp.type)}`;
    const field = `Field::${identifier(`${protocol}_${avpKey(avp.name)}`)}`;
    const single = singles.indexOf(avp) + 1;
    return `  {${avp.vendor}u, ${avp.code}, ${field}, ${type}, ${single}, ${avp.must}},`;
  });
  const members = [
    '  uint32_t vendor;',
    '  uint16_t code;',
    '  Field field;',
    '  AvpType type;',
    '  uint8_t single; ///< number among those that may stand once among their siblings, 0 for others',
    '  bool must;      ///< its M bit has to be set',
  ];
  const body = [
    `enum class AvpType : uint8_t { ${types.map(identifier).join(', ')} };`,
    '/// An AVP by its row in kAvps; `none` is one that the dictionary lacks.',
    `enum class Avp : uint16_t {\n  none,\n${avps.map((avp) => `  ${key(avp)},`).join('\n')}\n};`,
    `struct AvpInfo {\n${members.join('\n')}\n};`,
    `constexpr uint32_t kAvpCount = ${avps.length + 1};`,
    `constexpr AvpInfo kAvps[kAvpCount] = {\n  {0, 0, Field::none, AvpType::octets, 0, false},\n${rows.join('\n')}\n};`,
    'constexpr const AvpInfo& info_of(Avp avp) { return kAvps[static_cast<uint16_t>(avp)]; }',
  ];
  return file(body.join('\n')).replace(
    '#include <cstdint>',
    '#include <cstdint>\n\n#include "native/generated/fields.hpp"',
  );
}

function emitExtra(name: string, table: ExtraTables[string]): string {
  const parts = Object.entries(table).map(([key, value]) =>
    typeof value === 'number'
      ? `constexpr uint32_t ${identifier(key)} = ${value}u;`
      : `namespace ${identifier(key)} {\n${Object.entries(value)
          .map(([member, number]) => `constexpr uint32_t ${identifier(member)} = ${number}u;`)
          .join('\n')}\n} // namespace ${identifier(key)}`,
  );
  return file(
    `namespace ${identifier(name)} {\n\n${parts.join('\n')}\n\n} // namespace ${identifier(name)}`,
  );
}
