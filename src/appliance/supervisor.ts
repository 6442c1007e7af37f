// SPDX-License-Identifier: Apache-2.0
// The process that `sigwarden run` is: reads configuration and rules, makes the ring, starts
// appliance, opener and engine, starts each again that dies, and ends them in order. It sees no
// traffic and opens no store. No child reads configuration for itself: a broken new one is refused
// here, as a whole, and the old one stays.
import { exitCode, formatProblem, ProductError } from '../base/errors.ts';
import type { AggregateRow, CaptureStatus, LiveSnapshot } from '../engine/native.ts';
import { stableKey } from '../network/directory.ts';
import { nameOf } from '../schema/tables.ts';
import type { SavedState } from '../store/saved-state.ts';
import { ApplianceLink } from './appliance-link.ts';
import { CaptureWatch } from './capture-watch.ts';
import {
  type Descriptors,
  makeDescriptors,
  type Programs,
  programs as shipped,
  spawnAppliance,
  spawnEngine,
  spawnOpener,
} from './children.ts';
import { rulesNeedingState } from './coverage.ts';
import { EngineLedger } from './engine-ledger.ts';
import { EngineLink } from './engine-link.ts';
import { type Knowledge, type KnowledgeOptions, loadKnowledge } from './knowledge.ts';
import { withholdMemory } from './memory.ts';
import type { EngineStarted, Images, Log } from './messages.ts';
import { OpenerLink } from './opener-link.ts';
import { describeRun, liveRunId } from './run-description.ts';
import { imageFor, keepable } from './serving-state.ts';
import {
  needRestart,
  type RunOverrides,
  requireStartable,
  type Settings,
  settingsOf,
  surroundings,
} from './settings.ts';
import { LossWatch, lossesOf, type RunState, type StoreState } from './status.ts';

export interface SupervisorOptions {
  readonly knowledge: KnowledgeOptions;
  readonly overrides: RunOverrides;
  readonly log: Log;
  /** Once a second, while it runs. */
  readonly onTick?: (state: RunState, store: StoreState | undefined) => void;
  /** Other children and descriptors than the shipped ones, and less patience with them. */
  readonly programs?: Programs;
  readonly descriptors?: Descriptors;
  readonly haste?: number;
}

const tick_ms = 1_000;
/** Ticks from one description of the run in the store to the next. */
const describeTicks = 10;
const patience_ms = { open: 10_000, engine: 30_000, appliance: 60_000, opener: 2_000 } as const;

export class Supervisor {
  /** The exit code, once everything has ended; rejects when the start failed. */
  readonly done: Promise<number>;
  readonly #options: SupervisorOptions;
  readonly #log: Log;
  readonly #settings: Settings;
  readonly #appliance: ApplianceLink;
  readonly #engine: EngineLink;
  readonly #opener: OpenerLink | undefined;
  readonly #losses = new LossWatch();
  readonly #captures = new CaptureWatch();
  readonly #startedAt = performance.now();
  #knowledge: Knowledge;
  /** Serving state for the first engine. */
  #state: Uint8Array | undefined;
  /** What held before a reload that the engine has not confirmed. */
  #before: Knowledge | undefined;
  #pseudonymKey: Uint8Array | undefined;
  #unconfined: readonly string[] | undefined;
  readonly #ledger = new EngineLedger();
  /** When an engine told last. */
  #toldAt: number | undefined;
  #reloads = 0;
  #refused: readonly string[] = [];
  #ticks = 0;
  #timer: NodeJS.Timeout | undefined;
  #reloading: Promise<void> = Promise.resolve();
  #stopping: Promise<void> | undefined;
  #settle!: { resolve: (exit: number) => void; reject: (error: Error) => void };

