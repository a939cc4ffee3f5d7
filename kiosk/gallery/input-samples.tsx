/** What is typed and drawn, each in the screen that it would stand in. */
import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { fromCard } from '../input/field-value.ts';
import { NumberField } from '../input/number-field.tsx';
import type { NumberKind } from '../input/number-value.ts';
import type { Purpose } from '../input/pinyin/composing.ts';
import { LazySignaturePad } from '../input/signature/lazy-signature-pad.ts';
import { TextField } from '../input/text-field.tsx';
import { Screen } from '../ui/screen.tsx';

const NAME = 'component';
const noop = () => {};

const numberOf = (kind: NumberKind, title: string, label: string, begun: string) =>
  function NumberSample() {
    const [value, setValue] = useState(begun);
    return (
      <Screen name={NAME} title={title}>
        <NumberField label={label} kind={kind} value={value} onChange={setValue} />
      </Screen>
    );
  };

const textOf = (title: string, label: string, purpose: Purpose, onCard: string | null) =>
  function TextSample() {
    const [value, setValue] = useState(fromCard(onCard));
    return (
      <Screen name={NAME} title={title}>
        <TextField label={label} purpose={purpose} value={value} onChange={setValue} />
      </Screen>
    );
  };

const Sign = () => (
  <Screen name={NAME} title="请签名">
    <LazySignaturePad onSigned={noop} onAlternative={noop} />
  </Screen>
);

export const INPUT_SAMPLES: Readonly<Record<string, ComponentType>> = {
  phone: numberOf('phone', '您的手机号码是多少？', '手机号码', '1380536'),
  identity: numberOf('identity', '您的身份证号码是多少？', '身份证号码', '37070219800101'),
  pin: numberOf('pin', '请输入密码', '密码', '2468'),
  'name-from-card': textOf('请核对姓名', '姓名', 'name', '阿卜杜热合曼·麦麦提依明'),
  keyboard: textOf('您叫什么名字？', '姓名', 'name', null),
  signature: Sign,
};
