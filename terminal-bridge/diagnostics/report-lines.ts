/** The readiness report as plain lines that fit a receipt: for the receipt printer and for the command line. */

import { COLUMNS } from '../devices/receipt-printer/ticket-layout.ts';
import { type AboutLabel, aboutDevice } from '../protocol/device-about.ts';
import type { DeviceReport, DiagnosticsReport } from '../protocol/diagnostics.ts';
import type { DeviceName, DeviceWarning } from '../protocol/state.ts';
import { fold } from './fold.ts';

export const DEVICE_WORDS: Readonly<Record<DeviceName, string>> = {
  idCardReader: '身份证读卡器 ID card reader',
  socialSecurityReader: '社保卡读卡器 SSC reader',
  qrScanner: '扫码器 QR scanner',
  portraitDecoder: '照片解码 Photo decoder',
  camera: '摄像头 Camera',
  matcher: '人脸比对 Face matcher',
  receiptPrinter: '凭条打印机 Receipt printer',
  pagePrinter: 'A4 打印机 Page printer',
  documentCamera: '高拍仪 Document camera',
};

const STATUS_WORDS: Readonly<Record<DeviceReport['status'], string>> = {
  starting: '启动中 starting',
  ready: '正常 ready',
  'card-present': '有证件 card present',
  busy: '工作中 busy',
  reconnecting: '恢复中 reconnecting',
  'out-of-service': '停用 out of service',
  absent: '未配置 not configured',
};

const WARNING_WORDS: Readonly<Record<DeviceWarning, string>> = {
  'paper-low': '纸快用完 paper low',
  'toner-low': '墨快用完 toner low',
};

const ABOUT_WORDS: Readonly<Record<AboutLabel, string>> = {
  model: '型号 Model',
  connection: '接口 Connection',
  serialNumber: '编号 Number',
  samNumber: '安全模块号 SAM number',
  firmware: '固件 Firmware',
  program: '程序 Program',
  engine: '引擎 Engine',
  calibration: '标定 Calibration',
  modelDigest: '模型摘要 Model digest',
};

/** By the clock on the wall, which is China's: `2026-11-22 18:12:00`. */
const inChina = (at: string): string => new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });

export function reportLines(report: DiagnosticsReport): string[] {
  return [
    report.ready ? '终端就绪 Terminal ready' : '终端未就绪 Terminal NOT ready',
    report.siteName,
    `时间 At ${inChina(report.at)}`,
    ...(report.centre === 'unknown' ? [DEVICES_ALONE] : terminalLines(report)),
    ...report.devices.flatMap(deviceLines),
  ].flatMap((line) => fold(line, COLUMNS, '    '));
}

const DEVICES_ALONE = '终端、中心、名单 没有问桥，未知 Terminal, centre, roster: no bridge was asked, unknown';

function terminalLines({ terminalId, centre, session, rosterAt, waiting, stuck, ...report }: DiagnosticsReport) {
  const { damagedRecordings = 0 } = report;
  return [
    `终端 Terminal ${terminalId ?? '未登记 not enrolled'}`,
    `中心 Centre ${centre === 'connected' ? '已连接 connected' : '连不上 unreachable'}`,
    `场次 Session ${session === null ? '今天没有 none today' : session.title}`,
    `名单 Roster ${rosterAt === null ? '没有 never fetched' : inChina(rosterAt)}`,
    `待发 Waiting ${waiting}${stuck ? ' (卡住 stuck)' : ''}`,
    ...(damagedRecordings === 0 ? [] : [`录音录像损坏 Recordings damaged ${damagedRecordings}`]),
  ];
}

function deviceLines(device: DeviceReport): string[] {
  const { name, status, code, warning, errors } = device;
  const lastErrors = errors.map((error) => `${error.code} ${inChina(error.at).slice(11, 16)}`).join(', ');
  return [
    DEVICE_WORDS[name],
    `  ${STATUS_WORDS[status]}${code === null ? '' : ` ${code}`}`,
    ...(warning === null ? [] : [`  ${WARNING_WORDS[warning]}`]),
    ...aboutDevice(device).map(({ label, value }) => `  ${ABOUT_WORDS[label]} ${value}`),
    ...(errors.length === 0 ? [] : [`  错误 Errors ${lastErrors}`]),
  ];
}
