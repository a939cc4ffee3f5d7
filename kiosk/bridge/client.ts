/**
 * The typed client of the bridge: commands with their events and completions, and the terminal's state as a snapshot
 * with numbered changes. Whatever is amiss (a gap, a malformed message, a refused claim) ends in one way: close, wait,
 * connect again, and begin from a fresh snapshot.
 */
import { Command, FromBridge } from '@anban/terminal-bridge/protocol/envelope';
import {
  type AnswerOf,
  COMMANDS,
  type CommandName,
  type EventOf,
  type RequestOf,
  versionOf,
} from '@anban/terminal-bridge/protocol/messages';
import type { TerminalState } from '@anban/terminal-bridge/protocol/state';
import * as z from 'zod/mini';
import type { Timers } from '../timers.ts';
import { PendingCommands } from './pending.ts';
import { type BridgeFault, fail, ok, type Result } from './result.ts';
import type { OpenSocket, Socket } from './socket.ts';
import { nextPicture, type Picture } from './terminal-picture.ts';

/** `online` only with a claim on the devices and a whole picture of the terminal. */
export type Link =
  | { readonly phase: 'online'; readonly terminal: TerminalState }
  | { readonly phase: 'offline'; readonly reason: 'disconnected' | 'claimedElsewhere' };

export interface SendOptions<N extends CommandName> {
  /** Milliseconds that the bridge may take; without it the bridge decides, and we give up after `LONGEST_SILENCE`. */
  readonly timeout?: number;
  /** Aborting asks the bridge to cancel; the answer is then `cancelled`, unless the command was quicker. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EventOf<N>) => void;
}

/** What the rest of the kiosk may ask of the bridge. */
export interface Bridge {
  readonly link: Link;
  onLink(listener: (link: Link) => void): () => void;
  send<N extends CommandName>(name: N, request: RequestOf<N>, options?: SendOptions<N>): Promise<Result<AnswerOf<N>>>;
}

/** First and longest wait before connecting again, ms. The bridge is on this machine: it is back in seconds or not. */
export const RECONNECT = { first: 250, longest: 3_000 } as const;
/** A command without a timeout of its own that is silent for so long is given up, ms. */
export const LONGEST_SILENCE = 30_000;
/** What the bridge gets beyond a command's own timeout, and to confirm a cancellation, ms. */
export const GRACE = 3_000;

const OFFLINE: Link = { phase: 'offline', reason: 'disconnected' };

export class BridgeClient implements Bridge {
  link: Link = OFFLINE;
  readonly #open: OpenSocket;
  readonly #timers: Timers;
  readonly #pending = new PendingCommands();
  readonly #listeners = new Set<(link: Link) => void>();
  #socket: Socket | null = null;
  #requestId = 0;
  #wait: number = RECONNECT.first;
  #claimed = false;
  #picture: Picture | null = null;

  constructor(open: OpenSocket, timers: Timers) {
    this.#open = open;
    this.#timers = timers;
    this.#connect();
  }

