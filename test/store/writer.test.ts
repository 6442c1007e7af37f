// SPDX-License-Identifier: Apache-2.0

import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { ProductError } from '../../src/base/errors.ts';
import { ruleKey } from '../../src/base/rule-key.ts';
import { event } from '../../src/schema/tables.ts';
import { openEnvironment } from '../../src/store/environment.ts';
import { makeKeyFile } from '../../src/store/key-file.ts';
import type { IndexName } from '../../src/store/layout.ts';
import { decodeHeader } from '../../src/store/record.ts';
import { readMeta, Store, writeMeta } from '../../src/store/store.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { scratch } from '../scratch.ts';
import {
  type EventOptions,
  networkKey,
  pseudonym,
  record,
  sessionId,
  startTime,
} from './records.ts';

const imsi = '001019999999999';

function contents(store: Store): string[] {
  return [...store.allEvents()].flatMap(({ session, events }) =>
    events.map(
      (one) =>
        `${session.toString('hex')} ${one.header.toString('hex')} ${one.body.toString('hex')}`,
    ),
  );
}

test('what was stored is read back: header, body, identities', async (t) => {
  const directory = join(scratch(t), 'store');
  const writer = StoreWriter.open(directory);
  const kept = record({ sealed: { imsi, calling: '99980000000001' }, body: { title: 'x' } });
  t.deepEqual(writer.append([kept]), { stored: 1, known: 0, counters: 0 });
  await writer.close();
  const store = Store.open(directory);
  const [found] = store.events(sessionId(startTime, 0));
  t.deepEqual(found!.header, kept.header);
  t.deepEqual(found!.body, kept.body);
  t.deepEqual(store.openSealed(found!), { imsi, calling: '99980000000001' });
  t.deepEqual(store.openBody(found!), { rule: 'cat1.interconnect', title: 'x' });
  await store.close();
});

test('writing the same events twice changes nothing, in one run and in the next', async (t) => {
  const directory = join(scratch(t), 'store');
  const records = Array.from({ length: 100 }, (_, i) =>
    record({ session: i % 40, sequence: Math.floor(i / 40), sealed: { imsi }, subscriber: imsi }),
  );
  const writer = StoreWriter.open(directory);
  t.is(writer.append([...records, ...records]).stored, 100);
  t.deepEqual(writer.append(records), { stored: 0, known: 100, counters: 0 });
  const before = contents(writer);
  await writer.close();
  const again = StoreWriter.open(directory);
  t.deepEqual(again.append(records), { stored: 0, known: 100, counters: 0 });
  t.deepEqual(contents(again), before);
  t.is([...again.sessionIds('time', '')].length, 40);
  t.is([...again.sessionIds('subscriber', pseudonym(imsi).toString('latin1'))].length, 40);
  await again.close();
});

test('what other rules find in the same capture is added, and added once', async (t) => {
  const writer = StoreWriter.open(join(scratch(t), 'store'));
  const first = record({ rule: 'cat1.interconnect', header: { rule_set: 1 } });
  const sameByOtherRules = record({ rule: 'cat1.interconnect', header: { rule_set: 2 } });
  const second = record({ rule: 'enc.global-opcode', header: { rule_set: 2 } });
  t.is(writer.append([first]).stored, 1);
  t.is(writer.append([sameByOtherRules]).stored, 0);
  t.is(writer.append([second]).stored, 1);
  t.is(writer.append([second, first]).stored, 0);
  const events = writer.events(sessionId(startTime, 0));
  t.deepEqual(
    events.map((one) => [decodeHeader(one.header).sequence, writer.openBody(one).rule]),
    [
      [0, 'cat1.interconnect'],
      [1, 'enc.global-opcode'],
    ],
  );
  t.is([...writer.sessionIds('rule', ruleOctets('enc.global-opcode'))].length, 1);
  await writer.close();
});

test('counters of an import are stored once, however often the import runs', async (t) => {
  const writer = StoreWriter.open(join(scratch(t), 'store'));
  const importId = 'ab'.repeat(16);
  writer.importId = importId;
  const counters = [0, 1, 2].map((sequence) =>
    record({ event: event.counters, sequence, body: { n: sequence } }),
  );
  t.deepEqual(writer.append(counters), { stored: 0, known: 0, counters: 3 });
  writer.append(counters);
  t.is(writer.counterEvents(importId).length, 3);
  const summary = {
    id: importId,
    files: [],
    first: '',
    last: '',
    product: 'p',
    ruleSet: 1,
    counters: { frames_read: 10 },
    verdicts: {},
    unjudged: {},
  };
  writer.putImport(summary);
  writer.putImport(summary);
  t.deepEqual(writer.imports(), [summary]);
  t.is([...writer.allEvents()].length, 0);
  await writer.close();
});

