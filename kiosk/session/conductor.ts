/**
 * Brings the session's machine, the visit of a service, the bridge and the clock together. It holds no rule of its own
 * about what follows what: it turns what happens into events, and the machines' wishes into commands.
 */
import { type Actor, createActor } from 'xstate';
import type { Bridge, Link } from '../bridge/client.ts';
import type { Service, ServiceCode, Visit } from '../services/service.ts';
import type { Timers } from '../timers.ts';
import { Assistance } from './assistance.ts';
import { CardReminder } from './card-reminder.ts';
import { CardWatch, type DocumentReaderName } from './card-watch.ts';
import { deviceEvents, usable } from './devices.ts';
import { Diagnostics } from './diagnostics.ts';
import { Help } from './help.ts';
import { IdleWatch } from './idle.ts';
import { type SessionState, sessionMachine } from './machine.ts';
import { ownPatience, patienceOf, type Shown, slownessOf } from './patience.ts';
import { PhoneHint } from './phone-hint.ts';
import { type LoadPlaylist, Playlist } from './playlist.ts';
import { FIRST_PREFERENCES, type Preferences, settled } from './preferences.ts';
import { causeOf } from './service-cause.ts';
import { StaffHold } from './staff-hold.ts';
import { beginAtBridge, endAtBridge, lostCheckIn } from './visit-at-bridge.ts';

/** A page that has not been replaced by then goes on as it is: it is blank anyhow. */
const RELOAD_PATIENCE = 3_000;

export interface ConductorParts {
  readonly bridge: Bridge;
  readonly timers: Timers;
  readonly services: readonly Service[];
  /** The readers on which a card was left behind by the page before this one. */
  readonly cardLeft: readonly DocumentReaderName[];
  /** Starts the page anew, so that nothing of the person can be left anywhere in it; where a card was left behind. */
  readonly reload: (cardLeft: readonly DocumentReaderName[]) => void;
  /** Sounds once; `volume` in steps from 1 to 5. */
  readonly chime?: (volume: Preferences['volume']) => void;
  /** Left out: the first screen has no publicity. */
  readonly loadPlaylist?: LoadPlaylist;
  /** How long a page that has just come says "one moment" before it says that the bridge is away, ms. */
  readonly connectPatience?: number;
}

export class Conductor {
  readonly services: readonly Service[];
  readonly help: Help;
  readonly diagnostics: Diagnostics;
  readonly idle: IdleWatch;
  readonly assistance: Assistance;
  readonly reminder: CardReminder;
  readonly playlist: Playlist;
  readonly staffHold: StaffHold;
  preferences: Preferences = FIRST_PREFERENCES;
  /** The choices of display and sound lie above the screen. */
  settingsOpen = false;
  /** The page has just come and the bridge has not spoken yet: no reason to alarm anybody. */
  connecting = false;
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
  /** Of the visit that is about to begin. */
  #code: ServiceCode | null = null;
  /** The bridge is asked whether a page was lost after a check-in: no card begins a visit before it has answered. */
  #asking = false;

