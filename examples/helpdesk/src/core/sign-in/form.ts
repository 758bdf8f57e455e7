import type { IncomingMessage } from 'node:http';
import type { Page } from './pages.js';
import { escaped, pageResponse } from './pages.js';

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

export function formResponse(page: Page, form: Form, accept: string | null): Response {
  const response = pageResponse({ ...page, html: htmlOf(form) }, accept);
  // A browser that may not say where a form comes from sends it with "Origin: null".
  response.headers.set('referrer-policy', 'same-origin');
  return response;
}

function htmlOf({ action, hidden, fields, button }: Form): string {
  const unseen = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const seen = fields.map(
    ({ name, label, secret }, index) =>
      `<label>${escaped(label)}<input name="${escaped(name)}" type="${secret ? 'password' : 'text'}" required autocomplete="off" spellcheck="false"${index === 0 ? ' autofocus' : ''}></label>`,
  );
  return `<form method="post" action="${escaped(action)}">${[...unseen, ...seen].join('')}<button>${escaped(button)}</button></form>`;
}

const LONGEST_BODY = 64 * 1024;

/** What a form has sent. */
export async function sentForm(incoming: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of incoming) {
    body += String(chunk);
    if (body.length > LONGEST_BODY) throw new Error('The form is too large');
  }
  return new URLSearchParams(body);
}
