/** What a conclusion may say, kind by kind (令55 art 16). */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { type KindCode, kindOf, type OutcomeForm } from './catalogue.ts';
import { type AssessmentFault, fault } from './fault.ts';

/** 工伤保险条例 art 22: 1 is the gravest; `below-grade` is 未达等级. */
export const GradeConclusion = z.strictObject({
  form: z.literal('grade'),
  grade: z.union([z.int().min(1).max(10), z.literal('below-grade')]),
});
/** 生活自理障碍: 无, 部分, 大部分, 完全. */
export const SelfCareConclusion = z.strictObject({
  form: z.literal('self-care'),
  level: z.enum(['none', 'partial', 'large', 'full']),
});
/** 工伤保险条例 art 33: at most 12 months, and at most 12 more. */
export const MonthsConclusion = z.strictObject({ form: z.literal('months'), months: z.int().min(0).max(12) });
export const YesNoConclusion = z.strictObject({ form: z.literal('yes-no'), confirmed: z.boolean() });
export const YesNoMonthsConclusion = z
  .strictObject({ form: z.literal('yes-no-months'), confirmed: z.boolean(), months: z.int().min(0).max(12) })
  .refine(({ confirmed, months }) => confirmed === months > 0, 'a period exactly when confirmed');
/** `device`: what is to be fitted, as the catalogue of devices names it. */
export const DeviceConclusion = z
  .strictObject({
    form: z.literal('device'),
    confirmed: z.boolean(),
    device: z.string().trim().max(100),
    reason: z.string().trim().min(1).max(500),
  })
  .refine(({ confirmed, device }) => confirmed === device.length > 0, 'a device exactly when confirmed');
export const TotalLossConclusion = z.strictObject({ form: z.literal('total-loss'), total: z.boolean() });

export type Conclusion =
  | z.infer<typeof GradeConclusion>
  | z.infer<typeof SelfCareConclusion>
  | z.infer<typeof MonthsConclusion>
  | z.infer<typeof YesNoConclusion>
  | z.infer<typeof YesNoMonthsConclusion>
  | z.infer<typeof DeviceConclusion>
  | z.infer<typeof TotalLossConclusion>;

const FORMS: Readonly<Record<OutcomeForm, z.ZodType<Conclusion>>> = {
  grade: GradeConclusion,
  'self-care': SelfCareConclusion,
  months: MonthsConclusion,
  'yes-no': YesNoConclusion,
  'yes-no-months': YesNoMonthsConclusion,
  device: DeviceConclusion,
  'total-loss': TotalLossConclusion,
};

/** The conclusion if it fits the kind. */
export function parseConclusion(kind: KindCode, value: unknown): Result<Conclusion, AssessmentFault> {
  const read = FORMS[kindOf(kind).outcome].safeParse(value);
  if (read.success) return ok(read.data);
  return fail(
    fault('conclusion-invalid', {
      kind,
      issues: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    }),
  );
}

const CARE = {
  none: '生活自理无障碍',
  partial: '生活部分不能自理',
  large: '生活大部分不能自理',
  full: '生活完全不能自理',
};

/** The conclusion in the words of the conclusion document: 十级, 未达到伤残等级, 3个月 … */
export function conclusionText(conclusion: Conclusion): string {
  switch (conclusion.form) {
    case 'grade':
      return conclusion.grade === 'below-grade'
        ? '未达到伤残等级'
        : `${'一二三四五六七八九十'.charAt(conclusion.grade - 1)}级`;
    case 'self-care':
      return CARE[conclusion.level];
    case 'months':
      return `${conclusion.months}个月`;
    case 'yes-no':
      return conclusion.confirmed ? '确认' : '不予确认';
    case 'yes-no-months':
      return conclusion.confirmed ? `确认，期限${conclusion.months}个月` : '不予确认';
    case 'device':
      return conclusion.confirmed ? `同意配置：${conclusion.device}` : '不予配置';
    case 'total-loss':
      return conclusion.total ? '完全丧失劳动能力' : '未完全丧失劳动能力';
  }
}
