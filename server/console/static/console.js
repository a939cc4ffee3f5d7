// Keeps the list fresh. Without it the page still shows everything and every button works.
const list = document.getElementById('list');
const connection = document.getElementById('connection');
const announcement = document.getElementById('announcement');

// Choosing a site shows it at once; the button is for those without script.
document.documentElement.classList.add('scripted');
const site = document.getElementById('site');
site?.addEventListener('change', () => site.form.requestSubmit());

if (list !== null && connection !== null) {
  const known = new Set([...list.querySelectorAll('[data-id]')].map((row) => row.dataset.id));
  const alerts = () => [...list.querySelectorAll('[data-alert]')];
  const announced = new Set();
  // Said once, when it comes up; the list itself is rebuilt far too often to be read aloud.
  const announce = () => {
    const open = alerts();
    const fresh = open.filter((alert) => !announced.has(alert.dataset.alert));
    for (const alert of fresh) announced.add(alert.dataset.alert);
    if (announcement === null || (fresh.length === 0 && open.length > 0)) return;
    announcement.textContent = fresh.map((alert) => alert.firstElementChild.textContent.replace(/\s+/g, ' ')).join(' ');
  };
  announce();
  let refreshing = false;
  let again = false;

  const say = (state) => {
    connection.dataset.state = state;
    connection.textContent = connection.dataset[state];
  };

  const refresh = async () => {
    if (refreshing) {
      again = true;
      return;
    }
    refreshing = true;
    try {
      do {
        again = false;
        const answer = await fetch(`/console/list${location.search}`);
        if (answer.status === 401) return location.replace('/');
        if (!answer.ok) throw new Error(String(answer.status));
        show(await answer.text());
        // Several arrivals in one moment are one refresh.
        await new Promise((resolve) => setTimeout(resolve, 500));
      } while (again);
    } catch {
      say('offline');
    } finally {
      refreshing = false;
    }
  };

  const show = (markup) => {
    const unfolded = [...list.querySelectorAll('details[open]')].map((details) => details.className);
    const focused = document.activeElement?.closest('form[action]')?.getAttribute('action');
    list.replaceChildren(...new DOMParser().parseFromString(markup, 'text/html').body.childNodes);
    for (const details of list.querySelectorAll('details')) details.open = unfolded.includes(details.className);
    if (focused) list.querySelector(`form[action="${CSS.escape(focused)}"] button`)?.focus();
    announce();
    for (const row of list.querySelectorAll('[data-id]')) {
      if (known.has(row.dataset.id)) continue;
      known.add(row.dataset.id);
      row.classList.add('fresh');
    }
  };

  list.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    form.querySelector('button').disabled = true;
    await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' });
    await refresh();
  });

  let opened = false;
  const connect = () => {
    const events = new EventSource('/console/events');
    events.addEventListener('ready', () => {
      say('live');
      // What happened while the connection was away.
      if (opened) refresh();
      opened = true;
    });
    events.addEventListener('alive', () => say('live'));
    events.addEventListener('changed', () => {
      say('live');
      refresh();
    });
    events.addEventListener('signed-out', () => location.replace('/'));
    events.onerror = () => {
      say('offline');
      // The browser gives up after an answer that is no stream (signed out, 503): ask again, and begin anew.
      if (events.readyState !== EventSource.CLOSED) return;
      setTimeout(() => {
        refresh();
        connect();
      }, 5_000);
    };
  };
  connect();
}
