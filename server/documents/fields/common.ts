/** What every document says: who, whose employee, which case; and the pieces of which the fields of kinds are made. */
import { z } from 'zod';

/** One line for people: any characters except control characters, which no paper can show. */
export const Line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'no control characters');
/** Some paragraphs; a line feed begins a new one. */
export const Text = z
  .string()
  .trim()
  .min(1)
  .max(8_000)
  .regex(/^(?:\P{Cc}|\n)*$/u, 'no control characters except line feeds');
/** A day in China, `YYYY-MM-DD`. */
export const Day = z.iso.date();
/** An instant, RFC 3339 with Z or offset, printed in China's time; or only a day, where nobody knows the hour. */
export const Moment = z.union([z.iso.datetime({ offset: true }), Day]);
/** Yuan, as text with at most two decimals, so that no float is ever printed: `21582.40`. */
export const Yuan = z.string().regex(/^-?\d{1,12}(\.\d{1,2})?$/, 'yuan as text, at most two decimals');
const Lines = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(200);

export { Lines };

export const Person = z.strictObject({
  name: Line,
  sex: z.enum(['男', '女', '未说明']),
  /** 公民身份号码 or the number of another identity document. */
  number: Line,
  birthDate: Day,
  phone: Line.optional(),
  address: Line.optional(),
});
export const Employer = z.strictObject({
  name: Line,
  /** 统一社会信用代码. */
  code: Line.optional(),
  address: Line.optional(),
});

/** Given by whoever orders. Number, verification code and day of issue are added by the order. */
export const COMMON = {
  caseNumber: Line,
  person: Person,
  /** Left out where nobody employs the person (C1, C2 of the assessment). */
  employer: Employer.optional(),
  /** To whom the document speaks; the person's name if left out. */
  addressee: Line.optional(),
  /** Instead of the region's own authority: documents of another body, e.g. commissioned cities. */
  authority: Line.optional(),
};

/** A signature put on the screen of a terminal or by hand. */
export const Signature = z.strictObject({ name: Line, at: Moment, method: Line });
/** One thing that is asked for, given or missing. */
export const Item = z.strictObject({
  id: Line.optional(),
  name: Line,
  /** 原件, 复印件, 照片 … */
  form: Line.optional(),
  /** 请提交, 可承诺, 已由系统取得. */
  tag: Line.optional(),
  /** Where it can be got, or why it is asked for. */
  note: Line.optional(),
});
export const Applicant = z.strictObject({ name: Line, relation: Line, phone: Line.optional() });
export const Contact = z.strictObject({ name: Line, phone: Line, address: Line.optional() });
