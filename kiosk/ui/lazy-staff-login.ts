import { lazy } from './lazy.tsx';

/** For dialogs of the first page; screens that are lazy themselves take `staff-login.tsx`. */
export const LazyStaffLogin = lazy(async () => ({ default: (await import('./staff-login.tsx')).StaffLogin }));