function ruleOctets(rule: string): string {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64BE(ruleKey(rule));
  return octets.toString('latin1');
}

function networkOctets(id: string): string {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(networkKey(id));
  return octets.toString('latin1');
}

test.serial('every index agrees with a scan of all events, merged or not', async (t) => {
  const directory = scratch(t);
  let run = 0;
  const options = fc.record({
    sessionTime: fc.bigInt({ min: startTime, max: startTime + 500n }),
    session: fc.nat(5),
    sequence: fc.nat(3),
    event: fc.constantFrom(event.finding, event.member, event.outcome),
    subscriber: fc.constantFrom('001010000000001', '001010000000002', '001010000000003'),
    network: fc.constantFrom('far-state', 'island-one', 'island-two'),
    rule: fc.constantFrom('cat1.interconnect', 'cat2.own-subscriber'),
  });
  const step = fc.record({ events: fc.array(options, { maxLength: 60 }), merge: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 5 }),
      fc.nat(500),
      fc.nat(500),
      async (steps, a, b) => {
        const path = join(directory, `${run++}`);
        const writer = StoreWriter.open(path);
        for (const { events, merge } of steps) {
          writer.append(events.map((one: EventOptions) => record(one)));
          if (merge) writer.mergeIndexes();
        }
        const range = {
          from: startTime + BigInt(Math.min(a, b)),
          to: startTime + BigInt(Math.max(a, b)),
        };
        compare(writer, {});
        compare(writer, range);
        await writer.close();
        const reader = Store.open(path);
        compare(reader, range);
        await reader.close();
      },
    ),
    { numRuns: 25 },
  );

  function compare(store: Store, range: { from?: bigint; to?: bigint }): void {
    const naive = new Map<string, Set<string>>();
    for (const { session, events } of store.allEvents(range)) {
      for (const one of events) {
        const header = decodeHeader(one.header);
        const add = (key: string): void => {
          if (!naive.has(key)) naive.set(key, new Set());
          naive.get(key)!.add(session.toString('latin1'));
        };
        add('time:');
        add(`subscriber:${Buffer.from(header.subscriber, 'hex').toString('latin1')}`);
        if (header.event !== event.finding) continue;
        const source = Buffer.alloc(4);
        source.writeUInt32BE(header.sourceNetwork);
        add(`source:${source.toString('latin1')}`);
        const rule = Buffer.alloc(8);
        rule.writeBigUInt64BE(header.rule);
        add(`rule:${rule.toString('latin1')}`);
      }
    }
    const values: [IndexName, string][] = [
      ['time', ''],
      ...['1', '2', '3'].map((n): [IndexName, string] => [
        'subscriber',
        pseudonym(`00101000000000${n}`).toString('latin1'),
      ]),
      ...['far-state', 'island-one', 'island-two'].map((id): [IndexName, string] => [
        'source',
        networkOctets(id),
      ]),
      ...['cat1.interconnect', 'cat2.own-subscriber'].map((id): [IndexName, string] => [
        'rule',
        ruleOctets(id),
      ]),
    ];
    for (const [index, value] of values) {
      const expected = [...(naive.get(`${index}:${value}`) ?? [])].sort();
      t.deepEqual([...store.sessionIds(index, value, range)], expected, index);
      t.deepEqual(
        [...store.sessionIds(index, value, { ...range, newestFirst: true })],
        expected.toReversed(),
      );
    }
  }
});

test('while a store is written to, no second writer is let in', async (t) => {
  const directory = join(scratch(t), 'store');
  const writer = StoreWriter.open(directory);
  writer.append([record({ session: 1 })]);
  t.throws(() => StoreWriter.open(directory), {
    instanceOf: ProductError,
    message: new RegExp(`another process \\(${process.pid}\\) is writing to this store; wait`),
  });
  await writer.close();
  const next = StoreWriter.open(directory);
  t.is(next.append([record({ session: 1 }), record({ session: 2 })]).stored, 1);
  await next.close();
});

