/** Words of the verification page, Chinese first and English beside it: one page for both, without a choice to make. */
import type { Verdict } from './verify.ts';

interface Said {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly heading: string;
  readonly headingEn: string;
  readonly text: string;
  readonly textEn: string;
}

export const VERDICTS: Readonly<Record<Verdict, Said>> = {
  genuine: {
    tone: 'good',
    heading: '真实有效',
    headingEn: 'Genuine',
    text: '本文书由本机关制发，目前有效。请核对下列内容与您手中的文书一致。',
    textEn: 'Issued by this authority and in force. Please compare the details with the paper in your hands.',
  },
  corrected: {
    tone: 'warn',
    heading: '真实，但已被更正',
    headingEn: 'Genuine, but corrected by a newer document',
    text: '本文书由本机关制发，已被下列新文书更正，请以新文书为准。',
    textEn: 'Issued by this authority, and replaced by the newer document named below.',
  },
  withdrawn: {
    tone: 'warn',
    heading: '真实，但已撤销',
    headingEn: 'Genuine, but withdrawn',
    text: '本文书由本机关制发，现已撤销，不再有效。',
    textEn: 'Issued by this authority, and withdrawn since. It is no longer in force.',
  },
  'not-made-yet': {
    tone: 'warn',
    heading: '已编号，正在制作',
    headingEn: 'Numbered, being made',
    text: '本文书已经编号，电子文件正在制作，请稍后再查。',
    textEn: 'The document has its number and its file is being made. Please try again soon.',
  },
  altered: {
    tone: 'bad',
    heading: '文件已被改动',
    headingEn: 'Altered',
    text: '文件带有本机关的电子印章，但内容与用印时不一致，不能作为凭证。请向制发机关索取原件。',
    textEn: 'The file bears our seal, but its content is not what was sealed. Ask the authority for the original.',
  },
  'not-ours': {
    tone: 'bad',
    heading: '未找到相符的文书',
    headingEn: 'Not found',
    text: '文号与核验码不相符，或者文件不是本机关制发、另存或者改动过。请核对后重试，或者拨打12333。',
    textEn:
      'Number and code do not match, or the file is not ours, was saved anew or changed. Check it, or call 12333.',
  },
};

export const FAULTS = {
  'too-many': ['查询次数过多，请十分钟后再试。', 'Too many requests. Please try again in ten minutes.'],
  'no-file': ['请选择一个PDF文件（不超过10 MB）。', 'Please choose one PDF file of at most 10 MB.'],
  'no-code': ['请同时填写文号和核验码。', 'Please enter both number and code.'],
} as const;
export type PageFault = keyof typeof FAULTS;
