/** The kiosk page's side of the socket, without a browser: opens the page for its cookie, then speaks the envelope. */

import { WebSocket } from 'ws';
import type { z } from 'zod';
import { Completion, FromBridge, SOCKET_PATH } from '../protocol/envelope.ts';
import { type CommandName, versionOf } from '../protocol/messages.ts';

type Completed = z.infer<typeof Completion>;

export interface Answer {
  /** `ok` or the completion code. */
  readonly code: string;
  readonly payload: Record<string, unknown>;
}

export class Page {
  readonly socket: WebSocket;
  readonly received: FromBridge[] = [];
  readonly closed: Promise<number>;
  readonly #listeners = new Set<() => void>();
  #requestId = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', (code) => resolve(code)));
    socket.on('message', (data) => {
      this.received.push(FromBridge.parse(JSON.parse(data.toString())));
      for (const listener of [...this.#listeners]) listener();
    });
  }

  static async open(port: number): Promise<Page> {
    const cookie = await cookieOf(port);
    const socket = new WebSocket(`ws://127.0.0.1:${port}${SOCKET_PATH}`, {
      headers: { cookie },
      origin: `http://127.0.0.1:${port}`,
    });
    const page = new Page(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return page;
  }

  /** Sends a command at once; `answer` follows. */
  start(name: CommandName | 'Common.Status', payload: object = {}, timeout?: number) {
    const requestId = ++this.#requestId;
    const header = { type: 'command', name, version: versionOf(name), requestId };
    const body = Object.keys(payload).length === 0 ? {} : { payload };
    this.socket.send(JSON.stringify({ header: timeout === undefined ? header : { ...header, timeout }, ...body }));
    const answer = this.when((message) => isCompletionOf(message, requestId)).then((message): Answer => {
      const { header: head, payload: content } = Completion.parse(message);
      return { code: head.completionCode ?? 'ok', payload: content ?? {} };
    });
    return { requestId, answer };
  }

  send(name: CommandName | 'Common.Status', payload: object = {}, timeout?: number): Promise<Answer> {
    return this.start(name, payload, timeout).answer;
  }

  /** The first message, past or to come, that fits. */
  when(fits: (message: FromBridge) => boolean): Promise<FromBridge> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.received.find(fits);
        if (found === undefined) return;
        this.#listeners.delete(look);
        resolve(found);
      };
      this.#listeners.add(look);
      look();
    });
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

const isCompletionOf = (message: FromBridge, requestId: number): message is Completed =>
  message.header.type === 'completion' && message.header.requestId === requestId;

/** What a browser would send back after opening the page. */
export async function cookieOf(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
