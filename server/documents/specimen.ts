/** A document of invented or given fields, marked as a specimen, without a number of a series and without a database. */
import { systemClock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { dayInChina } from '../contract/common.ts';
import { checkFields } from './fields.ts';
import { makeDocument, Snapshot } from './make.ts';
import { isDocumentKind } from './register.ts';
import { DocumentRenderer } from './render.ts';
import { ensureSeals } from './seal/seals.ts';

const NUMBER = '样张〔0000〕0000号';
const CODE = '0000-0000-0000-0000';

export interface SpecimenRequest {
  readonly kind: string;
  readonly regionCode: string;
  /** Null: today. */
  readonly issuedOn: string | null;
  readonly dataDir: string;
  /** JSON text of the fields. */
  readonly input: string;
}

export interface SpecimenFault {
  /** Whether the input is wrong, rather than the making impossible. */
  readonly usage: boolean;
  readonly text: string;
}

export async function makeSpecimen(request: SpecimenRequest): Promise<Result<Buffer, SpecimenFault>> {
  const { kind, regionCode, dataDir } = request;
  const wrong = (text: string) => fail({ usage: true, text });
  if (!isDocumentKind(kind)) return wrong(`没有文书种类 ${kind}（anban document kinds）`);
  const day = z.iso.date().safeParse(request.issuedOn ?? dayInChina(systemClock.now()));
  if (!day.success) return wrong('--issued-on 应为存在的日期，格式 YYYY-MM-DD');
  const input = parse(request.input);
  if (input === null) return wrong('标准输入不是JSON (standard input is not JSON)');
  const fields = checkFields(kind, input.value);
  if (!fields.ok) return wrong(`${fields.fault.message}\n${fields.fault.hint}`);
  const snapshot = Snapshot.parse({ ...fields.value, number: NUMBER, issuedOn: day.data, verificationCode: CODE });
  const maker = {
    renderer: new DocumentRenderer(),
    seals: ensureSeals(dataDir, systemClock),
    publicUrl: 'http://127.0.0.1:5890',
    clock: systemClock,
  };
  const made = await makeDocument(maker, { regionCode, kind, snapshot, sample: true });
  if (made.ok) return ok(made.value);
  const { fault } = made;
  if (fault.name === 'character-not-in-fonts')
    return fail({
      usage: false,
      text: `字体缺字：${fault.character}（${fault.codePoint}）；安装 fonts-noto-cjk 后重试`,
    });
  if (fault.name === 'template-failed') return fail({ usage: false, text: `模板出错：${fault.reason}` });
  return fail({ usage: false, text: `${fault.message}\n${fault.hint}` });
}

function parse(text: string): { readonly value: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return null;
  }
}
