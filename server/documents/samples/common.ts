/** Invented people and places of the specimens. */
export const COMMON = {
  caseNumber: '370702-2026-000018',
  person: {
    name: '王建华',
    sex: '男',
    number: '370702196803120017',
    birthDate: '1968-03-12',
    phone: '13800000000',
    address: '山东省潍坊市潍城区健康西街示例小区1号楼',
  },
  employer: { name: '潍坊示例机械有限公司', code: '91370702MA00000000', address: '潍坊市潍城区示例工业园2号' },
} as const;

export const APPLICANT = { name: '潍坊示例机械有限公司', relation: '用人单位', phone: '0536-0000000' } as const;
export const SELF = { name: '王建华', relation: '本人', phone: '13800000000' } as const;
export const CONTACT = { name: '李示例', phone: '0536-0000001', address: '潍城区政务服务中心二楼工伤窗口' } as const;
export const SIGNATURE = { name: '王建华', at: '2026-07-24T01:12:00Z', method: '终端屏幕手写签名' } as const;
export const ACCIDENT = {
  accidentAt: '2026-07-11T01:30:00Z',
  accidentPlace: '公司一号车间3号数控车床',
  injuredPart: '右手食指',
} as const;
