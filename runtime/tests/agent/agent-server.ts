import { onTestFinished } from 'vitest';
import { defineAgent } from '../../src/agent/define.js';
import type { AgentLimits } from '../../src/agent/limits.js';
import {
  localPrincipal,
  TokenError,
  type TokenVerifier,
  verifiedPrincipal,
} from '../../src/identity/principal.js';
import { prometheus } from '../../src/metrics.js';
import type { LogLine } from '../../src/project/interfaces.js';
import { closeProject, openProject } from '../../src/project/project.js';
import type { ProviderModule } from '../../src/provider/loader.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { type Script, startModelServer } from '../../src/testing/fakes/model-server.js';
import { stubEnvironment } from '../../src/testing/server/environment.js';
import { configWith, projectFolder } from '../small-project.js';
import { type Deeds, type LINES, notesAndMail } from './notes-provider.js';

export const ISSUER = 'https://issuer.example';
const PUBLIC_URL = new URL('https://agent.example');

/** A token is "user~path". */
const verifier: TokenVerifier = {
  metadata: {
    issuer: ISSUER,
    authorization_endpoint: `${ISSUER}/authorize`,
    token_endpoint: `${ISSUER}/token`,
    response_types_supported: ['code'],
    jwks_uri: `${ISSUER}/keys`,
  },
  async verify(token, audience) {
    const [user = '', path] = token.split('~');
    if (new URL(path ?? '', PUBLIC_URL).href !== audience.href) throw new TokenError('Audience');
    return { sub: user, aud: audience.href, exp: Date.now() / 1000 + 600 };
  },
};

export interface Received {
  event: string;
  data: Record<string, unknown>;
}

/** The agent of a project with two providers, behind the HTTP server that projects have. */
export async function startAgent(
  script: Script,
  {
    limits,
    line = 'current',
    more,
  }: {
    limits?: Partial<AgentLimits>;
    line?: keyof typeof LINES;
    /** A provider of its own, with its entry in provider-config.yaml. */
    more?: { name: string; entry: string; load: () => Promise<ProviderModule> };
  } = {},
) {
  const model = await startModelServer(script);
  const lines: LogLine[] = [];
  const metrics = prometheus();
  const log = (line: LogLine) => void lines.push(line);
  const config = `${configWith('notes', 'mail')}${more ? `  ${more.name}: ${more.entry}\n` : ''}`;
  const project = openProject(projectFolder(config), { log, metrics });
  const restore = stubEnvironment({
    MODEL_NAME: 'm',
    MODEL_URL: model.url,
    MODEL_KEY: 'k',
    MCP_DATA_DIR: projectFolder(''), // users of other tests have the same names
  });
  const deeds: Deeds = { notes: new Map(), deleted: [], booked: [], running: 0, aborted: 0 };
  const agent = defineAgent({
    providers: { ...notesAndMail(line, deeds), ...(more && { [more.name]: more.load }) },
    instructions: 'You help with notes.',
    ...(limits && { limits }),
  });
  const server = await serveHttp(
    new Map(),
    {
      publicUrl: PUBLIC_URL,
      allowedHosts: ['127.0.0.1'],
      localUser: localPrincipal(),
      requiredScopes: [],
      verifier,
      routes: [await agent.route()],
    },
    { host: '127.0.0.1', port: 0 },
  );
  onTestFinished(async () => {
    await model.close();
    await server.close();
    await Promise.all(Array.from(project.ending, (end) => end()));
    restore();
    closeProject(project);
  });
  const url = `${server.url}/agents/chat`;

  const send = (user: string, body: unknown, init: RequestInit = {}, path = '/agents/chat') =>
    fetch(url, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
      headers: {
        authorization: `Bearer ${user}~${path}`,
        'content-type': 'application/json',
        ...(init.headers as Record<string, string>),
      },
    });
  const chat = async (user: string, body: unknown) => eventsIn(await send(user, body));
  return { send, chat, deeds, model, url, lines, metrics };
}

export async function eventsIn(response: Response): Promise<Received[]> {
  const text = await response.text();
  return text.split('\n\n').flatMap((block): Received[] => {
    if (!block.startsWith('data: ')) return [];
    const { type, ...data } = JSON.parse(block.slice(6)) as { type: string };
    return [{ event: type, data }];
  });
}

export const textIn = (events: Received[]): string =>
  events.flatMap(({ event, data }) => (event === 'text' ? [String(data.text)] : [])).join('');

export const userId = (user: string) => verifiedPrincipal(ISSUER, user).userId;
