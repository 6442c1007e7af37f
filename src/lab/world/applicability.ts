// SPDX-License-Identifier: Apache-2.0
// Reads firmware-config/rules/applicability.toml: which evasion goes with which attack, and why the
// other pairs make no sense or cannot be seen. What is wrong in the file is said, all at once.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exitCode, type Problem, ProductError } from '../../base/errors.ts';
import { TomlDocument } from '../../base/toml.ts';
import type { Form } from './attacks/terms.ts';
import { attacks } from './catalogue.ts';
import { type DisguiseName, disguiseKinds } from './disguises.ts';
import type { TapName } from './view.ts';

interface EvasionRow {
  readonly name: DisguiseName;
  readonly source: string;
  /** Forms of attack that it can be put on. */
  readonly forms: readonly Form[];
}

interface ExceptionRow {
  readonly evasion: DisguiseName;
  readonly attacks: readonly string[];
  readonly because: string;
}

interface UnseenRow {
  readonly tap: TapName;
  readonly attacks: readonly string[];
  readonly because: string;
}

interface Table {
  readonly evasion: readonly EvasionRow[];
  readonly exception: readonly ExceptionRow[];
  readonly unseen: readonly UnseenRow[];
}

/** Where the file lies, from the source tree as from the built one under dist. */
function locate(): string {
  const name = 'firmware-config/rules/applicability.toml';
  for (const up of ['../../../', '../../../../']) {
    const path = fileURLToPath(new URL(up + name, import.meta.url));
    try {
      readFileSync(path);
      return path;
    } catch {
      // not this one
    }
  }
  const hint = 'install the package again';
  throw new ProductError(exitCode.failed, [
    { message: `${name} is missing beside the program`, hint },
  ]);
}

function read(path: string): Table {
  const document = new TomlDocument(path, readFileSync(path, 'utf8'));
  const problems: Problem[] = [...document.syntax];
  const table = document.values as unknown as Partial<Table>;
  const { evasion = [], exception = [], unseen = [] } = table;
  const say = (message: string) => problems.push({ message: `${path}: ${message}` });
  for (const { name } of evasion) {
    if (!(name in disguiseKinds)) say(`no evasion of the forge is called ${name}`);
  }
  for (const name of Object.keys(disguiseKinds)) {
    if (!evasion.some((row) => row.name === name)) say(`no row tells where ${name} applies`);
  }
  for (const name of [...exception, ...unseen].flatMap((row) => row.attacks)) {
    if (!attacks.has(name)) say(`no attack is called ${name}`);
  }
  if (problems.length > 0) throw new ProductError(exitCode.configuration, problems);
  return { evasion, exception, unseen };
}

let shared: Table | undefined;

function table(): Table {
  shared ??= read(locate());
  return shared;
}

/** The evasions that go with an attack, in the order of the file. */
export function evasionsOf(attack: string): DisguiseName[] {
  const recipe = attacks.get(attack);
  if (recipe === undefined) return [];
  const { evasion, exception } = table();
  return evasion
    .filter(({ forms }) => forms.includes(recipe.form))
    .map(({ name }) => name)
    .filter(
      (name) => !exception.some((row) => row.evasion === name && row.attacks.includes(attack)),
    );
}

/** Why that tap cannot show the attack; undefined when nothing stands against it. */
export function unseenAt(tap: TapName, attack: string): string | undefined {
  return table().unseen.find((row) => row.tap === tap && row.attacks.includes(attack))?.because;
}
