/** For tests of machines: are the documents that a step orders whole, once the file's fields are added? */
import { checkFields } from '../../documents/fields.ts';
import { completeFields } from '../file-fields.ts';
import type { CaseMachine } from '../machine.ts';
import type { CaseFile } from '../model.ts';

const FILE: CaseFile = {
  person: { name: '测试人', sex: '男', number: '370702196001010019', birthDate: '1960-01-01', occupation: '钳工' },
  applicant: { relation: 'self', name: '测试人' },
  employer: { name: '测试厂' },
  injury: { day: '2026-07-11', description: '手指受伤', parts: '右手示指', hospital: '测试医院' },
  service: { electronic: true },
};

export interface Watched {
  readonly machine: CaseMachine;
  /** `EVENT D26: field examinedOn`, once each. */
  readonly wrong: ReadonlySet<string>;
  /** Kinds that were ordered. */
  readonly kinds: ReadonlySet<string>;
}

/** The machine, with every document it orders looked at as the desk would. */
export function wrongPapers(machine: CaseMachine): Watched {
  const wrong = new Set<string>();
  const kinds = new Set<string>();
  const { person, employer } = FILE;
  return {
    wrong,
    kinds,
    machine: {
      ...machine,
      decide(request) {
        const decision = machine.decide(request);
        for (const { kind, fields } of decision.ok ? (decision.value.effects.documents ?? []) : []) {
          kinds.add(kind);
          const own = completeFields(kind, fields, FILE, request.today);
          const { occupation: _occupation, ...printed } = person;
          const checked = checkFields(kind, { caseNumber: '1', person: printed, employer, ...own });
          if (!checked.ok) wrong.add(`${request.event} ${kind}: ${checked.fault.hint}`);
        }
        return decision;
      },
    },
  };
}
