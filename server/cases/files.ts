/** The personal file of a case, as one encrypted field: opened only by a step that needs it, and once. */
import type { FieldCipher } from '../encryption/field-cipher.ts';
import { CaseFile } from './model.ts';

export class FileInHand {
  readonly #open: () => Promise<CaseFile>;
  #file: Promise<CaseFile> | null = null;
  #amended: CaseFile | null = null;

  constructor(open: () => Promise<CaseFile>) {
    this.#open = open;
  }

  readonly read = (): Promise<CaseFile> => {
    this.#file ??= this.#open();
    return this.#file;
  };

  amend(file: CaseFile): void {
    this.#amended = file;
    this.#file = Promise.resolve(file);
  }

  /** What has to be written; null: nothing was changed. */
  get amended(): CaseFile | null {
    return this.#amended;
  }
}

const place = (regionCode: string, rowId: string) => ({ table: 'work_case', column: 'file', regionCode, rowId });
const dataPlace = (regionCode: string, rowId: string) => ({ table: 'case_event', column: 'data', regionCode, rowId });

export const sealFile = (cipher: FieldCipher, regionCode: string, caseId: string, file: CaseFile): Promise<Buffer> =>
  cipher.encrypt(place(regionCode, caseId), JSON.stringify(file));

export async function openFile(
  cipher: FieldCipher,
  regionCode: string,
  caseId: string,
  sealed: Buffer,
): Promise<CaseFile> {
  return CaseFile.parse(JSON.parse(await cipher.decrypt(place(regionCode, caseId), sealed)));
}

/** What came with an event, as text; it may name people and injuries. */
export const sealData = (cipher: FieldCipher, regionCode: string, eventId: string, text: string): Promise<Buffer> =>
  cipher.encrypt(dataPlace(regionCode, eventId), text);

export const openData = (cipher: FieldCipher, regionCode: string, eventId: string, sealed: Buffer): Promise<string> =>
  cipher.decrypt(dataPlace(regionCode, eventId), sealed);
