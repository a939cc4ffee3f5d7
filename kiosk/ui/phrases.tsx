/**
 * Where a line of Chinese may end. The language has no spaces: a browser breaks inside a word (全部恢|复原样), or, kept from
 * that, before a full stop. Here every word gets a `<wbr>` after it, and the style sheets allow no other break
 * (`word-break: keep-all`). Nothing is added to the text: what is read, copied or searched stays the same.
 */
import { type ComponentChildren, toChildArray } from 'preact';

const HAN = /\p{Script=Han}/u;
/** What belongs to the words after it. */
const OPENING = /[（《〈“‘「『【]$/u;
/** A word by itself; a single character (的, 上, 不) stays with what is before it. */
const isWord = (segment: string): boolean => [...segment].length > 1 && HAN.test(segment);

/** Words of this trade that the segmenter does not know as one. */
const COMPOUNDS = ['工作人员', '读卡区', '扫码口', '扫码器', '社保卡', '身份证', '居住证', '居留证', '候诊区', '人脸'];

// Nothing is kept of a text: some hold a name.
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** `请记住屏幕上的号码。` → `请记住`, `屏幕上的`, `号码。`; a text without Chinese is one piece. */
export function phrases(text: string): readonly string[] {
  if (!HAN.test(text)) return [text];
  const found: string[] = [];
  for (const { segment, index } of words.segment(text)) {
    const before = found.at(-1);
    const begins = isWord(segment) && [...(before ?? '')].length > 1 && !OPENING.test(before ?? '');
    if (before === undefined || (begins && !isInCompound(text, index))) found.push(segment);
    else found[found.length - 1] = before + segment;
  }
  return found;
}

const isInCompound = (text: string, at: number): boolean =>
  COMPOUNDS.some((word) => {
    const from = text.lastIndexOf(word, at);
    return from >= 0 && from < at && at < from + word.length;
  });

/** `请记住号码，到诊室外等候叫号。` → `请记住号码，`, `到诊室外等候叫号。`: where a line ends best. */
export const clauses = (text: string): readonly string[] =>
  text.match(/[^，。；：？！]*[，。；：？！…]+|[^，。；：？！]+/gu) ?? [text];

/** A clause up to this length is not broken at all where the text has another. */
const SHORT = 4;

/** A longer one fills its lines, and the next goes on where it ends. */
const LONG = 18;

/** The texts among `children` with their breaks; everything else as it is. For headings and buttons. */
export const phrased = (children: ComponentChildren): ComponentChildren =>
  eachText(children, (text) => {
    const parts = clauses(text);
    return parts.flatMap((clause) => (parts.length > 1 && [...clause].length <= SHORT ? [clause] : phrases(clause)));
  });

/** As `phrased`, for sentences: a clause begins a line of its own before it is broken. */
export const sentences = (children: ComponentChildren): ComponentChildren =>
  toChildArray(children).map((child) =>
    typeof child === 'string' && HAN.test(child) && clauses(child).length > 1 ? (
      <span class="phrased">
        {clauses(child).map((clause) => (
          <span key={clause} class={[...clause].length > LONG ? '' : 'whole'}>
            {broken(phrases(clause))}
          </span>
        ))}
      </span>
    ) : (
      phrased(child)
    ),
  );

const eachText = (children: ComponentChildren, parts: (text: string) => readonly string[]): ComponentChildren =>
  toChildArray(children).map((child) => {
    if (typeof child !== 'string' || !HAN.test(child)) return child;
    const found = parts(child);
    return found.length === 1 ? child : <span class="phrased">{broken(found)}</span>;
  });

const broken = (pieces: readonly string[]): ComponentChildren => pieces.map((piece, i) => [i > 0 && <wbr />, piece]);

/** The sentence below a heading. */
export const Lead = ({ children, ...more }: LeadProps) => (
  <p class="lead" {...more}>
    {sentences(children)}
  </p>
);
interface LeadProps {
  readonly children: ComponentChildren;
  /** `status`: it is read out when it changes. */
  readonly role?: 'status';
  readonly 'aria-live'?: 'polite';
}