  /** @throws ProductError for what is known to fail before anything is started. */
  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#knowledge = loadKnowledge(options.knowledge);
    this.#settings = settingsOf(this.#knowledge.config, options.overrides);
    const usesOpener = this.#settings.backend === 'af_packet';
    const programs = options.programs ?? shipped;
    if (options.programs === undefined) {
      requireStartable(this.#settings, surroundings(shipped.opener[0] ?? ''));
      withholdMemory(this.#log, 'supervisor'); // the store's pseudonym key passes through
    }
    const descriptors =
      options.descriptors ?? makeDescriptors(this.#settings.ringOctets, usesOpener);
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const common = {
      log: this.#log,
      haste: options.haste ?? 1,
      onFatal: (error: ProductError) => this.#fail(error),
    };
    const { store, keyFile, control } = this.#settings;
    this.#appliance = new ApplianceLink({
      ...common,
      spawn: () => spawnAppliance(programs, descriptors),
      order: { kind: 'start', store, keyFile, control },
      onOpened: (key, state) => this.#opened(key, state),
      runState: () => this.#freshState(),
    });
    this.#engine = new EngineLink({
      ...common,
      spawn: () => spawnEngine(programs, descriptors),
      order: () => this.#order(),
      onStarted: (started, isAgain) => this.#started(started, isAgain),
      onLateRefusal: (why) => this.#takeBack(why),
    });
    const interfaces = this.#settings.captures.map((capture) => capture.interface);
    this.#opener = usesOpener
      ? new OpenerLink({ ...common, spawn: () => spawnOpener(programs, descriptors, interfaces) })
      : undefined;
  }

  /** Warnings of the configuration that holds. */
  get warnings(): Knowledge['warnings'] {
    return this.#knowledge.warnings;
  }

  start(): void {
    this.#appliance.start();
    this.#timer = setInterval(() => void this.#tick(), tick_ms);
  }

  /** Takes configuration and rules anew; a broken one changes nothing. One after the other. */
  reload(): Promise<void> {
    this.#reloading = this.#reloading.then(() => this.#reload());
    return this.#reloading;
  }

  /** Ends everything in order; what is in the ring is stored. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** Ends everything at once. What was acknowledged is in the store, the rest is lost. */
  kill(): void {
    clearInterval(this.#timer);
    for (const one of [this.#engine, this.#opener, this.#appliance]) one?.kill();
  }

  async #reload(): Promise<void> {
    if (this.#stopping !== undefined) return;
    let next: Knowledge;
    try {
      next = loadKnowledge({ ...this.#options.knowledge, before: this.#knowledge });
    } catch (error) {
      // Whatever it is, it must not end a capture that runs.
      this.#refuse(
        error instanceof ProductError ? error.problems.map(formatProblem) : [String(error)],
      );
      return;
    }
    for (const problem of next.warnings)
      this.#log({ level: 'warning', event: 'reload_problem', message: formatProblem(problem) });
    // Counts up to here speak of networks by the numbers of the configuration that goes.
    await this.#describe();
    const before = this.#knowledge;
    this.#knowledge = next;
    const answer = await this.#engine.reload(imagesOf(next));
    if (typeof answer === 'object') {
      this.#knowledge = before;
      this.#refuse([`the engine refuses it: ${answer.refused}`]);
      return;
    }
    this.#before = answer === 'silent' ? before : undefined;
    this.#refused = [];
    this.#reloads += 1;
    const { ruleSet } = rulesOf(next);
    const later = {
      taken: '',
      absent: ': the next engine starts with them',
      silent: ': the engine has them and has not said yet that it took them',
    }[answer];
    this.#log({
      level: 'info',
      event: 'reloaded',
      message: `configuration and rules reloaded, rule set ${ruleSet}${later}`,
      fields: { rule_set: ruleSet },
    });
    const late = needRestart(this.#settings, settingsOf(next.config, this.#options.overrides));
    if (late.length > 0)
      this.#log({
        level: 'warning',
        event: 'restart_needed',
        message: `changed, and in force after a restart: ${late.join(', ')}`,
        fields: { settings: late },
      });
  }

  /** The engine, busy when it was asked, has refused since: what it screens with holds here too. */
  #takeBack(why: string): void {
    if (this.#before === undefined) return;
    this.#knowledge = this.#before;
    this.#before = undefined;
    this.#reloads -= 1;
    this.#refuse([`the engine refuses it: ${why}`]);
  }

  #refuse(problems: readonly string[]): void {
    this.#refused = problems;
    for (const problem of problems)
      this.#log({ level: 'error', event: 'reload_problem', message: problem });
    this.#log({
      level: 'error',
      event: 'reload_refused',
      message: 'the new configuration is refused as a whole; the one before it still holds',
      fields: { problems: problems.length },
    });
  }

  #fail(error: Error): void {
    clearInterval(this.#timer);
    this.#stopping ??= Promise.resolve();
    this.#engine.kill();
    this.#opener?.kill();
    void this.#appliance.stop(patience_ms.open).then(() => this.#settle.reject(error));
  }

  #opened(key: Uint8Array, state: SavedState | undefined): void {
    const isFirst = this.#pseudonymKey === undefined;
    this.#pseudonymKey ??= key;
    if (!isFirst || this.#stopping !== undefined) return;
    this.#state = this.#inOurNumbers(state);
    this.#opener?.start();
    this.#engine.start();
  }

  /** What a run before left, or an import; what cannot be read is learned anew. */
  #inOurNumbers(state: SavedState | undefined): Uint8Array | undefined {
    if (state === undefined) return undefined;
    try {
      return imageFor(state, this.#knowledge.directory);
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      this.#log({ level: 'warning', event: 'state_refused', message: error.message });
      return undefined;
    }
  }

  #order() {
    const { tap, backend, captures, windowOctets, cpu } = this.#settings;
    return {
      kind: 'start',
      images: imagesOf(this.#knowledge),
      pseudonymKey: this.#pseudonymKey ?? new Uint8Array(16),
      tap: stableKey(tap),
      backend,
      captures,
      windowOctets,
      cpu,
      state: this.#state,
    } as const;
  }

  #started(started: EngineStarted, isAgain: boolean): void {
    this.#unconfined = started.unconfined;
    this.#state = undefined; // of an hour ago, it would mislead the engine that follows a dead one
    if (started.claimsRestored !== undefined)
      this.#log({
        level: 'info',
        event: 'state_restored',
        message: `serving state of before taken over: ${started.claimsRestored} claims`,
        fields: { claims: started.claimsRestored },
      });
    this.#captures.begin(started.captures);
    for (const one of started.captures) this.#log(listening(one, started, this.#settings, isAgain));
    if (this.#settings.backend === 'cap')
      this.#log({
        level: 'warning',
        event: 'limits',
        message:
          'backend cap: drops unknown, times are the clock of this process and not the kernel’s, ' +
          'frames are taken up to 65,535 octets, the engine is not confined',
      });
    else if ((started.unconfined?.length ?? 0) > 0)
      this.#log({
        level: 'warning',
        event: 'unconfined',
        message: `the engine could not give up: ${started.unconfined?.join(', ')}`,
      });
  }

  async #tick(): Promise<void> {
    this.#ticks += 1;
    const answer = await this.#engine.ask(this.#ticks % describeTicks === 0);
    if (this.#stopping !== undefined) return;
    if (answer !== undefined) {
      this.#note(answer.snapshot, answer.rows);
      if (answer.rows !== undefined) this.#tellStore();
    }
    this.#options.onTick?.(this.#runState(), this.#appliance.store);
  }

  #note(snapshot: LiveSnapshot, rows?: readonly AggregateRow[]): void {
    this.#ledger.note(snapshot, rows);
    this.#toldAt = performance.now();
    const totals = this.#ledger.totals;
    const losses = lossesOf(totals?.snapshot ?? snapshot, totals?.unheard);
    this.#losses.note(losses, performance.now() / 1000);
    for (const entry of this.#captures.note(snapshot.captures)) this.#log(entry);
  }

  async #describe(): Promise<void> {
    const answer = await this.#engine.ask(true);
    if (answer?.rows === undefined) return;
    this.#note(answer.snapshot, answer.rows);
    this.#tellStore();
  }

  /** The run so far, for those who read the store: as `screen` leaves it behind for files. */
  #tellStore(): void {
    const { counters, times } = this.#ledger.totals?.snapshot ?? {};
    const { rows } = this.#ledger;
    const [first = 0n, last = 0n] = times ?? [];
    if (counters === undefined || first === 0n) return;
    const run = { id: liveRunId(this.#settings.tap, first), files: [] };
    this.#appliance.describe(describeRun(this.#knowledge, { first, last, counters, rows }, run));
  }

  async #freshState(): Promise<RunState> {
    const answer = await this.#engine.ask(false);
    if (answer !== undefined) this.#note(answer.snapshot);
    return this.#runState();
  }

  #runState(): RunState {
    const now = performance.now();
    const seconds = (since: number) => Math.floor((now - since) / 1000);
    return {
      tap: this.#settings.tap,
      backend: this.#settings.backend,
      uptime_s: seconds(this.#startedAt),
      processes: [this.#appliance, this.#opener, this.#engine].flatMap((one) => one?.state ?? []),
      snapshot: this.#ledger.totals?.snapshot,
      unheard: this.#ledger.totals?.unheard,
      snapshotAge_s: this.#toldAt === undefined ? 0 : seconds(this.#toldAt),
      unconfined: this.#unconfined,
      recentLosses: this.#losses.recent(now / 1000),
      rules: { ...rulesOf(this.#knowledge), reloads: this.#reloads, refused: this.#refused },
    };
  }

  async #stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#log({ level: 'info', event: 'stopping', message: 'stopping: the ring is stored first' });
    const end = await this.#engine.stop(patience_ms.engine);
    await this.#opener?.stop(patience_ms.opener);
    // One that died a moment ago is up again soon, and has the ring to store.
    if (this.#pseudonymKey !== undefined) await this.#appliance.ready(patience_ms.open);
    if (typeof end === 'object') {
      this.#note(end.snapshot, end.rows);
      this.#tellStore();
      if (end.state.length > 0)
        this.#appliance.keep(keepable(end.state, this.#knowledge.directory));
    }
    if (end === 'cut') this.#tellCut();
    const isDrained = await this.#appliance.stop(patience_ms.appliance);
    const stored = this.#appliance.store?.stored ?? 0;
    const findings = this.#ledger.totals?.snapshot.counters.findings ?? 0;
    this.#log(
      isDrained
        ? {
            level: 'info',
            event: 'stopped',
            message: `stopped: ${findings} findings, ${stored} events stored, nothing left in the ring`,
            fields: { findings, stored },
          }
        : {
            level: 'error',
            event: 'stopped',
            message: 'stopped, but not everything in the ring could be stored',
            fields: { findings, stored, left_octets: this.#appliance.store?.ring.waiting ?? null },
          },
    );
    this.#settle.resolve(isDrained && end !== 'cut' ? exitCode.ok : exitCode.failed);
  }

  /** What an engine held that was ended before its end is in no count. */
  #tellCut(): void {
    const open = this.#ledger.totals?.snapshot.openDialogues ?? 0;
    this.#log({
      level: 'error',
      event: 'engine_cut',
      message:
        'the engine did not come to its end and was ended: frames that it had not screened are lost, ' +
        `and so are the outcomes of dialogues that were open, last told ${open}`,
      fields: { process: 'engine', open_dialogues: open },
    });
  }
}

