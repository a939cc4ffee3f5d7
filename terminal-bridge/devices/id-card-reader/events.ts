/** What the reader writes to the log. None of it is about the person. */
import type { EventLog } from '@anban/foundation/event-log';

export const READER_EVENTS = {
  'reader-found': { meaning: 'an ID card reader answers', level: 'info', fields: ['baudRate', 'samId'] },
  'reader-failed': { meaning: 'the ID card reader failed; the next step', level: 'warn', fields: ['reason', 'step'] },
  'reader-lost': {
    meaning: 'the line to the ID card reader ended or cannot be opened',
    level: 'warn',
    fields: ['kind'],
  },
  'reader-noise': { meaning: 'bytes that are no frame, in one second', level: 'info', fields: ['reason', 'bytes'] },
  'card-read': { meaning: 'a card was read', level: 'info', fields: ['milliseconds', 'attempts'] },
  'card-failed': { meaning: 'an attempt to read a card failed', level: 'info', fields: ['kind', 'sw3'] },
} as const;

export type ReaderLog = EventLog<typeof READER_EVENTS>;
