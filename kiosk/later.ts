/** Everything that the first page leaves out and may need within a touch. */
import { SERVICES } from './services/index.ts';
import { LazyDiagnostics } from './session/screens/lazy-diagnostics.tsx';
import { LazyFaultSentence } from './ui/lazy-fault-sentence.tsx';
import { LazyStaffLogin } from './ui/lazy-staff-login.ts';

/** What does not come now is asked for again when it is wanted. */
export async function loadLater(): Promise<void> {
  await Promise.allSettled([
    ...SERVICES.map((service) => service.load()),
    LazyFaultSentence.preload(),
    LazyStaffLogin.preload(),
    LazyDiagnostics.preload(),
    import('./modes/settings.tsx'),
    import('./voice/guide.ts'),
    import('./switches/switch-control.ts'),
  ]);
}
