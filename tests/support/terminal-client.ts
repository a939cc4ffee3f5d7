/** The kiosk's own client without the kiosk: claims the terminal over the real WebSocket and walks a visit by commands. */

import { SOCKET_PATH } from '@anban/terminal-bridge/protocol/envelope';
import type { AnswerOf } from '@anban/terminal-bridge/protocol/messages';
import type { TerminalState } from '@anban/terminal-bridge/protocol/state';
import WebSocket from 'ws';
import { BridgeClient } from '../../kiosk/bridge/client.ts';
import type { Result } from '../../kiosk/bridge/result.ts';
import type { OpenSocket } from '../../kiosk/bridge/socket.ts';
import { SAMPLE_OFFICERS } from '../../scripts/setup/stack.ts';

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

  /** A whole visit by face, with the card on the reader and its holder before the camera. */
  async checkInByFace(
    timed: (step: 'read' | 'match' | 'checkIn', ms: number) => void,
  ): Promise<Result<AnswerOf<'Visit.CheckIn'>>> {
    let start = performance.now();
    const lap = (step: Parameters<typeof timed>[0]) => {
      timed(step, performance.now() - start);
      start = performance.now();
    };
    const begun = await this.bridge.send('Visit.Begin', {});
    if (!begun.ok) return begun;
    const { visitId } = begun.value;
    const read = await this.bridge.send('Visit.ReadDocument', { visitId }, { timeout: 10_000 });
    lap('read');
    if (!read.ok) return read;
    const match = await this.bridge.send(
      'Visit.MatchFace',
      { visitId, consent: { textVersion: 'bench' } },
      { timeout: 20_000 },
    );
    lap('match');
    if (!match.ok) return match;
    const done = await this.bridge.send('Visit.CheckIn', { visitId }, { timeout: 15_000 });
    lap('checkIn');
    return done;
  }

  /** A whole visit by the manual route, with the card on the reader: both sample officers confirm. */
  async checkInByOfficers(): Promise<
    | Result<AnswerOf<'Visit.CheckIn'>>
    | { readonly ok: true; readonly value: 'stopped'; readonly document: AnswerOf<'Visit.ReadDocument'> }
  > {
    const begun = await this.bridge.send('Visit.Begin', {});
    if (!begun.ok) return begun;
    const { visitId } = begun.value;
    const read = await this.bridge.send('Visit.ReadDocument', { visitId }, { timeout: 10_000 });
    if (!read.ok) return read;
    if (read.value.admission.outcome !== 'admitted') return { ok: true, value: 'stopped', document: read.value };
    const declined = await this.bridge.send('Visit.DeclineFace', { visitId });
    if (!declined.ok) return declined;
    for (const { number, pin } of SAMPLE_OFFICERS) {
      const decision = { staffNumber: number, pin, samePerson: true, reason: 'face-like-card' } as const;
      const confirmed = await this.bridge.send('Visit.ConfirmByOfficer', { visitId, ...decision });
      if (!confirmed.ok) return confirmed;
    }
    return this.bridge.send('Visit.CheckIn', { visitId }, { timeout: 15_000 });
  }
}

async function fetchCookie(url: string): Promise<string> {
  const page = await fetch(url);
  await page.text();
  return page.headers.get('set-cookie')?.split(';')[0] ?? '';
}
