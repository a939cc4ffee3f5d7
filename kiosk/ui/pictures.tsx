/** Our own drawings. Sizes and colours are in pictures.css; they move only for those who do not mind. */
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';

/** A card comes down on the reader; beside it a card with a chip in its slot, and a phone that shows a code. */
export const LayCard = () => <ReaderPicture motion="lay" />;
/** A card is taken from the reader. */
export const TakeCard = () => <ReaderPicture motion="take" />;
/** A card lies still while it is read. */
export const ReadCard = () => <ReaderPicture motion="read" />;

function ReaderPicture({ motion }: { readonly motion: 'lay' | 'take' | 'read' }) {
  const t = useTexts(COMMON_TEXTS);
  return (
    <div class="scene">
      <svg class={`drawing drawing-${motion}`} viewBox="0 0 400 320" role="img" aria-label={t('attractPicture')}>
        <ellipse class="shade" cx="200" cy="284" rx="168" ry="16" />
        <path class="reader-side" d="M44 196 L356 196 L372 262 Q374 280 356 280 L44 280 Q26 280 28 262 Z" />
        <path class="reader-top" d="M84 128 L316 128 Q326 128 329 137 L356 196 L44 196 L71 137 Q74 128 84 128 Z" />
        <path class="reader-field" d="M102 142 L298 142 L318 184 L82 184 Z" />
        <g class="waves">
          <path d="M176 232 q24 -20 48 0" />
          <path d="M164 244 q36 -34 72 0" />
          <circle cx="200" cy="248" r="4" />
        </g>
        <circle class="lamp" cx="330" cy="250" r="6" />
        {motion === 'lay' && <OtherKinds />}
        <g class="card">
          <path
            class="card-face"
            d="M116 60 L284 60 Q291 60 293 67 L312 158 Q314 168 304 168 L96 168 Q86 168 88 158 L107 67 Q109 60 116 60 Z"
          />
          <path class="card-band" d="M112 76 L288 76 L290 86 L110 86 Z" />
          <path class="card-line" d="M116 104 L208 104 M113 120 L200 120 M109 148 L234 148" />
          <path class="card-photo" d="M240 98 L276 98 L281 138 L240 138 Z" />
          <circle class="card-head" cx="259" cy="112" r="7" />
          <path class="card-head" d="M246 138 Q247 122 260 122 Q273 122 275 138 Z" />
        </g>
      </svg>
    </div>
  );
}

/** What else a person can show: nobody is asked which card it is. */
const OtherKinds = () => (
  <g>
    <rect class="card-face" x="8" y="150" width="62" height="76" rx="6" />
    <rect class="chip" x="28" y="164" width="22" height="18" rx="3" />
    <path class="reader-side" d="M2 206 L76 206 L80 262 L-2 262 Z" />
    <rect class="reader-side" x="338" y="84" width="56" height="104" rx="9" />
    <rect class="card-face" x="344" y="94" width="44" height="82" rx="3" />
    <path
      class="code"
      d="M350 102h12v12h-12z M370 102h12v12h-12z M350 122h12v12h-12z M368 120h6v6h-6z M376 128h6v6h-6z M366 132h5v5h-5z"
    />
    <path class="card-line" d="M352 148 L380 148 M352 160 L372 160" />
  </g>
);
