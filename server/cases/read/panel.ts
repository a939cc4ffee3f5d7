/**
 * Who will examine somebody is not known to those concerned before the panel sits (令55 art 25: nobody may seek the
 * experts out); nor is it to those who only watch.
 */
import { z } from 'zod';
import type { Disclosure } from '../../contract/case-file.ts';

const Unseated = z.looseObject({
  panelSeated: z.literal(false),
  panel: z.looseObject({ seats: z.array(z.unknown()), reserves: z.array(z.unknown()) }),
});

/** An assessment's facts for a reader: a panel that is drawn and not yet seated has neither seats nor reserves. */
export function withoutUnseated(disclosure: Disclosure, facts: unknown): unknown {
  if (disclosure !== 'own' && disclosure !== 'masked') return facts;
  const found = Unseated.safeParse(facts);
  if (!found.success) return facts;
  return { ...found.data, panel: { ...found.data.panel, seats: [], reserves: [] } };
}