  constructor(parts: ConductorParts) {
    this.#parts = parts;
    this.services = parts.services;
    this.#card = new CardWatch(parts.cardLeft);
    this.help = new Help(parts.bridge, this.#changed);
    this.diagnostics = new Diagnostics(parts.bridge, this.#changed);
    this.idle = new IdleWatch(parts.timers, this.#changed, () => this.#timeout());
    this.assistance = new Assistance(parts.bridge, this.#changed);
    this.reminder = new CardReminder({
      timers: parts.timers,
      chime: () => parts.chime?.(this.preferences.volume),
      callStaff: () => void this.help.tellOfCard(),
      changed: () => this.#changed(),
    });
    this.playlist = new Playlist(parts.loadPlaylist ?? (async () => null), parts.timers, () => this.#changed());
    this.staffHold = new StaffHold(parts.timers, () => this.diagnose());
    this.#phoneHint = new PhoneHint(parts.timers, () => this.#changed());
    this.#link = { phase: 'offline', reason: 'disconnected' };
    this.#actor = createActor(
      sessionMachine.provide({
        actions: {
          beginVisit: (_, serviceId) => void this.#begin(serviceId),
          closeDiagnostics: () => {
            this.diagnostics.close();
            // What staff tried is nobody's visit.
            this.#card.visitEnded();
          },
          wipe: (_, visitId) => void this.#wipe(visitId),
        },
      }),
    );
    this.#actor.subscribe(({ value, context: { visitId } }) => {
      if (value === 'visit' && this.visit === null && visitId !== null) this.#start(visitId);
      if (value === 'attract') this.#checkService();
      this.#changed();
    });
    this.#actor.start();
    if (parts.connectPatience !== undefined) {
      this.connecting = true;
      parts.timers.after(parts.connectPatience, () => this.#connected());
    }
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
    return this.#card.left.length > 0;
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
    // Whoever called for staff on the first screen may be another person.
    this.help.dismiss();
    this.#actor.send({ type: 'BEGIN', serviceId });
  }

  /** While nobody is served; the bridge, which says who may, is there. */
  get canDiagnose(): boolean {
    return this.#link.phase === 'online' && (this.state === 'attract' || this.state === 'outOfService');
  }

  diagnose(): void {
    if (!this.canDiagnose) return;
    this.help.dismiss();
    this.#actor.send({ type: 'DIAGNOSE' });
  }

  /** The visit whose person gave a sign of life since this was asked last; null: there is none. */
  takeSign(): string | null {
    return this.idle.takeSign() ? this.#actor.getSnapshot().context.visitId : null;
  }

  /** In a visit. */
  async assist(login: { readonly staffNumber: string; readonly pin: string }): Promise<void> {
    const { visitId } = this.#actor.getSnapshot().context;
    if (visitId !== null) await this.assistance.signIn({ visitId, ...login });
  }

  async endAssistance(): Promise<void> {
    const { visitId } = this.#actor.getSnapshot().context;
    if (visitId !== null) await this.assistance.end(visitId);
  }

  cancel(): void {
    // The first screen's question, answered with "end": nobody is served, but their choices go.
    if (this.state === 'attract' && this.idle.countdown !== null) this.#timeout();
    else if (this.visit === null) this.#actor.send({ type: 'CANCEL' });
    else this.visit.send({ type: 'CANCEL' });
  }

  prefer(choice: Partial<Preferences>): void {
    this.preferences = settled({ ...this.preferences, ...choice });
    // A choice is a sign of life: the screen waits anew.
    this.#shown = '';
    this.#changed();
  }

  showSettings(open: boolean): void {
    this.settingsOpen = open;
    this.#changed();
  }

  #connected(): void {
    this.connecting = false;
    this.#changed();
  }

  #linked(link: Link): void {
    const before = this.#link;
    this.#link = link;
    if (link.phase === 'offline') {
      this.visit?.send({ type: 'DISCONNECTED' });
      this.#actor.send({ type: 'DISCONNECTED', reason: link.reason });
    } else {
      this.connecting = false;
      const laid = this.#card.look(link.terminal);
      if (before.phase === 'online') {
        for (const event of deviceEvents(before.terminal, link.terminal)) this.visit?.send(event);
      }
      if (before.phase === 'offline') void this.#askInterrupted();
      if (laid.length > 0) this.#laid(laid);
      this.#online();
    }
    this.#changed();
  }

  /** In a visit, a card is the visit's to judge: the one that ends it is the next person's, and begins theirs. */
  #laid(readers: readonly DocumentReaderName[]): void {
    const { visit } = this;
    visit?.send({ type: 'CARD_LAID' });
    if (visit?.over) this.#card.isNext(readers);
  }

