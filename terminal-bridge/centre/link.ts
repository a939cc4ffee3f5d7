/**
 * The terminal's link to the centre: notices quickly whether the centre is there, enrols the terminal once, and keeps
 * the roster fresh.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { type BridgeLog, errorName } from '../log.ts';
import type { OutOfServiceReason } from '../protocol/state.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { Enrolment } from '../terminal/enrolment.ts';
import type { Centre, CentreFault } from './centre.ts';

export type LinkState = 'connected' | 'unreachable';

const PROBE_CONNECTED_MS = 5000;
const PROBE_UNREACHABLE_MS = 1500;
const ROSTER_EVERY_MS = 30_000;
/** Of a refusal of all that we send; any other refusal is of one request only. */
const REFUSED_AS: Readonly<Record<string, OutOfServiceReason>> = { 'signature-old': 'clock-wrong' };
const UNAUTHORISED = 401;
/** Malformed; unknown, used or over (contract/api.ts). */
const CODE_REFUSED = new Set([400, 403]);

export interface CentreLinkOptions {
  readonly centre: Pick<Centre, 'alive' | 'enrol' | 'roster'>;
  readonly enrolment: Enrolment;
  readonly enrolmentCode: string | null;
  readonly publicKey: string;
  readonly roster: RosterStore;
  readonly clock: Clock;
  readonly log: BridgeLog;
  /** Called at every start of an enrolled terminal, and once when it becomes one. */
  readonly onEnrolled: () => void;
}

export class CentreLink {
  readonly onState = new Emitter<LinkState>();
  readonly onRoster = new Emitter<void>();
  /** Why the centre will have nothing of this terminal, or null again. */
  readonly onRefused = new Emitter<OutOfServiceReason | null>();
  readonly #options: CentreLinkOptions;
  #state: LinkState = 'unreachable';
  #cancel: () => void = () => {};
  #round: Promise<void> | null = null;
  #rosterDue = 0;
  #codeRefused = false;
  #lastComplaint = '';
  #refused: OutOfServiceReason | null = null;
  #closed = false;

  constructor(options: CentreLinkOptions) {
    this.#options = options;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Why the centre will have nothing of this terminal; null: nothing is known against it. */
  get refused(): OutOfServiceReason | null {
    return this.#refused;
  }

  start(): void {
    if (this.#options.enrolment.answer === null && this.#options.enrolmentCode === null) {
      this.#options.log.write('enrolment-missing');
      this.#setRefused('not-enrolled');
    }
    if (this.#options.enrolment.answer !== null) this.#options.onEnrolled();
    this.#begin();
  }

  /** Told by the HTTP client after every call: a failing submission shows the cut before the next probe does. */
  reached(reached: boolean): void {
    const state = reached ? 'connected' : 'unreachable';
    if (state === this.#state || this.#closed) return;
    this.#state = state;
    this.#options.log.write(reached ? 'centre-connected' : 'centre-unreachable');
    this.onState.emit(state);
    if (this.#round === null) this.#schedule(reached ? 0 : PROBE_UNREACHABLE_MS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#round;
  }

  #begin(): void {
    this.#round = this.#work()
      .catch((error: unknown) => {
        this.#options.log.write('unexpected-error', { where: 'centre-link', error: errorName(error) });
      })
      .finally(() => {
        this.#round = null;
        this.#schedule(this.#state === 'connected' ? PROBE_CONNECTED_MS : PROBE_UNREACHABLE_MS);
      });
  }

  #schedule(ms: number): void {
    this.#cancel();
    if (this.#closed) return;
    this.#cancel = this.#options.clock.after(ms, () => {
      if (this.#round === null && !this.#closed) this.#begin();
    });
  }

  async #work(): Promise<void> {
    const alive = await this.#options.centre.alive();
    this.reached(alive);
    if (!alive || this.#closed) return;
    if (!(await this.#enrolled()) || this.#closed) return;
    if (this.#options.clock.now() >= this.#rosterDue) await this.#refreshRoster();
  }

  async #enrolled(): Promise<boolean> {
    const { enrolment, enrolmentCode: code, publicKey, centre, log } = this.#options;
    if (enrolment.answer !== null) return true;
    if (code === null || this.#codeRefused) return false;
    const answer = await centre.enrol({ code, publicKey });
    if (answer.ok) {
      enrolment.keep(answer.value);
      this.#options.onEnrolled();
      this.#setRefused(null);
      log.write('terminal-enrolled', { terminalId: answer.value.terminalId, siteCode: answer.value.siteCode });
      return true;
    }
    if (answer.fault.kind === 'refused' && CODE_REFUSED.has(answer.fault.status)) {
      // The same code will not become right: ask again only after a restart with another one.
      this.#codeRefused = true;
      this.#setRefused('not-enrolled');
      log.write('enrolment-refused', { status: answer.fault.status, name: answer.fault.name });
    }
    return false;
  }

  async #refreshRoster(): Promise<void> {
    const { centre, enrolment, roster, clock, log } = this.#options;
    const answer = await centre.roster();
    if (this.#closed) return;
    if (!answer.ok) return this.#complain('/v1/roster', answer.fault);
    this.#rosterDue = clock.now() + ROSTER_EVERY_MS;
    this.#lastComplaint = '';
    this.#setRefused(null);
    const bundle = answer.value;
    if (bundle.regionCode !== enrolment.answer?.regionCode) return log.write('roster-refused');
    const changed = fingerprint(roster.bundle) !== fingerprint(bundle);
    if (!changed) return;
    roster.replace(bundle, clock.now());
    const { sessions, entries, officers } = bundle;
    log.write('roster-fetched', { sessions: sessions.length, entries: entries.length, officers: officers.length });
    this.onRoster.emit();
  }

  #setRefused(refused: OutOfServiceReason | null): void {
    if (refused === this.#refused) return;
    this.#refused = refused;
    this.onRefused.emit(refused);
  }

  #complain(path: string, fault: CentreFault): void {
    if (fault.kind === 'unreachable') return;
    if (fault.status === UNAUTHORISED && fault.name !== 'nonce-used') {
      this.#setRefused(REFUSED_AS[fault.name] ?? 'centre-refuses');
    }
    const complaint = `${fault.status} ${fault.name}`;
    if (complaint === this.#lastComplaint) return;
    this.#lastComplaint = complaint;
    this.#options.log.write('centre-refused', { path, status: fault.status, name: fault.name });
  }
}

/** Only what changes is stored again: the time of fetching alone is no reason to write to the disk. */
const fingerprint = (bundle: object | null): string =>
  JSON.stringify(bundle === null ? null : { ...bundle, fetchedAt: '' });
