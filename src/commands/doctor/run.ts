import type { CommandContext, Given } from '../../model/command.js';
import { urlRequired } from '../../model/errors/remote.js';
import type { View } from '../../model/ui.js';
import { discoverTarget, secondsOf } from '../../remote/discover.js';
import { asker } from '../../remote/doctor/ask.js';
import type { Finding } from '../../remote/doctor/finding.js';
import { walk } from '../../remote/doctor/walk.js';
import { targetOf } from '../../remote/target.js';
import type { options } from './command.js';

const DEFAULT_SECONDS = 10;
const REDIRECT_URI = 'http://127.0.0.1:8710/auth/callback';

/** Walks the sign-in chain of a server. */
export async function run(context: CommandContext, given: Given<typeof options>): Promise<0 | 1> {
  const { host, ui, flags, signal } = context;
  const [text = ''] = given.arguments;
  if (!URL.canParse(text) || !/^https?:/i.test(text)) throw urlRequired(text);
  const { header: headers = [], clientId, register = false, timeout } = given.options;
  const { redirectUri = REDIRECT_URI } = given.options;
  const quiet = { ...context, ui: { ...ui, waiting: <T>(_: string, work: () => T) => work() } };
  const url = new URL(text);
  const seconds = secondsOf(timeout, DEFAULT_SECONDS);
  const findings = await ui.waiting('Checking…', () =>
    walk(url, {
      ask: asker(url, seconds * 1000, signal),
      register,
      clientId,
      redirectUri,
      token: headers.length > 0 ? tokenIn(text, headers, host) : undefined,
      list: () => discoverTarget(quiet, given.arguments, given.options),
    }),
  );
  if (flags.json) ui.result(JSON.stringify({ url: url.href, findings }, null, 2));
  else ui.result(findingsText(findings, ui.stdout));
  return findings.some(({ state }) => state === 'error') ? 1 : 0;
}

/** The bearer token of the headers; empty where they have another kind of credentials. */
function tokenIn(url: string, headers: readonly string[], { env, cwd }: CommandContext['host']) {
  const target = targetOf({ words: [url], headers, variables: [] }, env, cwd);
  const all = 'headers' in target ? Object.entries(target.headers ?? {}) : [];
  const [, value = ''] = all.find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  return value.replace(/^bearer\s+/i, '');
}

function findingsText(findings: readonly Finding[], { paint }: View): string {
  const marks = { ok: paint.green('✔'), warning: paint.yellow('▲'), error: paint.red('✖') };
  return findings
    .flatMap(({ hop, state, found: text, fix }) => [
      `${marks[state]} ${paint.bold(hop)}: ${text}`,
      ...(fix === undefined ? [] : [`    ${fix}`]),
    ])
    .join('\n');
}
