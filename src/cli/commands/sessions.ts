// SPDX-License-Identifier: Apache-2.0
// `sigwarden sessions list|show|export|audit`: what was flagged, one dialogue as a ladder, its
// frames for Wireshark, and who looked. Identities are shortened; whole ones, and frames, are given
// only after an entry in the audit log.
import { writeFileSync } from 'node:fs';
import type { Argv, CommandModule } from 'yargs';
import { loadKnowledge } from '../../appliance/knowledge.ts';
import { exitCode, failure } from '../../base/errors.ts';
import { type NamedLists, noLists } from '../../base/named-lists.ts';
import { formatTime } from '../../base/time.ts';
import { exportEvidence } from '../../export/evidence.ts';
import { where } from '../../rules/where.ts';
import {
  category,
  disclosed,
  outcome,
  purpose,
  severity,
  technology,
} from '../../schema/tables.ts';
import type { Session } from '../../session/fold.ts';
import { type Identities, masked, openIdentities } from '../../session/identities.ts';
import { sessionJson } from '../../session/json.ts';
import { findIds, findSessions, getSession, type SessionFilter } from '../../session/query.ts';
import { renderSession } from '../../session/render.ts';
import { printable, shortId, shortPseudonym } from '../../session/text.ts';
import type { AuditEntry } from '../../store/audit.ts';
import { subscriberPseudonym } from '../../store/pseudonym.ts';
import { Store } from '../../store/store.ts';
import { openAuditor } from '../auditor.ts';
import { oneOf, text, wholeNumber } from '../option.ts';
import { type Column, data, json, octets, paint, table, talk } from '../output.ts';
import { noCommand } from '../parser.ts';
import {
  type SpanOptions,
  type StoreOptions,
  storeDirectory,
  timeRange,
  withSpan,
  withStore,
} from '../store-option.ts';

interface FilterOptions extends StoreOptions, SpanOptions {
  network: string | undefined;
  operation: string | undefined;
  rule: string | undefined;
  outcome: string | undefined;
  technology: string | undefined;
  category: string | undefined;
  disclosed: string | undefined;
  purpose: string | undefined;
  severity: string | undefined;
  subscriber: string | undefined;
  where: string | undefined;
  config: string | undefined;
  newest: boolean;
}

const defaultLimit = 100;
const exportLimit = 1000;
/** Digits of a session id in a list: enough to tell a million sessions apart. */
const listedDigits = 12;
const filterNames = [
  ...['from', 'to', 'network', 'operation', 'rule', 'outcome', 'technology', 'category'],
  ...['disclosed', 'purpose', 'severity', 'subscriber', 'where', 'config', 'newest', 'limit'],
];
const reasonNotStated = 'not stated';

function withFilters<T>(yargs: Argv<T>): Argv<T & FilterOptions> {
  const among = (name: string, members: object, describe: string) => {
    const words = Object.keys(members).filter((one) => one !== 'none');
    return { ...oneOf(name, words), describe: `${describe}: ${words.join(', ')}` };
  };
  return withSpan(withStore(yargs))
    .option('network', text('Source network: id, name or operator'))
    .option('operation', text('For instance anyTimeInterrogation or s6a.ULR'))
    .option('rule', text('Rule id, for instance cat1.interconnect'))
    .option('outcome', among('outcome', outcome, 'How it ended'))
    .option('technology', among('technology', technology, 'Over what'))
    .option('category', among('category', category, 'Of a finding'))
    .option('disclosed', among('disclosed', disclosed, 'What the answer gave away'))
    .option('purpose', among('purpose', purpose, 'What a finding can serve'))
    .option('severity', among('severity', severity, 'This one or a higher one'))
    .option('subscriber', text('Pseudonym, IMSI or +MSISDN (the last two need the key file)'))
    .option('where', text('An expression as in rules; `rules facts` lists the words'))
    .option('config', text('Configuration whose lists `where` names'))
    .option('newest', { type: 'boolean', default: false, describe: 'Newest first' })
    .group(filterNames, 'Which sessions:') as unknown as Argv<T & FilterOptions>;
}

