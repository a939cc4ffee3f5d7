/** The fields of D31–D37, each beside the common ones. Money is text in yuan. */
import { z } from 'zod';
import { Applicant, Contact, Day, Line, Lines, Moment, Text, Yuan } from './common.ts';

const payer = z.enum(['工伤保险基金', '用人单位']);
/** One-off, monthly or daily. */
const period = z.enum(['一次性', '按月', '按日']);
const paid = z.strictObject({ name: Line, amount: Yuan, payer, period, from: Day.optional() });

export const BENEFIT = {
  D31: {
    appliedOn: Day,
    devices: Lines(z.strictObject({ name: Line, reason: Text, limit: Yuan, usefulYears: z.int().positive() })),
    supplier: Line.optional(),
    validUntil: Day,
  },
  D32: {
    determinationNumber: Line.optional(),
    conclusionNumber: Line.optional(),
    grade: Line.optional(),
    injuryOn: Day,
    /** 本人工资, with how it came about. */
    wage: z.strictObject({ amount: Yuan, explanation: Text }),
    items: Lines(
      z.strictObject({ name: Line, amount: Yuan, payer, period, formula: Text, article: Line, table: Line.optional() }),
    ),
    totals: Lines(z.strictObject({ payer, period, amount: Yuan })),
    calculatedBy: Line,
    /** The second person (经办条例 37). */
    checkedBy: Line,
  },
  D33: {
    decision: z.enum(['支付', '不予支付']),
    statementNumber: Line.optional(),
    items: z.array(paid).max(100),
    total: Yuan,
    /** Masked account, e.g. 社会保障卡金融账户 6217****0012. */
    account: Line.optional(),
    payBy: Day.optional(),
    /** Needed when nothing is paid. */
    reason: Text.optional(),
    clause: Line,
  },
  D34: {
    applicant: Applicant,
    advanced: Lines(paid),
    total: Yuan,
    debtor: Line,
    reason: Text,
    repayBy: Day,
    clause: Line,
    contact: Contact,
  },
  D35: {
    kind: Line,
    region: Line,
    hospitals: Lines(Line),
    reason: Text,
    from: Day,
    to: Day.optional(),
    phone: Line,
  },
  D36: { benefit: Line, method: Line, at: Moment, result: z.enum(['认证通过']), validUntil: Day, channel: Line },
  D37: {
    type: z.enum(['评价', '投诉', '举报', '建议']),
    receivedAt: Moment,
    channel: Line,
    subject: Line,
    content: Text,
    handler: Line,
    due: Day,
    contact: Contact,
  },
};
