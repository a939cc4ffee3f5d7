/** 取号凭条 as ESC/POS bytes for an 80 mm roll (48 columns), text in GB 18030. */
import receiptline from 'receiptline';
import type { Ticket } from './printer.ts';

/** Characters of single width on a line; a Chinese one takes two. */
export const COLUMNS = 48;
/** Error correction of 7, 15, 25 and 30 %, as function 169 counts them. */
const QR_LEVELS = { l: '0', m: '1', q: '2', h: '3' } as const;
/**
 * The printer draws the code of the ticket itself (GS ( k, functions 167, 169, 180 and 181): as a picture it would be GS 8 L,
 * which many printers of this kind do not know, and ten times as long.
 */
const COMMANDS = {
  ...receiptline.commands.generic,
  qrcode: ({ data, cell, level }: { data: string; cell: number; level: keyof typeof QR_LEVELS }): string =>
    [qr(67, String.fromCharCode(cell)), qr(69, QR_LEVELS[level]), qr(80, `0${data}`), qr(81, '0')].join(''),
};

/** The whole job: text, feed, cut. */
export const ticketBytes = (ticket: Ticket): Buffer => bytesOf(ticketDocument(ticket));

/** Lines for staff, one below the other from the left edge, longer ones wrapped. */
export const reportBytes = (lines: readonly string[]): Buffer =>
  bytesOf(lines.map((line) => `|${indented(text(line))}`).join('\n'));

/** In the markup, spaces at a column's edge say where its text is aligned; as codes they are spaces. */
const indented = (line: string): string => line.replace(/^ +/, (spaces) => '\\x20'.repeat(spaces.length));

function bytesOf(document: string): Buffer {
  const commands = receiptline.transform(document, {
    cpl: COLUMNS,
    encoding: 'gb18030',
    command: COMMANDS,
    cutting: true,
    spacing: true,
  });
  return Buffer.from(commands, 'latin1');
}

/** The ticket in ReceiptLine's markup (OFSC ReceiptLine): `^` enlarges, `"` is bold. */
export function ticketDocument(ticket: Ticket): string {
  const sentence = ticket.accepted ? '已签到，中心已收到。' : '已签到，已安全保存在本机，联网后自动上报。';
  const english = ticket.accepted
    ? 'Checked in. Received by the centre.'
    : 'Checked in. Kept safely here, will be sent.';
  return [
    `"${text(ticket.siteName)}"`,
    text(ticket.sessionTitle),
    '-',
    '您的号码 Your number',
    '',
    `^^^^"${text(ticket.number)}"`,
    '',
    `^^"诊室 Room ${text(ticket.room)}"`,
    '-',
    `|姓名 Name|${text(ticket.holder)}`,
    `|时间 Time|${text(ticket.printedAt)}`,
    '',
    sentence,
    english,
    '请留意叫号 Please wait to be called',
    ...codeLines(ticket),
  ].join('\n');
}

/** Shown with the document at the door of the room. Its characters are base64url and a dot: no markup. */
const codeLines = ({ code }: Ticket): string[] =>
  code === undefined
    ? []
    : [
        '-',
        '叫号后进诊室时，请出示此码和证件',
        'Show this code and your card at the door',
        `{code:${code}; option:qrcode,5,m}`,
      ];

/** Markup characters escaped (a site is named by people), control characters dropped: a name is never a command. */
export function text(value: string): string {
  return value.replace(/\p{Cc}/gu, '').replace(/[\\|{}~_"`^]/g, (sign) => `\\${sign}`);
}

/** GS ( k pL pH cn fn parameters; cn 49 is the QR code. */
function qr(fn: number, parameters: string): string {
  const length = parameters.length + 2;
  return `\x1d(k${String.fromCharCode(length & 255, length >> 8, 49, fn)}${parameters}`;
}
