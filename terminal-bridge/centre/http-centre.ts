/** The centre over HTTP: signed requests, parsed answers, a deadline on every call. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { HelpCall } from '@anban/server/contract/alerts';
import { API } from '@anban/server/contract/api';
import type { Assistance } from '@anban/server/contract/assistance';
import { Refusal } from '@anban/server/contract/common';
import type { ECardRequest } from '@anban/server/contract/e-card';
import type { SignedRecord } from '@anban/server/contract/evidence';
import type { FaceStandingRequest } from '@anban/server/contract/face-standing';
import type { RecordingList } from '@anban/server/contract/recordings';
import type { RoomEntryRequest } from '@anban/server/contract/room-entry';
import type { SocialSecurityCardRequest } from '@anban/server/contract/social-security-card';
import type { EnrolRequest } from '@anban/server/contract/terminals';
import { z } from 'zod';
import type { TerminalKey } from '../evidence/key.ts';
import type { Centre, CentreFault } from './centre.ts';
import { signedHeaders } from './request-signer.ts';

/** Longest wait for an answer, ms. The roster of a region is large; a help call is worth nothing late; a person with a phone waits. */
const DEADLINE = { usual: 10_000, roster: 30_000, help: 2000, alive: 2000, eCard: 5000, standing: 2000 };

export interface HttpCentreOptions {
  readonly url: string;
  readonly key: TerminalKey;
  readonly clock: Clock;
  /** The terminal's id once it is enrolled; until then nothing that needs a signature is sent. */
  readonly terminalId: () => string | null;
  /** Told after every call whether the centre answered. */
  readonly onReached: (reached: boolean) => void;
  /** Ends what is under way when the process ends. */
  readonly closing: AbortSignal;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly deadlineMs: number;
  /** A question that can go unanswered: that it was not answered says nothing about the link. */
  readonly isOptional?: boolean;
}

export function createHttpCentre(options: HttpCentreOptions): Centre {
  const post = (path: string, body: unknown, deadlineMs = DEADLINE.usual) => ({
    method: 'POST',
    path,
    body,
    deadlineMs,
  });
  return {
    enrol: (request: EnrolRequest) => unsigned(options, post(API.enrol.path, request), API.enrol.answer),
    roster: () =>
      signed(
        options,
        { method: 'GET', path: API.roster.path, body: null, deadlineMs: DEADLINE.roster },
        API.roster.answer,
      ),
    submit: (record: SignedRecord) =>
      record.record.kind === 'check-in'
        ? signed(options, post(API.checkIn.path, record), API.checkIn.answer)
        : signed(options, post(API.identityCheck.path, record), API.identityCheck.answer),
    async recordingList(list: RecordingList) {
      const answer = await signed(options, post(API.recordingList.path, list), API.recordingList.answer);
      return answer.ok ? ok(answer.value.examination ?? null) : answer;
    },
    async callHelp(call: HelpCall) {
      const answer = await signed(options, post(API.helpCall.path, call, DEADLINE.help), API.helpCall.answer);
      return answer.ok ? ok(undefined) : answer;
    },
    async assistance(assistance: Assistance) {
      const answer = await signed(options, post(API.assistance.path, assistance), API.assistance.answer);
      return answer.ok ? ok(undefined) : answer;
    },
    resolveECard: (request: ECardRequest) =>
      signed(options, post(API.eCard.path, request, DEADLINE.eCard), API.eCard.answer),
    resolveSocialSecurityCard: (request: SocialSecurityCardRequest) =>
      signed(options, post(API.socialSecurityCard.path, request, DEADLINE.eCard), API.socialSecurityCard.answer),
    roomEntry: (request: RoomEntryRequest) =>
      signed(options, post(API.roomEntry.path, request, DEADLINE.eCard), API.roomEntry.answer),
    faceStanding: (request: FaceStandingRequest) =>
      signed(
        options,
        { ...post(API.faceStanding.path, request, DEADLINE.standing), isOptional: true },
        API.faceStanding.answer,
      ),
    playlist: () =>
      signed(
        options,
        { method: 'GET', path: API.playlist.path, body: null, deadlineMs: DEADLINE.usual },
        API.playlist.answer,
      ),
    playlistPicture: (digest: string) =>
      signed(
        options,
        {
          method: 'GET',
          path: API.playlistPicture.path.replace('{digest}', digest),
          body: null,
          deadlineMs: DEADLINE.roster,
        },
        API.playlistPicture.answer,
      ),
    async alive() {
      const answer = await exchange(options, 'GET', '/health', {}, null, DEADLINE.alive);
      return answer !== null && answer.status < 500;
    },
  };
}

async function signed<T>(
  options: HttpCentreOptions,
  call: Call,
  schema: z.ZodType<T>,
): Promise<Result<T, CentreFault>> {
  const terminalId = options.terminalId();
  if (terminalId === null) return fail({ kind: 'refused', status: 401, name: 'not-enrolled', expectedSequence: null });
  const body = call.body === null ? '' : JSON.stringify(call.body);
  const url = new URL(call.path, options.url).href;
  const headers = call.body === null ? {} : { 'content-type': 'application/json' };
  const now = options.clock.now();
  const all = await signedHeaders({ method: call.method, url, body, headers }, options.key, terminalId, now);
  // What was reached is told all the same: only silence and failure say nothing.
  const onReached = (reached: boolean) => (reached || call.isOptional !== true) && options.onReached(reached);
  const sent = call.body === null ? null : body;
  return read(await exchange({ ...options, onReached }, call.method, call.path, all, sent, call.deadlineMs), schema);
}

async function unsigned<T>(
  options: HttpCentreOptions,
  call: Call,
  schema: z.ZodType<T>,
): Promise<Result<T, CentreFault>> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(call.body);
  return read(await exchange(options, call.method, call.path, headers, body, call.deadlineMs), schema);
}

const NOT_IMPLEMENTED = 501;

interface Reply {
  readonly status: number;
  readonly text: string;
}

async function exchange(
  options: HttpCentreOptions,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | null,
  deadlineMs: number,
): Promise<Reply | null> {
  try {
    const signal = AbortSignal.any([options.closing, AbortSignal.timeout(deadlineMs)]);
    const response = await fetch(new URL(path, options.url), { method, headers, body, signal, redirect: 'error' });
    const reply = { status: response.status, text: await response.text() };
    // 501: the centre is well, and lacks a partner for this one question.
    options.onReached(reply.status < 500 || reply.status === NOT_IMPLEMENTED);
    return reply;
  } catch {
    // Refused, reset, timed out, name not found: for the terminal they are one thing.
    options.onReached(false);
    return null;
  }
}

function read<T>(reply: Reply | null, schema: z.ZodType<T>): Result<T, CentreFault> {
  if (reply === null) return fail({ kind: 'unreachable' });
  const json = parseJson(reply.text);
  if (reply.status >= 200 && reply.status < 300) {
    const answer = schema.safeParse(json);
    if (answer.success) return ok(answer.data);
    return fail({ kind: 'refused', status: 502, name: 'answer-not-understood', expectedSequence: null });
  }
  const refusal = Refusal.safeParse(json);
  const name = refusal.success ? refusal.data.error.name : 'unknown';
  return fail({ kind: 'refused', status: reply.status, name, expectedSequence: expectedSequenceOf(json) });
}

/** The centre names the sequence that it expects when the chain does not continue. */
const Expected = z.object({ error: z.object({ expectedSequence: z.int().positive() }) });
function expectedSequenceOf(json: unknown): number | null {
  const parsed = Expected.safeParse(json);
  return parsed.success ? parsed.data.error.expectedSequence : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
