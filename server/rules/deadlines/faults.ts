/** Every fault the time limits can name: words for the person (Chinese), a hint for staff (English), a short code. */
import type { DeadlineFault } from './deadline.ts';

interface FaultText {
  readonly code: string;
  /** 2 malformed input; 1 well formed, but it cannot have happened like that. */
  readonly exit: 1 | 2;
  readonly message: string;
  readonly hint: string;
}

const FAULTS = {
  'not-json': {
    code: 'TL01',
    exit: 2,
    message: '输入不是有效的JSON',
    hint: 'one JSON object in UTF-8 on standard input',
  },
  'not-an-object': {
    code: 'TL02',
    exit: 2,
    message: '输入应为一个对象',
    hint: 'one JSON object, not an array or a value',
  },
  'unknown-field': { code: 'TL03', exit: 2, message: '没有这个字段', hint: 'see `anban rules deadlines --help`' },
  'wrong-type': { code: 'TL04', exit: 2, message: '字段的内容类型不对', hint: 'see `anban rules deadlines --help`' },
  'unknown-timer': { code: 'TL05', exit: 2, message: '没有这个期限', hint: 'see `anban rules deadlines --help`' },
  'no-such-day': { code: 'TL06', exit: 2, message: '日期不存在', hint: 'an existing day, YYYY-MM-DD, years 1900–2299' },
  'unknown-province': { code: 'TL07', exit: 2, message: '没有这个省份', hint: 'Chinese name such as 浙江 or 浙江省' },
  'pause-ends-before-it-begins': {
    code: 'TL08',
    exit: 2,
    message: '暂停的结束早于开始',
    hint: 'to must be on or after from',
  },
  'pauses-overlap': { code: 'TL09', exit: 2, message: '暂停期间互相重叠', hint: 'an open pause must be the last one' },
  'pause-before-start': { code: 'TL10', exit: 2, message: '暂停早于期限起算', hint: 'from must be on or after start' },
  'missing-fact': { code: 'TL11', exit: 2, message: '缺少必要的事实', hint: 'give the named fact too' },
  'no-facts': { code: 'TL12', exit: 2, message: '没有可以起算期限的事实', hint: 'see `anban rules deadlines --help`' },
  'already-paused': { code: 'TL13', exit: 2, message: '已经暂停', hint: 'only one pause can be open' },
  'not-paused': { code: 'TL14', exit: 2, message: '没有暂停', hint: 'nothing to resume' },
  'wrong-order': { code: 'TL20', exit: 1, message: '事实的先后顺序不对', hint: 'correct one of the two dates' },
  'before-injury': { code: 'TL21', exit: 1, message: '日期早于受伤日期', hint: 'correct the injury or this date' },
  'no-consent': {
    code: 'TL22',
    exit: 1,
    message: '没有本人同意，不能电子送达',
    hint: 'consent must be true (民事诉讼法 art 90); use another method of service',
  },
  'still-paused': { code: 'TL23', exit: 1, message: '期限仍在暂停中，尚无届满日', hint: 'give the end of the pause' },
} as const satisfies Record<string, FaultText>;

export type FaultName = keyof typeof FAULTS;

export interface DeadlineError {
  readonly name: FaultName;
  readonly code: string;
  /** The field it is about, such as `timers.0.pauses.1.to`; empty for the whole input. */
  readonly field: string;
  readonly message: string;
  readonly hint: string;
}

export const isFaultName = (name: unknown): name is FaultName => typeof name === 'string' && name in FAULTS;

export const exitCodeOf = ({ name }: DeadlineError): 1 | 2 => FAULTS[name].exit;

/** A fault about a field; `detail` is added to the message, `hint` takes the place of the general one. */
export function deadlineError(name: FaultName, field: string, detail = '', hint?: string): DeadlineError {
  const text = FAULTS[name];
  const about = field === '' ? text.message : `${field}：${text.message}`;
  return {
    name,
    code: text.code,
    field,
    message: detail === '' ? about : `${about}（${detail}）`,
    hint: hint ?? text.hint,
  };
}

/** The words for a fault of the pure functions. */
export function errorOf(fault: DeadlineFault, field: string): DeadlineError {
  switch (fault.name) {
    case 'no-such-day':
      return deadlineError(fault.name, field, fault.day);
    case 'pause-before-start':
      return deadlineError(fault.name, field, `${fault.from}早于${fault.start}`);
    case 'pause-ends-before-it-begins':
      return deadlineError(fault.name, field, `${fault.to}早于${fault.from}`);
    case 'pauses-overlap':
      return deadlineError(fault.name, field, `${fault.from}早于${fault.until}`);
    case 'still-paused':
      return deadlineError(fault.name, field, `自${fault.since}起，已用${fault.used}日，剩余${fault.remaining}日`);
    case 'already-paused':
      return deadlineError(fault.name, field, `自${fault.since}起`);
    case 'not-paused':
      return deadlineError(fault.name, field);
  }
}
