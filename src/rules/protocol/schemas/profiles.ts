import type { FeatureName } from './features.js';

/** What one client, or the API behind it, does with the arguments' schemas it does not take. */
export interface Profile {
  client: string;
  /** By feature: what happens, as it follows the client's name. */
  does: Partial<Record<FeatureName, string>>;
  source: string;
}

const REFUSES = 'refuses the request';

/** Checked in November 2026. */
export const PROFILES: readonly Profile[] = [
  {
    client: 'VS Code',
    does: {
      'list without items': REFUSES,
      'required without property': 'drops the name',
      'list of types': 'rewrites it',
      tuple: 'rewrites it',
    },
    source: 'microsoft/vscode-copilot-chat, toolSchemaNormalizer.ts; microsoft/vscode#248810',
  },
  {
    client: 'Gemini',
    does: {
      'list without items': REFUSES,
      'enum of other values': REFUSES,
      union: 'refuses it in lists',
      tuple: REFUSES,
      'list of types': 'wants one type',
      'reference elsewhere': 'shows no tools',
    },
    source: 'google-gemini/gemini-cli#4415, #13142; sbroenne/mcp-server-excel#672; opencode#11952',
  },
  {
    client: 'the OpenAI API',
    does: { 'list without items': REFUSES },
    source: 'agentscope-ai/ReMe#84',
  },
  {
    client: 'Codex',
    does: { 'list of types': 'takes the first type', union: 'shows a string' },
    source: 'openai/codex#2204, #13768',
  },
  {
    client: 'Copilot CLI',
    does: { union: 'turns lists into text' },
    source: 'github/copilot-cli#4301',
  },
  {
    client: 'Kiro',
    does: { 'reference elsewhere': 'shows no tools' },
    source: 'kirodotdev/Kiro#9165',
  },
  {
    client: 'Kimi',
    does: {
      untyped: REFUSES,
      'reference into the schema': REFUSES,
      'reference elsewhere': REFUSES,
    },
    source: 'Softeria/ms-365-mcp-server#643; TencentCloudBase/CloudBase-AI-Toolkit#626',
  },
  {
    client: 'Fireworks',
    does: { untyped: REFUSES },
    source: 'docker/mcp-gateway#234',
  },
];

/** "Codex takes the first type, Gemini wants one type" */
export function consequences(feature: FeatureName): string {
  const all = PROFILES.flatMap(({ client, does }) =>
    does[feature] === undefined ? [] : [`${client} ${does[feature]}`],
  );
  return all.join(', ');
}
