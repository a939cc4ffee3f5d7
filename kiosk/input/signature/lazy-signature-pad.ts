import { lazy } from '../../ui/lazy.tsx';

/** The signature pad, whose code comes when it is shown: see `signature-pad.tsx`. */
export const LazySignaturePad = lazy(() => import('./signature-pad.tsx'));
