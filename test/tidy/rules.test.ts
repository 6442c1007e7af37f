// SPDX-License-Identifier: Apache-2.0
// Rules of CONTRIBUTING.md that a machine can hold. Each failure prints `path:line: text`.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { files, linesMatching, read, root } from './tree.ts';

const source = /^(src|native|test)\/.*\.(ts|cpp|hpp)$/;
const logic = files(/^src\/(?!cli\/).*\.ts$/);

test('every source file names its licence in its first lines', (t) => {
  const missing = files(source).filter(
    (path) => !read(path).split('\n', 2).join('\n').includes('SPDX-License-Identifier: Apache-2.0'),
  );
  t.deepEqual(missing, []);
});

test('only the output module writes to the terminal', (t) => {
  const paths = files(/^src\/.*\.ts$/).filter(
    (path) => path !== 'src/cli/output.ts' && path !== 'src/schema/generate.ts',
  );
  t.deepEqual(
    linesMatching(paths, /\bconsole\.|process\.stdout\.write|process\.stderr\.write/),
    [],
  );
});

test('only the engine loads the addon, and only the binding includes Node', (t) => {
  const loaders = files(/^src\/.*\.ts$/).filter((path) => /sigwarden\.node/.test(read(path)));
  t.deepEqual(loaders, ['src/engine/native.ts']);
  const includers = files(/^native\/.*\.[ch]pp$/).filter((path) =>
    /<(napi|node)[^>]*\.h>/.test(read(path)),
  );
  t.deepEqual(
    includers.filter((path) => !path.startsWith('native/binding/')),
    [],
  );
});

test('no logic reads the machine’s clock or its random numbers', (t) => {
  // Keys and nonces come from node:crypto; the store stamps its creation and audit lines, and says
  // so in place.
  t.deepEqual(
    linesMatching(logic, /Math\.random\(|Date\.now\(|new Date\(\)/).filter(
      (line) => !/wall clock:/.test(line),
    ),
    [],
  );
});

test('native code on the packet path neither throws nor allocates by name', (t) => {
  const paths = files(
    /^native\/((base|decode|state|screen)\/.*|capture\/(af_packet|packet_ring|frame_window))\.cpp$/,
  ).filter((path) => !/decode\/sink\.cpp$/.test(path));
  t.deepEqual(
    linesMatching(paths, /\bthrow\b|\bmalloc\(|\bstrcpy\(|\bsprintf\(|\batoi\(|\brand\(/),
    [],
  );
});

// An address, a vector, or a sentence expected word for word as a user reads it.
const mayBeLong = /https?:\/\/|[0-9a-f]{64}|^\s*(const \w+ = )?[`'][^`']*[`'][,;)]*$/;

test('lines are at most 100 columns in native code and 120 in TypeScript', (t) => {
  const long = files(source)
    .filter((path) => !path.startsWith('native/generated/'))
    .flatMap((path) => {
      const limit = path.endsWith('.ts') ? 120 : 100;
      return read(path)
        .split('\n')
        .flatMap((line, i) =>
          [...line].length > limit && !mayBeLong.test(line) ? [`${path}:${i + 1}`] : [],
        );
    });
  t.deepEqual(long, []);
});

test('no file outgrows what one sitting can read', (t) => {
  const large = files(source).filter(
    (path) => statSync(join(root, path)).size > 40_000 && !path.startsWith('native/generated/'),
  );
  t.deepEqual(large, []);
});

test('nothing is left to do later without saying so in words', (t) => {
  t.deepEqual(
    linesMatching(
      files(/^(src|native|test|firmware-config)\//),
      /\b(TODO|FIXME|XXX|HACK)\b/,
    ).filter((l) => !l.startsWith('test/tidy/')),
    [],
  );
});

test('TypeScript files are kebab-case and C++ files snake_case', (t) => {
  const wrong = files(source).filter((path) => {
    const name = path.split('/').at(-1) ?? '';
    if (path.startsWith('src/schema/protocols/')) return !/^[a-z0-9_]+\.ts$/.test(name);
    return name.endsWith('.ts')
      ? !/^[a-z0-9-]+(\.test)?\.ts$/.test(name)
      : !/^[a-z0-9_]+(\.test)?\.[ch]pp$/.test(name);
  });
  t.deepEqual(wrong, []);
});

test('real identities do not appear: numbers look like test ranges', (t) => {
  // IMSIs in sources and documents: fifteen digits that start with a real MCC would be somebody's.
  const paths = files(/^(src|native|test|firmware-config)\/.*\.(ts|cpp|hpp|toml|md)$|^[A-Z]+\.md$/);
  const imsi = /(?<![0-9a-fA-FxX.])(?!001|999)[2-7]\d{14}(?![0-9a-fA-F.])/;
  t.deepEqual(linesMatching(paths, imsi), []);
  // Numbers written as people dial them: test codes, Ofcom's and the North American drama ranges.
  const dialled = /\+(?!999|447700900|1[2-9]\d{2}55501\d\d\b)[1-9]\d{7,14}\b/;
  t.deepEqual(linesMatching(paths, dialled), []);
});