  #online(): void {
    if (this.state === 'outOfService') {
      if (this.#used) this.#parts.reload(this.#card.left);
      else this.#actor.send({ type: 'CONNECTED' });
    }
    this.#checkService();
    if (this.#asking) return;
    const service = this.services.find(({ startsWithCard }) => startsWithCard);
    if (this.state === 'attract' && this.#card.waits && service !== undefined) this.begin(service.id);
  }

  /** Nobody is served: can anybody be? */
  #checkService(): void {
    if (this.#link.phase === 'offline' || (this.state !== 'attract' && this.state !== 'outOfService')) return;
    const reason = causeOf(this.#link.terminal);
    if (reason !== null) this.#actor.send({ type: 'OUT', reason });
  }

  /** The page before this one may have been lost after a check-in: nobody is left without their number. */
  async #askInterrupted(): Promise<void> {
    if (this.#used) return;
    this.#asking = true;
    const lost = await lostCheckIn(this.#parts, this.services);
    this.#asking = false;
    if (lost !== null && this.state === 'attract') {
      this.#used = true;
      this.#run(lost());
      this.#actor.send({ type: 'RECOVERED' });
    } else this.#online();
  }

  async #begin(serviceId: string): Promise<void> {
    this.#used = true;
    const service = this.services.find(({ id }) => id === serviceId);
    if (service === undefined) throw new Error(`no such service: ${serviceId}`);
    const begun = await beginAtBridge(this.#parts.bridge, service, () => this.state === 'starting');
    if (begun === null) return;
    this.#code = begun.ok ? begun.code : null;
    if (begun.ok) this.#actor.send({ type: 'BEGUN', visitId: begun.visitId });
    else this.#actor.send({ type: 'REFUSED', fault: begun.fault });
  }

  #start(visitId: string): void {
    const { bridge, timers } = this.#parts;
    if (this.#code !== null) this.#run(this.#code.begin({ bridge, timers, visitId }));
  }

  #run(visit: Visit): void {
    this.visit = visit;
    visit.subscribe(() => {
      if (visit.over) this.#actor.send({ type: 'ENDED' });
      this.#changed();
    });
  }

  async #wipe(visitId: string | null): Promise<void> {
    const hadVisit = this.visit !== null;
    this.visit?.stop();
    this.visit = null;
    this.settingsOpen = false;
    this.help.dismiss();
    this.assistance.forget();
    this.#card.visitEnded();
    if (visitId !== null) await endAtBridge(this.#parts, visitId);
    if (this.#link.phase === 'offline' || !hadVisit) {
      this.#wiped();
      return;
    }
    this.#parts.timers.after(RELOAD_PATIENCE, () => this.#wiped());
    this.#parts.reload(this.#card.left);
  }

  #wiped(): void {
    // Only now: the last screen still speaks to the person as they have chosen.
    this.preferences = FIRST_PREFERENCES;
    this.#actor.send({ type: 'WIPED' });
    if (this.#link.phase === 'offline') this.#actor.send({ type: 'DISCONNECTED', reason: this.#link.reason });
    else this.#online();
  }

  #timeout(): void {
    if (this.state === 'attract' || this.state === 'outOfService') {
      this.settingsOpen = false;
      this.help.dismiss();
      this.playlist.reset();
      this.prefer(FIRST_PREFERENCES);
    } else if (this.visit === null) this.#actor.send({ type: 'TIMEOUT' });
    else this.visit.send({ type: 'TIMEOUT' });
  }

  /** Tells the page, and gives a screen that has just come its own patience. */
  readonly #changed = () => {
    const now = this.#now();
    const patience = patienceOf(now);
    const slowness = slownessOf(now);
    const shown = JSON.stringify([now.state, this.visit?.screen, patience, slowness]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.idle.watch(patience, slowness);
      this.#phoneHint.begin();
    }
    this.reminder.watch(this.#forgotten(now));
    for (const listener of [...this.#listeners]) listener();
  };

  #forgotten(now: Shown): 'left' | 'none' | number {
    if (now.state === 'attract' && this.cardLeft) return 'left';
    const own = ownPatience(now);
    const isLast = now.state === 'visit' && own.kind === 'leave' && this.#card.here;
    return isLast ? own.seconds * slownessOf(now) * 1_000 : 'none';
  }

  #now(): Shown {
    const { state, visit, preferences, settingsOpen } = this;
    const helpOpen = this.help.state !== 'quiet';
    const signedIn = this.diagnostics.report !== null;
    return { state, visit, preferences, settingsOpen, helpOpen, signedIn, assisted: this.assistance.active };
  }
}
