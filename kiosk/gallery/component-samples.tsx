/** Every component by itself, in the states that it can have. */
import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { ChoiceList } from '../ui/choice-list.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { Facts } from '../ui/facts.tsx';
import { FaultMessage } from '../ui/fault-message.tsx';
import { HolderLine } from '../ui/holder-line.tsx';
import { Icon } from '../ui/icon.tsx';
import { ICONS, type IconName } from '../ui/icons.ts';
import { Message } from '../ui/message.tsx';
import { Notice } from '../ui/notice.tsx';
import { NumberDisplay } from '../ui/number-display.tsx';
import { LayCard, ReadCard, TakeCard } from '../ui/pictures.tsx';
import { Progress } from '../ui/progress.tsx';
import { Screen } from '../ui/screen.tsx';
import { StaffLogin } from '../ui/staff-login.tsx';
import { INPUT_SAMPLES } from './input-samples.tsx';

const NAME = 'component';
const isIcon = (name: string): name is IconName => name in ICONS;
const noop = () => {};

const Buttons = () => (
  <Screen
    name={NAME}
    title="按钮"
    actions={
      <>
        <div class="equals">
          <Button kind="equal" icon="face" onPress={noop}>
            同等重要之一
          </Button>
          <Button kind="equal" icon="staff" onPress={noop}>
            同等重要之二
          </Button>
        </div>
        <Button kind="primary" icon="next" onPress={noop}>
          主要操作
        </Button>
      </>
    }
  >
    <Button onPress={noop}>普通按钮</Button>
    <Button kind="quiet" icon="help" onPress={noop}>
      安静按钮
    </Button>
    <Button kind="primary" disabled onPress={noop}>
      现在不能用
    </Button>
  </Screen>
);

const Messages = () => (
  <Screen name={NAME} title="消息">
    <Message tone="info">正在打印凭条，请稍候。</Message>
    <Message tone="good">鉴定中心已经收到您的签到。</Message>
    <Message tone="care" code="代码 R01">
      读卡器没有连接好，工作人员已经收到通知。
    </Message>
    <FaultMessage fault="cardUnreadable" />
    <FaultMessage fault={null} />
  </Screen>
);

const TOWNS = [
  '城关街道',
  '南关街道',
  '西关街道',
  '北关街道',
  '于河街道',
  '望留街道',
  '杏埠街道',
  '符山街道',
  '军埠口街道',
  '乐埠山街道',
  '大圩河街道',
];

function Choices() {
  const [chosen, choose] = useState('');
  return (
    <Screen name={NAME} title="您住在哪个街道？">
      <ChoiceList
        choices={TOWNS.map((label) => ({ id: label, label, isChosen: label === chosen }))}
        onChoose={choose}
      />
    </Screen>
  );
}

const Waiting = () => (
  <Screen name={NAME} title="正在办理" emblem={{ icon: 'working', tone: 'calm' }} centred>
    <Countdown seconds={18} of={25} />
    <Progress label="正在上传材料，第 3 页，共 8 页" share={0.375} />
    <Progress label="正在连接鉴定中心…" />
  </Screen>
);

const Things = () => (
  <Screen
    name={NAME}
    title="说明与数据"
    aside={<NumberDisplay label="您的号码" number="A012" facts={[{ label: '诊室', value: 'A 室（二楼东侧）' }]} />}
  >
    <Facts
      facts={[
        { icon: 'day', label: '鉴定日期', value: '11 月 29 日 星期日' },
        { icon: 'place', label: '鉴定场所', value: '潍城区劳动能力鉴定中心' },
      ]}
    />
    <Notice>
      <p>请带上病历、诊断证明和检查报告的原件。</p>
    </Notice>
  </Screen>
);

const LONG_NAMES = [
  ['䶮国华', '370702********0021'],
  ['陈𬭎', '370702********0038'],
  ['李㛃', '370702********0046'],
  ['𠮷田惠子', 'JPN**********22'],
  ['赵𠀀', '370702********0054'],
  ['王𰀀', '370702********0062'],
  ['阿卜杜热合曼·麦麦提依明·吐尔逊江·阿卜杜拉·买买提江', '650103********0071'],
  ['MARIA FERNANDA DE LOS ANGELES RODRIGUEZ-VILLANUEVA', 'MEX**********08'],
] as const;

const Names = () => (
  <Screen name={NAME} title="姓名">
    {LONG_NAMES.map(([name, number]) => (
      <HolderLine key={name} label="证件持有人" name={name} number={number} />
    ))}
  </Screen>
);

const Pictures = () => (
  <Screen name={NAME} title="图画">
    <div class="equals">
      <LayCard />
      <ReadCard />
    </div>
    <TakeCard />
  </Screen>
);

const Icons = () => (
  <Screen name={NAME} title="图标">
    <div class="gallery-icons">
      {Object.keys(ICONS)
        .filter(isIcon)
        .map((name) => (
          <span key={name}>
            <Icon name={name} /> {name}
          </span>
        ))}
    </div>
  </Screen>
);

function Login() {
  const [login, setLogin] = useState({ staffNumber: '1001', pin: '24681024' });
  return (
    <Screen name={NAME} title="工作人员登录">
      <StaffLogin login={login} onChange={setLogin} onNext={noop} onBack={noop} />
    </Screen>
  );
}

export const COMPONENT_SAMPLES: Readonly<Record<string, ComponentType>> = {
  buttons: Buttons,
  messages: Messages,
  choices: Choices,
  waiting: Waiting,
  things: Things,
  names: Names,
  pictures: Pictures,
  icons: Icons,
  login: Login,
  ...INPUT_SAMPLES,
};
