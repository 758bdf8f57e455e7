import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Answer, AuthServer, AuthServerOptions } from './loopback-server.js';
import { runLoopbackServer } from './loopback-server.js';
import type { FormField, Page } from './pages.js';
import { pageResponse } from './pages.js';

export interface SecretForm {
  displayName: string;
  fields: FormField[];
  isSignedIn(): Promise<boolean>;
  /** Values by field name; none is empty. */
  save(values: Record<string, string>): Promise<void>;
}

/** A page that takes a secret and stores it for one user. */
export function runSecretForm(options: AuthServerOptions, form: SecretForm): Promise<AuthServer> {
  // Another page in the same browser can send a form here, but not read this from ours.
  const ticket = randomBytes(32).toString('base64url');

  async function show(request: Request): Promise<Answer> {
    return answer(request, {
      status: 200,
      outcome: 'sign-in',
      title: `Sign in to ${form.displayName}`,
      text: 'What you enter is stored encrypted, on this machine.',
      form: { action: '/auth/callback', hidden: { ticket }, fields: form.fields, button: 'Save' },
    });
  }

  async function take(request: Request): Promise<Answer> {
    const sent = new URLSearchParams(await request.text());
    if (!same(sent.get('ticket') ?? '', ticket)) {
      return answer(request, {
        status: 400,
        outcome: 'invalid',
        title: 'This form does not fit',
        text: 'It belongs to another sign-in. Nothing was stored.',
        link: { href: '/auth', label: 'Start again' },
      });
    }
    const values = form.fields.map(({ name }) => [name, (sent.get(name) ?? '').trim()] as const);
    const empty = form.fields.find(({ name }) => !sent.get(name)?.trim());
    if (empty) {
      return answer(request, {
        status: 400,
        outcome: 'invalid',
        title: 'Something is missing',
        text: `${empty.label} is empty. Nothing was stored.`,
        link: { href: '/auth', label: 'Try again' },
      });
    }
    await form.save(Object.fromEntries(values));
    const page = {
      status: 200,
      outcome: 'signed-in',
      title: `Signed in to ${form.displayName}`,
      text: 'You can close this window and go back to where you came from.',
    };
    return { ...answer(request, page), signedIn: true };
  }

  return runLoopbackServer(options, {
    isSignedIn: form.isSignedIn,
    routes: { 'GET /auth': show, 'POST /auth/callback': take },
  });
}

const answer = (request: Request, page: Page): Answer => ({
  response: pageResponse(page, request.headers.get('accept')),
});

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
