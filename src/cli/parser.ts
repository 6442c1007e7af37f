// SPDX-License-Identifier: Apache-2.0
// The command line's grammar: yargs, set up once, and what it says about a wrong call turned into
// sentences with what to do. Commands say what they take; forms of values are in option.ts.
// yargs is asked for its internals in one place here, so that a suggestion knows the words that
// would have been right; its version is pinned and test/cli/usage.md holds the sentences.
import yargs, { type Argv, type CommandModule } from 'yargs';
import { exitCode, failure, ProductError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { version } from '../base/version.ts';

const program = 'sigwarden';
const helpColumnsMax = 100;

/** What yargs offers and its types leave out. */
interface Internals {
  usageConfiguration(configuration: { 'hide-types': boolean }): void;
  getOptions(): {
    readonly key: object;
    readonly alias: Readonly<Record<string, string[]>>;
    readonly array: readonly string[];
  };
  getInternalMethods(): {
    getContext(): { readonly commands: readonly string[]; readonly fullCommands: string[] };
    getCommandInstance(): { getCommands(): string[] };
  };
}

/**
 * A parser for these commands. Its failures are ProductErrors with the exit code of a usage error.
 */
export function makeParser(args: readonly string[], commands: CommandModule[]): Argv {
  const parser = yargs([...args]);
  parser
    .scriptName(program)
    .locale('en')
    .parserConfiguration({ 'dot-notation': false, 'parse-positional-numbers': false })
    .middleware((argv) => {
      const { array, key } = (parser as Argv & Internals).getOptions();
      const twice = Object.keys(key).find(
        (name) => Array.isArray(argv[name]) && !array.includes(name),
      );
      if (twice !== undefined) throw failure(exitCode.usage, `--${twice} is given more than once`);
    }, true)
    .usage(
      [
        '$0 <command>\n',
        'Watches SS7 and Diameter signalling: who asked what about whom, was that address entitled to ask,',
        'where is the subscriber, and what did the answer give away. It only listens.',
      ].join('\n'),
    )
    .command(commands)
    .demandCommand(1, noCommand)
    .strict()
    .option('color', { type: 'boolean', default: true, hidden: true })
    .help('help')
    .alias('help', 'h')
    .version(version)
    .hide('help')
    .hide('version')
    .example('# Who asked what, and was it entitled to\n$0 screen capture.pcap --home 001-01', '')
    .example('# The first message, every field\n$0 decode capture.pcap --json --limit 1', '')
    .epilogue(
      [
        'Every command takes --help and --no-color (as NO_COLOR in the environment).',
        '',
        'Exit codes: 0 ok, 1 failed, 2 usage, 3 configuration, 4 no daemon answers, 5 missing privilege,',
        '6 findings (--fail-on).',
      ].join('\n'),
    )
    .wrap(Math.min(helpColumnsMax, process.stdout.columns ?? helpColumnsMax))
    .exitProcess(false)
    .fail((message, error) => {
      throw error !== undefined && error.name !== 'YError'
        ? error
        : usageError(message ?? error?.message ?? '', parser as Argv & Internals, args);
    });
  (parser as Argv & Internals).usageConfiguration({ 'hide-types': true });
  return parser;
}

/** What a command with commands below it passes to demandCommand. */
export const noCommand = 'no command is given';

function usageError(message: string, parser: Argv & Internals, args: readonly string[]): Error {
  const context = parser.getInternalMethods().getContext();
  const command = [program, ...context.commands].join(' ');
  const form = [program, ...context.fullCommands].join(' ');
  const see = `see: ${command} --help`;
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1]?.split(', ');
  if (unknown !== undefined) {
    const problems = unknown.map((word) => unknownWord(word, parser, args, { command, form, see }));
    // Behind a mistyped command everything else is unknown too.
    return new ProductError(
      exitCode.usage,
      context.commands.length === 0 ? problems.slice(0, 1) : problems,
    );
  }
  if (/^Not enough non-option arguments/.test(message)) {
    // An unknown option takes the word behind it for its value: then that is what went wrong.
    const stray = strayOption(parser, args);
    return stray === undefined
      ? failure(exitCode.usage, `something is missing: ${form}`, see)
      : new ProductError(exitCode.usage, [
          unknownWord(stray, parser, args, { command, form, see }),
        ]);
  }
  const option = /^(Not enough arguments following|Missing required arguments?): (.+)$/.exec(
    message,
  );
  if (option?.[1] === 'Not enough arguments following')
    return failure(exitCode.usage, `${dashed(option[2] ?? '')} needs a value`, see);
  if (option !== null) return failure(exitCode.usage, `${dashed(option[2] ?? '')} is missing`, see);
  // Values come with their own hint (option.ts).
  return message === noCommand
    ? failure(exitCode.usage, `${command}: ${message}`, see)
    : failure(exitCode.usage, message);
}

function unknownWord(
  word: string,
  parser: Argv & Internals,
  args: readonly string[],
  { command, form, see }: { command: string; form: string; see: string },
) {
  const name = args.includes(`--no-${word}`) ? `--no-${word}` : dashed(word);
  if (args.some((one) => one === name || one.startsWith(`${name}=`) || isCluster(one, word))) {
    const known = Object.keys(parser.getOptions().key).filter((one) => one.length > 1);
    const near = word.length > 1 ? nearest(word, known) : undefined;
    const hint = near === undefined ? see : `did you mean --${near}?`;
    return { message: `${command} has no option ${name}`, hint };
  }
  const commands = parser.getInternalMethods().getCommandInstance().getCommands();
  if (commands.length === 0) return { message: `${word} is one argument too many: ${form}` };
  const near = nearest(word, commands);
  const hint = near === undefined ? see : `did you mean ${near}?`;
  return { message: `${command} has no command ${word}`, hint };
}

function strayOption(parser: Argv & Internals, args: readonly string[]): string | undefined {
  const { key, alias } = parser.getOptions();
  const known = new Set([...Object.keys(key), ...Object.values(alias).flat()]);
  return args
    .map((one) => /^--?([a-z][^=]*)/.exec(one)?.[1])
    .find((name) => name !== undefined && !known.has(name.replace(/^no-/, '')));
}

/** `-abc` is the options a, b and c. */
function isCluster(arg: string, letter: string): boolean {
  return letter.length === 1 && /^-[^-]/.test(arg) && arg.includes(letter);
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}
