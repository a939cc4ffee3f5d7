/** What can be wrong with a question for materials: words for the person, a hint for staff, a short code. */
const FAULTS = {
  'unknown-scenario': { code: 'MT01', message: '没有这个情形' },
  'excluded-scenario': {
    code: 'MT02',
    message: '第十六条是排除情形，没有材料清单：由有权机关的文书认定，任何人不需要申请或者自证',
  },
  'unknown-applicant': { code: 'MT03', message: '没有这类申请人' },
  'unknown-province': { code: 'MT04', message: '没有这个省份' },
  'unknown-circumstance': { code: 'MT05', message: '没有这种情况' },
  'scenario-or-assessment': { code: 'MT06', message: '请给出情形，或者选择劳动能力鉴定' },
} as const;

export interface MaterialFault {
  readonly name: keyof typeof FAULTS;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export const materialFault = (name: keyof typeof FAULTS, hint: string): MaterialFault => ({
  name,
  ...FAULTS[name],
  hint,
});
