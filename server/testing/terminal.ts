/** A terminal for tests and benches: signs requests with the public library, keeps its own chain. */
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { newId } from '@anban/foundation/ids';
import { httpbis } from 'http-message-signatures';
import { z } from 'zod';
import {
  type CheckInRecord,
  type EvidenceRecord,
  GENESIS_DIGEST,
  type IdentityCheckRecord,
  recordBytes,
  recordDigest,
} from '../contract/evidence.ts';
import { SIGNATURE_LABEL, SIGNED_COMPONENTS, SIGNED_PARAMETERS } from '../contract/signatures.ts';
import { EnrolAnswer } from '../contract/terminals.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface Subject {
  readonly examineeId: string;
  readonly sessionId: string;
}

const Jwk = z.object({ x: z.string() });

/** A comparison on two frames, well within the pass. */
export const MATCH: NonNullable<IdentityCheckRecord['match']> = {
  engine: 'test',
  modelDigest: 'a'.repeat(64),
  calibrationId: 'test-1',
  distance: 0.3,
  passAtMost: 0.4,
  noMatchAbove: 0.6,
  framesCompared: 2,
};

export class TestTerminal {
  readonly #url: string;
  readonly #now: () => number;
  readonly privateKey: KeyObject;
  readonly publicKey: string;
  id = '';
  regionCode = '';
  series = '';
  sequence = 0;
  previous = GENESIS_DIGEST;

  constructor(url: string, now: () => number = Date.now) {
    this.#url = url;
    this.#now = now;
    const keys = generateKeyPairSync('ed25519');
    this.privateKey = keys.privateKey;
    this.publicKey = Jwk.parse(keys.publicKey.export({ format: 'jwk' })).x;
  }

  async enrol(code: string): Promise<Answer> {
    const body = JSON.stringify({ code, publicKey: this.publicKey });
    const answer = await this.send({ method: 'POST', path: '/v1/terminals', headers: {}, body });
    const parsed = EnrolAnswer.safeParse(answer.body);
    if (parsed.success) {
      this.id = parsed.data.terminalId;
      this.regionCode = parsed.data.regionCode;
      this.series = parsed.data.series;
    }
    return answer;
  }

  /** `overrides` bend the signature, for tests of what must be refused. */
  async sign(
    method: string,
    path: string,
    body: string,
    overrides: { created?: Date; nonce?: string; keyid?: string; key?: KeyObject; fields?: string[] } = {},
  ): Promise<SignedRequest> {
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    const key = overrides.key ?? this.privateKey;
    const keyid = overrides.keyid ?? this.id;
    const signed = await httpbis.signMessage(
      {
        key: { id: keyid, alg: 'ed25519', sign: async (data: Buffer) => sign(null, data, key) },
        name: SIGNATURE_LABEL,
        fields: overrides.fields ?? [...SIGNED_COMPONENTS],
        params: [...SIGNED_PARAMETERS],
        paramValues: {
          created: overrides.created ?? new Date(this.#now()),
          nonce: overrides.nonce ?? randomUUID(),
          keyid,
        },
      },
      { method, url: this.#url + path, headers: { 'content-digest': digest } },
    );
    const headers = Object.entries(signed.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return { method, path, headers: Object.fromEntries(headers), body };
  }

  async send(request: SignedRequest): Promise<Answer> {
    const init = request.method === 'GET' ? {} : { body: request.body };
    const response = await fetch(this.#url + request.path, {
      method: request.method,
      headers: request.headers,
      ...init,
    });
    return { status: response.status, body: await response.json() };
  }

  async post(path: string, body: unknown): Promise<Answer> {
    return this.send(await this.sign('POST', path, JSON.stringify(body)));
  }

  async get(path: string): Promise<Answer> {
    return this.send(await this.sign('GET', path, ''));
  }

  /** An identity check that continues the chain: a face that passed, unless `change` says otherwise. */
  identityCheck(subject: Subject, change: Partial<IdentityCheckRecord> = {}): IdentityCheckRecord {
    return this.#next({
      ...this.#common(subject),
      kind: 'identity-check',
      method: 'face',
      decision: 'pass',
      reason: null,
      cardExpired: false,
      consent: null,
      match: MATCH,
      officers: [],
      ...change,
    });
  }

  checkIn(check: IdentityCheckRecord, change: Partial<CheckInRecord> = {}): CheckInRecord {
    return this.#next({
      ...this.#common({ examineeId: check.examineeId, sessionId: check.sessionId }),
      kind: 'check-in',
      visitId: check.visitId,
      identityCheckId: check.id,
      room: 'A',
      terminalNumber: `T-${this.series}001`,
      ...change,
    });
  }

  signRecord<R extends EvidenceRecord>(record: R): { record: R; signature: string } {
    return { record, signature: sign(null, recordBytes(record), this.privateKey).toString('base64url') };
  }

  submit(record: EvidenceRecord): Promise<Answer> {
    return this.post(pathOf(record), this.signRecord(record));
  }

  /** The whole visit of one examinee: the answer to the check-in. */
  async visit(subject: Subject): Promise<Answer> {
    const check = this.identityCheck(subject);
    await this.submit(check);
    return this.submit(this.checkIn(check));
  }

  #common({ examineeId, sessionId }: Subject) {
    return {
      version: 1 as const,
      id: newId(),
      terminalId: this.id,
      regionCode: this.regionCode,
      sequence: this.sequence + 1,
      previous: this.previous,
      visitId: newId(),
      at: new Date(this.#now()).toISOString(),
      examineeId,
      sessionId,
    };
  }

  #next<R extends EvidenceRecord>(record: R): R {
    this.sequence = record.sequence;
    this.previous = recordDigest(record);
    return record;
  }
}

export const pathOf = (record: EvidenceRecord): string =>
  record.kind === 'check-in' ? '/v1/check-ins' : '/v1/identity-checks';
