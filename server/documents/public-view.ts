/** The verification page as HTML: no script, nothing from elsewhere. */
import { type Html, html } from '../console/html.ts';
import { FAULTS, type PageFault, VERDICTS } from './public-texts.ts';
import type { Shown, Verification } from './verify.ts';

export interface PageState {
  readonly number: string;
  readonly code: string;
  readonly fault: PageFault | null;
  readonly verification: Verification | null;
}

export const verifyPage = (state: PageState): string =>
  `<!doctype html>${
    html`<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>文书核验 · 安办</title>
<link rel="icon" href="/console/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/verify/verify.css">
</head>
<body>
<header><p>安办 <span lang="en">Anban</span></p></header>
<main>
<h1>文书核验 <span lang="en">Verify a document</span></h1>
${state.fault === null ? null : faultSection(state.fault)}
${state.verification === null ? null : resultSection(state.verification)}
${forms(state)}
</main>
<footer><p>本页只显示脱敏信息，上传的文件核验后立即丢弃。<span lang="en">Only masked data are shown; an uploaded file is discarded at once.</span></p>
<p><a href="/verify/seal-root.cer">电子印章根证书 <span lang="en">Root certificate of the seals</span></a></p></footer>
</body>
</html>`.text
  }`;

function faultSection(fault: PageFault): Html {
  const [chinese, english] = FAULTS[fault];
  return html`<section class="result bad" role="alert"><h2>${chinese}</h2><p lang="en">${english}</p></section>`;
}

function resultSection({ verdict, document }: Verification): Html {
  const { tone, heading, headingEn, text, textEn } = VERDICTS[verdict];
  return html`<section class="result ${tone}" role="status" data-verdict="${verdict}">
<h2>${heading} <span lang="en">${headingEn}</span></h2>
<p>${text}</p>
<p lang="en">${textEn}</p>
${document === null ? null : details(document)}
</section>`;
}

function details(shown: Shown): Html {
  const row = (label: string, english: string, value: string | Html) =>
    html`<div><dt>${label} <span lang="en">${english}</span></dt><dd>${value}</dd></div>`;
  return html`<dl>
${row('文书', 'Document', html`${shown.name} <span lang="en">${shown.english}</span>`)}
${row('文号', 'Number', shown.number)}
${row('日期', 'Date', shown.issuedOn)}
${row('姓名', 'Person', shown.person)}
${shown.replacedBy === null ? null : row('新文书', 'Newer document', shown.replacedBy)}
${shown.digest === null ? null : row('文件摘要', 'SHA-256', html`<code>${shown.digest}</code>`)}
</dl>`;
}

const forms = ({ number, code }: PageState): Html => html`<div class="forms">
<form method="get" action="/verify">
<h2>按文号核验 <span lang="en">By number</span></h2>
<label for="number">文号 <span lang="en">Number</span></label>
<input id="number" name="number" required maxlength="60" autocomplete="off" value="${number}" placeholder="潍城人社工认字〔2026〕0001号">
<label for="code">核验码 <span lang="en">Code</span></label>
<input id="code" name="code" required maxlength="30" autocomplete="off" autocapitalize="characters" spellcheck="false" value="${code}" placeholder="XXXX-XXXX-XXXX-XXXX">
<button>核验 <span lang="en">Verify</span></button>
</form>
<form method="post" action="/verify" enctype="multipart/form-data">
<h2>按文件核验 <span lang="en">By file</span></h2>
<label for="file">PDF文件 <span lang="en">PDF file</span></label>
<input id="file" name="file" type="file" accept="application/pdf,.pdf" required>
<button>核验 <span lang="en">Verify</span></button>
</form>
</div>`;