  onLink(listener: (link: Link) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send<N extends CommandName>(name: N, request: RequestOf<N>, options: SendOptions<N> = {}) {
    if (this.#socket === null || this.link.phase === 'offline') return Promise.resolve(fail('disconnected'));
    return this.#command(this.#socket, name, request, options);
  }

  async #command<N extends CommandName>(socket: Socket, name: N, request: RequestOf<N>, options: SendOptions<N>) {
    const { timeout, signal, onEvent } = options;
    if (signal?.aborted) return fail('cancelled');
    const payload = z.parse(COMMANDS[name].request, request);
    const requestId = ++this.#requestId;
    return new Promise<Result<AnswerOf<N>>>((resolve) => {
      let giveUp = this.#timers.after((timeout ?? LONGEST_SILENCE) + GRACE, () =>
        this.#pending.fail(requestId, 'timedOut'),
      );
      const cancel = () => {
        giveUp();
        giveUp = this.#timers.after(GRACE, () => this.#pending.fail(requestId, 'cancelled'));
        this.#post(socket, 'Common.Cancel', ++this.#requestId, { requestIds: [requestId] });
      };
      const settle = (result: Result<AnswerOf<N>>) => {
        giveUp();
        signal?.removeEventListener('abort', cancel);
        resolve(result);
      };
      signal?.addEventListener('abort', cancel);
      this.#pending.add(requestId, {
        name,
        completed: (payload) => settle(parseAnswer(name, payload)),
        failed: (fault: BridgeFault) => settle(fail(fault)),
        event: (eventName, payload) => {
          if (onEvent !== undefined && isEventOf(name, eventName, payload)) onEvent(payload);
        },
      });
      this.#post(socket, name, requestId, payload, timeout);
    });
  }

  #post(socket: Socket, name: CommandName, requestId: number, payload: unknown, timeout?: number): void {
    const header = { type: 'command', name, version: versionOf(name), requestId, ...(timeout && { timeout }) };
    const empty = typeof payload === 'object' && payload !== null && Object.keys(payload).length === 0;
    socket.send(JSON.stringify(z.parse(Command, empty ? { header } : { header, payload })));
  }

  #connect(): void {
    const socket = this.#open({
      opened: () => this.#claim(),
      received: (text) => socket === this.#socket && this.#receive(text),
      closed: () => socket === this.#socket && this.#lost('disconnected'),
    });
    this.#socket = socket;
  }

  async #claim(): Promise<void> {
    const socket = this.#socket;
    if (socket === null) return;
    const claim = await this.#command(socket, 'Terminal.Claim', {}, { timeout: GRACE });
    if (socket !== this.#socket) return;
    if (claim.ok) {
      this.#claimed = true;
      this.#publish();
    } else this.#lost(claim.fault === 'claimedElsewhere' ? 'claimedElsewhere' : 'disconnected');
  }

  #receive(text: string): void {
    const parsed = z.safeParse(FromBridge, parseJson(text));
    if (!parsed.success) this.#lost('disconnected');
    else this.#handle(parsed.data);
  }

  #handle(message: FromBridge): void {
    switch (message.header.type) {
      case 'acknowledge':
        this.#pending.acknowledged(message.header);
        break;
      case 'event':
        this.#pending.event(message.header, message.payload);
        break;
      case 'completion':
        this.#pending.completed(message.header, message.payload);
        break;
      case 'unsolicited':
        this.#redraw(nextPicture(this.#picture, message.header.name, message.payload));
    }
  }

  #redraw(picture: Picture | null | 'broken'): void {
    if (picture === 'broken') this.#lost('disconnected');
    else {
      this.#picture = picture;
      this.#publish();
    }
  }

  #publish(): void {
    if (!this.#claimed || this.#picture === null) return;
    this.#wait = RECONNECT.first;
    this.#setLink({ phase: 'online', terminal: this.#picture.state });
  }

  #lost(reason: 'disconnected' | 'claimedElsewhere'): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#claimed = false;
    this.#picture = null;
    this.#pending.failAll('disconnected');
    socket?.close();
    this.#setLink({ phase: 'offline', reason });
    this.#timers.after(this.#wait, () => this.#connect());
    this.#wait = Math.min(this.#wait * 2, RECONNECT.longest);
  }

  #setLink(link: Link): void {
    this.link = link;
    for (const listener of [...this.#listeners]) listener(link);
  }
}

function parseAnswer<N extends CommandName>(name: N, payload: unknown): Result<AnswerOf<N>> {
  return isAnswerOf(name, payload) ? ok(payload) : fail('unexpected');
}

function isAnswerOf<N extends CommandName>(name: N, payload: unknown): payload is AnswerOf<N> {
  return z.safeParse(COMMANDS[name].answer, payload).success;
}

function isEventOf<N extends CommandName>(name: N, eventName: string, payload: unknown): payload is EventOf<N> {
  const { event } = COMMANDS[name];
  return event !== null && event.name === eventName && z.safeParse(event.payload, payload).success;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
