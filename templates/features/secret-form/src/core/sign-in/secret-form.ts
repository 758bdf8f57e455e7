import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type * as z from 'zod';
import type { FormField } from './form.js';
import { formResponse, sentForm } from './form.js';
import type { Answer, AuthServer, AuthServerOptions } from './loopback-server.js';
import { runLoopbackServer } from './loopback-server.js';
import type { Page } from './pages.js';
import { pageResponse } from './pages.js';

export interface SecretForm<Credentials> {
  displayName: string;
  fields: FormField[];
  /** Of what is entered, by field name; its messages go on after the label. */
  shape: z.ZodType<Credentials>;
  isSignedIn(): Promise<boolean>;
  save(credentials: Credentials): Promise<void>;
}

/** A page that takes a secret and stores it for one user. */
export function runSecretForm<Credentials>(
  options: AuthServerOptions,
  { displayName, fields, shape, isSignedIn, save }: SecretForm<Credentials>,
): Promise<AuthServer> {
  // Another page in the same browser can send a form here, but not read this from ours.
  const formToken = randomBytes(32).toString('base64url');

  async function show(request: Request): Promise<Answer> {
    const page = {
      status: 200,
      outcome: 'asked',
      title: `Sign in to ${displayName}`,
      text: 'What you enter is stored encrypted, on this machine.',
    };
    const hidden = { form_token: formToken };
    const form = { action: '/auth/callback', hidden, fields, button: 'Save' };
    return { response: formResponse(page, form, request.headers.get('accept')) };
  }

  async function take(
    request: Request,
    _origin: string,
    incoming: IncomingMessage,
  ): Promise<Answer> {
    const sent = await sentForm(incoming);
    if (!same(sent.get('form_token') ?? '', formToken)) {
      return answer(request, {
        status: 400,
        outcome: 'invalid',
        title: 'This form does not fit',
        text: 'It belongs to another sign-in. Nothing was stored.',
        link: { href: '/auth', label: 'Start again' },
      });
    }
    const values = fields.map(({ name }) => [name, sent.get(name) ?? '']);
    const { data, error } = shape.safeParse(Object.fromEntries(values));
    if (error) {
      return answer(request, {
        status: 400,
        outcome: 'invalid',
        title: 'This cannot be right',
        text: `${problemIn(fields, error)}. Nothing was stored.`,
        link: { href: '/auth', label: 'Try again' },
      });
    }
    await save(data);
    const page = {
      status: 200,
      outcome: 'signed-in',
      title: `Signed in to ${displayName}`,
      text: 'You can close this window and go back to where you came from.',
    };
    return { ...answer(request, page), signedIn: true };
  }

  return runLoopbackServer(options, {
    isSignedIn,
    routes: { 'GET /auth': show, 'POST /auth/callback': take },
  });
}

function problemIn(fields: readonly FormField[], { issues: [issue] }: z.ZodError): string {
  const field = fields.find(({ name }) => name === issue?.path[0]);
  return `${field?.label ?? 'The form'} ${issue?.message ?? 'does not fit'}`;
}

const answer = (request: Request, page: Page): Answer => ({
  response: pageResponse(page, request.headers.get('accept')),
});

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
