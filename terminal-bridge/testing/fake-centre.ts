/** A centre that speaks real HTTP and checks what the contract asks: digest, signature, chain. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { newId } from '@anban/foundation/ids';
import { Assistance } from '@anban/server/contract/assistance';
import {
  GENESIS_DIGEST,
  recordDigest,
  SignedCheckIn,
  SignedIdentityCheck,
  type SignedRecord,
} from '@anban/server/contract/evidence';
import type { FaceStandingAnswer } from '@anban/server/contract/face-standing';
import type { Playlist } from '@anban/server/contract/playlist';
import type { RoomEntryAnswer } from '@anban/server/contract/room-entry';
import type { RosterBundle } from '@anban/server/contract/roster';
import { EnrolRequest } from '@anban/server/contract/terminals';
import { httpbis } from 'http-message-signatures';
import { verifySigned } from './chain-check.ts';
import { REGION, SITE } from './sample-roster.ts';

export const CODE = 'ABCD-2345';

/** What to do to the next requests for a path. */
export type Trouble = 'swallow-answer' | 'answer-500' | 'hang' | { readonly status: number; readonly error: object };

export class FakeCentre {
  readonly terminalId = newId();
  readonly records: SignedRecord[] = [];
  readonly helpCalls: unknown[] = [];
  /** As they were told, one after the other. */
  readonly assistances: Assistance[] = [];
  readonly requests: string[] = [];
  /** By path; stays until it is deleted. */
  readonly trouble = new Map<string, Trouble>();
  readonly numbers = new Map<string, string>();
  /** Publicity, with its pictures by digest. */
  playlist: Playlist = { digest: '0'.repeat(64), items: [] };
  readonly pictures = new Map<string, Buffer>();
  /** What it says at the door of the room. */
  faceStanding: FaceStandingAnswer = { decision: null, tries: 0 };
  roomEntry: RoomEntryAnswer = { outcome: 'may-enter', queueNumber: 'A001', room: 'A' };
  bundle: RosterBundle;
  publicKey: string | null = null;
  #server = createServer((request, response) => void this.#serve(request, response));
  #port = 0;

  constructor(bundle: RosterBundle) {
    this.bundle = bundle;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Comes up, on the port it had before if it had one. */
  async up(): Promise<void> {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.#port = address.port;
  }

  async down(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const path = request.url ?? '';
    this.requests.push(`${request.method} ${path}`);
    const trouble = this.trouble.get(path);
    if (trouble === 'hang') return;
    if (trouble === 'answer-500') return reply(response, 500, {});
    if (typeof trouble === 'object') return reply(response, trouble.status, { error: trouble.error });
    const answer = await this.#answer(path, request, body);
    if (trouble === 'swallow-answer') return void response.destroy();
    reply(response, answer.status, answer.body);
  }

  async #answer(path: string, request: IncomingMessage, body: string): Promise<{ status: number; body: object }> {
    if (path === '/health') return { status: 200, body: {} };
    if (path === '/v1/terminals') return this.#enrol(body);
    if (!(await this.#isSigned(request, body))) return refusal(401, 'signature');
    if (path === '/v1/roster') return { status: 200, body: this.bundle };
    if (path === '/v1/playlist') return { status: 200, body: this.playlist };
    if (path.startsWith('/v1/playlist/pictures/')) {
      const picture = this.pictures.get(path.slice('/v1/playlist/pictures/'.length));
      if (picture === undefined) return refusal(404, 'item-unknown');
      return { status: 200, body: { type: 'image/png', base64: picture.toString('base64') } };
    }
    if (path === '/v1/face-standings') return { status: 200, body: this.faceStanding };
    if (path === '/v1/room-entries') return { status: 200, body: this.roomEntry };
    const json: unknown = JSON.parse(body);
    if (path === '/v1/help-calls') {
      this.helpCalls.push(json);
      return { status: 200, body: {} };
    }
    if (path === '/v1/assistances') {
      this.assistances.push(Assistance.parse(json));
      return { status: 200, body: {} };
    }
    return this.#store(path === '/v1/check-ins' ? SignedCheckIn.parse(json) : SignedIdentityCheck.parse(json));
  }

  #enrol(body: string): { status: number; body: object } {
    const request = EnrolRequest.parse(JSON.parse(body));
    if (request.code !== CODE) return refusal(403, 'code');
    this.publicKey = request.publicKey;
    return {
      status: 200,
      body: {
        terminalId: this.terminalId,
        regionCode: REGION,
        siteCode: SITE,
        siteName: '潍城区劳动能力鉴定中心',
        series: 'A',
      },
    };
  }

  #store(signed: SignedRecord): { status: number; body: object } {
    const { record } = signed;
    if (!verifySigned(signed, this.publicKey ?? '')) return refusal(401, 'record signature');
    const known = this.records.find((other) => other.record.id === record.id);
    if (known === undefined) {
      const last = this.records.at(-1)?.record;
      const expected = (last?.sequence ?? 0) + 1;
      const previous = last === undefined ? GENESIS_DIGEST : recordDigest(last);
      if (record.sequence !== expected || record.previous !== previous) return refusal(409, 'chain-broken', expected);
      this.records.push(signed);
    }
    if (record.kind === 'identity-check') return { status: 200, body: { id: record.id, outcome: 'stored' } };
    return { status: 200, body: this.#checkIn(record.id, record.examineeId, record.room, record.at) };
  }

  #checkIn(id: string, examineeId: string, room: string, at: string): object {
    const first = this.numbers.get(examineeId);
    const own = this.numbers.get(id);
    const number = own ?? first ?? `${room}${String(this.numbers.size + 1).padStart(3, '0')}`;
    const outcome = first === undefined || own !== undefined ? 'accepted' : 'already-checked-in';
    this.numbers.set(examineeId, number);
    if (outcome === 'accepted') this.numbers.set(id, number);
    return { id, outcome, queueNumber: number, room, at };
  }

  async #isSigned(request: IncomingMessage, body: string): Promise<boolean> {
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    if (request.headers['content-digest'] !== digest || this.publicKey === null) return false;
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: this.publicKey }, format: 'jwk' });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const verified = await httpbis.verifyMessage(
      {
        keyLookup: async () => ({
          id: this.terminalId,
          algs: ['ed25519'],
          verify: async (data, signature) => verify(null, data, key, signature),
        }),
        requiredParams: ['created', 'nonce', 'keyid'],
        requiredFields: ['@method', '@path', '@query', 'content-digest'],
        // The tests' clock stands at a day of its own.
        notAfter: new Date(8_640_000_000_000_000),
      },
      { method: request.method ?? '', url: new URL(request.url ?? '', this.url).href, headers },
    );
    return verified === true;
  }
}

function refusal(status: number, name: string, expectedSequence?: number) {
  const extra = expectedSequence === undefined ? {} : { expectedSequence };
  return { status, body: { error: { name, message: name, code: 'X', ...extra } } };
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
