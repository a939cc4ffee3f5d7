/** Which signer holds which seal. */
import type { Clock } from '@anban/foundation/clock';
import type { Authority } from '../authorities.ts';
import type { SealKind } from '../register.ts';
import { ensureRoot, ensureSeal } from './certificates.ts';
import { FileSealSigner } from './cms.ts';
import type { SealSigner } from './signer.ts';

export type RealSeal = Exclude<SealKind, 'none'>;

export const SEAL_NAMES: Readonly<Record<RealSeal, string>> = {
  determination: '工伤认定专用章',
  assessment: '劳动能力鉴定专用章',
  agency: '社保经办专用章',
};

export interface Seals {
  /** The signer of an authority's seal. */
  of(seal: RealSeal, authority: Authority): Promise<SealSigner>;
  /** DER of the roots under which genuine seals stand. */
  roots(): Promise<readonly Buffer[]>;
}

/** Seals whose keys lie in `dataDir/keys/seals`, each made when its authority first needs it. */
export function ensureSeals(dataDir: string, clock: Clock): Seals {
  const known = new Map<string, Promise<SealSigner>>();
  const open = async (id: string, sealName: string, authority: string): Promise<SealSigner> => {
    const identity = { sealName, authority };
    const now = clock.now();
    const pair = await ensureSeal({ dataDir, id, identity, now });
    return new FileSealSigner(identity, pair, [(await ensureRoot(dataDir, now)).certificate]);
  };
  return {
    of(seal, { sealRegion, name }) {
      const id = `${sealRegion}-${seal}`;
      const signer = known.get(id) ?? open(id, SEAL_NAMES[seal], name);
      known.set(id, signer);
      signer.catch(() => known.delete(id));
      return signer;
    },
    roots: async () => [(await ensureRoot(dataDir, clock.now())).certificate],
  };
}
