/** Members of staff for tests: added with their roles, signed in at the API, calling with their token. */
import { newId } from '@anban/foundation/ids';
import { z } from 'zod';
import type { CaseFile } from '../cases/model.ts';
import type { StaffRole } from '../contract/staff.ts';
import { putOfficer } from '../officers/service.ts';
import { numberOf, REGION, type TestCentre } from './centre.ts';
import type { Answer } from './terminal.ts';

const SignedIn = z.object({ token: z.string(), officerId: z.string() });
const PIN = '246810';
let numbers = 1000;

export class TestStaff {
  readonly #url: string;
  readonly #token: string;
  readonly officerId: string;
  readonly staffNumber: string;

  constructor(url: string, { token, officerId }: z.infer<typeof SignedIn>, staffNumber: string) {
    this.#url = url;
    this.#token = token;
    this.officerId = officerId;
    this.staffNumber = staffNumber;
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(this.#url + path, { method, headers, ...init });
    return { status: response.status, body: await response.json() };
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.call('POST', path, body);
  }

  async file(path: string): Promise<{ status: number; type: string | null; bytes: Buffer }> {
    const response = await fetch(this.#url + path, { headers: { authorization: `Bearer ${this.#token}` } });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type'), bytes };
  }
}

export async function testStaff(
  centre: TestCentre,
  roles: readonly StaffRole[],
  { regionCode = REGION, expertId = newId() }: { regionCode?: string; expertId?: string } = {},
): Promise<TestStaff> {
  numbers += 1;
  const staffNumber = String(numbers);
  const granted = roles.map((role) => ({ role, expertId: role === 'expert' ? expertId : null }));
  await putOfficer(centre.foundation, { regionCode, staffNumber, name: '测试员', pin: PIN, roles: granted });
  const body = JSON.stringify({ staffNumber, pin: PIN, regionCode });
  const response = await fetch(`${centre.url}/v1/staff/sessions`, { method: 'POST', body });
  return new TestStaff(centre.url, SignedIn.parse(await response.json()), staffNumber);
}

/** A file with something in every place that must not be seen by everybody. */
export const testFile = (n: number, change: Partial<CaseFile> = {}): CaseFile => ({
  person: {
    name: `欧阳测试${n}`,
    sex: Number(numberOf(n)[16]) % 2 === 1 ? '男' : '女',
    number: numberOf(n),
    birthDate: '1950-01-01',
    phone: '13812345678',
    address: '潍坊市测试路1号',
    occupation: '操作工',
    account: '6222020000012345678',
  },
  applicant: { relation: 'self', name: `欧阳测试${n}` },
  employer: { name: '测试厂', code: '91370702MA00000000', phone: '0536-1234567' },
  injury: {
    day: '2026-11-01',
    time: '09:30',
    place: '一号车间',
    parts: '左食指',
    description: '左手食指被夹伤',
    diagnosis: '左食指末节骨折',
    hospital: '测试医院',
    diagnosedOn: '2026-11-01',
  },
  service: { electronic: true },
  ...change,
});