function filterOf(args: FilterOptions, store: Store): SessionFilter {
  const { network, operation, rule, subscriber } = args;
  return {
    ...timeRange(args),
    network,
    operation,
    rule,
    outcome: args.outcome,
    technology: args.technology,
    category: args.category,
    disclosed: args.disclosed,
    purpose: args.purpose,
    severity: args.severity,
    subscriber: subscriber === undefined ? undefined : subscriberFilter(subscriber, store),
    where: args.where === undefined ? undefined : where(args.where, listsOf(args.config)),
    newestFirst: args.newest,
  };
}

function listsOf(config: string | undefined): NamedLists {
  return config === undefined ? noLists : loadKnowledge({ config }).book.lists;
}

/**
 * 32 hexadecimal digits are a pseudonym; an IMSI, or an MSISDN with its plus sign, is turned into
 * one by the store's key.
 */
function subscriberFilter(value: string, store: Store): string {
  if (/^[0-9a-f]{32}$/i.test(value)) return value.toLowerCase();
  if (/^\+?\d{5,15}$/.test(value)) return subscriberPseudonym(store.pseudonymKey(), value);
  throw failure(
    exitCode.usage,
    '--subscriber: neither a pseudonym nor a number',
    'give the 32 digits that `sessions list --json` prints, an IMSI, or + and an MSISDN',
  );
}

const listCommand: CommandModule<object, ListOptions> = {
  command: 'list',
  describe: 'List flagged sessions, oldest first',
  builder: (yargs) =>
    withFilters(yargs)
      .option('limit', {
        ...wholeNumber('limit', 0),
        default: defaultLimit,
        describe: `At most so many; 0 for all; without it ${defaultLimit}`,
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'One JSON object a session',
      })
      .example('# The first hundred\n$0 sessions list --store store', '')
      .example(
        '# Whose cell was given away\n$0 sessions list --store store --disclosed cell --json',
        '',
      )
      .example(
        "# In the words of rules\n$0 sessions list --store store --where 'confidence >= medium && outcome == answered'",
        '',
      )
      .example(
        '# The newest ten\n$0 sessions list --store store --newest --limit 10',
        '',
      ) as unknown as Argv<ListOptions>,
  handler: async (args) => {
    const store = await openReader(args);
    try {
      const limit = args.limit > 0 ? args.limit : Number.POSITIVE_INFINITY;
      const isOfSeveral = hasSeveralCaptures(store);
      const sessions: Session[] = [];
      let hasMore = false;
      for (const session of findSessions(store, filterOf(args, store))) {
        if (sessions.length === limit) {
          hasMore = true;
          break;
        }
        if (args.json) json(sessionJson(session, isOfSeveral));
        sessions.push(session);
      }
      if (!args.json) printList(sessions);
      if (hasMore) talk(`${sessions.length} shown and there are more; see --limit and --newest`);
      else if (sessions.length === 0) talk('no session matches');
    } finally {
      await store.close();
    }
  },
};

function printList(sessions: readonly Session[]): void {
  if (sessions.length === 0) return;
  const colour = { high: paint.red, medium: paint.yellow, low: paint.cyan, info: paint.dim };
  const rows = sessions.map((one) => [
    shortId(one.id).slice(0, listedDigits),
    formatTime(one.time).slice(0, 16).replace('T', ' '),
    printable(one.operation.slice(one.operation.indexOf('.') + 1)),
    printable(one.source.name) || 'unknown',
    shortPseudonym(one.subscriber),
    one.outcome,
    one.disclosed.join(' ') || '-',
    (colour[one.severity as keyof typeof colour] ?? String)(one.severity),
    [...new Set(one.findings.map((finding) => finding.rule))].map(printable).join(' '),
  ]);
  const head: (string | Column)[] = [
    'session',
    'time (UTC)',
    { head: 'operation', fits: 'cut' },
    { head: 'source', fits: 'cut' },
    'about',
    'outcome',
    { head: 'gave away', fits: 'cut' },
    'severity',
    { head: 'rules', fits: 'cut' },
  ];
  table(head, rows);
}

interface ListOptions extends FilterOptions {
  limit: number;
  json: boolean;
}