function imagesOf(knowledge: Knowledge): Images {
  return {
    networks: knowledge.latestImages(),
    policy: knowledge.policy.image,
    links: knowledge.linkImage,
  };
}

function rulesOf({ policy, config }: Knowledge) {
  const modes: Record<string, number> = {};
  for (const rule of policy.rules) {
    const name = nameOf('mode', rule.mode);
    modes[name] = (modes[name] ?? 0) + 1;
  }
  return {
    ruleSet: policy.ruleSet.toString(16).padStart(8, '0'),
    modes,
    networks: config.networks.length,
    links: config.links.length,
    modesFor: policy.modesFor,
    needingState: rulesNeedingState(policy.rules),
  };
}

/** The kernel tells with each frame where its time is from. */
function timestampsOf({ timestamps }: CaptureStatus, { backend }: Settings): string {
  if (backend === 'cap') return 'timestamps of this process';
  if (timestamps === 'unknown') return 'timestamps not known before the first frame';
  return `timestamps ${timestamps.replaceAll('_', ' ')}`;
}

function listening(
  one: CaptureStatus,
  started: EngineStarted,
  settings: Settings,
  isAgain: boolean,
) {
  const options = settings.captures.find((capture) => capture.interface === one.interface);
  const ring =
    settings.backend === 'cap' || options === undefined
      ? 'buffer of libpcap'
      : `${options.rings} × ${options.blocks} blocks of ${options.blockOctets} octets`;
  const confined = started.unconfined?.length === 0;
  return {
    level: 'info',
    event: 'listening',
    message:
      `${isAgain ? 'listening again' : 'listening'} on ${one.interface}: ` +
      `${one.isUp ? 'link up' : 'link down'}, ${timestampsOf(one, settings)}, ` +
      `${ring}, ${started.hugePages ? 'huge pages' : 'ordinary pages'}, ` +
      `engine ${confined ? 'confined' : 'not confined'}`,
    fields: {
      interface: one.interface,
      is_up: one.isUp,
      timestamps: one.timestamps,
      huge_pages: started.hugePages,
      confined,
      restarted: isAgain,
    },
  } as const;
}
