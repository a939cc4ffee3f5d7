/**
 * What can go wrong with a social security card, in one table: the short code on the screen, the words for the person,
 * the hint for staff.
 */
export interface SscFaultEntry {
  readonly code: string;
  /** For the person who holds the card. */
  readonly words: string;
  /** For staff. */
  readonly hint: string;
}

const OTHER_TERMINAL = '这台终端现在读不了社会保障卡，请到旁边的终端或找工作人员。';

export const SSC_FAULTS = {
  libraryMissing: {
    code: 'K01',
    words: OTHER_TERMINAL,
    hint: 'The package "smartcard" is not built: install libpcsclite-dev and a compiler, then npm rebuild smartcard',
  },
  serviceMissing: { code: 'K02', words: OTHER_TERMINAL, hint: 'The smart card service does not run: start pcscd' },
  readerMissing: { code: 'K03', words: OTHER_TERMINAL, hint: 'No smart card reader found: check its cable and name' },
  readerFailed: { code: 'K04', words: OTHER_TERMINAL, hint: 'The smart card service reports a fault: see its log' },
  readerBusy: { code: 'K05', words: OTHER_TERMINAL, hint: 'Another program holds the card exclusively: end it' },
  cardTimeout: { code: 'K06', words: '没有等到社会保障卡。', hint: 'No card was inserted in time' },
  cardMute: {
    code: 'K07',
    words: '卡片没有反应，可能插反了。请芯片朝前、朝上重新插入。',
    hint: 'No answer to reset: upside down, dirty contacts, or a broken chip',
  },
  cardRemoved: {
    code: 'K08',
    words: '卡片拿出得太早了，请重新插入，读完再取出。',
    hint: 'The card left the reader before it was read',
  },
  cardUnreadable: {
    code: 'K09',
    words: '没有读出这张卡。请擦干净芯片再试一次，或者用身份证。',
    hint: 'The card answers and its data cannot be read: another reader, the identity card, or the manual route',
  },
  bankCard: {
    code: 'K10',
    words: '这是银行卡，不是社会保障卡。请插入社会保障卡，或者用身份证。',
    hint: 'A bank application and no social security application',
  },
  otherCard: {
    code: 'K11',
    words: '这不是社会保障卡。请插入社会保障卡，或者用身份证。',
    hint: 'A smart card without a social security application',
  },
  cardLocked: {
    code: 'K12',
    words: '这张社会保障卡已被锁定，请用身份证办理，或到社保卡网点解锁。',
    hint: 'The card or its social security application is locked by its issuer',
  },
  cardNotGenuine: {
    code: 'K13',
    words: '这张卡无法自动核验，请到工作人员处查看。',
    hint: "The card's answer to internal authentication is not the one that the centre computed: look at the card",
  },
  centreRefused: {
    code: 'K14',
    words: '暂时无法读取卡内信息，请用身份证办理。',
    hint: 'The centre did not authorise the read of a third-generation card',
  },
  centreUnreachable: {
    code: 'K15',
    words: '暂时无法读取卡内信息，请用身份证办理。',
    hint: 'The centre, whose security module authorises the read of a third-generation card, cannot be reached',
  },
  pinWrong: { code: 'K20', words: '密码不对。', hint: 'Wrong PIN; the tries left are told' },
  pinTriesLow: {
    code: 'K21',
    words: '密码剩余次数不多，为避免锁卡，请到社保卡网点处理。',
    hint: 'Two tries or fewer are left: a terminal never uses these',
  },
  pinTriesUnknown: {
    code: 'K22',
    words: '这张卡不能在终端上核对密码。',
    hint: 'The card does not tell how many tries are left, so none is risked',
  },
  pinBlocked: { code: 'K23', words: '密码已锁定，请到社保卡网点重置。', hint: 'The PIN is blocked (6983)' },
  pinMalformed: { code: 'K24', words: '密码应为 4 至 12 位数字。', hint: 'Not 4 to 12 digits; nothing was sent' },
} as const satisfies Record<string, SscFaultEntry>;

export type SscFault = keyof typeof SSC_FAULTS;
