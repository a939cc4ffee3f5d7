/** The kiosk's own client without the kiosk: claims the terminal over the real WebSocket and walks a visit by commands. */

import { SOCKET_PATH } from '@anban/terminal-bridge/protocol/envelope';
import type { AnswerOf, CommandName, RequestOf } from '@anban/terminal-bridge/protocol/messages';
import type { TerminalState } from '@anban/terminal-bridge/protocol/state';
import WebSocket from 'ws';
import { BridgeClient } from '../../kiosk/bridge/client.ts';
import type { Result } from '../../kiosk/bridge/result.ts';
import type { OpenSocket } from '../../kiosk/bridge/socket.ts';
import { SAMPLE_OFFICERS } from '../../scripts/setup/stack.ts';
import { CONSENT_VERSION } from '../../terminal-bridge/protocol/consent.ts';

interface VisitChoices {
  readonly byFace: boolean;
  readonly onStep?: (step: CommandName) => void;
}

/** `broken`: the visit ended early, by `fault`. */
export type Visited =
  | { readonly outcome: 'accepted' | 'kept' | 'already-checked-in'; readonly number: string }
  | { readonly outcome: 'broken'; readonly fault: string };

type Send = <N extends CommandName>(name: N, request: RequestOf<N>) => Promise<Result<AnswerOf<N>>>;

export class TerminalClient {
  readonly bridge: BridgeClient;
  #closed = false;

  private constructor(url: string) {
    // The token of the page changes with every start of the bridge: each connection begins at the page, as a browser's.
    const open: OpenSocket = ({ opened, received, closed }) => {
      let socket: WebSocket | null = null;
      let over = false;
      const connect = async () => {
        const cookie = await fetchCookie(url);
        if (over || this.#closed) return closed();
        socket = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}`, { origin: url, headers: { cookie } });
        socket.on('open', opened);
        socket.on('message', (data) => received(String(data)));
        socket.on('error', () => {});
        socket.on('close', closed);
        this.#sockets.add(socket);
      };
      connect().catch(closed);
      return {
        send: (text) => socket?.send(text),
        close: () => {
          over = true;
          socket?.terminate();
        },
      };
    };
    // After the end nothing connects again: a test leaves nothing behind.
    const after = (ms: number, callback: () => void) => {
      const timer = setTimeout(() => this.#closed || callback(), ms);
      return () => clearTimeout(timer);
    };
    this.bridge = new BridgeClient(open, { after, now: Date.now });
  }

  readonly #sockets = new Set<WebSocket>();

  /** Claims the terminal; waits as long as it takes until the bridge is up and has a roster for today. */
  static async open(url: string): Promise<TerminalClient> {
    const client = new TerminalClient(url);
    await client.until(({ session }) => session !== null);
    return client;
  }

  close(): void {
    this.#closed = true;
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Resolves once the terminal is online and `holds`. */
  until(holds: (state: TerminalState) => boolean): Promise<TerminalState> {
    return new Promise((resolve) => {
      const off = this.bridge.onLink(look);
      const { bridge } = this;
      function look(): void {
        if (bridge.link.phase !== 'online' || !holds(bridge.link.terminal)) return;
        off?.();
        resolve(bridge.link.terminal);
      }
      look();
    });
  }

  /**
   * A whole visit, with the card on the reader: by face where the terminal offers it and `byFace` says so, otherwise by
   * both sample officers. `onStep` hears of each command as it is sent.
   */
  async checkIn({ byFace, onStep = () => {} }: VisitChoices): Promise<Visited> {
    const send = <N extends CommandName>(name: N, request: RequestOf<N>) => {
      onStep(name);
      return this.bridge.send(name, request, { timeout: 20_000 });
    };
    const begun = await send('Visit.Begin', {});
    if (!begun.ok) return { outcome: 'broken', fault: begun.fault };
    const { visitId } = begun.value;
    const read = await send('Visit.ReadDocument', { visitId });
    if (!read.ok) return { outcome: 'broken', fault: read.fault };
    const { admission, faceUnavailable } = read.value;
    if (admission.outcome === 'already-checked-in') return { outcome: 'already-checked-in', number: admission.number };
    if (admission.outcome !== 'admitted') return { outcome: 'broken', fault: admission.outcome };
    const identified = await (byFace && faceUnavailable === null
      ? this.#byFace(send, visitId)
      : this.#byOfficers(send, visitId));
    if (identified !== 'pass') return { outcome: 'broken', fault: identified };
    const done = await send('Visit.CheckIn', { visitId });
    return done.ok
      ? { outcome: done.value.outcome, number: done.value.number }
      : { outcome: 'broken', fault: done.fault };
  }

  async #byFace(send: Send, visitId: string): Promise<string> {
    const match = await send('Visit.MatchFace', { visitId, consent: { textVersion: CONSENT_VERSION } });
    if (!match.ok) return match.fault;
    return match.value.outcome === 'unavailable' ? this.#byOfficers(send, visitId) : match.value.outcome;
  }

  async #byOfficers(send: Send, visitId: string): Promise<string> {
    const declined = await send('Visit.DeclineFace', { visitId });
    if (!declined.ok) return declined.fault;
    let outcome = 'nobody';
    for (const { number, pin } of SAMPLE_OFFICERS) {
      const decision = { staffNumber: number, pin, samePerson: true, reason: 'face-like-card' } as const;
      const confirmed = await send('Visit.ConfirmByOfficer', { visitId, ...decision });
      if (!confirmed.ok) return confirmed.fault;
      outcome = confirmed.value.outcome;
    }
    return outcome;
  }
}

async function fetchCookie(url: string): Promise<string> {
  const page = await fetch(url);
  await page.text();
  return page.headers.get('set-cookie')?.split(';')[0] ?? '';
}