test('a store of a newer version is refused with a sentence', async (t) => {
  const directory = join(scratch(t), 'store');
  await StoreWriter.open(directory).close();
  const environment = openEnvironment(directory, false);
  const meta = readMeta(environment, directory)!;
  environment.root.transactionSync(() =>
    writeMeta(environment, { ...meta, version: 99, product: 'sigwarden 9.0.0' }),
  );
  await environment.root.close();
  const expected = {
    instanceOf: ProductError,
    message:
      /of version 99, this product reads up to 2; use the product that wrote it \(sigwarden 9/,
  };
  t.is(t.throws(() => Store.open(directory), expected).exit, 1);
  t.is(t.throws(() => StoreWriter.open(directory), expected).exit, 1);
});

test('what is no store is told apart from what is not there', (t) => {
  const parent = scratch(t);
  t.throws(() => Store.open(join(parent, 'none')), { message: /no such store; make one/ });
  writeFileSync(join(parent, 'note.txt'), 'x');
  t.throws(() => Store.open(parent), { message: /not a sigwarden store/ });
  t.throws(() => StoreWriter.open(parent), { message: /not a store, and not empty/ });
  writeFileSync(join(parent, 'data.mdb'), 'x'.repeat(10_000));
  t.throws(() => Store.open(parent), { message: /not a sigwarden store/ });
});

test('without the key file events are read, identities and writing are refused', async (t) => {
  const directory = join(scratch(t), 'store');
  const writer = StoreWriter.open(directory);
  writer.append([record({ sealed: { imsi } })]);
  await writer.close();
  const keyFile = `${directory}.key`;
  const saved = readFileSync(keyFile);
  rmSync(keyFile);
  const store = Store.open(directory);
  const [one] = store.events(sessionId(startTime, 0));
  t.false(store.hasKey);
  t.is(store.openBody(one!).rule, 'cat1.interconnect');
  t.is(
    t.throws(() => store.openSealed(one!), {
      message: /key file of this store is not there/,
      instanceOf: ProductError,
    }).exit,
    5,
  );
  await store.close();
  t.throws(() => StoreWriter.open(directory), { message: /key file of this store is not there/ });
  makeKeyFile(keyFile);
  t.throws(() => StoreWriter.open(directory), { message: /does not belong to this store/ });
  writeFileSync(keyFile, saved);
  const reopened = StoreWriter.open(directory);
  t.is(
    (reopened.openSealed(reopened.events(sessionId(startTime, 0))[0]!) as { imsi: string }).imsi,
    imsi,
  );
  await reopened.close();
});

test('the pseudonym key stays, the sealing key changes with every writer', async (t) => {
  const directory = join(scratch(t), 'store');
  const first = StoreWriter.open(directory);
  const key = first.pseudonymKey();
  t.is(key.length, 16);
  first.append([record({ session: 1, sealed: { imsi } })]);
  first.rotateSealingKey();
  first.append([record({ session: 2, sealed: { imsi } })]);
  await first.close();
  const second = StoreWriter.open(directory);
  t.deepEqual(second.pseudonymKey(), key);
  second.append([record({ session: 3, sealed: { imsi } })]);
  await second.close();
  const environment = openEnvironment(directory, true);
  const keys = [...environment.databases.pages.getRange({})].map(({ value }) =>
    Buffer.from(value).readUInt32LE(4),
  );
  t.deepEqual(keys, [1, 2, 3]);
  await environment.root.close();
});

test('no file of a store holds an identity, and all are for the owner alone', async (t) => {
  const parent = scratch(t);
  const directory = join(parent, 'store');
  const msisdn = '999011234567';
  const tbcd = Buffer.from(imsi.padEnd(16, 'f').replaceAll(/(.)(.)/g, '$2$1'), 'hex');
  const writer = StoreWriter.open(directory);
  for (let round = 0; round < 20; round++) {
    writer.append(
      Array.from({ length: 40 }, (_, i) =>
        record({
          session: round * 40 + i,
          subscriber: imsi,
          sealed: {
            imsi,
            msisdn,
            frames: [{ number: 1, data: Buffer.concat([Buffer.alloc(40), tbcd]) }],
          },
        }),
      ),
    );
  }
  const key = writer.pseudonymKey();
  await writer.close();
  t.is(statSync(directory).mode & 0o777, 0o700);
  for (const name of readdirSync(directory)) {
    const octets = readFileSync(join(directory, name));
    t.is(statSync(join(directory, name)).mode & 0o077, 0, name);
    for (const secret of [Buffer.from(imsi), Buffer.from(msisdn), tbcd, key]) {
      t.is(octets.indexOf(secret), -1, `${name} holds ${secret.toString('hex')}`);
    }
  }
  // The search would find them: the key file's neighbour in clear does.
  t.not(Buffer.concat([Buffer.from('..'), tbcd]).indexOf(tbcd), -1);
});

test('the audit log is chained: a changed or missing entry shows', async (t) => {
  const directory = join(scratch(t), 'store');
  const writer = StoreWriter.open(directory);
  for (const reason of ['case 1', 'case 2', 'case 3'])
    writer.recordAct({ action: 'reveal', sessions: ['00'], reason });
  const { entries, isWhole } = writer.audit();
  t.true(isWhole);
  t.deepEqual(
    entries.map((one) => one.reason),
    ['case 1', 'case 2', 'case 3'],
  );
  await writer.close();
  const environment = openEnvironment(directory, false);
  const second = Buffer.alloc(8);
  second.writeBigUInt64BE(2n);
  environment.root.transactionSync(() => environment.databases.audit.removeSync(second));
  await environment.root.close();
  const store = Store.open(directory);
  t.false(store.audit().isWhole);
  await store.close();
});