interface ShowOptions extends StoreOptions {
  id: string;
  reveal: boolean;
  reason: string;
  json: boolean;
}

const showCommand: CommandModule<object, ShowOptions> = {
  command: 'show <id>',
  describe: 'Show one session: findings, ladder, outcome',
  builder: (yargs) =>
    withStore(yargs)
      .positional('id', {
        type: 'string',
        demandOption: true,
        describe: 'Session id or its first digits as `list` prints them; or first, last',
      })
      .option('reveal', {
        type: 'boolean',
        default: false,
        describe: 'Whole identities; written to the audit log first',
      })
      .option('reason', {
        type: 'string',
        requiresArg: true,
        default: reasonNotStated,
        describe: 'Why, for the audit log',
      })
      .option('json', { type: 'boolean', default: false, describe: 'One JSON object' })
      .example('# The ladder, identities shortened\n$0 sessions show last --store store', '')
      .example(
        '# Whole identities\n$0 sessions show first --store store --reveal --reason "case 12"',
        '',
      ) as unknown as Argv<ShowOptions>,
  handler: async (args) => {
    const auditor = args.reveal ? await openAuditor(args) : undefined;
    const store = auditor?.store ?? (await openReader(args));
    try {
      const session = sessionById(store, args.id);
      const act = { action: 'reveal', sessions: [session.id], reason: args.reason } as const;
      for (const entry of (await auditor?.record(act)) ?? []) talk(auditLine(entry));
      const identities = identitiesFor(store, session, args.reveal);
      if (args.json) {
        json(sessionJson(session, hasSeveralCaptures(store), identities));
        return;
      }
      const isOfSeveral = hasSeveralCaptures(store);
      data(renderSession(session, { paint, identities, isOfSeveral, ...namesOf(store) }));
      if (identities === undefined)
        talk('identities are sealed and the key file is not here; see --key-file');
    } finally {
      await store.close();
    }
  },
};

interface ExportOptions extends FilterOptions {
  id: string[] | undefined;
  output: string;
  reason: string;
  limit: number;
}

const exportCommand: CommandModule<object, ExportOptions> = {
  command: 'export [id..]',
  describe: 'Write the frames of sessions as pcapng, a comment on each packet',
  builder: (yargs) =>
    withFilters(
      yargs.positional('id', {
        type: 'string',
        array: true,
        describe: 'Session ids; without any, all that the filters choose',
      }),
    )
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'File to write (required); - for stdout',
      })
      .option('reason', {
        type: 'string',
        requiresArg: true,
        default: reasonNotStated,
        describe: 'Why, for the audit log',
      })
      .option('limit', {
        ...wholeNumber('limit', 1),
        default: exportLimit,
        describe: `At most so many; without it ${exportLimit}`,
      })
      .example('# One session\n$0 sessions export last --store store -o case.pcapng', '')
      .example(
        '# All that one rule found\n$0 sessions export --store store --rule cat1.interconnect -o cat1.pcapng',
        '',
      ) as unknown as Argv<ExportOptions>,
  handler: async (args) => {
    const { store, record } = await openAuditor(args);
    try {
      const sessions = chosenSessions(store, args);
      if (sessions.length === 0)
        throw failure(exitCode.failed, 'no session matches: nothing was written');
      const ids = sessions.map((one) => one.id);
      const act = { action: 'export', sessions: ids, reason: args.reason } as const;
      for (const entry of await record(act)) talk(auditLine(entry));
      const evidence = exportEvidence(store, sessions, namesOf(store).titleOf);
      const where = args.output === '-' ? 'stdout' : args.output;
      if (args.output === '-') octets(evidence.octets);
      else writeFileSync(args.output, evidence.octets, { mode: 0o600 });
      talk(`${evidence.frames} frames of ${sessions.length} sessions written to ${where}`);
      if (evidence.without.length > 0)
        talk(`no frame was kept of ${evidence.without.map(shortId).join(', ')}`);
    } finally {
      await store.close();
    }
  },
};

