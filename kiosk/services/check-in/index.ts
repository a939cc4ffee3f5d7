/** 鉴定签到: a service of its own. */
import { translator } from '../../i18n/translate.ts';
import type { Service } from '../service.ts';
import { CHECK_IN_TEXTS } from './texts.ts';
import { beginCheckIn, recoverCheckIn } from './visit.tsx';

export const checkIn: Service = {
  id: 'check-in',
  profiles: ['assessment', 'hall', 'bank'],
  startsWithCard: true,
  title: (language) => translator(CHECK_IN_TEXTS, language)('title'),
  begin: (dependencies) => beginCheckIn(dependencies),
  recover: recoverCheckIn,
};
