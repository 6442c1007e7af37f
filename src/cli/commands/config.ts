// SPDX-License-Identifier: Apache-2.0
// `sigwarden config check|show|explain`: is a configuration right, what holds, and what a key
// means. It reads files and prints; nothing is started or changed. Problems go to stderr with
// file:line:column, all of them at once.

import type { Argv, CommandModule } from 'yargs';
import { loadKnowledge } from '../../appliance/knowledge.ts';
import { exitCode, ProductError } from '../../base/errors.ts';
import { suggestion } from '../../base/nearest.ts';
import { describeKeys, type KeyDescription } from '../../config/explain.ts';
import { type Config, defaultConfig, loadConfig } from '../../config/load.ts';
import type { EffectiveValue } from '../../config/read.ts';
import { today } from '../network-option.ts';
import { data, json, problems, table, talk } from '../output.ts';
import { noCommand } from '../parser.ts';

const check: CommandModule<object, { file: string; json: boolean }> = {
  command: 'check <file>',
  describe: 'Read a configuration and report everything that is wrong with it',
  builder: (yargs: Argv) =>
    withFile(yargs, true).example('# Is it right?\n$0 config check capture.toml', ''),
  handler: (args) => {
    const config = load(args.file);
    // Its rules, what they say of its networks, and whether these fit into look-up tables.
    loadKnowledge({ config: args.file }).imagesBetween(today(), today());
    if (args.json) {
      json({ file: args.file, ok: true, ...counts(config), warnings: config.warnings });
      return;
    }
    problems(config.warnings, 'warning');
    const said = Object.entries(counts(config)).map(([name, count]) => `${name} ${count}`);
    data(`${args.file}: ok; ${said.join(', ')}`);
  },
};

const show: CommandModule<object, { file: string | undefined; json: boolean }> = {
  command: 'show [file]',
  describe: 'Print every value in force and where it comes from',
  builder: (yargs: Argv) =>
    withFile(yargs, false)
      .example('# The defaults\n$0 config show', '')
      .example('# For another program\n$0 config show capture.toml --json', ''),
  handler: (args) => {
    const config = args.file === undefined ? defaultConfig() : load(args.file);
    problems(config.warnings, 'warning');
    if (args.json) {
      json(config.effective.map(({ value, ...rest }) => ({ ...rest, value: value ?? null })));
      return;
    }
    table(
      ['key', { head: 'value', fits: 'wrap' }, 'from'],
      config.effective.map((one) => [one.key, valueText(one), one.from]),
    );
  },
};

const explain: CommandModule<object, { key: string | undefined; json: boolean }> = {
  command: 'explain [key]',
  describe: 'Print what a key means, its default and an example',
  builder: (yargs: Argv) =>
    yargs
      .positional('key', {
        type: 'string',
        describe: 'For instance network.global_titles; without it, all keys',
      })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example('# What it is and how to write it\n$0 config explain network.plmn', ''),
  handler: (args) => {
    const all = describeKeys();
    const wanted = args.key === undefined ? all : all.filter((one) => matches(one, args.key!));
    if (wanted.length === 0)
      throw new ProductError(exitCode.usage, [
        {
          message: `no key "${args.key}"`,
          hint: suggestion(
            args.key!,
            all.map((one) => one.key),
          ),
        },
      ]);
    if (args.json) json(wanted);
    else data(wanted.map(explanation).join('\n\n'));
  },
};

const config: CommandModule = {
  command: 'config',
  describe: 'Check a configuration, show what holds, explain a key',
  builder: (yargs: Argv) =>
    yargs
      .command(check)
      .command(show)
      .command(explain)
      .demandCommand(1, noCommand)
      .example('# Is it right?\n$0 config check capture.toml', '')
      .example('# What a key means\n$0 config explain network.plmn', ''),
  handler: () => {},
};

export default config;

function withFile(yargs: Argv, isRequired: boolean): Argv<{ file: string; json: boolean }> {
  return yargs
    .positional('file', {
      type: 'string',
      demandOption: isRequired,
      describe: `Configuration file (TOML)${isRequired ? '' : '; without it, the defaults'}`,
    })
    .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' }) as Argv<{
    file: string;
    json: boolean;
  }>;
}

function load(file: string): Config {
  try {
    return loadConfig(file, { today: today() });
  } catch (error) {
    if (error instanceof ProductError && error.problems.length > 1)
      talk(`${file}: ${error.problems.length} problems`);
    throw error;
  }
}

function counts(config: Config): Record<string, number> {
  return {
    networks: config.networks.length,
    territories: config.territories.length,
    links: config.links.length,
    agreements: config.agreements.length,
    rule_modes: config.ruleModes.size,
  };
}

function valueText({ value, unit }: EffectiveValue): string {
  if (value === undefined) return '-';
  const text = typeof value === 'string' ? value : JSON.stringify(value).replaceAll('","', '", "');
  return unit === undefined ? text : `${text} ${unit}`;
}

function matches(one: KeyDescription, key: string): boolean {
  return one.key === key || one.key.startsWith(`${key}.`);
}

function explanation(one: KeyDescription): string {
  return [
    one.key,
    `  ${one.title}.`,
    `  type     ${one.type}`,
    `  default  ${one.default}`,
    `  example  ${one.example}`,
  ].join('\n');
}
