/** A bridge without a terminal: a socket that answers each command as a sample says, inside the page. */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type { CommandName } from '@anban/terminal-bridge/protocol/messages';
import { versionOf } from '@anban/terminal-bridge/protocol/messages';
import type { TerminalState } from '@anban/terminal-bridge/protocol/state';
import * as z from 'zod/mini';
import type { OpenSocket, SocketEvents } from '../bridge/socket.ts';

/** An answer, a fault by name, or silence; a command without an entry gets silence too. */
export type Replies = Partial<
  Record<CommandName, { readonly answer: object } | { readonly fault: FaultName } | 'silence'>
>;

const ALWAYS: Replies = {
  'Terminal.Claim': { answer: {} },
  'Terminal.Interrupted': { answer: { checkIn: null } },
  'Terminal.CallStaff': { answer: { told: true } },
  'Visit.Begin': { answer: { visitId: '0193a1b2-0000-7000-8000-000000000001' } },
  'Visit.End': { answer: {} },
};

const Heard = z.object({ header: z.object({ name: z.string(), requestId: z.optional(z.int()) }) });

/** Speaks the protocol as far as the gallery needs it; `state` null is a bridge that is not there. */
export const sampleSocket =
  (state: TerminalState | null, replies: Replies): OpenSocket =>
  (events) => {
    const table: Replies = { ...ALWAYS, ...replies };
    if (state === null) queueMicrotask(events.closed);
    else queueMicrotask(() => greet(events, state));
    return {
      send: (text) => queueMicrotask(() => answer(events, table, Heard.parse(JSON.parse(text)).header)),
      close: events.closed,
    };
  };

function greet(events: SocketEvents, state: TerminalState): void {
  events.opened();
  const name = 'Terminal.SnapshotEvent';
  say(events, { type: 'unsolicited', name, version: versionOf(name) }, { sequence: 1, state });
}

function answer(events: SocketEvents, table: Replies, { name, requestId }: z.infer<typeof Heard>['header']): void {
  const reply = Object.entries(table).find(([command]) => command === name)?.[1];
  if (reply === undefined || reply === 'silence') return;
  const header = { type: 'completion', name, version: versionOf(name), requestId };
  if ('answer' in reply) say(events, header, reply.answer);
  else say(events, { ...header, completionCode: 'commandErrorCode' }, { errorCode: reply.fault });
}

const say = (events: SocketEvents, header: object, payload: object): void =>
  events.received(JSON.stringify({ header, payload }));
