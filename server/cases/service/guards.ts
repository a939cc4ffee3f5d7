/** When a method of service may be used, and what proves it. */
import { deadline } from '../../rules/deadlines/deadline.ts';
import type { Broken } from '../model.ts';
import type { Guard, StepInput } from '../step.ts';
import { type Facts, METHODS, type Method } from './facts.ts';

const ARTICLES = {
  electronic: '民事诉讼法第九十条',
  direct: '民事诉讼法第八十八条',
  mail: '民事诉讼法第九十一条',
  leave: '民事诉讼法第八十九条',
  notice: '民事诉讼法第九十五条',
} as const satisfies Record<Method, string>;

const broken = (guard: string, article: string, message: string, hint: string): Broken => ({
  guard,
  article,
  message,
  hint,
});

type Sending = Guard<Facts, { readonly method: Method; readonly on?: string | undefined }>;
type Dated = { readonly on: string };

export const consented: Sending = ({ facts, data }) =>
  data.method !== 'electronic' || facts.electronic || facts.recipient === 'agency'
    ? null
    : broken(
        'consented',
        ARTICLES.electronic,
        '受送达人未同意电子送达，请采用其他方式',
        'no consent to electronic service: CONSENT first, or another method',
      );

/** After a failure the same method or a later one; never back. */
export const inOrder: Sending = ({ facts, data }) => {
  const last = facts.failures.at(-1);
  if (last === undefined || METHODS.indexOf(data.method) >= METHODS.indexOf(last.method)) return null;
  return broken(
    'inOrder',
    ARTICLES[data.method],
    '该送达方式应当先于已失败的方式采用，请采用下一种方式',
    `${last.method} failed on ${last.on}: go on to a later method`,
  );
};

/** 留置: only when somebody was there and refused. */
export const refusedBefore: Sending = ({ facts, data }) =>
  data.method !== 'leave' || facts.failures.some(({ reason }) => reason === 'refused')
    ? null
    : broken(
        'refusedBefore',
        ARTICLES.leave,
        '受送达人拒绝接收的，才可以留置送达',
        'leaving needs an attempt returned with reason "refused"',
      );

const failed = ({ failures }: Facts, by: Method): boolean =>
  failures.some(({ method, reason }) => method === by && reason !== 'refused');
const lost = ({ failures }: Facts): boolean => failures.some(({ reason }) => reason === 'unreachable');

/** 公告: only when nobody knows where the person is (下落不明), or both direct and mail failed, and not by refusal. */
export const othersFailed: Sending = ({ facts, data }) =>
  data.method !== 'notice' || lost(facts) || (failed(facts, 'direct') && failed(facts, 'mail'))
    ? null
    : broken(
        'othersFailed',
        ARTICLES.notice,
        '受送达人下落不明或者其他方式无法送达的，才可以公告送达',
        'public notice needs a return as unreachable, or direct and mail both failed; a refusal is served by leaving',
      );

const sentBy = (name: string, method: Method, { facts }: Pick<StepInput<Facts>, 'facts'>): Broken | null =>
  facts.method === method
    ? null
    : broken(name, ARTICLES[method], '送达凭证与送达方式不符', `the package was not sent by ${method}`);

export const sentElectronically: Guard<Facts, unknown> = (input) => sentBy('sentElectronically', 'electronic', input);
export const sentToLeave: Guard<Facts, unknown> = (input) => sentBy('sentToLeave', 'leave', input);
export const sentToPublish: Guard<Facts, unknown> = (input) => sentBy('sentToPublish', 'notice', input);
export const notByNotice: Guard<Facts, unknown> = ({ facts }) =>
  facts.method !== 'notice'
    ? null
    : broken('notByNotice', ARTICLES.notice, '公告送达不存在退回', 'a public notice is not returned: PUBLISHED');

/** A mail receipt proves mail; a signature proves that it was handed over, whatever was tried before. */
export const proofFits: Guard<Facts, { readonly proof: { readonly kind: string } }> = ({ facts, data }) => {
  const byMail = data.proof.kind === 'mail-receipt';
  if (!byMail || facts.method === 'mail') return null;
  return broken('proofFits', ARTICLES.mail, '送达凭证与送达方式不符', 'a mail receipt proves only what was mailed');
};

export const agencyOnly: Guard<Facts, unknown> = ({ facts }) =>
  facts.recipient === 'agency'
    ? null
    : broken('agencyOnly', '工伤认定办法第二十二条', '仅限经办机构', 'only the agency receives over the internal line');

export const ordered: Guard<Facts, unknown> = ({ facts }) =>
  facts.partId !== null
    ? null
    : broken('ordered', '工伤认定办法第二十二条', '尚无需要送达的文书', 'nothing has been ordered to be served');

export const orderedOnce: Guard<Facts, unknown> = ({ facts }) =>
  facts.partId === null
    ? null
    : broken('orderedOnce', '工伤认定办法第二十二条', '文书已经列入送达', 'this package has its documents already');

/** A party signs, and consents, for itself alone; staff note what a party did. */
export const ownPackage: Guard<Facts, unknown> = ({ facts: { recipient }, actor: { role } }) => {
  const signsFor = { applicant: 'person', employer: 'employer' } as const;
  const own = role === 'applicant' || role === 'employer' ? signsFor[role] : recipient;
  return own === recipient
    ? null
    : broken(
        'ownPackage',
        '民事诉讼法第八十八条',
        '这些文书的受送达人不是您',
        `the package is for ${recipient ?? 'nobody yet'}`,
      );
};

/** Nothing arrives before it was sent, nor in the future. */
export const inTime: Guard<Facts, Dated> = ({ facts, data, today }) => {
  if (data.on > today)
    return broken('inTime', '民事诉讼法第八十七条', '送达日期不能晚于今天', 'the day is in the future');
  if (facts.sentOn !== null && data.on < facts.sentOn)
    return broken(
      'inTime',
      '民事诉讼法第八十七条',
      '送达日期不能早于发出日期',
      `the package was sent on ${facts.sentOn}`,
    );
  return null;
};

export const sendingToday: Sending = ({ data, today }) =>
  data.on === undefined || data.on <= today
    ? null
    : broken('sendingToday', '民事诉讼法第八十七条', '发出日期不能晚于今天', 'the day is in the future');

/** The day on which a public notice counts as service. */
export function deemedOn(publishedOn: string): string {
  const found = deadline('NOTICE30', { start: publishedOn });
  if (!found.ok) throw new Error(`NOTICE30: ${found.fault.name}`);
  return found.value.due;
}

export const noticeOver: Guard<Facts, unknown> = ({ facts, today }) => {
  if (facts.publishedOn !== null && today > deemedOn(facts.publishedOn)) return null;
  return broken('noticeOver', ARTICLES.notice, '公告期限尚未届满', 'the 30 days of the public notice are not over');
};
