import { createHash } from 'node:crypto';

/** A page for people; programs get `outcome` and the same words as JSON. */
export interface Page {
  status: number;
  /** One word for programs: `signed-in`, `denied`, `failed` … */
  outcome: string;
  title: string;
  text: string;
  /** To be copied somewhere else. */
  copy?: { label: string; value: string };
  form?: Form;
  link?: { href: string; label: string };
}

export interface Form {
  action: string;
  /** Sent along unseen. */
  hidden: Record<string, string>;
  fields: FormField[];
  button: string;
}

export interface FormField {
  name: string;
  label: string;
  secret: boolean;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --paper: #f9f9fb; --card: #fff; --line: #d9d9e0; --accent: #0b68cb; --on-accent: #fff; --good: #18794e; --on-good: #e6f6eb; --bad: #ab4a00; --on-bad: #ffefd6; }
@media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --paper: #111113; --card: #18191b; --line: #43484e; --accent: #70b8ff; --on-accent: #0b1b2b; --good: #3dd68c; --on-good: #132d21; --bad: #ffa057; --on-bad: #331e0b; } }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; }
main { width: min(28rem, 100%); padding: 2.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; }
h1 { font-size: 1.375rem; line-height: 1.3; margin-bottom: .75rem; text-wrap: balance; }
p { color: var(--soft); overflow-wrap: anywhere; }
.good, .bad { width: 2.5rem; line-height: 2.5rem; margin-bottom: 1.25rem; border-radius: 50%; text-align: center; font-size: 1.25rem; font-weight: 700; }
.good { color: var(--good); background: var(--on-good); }
.bad { color: var(--bad); background: var(--on-bad); }
.copy { margin-top: 1rem; font-size: .875rem; }
code { display: block; margin-top: .25rem; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: var(--ink); font-family: ui-monospace, monospace; }
form { margin-top: 1.5rem; display: grid; gap: 1rem; }
label { display: grid; gap: .35rem; font-weight: 600; }
input { width: 100%; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: var(--ink); font: inherit; }
button, a { justify-self: start; display: inline-block; padding: .6rem 1.1rem; border: 1px solid var(--accent); border-radius: .5rem; font: inherit; font-weight: 600; text-decoration: none; }
button { background: var(--accent); color: var(--on-accent); cursor: pointer; }
a { margin-top: 1.5rem; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script, no frames, nothing from elsewhere, nothing kept. */
export const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export function pageResponse(page: Page, accept: string | null): Response {
  const { status, outcome, title, text, copy } = page;
  if (wantsJson(accept)) {
    const message = `${title}. ${text}${copy ? ` ${copy.label}: ${copy.value}` : ''}`;
    return Response.json({ outcome, message }, { status, headers: PAGE_HEADERS });
  }
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    ...PAGE_HEADERS,
    // A browser that may not say where a form comes from sends it with "Origin: null".
    ...(page.form && { 'referrer-policy': 'same-origin' }),
  };
  return new Response(html(page), { status, headers });
}

export const wantsJson = (accept: string | null): boolean =>
  accept !== null && accept.includes('application/json') && !accept.includes('text/html');

function html({ outcome, title, text, copy, form, link }: Page): string {
  const mark = outcome === 'signed-in' ? GOOD : form ? '' : BAD;
  const parts = [
    `${mark}<h1>${escaped(title)}</h1><p>${escaped(text)}</p>`,
    copy ? `<p class="copy">${escaped(copy.label)}<code>${escaped(copy.value)}</code></p>` : '',
    form ? formHtml(form) : '',
    link ? `<a href="${escaped(link.href)}">${escaped(link.label)}</a>` : '',
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main>${parts.join('')}</main></body>
</html>
`;
}

/** Seen at a glance, and no news to those who hear the page. */
const GOOD = '<p class="good" aria-hidden="true">✓</p>';
const BAD = '<p class="bad" aria-hidden="true">!</p>';

function formHtml({ action, hidden, fields, button }: Form): string {
  const unseen = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const seen = fields.map(
    ({ name, label, secret }, index) =>
      `<label>${escaped(label)}<input name="${escaped(name)}" type="${secret ? 'password' : 'text'}" required autocomplete="off" spellcheck="false"${index === 0 ? ' autofocus' : ''}></label>`,
  );
  return `<form method="post" action="${escaped(action)}">${[...unseen, ...seen].join('')}<button>${escaped(button)}</button></form>`;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
