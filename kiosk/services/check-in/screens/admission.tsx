/** Why a person cannot go on today, each with its own words and what to do now. */
import { useContext } from 'preact/hooks';
import { dayInWords } from '../../../i18n/day-in-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { FrameContext } from '../../../ui/frame.ts';
import { Notice } from '../../../ui/notice.tsx';
import { NumberDisplay } from '../../../ui/number-display.tsx';
import { OfficeLine } from '../../../ui/office-line.tsx';
import { Lead } from '../../../ui/phrases.tsx';
import { Holder } from './holder.tsx';
import type { CheckInScreen, CheckInScreenProps } from './screen-props.ts';
import { Step, useCheckInTexts } from './step.tsx';

/** The only way on from a screen that just tells something: it ends the visit, so no second button does. */
export function Done({ send }: Pick<CheckInScreenProps, 'send'>) {
  const t = useCheckInTexts();
  return (
    <Button kind="primary" icon="done" onPress={() => send({ type: 'DONE' })}>
      {t('done')}
    </Button>
  );
}

export const NotOnRoster: CheckInScreen = ({ context, send }) => {
  const t = useCheckInTexts();
  return (
    <Step
      name="notOnRoster"
      step={0}
      title={t('notOnRoster')}
      emblem={{ icon: 'attention', tone: 'care' }}
      centred
      canLeave={false}
      actions={<Done send={send} />}
    >
      <Holder holder={context.holder} />
      <Lead>{t('notOnRosterMore')}</Lead>
      <OfficeLine />
    </Step>
  );
};

export const WrongDay: CheckInScreen = ({ context: { holder, admission }, send }) => {
  const t = useCheckInTexts();
  const {
    preferences: { language },
    thisYear,
  } = useContext(FrameContext);
  const facts =
    admission?.outcome === 'wrong-day'
      ? ([
          { icon: 'day', label: t('wrongDayWhen'), value: dayInWords(admission.day, language, thisYear) },
          { icon: 'place', label: t('wrongDayWhere'), value: admission.siteName, isFromCentre: true },
        ] as const)
      : [];
  return (
    <Step
      name="wrongDay"
      step={0}
      title={t('wrongDay')}
      emblem={{ icon: 'day', tone: 'care' }}
      centred
      canLeave={false}
      actions={<Done send={send} />}
    >
      <Holder holder={holder} />
      <Notice>
        <Facts facts={facts} />
      </Notice>
      <Lead>{t('wrongDayMore')}</Lead>
      <OfficeLine />
    </Step>
  );
};

export const WrongSite: CheckInScreen = ({ context: { holder, admission }, send }) => {
  const t = useCheckInTexts();
  const facts =
    admission?.outcome === 'wrong-site'
      ? ([{ icon: 'place', label: t('wrongSiteWhere'), value: admission.siteName, isFromCentre: true }] as const)
      : [];
  return (
    <Step
      name="wrongSite"
      step={0}
      title={t('wrongSite')}
      emblem={{ icon: 'place', tone: 'care' }}
      centred
      canLeave={false}
      actions={<Done send={send} />}
    >
      <Holder holder={holder} />
      <Notice>
        <Facts facts={facts} />
      </Notice>
      <Lead>{t('wrongSiteMore')}</Lead>
      <OfficeLine />
    </Step>
  );
};

export const AlreadyCheckedIn: CheckInScreen = ({ context: { holder, admission }, send }) => {
  const t = useCheckInTexts();
  const entry = admission?.outcome === 'already-checked-in' ? admission : null;
  return (
    <Step
      name="alreadyCheckedIn"
      step={null}
      title={t('already')}
      aside={
        entry !== null && (
          <NumberDisplay
            label={t('number')}
            number={entry.number}
            facts={[{ label: t('room'), value: entry.room, isFromCentre: true }]}
          />
        )
      }
      emblem={{ icon: 'success', tone: 'good' }}
      centred
      canLeave={false}
      actions={<Done send={send} />}
    >
      <Holder holder={holder} />
      <Lead>{t('alreadyMore')}</Lead>
    </Step>
  );
};
