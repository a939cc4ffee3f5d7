/** The work of steps in other tables, by the names that the machines' effects use. */
import type { Partners } from '../../exchange/partners.ts';
import type { Hooks } from '../services.ts';
import { checkedApplication } from './application.ts';
import { checkIn } from './check-in.ts';
import { deathInFile } from './death-in-file.ts';
import { insuranceRecords } from './insurance-records.ts';
import { investigators, recordNames } from './investigators.ts';
import { opinion } from './opinion.ts';
import { announceDraw, draw, replaceExpert, seat } from './panel.ts';
import { newAccount, paymentChange, paymentOrder, paymentSettled } from './payment.ts';
import { beginExamination, recorderReports } from './recorder.ts';
import { decide as decideRecusal, recuse } from './recusal.ts';
import { breakOff, givePlaceBack, reschedule, schedule } from './session.ts';

export const hooksWith = (partners: Partners): Hooks => ({
  'checked-application': checkedApplication(partners),
  'death-in-file': deathInFile,
  investigators,
  'record-names': recordNames,
  schedule,
  reschedule,
  'break-off': breakOff,
  'give-place-back': givePlaceBack,
  'announce-draw': announceDraw,
  draw,
  'replace-expert': replaceExpert,
  seat,
  'check-in': checkIn,
  'begin-examination': beginExamination,
  'recorder-reports': recorderReports,
  opinion,
  recuse,
  'decide-recusal': decideRecusal,
  'insurance-records': insuranceRecords(partners),
  'payment-order': paymentOrder(partners),
  'payment-change': paymentChange(partners),
  'payment-settled': paymentSettled(partners),
  'new-account': newAccount,
});
