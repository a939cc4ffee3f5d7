/** 入诊室: ticket and document once more at the door of the examination room. */
import { COMMON_TEXTS } from '../../i18n/common.ts';
import { translator } from '../../i18n/translate.ts';
import type { Service } from '../service.ts';

export const roomEntry: Service = {
  id: 'room-entry',
  profiles: ['assessment'],
  startsWithCard: false,
  title: (language) => translator(COMMON_TEXTS, language)('roomEntry'),
  recovers: false,
  load: async () => ({ begin: (await import('./visit.tsx')).beginRoomEntry }),
};
