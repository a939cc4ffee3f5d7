/** A small region: one site of ours, one other, invented people and two officers. */
import { randomBytes, scryptSync } from 'node:crypto';
import { newId } from '@anban/foundation/ids';
import { dayInChina } from '@anban/server/contract/common';
import { idTokenOf, type RosterBundle, staffCardTokenOf } from '@anban/server/contract/roster';
import type { IdentityDocument } from '../devices/identity-document.ts';

export const REGION = '370702';
export const SITE = '370702-01';
export const OFFICERS = [
  { staffNumber: '1001', pin: '246810', card: '11010119850101001X' },
  { staffNumber: '1002', pin: '135790', card: null },
] as const;

const DAY_MS = 86_400_000;

/** On the roster: `today` here; `later` next week here; `elsewhere` today at the other site. */
export const PEOPLE = {
  today: { name: '王建国', number: '370702196803120017' },
  alsoToday: { name: '李秀英', number: '370702197108250025' },
  later: { name: '马超', number: '370702198906040035' },
  elsewhere: { name: '朱琳', number: '37070219590217004X' },
  nowhere: { name: '何静', number: '110101199003074477' },
} as const;

export interface SampleRoster {
  readonly bundle: RosterBundle;
  readonly examineeOf: (number: string) => string;
}

export function sampleRoster(now: number): SampleRoster {
  const tokenKey = randomBytes(32);
  const session = (day: number, siteCode: string, siteName: string) => ({
    sessionId: newId(),
    title: '劳动能力鉴定',
    day: dayInChina(now + day * DAY_MS),
    siteCode,
    siteName,
  });
  const here = session(0, SITE, '潍城区劳动能力鉴定中心');
  const nextWeek = session(7, SITE, '潍城区劳动能力鉴定中心');
  const other = session(0, '370702-02', '潍城区人民医院');
  const ids = new Map<string, string>();
  const entry = (number: string, { sessionId }: { sessionId: string }, room: string) => {
    const examineeId = newId();
    ids.set(number, examineeId);
    return { examineeId, sessionId, idToken: idTokenOf(tokenKey, number), room, checkIn: null };
  };
  const bundle: RosterBundle = {
    regionCode: REGION,
    siteCode: SITE,
    fetchedAt: new Date(now).toISOString(),
    tokenKey: tokenKey.toString('base64url'),
    sessions: [here, nextWeek, other],
    entries: [
      entry(PEOPLE.today.number, here, 'A'),
      entry(PEOPLE.alsoToday.number, here, 'B'),
      entry(PEOPLE.later.number, nextWeek, 'A'),
      entry(PEOPLE.elsewhere.number, other, 'A'),
    ],
    officers: OFFICERS.map(({ staffNumber, pin, card }) => ({
      officerId: newId(),
      staffNumber,
      pin: hashed(pin),
      ...(card === null ? {} : { cardToken: staffCardTokenOf(tokenKey, card) }),
    })),
  };
  return { bundle, examineeOf: (number) => ids.get(number) ?? '' };
}

/** In numbers of its own, so that a change of the contract's does not go unnoticed. */
function hashed(pin: string): { salt: string; hash: string } {
  const salt = randomBytes(16);
  const hash = scryptSync(pin, salt, 32, { N: 16_384, r: 8, p: 1 });
  return { salt: salt.toString('base64url'), hash: hash.toString('base64url') };
}

/** A card as the reader hands it over. */
export function cardOf(
  person: { name: string; number: string },
  changes: Partial<IdentityDocument> = {},
): IdentityDocument {
  const { number } = person;
  return {
    kind: 'resident-card',
    name: person.name,
    nameLatin: null,
    sex: { code: '1', label: '男' },
    nation: { code: '01', label: '汉' },
    nationality: null,
    birthDate: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
    address: '山东省潍坊市潍城区胜利街1号',
    number,
    issuer: '潍坊市公安局潍城分局',
    validFrom: '2020-01-01',
    validTo: '2040-01-01',
    passNumber: null,
    portrait: new Uint8Array(1024).fill(7),
    ...changes,
  };
}