function chosenSessions(store: Store, args: ExportOptions): Session[] {
  const { id } = args;
  if (id !== undefined && id.length > 0) return id.map((one) => sessionById(store, one));
  const chosen: Session[] = [];
  for (const session of findSessions(store, filterOf(args, store))) {
    if (chosen.length === args.limit) {
      talk(`the first ${args.limit} sessions; see --limit`);
      break;
    }
    chosen.push(session);
  }
  return chosen;
}

const auditCommand: CommandModule<object, StoreOptions & { json: boolean }> = {
  command: 'audit',
  describe: 'Who had identities shown or exported, and whether the log is whole',
  builder: (yargs) =>
    withStore(yargs)
      .option('json', { type: 'boolean', default: false, describe: 'One JSON object an entry' })
      .example('# The audit log\n$0 sessions audit --store store', '') as unknown as Argv<
      StoreOptions & { json: boolean }
    >,
  handler: async (args) => {
    const store = await openReader(args);
    try {
      const { entries, isWhole } = store.audit();
      for (const entry of entries) {
        if (args.json) json(entry);
        else data(auditLine(entry));
      }
      if (!isWhole)
        throw failure(exitCode.failed, 'the audit log was changed: an entry is missing or altered');
      talk(`${entries.length} entries, chain whole`);
    } finally {
      await store.close();
    }
  },
};

function auditLine(entry: AuditEntry): string {
  const which =
    entry.sessions.length === 1 ? entry.sessions[0] : `${entry.sessions.length} sessions`;
  const who = `${entry.time} ${printable(entry.user)}`;
  const why = printable(entry.reason);
  return `audit ${entry.number}: ${who} ${entry.action} ${which}, reason: ${why}`;
}

async function openReader(args: StoreOptions): Promise<Store> {
  return Store.open(await storeDirectory(args), { keyFile: args['key-file'] });
}

function identitiesFor(
  store: Store,
  session: Session,
  isRevealed: boolean,
): Identities | undefined {
  if (!store.hasKey) return undefined;
  const identities = openIdentities(store, session);
  return isRevealed ? identities : masked(identities);
}

function namesOf(store: Store): { nameOf(id: string): string; titleOf(rule: string): string } {
  const parties = new Map([...store.parties().values()].map((one) => [one.id, one.name]));
  const rules = new Map([...store.rules().values()].map((one) => [one.id, one.title]));
  return { nameOf: (id) => parties.get(id) ?? id, titleOf: (rule) => rules.get(rule) ?? '' };
}

/** Or what was heard live, where a frame's number means nothing afterwards. */
function hasSeveralCaptures(store: Store): boolean {
  const runs = store.imports();
  const files = runs.flatMap((one) => one.files.map((file) => file.sha256));
  return new Set(files).size > 1 || runs.some((one) => one.files.length === 0);
}

function sessionById(store: Store, id: string): Session {
  const wanted = id.toLowerCase();
  if (wanted === 'first' || wanted === 'last') return endSession(store, wanted === 'last');
  if (!/^[0-9a-f]{4,32}$/.test(wanted)) {
    throw failure(
      exitCode.usage,
      `${printable(id)}: not a session id`,
      'give at least four of the hexadecimal digits that `sessions list` prints',
    );
  }
  const ids = wanted.length === 32 ? [wanted] : findIds(store, wanted);
  if (ids.length > 1) {
    throw failure(
      exitCode.usage,
      `${id} is the beginning of several sessions: ${ids.map(shortId).join(', ')}`,
      'give more digits',
    );
  }
  const session = ids[0] === undefined ? undefined : getSession(store, ids[0]);
  if (session === undefined)
    throw failure(exitCode.failed, `no session ${id} in ${store.directory}`);
  return session;
}

/** The oldest or the newest session. */
function endSession(store: Store, newestFirst: boolean): Session {
  for (const session of findSessions(store, { newestFirst })) return session;
  throw failure(exitCode.failed, `no session in ${store.directory}`);
}

const sessions: CommandModule = {
  command: 'sessions',
  describe: 'Flagged sessions: list, show, export as pcapng',
  builder: (yargs) =>
    yargs
      .command(listCommand)
      .command(showCommand)
      .command(exportCommand)
      .command(auditCommand)
      .demandCommand(1, noCommand),
  handler: () => {},
};

export default sessions;
