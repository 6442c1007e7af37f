// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import test from 'ava';
import { editDistance, nearest } from '../../src/base/nearest.ts';
import { describeKeys } from '../../src/config/explain.ts';
import { parseConfig } from '../../src/config/load.ts';
import { sections } from '../../src/config/schema.ts';

const root = dirname(fileURLToPath(import.meta.url)).replace(/(\/dist)?\/test\/config$/, '');

test('the example configuration that comes with the product is right and has nothing to warn of', (t) => {
  const file = join(root, 'firmware-config/defaults/sigwarden.toml');
  const config = parseConfig(readFileSync(file, 'utf8'), file);
  t.deepEqual(config.warnings, []);
  t.true(config.networks.length > 2);
});

test('every example that explain prints is read as it stands', (t) => {
  const partner = '[[network]]\nid = "partner-x"\nplmn = ["001-09"]\n';
  for (const { key, example } of describeKeys()) {
    const [section, ...rest] = key.split('.');
    if (section === 'version') continue;
    if (section === 'lists' || rest[0] === 'mode_for') {
      const text =
        section === 'lists'
          ? `version = 1\n${example}\n${partner}`
          : `version = 1\n${partner}${modeFor(key, example)}`;
      t.notThrows(() => parseConfig(text, 'x.toml'), `${key}\n${text}`);
      continue;
    }
    const isMany = sections[section as keyof typeof sections] === 'many';
    const inner = rest.length > 1 ? `${rest[0]} = { ${example} }` : example;
    const base = {
      network: 'id = "n"',
      territory: 'code = "XB"',
      link: 'name = "l"',
      agreement: 'network = "partner-x"',
    }[section!];
    const others =
      isMany && base !== undefined && !example.startsWith(base.split(' ')[0]!) ? `${base}\n` : '';
    const needed = {
      link:
        key.startsWith('link.ours') || key.startsWith('link.theirs')
          ? ''
          : 'ours = { hosts = ["h"] }\n',
      agreement: [
        'operations = ["gsm_map.anyTimeInterrogation"]',
        'until = 2027-01-01',
        'owner = "x"',
      ]
        .filter((line) => line.split(' ')[0] !== rest[0])
        .join('\n'),
    }[section!];
    const head = isMany ? `[[${section}]]` : `[${section}]`;
    const text = `version = 1\n${partner}${head}\n${others}${needed ?? ''}\n${inner}\n`;
    t.notThrows(() => parseConfig(text, 'x.toml'), `${key}\n${text}`);
  }
});

/** A mode for a peer, with the link that it may name and its other keys. */
function modeFor(key: string, example: string): string {
  const link = '[[link]]\nname = "carrier-a"\nours = { hosts = ["h"] }\n';
  if (key === 'rules.mode_for') return `${link}[rules]\n${example}\n`;
  const others = [
    'rule = "x.y"',
    'mode = "off"',
    'owner = "x"',
    'until = 2027-01-01',
    'reason = "x"',
  ]
    .filter((line) => line.split(' ')[0] !== key.split('.').at(-1))
    .join('\n');
  return `${link}[[rules.mode_for]]\n${others}\n${example}\n`;
}

test('every key has a sentence, a type and a default', (t) => {
  for (const one of describeKeys())
    for (const text of [one.title, one.type, one.default, one.example])
      t.true(text.length > 0, one.key);
});

test('a slip of the hand finds the word that was meant, and a strange word finds none', (t) => {
  const known = ['global_titles', 'mobile_global_titles', 'plmn', 'realms'];
  t.is(nearest('globl_titles', known), 'global_titles');
  t.is(nearest('plnm', known), 'plmn');
  t.is(nearest('colour', known), undefined);
  t.is(nearest('', known), undefined);
  t.is(editDistance('ab', 'ba'), 1);
  t.is(editDistance('kitten', 'sitting'), 3);
});
