/** What may be asked of the panel, and what it tells: the schemas of its HTTP interface. */

import { z } from 'zod';
import { PRESENTATIONS } from '../camera/presentation.ts';
import { CONDITIONS } from '../camera/scene.ts';
import { isReaderFaultKind } from '../id-card-reader/faults.ts';
import { POSES } from '../people/posed.ts';
import { PRINTER_ACTIONS } from '../receipt-printer/hands.ts';

/** Schemas that know who exists. */
export function requestsAbout(people: readonly string[]) {
  const person = z.string().refine((id) => people.includes(id), { error: 'There is no such person' });
  const scene = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('nobody') }),
    z.strictObject({ kind: z.literal('person'), id: person }),
    z.strictObject({ kind: z.literal('two'), ids: z.tuple([person, person]).readonly() }),
    z.strictObject({ kind: z.literal('photo-of-landscape') }),
  ]);
  return {
    reader: z.discriminatedUnion('action', [
      z.strictObject({ action: z.literal('lay'), person }),
      z.strictObject({ action: z.enum(['lift', 'unplug', 'replug', 'clear-fault']) }),
      z.strictObject({
        action: z.literal('fault'),
        kind: z.string().refine(isReaderFaultKind, { error: 'The reader has no such fault' }),
        times: z.int().positive().max(1000).optional(),
      }),
    ]),
    camera: z.union([
      z.strictObject({ show: scene }),
      z.strictObject({ condition: z.enum(CONDITIONS) }),
      z.strictObject({ presentation: z.enum(PRESENTATIONS) }),
      z.strictObject({ pose: z.enum(POSES) }),
      z.strictObject({ action: z.enum(['drop', 'restore', 'unplug', 'replug']) }),
    ]),
    printer: z.strictObject({
      action: z.enum(PRINTER_ACTIONS),
    }),
    scenario: z.strictObject({ id: z.string() }),
  };
}

export type Requests = ReturnType<typeof requestsAbout>;
export type ReaderRequest = z.infer<Requests['reader']>;
export type CameraRequest = z.infer<Requests['camera']>;
export type PrinterRequest = z.infer<Requests['printer']>;
