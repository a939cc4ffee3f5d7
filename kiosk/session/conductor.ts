/**
 * Brings the session's machine, the visit of a service, the bridge and the clock together. It holds no rule of its own
 * about what follows what: it turns what happens into events, and the machines' wishes into commands.
 */
import { type Actor, createActor } from 'xstate';
import type { Bridge, Link } from '../bridge/client.ts';
import type { Patience, Service, Visit } from '../services/service.ts';
import type { Timers } from '../timers.ts';
import { CardWatch } from './card-watch.ts';
import { deviceEvents, usable } from './devices.ts';
import { Diagnostics } from './diagnostics.ts';
import { Help } from './help.ts';
import { IdleWatch } from './idle.ts';
import { type SessionState, sessionMachine } from './machine.ts';
import { PhoneHint } from './phone-hint.ts';
import { FIRST_PREFERENCES, type Preferences } from './preferences.ts';

/** Patience of the session's own screens. `attract` waits for anybody, but not in a language or mode left behind. */
const PATIENCE: Record<Exclude<SessionState, 'visit'>, Patience> = {
  outOfService: { kind: 'working' },
  attract: { kind: 'leave', seconds: 60 },
  diagnostics: { kind: 'ask', seconds: 180 },
  starting: { kind: 'working' },
  problem: { kind: 'ask', seconds: 30 },
  wiped: { kind: 'working' },
};
/** What the bridge gets to wipe before we go on without its word, ms. */
const WIPE_TIMEOUT = 2_000;
/** A page that has not been replaced by then goes on as it is: it is blank anyhow. */
const RELOAD_PATIENCE = 3_000;

export interface ConductorParts {
  readonly bridge: Bridge;
  readonly timers: Timers;
  readonly services: readonly Service[];
  /** A card was left on the reader by the page before this one. */
  readonly cardLeft: boolean;
  /** Starts the page anew, so that nothing of the person can be left anywhere in it. */
  readonly reload: (cardLeft: boolean) => void;
}

export class Conductor {
  readonly services: readonly Service[];
  readonly help: Help;
  readonly diagnostics: Diagnostics;
  readonly idle: IdleWatch;
  preferences: Preferences = FIRST_PREFERENCES;
  /** The choices of display and sound lie above the screen. */
  settingsOpen = false;
  visit: Visit | null = null;
  readonly #parts: ConductorParts;
  readonly #card: CardWatch;
  readonly #actor: Actor<typeof sessionMachine>;
  readonly #phoneHint: PhoneHint;
  readonly #listeners = new Set<() => void>();
  #link: Link;
  /** Someone was served in this page: it is started anew before the next person. */
  #used = false;
  #shown = '';

  constructor(parts: ConductorParts) {
    this.#parts = parts;
    this.services = parts.services;
    this.#card = new CardWatch(parts.cardLeft);
    this.help = new Help(parts.bridge, this.#changed);
    this.diagnostics = new Diagnostics(parts.bridge, this.#changed);
    this.idle = new IdleWatch(parts.timers, this.#changed, () => this.#timeout());
    this.#phoneHint = new PhoneHint(parts.timers, () => this.#changed());
    this.#link = { phase: 'offline', reason: 'disconnected' };
    this.#actor = createActor(
      sessionMachine.provide({
        actions: {
          beginVisit: () => void this.#begin(),
          closeDiagnostics: () => {
            this.diagnostics.close();
            // What staff tried is nobody's visit.
            this.#card.visitEnded();
          },
          wipe: (_, visitId) => void this.#wipe(visitId),
        },
      }),
    );
    this.#actor.subscribe(({ value, context: { serviceId, visitId } }) => {
      if (value === 'visit' && this.visit === null && visitId !== null) this.#start(serviceId, visitId);
      this.#changed();
    });
    this.#actor.start();
    parts.bridge.onLink((link) => this.#linked(link));
    this.#linked(parts.bridge.link);
  }

  get link(): Link {
    return this.#link;
  }

  get state(): SessionState {
    return this.#actor.getSnapshot().value;
  }

  get reason() {
    return this.#actor.getSnapshot().context.reason;
  }

  get cardLeft(): boolean {
    return this.#card.left;
  }

  /** Whether to say what a phone needs to be read; only where there is a scanner to read it. */
  get phoneHint(): boolean {
    return this.#phoneHint.due && this.#link.phase === 'online' && usable(this.#link.terminal, 'qrScanner');
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  begin(serviceId: string): void {
    this.#actor.send({ type: 'BEGIN', serviceId });
  }

  /** While nobody is served. */
  diagnose(): void {
    this.help.dismiss();
    this.#actor.send({ type: 'DIAGNOSE' });
  }

  cancel(): void {
    if (this.visit === null) this.#actor.send({ type: 'CANCEL' });
    else this.visit.send({ type: 'CANCEL' });
  }

  prefer(choice: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...choice };
    this.#changed();
  }

  showSettings(open: boolean): void {
    this.settingsOpen = open;
    this.#changed();
  }

  #linked(link: Link): void {
    const before = this.#link;
    this.#link = link;
    if (link.phase === 'offline') {
      this.visit?.send({ type: 'DISCONNECTED' });
      this.#actor.send({ type: 'DISCONNECTED', reason: link.reason });
    } else {
      const laid = this.#card.look(link.terminal);
      if (before.phase === 'online') {
        for (const event of deviceEvents(before.terminal, link.terminal)) this.visit?.send(event);
      }
      if (laid) this.#laid();
      this.#online();
    }
    this.#changed();
  }

