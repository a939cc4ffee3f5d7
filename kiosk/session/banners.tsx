/** What lies beside every screen while it matters: a helper is here, a card must not be forgotten. */
import { useState } from 'preact/hooks';
import { useTexts } from '../i18n/translate.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { LazyStaffLogin } from '../ui/lazy-staff-login.ts';
import type { Conductor } from './conductor.ts';
import './session.css';
import { SESSION_TEXTS } from './texts.ts';

export function AssistingBanner({ onEnd }: { readonly onEnd: () => void }) {
  const t = useTexts(SESSION_TEXTS);
  return (
    <section class="banner" data-testid="assisting" aria-label={t('assisting')}>
      <Icon name="staff" />
      <p role="status">{t('assisting')}</p>
      <Button icon="close" onPress={onEnd}>
        {t('assistEnd')}
      </Button>
    </section>
  );
}

export function TakeCardBanner() {
  const t = useTexts(SESSION_TEXTS);
  return (
    <section class="banner banner-card" data-testid="take-card" aria-label={t('takeCard')}>
      <Icon name="card" />
      <p role="alert">{t('takeCard')}</p>
    </section>
  );
}

const EMPTY = { staffNumber: '', pin: '' };

/** The helper signs in beside the person, who sees that somebody does. */
export function AssistDialog({ conductor }: { readonly conductor: Conductor }) {
  const t = useTexts(SESSION_TEXTS);
  const [login, setLogin] = useState(EMPTY);
  const { assistance } = conductor;
  const back = () => assistance.dismiss();
  const signIn = () => {
    setLogin(EMPTY);
    void conductor.assist(login);
  };
  return (
    <Dialog
      title={t(assistance.state === 'checking' ? 'assistChecking' : 'assistLogin')}
      icon="staff"
      onDismiss={back}
      actions={null}
    >
      <LazyStaffLogin login={login} fault={assistance.fault} onChange={setLogin} onNext={signIn} onBack={back} />
    </Dialog>
  );
}
