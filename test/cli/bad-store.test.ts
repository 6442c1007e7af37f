// SPDX-License-Identifier: Apache-2.0
// Stores that cannot be used, and what a user reads then: a sentence with the remedy, the right
// exit code, and everything that was stored still there.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { openEnvironment } from '../../src/store/environment.ts';
import { storeLimits, storeVersion } from '../../src/store/layout.ts';
import { readMeta, writeMeta } from '../../src/store/store.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { nobody, type Run, sigwarden, whyNotNobody, world } from './bench.ts';

const capture = join(world(), 'capture.pcap');
const config = join(world(), 'capture.toml');

/** A directory of its own with a copy of the filled store in `store` and its key in `store.key`. */
function bench(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'sigwarden-store-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  cpSync(join(world(), 'store'), join(directory, 'store'), { recursive: true });
  cpSync(join(world(), 'store.key'), join(directory, 'store.key'));
  return directory;
}

function fails(t: ExecutionContext, run: Run, exit: number, stderr: string): void {
  t.is(run.stderr, `error: ${stderr}\n`);
  t.is(run.status, exit);
  t.is(run.stdout, '');
}

const screen = (store: string) => ['screen', capture, '--config', config, '--store', store];
const list = (store: string) => ['sessions', 'list', '--store', store];
const stored = (directory: string, store = 'store') =>
  sigwarden(directory, [...list(store), '--limit', '0', '--json']).stdout;

test('a directory with other files in it is not made a store, and is none', (t) => {
  const directory = bench(t);
  mkdirSync(join(directory, 'papers'));
  writeFileSync(join(directory, 'papers/letter'), 'dear');
  fails(
    t,
    sigwarden(directory, screen('papers')),
    1,
    'papers: not a store, and not empty; name an empty or a new directory',
  );
  for (const args of [list('papers'), ['report', '--brief', '--store', 'papers']])
    fails(
      t,
      sigwarden(directory, args),
      1,
      'papers: not a sigwarden store; make one: sigwarden screen FILE --store papers',
    );
});

test('a store that is not there is named, and made only by screen, in a directory that is there', (t) => {
  const directory = bench(t);
  for (const args of [
    list('none'),
    ['sessions', 'show', 'first', '--store', 'none'],
    ['sessions', 'export', '--store', 'none', '-o', 'x.pcapng'],
    ['rules', 'why', '--store', 'none'],
  ])
    fails(
      t,
      sigwarden(directory, args),
      1,
      'none: no such store; make one: sigwarden screen FILE --store none',
    );
  const { stderr, status } = sigwarden(directory, screen('far/away/store'));
  t.is(status, 1);
  t.regex(stderr, /^error: \S+\/far\/away: no such directory; make it, or name another place\n$/);
  writeFileSync(join(directory, 'file'), '');
  fails(
    t,
    sigwarden(directory, screen('file')),
    1,
    'file: not a directory; name an empty or a new directory',
  );
});

test('a data file of another kind is not opened', (t) => {
  const directory = bench(t);
  writeFileSync(join(directory, 'store/data.mdb'), Buffer.alloc(20_000, 7));
  for (const args of [screen('store'), list('store')])
    fails(
      t,
      sigwarden(directory, args),
      1,
      'store: not a sigwarden store; name the directory that `screen --store` wrote',
    );
});

test('a store that was cut short is refused, not read beyond its end', (t) => {
  const directory = bench(t);
  const data = join(directory, 'store/data.mdb');
  const whole = statSync(data).size;
  const sentence =
    'store: the store is damaged: data.mdb was cut short; restore the store from its backup';
  for (const size of [Math.floor(whole / 2), 12_288, 8192, 5000]) {
    truncateSync(data, size);
    for (const args of [list('store'), screen('store')])
      fails(t, sigwarden(directory, args), 1, sentence);
  }
  truncateSync(data, 100);
  const notOurs = 'store: not a sigwarden store; name the directory that `screen --store` wrote';
  fails(t, sigwarden(directory, list('store')), 1, notOurs);
});

test('a store of another version is left alone and says what reads it, or what to do', async (t) => {
  const directory = bench(t);
  const path = join(directory, 'store');
  const before = openEnvironment(path, false);
  const meta = readMeta(before, path);
  if (meta === undefined) throw new Error('no meta');
  writeMeta(before, { ...meta, version: storeVersion + 1, product: 'sigwarden 9.1.0' });
  await before.root.close();
  const sentence = `store: this store is of version ${storeVersion + 1}, this product reads up to ${storeVersion}; use the product that wrote it (sigwarden 9.1.0) or a newer one`;
  for (const args of [screen('store'), list('store'), ['report', '--brief', '--store', 'store']])
    fails(t, sigwarden(directory, args), 1, sentence);
  const older = openEnvironment(path, false);
  writeMeta(older, { ...meta, version: storeVersion - 1 });
  await older.root.close();
  const tooOld = `store: this store is of version ${storeVersion - 1}, this product reads version ${storeVersion}; screen its captures again into a new store`;
  fails(t, sigwarden(directory, list('store')), 1, tooOld);
  const after = openEnvironment(path, false);
  writeMeta(after, meta);
  await after.root.close();
  t.is(stored(directory), stored(world()));
});

