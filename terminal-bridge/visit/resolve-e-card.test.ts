import { newId } from '@anban/foundation/ids';
import { fail, ok } from '@anban/foundation/result';
import { expect, it } from 'vitest';
import type { Centre } from '../centre/centre.ts';
import { resolveECard } from './resolve-e-card.ts';

type Answer = Awaited<ReturnType<Centre['resolveECard']>>;
const ID = newId();
const refused = (name: string): Answer => fail({ kind: 'refused', status: 409, name, expectedSequence: null });

it('asks under the id that it is given', async () => {
  const asked: unknown[] = [];
  const holder = { name: '王建华', number: '370702196803120025', cardNumber: 'A12345678', issuedBy: '370702' };
  const centre = {
    resolveECard: async (request: unknown): Promise<Answer> => {
      asked.push(request);
      return ok(holder);
    },
  };
  expect(await resolveECard(centre, 'code', ID)).toMatchObject({ ok: true, value: { name: '王建华' } });
  expect(asked).toEqual([{ id: ID, token: 'code' }]);
});

// "No partner" read as "the centre cannot be reached", and was asked again every two seconds.
it.each([
  ['e-card-stale', 'eCardStale'],
  ['e-card-replayed', 'eCardReplayed'],
  ['e-card-forged', 'eCardForged'],
  ['partner-unconnected', 'eCardUnconnected'],
] as const)('a refusal "%s" is %s', async (name, fault) => {
  expect(await resolveECard({ resolveECard: async () => refused(name) }, 'code', ID)).toEqual({ ok: false, fault });
});
