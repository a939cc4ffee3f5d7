/** 工伤保险待遇: from a decision elsewhere in the case to money, month after month (条例 ch. 5). */
import { defineMachine } from '../machine.ts';
import { calculation } from './calculation.ts';
import { events } from './events.ts';
import { begin, Facts } from './facts.ts';
import { payment } from './payment.ts';
import { upkeep } from './upkeep.ts';

export const benefit = defineMachine<Facts>({
  kind: 'benefit',
  facts: Facts,
  begin,
  initial: 'B_NEW',
  states: {
    B_NEW: { name: '未开始' },
    B_DRAFT: { name: '待费用资料' },
    B_DATA: { name: '待补充数据', queue: 'agency' },
    B_CALC: { name: '计算中' },
    B_CHECK: { name: '待复核', queue: 'agency' },
    B_DECIDED: { name: '已核定', queue: 'agency' },
    B_PAYING: { name: '支付中' },
    B_PAID: { name: '已支付' },
    B_RETURNED: { name: '退票待新账户', queue: 'applicant' },
    B_SUSPENDED: { name: '已停发', queue: 'agency' },
    B_ADJUSTED: { name: '调整待复核', queue: 'agency' },
    B_RECOVER: { name: '追回中', queue: 'agency' },
    B_EMPLOYER: { name: '由用人单位支付' },
    B_ENDED: { name: '已终结', final: true },
  },
  events,
  steps: [...calculation, ...payment, ...upkeep],
});
