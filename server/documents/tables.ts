/** The rows of migration 0004. */
import type { ColumnType, Generated } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;
type OptionalInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** Read and written as an array of text. */
type Texts = ColumnType<string[], readonly string[], readonly string[]>;

export interface DocumentTables {
  document: {
    region_code: string;
    id: string;
    case_id: string;
    part_id: Optional<string>;
    event_id: string;
    kind: string;
    number: string;
    code_hash: Buffer;
    recipients: Texts;
    template_version: number;
    fields_cipher: Buffer;
    issued_on: string;
    state: string;
    ordered_at: Instant;
    made_at: OptionalInstant;
    digest: Optional<Buffer>;
    bytes: Optional<number>;
    attempts: Generated<number>;
    attempt_at: Instant;
    failure: Optional<string>;
    alarmed_at: OptionalInstant;
    ended_at: OptionalInstant;
    replaced_by: Optional<string>;
  };
  document_file: { region_code: string; document_id: string; content_cipher: Buffer };
  document_counter: { region_code: string; series: string; year: number; last_number: number };
  document_package: {
    region_code: string;
    id: string;
    event_id: string;
    recipient: string;
    manifest: string;
    signature: Buffer;
    made_at: Instant;
  };
}
