import { useContext } from 'preact/hooks';
import { COMMON_TEXTS } from '../../i18n/common.ts';
import { LanguageContext, useTexts } from '../../i18n/translate.ts';
import { Button } from '../../ui/button.tsx';
import { FaultMessage } from '../../ui/fault-message.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Message } from '../../ui/message.tsx';
import { Lead, phrased, sentences } from '../../ui/phrases.tsx';
import { LayCard, TakeCard } from '../../ui/pictures.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { Conductor } from '../conductor.ts';
import { usable } from '../devices.ts';
import { Publicity } from './publicity.tsx';

/** Nobody is served: how to begin, and whether one can. Shows nothing of anybody. */
export function Attract({ conductor }: { readonly conductor: Conductor }) {
  const t = useTexts(COMMON_TEXTS);
  const { link } = conductor;
  if (link.phase === 'offline') return <Screen name="attract" title={t('attractTitle')} picture={<LayCard />} />;
  const { terminal } = link;
  if (conductor.cardLeft) {
    return (
      <Screen
        name="attract"
        title={t('cardLeftTitle')}
        picture={<TakeCard />}
        actions={<Begin conductor={conductor} again />}
      >
        <Lead>{t('cardLeftMore')}</Lead>
      </Screen>
    );
  }
  const { idCardReader } = terminal.devices;
  const isDown = !usable(terminal, 'idCardReader') && idCardReader.reason !== undefined;
  return (
    <Screen
      name="attract"
      title={t('attractTitle')}
      picture={<LayCard />}
      actions={<Begin conductor={conductor} again={false} />}
    >
      {isDown ? (
        <FaultMessage fault={idCardReader.reason ?? null}>{t('attractOthers')}</FaultMessage>
      ) : (
        <Lead aria-live="polite">
          {t('attractMore')} {conductor.phoneHint && <span class="whole">{sentences(t('brighter'))}</span>}
        </Lead>
      )}
      <p class="today">
        <Icon name="day" />
        {terminal.session === null ? (
          <span>{t('attractNoSession')}</span>
        ) : (
          <>
            <span>{t('attractToday')}</span> <strong lang="zh-CN">{phrased(terminal.session.title)}</strong>
          </>
        )}
      </p>
      {terminal.centre === 'unreachable' && <Message tone="info">{t('attractOffline')}</Message>}
      <Publicity playlist={conductor.playlist} />
    </Screen>
  );
}

/** The services of this terminal's profile, for those who would rather touch. */
function Begin({ conductor, again }: { readonly conductor: Conductor; readonly again: boolean }) {
  const t = useTexts(COMMON_TEXTS);
  const language = useContext(LanguageContext);
  const { link } = conductor;
  if (link.phase === 'offline') return null;
  const offered = conductor.services.filter(({ profiles }) => profiles.includes(link.terminal.profile));
  return (
    <>
      <p class="hint">{t(again ? 'cardLeftAgain' : 'attractStart')}</p>
      {offered.map(({ id, title, startsWithCard }) => (
        <Button key={id} kind={startsWithCard ? 'primary' : 'quiet'} icon="next" onPress={() => conductor.begin(id)}>
          {title(language)}
        </Button>
      ))}
    </>
  );
}
