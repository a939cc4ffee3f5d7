/**
 * How a person starts and ends a recording: HTTP over a socket file in the bridge's state folder. Who may use it is who may
 * open the file, as with the diagnostics' proof; no port of the network leads here.
 */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Id } from '@anban/server/contract/common';
import { RECORDING_ENDS } from '@anban/server/contract/recordings';
import { z } from 'zod';
import type { Recordable } from './examinees.ts';
import { type Recorder, START_FAULTS } from './recorder.ts';

export const StartRequest = z.strictObject({
  sessionId: Id,
  examineeId: Id,
  by: z.enum(['identity-check', 'officer']),
});
export const StopRequest = z.strictObject({ why: z.enum(RECORDING_ENDS) });

/** `ok` with what was asked for, or a named fault with a code and a hint. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const BODY_LIMIT = 4096;
export const socketPath = (stateDir: string): string => join(stateDir, 'recording.sock');

/** Listens until closed. Rejects when the socket file cannot be made. */
export async function openControl(
  stateDir: string,
  recorder: Recorder,
  examinees: () => readonly Recordable[],
): Promise<() => Promise<void>> {
  const path = socketPath(stateDir);
  const server = createServer((request, response) => {
    answer(recorder, examinees, request).then(
      (reply) => send(response, reply),
      () => send(response, { status: 500, body: { error: 'defect', hint: 'see the log of the bridge' } }),
    );
  });
  // The store of this folder is open in this process only: a file that is there is of a process that died.
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
}

async function answer(
  recorder: Recorder,
  examinees: () => readonly Recordable[],
  request: IncomingMessage,
): Promise<Reply> {
  const route = `${request.method} ${request.url}`;
  if (route === 'GET /recording') return { status: 200, body: recorder.view };
  if (route === 'GET /recording/examinees') return { status: 200, body: { examinees: examinees() } };
  const body = await jsonOf(request);
  if (route === 'POST /recording/start') {
    const asked = StartRequest.safeParse(body);
    if (!asked.success) return { status: 400, body: { error: 'malformed', hint: 'sessionId, examineeId, by' } };
    const started = await recorder.start(asked.data);
    if (started.ok) return { status: 200, body: { recording: started.value } };
    return { status: 409, body: { error: started.fault, ...START_FAULTS[started.fault] } };
  }
  if (route === 'POST /recording/stop') {
    const asked = StopRequest.safeParse(body);
    if (!asked.success) return { status: 400, body: { error: 'malformed', hint: 'why' } };
    const ended = await recorder.stop(asked.data.why);
    return ended === null
      ? { status: 409, body: { error: 'notRecording', code: 'Y07', hint: 'nothing is being recorded' } }
      : { status: 200, body: { recording: ended } };
  }
  return { status: 404, body: { error: 'not-found', hint: route } };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function jsonOf(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > BODY_LIMIT) return null;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}

/** Asks the bridge of `stateDir`; null: none runs there, or the file is not for this user. */
export function ask(
  stateDir: string,
  method: 'GET' | 'POST',
  path: string,
  body: unknown = null,
): Promise<Reply | null> {
  return new Promise((resolve) => {
    const call = httpRequest({ socketPath: socketPath(stateDir), method, path }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        resolve({ status: response.statusCode ?? 0, body: parsed });
      });
    });
    call.on('error', () => resolve(null));
    call.end(body === null ? undefined : JSON.stringify(body));
  });
}
