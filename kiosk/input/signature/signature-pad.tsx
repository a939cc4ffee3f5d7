import type { TargetedPointerEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../../i18n/translate.ts';
import { Button } from '../../ui/button.tsx';
import { millimetreOf } from '../press.ts';
import { INPUT_TEXTS } from '../texts.ts';
import { drawStrokes, pictureOf } from './draw.ts';
import { Ink, type RawPoint, type Touch } from './ink.ts';
import { isEnough, type Signature, type Stroke } from './strokes.ts';
import './signature.css';

/** Of the box on the panel, and of the picture. Wide enough for four characters of 30 mm. */
export const BOX = { width: 150, height: 60 } as const;

/** How somebody answers who cannot sign: both lead to a person, who does the rest. */
export type Alternative = 'fingerprint' | 'witness';

export interface SignaturePadProps {
  /** The strokes as data, and a PNG of 150 × 60 mm at 300 dpi. The pad itself keeps neither. */
  readonly onSigned: (signature: Signature, picture: Blob) => void;
  readonly onAlternative: (alternative: Alternative) => void;
}

/**
 * A signature with one finger or a pen; one hand is enough, the other may be in plaster. Undo, start again, and a way for
 * those who cannot sign. Load it through `LazySignaturePad`.
 *
 *     <LazySignaturePad onSigned={(signature, picture) => {}} onAlternative={(alternative) => {}} />
 */
export default function SignaturePad({ onSigned, onAlternative }: SignaturePadProps) {
  const t = useTexts(INPUT_TEXTS);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [ink] = useState(() => new Ink());
  const [strokes, show] = useState<readonly Stroke[]>([]);
  const [short, setShort] = useState(false);
  const [other, setOther] = useState(false);
  useWipe(canvas, ink);
  useEffect(() => {
    if (canvas.current !== null) redraw(canvas.current, ink.strokes);
  }, [other]);

  const refresh = (finished: boolean) => {
    if (canvas.current !== null) redraw(canvas.current, ink.strokes);
    if (finished) show(ink.strokes);
  };
  const act = (change: () => void) => {
    change();
    setShort(false);
    refresh(true);
  };
  const done = () => {
    if (!isEnough(ink.strokes)) return setShort(true);
    const signature = { ...BOX, strokes: ink.strokes };
    void pictureOf(signature).then((picture) => onSigned(signature, picture));
  };

  if (other) return <CannotSign onAlternative={onAlternative} onBack={() => setOther(false)} />;
  return (
    <div class="signature">
      <p class={short ? 'signature-short' : ''} role="status">
        {t(short ? 'signTooLittle' : 'signHint')}
      </p>
      <canvas
        ref={canvas}
        class="signature-box"
        role="img"
        aria-label={t('signArea')}
        onPointerDown={(event) => {
          const [point] = pointsOf(event, [event]);
          if (point === undefined || !ink.begin(touchOf(event), point)) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setShort(false);
          refresh(false);
        }}
        onPointerMove={(event) => {
          const coalesced = event.getCoalescedEvents();
          const points = pointsOf(event, coalesced.length > 0 ? coalesced : [event]);
          if (ink.go(touchOf(event), points)) refresh(false);
        }}
        onPointerUp={(event) => {
          ink.end(event.pointerId);
          refresh(true);
        }}
        onPointerCancel={(event) => {
          ink.cancel(event.pointerId);
          refresh(true);
        }}
      />
      <div class="signature-actions">
        <Button icon="erase" disabled={strokes.length === 0} onPress={() => act(() => ink.undo())}>
          {t('signUndo')}
        </Button>
        <Button icon="again" disabled={strokes.length === 0} onPress={() => act(() => ink.clear())}>
          {t('signClear')}
        </Button>
        <Button kind="primary" icon="done" disabled={strokes.length === 0} onPress={done}>
          {t('done')}
        </Button>
        <Button kind="quiet" icon="staff" onPress={() => setOther(true)}>
          {t('cannotSign')}
        </Button>
      </div>
    </div>
  );
}

interface CannotSignProps {
  readonly onAlternative: (alternative: Alternative) => void;
  readonly onBack: () => void;
}

function CannotSign({ onAlternative, onBack }: CannotSignProps) {
  const t = useTexts(INPUT_TEXTS);
  return (
    <div class="signature">
      <h2>{t('cannotSignTitle')}</h2>
      <p>{t('cannotSignMore')}</p>
      <div class="choices">
        <Button kind="equal" icon="identified" onPress={() => onAlternative('fingerprint')}>
          {t('fingerprint')}
        </Button>
        <Button kind="equal" icon="staff" onPress={() => onAlternative('witness')}>
          {t('witness')}
        </Button>
        <Button kind="quiet" onPress={onBack}>
          {t('backToSign')}
        </Button>
      </div>
    </div>
  );
}

/** Nothing of a signature stays behind: neither strokes nor pixels. */
function useWipe(canvas: { readonly current: HTMLCanvasElement | null }, ink: Ink): void {
  useEffect(() => {
    const shown = canvas.current;
    return () => {
      ink.clear();
      if (shown !== null) shown.width = 0;
    };
  }, []);
}

function redraw(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext('2d');
  if (context !== null) drawStrokes(context, strokes, canvas.width / BOX.width);
}

const KINDS = { touch: 'touch', pen: 'pen' } as const;

function touchOf(event: TargetedPointerEvent<HTMLCanvasElement>): Touch {
  const millimetre = millimetreOf(document.documentElement);
  const kind = event.pointerType === 'touch' || event.pointerType === 'pen' ? KINDS[event.pointerType] : 'mouse';
  return { id: event.pointerId, kind, width: event.width / millimetre, height: event.height / millimetre };
}

/** Places in mm of the box, whatever size it has on this panel. */
function pointsOf(event: TargetedPointerEvent<HTMLCanvasElement>, raw: readonly PointerEvent[]): RawPoint[] {
  const box = event.currentTarget.getBoundingClientRect();
  const scale = BOX.width / box.width;
  return raw.map(({ clientX, clientY, pressure, timeStamp }) => ({
    x: (clientX - box.left) * scale,
    y: (clientY - box.top) * scale,
    pressure: pressure > 0 ? pressure : 0.5,
    at: timeStamp,
  }));
}
