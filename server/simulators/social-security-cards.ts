/** The platform of social security cards, simulated: invented cards in our own database, for samples and tests. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { ECardHolder } from '../contract/e-card.ts';
import type { Tx } from '../db/database.ts';
import { blindIndexOf } from '../encryption/blind-index.ts';
import type {
  CardKey,
  CardRegistryFault,
  SocialSecurityCardRegistry,
} from '../identity/social-security-card/registry.ts';
import type { Foundation } from '../services.ts';

const TABLE = 'simulated_social_security_card';

/** What the simulated platform keeps of a card. */
export const SimulatedCard = z.strictObject({
  holder: ECardHolder,
  /** 卡识别码: 32 hexadecimal digits. */
  cardId: z.string().regex(/^[0-9A-F]{32}$/),
  /** Reported lost, or cancelled. */
  blocked: z.boolean(),
});
export type SimulatedCard = z.infer<typeof SimulatedCard>;

type Services = Pick<Foundation, 'keyring' | 'cipher'>;

const place = (regionCode: string, index: Buffer) => ({
  table: TABLE,
  column: 'record_cipher',
  regionCode,
  rowId: index.toString('hex'),
});

const indexOf = async ({ keyring }: Services, regionCode: string, cardNumber: string): Promise<Buffer> =>
  blindIndexOf((await keyring.key(regionCode, 'blind-index')).key, cardNumber);

export class SimulatedCardRegistry implements SocialSecurityCardRegistry {
  readonly #services: Services & Pick<Foundation, 'database'>;

  constructor(services: Services & Pick<Foundation, 'database'>) {
    this.#services = services;
  }

  async holderOf({ issuedBy, cardNumber, cardId }: CardKey): Promise<Result<ECardHolder, CardRegistryFault>> {
    const index = await indexOf(this.#services, issuedBy, cardNumber);
    const row = await this.#services.database.db
      .selectFrom(TABLE)
      .select('record_cipher')
      .where('region_code', '=', issuedBy)
      .where('number_index', '=', index)
      .executeTakeFirst();
    if (row === undefined) return fail('unknown');
    const text = await this.#services.cipher.decrypt(place(issuedBy, index), row.record_cipher);
    const card = SimulatedCard.parse(JSON.parse(text));
    if (card.cardId !== cardId.toUpperCase()) return fail('unknown');
    return card.blocked ? fail('blocked') : ok(card.holder);
  }
}

/** Makes or replaces what the simulated platform knows of a card. */
export async function putSimulatedCard(tx: Tx, services: Services, card: SimulatedCard): Promise<void> {
  const { issuedBy, cardNumber } = card.holder;
  const index = await indexOf(services, issuedBy, cardNumber);
  const text = JSON.stringify(SimulatedCard.parse(card));
  const values = { record_cipher: await services.cipher.encrypt(place(issuedBy, index), text) };
  await tx
    .insertInto(TABLE)
    .values({ region_code: issuedBy, number_index: index, ...values })
    .onConflict((conflict) => conflict.columns(['region_code', 'number_index']).doUpdateSet(values))
    .execute();
}
