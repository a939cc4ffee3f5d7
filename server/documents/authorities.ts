/** Who issues documents in a region, what stands in front of the numbers, and where remedies are sought (LW-06). */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import table from './regions.json' with { type: 'json' };
import type { DocumentRule } from './register.ts';

const Place = z.strictObject({ code: z.string().regex(/^\d{6}$/), short: z.string().min(1), name: z.string().min(1) });
const Table = z.strictObject({
  version: z.string(),
  regions: z.array(Place.extend({ city: z.string(), province: z.string() })),
  provinces: z.array(Place),
});
const { regions, provinces } = Table.parse(table);

export interface Authority {
  /** Who speaks: 潍坊市潍城区人力资源和社会保障局. */
  readonly name: string;
  /** 潍坊市潍城区. */
  readonly regionName: string;
  /** In front of the series word: 潍城人社. */
  readonly prefix: string;
  /** The region whose seal is used; the province for its own conclusions. */
  readonly sealRegion: string;
  /** 行政复议法 (2023) art 24: the people's government of the same level. */
  readonly government: string;
  readonly court: string;
  /** Where the province assesses again. */
  readonly provinceCommittee: string;
}

export interface UnknownRegion {
  readonly name: 'document-region-unknown';
  readonly message: string;
  readonly hint: string;
  readonly code: 'D-12';
}

/** The authority that issues a document of this rule in a region; a fault where the table does not know the region. */
export function authorityOf(regionCode: string, { signer }: DocumentRule): Result<Authority, UnknownRegion> {
  const region = regions.find(({ code }) => code === regionCode);
  const province = provinces.find(({ code }) => code === region?.province);
  if (region === undefined || province === undefined)
    return fail({
      name: 'document-region-unknown',
      message: '本地区的发文机关尚未配置，无法生成文书。',
      hint: `region ${regionCode} is missing in server/documents/regions.json`,
      code: 'D-12',
    });
  const speakers = {
    department: [`${region.name}人力资源和社会保障局`, `${region.short}人社`],
    party: [`${region.name}人力资源和社会保障局`, `${region.short}人社`],
    committee: [`${region.city}劳动能力鉴定委员会`, `${region.short}劳鉴`],
    agency: [`${region.name}社会保险事业中心`, `${region.short}社保`],
    province: [`${province.name}劳动能力鉴定委员会`, `${province.short}劳鉴`],
  } as const;
  const [name, prefix] = speakers[signer];
  return ok({
    name,
    prefix,
    regionName: region.name,
    sealRegion: signer === 'province' ? province.code : region.code,
    government: `${region.name}人民政府`,
    court: '有管辖权的人民法院',
    provinceCommittee: `${province.name}劳动能力鉴定委员会`,
  });
}
