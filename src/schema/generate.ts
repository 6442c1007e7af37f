// SPDX-License-Identifier: Apache-2.0
// `make gen`: writes native/generated/*.hpp, src/schema/json, src/schema/registry.ts and the page of
// facts in the manual from the tables. With `--check` it writes nothing and exits 1 when a file
// differs, naming it. Protocols are found by their files: adding one edits no list.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ExtraTables, emitCpp, identifier } from './emit-cpp.ts';
import { factsPage } from './facts-page.ts';
import { jsonSchemas } from './json-schema.ts';
import type { ProtocolSpec } from './types.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../../..');

/**
 * Tables that a part keeps for itself (image layouts, instruction sets): every
 * `src/schema/*-image.ts` and `*-program.ts`.
 */
async function extraTables(): Promise<ExtraTables> {
  const names = readdirSync(here)
    .filter((name) => /-(image|program)\.js$/.test(name))
    .sort();
  const tables: Record<string, ExtraTables[string]> = {};
  for (const name of names) {
    const module = (await import(join(here, name))) as Record<string, ExtraTables[string]>;
    tables[identifier(name.replace(/\.js$/, '').replaceAll('-', '_'))] = module.layout ?? {};
  }
  return tables;
}

async function protocols(): Promise<ProtocolSpec[]> {
  const names = readdirSync(join(here, 'protocols'))
    .filter((name) => name.endsWith('.js'))
    .sort();
  const specs: ProtocolSpec[] = [];
  for (const name of names) {
    const module = (await import(join(here, 'protocols', name))) as Record<string, ProtocolSpec>;
    specs.push(
      ...Object.values(module).filter(
        (value) => typeof value?.name === 'string' && value.fields !== undefined,
      ),
    );
  }
  return specs;
}

function registry(specs: readonly ProtocolSpec[], files: readonly string[]): string {
  const imports = specs.map(
    (spec, i) => `import { ${spec.name} } from './protocols/${files[i] ?? spec.name}.ts';`,
  );
  return [
    '// SPDX-License-Identifier: Apache-2.0',
    '// Written by `make gen` from src/schema/protocols. Do not edit.',
    ...imports,
    "import type { ProtocolSpec } from './types.ts';",
    '',
    'export const protocols: readonly ProtocolSpec[] = [',
    ...specs.map((spec) => `  ${spec.name},`),
    '];',
    '',
  ].join('\n');
}

const specs = await protocols();
const outputs = new Map<string, string>();
for (const [name, text] of emitCpp(specs, await extraTables()))
  outputs.set(join(root, 'native/generated', name), text);
for (const [name, schema] of jsonSchemas(specs))
  outputs.set(join(root, 'src/schema/json', name), `${JSON.stringify(schema, null, 2)}\n`);
outputs.set(
  join(root, 'src/schema/registry.ts'),
  registry(
    specs,
    specs.map((s) => s.name),
  ),
);

outputs.set(join(root, 'src/manual/facts.md'), factsPage());

const check = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of outputs) {
  let present = '';
  try {
    present = readFileSync(path, 'utf8');
  } catch {}
  if (present === text) continue;
  stale += 1;
  if (check) process.stderr.write(`${path}: stale; run make gen\n`);
  else writeFileSync(path, text);
}
process.exitCode = check && stale > 0 ? 1 : 0;
