/** For the officer's eyes: the document's portrait beside the live picture. Both go when nobody decides. */
import { COMPARISON_MS, type OfficerReview } from '@anban/terminal-bridge/protocol/messages';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Lead } from '../../../ui/phrases.tsx';
import { useCheckInTexts } from './step.tsx';

export function Comparison({ review }: { readonly review: OfficerReview }) {
  const t = useCheckInTexts();
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), COMPARISON_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return <Lead>{t('comparisonGone')}</Lead>;
  if (review.portrait === null) return <Lead>{t('comparisonCard')}</Lead>;
  return (
    <div class="comparison">
      <Picture source={review.portrait} words={t('comparisonPortrait')} />
      {review.live === null ? (
        <Lead>{t('comparisonNoLive')}</Lead>
      ) : (
        <Picture source={review.live} words={t('comparisonLive')} />
      )}
    </div>
  );
}

/** The picture is taken back with the screen: one that only leaves the page would go on loading. */
function Picture({ source, words }: { readonly source: string; readonly words: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const shown = image.current;
    shown?.setAttribute('src', source);
    return () => shown?.removeAttribute('src');
  }, [source]);
  return (
    <figure>
      <img ref={image} alt={words} />
      <figcaption>{words}</figcaption>
    </figure>
  );
}
