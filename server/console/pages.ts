/** The officer's pages. `listFragment` is the part that updates by itself; without script the page still works. */
import type { SignedInOfficer } from '../officers/service.ts';
import { type Alert, type Arrival, type ArrivalsView, isImpostor, type Room, type SiteArrivals } from './arrivals.ts';
import { Html, html } from './html.ts';
import { type Language, type Texts, textOf, textsFor } from './texts.ts';

/** Of the alerts that nobody has acknowledged. */
const MOST_SHOWN = 3;
const CHINA = 'Asia/Shanghai';
const clockTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: CHINA,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const langTag = (language: Language): string => (language === 'en' ? 'en' : 'zh-CN');

function dayInWords(day: string, language: Language): string {
  const style = { dateStyle: 'full', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(langTag(language), style).format(new Date(`${day}T00:00:00Z`));
}

function page(language: Language, title: string, header: Html, body: Html): string {
  const texts = textsFor(language);
  const other: Language = language === 'en' ? 'zh' : 'en';
  return `<!doctype html>${
    html`<html lang="${langTag(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${texts.product}</title>
<link rel="icon" href="/console/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/static/console.css">
<script src="/console/static/console.js" type="module"></script>
</head>
<body>
<header class="bar">
<p class="brand"><img src="/console/static/icon.svg" alt="" width="28" height="28">${texts.product}</p>
${header}
<form method="post" action="/console/language" class="language">
<input type="hidden" name="language" value="${other}">
<button class="quiet" lang="${langTag(other)}">${texts.otherLanguage}</button>
</form>
</header>
${body}
</body>
</html>`.text
  }`;
}

export function signInPage(language: Language, failure: 'wrong' | 'locked' | null): string {
  const texts = textsFor(language);
  const body = html`<main class="sign-in">
<h1>${texts.heading}</h1>
<p>${texts.signInIntro}</p>
<form method="post" action="/console/sign-in">
${failure === null ? null : html`<p class="failure" role="alert">${texts[failure]}</p>`}
<label for="staff-number">${texts.staffNumber}</label>
<input id="staff-number" name="staffNumber" inputmode="numeric" autocomplete="username" required maxlength="8">
<label for="pin">${texts.pin}</label>
<input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="current-password" required maxlength="20">
<button class="primary">${texts.signIn}</button>
</form>
</main>`;
  return page(language, texts.signIn, html``, body);
}

export function listPage(language: Language, officer: SignedInOfficer, view: ArrivalsView): string {
  const texts = textsFor(language);
  const header = html`<form method="post" action="/console/sign-out" class="officer">
<span>${officer.name} <span class="faint">${officer.staffNumber}</span></span>
<button class="quiet">${texts.signOut}</button>
</form>`;
  const body = html`<main>
<div class="head">
<div><h1>${texts.heading}</h1><p class="day">${dayInWords(view.day, language)}</p></div>
${siteChoice(texts, view)}
</div>
<p id="connection" class="connection" role="status" data-live="${texts.live}" data-offline="${texts.offline}"></p>
<p id="announcement" class="unseen" role="alert"></p>
<div id="list">${listFragment(language, view)}</div>
</main>`;
  return page(language, texts.title, header, body);
}

function siteChoice(texts: Texts, { sites, site }: ArrivalsView): Html | null {
  if (sites.length < 2) return null;
  const option = (value: string, name: string) =>
    html`<option value="${value}"${(site ?? '') === value ? new Html(' selected') : null}>${name}</option>`;
  return html`<form method="get" action="/" class="sites">
<label for="site">${texts.sites}</label>
<select id="site" name="site">${option('', texts.allSites)}${sites.map(({ code, name }) => option(code, name))}</select>
<button class="quiet">${texts.show}</button>
</form>`;
}

export function listFragment(language: Language, view: ArrivalsView): Html {
  const texts = textsFor(language);
  const open = view.alerts.filter((alert) => !alert.acknowledged);
  const handled = view.alerts.filter((alert) => alert.acknowledged);
  return html`${
    open.length === 0
      ? null
      : html`<section class="alerts" aria-labelledby="alerts-heading">
<h2 id="alerts-heading">${texts.alerts} <span class="count">${open.length}</span></h2>
${alertItems(texts, open, view.site)}
</section>`
  }
${view.arrivals.length === 0 ? html`<section class="empty"><p>${texts.noSession}</p><p class="faint">${texts.noSessionHint}</p></section>` : null}
${view.arrivals.map((site) => siteSection(texts, site))}
${
  handled.length === 0
    ? null
    : html`<details class="handled"><summary>${texts.handled} (${handled.length})</summary>
<ul>${handled.map((alert) => html`<li>${alertText(texts, alert)}</li>`)}</ul></details>`
}`;
}

const alertText = (texts: Texts, alert: Alert): Html =>
  html`<strong>${textOf(texts, alert.kind)}</strong>
<span class="where">${alert.siteName} · ${texts.atTerminal} ${alert.series}${alert.person === null ? null : html` · ${texts.person} ${alert.person}`} · <time datetime="${alert.at.toISOString()}">${clockTime.format(alert.at)}</time></span>`;

/** Every impostor stands open; other alerts fold away behind the first ones. `open` begins with the impostors. */
function alertItems(texts: Texts, open: readonly Alert[], site: string | null): Html {
  const shown = Math.max(MOST_SHOWN, open.filter(({ kind }) => isImpostor(kind)).length);
  const items = (alerts: readonly Alert[]) => html`<ul>${alerts.map((alert) => alertItem(texts, alert, site))}</ul>`;
  const more = open.slice(shown);
  return html`${items(open.slice(0, shown))}
${more.length === 0 ? null : html`<details class="more"><summary>${texts.showAll} ${more.length}</summary>${items(more)}</details>`}`;
}

const alertItem = (texts: Texts, alert: Alert, site: string | null): Html =>
  html`<li data-alert="${alert.id}" class="${isImpostor(alert.kind) ? 'alert impostor' : 'alert help'}">
<div>${alertText(texts, alert)}</div>
<form method="post" action="/console/alerts/${alert.id}/acknowledge">
<input type="hidden" name="site" value="${site ?? ''}">
<button>${texts.acknowledge}</button>
</form>
</li>`;

function siteSection(texts: Texts, { name, rooms }: SiteArrivals): Html {
  const arrived = rooms.reduce((sum, room) => sum + room.arrivals.length, 0);
  const waiting = rooms.reduce((sum, room) => sum + room.waiting.length, 0);
  const figure = (label: string, value: number) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  return html`<section class="site">
<div class="site-head">
<h2>${name}</h2>
<dl class="figures">${figure(texts.arrived, arrived)}${figure(texts.waiting, waiting)}${figure(texts.expected, arrived + waiting)}</dl>
</div>
<div class="rooms">${rooms.map((room) => roomSection(texts, room))}</div>
</section>`;
}

function roomSection(texts: Texts, { room, arrivals, waiting }: Room): Html {
  const expected = arrivals.length + waiting.length;
  return html`<section class="room">
<h3>${texts.room} <b>${room}</b> <span class="faint">${arrivals.length} / ${expected}</span></h3>
<progress max="${expected}" value="${arrivals.length}" aria-label="${texts.arrived}">${arrivals.length} / ${expected}</progress>
${arrivals.length === 0 ? html`<p class="faint">${texts.nobodyYet}</p>` : arrivalTable(texts, arrivals)}
<h4>${texts.waiting} (${waiting.length})</h4>
${waiting.length === 0 ? html`<p class="faint">${texts.everybody}</p>` : html`<ul class="waiting">${waiting.map(({ name, number }) => html`<li><span>${name}</span> <span class="number">${number}</span></li>`)}</ul>`}
</section>`;
}

const arrivalTable = (texts: Texts, arrivals: readonly Arrival[]): Html =>
  html`<table>
<thead><tr><th scope="col">${texts.queueNumber}</th><th scope="col">${texts.name}</th><th scope="col">${texts.time}</th><th scope="col">${texts.method}</th><th scope="col">${texts.state}</th></tr></thead>
<tbody>${arrivals.map(
    (arrival) => html`<tr data-id="${arrival.id}">
<th scope="row"><span class="ticket">${arrival.queueNumber}</span><span class="small" title="${texts.terminal}">${arrival.terminalNumber}</span></th>
<td>${arrival.name}<span class="small number">${arrival.number}</span></td>
<td><time datetime="${arrival.at.toISOString()}">${clockTime.format(arrival.at)}</time></td>
<td><span class="tag ${arrival.method}">${textOf(texts, arrival.method)}</span></td>
<td>${callState(texts, arrival)}</td>
</tr>`,
  )}</tbody>
</table>`;

function callState(texts: Texts, { id, queueNumber, calledAt, enteredAt }: Arrival): Html {
  const since = (word: string, at: Date) =>
    html`${word} <time datetime="${at.toISOString()}">${clockTime.format(at)}</time>`;
  if (enteredAt !== null) return since(texts.entered, enteredAt);
  if (calledAt !== null) return since(texts.called, calledAt);
  return html`<form method="post" action="/console/arrivals/${id}/call">
<button class="quiet" aria-label="${texts.call} ${queueNumber}">${texts.call}</button>
</form>`;
}
