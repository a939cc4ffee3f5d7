/** One IPP operation over HTTP (RFC 8010): its answer, or a named fault within the deadline. */
import { randomInt } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import ipp from '@sealsystems/ipp';
import * as z from 'zod/mini';
import { isWellFormed } from './well-formed.ts';

const LONGEST_ANSWER = 256 * 1024;
const IPP_PORT = 631;

export type IppOperation =
  | 'Print-Job'
  | 'Create-Job'
  | 'Send-Document'
  | 'Cancel-Job'
  | 'Get-Job-Attributes'
  | 'Get-Printer-Attributes';

/** `unreachable`: no connection, no answer in time. `garbled`: an answer that is no IPP. `refused`: the printer says no. */
export type IppFault =
  | { readonly kind: 'unreachable' | 'garbled' | 'called-off' }
  | { readonly kind: 'refused'; readonly status: string };

export interface IppCall {
  readonly operation: IppOperation;
  /** Operation attributes beside charset, language, printer and user. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Job template attributes. */
  readonly job?: Readonly<Record<string, string | number>>;
  readonly document?: Uint8Array;
  readonly deadlineMs: number;
}

const Group = z.record(z.string(), z.unknown());
const Answer = z.object({
  statusCode: z.string(),
  id: z.int(),
  'printer-attributes-tag': z.optional(Group),
  'job-attributes-tag': z.optional(z.union([Group, z.array(Group)])),
});

export interface IppAnswer {
  readonly printer: Readonly<Record<string, unknown>>;
  readonly job: Readonly<Record<string, unknown>>;
}

export class IppClient {
  readonly #url: URL;
  readonly #clock: Clock;

  /** `url`: ipp://, ipps:// (RFC 3510, RFC 7472), or http(s):// with the printer's path. */
  constructor(url: string, clock: Clock) {
    this.#url = new URL(url);
    this.#clock = clock;
  }

  async call(call: IppCall, signal: AbortSignal): Promise<Result<IppAnswer, IppFault>> {
    const id = randomInt(1, 0x7fffffff);
    const sent = await this.#exchange(this.#message(call, id), call.deadlineMs, signal);
    return sent.ok ? answerOf(sent.value, id) : sent;
  }

  #message({ operation, attributes, job, document }: IppCall, id: number): Buffer {
    const head = ipp.serialize({
      version: '2.0',
      operation,
      id,
      'operation-attributes-tag': {
        'attributes-charset': 'utf-8',
        'attributes-natural-language': 'zh-cn',
        'printer-uri': this.#url.href,
        'requesting-user-name': 'anban',
        ...attributes,
      },
      ...(job === undefined ? {} : { 'job-attributes-tag': job }),
    });
    return document === undefined ? head : Buffer.concat([head, document]);
  }

  #exchange(body: Buffer, deadlineMs: number, signal: AbortSignal): Promise<Result<Buffer, IppFault>> {
    const { protocol, hostname, port, pathname } = this.#url;
    const request = protocol === 'ipps:' || protocol === 'https:' ? httpsRequest : httpRequest;
    const standard = protocol.startsWith('ipp') ? IPP_PORT : undefined;
    return new Promise((resolve) => {
      const sent = request({
        method: 'POST',
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port: port === '' ? standard : Number(port),
        path: pathname === '' ? '/' : pathname,
        // A connection of its own: a printer that was switched off must not leave a half-dead one in a pool.
        agent: false,
        headers: { 'content-type': 'application/ipp', 'content-length': body.length },
      });
      const finish = (result: Result<Buffer, IppFault>) => {
        cancel();
        signal.removeEventListener('abort', callOff);
        sent.destroy();
        resolve(result);
      };
      const callOff = () => finish(fail({ kind: 'called-off' }));
      const cancel = this.#clock.after(deadlineMs, () => finish(fail({ kind: 'unreachable' })));
      signal.addEventListener('abort', callOff, { once: true });
      sent.on('error', () => finish(fail({ kind: 'unreachable' })));
      sent.on('response', (response) => void collect(response).then(finish));
      if (signal.aborted) callOff();
      else sent.end(body);
    });
  }
}

async function collect(response: IncomingMessage): Promise<Result<Buffer, IppFault>> {
  if (response.statusCode !== 200) return fail({ kind: 'refused', status: `http-${response.statusCode ?? 0}` });
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk);
      length += bytes.length;
      if (length > LONGEST_ANSWER) return fail({ kind: 'garbled' });
      chunks.push(bytes);
    }
  } catch {
    return fail({ kind: 'unreachable' });
  }
  return ok(Buffer.concat(chunks));
}

/** Never throws, whatever the bytes. */
export function answerOf(bytes: Buffer, id: number): Result<IppAnswer, IppFault> {
  const answer = Answer.safeParse(isWellFormed(bytes) ? parse(bytes) : null);
  if (!answer.success || answer.data.id !== id) return fail({ kind: 'garbled' });
  const { statusCode, 'printer-attributes-tag': printer = {}, 'job-attributes-tag': job = {} } = answer.data;
  if (!statusCode.startsWith('successful')) return fail({ kind: 'refused', status: statusCode });
  return ok({ printer, job: Array.isArray(job) ? (job[0] ?? {}) : job });
}

function parse(bytes: Buffer): unknown {
  try {
    return ipp.parse(bytes);
  } catch {
    return null;
  }
}
