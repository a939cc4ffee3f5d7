/** The readiness report as plain lines of up to 48 columns: for the receipt printer and for the command line. */
import type { DeviceReport, DiagnosticsReport } from '../protocol/diagnostics.ts';
import type { DeviceName, DeviceWarning } from '../protocol/state.ts';

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

/** By the clock on the wall, which is China's: `2026-11-22 18:12:00`. */
const inChina = (at: string): string => new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });

export function reportLines(report: DiagnosticsReport): string[] {
  const { siteName, terminalId, centre, rosterAt, waiting, stuck, session, damagedRecordings = 0 } = report;
  return [
    report.ready ? '终端就绪 Terminal ready' : '终端未就绪 Terminal NOT ready',
    siteName,
    `时间 At ${inChina(report.at)}`,
    `终端 Terminal ${terminalId ?? '未登记 not enrolled'}`,
    `中心 Centre ${centre === 'connected' ? '已连接 connected' : '连不上 unreachable'}`,
    `场次 Session ${session === null ? '今天没有 none today' : session.title}`,
    `名单 Roster ${rosterAt === null ? '没有 never fetched' : inChina(rosterAt)}`,
    `待发 Waiting ${waiting}${stuck ? ' (卡住 stuck)' : ''}`,
    ...(damagedRecordings === 0 ? [] : [`录音录像损坏 Recordings damaged ${damagedRecordings}`]),
    ...report.devices.flatMap(deviceLines),
  ];
}

function deviceLines(device: DeviceReport): string[] {
  const { name, status, code, warning, serialNumber, firmware, connection, errors } = device;
  const about = [connection, serialNumber, firmware].filter((part) => part !== null);
  return [
    DEVICE_WORDS[name],
    `  ${STATUS_WORDS[status]}${code === null ? '' : ` ${code}`}`,
    ...(warning === null ? [] : [`  ${WARNING_WORDS[warning]}`]),
    ...about.map((part) => `  ${part}`),
    ...(errors.length === 0
      ? []
      : [`  ${errors.map((error) => `${error.code} ${inChina(error.at).slice(11, 16)}`).join(', ')}`]),
  ];
}
