// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules why`: how rules came to the findings of a stored session: the state relied on, each
// fact with its value, the expression step by step, what holds the confidence down.
import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure } from '../../../base/errors.ts';
import { peerText, untilText } from '../../../rules/modes.ts';
import type { Rule } from '../../../rules/rule.ts';
import { type FilteredFinding, factsOfFinding } from '../../../rules/where.ts';
import { type FactLine, renderSteps, type Why, why } from '../../../rules/why.ts';
import type { Session } from '../../../session/fold.ts';
import { findIds, findSessions, getSession } from '../../../session/query.ts';
import { Store } from '../../../store/store.ts';
import { data, json, paint, table, talk } from '../../output.ts';
import { type BookOptions, type OpenBook, openBook, today, withBook } from '../../rule-book.ts';
import { type StoreOptions, storeDirectory, withStore } from '../../store-option.ts';

const whyCommand: CommandModule<
  object,
  BookOptions & StoreOptions & { session: string | undefined }
> = {
  command: 'why [session]',
  describe: 'Step by step, how rules came to the findings of a session',
  builder: (yargs: Argv) =>
    withStore(withBook(yargs))
      .positional('session', {
        type: 'string',
        describe: 'First digits of its id; without it, the newest session',
      })
      .example('# Why was the newest one flagged?\n$0 rules why --store store', ''),
  handler: async (args) => {
    const book = openBook(args);
    const session = await sessionOf(await storeDirectory(args), args.session);
    const state = stateOf(session, book);
    for (const [i, finding] of session.findings.entries()) {
      const rule = book.rules.find((one) => one.id === finding.rule);
      if (rule === undefined) {
        talk(`${finding.rule}: no longer a rule here; the finding stands as it was stored`);
        continue;
      }
      const answer = why(rule, book.caps, factsOfFinding(finding, session));
      const stored = { rule: rule.id, frame: finding.frame, stored_confidence: finding.confidence };
      if (args.json) {
        json({ session: session.id, ...stored, mode: finding.mode, state, ...answer });
        continue;
      }
      if (i > 0) data('');
      print(rule, finding, answer, state);
    }
  },
};

export default whyCommand;

/** What of the state the verdict relied on, as the session keeps it: sentences. */
function stateOf(session: Session, book: OpenBook): string[] {
  const { serving, source } = session;
  const age = serving.age_s === undefined ? '' : `, ${serving.age_s} s old`;
  return [
    serving.id === ''
      ? 'no claim about where the subscriber is'
      : `claim: ${serving.id} serves the subscriber, ${serving.grade}${age}`,
    `home of the subscriber: ${session.home.id || 'not known'}`,
    `link: ${session.link || 'not configured'}, direction ${session.direction}`,
    ...book.agreements
      .filter((one) => one.network === source.id)
      .map(
        (one) =>
          `agreement: ${one.operations.join(', ')}, ${untilText(one.until, today())} (${one.owner})`,
      ),
    ...book.modesFor
      .filter(
        (one) =>
          session.findings.some((finding) => finding.rule === one.rule) &&
          (one.network ?? source.id) === source.id &&
          (one.link ?? session.link) === session.link,
      )
      .map((one) => `mode: ${one.rule} is ${one.mode} for ${peerText(one)} (${one.owner})`),
  ];
}

/** The session whose id begins so, else the newest that has findings. */
async function sessionOf(directory: string, prefix: string | undefined): Promise<Session> {
  if (prefix !== undefined && !/^[0-9a-f]{1,32}$/i.test(prefix))
    throw failure(exitCode.usage, `${prefix} is no session id`, SEE_SESSIONS);
  const store = Store.open(directory);
  try {
    const ids = prefix === undefined ? [] : findIds(store, prefix.toLowerCase(), 2);
    if (ids.length > 1)
      throw failure(
        exitCode.usage,
        `several sessions begin with ${prefix}`,
        'write more of the id',
      );
    const session =
      prefix === undefined
        ? findSessions(store, { newestFirst: true }).next().value
        : ids[0] && getSession(store, ids[0]);
    if (session) return session;
    throw failure(
      exitCode.failed,
      prefix === undefined
        ? `${directory} holds no session`
        : `${directory} holds no session ${prefix}`,
      prefix === undefined ? 'fill it: sigwarden screen FILE --store DIR' : SEE_SESSIONS,
    );
  } finally {
    await store.close();
  }
}

const SEE_SESSIONS = '`sigwarden sessions list --store DIR` shows ids';

function print(rule: Rule, finding: FilteredFinding, answer: Why, state: readonly string[]): void {
  const verdict = answer.fires
    ? 'fires'
    : 'does not fire any more: rule or facts have changed since';
  data(`${paint.bold(rule.id)}  ${rule.title}`);
  data(`frame ${finding.frame}: ${verdict}, confidence ${answer.confidence}, mode ${finding.mode}`);
  data(`\n${renderSteps(answer.steps)}`);
  data('');
  printFacts(answer.facts);
  data('');
  for (const line of state) data(line);
  data('');
  if (answer.held.length === 0) data(`confidence ${answer.confidence}: nothing holds it down`);
  for (const because of answer.held) data(`confidence is held down: ${because}`);
}

function printFacts(facts: readonly FactLine[]): void {
  table(
    ['fact', { head: 'value', fits: 'cut' }, { head: 'rests on', fits: 'wrap' }],
    facts.map((one) => [one.fact, one.value, one.rests]),
  );
}
