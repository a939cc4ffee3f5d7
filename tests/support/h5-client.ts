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

  private constructor(url: string, cookie: string) {
    const open: OpenSocket = ({ opened, received, closed }) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}`, { origin: url, headers: { cookie } });
      socket.on('open', opened);
      socket.on('message', (data) => received(String(data)));
      socket.on('error', () => {});
      socket.on('close', closed);
      this.#sockets.add(socket);
      return { send: (text) => socket.send(text), close: () => socket.terminate() };
    };
    // After the end nothing connects again: a test leaves nothing behind.
    const after = (ms: number, callback: () => void) => {
      const timer = setTimeout(() => this.#closed || callback(), ms);
      return () => clearTimeout(timer);
    };
    this.bridge = new BridgeClient(open, { after, now: Date.now });
  }

  readonly #sockets = new Set<WebSocket>();

  /** Fetches the page as a browser would, for its cookie, and claims the terminal. */
  static async open(url: string): Promise<TerminalClient> {
    const page = await fetch(url);
    await page.text();
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const client = new TerminalClient(url, cookie);
    const up = await Promise.race([client.until(() => true), new Promise((r) => setTimeout(() => r(null), 5000))]);
    if (up === null) { client.close(); process.stderr.write('stale\n'); throw new Error('stale cookie'); }
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
