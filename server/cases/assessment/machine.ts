/** 劳动能力鉴定: the life of one assessment, from its draft to a conclusion that stands (条例 ch. 4, 令55). */
import { defineMachine } from '../machine.ts';
import { after } from './after.ts';
import { application } from './application.ts';
import { ended } from './ended.ts';
import { events } from './events.ts';
import { exam } from './exam.ts';
import { begin, Facts } from './facts.ts';
import { mending } from './mending.ts';
import { recusal } from './recusal.ts';
import { session } from './session.ts';

export const assessment = defineMachine<Facts>({
  kind: 'assessment',
  facts: Facts,
  begin,
  initial: 'L_NEW',
  states: {
    L_NEW: { name: '未开始' },
    L_DRAFT: { name: '待申请', queue: 'applicant' },
    L_RECEIVED: { name: '已收到申请', queue: 'officer' },
    L_SUPPLEMENT: { name: '待补正', queue: 'applicant' },
    L_QUEUED: { name: '待排期', queue: 'officer' },
    L_SCHEDULED: { name: '已排期', queue: 'officer' },
    L_ABSENT: { name: '未到场待说明', queue: 'officer' },
    L_EXAM: { name: '现场鉴定', queue: 'expert' },
    L_OPINION: { name: '待作出结论', queue: 'committee' },
    L_CONCLUDED: { name: '已作出结论', queue: 'officer' },
    L_DELIVERED: { name: '结论已送达' },
    L_PROVINCE: { name: '再次鉴定', queue: 'province' },
    L_FINAL: { name: '最终结论' },
    L_TERMINATED: { name: '已终止', final: true },
    L_END: { name: '视为放弃', final: true },
    L_DISCARDED: { name: '已作废', final: true },
  },
  events,
  steps: [...application, ...session, ...recusal, ...exam, ...ended, ...after, ...mending],
  expiry: { LA_SUP: 'L_ABANDONED' },
});
