/**
 * The words at the door of the room. A change to what consent is given to needs a new `ENTRY_CONSENT_VERSION`
 * (../consent-texts.test.ts).
 */
import type { Texts } from '../../i18n/translate.ts';

const zh = {
  ticket: '请出示签到小票上的码',
  ticketMore: '把小票对准扫码口。叫到号以后再进诊室。',
  ticketPicture: '示意图：手拿签到小票，把小票上的码对准扫码口',
  card: '请出示签到时用的证件',
  cardMore: '放在读卡区、插入社保卡，或扫电子社保卡',
  consent: '进门前再核对一次本人？',
  consentLead: '可以用摄像头核对，也可以只凭小票和证件进门，两种方式同样有效。',
  consentWhat: '比对什么',
  consentWhatText: '您现在的人脸，和您刚才出示的证件里的照片。可能请您转头或张嘴。',
  consentWhy: '为了什么',
  consentWhyText: '确认进诊室的是签到的本人，没有人冒名。不同意也照样进门，没有任何影响。',
  consentKeep: '会留下吗',
  consentKeepText:
    '照片不留、不传出本机，进门后立即删除。只保存比对结果，报送中心，当天各终端都按它办。比对不是本人时，请工作人员处理。',
  consentWho: '由谁处理、怎么撤回',
  consentWhoText:
    '由本场所的劳动能力鉴定机构处理，名称和电话见机旁公告。随时可以不用人脸，也可请工作人员处理您的要求。',
  agree: '同意，使用人脸核对',
  decline: '不使用人脸，直接进门',
  face: '核对本人',
  faceSlow: '不顺利也没关系，可以不用人脸，直接进门',
  cardReading: '正在读证件',
  cardReadingMore: '请不要拿走证件',
  entering: '正在核对…',
  entered: '请进诊室',
  enteredMore: '核对通过。别忘了带好证件和小票。',
  number: '您的号码',
  room: '诊室',
  done: '知道了',
  again: '现在还不能进',
  foreign: '这不是签到小票',
  staff: '请到工作人员处',
  staffMore: '工作人员已经收到通知，会为您查看。',
} as const;
type Key = keyof typeof zh;

const en = {
  ticket: 'Please show the code on your ticket',
  ticketMore: 'Hold the ticket before the scanner. Come when your number has been called.',
  ticketPicture: 'Picture: a hand holds the code on the ticket before the scanner',
  card: 'Please show the card that you checked in with',
  cardMore: 'On the reader, in the slot for social security cards, or the code on your phone',
  consent: 'Check once more that it is you?',
  consentLead: 'By camera, or with ticket and card alone: both ways count the same.',
  consentWhat: 'What is compared',
  consentWhatText:
    'Your face now with the photo in the card that you showed. You may be asked to turn your head or open your mouth.',
  consentWhy: 'What for',
  consentWhyText: 'To be sure that whoever goes in is who checked in. If you do not agree, nothing changes for you.',
  consentKeep: 'What is kept',
  consentKeepText:
    'No picture is kept or leaves this terminal. Only the result is kept, goes to the centre, and counts at every terminal today. If it says that it is not you, staff help.',
  consentWho: 'Who handles it, how to stop',
  consentWhoText:
    'The assessment body named on the notice here. You can stop at any time, or ask the staff to handle your requests.',
  agree: 'I agree, use my face',
  decline: 'Go in without my face',
  face: 'Checking that it is you',
  faceSlow: 'If this does not work well, you can go in without it',
  cardReading: 'Reading your card',
  cardReadingMore: 'Please leave it where it is',
  entering: 'Checking…',
  entered: 'Please go in',
  enteredMore: 'All is well. Do not forget your card and your ticket.',
  number: 'Your number',
  room: 'Room',
  done: 'OK',
  again: 'Not yet, please',
  foreign: 'This is not your ticket',
  staff: 'Please go to the staff',
  staffMore: 'The staff have been told and will look.',
} as const satisfies Record<Key, string>;

export const ROOM_ENTRY_TEXTS: Texts<Key> = { name: 'roomEntry', zh, en };