test('while another process writes, nothing else does, and reading goes on', async (t) => {
  const directory = bench(t);
  const writer = StoreWriter.open(join(directory, 'store'));
  fails(
    t,
    sigwarden(directory, screen('store')),
    1,
    `store: another process (${process.pid}) is writing to this store; wait until it has ended, or write to another store`,
  );
  t.is(stored(directory), stored(world()));
  await writer.close();
  t.is(sigwarden(directory, screen('store')).status, 0);
});

const sealed =
  'the key file of this store is not there, and identities and evidence are sealed with it; restore it from its backup, or name it with --key-file';

test('without its key file a store lists and reports, and opens no identity', (t) => {
  const directory = bench(t);
  renameSync(join(directory, 'store.key'), join(directory, 'backup.key'));
  t.is(stored(directory), stored(world()));
  t.is(sigwarden(directory, ['report', '--brief', '--store', 'store']).status, 0);
  const shown = sigwarden(directory, ['sessions', 'show', 'first', '--store', 'store']);
  t.is(shown.status, 0);
  t.is(shown.stderr, 'identities are sealed and the key file is not here; see --key-file\n');
  t.false(/IMSI|MSISDN/.test(shown.stdout));
  for (const args of [
    ['sessions', 'show', 'first', '--store', 'store', '--reveal'],
    ['sessions', 'export', 'first', '--store', 'store', '-o', 'x.pcapng'],
    ['sessions', 'list', '--store', 'store', '--subscriber', '001010000000000'],
    screen('store'),
  ]) {
    const { status, stdout, stderr } = sigwarden(directory, args);
    t.is(status, 5, args.join(' '));
    t.is(stdout, '');
    t.true(stderr.endsWith(`/store.key: ${sealed}\n`), stderr);
  }
  fails(
    t,
    sigwarden(directory, [...list('store'), '--key-file', 'lost.key']),
    5,
    'lost.key: no such key file',
  );
  const named = sigwarden(directory, [...screen('store'), '--key-file', 'backup.key']);
  t.is(named.status, 0, named.stderr);
});

test('a key file that is none, another’s, or open to others is refused', (t) => {
  const directory = bench(t);
  const key = join(directory, 'store.key');
  chmodSync(key, 0o644);
  const show = ['sessions', 'show', 'first', '--store', 'store', '--key-file', 'store.key'];
  fails(
    t,
    sigwarden(directory, show),
    5,
    'store.key: the key file can be read by others; run: chmod 600 store.key',
  );
  rmSync(key);
  writeFileSync(key, 'open sesame\n', { mode: 0o600 });
  fails(
    t,
    sigwarden(directory, show),
    1,
    'store.key: not a store key; restore the file from its backup, or name another with --key-file',
  );
  rmSync(key);
  t.is(sigwarden(directory, screen('other')).status, 0);
  cpSync(join(directory, 'other.key'), key);
  fails(
    t,
    sigwarden(directory, show),
    5,
    'the key file does not belong to this store; name the right one with --key-file, or restore it from its backup',
  );
});

test('a store of another user says so with exit 5', (t) => {
  const reason = whyNotNobody();
  if (reason !== undefined) {
    t.log(`SKIP ${reason}`);
    t.pass();
    return;
  }
  const directory = bench(t);
  chmodSync(directory, 0o755);
  const args = ['screen', capture, '--store', 'store'];
  for (const one of [list('store'), args]) {
    const run = sigwarden(directory, one, { uid: nobody });
    if (/capture\.pcap/.test(run.stderr)) continue;
    fails(t, run, 5, 'store: no permission to open this store; run as the user who owns it');
  }
});

test('a full disk ends the run with one sentence and exit 1, and what was stored is there', (t) => {
  const directory = bench(t);
  const disk = join(directory, 'disk');
  mkdirSync(disk);
  const size = storeLimits.free_octets + 8 * 1024 * 1024;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]).status !== 0) {
    t.log('SKIP a full disk: mounting a tmpfs needs root');
    t.pass();
    return;
  }
  t.teardown(() => spawnSync('umount', ['--lazy', disk]));
  const first = sigwarden(directory, screen('disk/store'));
  t.is(first.status, 0, first.stderr);
  const before = stored(directory, 'disk/store');
  const { bavail, bsize } = statfsSync(disk);
  // Room to open the store, none to store a capture in it.
  writeFileSync(
    join(disk, 'ballast'),
    Buffer.alloc(bavail * bsize - storeLimits.free_octets - bsize),
  );
  t.is(
    sigwarden(directory, ['lab', 'generate', '--seed', '9', '--messages', '3000', '-o', 'y.pcap'])
      .status,
    0,
  );
  fails(
    t,
    sigwarden(directory, ['screen', 'y.pcap', '--config', 'y.toml', '--store', 'disk/store']),
    1,
    'disk/store: the disk is full; everything stored before is safe, nothing more was stored; make room, then run the same command again: what is there already is not stored twice',
  );
  t.is(stored(directory, 'disk/store'), before);
  rmSync(join(disk, 'ballast'));
  t.is(
    sigwarden(directory, ['screen', 'y.pcap', '--config', 'y.toml', '--store', 'disk/store'])
      .status,
    0,
  );
  t.true(stored(directory, 'disk/store').length > before.length);
});
