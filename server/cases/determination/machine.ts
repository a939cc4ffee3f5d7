/** The machine of determination (工伤认定): from the report of an accident to the closed file. */
import { defineMachine } from '../machine.ts';
import { events } from './events.ts';
import { begin, Facts } from './facts.ts';
import { acceptanceSteps } from './steps-acceptance.ts';
import { afterSteps } from './steps-after.ts';
import { applicationSteps } from './steps-application.ts';
import { decisionSteps } from './steps-decision.ts';
import { investigationSteps } from './steps-investigation.ts';
import { serviceSteps } from './steps-service.ts';
import { supplementSteps } from './steps-supplement.ts';

export const determination = defineMachine({
  kind: 'determination',
  facts: Facts,
  begin,
  initial: 'NEW',
  states: {
    NEW: { name: '未开始' },
    LEAD: { name: '已备案', queue: 'employer' },
    DRAFT: { name: '填报中', queue: 'applicant' },
    SUBMITTED: { name: '待受理', queue: 'officer' },
    SUPPLEMENT: { name: '待补正', queue: 'applicant' },
    ACCEPTED: { name: '已受理', queue: 'officer' },
    EVIDENCE: { name: '用人单位举证中', queue: 'employer' },
    INVESTIGATE: { name: '调查核实中', queue: 'officer' },
    SUSPENDED: { name: '已中止', queue: 'officer' },
    PROPOSED: { name: '待审批', queue: 'chief' },
    DECIDED_YES: { name: '已认定工伤，送达中', queue: 'clerk' },
    DECIDED_NO: { name: '已决定不予认定，送达中', queue: 'clerk' },
    DELIVERED: { name: '已送达' },
    DISPUTED: { name: '复议或者诉讼中', queue: 'chief' },
    REFUSED: { name: '不予受理' },
    MOVED: { name: '已移送' },
    WITHDRAWN: { name: '已撤回' },
    CLOSED: { name: '已归档', final: true },
  },
  events,
  steps: [
    ...applicationSteps,
    ...supplementSteps,
    ...acceptanceSteps,
    ...investigationSteps,
    ...decisionSteps,
    ...serviceSteps,
    ...afterSteps,
  ],
  expiry: {
    EMP30: 'EMPLOYER_LATE',
    SUP: 'SUP_LAPSED',
    EVID: 'EVID_LAPSED',
    SUSPEND: 'QUERY',
    SUE6M: 'CLOSE',
    SUE15: 'CLOSE',
  },
});
