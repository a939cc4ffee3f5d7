/** 鉴定签到: a service of its own. */
import type { Service } from '../service.ts';
import { CHECK_IN_TEXTS } from './texts.ts';
import { beginCheckIn } from './visit.tsx';

export const checkIn: Service = {
  id: 'check-in',
  profiles: ['assessment', 'hall', 'bank'],
  startsWithCard: true,
  title: { zh: CHECK_IN_TEXTS.zh.title, en: CHECK_IN_TEXTS.en.title },
  begin: beginCheckIn,
};
