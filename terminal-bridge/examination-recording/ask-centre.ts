/** `anban recording verify --server`: the centre asked which recording a file is of. No answer is no verdict on the file. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { KnownSegment } from '@anban/server/contract/recordings';
import { z } from 'zod';
import type { Failure } from '../command-line/failure.ts';

const CENTRE_MS = 10_000;
const UNKNOWN = 'segment-unknown';
const Refusal = z.object({ error: z.object({ name: z.string() }) });

/** `centreRefuses`: token wrong, over, or of an office without this right. `centreStrange`: no answer of a centre. */
export type NoAnswer = 'centreUnreachable' | 'centreRefuses' | 'centreStrange';

/** The stretch that the file with this SHA-256 is; null: the centre knows no such file. */
export async function askCentre(
  server: string,
  token: string,
  digest: string,
): Promise<Result<KnownSegment | null, NoAnswer>> {
  const headers = { authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(CENTRE_MS);
  const url = new URL(`/v1/recording-segments/${digest}`, server);
  const response = await fetch(url, { headers, signal }).catch(() => null);
  if (response === null) return fail('centreUnreachable');
  const { status } = response;
  if (status === 401 || status === 403) return fail('centreRefuses');
  const body: unknown = await response.json().catch(() => null);
  if (status === 404 && Refusal.safeParse(body).data?.error.name === UNKNOWN) return ok(null);
  const known = KnownSegment.safeParse(body);
  return status === 200 && known.success ? ok(known.data) : fail('centreStrange');
}

/** In words, with the address that was asked. The file may be genuine in each of these cases. */
export const NO_ANSWER: Readonly<Record<NoAnswer, (server: string) => Failure>> = {
  centreUnreachable: (server) => ({
    name: 'centreUnreachable',
    code: 'Y10',
    message: '无法连接中心，未能核对 (the centre does not answer; nothing was verified)',
    hint: `is ${server} its address, and is there a network?`,
  }),
  centreRefuses: () => ({
    name: 'centreRefuses',
    code: 'Y12',
    message: '中心不接受此令牌，未能核对 (the centre does not accept this token; nothing was verified)',
    hint: 'sign in again for a new --token; officers, clerks, chiefs, committee members and supervisors may ask',
  }),
  centreStrange: (server) => ({
    name: 'centreStrange',
    code: 'Y13',
    message: '对方的回答无法理解，未能核对 (no answer of a centre; nothing was verified)',
    hint: `is ${server} the address of the centre, and is it well?`,
  }),
};
