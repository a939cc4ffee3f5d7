/** A fault of another capability as a refusal of the step. */
import type { AssessmentFault } from '../../assessment/kinds/fault.ts';
import type { Broken } from '../model.ts';

export const refusal = (article: string, { name, message, hint, code, details }: AssessmentFault): Broken => ({
  guard: name,
  article,
  message,
  hint: `${code} ${hint} ${JSON.stringify(details)}`.trim(),
});
