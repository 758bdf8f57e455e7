import type { FeatureName } from './features.js';

/** What one client, or the API behind it, does with input schemas that it does not support. */
export interface Profile {
  client: string;
  /** By feature: what becomes of it, as in "is rejected by". */
  does: Partial<Record<FeatureName, string>>;
  source: string;
}

/** Checked in November 2026. */
const PROFILES: readonly Profile[] = [
  {
    client: 'VS Code',
    does: {
      'list without items': 'rejected',
      'required without property': 'dropped',
      'list of types': 'rewritten',
      tuple: 'rewritten',
    },
    source: 'microsoft/vscode-copilot-chat, toolSchemaNormalizer.ts; microsoft/vscode#248810',
  },
  {
    client: 'Gemini',
    does: {
      'list without items': 'rejected',
      'list of anything': 'rejected',
      'enum of other values': 'rejected',
      union: 'rejected in arrays',
      tuple: 'rejected',
      'list of types': 'not supported',
      'reference elsewhere': 'left unresolved',
    },
    source:
      'google-gemini/gemini-cli#4415, #13142; sbroenne/mcp-server-excel#672; anomalyco/opencode#11952',
  },
  {
    client: 'the Claude API',
    does: { 'argument name': 'rejected' },
    source:
      "aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws#709: 'Property keys should match pattern', of the top level only",
  },
  {
    client: 'the OpenAI API',
    does: { 'list without items': 'rejected' },
    source: 'agentscope-ai/ReMe#84',
  },
  {
    client: 'Codex',
    does: { 'list of types': 'reduced to its first type', union: 'shown as a string' },
    source: 'openai/codex#2204, #13768',
  },
  {
    client: 'Copilot CLI',
    does: { union: 'turned into text' },
    source: 'github/copilot-cli#4301',
  },
  {
    client: 'Kiro',
    does: { 'reference elsewhere': 'left unresolved' },
    source: 'kirodotdev/Kiro#9165',
  },
  {
    client: 'Kimi',
    does: {
      untyped: 'rejected',
      'open object': 'rejected',
      'reference into the schema': 'rejected',
      'reference elsewhere': 'rejected',
    },
    source: 'Softeria/ms-365-mcp-server#643; TencentCloudBase/CloudBase-AI-Toolkit#626',
  },
  {
    client: 'Fireworks',
    does: { untyped: 'rejected', 'open object': 'rejected' },
    source: 'docker/mcp-gateway#234',
  },
];

/** "rejected by Gemini and rewritten by VS Code" */
export function fateOf(feature: FeatureName): string {
  const clients = new Map<string, string[]>();
  for (const { client, does } of PROFILES) {
    const fate = does[feature];
    if (fate !== undefined) clients.set(fate, [...(clients.get(fate) ?? []), client]);
  }
  // Takes 15 ms to make, and few checks come here.
  const list = new Intl.ListFormat('en');
  return list.format(Array.from(clients, ([fate, names]) => `${fate} by ${list.format(names)}`));
}
