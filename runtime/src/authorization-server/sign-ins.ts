import { fingerprint } from '../call/call.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { formResponse } from '../sign-in/form.js';
import { escapeHtml, pageResponse } from '../sign-in/pages.js';
import { SIGN_INS } from './paths.js';
import type { NoteSignIn, Visit } from './sign-in.js';
import type { BrowserSteps } from './steps.js';
import { stepEnd } from './steps.js';
import type { Users } from './users.js';
import { grantsInUse } from './users.js';

interface List {
  issuer: string;
  users: Users;
  steps: BrowserSteps;
  note: NoteSignIn;
}

/** The list of one user, and what its form does: a page that is open in several tabs ends each sign-in once. */
export function signInList({ issuer, users, steps, note }: List) {
  /** @param subject undefined: nobody has exactly these accounts */
  async function show(subject: string | undefined, { request, accept }: Visit): Promise<Response> {
    const user = subject === undefined ? null : await users.read(subject);
    const open = user ? grantsInUse(user) : [];
    if (!user || open.length === 0)
      return pageResponse({ status: 200, outcome: 'signed-out', title: 'There are no sign-ins', text: 'No app uses this account here.' }, accept); // prettier-ignore
    const left = await steps.leaveList(request, { subject: user.subject, until: stepEnd() });
    const rows = open.map(([, { client, resource, since }]) => {
      const place = `${new URL(resource).pathname}, last used ${new Date(since).toUTCString()}`;
      return `<dt>${escapeHtml(client)}</dt><dd>${escapeHtml(place)}</dd>`;
    });
    const buttons = open.map(([id, { client }]) => ({ label: `End ${client}`, name: `end-${id}` }));
    const all = open.length > 1 ? [{ label: 'End all', name: 'end-all' }] : [];
    const page = {
      status: 200,
      outcome: 'asked',
      title: 'Your sign-ins',
      text: 'These apps use your account. An app whose sign-in ends asks you again.',
      html: `<dl>${rows.join('')}</dl>`,
    };
    const form = { action: SIGN_INS, hidden: { step: left.step }, fields: [], buttons: [...buttons, ...all] }; // prettier-ignore
    const response = formResponse(page, form, accept);
    response.headers.set('set-cookie', left.cookie);
    return response;
  }

  async function end(visit: Visit): Promise<Response> {
    const form = new URLSearchParams(await visit.request.text());
    const { subject } = await steps.resumeList(visit.request, form.get('step') ?? '');
    const user = await users.read(subject);
    const chosen = user ? grantsInUse(user).filter(([id]) => form.has('end-all') || form.has(`end-${id}`)) : []; // prettier-ignore
    const principal = fingerprint(verifiedPrincipal(issuer, subject));
    for (const [id, { client }] of chosen) {
      await users.end(subject, id);
      for (const provider of Object.keys(user?.accounts ?? {})) note(provider, 'ended', { principal, client }); // prettier-ignore
    }
    return show(subject, visit);
  }

  return { show, end };
}
