/** The rows of migration 0006. */
import type { ColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** Read as unknown and parsed by whoever owns it; written as JSON text. */
type Json = ColumnType<unknown, string, string>;

export interface ExchangeTables {
  insurance_record: { region_code: string; number_index: Buffer; record_cipher: Buffer; read_at: Instant };
  /** numeric is read and written as text: no float ever holds money. */
  regional_figure: {
    region_code: string;
    area: string;
    figure: string;
    year: number;
    valid_from: string;
    amount: string;
    source: string;
    verified: boolean;
  };
  benefit_account: { region_code: string; part_id: string; account_cipher: Buffer; given_at: Instant };
  payment_order: {
    region_code: string;
    id: string;
    case_id: string;
    part_id: string;
    batch: string;
    amount: string;
    monthly: Json;
    account_cipher: Buffer;
    state: string;
    ordered_at: Instant;
    settled_on: Optional<string>;
    receipt: Optional<string>;
    reason: Optional<string>;
  };
}
