/** What a service is to the session: something that the attract screen offers and that drives one visit. */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type { CheckInAnswer } from '@anban/terminal-bridge/protocol/messages';
import type { DeviceName, TerminalState } from '@anban/terminal-bridge/protocol/state';
import type { VNode } from 'preact';
import type { Bridge } from '../bridge/client.ts';
import type { Language } from '../i18n/language.ts';
import type { Timers } from '../timers.ts';

/** What the session tells a visit, whatever the service. */
export type VisitEvent =
  | { readonly type: 'CANCEL' }
  | { readonly type: 'TIMEOUT' }
  | { readonly type: 'DISCONNECTED' }
  | { readonly type: 'CARD_LAID' }
  | { readonly type: 'DEVICE_LOST'; readonly device: DeviceName; readonly reason: FaultName | null }
  | { readonly type: 'DEVICE_BACK'; readonly device: DeviceName };

/**
 * How long a screen waits for the person. `ask`: seconds of stillness before the question "are you still there";
 * `leave`: seconds before it goes home without a question; `working`: the terminal is busy, nobody is hurried.
 */
export type Patience = { readonly kind: 'ask' | 'leave'; readonly seconds: number } | { readonly kind: 'working' };

export interface VisitDependencies {
  readonly bridge: Bridge;
  readonly timers: Timers;
  readonly visitId: string;
}

/** One visit under way. It ends by itself (`over`) or is told to. Stopping it leaves no timer and no command behind. */
export interface Visit {
  readonly over: boolean;
  /** Name of the screen that is shown. */
  readonly screen: string;
  readonly patience: Patience;
  send(event: VisitEvent): void;
  subscribe(listener: () => void): () => void;
  render(): VNode;
  stop(): void;
}

export interface Service {
  readonly id: string;
  readonly profiles: readonly TerminalState['profile'][];
  /** A card laid on the reader while nobody is served starts this service. */
  readonly startsWithCard: boolean;
  readonly title: (language: Language) => string;
  /** It can tell what came of a check-in whose page was lost. */
  readonly recovers: boolean;
  /** Its code, which is no part of the first page: asked for as soon as that is painted. Rejects when it does not come. */
  load(): Promise<ServiceCode>;
}

export interface ServiceCode {
  begin(dependencies: VisitDependencies): Visit;
  /** A visit that only tells what came of a check-in whose page was lost. */
  recover?(dependencies: VisitDependencies, checkIn: CheckInAnswer): Visit;
}
