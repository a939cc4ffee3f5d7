/**
 * Our own drawings, for those who do not read: sizes and colours are in pictures.css. They move only for those who do
 * not mind, and say the same when they stand still: an arrow shows where the card goes.
 */
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';

/** A hand lays a card on the reader; beside it a card with a chip in its slot, and a phone before the scanner. */
export const LayCard = () => <ReaderPicture motion="lay" />;
/** A hand takes the card from the reader. */
export const TakeCard = () => <ReaderPicture motion="take" />;
/** The card lies still while it is read. */
export const ReadCard = () => <ReaderPicture motion="read" />;

function ReaderPicture({ motion }: { readonly motion: 'lay' | 'take' | 'read' }) {
  const t = useTexts(COMMON_TEXTS);
  return (
    <div class="scene">
      <svg class={`drawing drawing-${motion}`} viewBox="0 0 520 340" role="img" aria-label={t('attractPicture')}>
        {motion === 'lay' && <OtherKinds />}
        <Reader />
        <g class="moving">
          {motion !== 'read' && <Fingers />}
          <Card />
          {motion !== 'read' && <Thumb />}
        </g>
        {motion === 'lay' && <path class="arrow" d="M76 64 V122 M52 100 L76 126 L100 100" />}
        {motion === 'take' && <path class="arrow" d="M76 126 V68 M52 90 L76 64 L100 90" />}
      </svg>
    </div>
  );
}

/** A hand holds a ticket before the scanner, its code towards the window. `words`: the same for those who do not see. */
export const ShowTicket = ({ words }: { readonly words: string }) => (
  <div class="scene">
    <svg class="drawing drawing-lay" viewBox="0 0 520 340" role="img" aria-label={words}>
      <Scanner />
      <g class="moving">
        <Fingers />
        <Ticket />
        <Thumb />
      </g>
      <path class="arrow" d="M136 92 V150 M112 128 L136 154 L160 128" />
    </svg>
  </div>
);

const Scanner = () => (
  <g>
    <ellipse class="shade" cx="292" cy="310" rx="130" ry="13" />
    <path class="reader-side" d="M198 258 L386 258 L398 294 Q402 308 388 308 L196 308 Q182 308 186 294 Z" />
    <path class="reader-top" d="M222 236 L362 236 Q370 236 373 243 L386 258 L198 258 L211 243 Q214 236 222 236 Z" />
    <path class="beam" d="M236 248 L256 200 L328 200 L348 248 Z" />
    <circle class="lamp" cx="292" cy="284" r="7" />
  </g>
);

/** A strip of paper, torn off below: the number in large, under it the code. */
const Ticket = () => (
  <g>
    <path
      class="card-face"
      d="M214 10 L370 10 L370 196 l-13 9 -13 -9 -13 9 -13 -9 -13 9 -13 -9 -13 9 -13 -9 -13 9 -13 -9 -13 9 -13 -9 Z"
    />
    <path class="card-line" d="M236 32 L322 32" />
    <path class="card-band" d="M236 46 L300 46 L300 72 L236 72 Z" />
    <path
      class="code"
      transform="translate(-14 7)"
      fill-rule="evenodd"
      d="M246 88h34v34h-34z M253 95v20h20v-20z M259 101h8v8h-8z M304 88h34v34h-34z M311 95v20h20v-20z M317 101h8v8h-8z M246 146h34v34h-34z M253 153v20h20v-20z M259 159h8v8h-8z M287 88h9v9h-9z M287 106h9v18h-9z M246 129h18v9h-18z M273 129h27v9h-27z M309 129h9v9h-9z M327 129h11v9h-11z M287 146h9v9h-9z M300 155h18v9h-18z M327 146h11v18h-11z M287 164h9v16h-9z M305 171h13v9h-13z M327 171h11v9h-11z"
    />
  </g>
);

const Reader = () => (
  <g>
    <ellipse class="shade" cx="260" cy="306" rx="186" ry="16" />
    <path class="reader-side" d="M104 218 L416 218 L432 282 Q434 302 414 302 L106 302 Q86 302 88 282 Z" />
    <path class="reader-top" d="M144 150 L376 150 Q386 150 389 159 L416 218 L104 218 L131 159 Q134 150 144 150 Z" />
    <path class="reader-field" d="M164 163 L356 163 L376 206 L144 206 Z" />
    <g class="waves">
      <path d="M236 262 q24 -20 48 0" />
      <path d="M224 276 q36 -34 72 0" />
      <circle cx="260" cy="280" r="4.5" />
    </g>
    <circle class="lamp" cx="388" cy="276" r="7" />
  </g>
);

/** An identity card: a photo on its right, lines of writing on its left. */
const Card = () => (
  <g>
    <path
      class="card-face"
      d="M176 64 L344 64 Q351 64 353 71 L372 164 Q374 174 364 174 L156 174 Q146 174 148 164 L167 71 Q169 64 176 64 Z"
    />
    <path class="card-band" d="M172 80 L348 80 L350 91 L170 91 Z" />
    <path class="card-line" d="M174 108 L258 108 M171 124 L246 124 M167 154 L290 154" />
    <path class="card-photo" d="M282 102 L338 102 L345 146 L282 146 Z" />
    <circle class="card-head" cx="312" cy="116" r="9" />
    <path class="card-head" d="M294 146 Q296 127 313 127 Q330 127 333 146 Z" />
  </g>
);

/** Below the card, so that one sees that it is held. */
const Fingers = () => (
  <g>
    <path class="sleeve" d="M520 -26 L520 66 L446 92 L402 24 Z" />
    <path class="palm" d="M440 40 Q400 38 378 74 Q366 96 384 116 Q402 132 428 112 Q452 92 452 66 Z" />
    <path class="finger" d="M384 88 L346 128 M392 104 L356 146 M404 114 L372 156" />
  </g>
);
const Thumb = () => (
  <g>
    <path class="finger-edge" d="M412 64 Q372 70 344 94" />
    <path class="finger" d="M412 64 Q372 70 344 94" />
  </g>
);

/** What else a person can show: nobody is asked which card it is. */
const OtherKinds = () => (
  <g>
    <ellipse class="shade" cx="38" cy="306" rx="42" ry="8" />
    <rect class="card-face" x="8" y="168" width="60" height="80" rx="6" />
    <rect class="chip" x="26" y="216" width="24" height="20" rx="3" />
    <path class="card-line" d="M20 186 L56 186 M20 200 L44 200" />
    <path class="reader-side" d="M0 232 L76 232 L80 292 Q80 302 70 302 L6 302 Q-4 302 -4 292 Z" />
    <path class="slot" d="M4 240 L72 240" />
    <ellipse class="shade" cx="482" cy="306" rx="40" ry="8" />
    <rect class="reader-side" x="450" y="262" width="64" height="40" rx="8" />
    <path class="beam" d="M462 262 L470 240 L494 240 L502 262 Z" />
    <rect class="phone" x="450" y="134" width="62" height="108" rx="10" />
    <rect class="card-face" x="456" y="144" width="50" height="88" rx="3" />
    <path
      class="code"
      d="M463 153h14v14h-14z M485 153h14v14h-14z M463 175h14v14h-14z M484 173h7v7h-7z M493 182h7v7h-7z M482 187h6v6h-6z"
    />
    <path class="card-line" d="M464 204 L498 204 M464 218 L488 218" />
  </g>
);