  /** In a visit, a card is the visit's to judge: the one that ends it is the next person's, and begins theirs. */
  #laid(): void {
    const { visit } = this;
    visit?.send({ type: 'CARD_LAID' });
    if (visit?.over) this.#card.isNext();
  }

  #online(): void {
    if (this.state === 'outOfService') {
      if (this.#used) this.#parts.reload(this.#card.left);
      else this.#actor.send({ type: 'CONNECTED' });
    }
    const service = this.services.find(({ startsWithCard }) => startsWithCard);
    if (this.state === 'attract' && this.#card.waits && service !== undefined) this.begin(service.id);
  }

  async #begin(): Promise<void> {
    this.#used = true;
    const begun = await this.#parts.bridge.send('Visit.Begin', {});
    if (begun.ok) this.#actor.send({ type: 'BEGUN', visitId: begun.value.visitId });
    else this.#actor.send({ type: 'REFUSED', fault: begun.fault });
  }

  #start(serviceId: string | null, visitId: string): void {
    const service = this.services.find(({ id }) => id === serviceId);
    if (service === undefined) throw new Error(`no such service: ${serviceId}`);
    const { bridge, timers } = this.#parts;
    const visit = service.begin({ bridge, timers, visitId });
    this.visit = visit;
    visit.subscribe(() => {
      if (visit.over) this.#actor.send({ type: 'ENDED' });
      this.#changed();
    });
  }

  async #wipe(visitId: string | null): Promise<void> {
    this.visit?.stop();
    this.visit = null;
    this.preferences = FIRST_PREFERENCES;
    this.help.dismiss();
    this.#card.visitEnded();
    if (visitId !== null) await this.#parts.bridge.send('Visit.End', { visitId }, { timeout: WIPE_TIMEOUT });
    if (this.#link.phase === 'offline' || visitId === null) {
      this.#wiped();
      return;
    }
    this.#parts.timers.after(RELOAD_PATIENCE, () => this.#wiped());
    this.#parts.reload(this.#card.left);
  }

  #wiped(): void {
    this.#actor.send({ type: 'WIPED' });
    if (this.#link.phase === 'offline') this.#actor.send({ type: 'DISCONNECTED', reason: this.#link.reason });
    else this.#online();
  }

  #timeout(): void {
    if (this.state === 'attract') this.prefer(FIRST_PREFERENCES);
    else if (this.visit === null) this.#actor.send({ type: 'TIMEOUT' });
    else this.visit.send({ type: 'TIMEOUT' });
  }

  /** Tells the page, and gives a screen that has just come its own patience. */
  readonly #changed = () => {
    const patience = this.#patience();
    const shown = JSON.stringify([this.state, this.visit?.screen, patience]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.idle.watch(patience);
      this.#phoneHint.begin();
    }
    for (const listener of [...this.#listeners]) listener();
  };

  #patience(): Patience {
    const { state } = this;
    return state === 'visit' ? (this.visit?.patience ?? { kind: 'working' }) : PATIENCE[state];
  }
}
