/** The words at the door of the examination room. */
import type { Texts } from '../../i18n/translate.ts';

const zh = {
  ticket: '请出示签到小票上的码',
  ticketMore: '把小票对准扫码口。叫到号以后再进诊室。',
  card: '请出示签到时用的证件',
  cardMore: '放在读卡区、插入社保卡，或扫电子社保卡',
  entering: '正在核对…',
  entered: '请进诊室',
  enteredMore: '核对通过。别忘了带好证件和小票。',
  number: '您的号码',
  room: '诊室',
  done: '知道了',
  again: '现在还不能进',
  staff: '请到工作人员处',
  staffMore: '工作人员已经收到通知，会为您查看。',
} as const;
type Key = keyof typeof zh;

const en = {
  ticket: 'Please show the code on your ticket',
  ticketMore: 'Hold the ticket before the scanner. Come when your number has been called.',
  card: 'Please show the card that you checked in with',
  cardMore: 'On the reader, in the slot for social security cards, or the code on your phone',
  entering: 'Checking…',
  entered: 'Please go in',
  enteredMore: 'All is well. Do not forget your card and your ticket.',
  number: 'Your number',
  room: 'Room',
  done: 'OK',
  again: 'Not yet, please',
  staff: 'Please go to the staff',
  staffMore: 'The staff have been told and will look.',
} as const satisfies Record<Key, string>;

export const ROOM_ENTRY_TEXTS: Texts<Key> = { name: 'roomEntry', zh, en };
