/** What an emulated identity card holds, and the files that list such cards. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const chars = (least: number, most: number) => z.string().min(least).max(most);
const day = z.string().regex(/^\d{8}$/);

/** What the cards of others than residents hold besides; each has a text block of its own (readers.md 1.8 b–d). */
const OtherCard = z.discriminatedUnion('layout', [
  /** 外国人永久居留身份证 of 2017, type mark I; the person's `name` is the Chinese one. */
  z.object({
    layout: z.literal('I'),
    latinName: chars(1, 60),
    /** GB/T 2659, three letters. */
    nationality: chars(3, 3),
    cardVersion: chars(2, 2),
    acceptingAuthority: chars(4, 4),
  }),
  /** 港澳台居民居住证, type mark J. */
  z.object({ layout: z.literal('J'), passNumber: chars(8, 9), issueCount: chars(2, 2) }),
  /** 外国人永久居留身份证 of 2023, type mark Y. */
  z.object({
    layout: z.literal('Y'),
    latinName: chars(1, 46),
    nationality: chars(3, 3),
    renewals: chars(2, 2),
    oldNumberLink: chars(0, 3),
  }),
]);
export type OtherCard = z.infer<typeof OtherCard>;

/** Lengths are those of the chip's text block (GA 450; resident layout), in UTF-16 units. */
export const Person = z.object({
  /** Lower-case letters and hyphens; also the reference in the emulated portrait block. */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: chars(1, 15),
  /** GB/T 2261.1. */
  sex: z.string().regex(/^\d$/),
  /** GB/T 3304. */
  nation: z.string().regex(/^\d\d$/),
  /** YYYYMMDD. */
  birthDate: day,
  address: chars(1, 35),
  /** As on the chip, which may be malformed on purpose. */
  number: chars(1, 18),
  authority: chars(1, 15),
  /** YYYYMMDD. */
  validFrom: day,
  /** YYYYMMDD or 长期. */
  validTo: z.union([day, z.literal('长期')]),
  hasPortrait: z.boolean(),
  /** Addresses written to the chip after it was issued, as "read newest address" gives them. */
  newestAddresses: z.array(chars(1, 35)).optional(),
  /** Absent: a resident identity card. */
  otherCard: OtherCard.optional(),
  /** What this person shows, for the panel. */
  note: z.string(),
  noteEn: z.string(),
  /** Whose face this person has, when it is not their own: the id of one of the sample people. */
  face: z.string().optional(),
});
export type Person = z.infer<typeof Person>;

/** Reads a file like `people.json`. Rejects with the reason when it does not hold people. */
export async function loadPeople(file: string): Promise<readonly Person[]> {
  const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
  return z.array(Person).parse(parsed);
}
