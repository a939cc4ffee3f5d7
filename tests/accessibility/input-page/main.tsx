/** The input components alone, one of them at a time: `?show=name`. What they hand over stands in `<output>`s. */
import { type ComponentChildren, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { fromCard } from '../../../kiosk/input/field-value.ts';
import { NumberField } from '../../../kiosk/input/number-field.tsx';
import type { NumberKind } from '../../../kiosk/input/number-value.ts';
import { pressed } from '../../../kiosk/input/press.ts';
import { LazySignaturePad } from '../../../kiosk/input/signature/lazy-signature-pad.ts';
import { TextField } from '../../../kiosk/input/text-field.tsx';
import { Button } from '../../../kiosk/ui/button.tsx';
import '../../../kiosk/ui/tokens.css';
import '../../../kiosk/ui/page.css';
import '../../../kiosk/ui/layouts.css';
import '../../../kiosk/ui/controls.css';
import '../../../kiosk/input/input.css';

const Said = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <output data-testid={name}>{children}</output>
);

function Presses() {
  const [first, setFirst] = useState(0);
  const [second, setSecond] = useState(0);
  return (
    <div class="choices">
      <Button kind="primary" onPress={() => setFirst(first + 1)}>
        甲
      </Button>
      <Button kind="primary" onPress={() => setSecond(second + 1)}>
        乙
      </Button>
      <Said name="presses">{`${first} ${second}`}</Said>
    </div>
  );
}

/** Two screens with a button at the same place. */
function Screens() {
  const [screen, go] = useState(1);
  return (
    <div class="choices">
      <button key={screen} class="button" type="button" {...pressed(() => go(screen + 1))}>
        下一步
      </button>
      <Said name="screen">{screen}</Said>
    </div>
  );
}

function Numbers({ kind }: { kind: NumberKind }) {
  const [value, setValue] = useState('');
  const [entered, enter] = useState('');
  useEffect(() => {
    Reflect.set(globalThis, 'held', value);
  }, [value]);
  return (
    <>
      <NumberField label="号码" kind={kind} value={value} onChange={setValue} onEnter={() => enter('entered')} />
      <Said name="entered">{entered}</Said>
    </>
  );
}

function Name({ card }: { card: string | null }) {
  const [value, setValue] = useState(fromCard(card));
  return <TextField label="姓名" purpose="name" value={value} onChange={setValue} />;
}

function Address() {
  const [value, setValue] = useState(fromCard(null));
  return <TextField label="地址" purpose="text" value={value} onChange={setValue} />;
}

function Signature() {
  const [said, say] = useState('');
  const [shown, show] = useState(true);
  return (
    <>
      {shown && (
        <LazySignaturePad
          onSigned={async (signature, picture) => {
            const { width, height } = await createImageBitmap(picture);
            say(JSON.stringify({ ...signature, type: picture.type, pixels: [width, height] }));
          }}
          onAlternative={say}
        />
      )}
      <Button onPress={() => show(false)}>离开</Button>
      <Said name="signed">{said}</Said>
    </>
  );
}

const SHOWN = {
  presses: <Presses />,
  screens: <Screens />,
  identity: <Numbers kind="identity" />,
  pin: <Numbers kind="pin" />,
  name: <Name card={null} />,
  'name-from-card': <Name card="买买提·吐尔逊" />,
  address: <Address />,
  signature: <Signature />,
};

const wanted = new URLSearchParams(location.search).get('show');
const chosen = Object.entries(SHOWN).find(([name]) => name === wanted)?.[1];
const root = document.getElementById('app');
if (root !== null) {
  render(
    <main>
      <h1>Input</h1>
      {chosen}
    </main>,
    root,
  );
}
