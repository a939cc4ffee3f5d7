/** 专科: the specialties by which experts, rooms and injuries are matched. A table; codes are what other rows hold. */
import { z } from 'zod';
import table from './specialties.json' with { type: 'json' };

export const SPECIALTY_CODES = [
  'ORTHO',
  'HAND',
  'BURN',
  'NEURO',
  'NSURG',
  'PSYCH',
  'OPHTH',
  'ENT',
  'DENT',
  'GSURG',
  'TSURG',
  'URO',
  'OCC',
  'RESP',
  'CARD',
  'REHAB',
  'DEVICE',
] as const;
export const SpecialtyCode = z.enum(SPECIALTY_CODES);
export type SpecialtyCode = z.infer<typeof SpecialtyCode>;

const Table = z.strictObject({
  id: z.literal('expert-specialties'),
  version: z.string(),
  verified: z.boolean(),
  source: z.string(),
  specialties: z.array(z.strictObject({ code: SpecialtyCode, name: z.string().min(1), group: z.string().min(1) })),
});

export const SPECIALTIES = Table.parse(table);
const names = new Map<string, string>(SPECIALTIES.specialties.map(({ code, name }) => [code, name]));
const codes = new Map(SPECIALTIES.specialties.map(({ code, name }) => [name, code]));

/** The Chinese name of a code; an unknown code stands for itself. */
export const specialtyName = (code: string): string => names.get(code) ?? code;

/** The code of a name or of a code; null when it is neither. */
export function specialtyCode(text: string): SpecialtyCode | null {
  const read = SpecialtyCode.safeParse(text.trim().toUpperCase());
  return read.success ? read.data : (codes.get(text.trim()) ?? null);
}
