/** 鉴定签到: a service of its own. */
import { COMMON_TEXTS } from '../../i18n/common.ts';
import { translator } from '../../i18n/translate.ts';
import type { Service } from '../service.ts';

export const checkIn: Service = {
  id: 'check-in',
  profiles: ['assessment', 'hall', 'bank'],
  startsWithCard: true,
  title: (language) => translator(COMMON_TEXTS, language)('checkIn'),
  recovers: true,
  load: async () => (await import('./visit.tsx')).CHECK_IN,
};
