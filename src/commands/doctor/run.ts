import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { loginInTarget, urlRequired } from '../../model/errors/remote.js';
import type { Ui, View } from '../../model/ui.js';
import { discoverTarget, parseSeconds } from '../../remote/discover.js';
import { createAsker } from '../../remote/doctor/ask.js';
import type { Finding } from '../../remote/doctor/finding.js';
import { checkSignInChain } from '../../remote/doctor/walk.js';
import { parseTarget } from '../../remote/parse-target.js';
import { DEFAULT_REDIRECT_URI, DEFAULT_SECONDS, type options } from './command.js';
import { createSecretHider, type HeaderEntries, mapTexts } from './hide-secrets.js';

/** Checks the sign-in chain of a server. */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1> {
  const { host, ui, flags, signal } = context;
  const [text = ''] = commandLine.arguments;
  if (!URL.canParse(text) || !/^https?:/i.test(text)) throw urlRequired(text);
  const { header: headers = [], clientId, register = false, timeout } = commandLine.options;
  const { redirectUri = DEFAULT_REDIRECT_URI } = commandLine.options;
  const quietUi: Ui = { ...ui, transientProgress: (_, work) => work() };
  const url = new URL(text);
  if (url.username || url.password) throw loginInTarget(text);
  const sentHeaders = parseHeaders(text, headers, host);
  const seconds = parseSeconds(timeout, DEFAULT_SECONDS);
  const findings = await ui.transientProgress('Checking…', () =>
    checkSignInChain(url, {
      ask: createAsker(url, seconds * 1000, signal),
      register,
      clientId,
      redirectUri,
      token: headers.length > 0 ? tokenIn(sentHeaders) : undefined,
      list: () =>
        discoverTarget({ ...context, ui: quietUi }, commandLine.arguments, commandLine.options),
    }),
  );
  const hide = createSecretHider(url, sentHeaders);
  const report = {
    url: hide(url.href),
    findings: findings.map((finding) => mapTexts(finding, hide)),
  };
  if (flags.json) ui.result(JSON.stringify(report, null, 2));
  else ui.result(findingsText(report.findings, ui.stdout));
  return findings.some(({ state }) => state === 'error') ? 1 : 0;
}

function parseHeaders(
  url: string,
  headers: readonly string[],
  { env, cwd }: CommandContext['host'],
): HeaderEntries {
  if (headers.length === 0) return [];
  const target = parseTarget({ targetWords: [url], headers, variables: [] }, env, cwd);
  return 'headers' in target ? Object.entries(target.headers ?? {}) : [];
}

/** Returns the bearer token of the headers; empty if they contain other credentials. */
function tokenIn(headers: HeaderEntries): string {
  const [, value = ''] = headers.find(([name]) => name.toLowerCase() === 'authorization') ?? [];
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
