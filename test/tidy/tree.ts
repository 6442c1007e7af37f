// SPDX-License-Identifier: Apache-2.0
// The files of the tree as git knows them, for the tidy tests. Untracked build output is never
// looked at.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Paths relative to the root: tracked, or new and not ignored. */
export function files(pattern: RegExp): string[] {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return list.split('\n').filter((path) => path !== '' && pattern.test(path));
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** `path:line: text` for each line of the files that matches. */
export function linesMatching(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
}
